"""The calibration of CPUs: what one core draws from each level, of loops that were measured over their sizes."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from ..estimates.cores import FAMILY, overwrites, region
from ..estimates.kernel import Kernel
from ..estimates.outcome import Outcome
from ..formulas.core.formula import unrecorded
from ..formulas.cores import busy_clock, simd_bandwidth
from ..formulas.dram import core_bandwidth
from ..specs.catalogue import Catalogue, catalogue
from ..specs.cores import Cores, cores
from ..specs.machine import machine
from ..specs.selection import chosen
from .asked import estimate_of, question_of
from .coregemm import Product, Products
from .measurement import Measurement
from .score import FEWEST, Score, score, short

NAMES = {"L1": "loads", "L2": "lines_L2", "L3": "lines_L3", "memory": "lines_memory"}
NOISE = 1.15
FEW, WIDER = 10, 2  # rows of which a range is not known well, and the power that it is widened by
STATED = {
    "startup": [0.2, 4.0],
    "tiles": [0.4, 2.5],
    "noise": NOISE,
    "why": "what waking the threads of a CPU takes is not among the measurements, and units that multiply tiles were "
    "measured on one part alone: their ranges are stated; that of fewer than ten rows is squared, and none is narrower "
    "than the 15 % within which independent measurements agree",
}


class Loop(NamedTuple):
    """A measured loop. busy: the cores that ran it. place: of the level, from the nearest. bandwidth: that it reached.

    traffic: in B. floor, measured: in seconds. twice: the traffic over the data, of which some is read and written.
    arrays: how many it reads, and writes.
    """

    busy: Cores
    place: int
    bandwidth: float
    traffic: float
    floor: float
    measured: float
    twice: float
    arrays: dict[str, float]
    asked: Measurement

    @property
    def source(self) -> str:
        """Who measured it."""
        return self.asked.source

    @property
    def region(self) -> str:
        """What the range of its level is called."""
        return region(self.busy.levels[self.place], self.place)

    @property
    def known(self) -> dict[str, Any]:
        """What the family knows of the cores where no page says what they reach at a level."""
        bare = tuple(each._replace(one=0.0, most=0.0) for each in self.busy.levels)
        slow = self.busy.slowest[0]
        clock = busy_clock.rule(self.busy.boost, slow, self.busy.threads, self.busy.cores * self.busy.sockets)
        about = {"plain": self.plain, "clock_held": clock, "twice": self.twice, **self.arrays}
        return {"cores": self.busy._replace(levels=bare), "overwrites": overwrites(self.busy, about), **about}

    @property
    def plain(self) -> float:
        """The fp32 rate of the cores."""
        return FAMILY.plain(self.busy)

    @property
    def unit(self) -> float:
        """What it would reach with its parameter at 1, in B/s."""
        level = self.busy.levels[self.place]
        if self.region == "L1":
            return float(simd_bandwidth.rule(self.plain, 4.0))
        return float(core_bandwidth.rule(1.0, level.line, level.latency)) * self.twice

    @property
    def reach(self) -> str:
        """What its range is called."""
        return FAMILY.reach(self.busy.levels[self.place], self.place, self.busy)


def loops(measured: Iterable[Measurement]) -> list[Loop]:
    """The loops among measurements."""
    known, found = catalogue(None), []
    for each in measured:
        kernel = question_of(each)
        assert kernel is not None
        found.append(_loop(each, estimate_of(each, kernel, known, each.question["on"]).outcome, known))
    return found


def _loop(each: Measurement, outcome: Outcome, known: Catalogue) -> Loop:
    said: dict[str, str] = {
        name: str(each.question[name]) for name in ("threads", "level", "clock") if name in each.question
    }
    busy = cores(machine(each.question["on"], known), said, known)
    place = [level.name for level in busy.levels].index(outcome.picked["level"])
    traffic, time = outcome.quantities["traffic"][0], each.measured["time"][0]
    twice = 1.5 if each.command == "run axpy" else 1.0
    return Loop(busy, place, traffic / time, traffic, outcome.floor, time, twice, _arrays(each), each)


def _arrays(each: Measurement) -> dict[str, float]:
    """How many arrays it reads, and writes without having read them, as far as its kernel says."""
    kernel = question_of(each)
    assert isinstance(kernel, Kernel)
    known = {**kernel.fixed, **each.question}
    return {name: float(known[name]) for name in ("reads", "writes") if name in known}


def fitted(rows: list[Loop]) -> dict[str, float]:
    """The middle of the parts, each by the middle of its loops of one thread."""
    found = {}
    for name, parameter in NAMES.items():
        own: dict[str, list[float]] = {}
        for row in rows:
            if row.region == name and row.busy.threads == 1:
                own.setdefault(row.busy.part.handle, []).append(row.bandwidth / row.unit)
        if own:
            found[parameter] = float(f"{np.median([np.median(each) for each in own.values()]):.3g}")
    return found


def closest(maker: str, rows: list[Loop]) -> dict[str, float]:
    """What stands for a part that has no loops of its own: the middle of its maker's, as far as they go, or of all."""
    return {**fitted(rows), **fitted([row for row in rows if row.busy.part.vendor == maker])}


def _built(row: Loop) -> str:
    return row.busy.part.told("architecture")[2]


def _maker(row: Loop) -> str:
    return row.busy.part.vendor


