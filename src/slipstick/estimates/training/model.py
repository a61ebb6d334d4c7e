"""The model of a training run: one of a page, or a typical dense one of a size, and what of it is trained."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ...errors import UsageError
from ...formulas.transformers import attention_parameters, block_parameters, embedding_parameters
from ...records import Fields
from ...specs.catalogue import Catalogue
from ...specs.spec import Spec
from ...units.show import show
from ...words import quoted
from ..serving.shape import Shape, find_model

SIZED = re.compile(r"(\d+(?:\.\d+)?)([kmbt])", re.IGNORECASE)
SCALES = {"k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12}
HEAD, VOCABULARY, SIDE = 128, 50304, 128  # elements of a head; tokens; widths are multiples of it
LEAST, MOST = 1e6, 1e15  # parameters
ASPECT = 128  # width for each layer of the largest published models, 60 to 200 in others
SAME = ("layers", "width", "heads", "kv_heads", "head", "parameters", "active", "embedding", "tables")
OVERRIDES = ("layers", "width", "heads", "vocabulary")


class Model(Fields):
    """A transformer to be trained. spec: its page, or None. note: what was assumed of its shape, in words.

    As :class:`slipstick.estimates.serving.shape.Shape`; experts: parameters of all experts, of those a token uses
    ``active`` has its part. tokens: that its maker trained it on, 0 where no page says. context: its longest sequence,
    or 0. compared: elements by which a query and a key are compared and a value is summed, on average, if not ``head``.
    """

    name: str
    spec: Spec | None
    layers: float
    width: float
    heads: float
    kv_heads: float
    head: float
    parameters: float
    active: float
    embedding: float
    tables: float
    experts: float
    chosen: float
    tokens: float
    context: float
    note: str = ""
    compared: float = 0.0

    @property
    def matrices(self) -> float:
        """Parameters of the layers that a token passes through."""
        return self.active - self.tables * self.embedding

    @property
    def queries(self) -> float:
        """Elements of the queries of a token."""
        return self.heads * self.head

    @property
    def scored(self) -> float:
        """Elements that each position of a sequence costs a token: of queries and keys, and of values, on average."""
        return self.heads * (self.compared or self.head)

    @property
    def keys(self) -> float:
        """Elements of the keys of a token, and of its values."""
        return self.kv_heads * self.head

    @property
    def hidden(self) -> float:
        """Elements that the matrices of an MLP turn a token into, or from: 8 times the width in a plain one."""
        attention = attention_parameters.rule(self.width, self.heads, self.kv_heads, self.head)
        return max(0.0, self.matrices / self.layers - float(attention)) / self.width

    @property
    def vocabulary(self) -> float:
        """Different tokens."""
        return self.embedding / self.width


def model_of(known: Catalogue, text: str, given: Mapping[str, Any]) -> Model:
    """The model of a name, or of a size such as 30B. given: its layers, width, heads and vocabulary; 0 for its own.

    Raises UsageError for an unknown name, with the nearest, and for a shape that is given of a page's model.
    """
    own = {name: float(given[name]) for name in OVERRIDES if given.get(name)}
    match = SIZED.fullmatch(text.strip())
    if match and {"layers", "width"} <= own.keys():
        return _dense(text.strip(), own)
    if match:
        return _typical(text.strip(), _size(match), own)
    if own:
        raise UsageError(f"{next(iter(own))} is given of {quoted(text)}, whose page says it: give it of a size, as 30B")
    return _of_shape(find_model(known, text))


def _size(match: re.Match[str]) -> float:
    """Parameters of a size. Raises UsageError for one that no language model has."""
    size = float(match[1]) * SCALES[match[2].casefold()]
    if not LEAST <= size <= MOST:
        raise UsageError(f"{quoted(match[0])} is no size of a language model: expected 1M to 1000T, such as 30B")
    return size


def _of_shape(shape: Shape) -> Model:
    page = shape.spec
    tokens = page.number("training.tokens") if "training.tokens" in page else 0.0
    same = {name: getattr(shape, name) for name in SAME}
    experts = shape.sparse * shape.routed * shape.expert
    made = Model(page.name, page, **same, experts=experts, chosen=shape.chosen, tokens=tokens, context=shape.context)
    return made._replace(compared=_compared(page, shape.head))


def _compared(page: Spec, head: float) -> float:
    """Of latent attention a key has its position beside its own elements, and a value a size of its own."""
    rope, value = (
        page.number(path) if path in page else 0.0 for path in ("attention.rope_size", "attention.value_size")
    )
    return (head + rope + (value or head)) / 2


def _dense(name: str, own: Mapping[str, float], note: str = "") -> Model:
    """A plain transformer: an MLP four times as wide, heads that fill the width, one table for input and output."""
    layers, width = own["layers"], own["width"]
    heads = own.get("heads", max(1.0, width / HEAD))
    embedding = float(embedding_parameters.rule(own.get("vocabulary", VOCABULARY), width))
    parameters = float(block_parameters.rule(layers, width)) + embedding
    told = note or f"a plain transformer of {layers:g} layers of {width:g}: {show(parameters, '')} parameters"
    numbers = (layers, width, heads, heads, width / heads, parameters, parameters, embedding, 1.0)
    same = dict(zip(SAME, numbers, strict=True))
    return Model(name, None, **same, experts=0.0, chosen=0.0, tokens=0.0, context=0.0, note=told)


def _typical(name: str, size: float, own: Mapping[str, float]) -> Model:
    """A dense model of a size with the usual shape: the one of whole layers whose parameters are nearest."""
    tried = [_dense(name, {**own, **each}) for each in _shapes(size, own)]
    found = min(tried, key=lambda each: _miss(each, size))
    note = f"{name} is taken for a typical dense model: {found.layers:g} layers of {found.width:g}, MLPs of 4 x that"
    return found._replace(note=note)


def _miss(model: Model, size: float) -> float:
    """How far a shape is from a size, and from the usual width for each layer, of which less matters."""
    aspect = model.width / model.layers / ASPECT
    return abs(model.parameters / size - 1) + 0.02 * max(aspect, 1 / aspect)


def _shapes(size: float, own: Mapping[str, float]) -> Iterator[dict[str, float]]:
    usual = (size * ASPECT / 12) ** (1 / 3)
    widths = [own["width"]] if "width" in own else [SIDE * n for n in range(1, int(1.3 * usual / SIDE) + 2)]
    for width in widths:
        rest = size - float(embedding_parameters.rule(own.get("vocabulary", VOCABULARY), width))
        layers = own.get("layers") or max(1.0, float(round(rest / (12 * width**2))))
        yield {"layers": layers, "width": float(width)}
