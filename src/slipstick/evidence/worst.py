"""The rows that estimates meet worst, each with why, as far as the rows, the catalogue and the estimate tell."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from heapq import nlargest
from typing import Any, NamedTuple

from ..errors import SlipstickError
from ..estimates.calibration import libraries
from ..estimates.kernel import Kernel
from ..specs.catalogue import Catalogue, catalogue
from ..specs.machine import machine
from ..specs.rates import bandwidth, largest_cache
from ..units.show import show
from .asked import question_called
from .leftout import Left
from .score import FEWEST, percentile
from .validate import Held

FAR = 1.5  # times: from there on other libraries, or all rows of a kind, tell something of a row
FEW = 8  # rows with one value that tell something of it
STRAY = 1.2  # times: from there on all rows of a kind are off together
TAKES = {
    "startup": "launch, and what else comes before the kernel itself, take most of it",
    "rare": "of a size for which some libraries run slow kernels",
    "start": "launch and steps take most of it",
    "ramp": "the link is getting up to speed for most of it",
    "latency": "too little work to keep half of the units busy",
    "prompt": "of a prompt alone",
    "answer": "of a whole answer, prompt and tokens",
}
LEFT_OUT = {
    "part": "this part was left out",
    "model": "this model was left out",
    "runtime": "this runtime was left out",
    "source": "its source was left out",
}
MODELS = ("infer", "train")


class Worst(NamedTuple):
    """A row that is met badly. outside: by how many times it is beyond the end of the range; up to 1 it is inside."""

    row: Held | Left
    outside: float
    reasons: tuple[str, ...]

    @property
    def place(self) -> str:
        """Where it lies, in words."""
        if self.row.measured < self.row.floor:
            return f"{show(self.row.floor / self.row.measured)} times faster than the floor"
        if self.outside <= 1:
            return "in the range"
        return f"{show(self.outside)} times {'above' if self.row.measured > self.row.high else 'below'} the range"

    def as_dict(self) -> dict[str, Any]:
        """It for a program, in seconds."""
        names = ("kind", "command", "words", "device", "dtype", "library", "measured", "expected", "low", "high")
        told = {name: getattr(self.row, name) for name in (*names, "floor")}
        return {**told, "outside": self.outside, "place": self.place, "reasons": list(self.reasons)}


def worst(rows: Sequence[Held | Left], count: int, specs: str | Catalogue | None = None) -> list[Worst]:
    """The rows farthest beyond their range, the worst first, and why. rows: all there are: they explain each other."""
    known, others = catalogue(specs), _Others(rows)
    once: dict[tuple[str, ...], Held | Left] = {}
    for row in sorted(rows, key=outside):
        once[(*_question(row)[1:], row.library)] = row  # of one that was left out in several ways the worst
    return [
        Worst(row, outside(row), tuple(dict.fromkeys(_reasons(row, others, known))))
        for row in nlargest(count, once.values(), key=outside)
    ]


def outside(row: Held | Left) -> float:
    """By how many times a row is beyond the nearer end of its range; up to 1 it is inside."""
    return max(row.measured / row.high, row.low / row.measured)


class _Others:
    """Rows by what they have in common with each other."""

    def __init__(self, rows: Sequence[Held | Left]) -> None:
        self.asked: dict[tuple[str, ...], list[Held | Left]] = {}
        self.alike: dict[tuple[str, ...], list[Held | Left]] = {}
        for row in rows:
            self.asked.setdefault(_question(row), []).append(row)
            self.alike.setdefault(_like(row), []).append(row)


def _question(row: Held | Left) -> tuple[str, ...]:
    return row.kind, row.command, row.words, row.device, row.dtype


def _like(row: Held | Left) -> tuple[str, ...]:
    return row.kind, row.command, row.device, row.dtype, row.library


def _reasons(row: Held | Left, others: _Others, known: Catalogue) -> Iterator[str]:
    if row.measured < row.floor:
        yield _below_floor(row, known)
    if row.kind in LEFT_OUT:
        yield LEFT_OUT[row.kind]
    if isinstance(row, Held) and row.basis == "prior":
        yield "nobody measured this part"
    yield from _library(row, known)
    yield from _together(row, others)
    yield from _apart(row, others)
    if row.regime in TAKES:
        yield TAKES[row.regime]
    if row.command in MODELS and _has_experts(row, known):
        yield "a mixture of experts: how many a batch touches is a mean"


def _below_floor(row: Held | Left, known: Catalogue) -> str:
    """Why a row is faster than its floor: what it moves at most, which is the floor at the bandwidth, fits a cache.

    Or some of it does; or half of it would be in time, where it reads a cache that may have its own format.
    """
    with suppress(SlipstickError):
        part = machine(row.device, known).part
        rate = part.number(bandwidth(part).paths[0])
        moved, fetched = row.floor * rate, row.measured * rate
        if cache := largest_cache(part):
            place = f"in the {part.fact(cache).text} of {cache.split('.')[1]}"
            if moved <= part.number(cache):
                return f"its {show(moved, 'B')} fit {place}"
            if moved - fetched <= part.number(cache):
                return f"as if {show(moved - fetched, 'B')} of its {show(moved, 'B')} had been left {place}"
        if fetched >= moved / 2 and _has_format(row):
            told = f"{show(fetched, 'B')} can be read in that time, and {show(moved, 'B')} are counted"
            return f"as if keys and values had 8 bits: {told}"
    return "faster than the datasheet allows: data left in a cache, or less done than is counted"


def _on_cpu(row: Held | Left, known: Catalogue) -> bool:
    """Whether a row is of a CPU, which borrows nothing of what libraries reach on GPUs."""
    with suppress(SlipstickError):
        return machine(row.device, known).part.kind == "cpu"
    return False


def _has_format(row: Held | Left) -> bool:
    """Whether a row is of a kernel whose keys and values may have a format of their own."""
    found = question_called(row.command)
    return found is not None and any(each.name == "cache" for each in found.parameters)


def _library(row: Held | Left, catalogue: Catalogue) -> Iterator[str]:
    if isinstance(row, Held) and row.unknown:
        yield f"estimates do not know {row.library} here"
        return
    question = question_called(row.command)
    known = libraries(question.family.name, row.dtype) if isinstance(question, Kernel) and row.dtype else {}
    if not row.library and any(known.values()) and not _on_cpu(row, catalogue):
        yield f"which library ran it is not said, of {', '.join(known)}"


def _together(row: Held | Left, others: _Others) -> Iterator[str]:
    """Whether all that was measured so is off to the same side."""
    alike = others.alike[_like(row)]
    middle = _middle(alike)
    if len(alike) >= FEWEST and _off(row, middle) >= STRAY:
        yield f"all {len(alike)} rows of its kind are off: {show(middle)} times the expected in the middle"
    named = {value: [each for each in alike if value in _values(each)] for value in _values(row)}
    found = {value: own for value, own in named.items() if FEW <= len(own) <= len(alike) / 2}
    value = max(found, key=lambda each: _off(row, _middle(found[each])), default="")
    if value and _off(row, _middle(found[value])) >= FAR * max(_off(row, middle), 1):
        told = f"{show(_middle(found[value]))} times the expected in the middle, of all {len(alike)} {show(middle)}"
        yield f"the {len(found[value])} rows with {value} take {told}"


def _middle(rows: Sequence[Held | Left]) -> float:
    return percentile([row.measured / row.expected for row in rows], 0.5)


def _off(row: Held | Left, ratio: float) -> float:
    """How far a ratio of measured to expected is off to the side of a row."""
    return ratio if row.measured > row.expected else 1 / ratio


def _values(row: Held | Left) -> list[str]:
    """The values of a question one by one: "head 512", or the sides "m 1" of "1 x 4096 x 4096"."""
    sides = row.words.split(" x ")
    if len(sides) != 3:
        return row.words.split(", ")
    return [f"{name} {side}" for name, side in zip("mnk", sides, strict=True)]


def _apart(row: Held | Left, others: _Others) -> Iterator[str]:
    """Whether other libraries took another time for the same."""
    times = {each.library: each.measured for each in others.asked[_question(row)] if each.library != row.library}
    if times and (min(times.values()) > FAR * row.measured or FAR * max(times.values()) < row.measured):
        told = ", ".join(f"{name or 'another'} {show(time, 's')}" for name, time in times.items())
        yield f"other libraries took another time for the same: {told}"


def _has_experts(row: Held | Left, known: Catalogue) -> bool:
    name = row.measurement.question.get("model", "") if isinstance(row, Held) else row.words.split()[0]
    with suppress(SlipstickError):
        return "experts.routed" in known.find(str(name))
    return False
