"""What follows from the shape of a model: its parameters, how large its weights and caches are, its work.

:data:`SHAPES` is the table; how large the weights are in one of the many formats is made when it is asked for.
"""

from functools import cache

from ..units.dtypes import DTYPES, result_width, width
from ..units.quantisations import FORMATS, SYNONYMS, Mix, bits
from .derivation import Derivation, Origin, Words

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
SIXTEEN_BITS = 2.0  # bytes, where a maker does not say
MX = "mxfp4"  # the one format of weights alone that makers store whole models in
WEIGHT: Origin = (Words("model.dtype", {name: width(name) for name in DTYPES} | {MX: bits(MX) / 8}), SIXTEEN_BITS)
# Weights of eight bits and fewer do not make a cache of as few: that is a choice of whoever serves the model.
CACHED: Origin = (
    Words("model.dtype", {name: result_width(name) for name in DTYPES} | {MX: 2.0}),
    SIXTEEN_BITS,
)
PARAMETERS: Origin = ("model.parameters", "parameters")  # a printed count is rounded
ACTIVE: Origin = ("model.active_parameters", "active_parameters", *PARAMETERS)
GATED = "feed_forward.gated"
EVERY_WEIGHT = tuple(f"weights.{name}" for name in FORMATS)


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


COUNTED: dict[str, Origin] = {
    "layers": LAYERS,
    "attention": ATTENTION,
    "mlp": ("feed_forward.parameters",),
    "embedding": EMBEDDING,
    "tables": TABLES,
    "positions": ("model.position_parameters", 0.0),
}
TOTAL = (_sparse("experts.routed"), Derivation("transformers.transformer_parameters", COUNTED))


def _down(routed: Origin, dense_layers: Origin) -> Derivation:
    inputs: dict[str, Origin] = {
        "width": WIDTH,
        "layers": LAYERS,
        "dense_layers": dense_layers,
        "hidden": ("feed_forward.size", 0.0),
        "shared": ("experts.shared", 0.0),
        "experts": routed,
        "expert": ("experts.size", 0.0),
    }
    return Derivation("transformers.down_parameters", inputs)


def weights(path: str) -> tuple[Derivation, ...]:
    """How large the weights are in a format, ``weights.q4_k_m``, and what of them has a format of its own."""
    if path in MATRICES:
        return MATRICES[path]
    section, _, name = path.partition(".")
    if section.casefold() != "weights":
        return ()
    word = SYNONYMS.get(name.casefold(), name.casefold())
    dense = (_mixed(FORMATS["q8_0"], ("experts.routed", None)),) if word == "mxfp4_moe" else ()  # all but the experts
    return (*dense, _mixed(FORMATS[word])) if word in FORMATS else ()


@cache
def _mixed(mix: Mix, when: tuple[str, str | None] = ("", "")) -> Derivation:
    inputs: dict[str, Origin] = {
        "parameters": PARAMETERS,
        "layers": LAYERS,
        "attention": ATTENTION,
        "values": ("attention.value_parameters", 0.0),
        "outputs": ("attention.output_parameters", 0.0),
        "downs": ("feed_forward.down_parameters",),
        "embedding": EMBEDDING,
        "tables": TABLES,
        **{name: (bits / 8,) for name, bits in mix._asdict().items()},
    }
    return Derivation("transformers.quantised_weights", inputs, when)


def _cache(layers: Origin) -> tuple[Derivation, ...]:
    latent: dict[str, Origin] = {"layers": layers, "latent": LATENT, "position": ROPE, "element": CACHED}
    full: dict[str, Origin] = {"layers": layers, "kv_heads": GROUPED, "head": HEAD, "element": CACHED}
    return (
        Derivation("transformers.latent_cache_per_token", latent),
        Derivation("transformers.kv_cache_per_token", full),
    )


QUERIES: dict[str, Origin] = {"width": WIDTH, "heads": HEADS, "head": HEAD, "position": ROPE}
# Matrices that some formats store with more bits than the others.
MATRICES: dict[str, tuple[Derivation, ...]] = {
    "attention.value_parameters": (
        Derivation(
            "transformers.projection_parameters",
            {"width": WIDTH, "heads": GROUPED, "head": HEAD},
            ("attention.kv_rank", None),  # which makes them from what it keeps
        ),
    ),
    "attention.output_parameters": (
        Derivation(
            "transformers.projection_parameters",
            {"width": WIDTH, "heads": HEADS, "head": ("attention.value_size", "attention.head_size")},
        ),
    ),
    "feed_forward.down_parameters": (
        _down(("experts.routed",), ("experts.dense_layers", 0.0)),
        _down((0.0,), LAYERS),
    ),
}
# By path, the most particular first. Parameters under a section are those of one layer, one expert, one table.
SHAPES: dict[str, tuple[Derivation, ...]] = {
    "parameters": TOTAL,
    "active_parameters": (_sparse("experts.active"),),
    # the same from the shape alone: what is printed is rounded, or a name
    "model.parameters": TOTAL,
    "model.active_parameters": (_sparse("experts.active"),),
    "model.embedding_parameters": (
        Derivation("transformers.embedding_parameters", {"vocabulary": ("model.vocabulary",), "width": WIDTH}),
    ),
    "model.position_parameters": (
        Derivation("transformers.embedding_parameters", {"vocabulary": ("model.positions",), "width": WIDTH}),
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
    "weights.size": (
        _mixed(FORMATS[MX], ("model.dtype", MX)),
        Derivation("transformers.weights_size", {"parameters": PARAMETERS, "element": WEIGHT}),
    ),
    "kv_cache.layer": _cache((1.0,)),
    "kv_cache.token": _cache(LAYERS),
    "kv_cache.context": (  # of one sequence as long as the model takes
        Derivation(
            "transformers.mixed_window_cache",
            {
                "layers": LAYERS,
                "windowed": ("attention.windowed_layers",),
                "kv_heads": GROUPED,
                "head": HEAD,
                "element": CACHED,
                "window": ("attention.window",),
                "context": ("model.context",),
            },
        ),
        Derivation(
            "transformers.kv_cache_total",
            {"per_token": ("kv_cache.token",), "batch": (1.0,), "context": ("model.context",)},
        ),
    ),
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
    "work.forward": (Derivation("transformers.forward_work", {"parameters": ACTIVE}),),
    "work.training": (
        Derivation("transformers.training_work", {"parameters": ACTIVE, "tokens": ("training.tokens",)}),
    ),
}
