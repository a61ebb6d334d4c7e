"""The shape of a language model, out of its page: what a question about it counts with."""

from ...errors import SlipstickError, UsageError
from ...formulas.transformers import kv_cache_per_token, latent_cache_per_token
from ...records import Fields
from ...specs.catalogue import Catalogue
from ...specs.derived import said
from ...specs.spec import Spec

CACHED = 2.0  # bytes of a number of the cache, where nobody says otherwise


class Shape(Fields):
    """A transformer. layers; width: of the model; heads, kv_heads, head: of attention, and elements of one head.

    parameters: all; active: those one token uses; embedding: of one table; tables: how many there are. routed: experts
    of a layer; chosen: of these, that a token is sent to; expert: parameters of one; sparse: layers that have experts.
    cached: bytes of the cache a token of all layers, in 16 bits a number; window: the most tokens that windowed
    layers keep, and windowed: the share of the layers that are such. dtype: of the weights.
    inner: elements of an MLP, or of all experts that a token goes through; gated: 1 where twice as many enter as leave.
    sums: how often what devices have is added up in a layer: 1 where attention and MLP stand side by side.
    """

    spec: Spec
    layers: float
    width: float
    heads: float
    kv_heads: float
    head: float
    parameters: float
    active: float
    embedding: float
    tables: float
    routed: float
    chosen: float
    expert: float
    sparse: float
    cached: float
    window: float
    windowed: float
    context: float
    dtype: str
    inner: float
    gated: float
    sums: float


def shape_of(spec: Spec) -> Shape:
    """The shape of a model. Raises SlipstickError, naming the fact, for a page without one that it needs."""
    if spec.kind != "model":
        raise UsageError(f"{spec.handle} ({spec.name}) is no model but a {spec.kind}")
    known: Shape | None = spec.memo.get("shape")
    if known is None:
        known = spec.memo["shape"] = _read(spec)
    return known


def find_model(known: Catalogue, text: str) -> Shape:
    """The shape of a model by a name as people type it. Raises UsageError for an unknown one, or for another kind."""
    try:
        spec = known.find(text)
    except UsageError:
        spec = known.find(text, ("model",))  # what is near among models alone
    return shape_of(spec)


def _read(spec: Spec) -> Shape:
    layers, heads = _needed(spec, "model.layers"), _needed(spec, "attention.heads")
    dtype = str(_told(spec, "model.dtype") or "bf16")
    window = _number(spec, "attention.window", 0.0)
    return Shape(
        spec=spec,
        layers=layers,
        width=_needed(spec, "model.hidden_size"),
        heads=heads,
        kv_heads=_number(spec, "attention.kv_heads", heads),
        head=_needed(spec, "attention.head_size"),
        parameters=_number(spec, "model.parameters", 0.0) or _needed(spec, "parameters"),
        active=_number(spec, "model.active_parameters", 0.0)
        or _number(spec, "active_parameters", 0.0)
        or _number(spec, "model.parameters", 0.0)
        or _needed(spec, "parameters"),
        embedding=_number(spec, "model.embedding_parameters", 0.0),
        tables=1.0 if _told(spec, "model.tied_embeddings") == "yes" else 2.0,
        routed=_number(spec, "experts.routed", 0.0),
        chosen=_number(spec, "experts.active", 0.0),
        expert=_number(spec, "experts.parameters", 0.0),
        sparse=layers - _number(spec, "experts.dense_layers", 0.0) if "experts.routed" in spec else 0.0,
        cached=_cached(spec, layers, heads),
        window=window,
        windowed=_number(spec, "attention.windowed_layers", layers if window else 0.0) / layers,
        context=_number(spec, "model.context", 0.0),
        dtype=dtype,
        inner=_inner(spec),
        gated=float(_told(spec, "feed_forward.gated") == "yes"),
        sums=1.0 if _told(spec, "model.side_by_side") == "yes" else 2.0,
    )


def _inner(spec: Spec) -> float:
    """Elements that a token is in an MLP, or in all experts that it goes through; the more of both."""
    experts = _number(spec, "experts.active", 0.0) + _number(spec, "experts.shared", 0.0)
    return max(_number(spec, "feed_forward.size", 0.0), experts * _number(spec, "experts.size", 0.0))


def _cached(spec: Spec, layers: float, heads: float) -> float:
    """Bytes of the cache a token of all layers, in 16 bits a number."""
    if latent := _number(spec, "attention.kv_rank", 0.0):
        position = _number(spec, "attention.rope_size", 0.0)
        return float(latent_cache_per_token.rule(layers, latent, position, CACHED))
    kv_heads = _number(spec, "attention.kv_heads", heads)
    return float(kv_cache_per_token.rule(layers, kv_heads, _needed(spec, "attention.head_size"), CACHED))


def _told(spec: Spec, path: str) -> object:
    found = said(spec, path)
    return found.value if found else None


def _number(spec: Spec, path: str, otherwise: float) -> float:
    found = _told(spec, path)
    return float(found) if isinstance(found, int | float) else otherwise


def _needed(spec: Spec, path: str) -> float:
    found = _told(spec, path)
    if not isinstance(found, int | float):
        raise SlipstickError(f"{spec.handle} ({spec.name}) has no {path}, which its cache and its work follow from")
    return float(found)