def expected(row: Loop, numbers: Mapping[str, float]) -> float:
    """The time of a loop in seconds, where no page says what its part reaches."""
    return row.traffic / FAMILY.usual(unrecorded, row.place, {**FAMILY.shared, **row.known, **numbers})


def spread() -> tuple[float, list[str]]:
    """What all cores draw from a cache they share, over so many times that of one, on parts whose pages have both."""
    found = {}
    for part in chosen("cpu"):
        one, most = (f"cache.L3.{key}" for key in ("one_core", "sustained"))
        if one in part and most in part:
            found[part.handle] = part.number(most) / part.number(one) / part.number("compute.units")
    return float(f"{np.median([*found.values()]):.3g}"), sorted(found)


def _kind(row: Loop | Product) -> str:
    if isinstance(row, Product):
        return "matmuls"
    return "loops" if row.busy.threads == 1 else "streams"


class Loops:
    """Loops and matmuls measured on CPUs, with what is left out to try the model on: each part."""

    def __init__(self, rows: list[Loop], matmuls: list[Product]) -> None:
        self.rows = rows
        self.numbers = {**FAMILY.parameters, **fitted(rows)}
        self.products = Products(matmuls, {**FAMILY.shared, **self.numbers})
        self.numbers |= self.products.numbers
        self.left: list[tuple[Loop | Product, float]] = [*self.products.left]
        for name in dict.fromkeys(row.busy.part.handle for row in rows):
            own = [row for row in rows if row.busy.part.handle == name]
            others = [row for row in rows if row.busy.part.handle != name]
            known = closest(own[0].busy.part.vendor, others)
            self.left += [(row, expected(row, known)) for row in own]
        self.ranges = {name: self._range(name) for name in dict.fromkeys(row.reach for row, _ in self.left)}

    def _range(self, name: str) -> list[float]:
        """The range of a level or of arithmetic: of a few rows their ends, squared, as nobody knows how others do."""
        ratios = [row.measured / guess for row, guess in self.left if row.reach == name]
        ends = np.percentile(ratios, [3.5, 96.5]) if len(ratios) >= FEWEST else (min(ratios), max(ratios))
        power = WIDER if len(ratios) < FEW else 1
        low, high = min(ends[0], 1 / NOISE), max(ends[1], NOISE)
        return [float(f"{low**power:.3g}"), float(f"{high**power:.3g}")]

    def _layer(self, of: Callable[[Loop], str]) -> Iterator[tuple[str, dict[str, Any]]]:
        """The fit of each architecture, or maker, of which a core was measured, as far as it was."""
        groups: dict[str, list[Loop]] = {}
        for row in self.rows:
            groups.setdefault(of(row), []).append(row)
        for name, rows in sorted(groups.items()):
            if found := fitted(rows):
                names = sorted({row.busy.part.handle for row in rows if row.busy.threads == 1})
                known = closest(rows[0].busy.part.vendor, self.rows)
                yield name, {**self.numbers, **known, **found, "parts": names, "measurements": len(rows)}

    def ranged(self, row: Loop | Product, guess: float) -> tuple[float, float, float]:
        """What was expected of a loop in seconds, and the ends of its range."""
        low, high = self.ranges[row.reach]
        return guess, guess * low, guess * high

    def score(self, chosen: list[tuple[Loop | Product, float]]) -> Score:
        """The score of rows whose part was left out."""
        value, low, high = zip(*(self.ranged(*each) for each in chosen), strict=True)
        return score([row.measured for row, _ in chosen], value, low, high, [row.floor for row, _ in chosen])

    @property
    def left_out(self) -> dict[str, Score]:
        """The scores by level, of one thread and of more, and of all streams, loops of one core, and matmuls."""
        groups: dict[str, list[tuple[Loop | Product, float]]] = {}
        for row, guess in self.left:
            many = "one thread" if row.busy.threads == 1 else "more threads"
            groups.setdefault(f"{row.region}, {many}", []).append((row, guess))
        whole: dict[str, list[tuple[Loop | Product, float]]] = {}
        for row, guess in self.left:
            whole.setdefault(f"all {_kind(row)}", []).append((row, guess))
        return {name: self.score(each) for name, each in {**groups, **whole}.items()}

    def table(self, about: str) -> dict[str, Any]:
        """The calibration as it is written to its file."""
        share, shared_by = spread()
        names = sorted({row.busy.part.handle for row in self.rows})
        stated = {name: STATED[name] for name in ("startup", "tiles")}
        ranges = {**stated, "latency": self.ranges["compute"], **self.ranges}
        entry = {**self.numbers, "parts": names, "measurements": len(self.rows), "ranges": ranges}
        return {
            "about": about,
            "source": " ".join(sorted({row.source for row, _ in self.left})),
            "parameters": [*self.numbers],
            "shared": {**FAMILY.shared, "spread": share, **self.products.counts},
            "measured_kinds": ["cpu"],
            "stated": {**STATED, "unmeasured_kind_range_power": 2, "spread_of": shared_by},
            "conditions": {},
            "fits": {},
            "architectures": {name: {"wide": each} for name, each in self._layer(_built)},
            "vendors": {name: {"wide": each} for name, each in self._layer(_maker)},
            "kinds": {"cpu": {"wide": entry}},
            "priors": {"wide": entry},
            "left_out": {"part": {name: short(each) for name, each in self.left_out.items()}},
        }
