"""What a spec file may say: its keys, and the dimension of each value."""

from dataclasses import dataclass
from typing import Any

from ..units import (
    Area,
    Bandwidth,
    Compute,
    Count,
    Cycles,
    Dim,
    EnergyPerByte,
    Frequency,
    Length,
    Money,
    Power,
    RequestCost,
    RequestRate,
    Share,
    Size,
    Speed,
    Spending,
    StorageCost,
    Time,
    Tokens,
    TransferCost,
    WorkPerCycle,
    dim_of,
)
from ..units.dtypes import DTYPES
from .kinds import KINDS


@dataclass(frozen=True)
class Value:
    """A number in one of these dimensions, or in any where none is named, written with its unit (a count without)."""

    dims: tuple[Dim, ...] = ()


@dataclass(frozen=True)
class Text:
    """A few words: one of the choices, or whatever fits the pattern."""

    choices: tuple[str, ...] = ()
    pattern: str = r".{1,400}"
    expected: str = "a few words"


@dataclass(frozen=True)
class Each:
    """A mapping whose keys are names, or one of the given keys, and whose values all look alike."""

    item: Any
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Many:
    """A list of texts."""

    item: Text


@dataclass(frozen=True)
class Sides:
    """A list of whole numbers from 1 up, written ``[4, 4]``: the sides of a grid of devices."""

    item: Text = Text(pattern=r"[1-9][0-9]{0,5}", expected="a whole number from 1 to 999999")


def _value(*annotations: Any) -> Value:
    return Value(tuple(dim for annotation in annotations if (dim := dim_of(annotation))))


