"""Specs as rows of a table: the columns that matter for their kind."""

from collections.abc import Callable, Sequence
from typing import Any

from .. import frames
from ..files.kinds import KINDS
from ..formulas.core.formula import unrecorded
from ..specs.derived import said, shown
from ..specs.rates import known_peak
from ..specs.spec import Spec
from ..units.dtypes import DTYPES
from .kept import kept

Column = tuple[str, Callable[[Spec], str]]


def rows(parts: Sequence[Spec], kind: str | None = None, more: Sequence[str] = ()) -> tuple[list[str], list[list[str]]]:
    """The header and the rows of a table of specs. kind: chooses the columns.

    more: paths of further columns; one that says what another column says, or nothing at all, is left out.
    """
    own = [(title, _fact(*paths)) for title, paths in KINDS[kind].items()] if kind in KINDS else EVERY
    columns = [HANDLE, *own, *((path, _fact(path)) for path in more)]
    texted = _every(parts) if own is EVERY else {}
    made: dict[str, list[str]] = {}
    for name, text in columns:
        texts = texted.get(name) or [text(part) for part in parts]
        if not texts or (name not in made and any(texts) and texts not in made.values()):
            made[name] = texts
    return list(made), [list(row) for row in zip(*made.values(), strict=True)]


def plain_columns(parts: Sequence[Spec], kind: str | None = None, more: Sequence[str] = ()) -> list[frames.Column]:
    """The columns of :func:`rows` for a data frame: numbers in coherent units where all have one, else words."""
    found = [frames.Column(each, [getattr(part, each) for part in parts]) for each in ("handle", "name", "kind")]
    for name, paths in {**(KINDS.get(kind or "") or USUAL), **{path: (path,) for path in more}}.items():
        made = (
            _of_rates(name, parts) if paths == ("peak",) else frames.mixed(name, [_cell(part, paths) for part in parts])
        )
        new = [each for each in made if all(each.values != other.values for other in found)]
        found += [each for each in new if any(value not in (None, "") for value in each.values)]
    return found


def _of_rates(name: str, parts: Sequence[Spec]) -> list[frames.Column]:
    """The rate of a matmul, and the format it is in."""
    best = [_best(part) for part in parts]
    rates = frames.Column(name, [rate if dtype else None for dtype, rate in best], "FLOP/s")
    return [rates, frames.Column("dtype", [dtype for dtype, _ in best])]


def _cell(part: Spec, paths: Sequence[str]) -> tuple[Any, str | None, str]:
    """The value, unit and text of the first of these paths that a spec has."""
    for path in paths:
        if path in SECTIONS and (text := SECTIONS[path](part)):
            return text, None, text
        if path not in SECTIONS and (found := said(part, path)):
            number = found.unit is not None and isinstance(found.value, int | float)
            return found.value, found.unit if number else None, found.text
    return None, None, ""


def _every(parts: Sequence[Spec]) -> dict[str, list[str]]:
    """The columns of a list of all kinds, which are kept."""
    texts = kept("list.json", parts, lambda part: [text(part) for _, text in EVERY])
    return dict(zip((name for name, _ in EVERY), map(list, zip(*texts, strict=True)), strict=False))


def _fact(*paths: str) -> Callable[[Spec], str]:
    """A column with what a spec says under the first of these paths it has, or what stands out in a section."""

    def text(part: Spec) -> str:
        return next(filter(None, (_text(part, path) for path in paths)), "")

    return text


def _text(part: Spec, path: str) -> str:
    if path in SECTIONS:
        return SECTIONS[path](part)
    found = said(part, path)
    return found.text if found else ""


def _by_kind(texts: dict[str, Callable[[Spec], str]], otherwise: Callable[[Spec], str]) -> Callable[[Spec], str]:
    """A column that says something else for some kinds."""
    return lambda part: texts.get(part.kind, otherwise)(part)


def _rate(part: Spec) -> str:
    """The rate of a matmul in bf16, or in what the part has instead."""
    dtype, rate = _best(part)
    return f"{shown(dtype, rate, 'FLOP/s')} {dtype}" if dtype else ""


def _best(part: Spec) -> tuple[str, float]:
    """The format of that matmul and its rate in FLOP/s; an empty text for none."""
    for dtype in ("bf16", "fp16", *DTYPES):
        if rate := known_peak(part, dtype):
            return dtype, float(rate.value(unrecorded))
    return "", 0.0


def _parts(part: Spec) -> str:
    """What a node is made of: '8 h100-sxm, 2 xeon-8480-plus'."""
    names = [path.split(".")[1] for path in part if path.startswith("parts.")]
    found = []
    for name in dict.fromkeys(names):
        texts = [part.told(path)[2] for key in ("count", "spec") if (path := f"parts.{name}.{key}") in part]
        found += [" ".join(texts)] if len(texts) == 2 else []
    return ", ".join(found)


def _main(part: Spec) -> str:
    """The name of the main memory."""
    return part.first_level.partition(".")[2]


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


SECTIONS: dict[str, Callable[[Spec], str]] = {
    "peak": _rate,
    "memory": _main,
    "links": _widest,
    "topology": _topology,
    "network": _out,
    "parts": _parts,
    "numbers": _numbers,
}
HANDLE: Column = ("handle", lambda part: part.handle)
KIND: Column = ("kind", lambda part: part.kind)
CAPACITIES = {
    "storage": _fact("storage.capacity"),
    "model": _fact("weights.size"),
    "dataset": _fact("size"),
    **dict.fromkeys(("numbers", "link", "network"), _fact()),
}
CAPACITY: Column = ("memory", _by_kind(CAPACITIES, _fact("memory.*.capacity")))
BANDWIDTHS = {
    "link": _fastest,
    "node": _fastest,
    "storage": _fact("storage.read"),
    "network": _fact("route.bandwidth"),
    "numbers": _fact(),
}
BANDWIDTH: Column = ("bandwidth", _by_kind(BANDWIDTHS, _fact("memory.*.bandwidth")))
USUAL = {
    "matmul rate": ("peak",),
    "memory": ("memory.*.capacity",),
    "bandwidth": ("memory.*.bandwidth",),
}  # of any kind
EVERY: tuple[Column, ...] = (
    KIND,
    ("matmul rate", _by_kind(dict.fromkeys(("gpu", "cpu", "accelerator"), _rate), _fact())),
    CAPACITY,
    BANDWIDTH,
)
