"""What follows from the facts of a page: under which path, by which formula, and from which paths its inputs are.

A fact that a page prints is taken before one that follows. :data:`FOLLOWS` is the table, and all there is to add to.
"""

from collections.abc import Callable, Iterator
from importlib import import_module

from ..formulas.core.formula import Formula
from ..records import Record
from ..units.dtypes import DTYPES, result_width, width

Given = Callable[[str], float | str | None]


class Words(Record):
    """An input that a fact in words stands for: its path, and the number of each word it may say."""

    path: str
    numbers: dict[str, float]


# Paths, words or numbers: an input is from the first of them that the page has, printed or derived.
Origin = tuple[str | Words | float, ...]


class Derivation(Record):
    """A formula, where its inputs are from by their names, and what a fact in words has to say for it to hold.

    name: the formula's, after its chapter's, which few questions need: ``"peaks.link_bandwidth"``.
    usual: it holds where a page says nothing else; what a page prints may differ.
    """

    name: str
    inputs: dict[str, Origin]
    when: tuple[str, str] = ("", "")
    usual: bool = False

    @property
    def formula(self) -> Formula:
        """The formula itself."""
        chapter, name = self.name.split(".")
        found: Formula = getattr(import_module(f"..formulas.{chapter}", __package__), name)
        return found


class Applied(Record):
    """A derivation applied to a page: its formula, the inputs in coherent units, and the facts these rest on.

    usual: whether a page may print another value.
    """

    formula: Formula
    inputs: dict[str, float]
    facts: tuple[str, ...]
    usual: bool

    @property
    def value(self) -> float:
        """Its number in the coherent unit of the formula's result."""
        return float(self.formula.rule(**self.inputs))


def derive(path: str, given: Given) -> Applied | None:
    """What follows under a path from a page's facts; None where nothing does. A printed fact of that path is ignored.

    given: the number of a fact in coherent units, or its words; None for one the page does not have. It may be asked
    for ``kind``, and for ``memory.*.capacity``, which is the main memory's.
    """
    return next(filter(None, (_applied(each, given) for each in FOLLOWS.get(path, ()))), None)


def _applied(derivation: Derivation, given: Given) -> Applied | None:
    path, words = derivation.when
    if path and given(path) != words:
        return None
    inputs: dict[str, float] = {}
    facts = [path] if path else []
    for name, origin in derivation.inputs.items():
        found = next(_found(origin, given), None)
        if found is None:
            return None
        inputs[name] = found[0]
        facts += found[1]
    return Applied(derivation.formula, inputs, tuple(dict.fromkeys(facts)), derivation.usual)


def _found(origin: Origin, given: Given) -> Iterator[tuple[float, tuple[str, ...]]]:
    """The numbers an input may be from, the first first, each with the facts it rests on."""
    for each in origin:
        if isinstance(each, float):
            yield each, ()
        elif isinstance(each, Words):
            if (said := given(each.path)) in each.numbers:
                yield each.numbers[str(said)], (each.path,)
        elif (known := given(each)) is not None:
            yield float(known), (each,)
        elif follows := derive(each, given):
            yield follows.value, follows.facts


LAYERS: Origin = ("model.layers",)
WIDTH: Origin = ("model.hidden_size",)
HEADS: Origin = ("attention.heads",)
HEAD: Origin = ("attention.head_size",)
GROUPED: Origin = ("attention.kv_heads", "attention.heads")
LATENT: Origin = ("attention.kv_rank",)
ROPE: Origin = ("attention.rope_size",)
ATTENTION: Origin = ("attention.parameters",)
EMBEDDING: Origin = ("model.embedding_parameters",)
TABLES: Origin = (Words("model.tied_embeddings", {"yes": 1.0, "no": 2.0}),)
WEIGHT: Origin = (Words("model.dtype", {name: width(name) for name in DTYPES}),)
# Weights of eight bits and fewer do not make a cache of as few: that is a choice of whoever serves the model.
CACHED: Origin = (Words("model.dtype", {name: result_width(name) for name in DTYPES}),)
ACTIVE: Origin = ("active_parameters", "parameters")
TOKENS: Origin = ("training.tokens",)
GATED = "feed_forward.gated"


def _feed_forward(size: str) -> tuple[Derivation, ...]:
    inputs: dict[str, Origin] = {"width": WIDTH, "hidden": (size,)}
    return (
        Derivation("transformers.gated_mlp_parameters", inputs, (GATED, "yes")),
        Derivation("transformers.mlp_parameters", inputs, (GATED, "no")),
    )


def _sparse(experts: str) -> Derivation:
    inputs: dict[str, Origin] = {
        "layers": LAYERS,
        "dense_layers": ("experts.dense_layers", 0.0),
        "attention": ATTENTION,
        "mlp": ("feed_forward.parameters", 0.0),
        "shared": ("experts.shared", 0.0),
        "experts": (experts,),
        "expert": ("experts.parameters",),
        "embedding": EMBEDDING,
        "tables": TABLES,
    }
    return Derivation("transformers.sparse_transformer_parameters", inputs)


