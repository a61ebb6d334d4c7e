"""Specs as rows of a table: the columns that matter for their kind."""

from collections.abc import Callable, Sequence

from ..formulas.core.formula import unrecorded
from ..specs.derived import said, shown
from ..specs.rates import has, peak
from ..specs.spec import Spec
from ..units.dtypes import DTYPES

Column = tuple[str, Callable[[Spec], str]]


def rows(parts: Sequence[Spec], kind: str | None = None, more: Sequence[str] = ()) -> tuple[list[str], list[list[str]]]:
    """The header and the rows of a table of specs. kind: chooses the columns.

    more: paths of further columns; one that says what another column says, or nothing at all, is left out.
    """
    columns = [HANDLE, *COLUMNS.get(kind or "", EVERY), *((path, _fact(path)) for path in more)]
    made: dict[str, list[str]] = {}
    for name, text in columns:
        texts = [text(part) for part in parts]
        if not texts or (name not in made and any(texts) and texts not in made.values()):
            made[name] = texts
    return list(made), [list(row) for row in zip(*made.values(), strict=True)]


def _fact(*paths: str) -> Callable[[Spec], str]:
    """A column with what a spec says under the first of these paths it has."""

    def text(part: Spec) -> str:
        return next((found.text for path in paths if (found := said(part, path))), "")

    return text


def _by_kind(texts: dict[str, Callable[[Spec], str]], otherwise: Callable[[Spec], str]) -> Callable[[Spec], str]:
    """A column that says something else for some kinds."""
    return lambda part: texts.get(part.kind, otherwise)(part)


def _rate(part: Spec) -> str:
    """The rate of a matmul in bf16, or in what the part has instead."""
    dtype = next((name for name in ("bf16", "fp16", *DTYPES) if has(part, name)), "")
    return f"{shown(dtype, peak(part, dtype).value(unrecorded), 'FLOP/s')} {dtype}" if dtype else ""


def _parts(part: Spec) -> str:
    """What a node is made of: '8 h100-sxm, 2 xeon-8480-plus'."""
    names = [path.split(".")[1] for path in part if path.startswith("parts.")]
    found = []
    for name in dict.fromkeys(names):
        texts = [part.told(path)[2] for key in ("count", "spec") if (path := f"parts.{name}.{key}") in part]
        found += [" ".join(texts)] if len(texts) == 2 else []
    return ", ".join(found)


def _latency(part: Spec) -> str:
    return _fact("storage.read_latency", "storage.seek")(part)


def _numbers(part: Spec) -> str:
    names = list(dict.fromkeys(path.split(".")[1] for path in part if path.startswith("numbers.")))
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _top(part: Spec, section: str) -> str:
    """The path of the highest bandwidth in a section; empty where it has none."""
    links = [path for path in part if path.startswith(f"{section}.") and path.endswith(".bandwidth")]
    return max(links, key=part.number, default="")


def _widest(part: Spec) -> str:
    """The name and bandwidth of a part's fastest link."""
    path = _top(part, "links")
    return f"{part.told(path)[2]} {path.split('.')[1]}" if path else ""


def _topology(part: Spec) -> str:
    """How the fastest link joins the parts of a node: 'switch', 'torus 4x4'; else the first whose topology is known."""
    link = _top(part, "links").removesuffix("bandwidth") or "links."
    kind = next((path for path in part if path.startswith(link) and path.endswith(".topology.kind")), "")
    shape = kind.replace(".kind", ".shape")
    return " ".join(part.told(path)[2] for path in (kind, shape) if path in part)


def _fastest(part: Spec) -> str:
    """The bandwidth of a part's fastest link."""
    return _widest(part).rpartition(" ")[0]


def _out(part: Spec) -> str:
    """The bandwidth of a node's fastest link to the outside, and of what: '400 GB/s per node'."""
    path = _top(part, "network")
    if not path:
        return ""
    per = path.replace(".bandwidth", ".per")
    return part.told(path)[2] + (f" per {part.told(per)[2]}" if per in part else "")


HANDLE: Column = ("handle", lambda part: part.handle)
KIND: Column = ("kind", lambda part: part.kind)
CAPACITIES = {"storage": _fact("storage.capacity"), "numbers": _fact()}
CAPACITY: Column = ("memory", _by_kind(CAPACITIES, _fact("memory.*.capacity")))
BANDWIDTHS = {
    "link": _fastest,
    "node": _fastest,
    "storage": _fact("storage.read"),
    "network": _fact("route.bandwidth"),
    "numbers": _fact(),
}
BANDWIDTH: Column = ("bandwidth", _by_kind(BANDWIDTHS, _fact("memory.*.bandwidth")))
RATE: Column = ("matmul rate", _rate)
EVERY = (
    KIND,
    ("matmul rate", _by_kind(dict.fromkeys(("gpu", "cpu", "accelerator"), _rate), _fact())),
    CAPACITY,
    BANDWIDTH,
)
COMPUTE = (RATE, CAPACITY, BANDWIDTH, ("power", _fact("power.tdp", "power.maximum")), ("released", _fact("released")))
COLUMNS: dict[str, tuple[Column, ...]] = {
    "gpu": COMPUTE,
    "accelerator": COMPUTE,
    "cpu": (
        ("cores", _fact("compute.units")),
        ("boost", _fact("clock.boost", "clock.base")),
        ("fp64 rate", _fact("peak.fp64")),
        ("memory", _fact("memory.*.type")),
        ("bandwidth", _fact("memory.*.bandwidth")),
        ("released", _fact("released")),
    ),
    "memory": (
        ("of one", lambda part: part.main_memory.partition(".")[2] if part.section("memory") else ""),
        ("type", _fact("memory.*.type")),
        ("pins", _fact("memory.*.pins")),
        ("pin", _fact("memory.*.pin")),
        ("bandwidth", _fact("memory.*.bandwidth")),
        ("capacity", _fact("memory.*.capacity")),
    ),
    "link": (("each way", _widest), ("latency", _fact("links.*.latency")), ("released", _fact("released"))),
    "storage": (
        ("capacity", _fact("storage.capacity")),
        ("read", _fact("storage.read")),
        ("random reads", _fact("storage.reads")),
        ("latency", _latency),
        ("price", _fact("price.capacity")),
    ),
    "network": (
        ("round trip", _fact("route.round_trip")),
        ("one way", _fact("route.one_way")),
        ("distance", _fact("route.distance")),
        ("bandwidth", _fact("route.bandwidth")),
        ("speed", _fact("route.speed")),
    ),
    "node": (
        ("parts", _parts),
        ("in node", _widest),
        ("topology", _topology),
        ("out", _out),
        ("per hour", _fact("price.on_demand")),
    ),
    "numbers": (("numbers", _numbers),),
}