NAME = r"[A-Za-z0-9][A-Za-z0-9+._-]*"
DAY = Text(pattern=r"\d{4}(-\d{2}(-\d{2})?)?", expected="a year or year-month, such as 2020-11")
COUNT, RATE, TIME, LATENCY = _value(Count), _value(Bandwidth), _value(Time), _value(Time, Cycles)
TOKENS, YES_OR_NO = _value(Tokens), Text(("yes", "no"))
RATES = Each(_value(Compute), DTYPES)
CORES = {
    "units": COUNT,
    "unit": Text(),
    "rate": Each(_value(WorkPerCycle), DTYPES),
    "width": _value(Size),
    "pipes": COUNT,
    "threads": COUNT,
    "blocks": COUNT,  # of a kernel, in one unit at once
    "registers": COUNT,
    "shared": _value(Size),
    "special": _value(WorkPerCycle),
    "load_store": COUNT,
}
LEVEL = {
    "type": Text(),
    "capacity": _value(Size),
    "count": COUNT,
    "total": _value(Size),
    "bandwidth": RATE,
    "sustained": RATE,  # the most that was measured of it
    "one_core": RATE,  # measured of one core alone
    "latency": LATENCY,
    "channels": COUNT,
    "pins": COUNT,
    "pin": RATE,
    "per": Text(("unit", "core")),
    "sharers": COUNT,
    "line": _value(Size),
    "tCL": LATENCY,
    "tRCD": LATENCY,
    "tRP": LATENCY,
    "energy": _value(EnergyPerByte),
}
DIRECT = ("full", "ring", "mesh", "torus", "hybrid-cube-mesh", "irregular")  # each device linked to some others
TOPOLOGIES = ("switch", "fat-tree", "tree", "star", *DIRECT)
TOPOLOGY = {
    "kind": Text(TOPOLOGIES),
    "shape": Sides(),
    "dimensions": COUNT,  # of a mesh or torus whose shape no source gives
    "wraparound": COUNT,  # a slice is a torus where its sides are multiples of it, else a mesh
    "devices": COUNT,  # it joins, where these are not all of the machine
    "links_per_pair": COUNT,
    "switch": Text(),  # what does the switching, and
    "switches": COUNT,  # how many of them
    "nonblocking": Text(("true",)),  # all devices can send to others at full rate at once
}
LINK = {
    "generation": Text(pattern=r"[0-9]+(\.[0-9]+)?", expected="a number such as 3 or 2.1"),
    "count": COUNT,
    "lane": RATE,
    "encoding": _value(Share),
    "bandwidth": RATE,
    "both": RATE,
    "payload": _value(Share),  # of the bandwidth, what packet headers leave
    "latency": TIME,
    "direction": Text(("each way",)),
    "per": Text(("device", "node", "pair")),
    "to": Text(("host", "die")),  # what a device reaches over it, where not its like
    "topology": TOPOLOGY,
}
USES = ("data centre", "workstation", "personal", "embedded")  # what a processor is made for
HEAD: dict[str, Any] = {
    "name": Text(),
    "vendor": Text(),
    "kind": Text(tuple(KINDS)),
    "use": Text(USES),
    "per": Text(("core", "die", "chip", "package", "module", "card", "board", "node")),
    "aliases": Many(Text(pattern=NAME, expected="a word of letters, digits and dashes")),
    "extends": Text(pattern=NAME, expected="the handle of another spec"),
    "notes": Many(Text(pattern=r"(?s).{1,1000}")),
}
VALUES = ("typical", "low", "high")  # of a number; the rest says what it is
NUMBER = {
    **dict.fromkeys(VALUES, Value()),
    "what": Text(),
    "name": Text(),
    "aliases": Many(Text(pattern=r"[^,]{1,80}", expected="a few words without a comma")),
    "date": DAY,  # what it holds for
    "estimate": Text(),  # an expression that comes to about the same
    "vignette": Text(pattern=r"(?s).{1,1000}"),
    "of": Text(),  # what changes from year to year, and
    "year": Text(pattern=r"\d{4}", expected="a year such as 2020"),
    "history": Text(("true",)),
}
# A transformer in the terms of its configuration: counts but for context and window, which are tokens.
TRANSFORMER: dict[str, Any] = {
    "model": {
        **dict.fromkeys(("layers", "hidden_size", "vocabulary"), COUNT),
        "positions": COUNT,  # learned ones, each a vector of the width; none where they are computed
        "tied_embeddings": YES_OR_NO,  # whether input and output share one table
        "side_by_side": YES_OR_NO,  # whether attention and MLP of a layer start from the same input
        "context": TOKENS,  # the longest
        "dtype": Text((*DTYPES, "mxfp4")),  # of the published weights
    },
    "attention": {
        **dict.fromkeys(("heads", "kv_heads", "head_size"), COUNT),
        # multi-head latent attention: ranks, and the part of a key that carries the position, beside head_size
        **dict.fromkeys(("q_rank", "kv_rank", "rope_size", "value_size"), COUNT),
        "window": TOKENS,
        "windowed_layers": COUNT,
    },
    "feed_forward": {"size": COUNT, "gated": YES_OR_NO},
    # of one layer: how many a token is routed among, and to, and those it always uses; layers that have none
    "experts": dict.fromkeys(("routed", "active", "shared", "size", "dense_layers"), COUNT),
    "training": {"tokens": TOKENS},
}
FACTS: dict[str, Any] = {
    "released": DAY,
    "licence": Text(),
    "architecture": Text(),
    "parameters": COUNT,
    "active_parameters": COUNT,  # those one token uses
    **TRANSFORMER,
    "tokens": TOKENS,
    "documents": COUNT,
    "size": _value(Size),
    "tokenizer": Text(),  # the one the tokens are counted with
    "languages": Many(Text()),
    # the loss of a model trained on it, in nats per token, by each fit: least + a / parameters^alpha + b / tokens^beta
    "laws": Each(dict.fromkeys(("least", "a", "b", "alpha", "beta"), COUNT)),
    "devices": COUNT,
    "vcpus": COUNT,  # of a cloud's instance
    "peak": RATES,
    "sparse": RATES,
    "vector": RATES,
    "half_accumulate": RATES,
    "sustained": RATES,  # the best that a matmul was measured at
    "compute": CORES,
    "efficiency": {**CORES, "base": _value(Frequency), "boost": _value(Frequency)},
    # matrix: the peak's, where it is another; all_core: of all cores at once; vector: of all in the widest vectors
    "clock": {key: _value(Frequency) for key in ("base", "boost", "highest", "matrix", "all_core", "vector")},
    "memory": Each(LEVEL),
    "cache": Each(LEVEL),
    "links": Each(LINK),
    "network": Each(LINK),
    "storage": {
        "interface": Text(),
        "capacity": _value(Size),
        "read": RATE,
        "write": RATE,
        "reads": _value(RequestRate),
        "writes": _value(RequestRate),
        "queue_depth": COUNT,  # at which these were measured
        "endurance": _value(Size),  # written over its life
        "read_latency": TIME,
        "write_latency": TIME,
        "seek": TIME,
        "rotation": TIME,
    },
    "route": {
        "distance": _value(Length),
        "round_trip": TIME,
        "one_way": TIME,
        "speed": _value(Speed),
        "bandwidth": RATE,
    },
    "parts": Each(
        {
            "spec": Text(pattern=NAME, expected="the handle of another spec"),
            "name": Text(),
            "count": COUNT,
            "capacity": _value(Size),
        }
    ),
    "numbers": Each(NUMBER),
    "power": {key: _value(Power) for key in ("tdp", "typical", "maximum", "idle")},
    "die": {"process": Text(), "area": _value(Area), "transistors": COUNT, "count": COUNT},
    "price": {
        "date": DAY,
        "region": Text(),
        "launch": _value(Money),
        "street": _value(Money),
        "on_demand": _value(Spending),
        "capacity": _value(StorageCost),
        "transfer": _value(TransferCost),
        "requests": _value(RequestCost),
    },
}
RANKS = ("maker", "copy", "measurement", "paper", "press", "table", "other")  # of sources, the best first
SOURCE = {
    "title": Text(),
    "publisher": Text(),
    "rank": Text(RANKS, expected=", ".join(RANKS)),
    "address": Text(),
    "seen": Text(pattern=r"\d{4}-\d{2}-\d{2}", expected="the day it was read, such as 2026-11-23"),
    "note": Text(),
}
SOURCE_HINT = "expected a key of sources.yaml, or a description such as {title: ..., seen: 2026-11-23}"
SECTIONS = (*HEAD, *FACTS, "sources")


def is_value(path: str) -> bool:
    """Whether a fact is a value, and not what is told about a number."""
    return not path.startswith("numbers.") or path.endswith(tuple(f".{key}" for key in VALUES))