def _cache(layers: Origin) -> tuple[Derivation, ...]:
    latent: dict[str, Origin] = {"layers": layers, "latent": LATENT, "position": ROPE, "element": CACHED}
    full: dict[str, Origin] = {"layers": layers, "kv_heads": GROUPED, "head": HEAD, "element": CACHED}
    return (
        Derivation("transformers.latent_cache_per_token", latent),
        Derivation("transformers.kv_cache_per_token", full),
    )


QUERIES: dict[str, Origin] = {"width": WIDTH, "heads": HEADS, "head": HEAD, "position": ROPE}
# PCI Express by generation: the rate of one lane in B/s, and the share of it that line coding leaves.
LANES = {"1": 2.5e9 / 8, "2": 5e9 / 8, "3": 1e9, "4": 2e9, "5": 4e9, "6": 8e9, "7": 16e9}
CODING = {"1": 0.8, "2": 0.8, **dict.fromkeys("345", 128 / 130), **dict.fromkeys("67", 242 / 256)}
PRICE: Origin = ("price.launch",)
MATMUL: Origin = ("peak.bf16", "peak.fp16", "peak.fp32")
MAIN: Origin = ("memory.*.capacity",)  # with a star the main memory's
DEVICES = ("gpu", "accelerator")
GENERATION = "links.pcie.generation"


def _of_generation(numbers: dict[str, float]) -> Origin:
    """An input by the generation of a PCIe link, which may be written 5 or 5.0."""
    return (Words(GENERATION, {**numbers, **{f"{name}.0": number for name, number in numbers.items()}}),)


PCIE: dict[str, Origin] = {
    "count": ("links.pcie.count",),
    "lane": _of_generation(LANES),
    "encoding": _of_generation(CODING),
}
# By path, the most particular first. Parameters under a section are those of one layer, one expert, one table.
FOLLOWS: dict[str, tuple[Derivation, ...]] = {
    "parameters": (
        _sparse("experts.routed"),
        Derivation(
            "transformers.transformer_parameters",
            {
                "layers": LAYERS,
                "attention": ATTENTION,
                "mlp": ("feed_forward.parameters",),
                "embedding": EMBEDDING,
                "tables": TABLES,
            },
        ),
    ),
    "active_parameters": (_sparse("experts.active"),),
    "model.embedding_parameters": (
        Derivation("transformers.embedding_parameters", {"vocabulary": ("model.vocabulary",), "width": WIDTH}),
    ),
    "attention.head_size": (Derivation("transformers.head_size", {"width": WIDTH, "heads": HEADS}, usual=True),),
    "attention.query_parameters": (
        Derivation("transformers.latent_query_parameters", {**QUERIES, "rank": ("attention.q_rank",)}),
        Derivation("transformers.query_parameters", QUERIES),
    ),
    "attention.parameters": (
        Derivation(
            "transformers.latent_attention_parameters",
            {
                "queries": ("attention.query_parameters",),
                "width": WIDTH,
                "heads": HEADS,
                "head": HEAD,
                "value": ("attention.value_size", "attention.head_size"),
                "position": ROPE,
                "latent": LATENT,
            },
        ),
        Derivation(
            "transformers.attention_parameters", {"width": WIDTH, "heads": HEADS, "kv_heads": GROUPED, "head": HEAD}
        ),
    ),
    "feed_forward.parameters": _feed_forward("feed_forward.size"),
    "experts.parameters": _feed_forward("experts.size"),
    "weights.size": (Derivation("transformers.weights_size", {"parameters": ("parameters",), "element": WEIGHT}),),
    "kv_cache.layer": _cache((1.0,)),
    "kv_cache.token": _cache(LAYERS),
    "kv_cache.window": (  # what the layers with a window hold of one sequence, however long it is
        Derivation(
            "transformers.window_cache",
            {
                "layers": ("attention.windowed_layers",),
                "kv_heads": GROUPED,
                "head": HEAD,
                "window": ("attention.window",),
                "element": CACHED,
            },
        ),
    ),
    # of the rate a matmul runs at; of a device's own memory, which is sold with it, and of a drive
    "price.per_flop": (Derivation("money.price_per_flop", {"price": PRICE, "rate": MATMUL}),),
    "price.per_byte": (
        *(Derivation("money.price_per_byte", {"price": PRICE, "capacity": MAIN}, ("kind", kind)) for kind in DEVICES),
        Derivation("money.price_per_byte", {"price": PRICE, "capacity": ("storage.capacity",)}),
    ),
    # usual: a printed one may be rounded, or the rate before coding
    "links.pcie.bandwidth": (Derivation("peaks.link_bandwidth", PCIE, usual=True),),
    "work.forward": (Derivation("transformers.forward_work", {"parameters": ACTIVE}),),
    "work.training": (
        Derivation("transformers.training_work", {"parameters": ACTIVE, "tokens": ("training.tokens",)}),
    ),
}
