"""The part of the calibration of CPUs that is about arithmetic: matmuls that were measured on some."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from ..estimates.cores import FAMILY, summing, tiled
from ..estimates.estimate import Estimate
from ..formulas.core.formula import unrecorded
from ..specs.catalogue import Catalogue, catalogue
from ..specs.cores import Cores, cores
from ..specs.machine import machine
from .asked import estimate_of, question_of
from .measurement import Measurement

SAID = ("threads", "level", "clock")


class Product(NamedTuple):
    """A measured matmul: the middle of the libraries that ran it. rate: at the highest clock, in FLOP/s.

    model: gives its outcome with other numbers of the family. measured, floor: in seconds.
    """

    busy: Cores
    work: float
    rate: float
    model: Callable[[Mapping[str, float]], float]
    measured: float
    floor: float
    asked: Measurement

    @property
    def source(self) -> str:
        """Who measured it."""
        return self.asked.source

    @property
    def part(self) -> str:
        """The handle of its part."""
        return self.busy.part.handle

    @property
    def parameter(self) -> str:
        """The number that it says most about."""
        return summing(self.busy, tiled({"peak": self.rate, "plain": FAMILY.plain(self.busy)}))

    @property
    def reach(self) -> str:
        """What its range is called."""
        return self.parameter

    @property
    def region(self) -> str:
        """What is shown of what takes longest."""
        return "matmul"

    def says(self, numbers: Mapping[str, float]) -> float:
        """The parameter with which it would take as long as was measured. numbers: those that are known before."""
        if not self.parameter.startswith("kept"):
            return self.work / self.rate / self.measured
        every = self.busy.cores * self.busy.sockets
        clock = self.work / (self.rate * numbers["compute"] * self.measured) * self.busy.boost
        fall = (self.busy.boost - clock) * (every - 1) / (self.busy.threads - 1)
        return (self.busy.boost - fall) / self.busy.slowest[0]

    @property
    def telling(self) -> bool:
        """Whether it pins its parameter down: a clock that all cores share is little lower for few of them."""
        return not self.parameter.startswith("kept") or 2 * self.busy.threads >= self.busy.cores * self.busy.sockets


def products(measured: Iterable[Measurement]) -> list[Product]:
    """The matmuls among measurements, each once, however many libraries ran it."""
    known, groups = catalogue(None), dict[str, list[Measurement]]()
    for each in measured:
        groups.setdefault(str(sorted(each.question.items())), []).append(each)
    return [_product(same, known) for same in groups.values()]


def _product(same: list[Measurement], known: Catalogue) -> Product:
    first = same[0]
    kernel, where = question_of(first), machine(first.question["on"], known)
    assert kernel is not None
    estimate = estimate_of(first, kernel, known, where)
    said = {name: str(first.question[name]) for name in SAID if name in first.question}
    outcome, busy = estimate.outcome, cores(where, said, known)
    (rate,) = (each.rate for each in outcome.asks if each.name == "matrix")
    time = float(np.median([each.measured["time"][0] for each in same]))
    work = outcome.quantities["work"][0]
    return Product(busy, work, rate, _remodelled(estimate), time, float(outcome.floor), first)


def _remodelled(estimate: Estimate) -> Callable[[Mapping[str, float]], float]:
    """The expected time of an estimate by the numbers of its family."""
    model: Any = estimate.model
    (values,), of = model.args, model.keywords["of"]
    asked, rates, fit = of.args

    def expected(numbers: Mapping[str, float]) -> float:
        return float(of.func(asked, rates, fit._replace(numbers=dict(numbers)), values, unrecorded, "").value)

    return expected


def fitted(rows: list[Product]) -> dict[str, float]:
    """The middle of the parts, each by the middle of its matmuls: first the share of one core, then clocks by it."""
    found: dict[str, float] = {}
    for name in ("compute", "tiles", "kept_few", "kept_many"):
        own: dict[str, list[float]] = {}
        for row in rows:
            if row.parameter == name and row.telling:
                own.setdefault(row.part, []).append(row.says({**FAMILY.parameters, **found}))
        if own:
            found[name] = float(f"{np.median([np.median(each) for each in own.values()]):.3g}")
    return found


class Products:
    """Matmuls measured on CPUs, with what is left out to try the model on: each part.

    rest: the other numbers of the family.
    """

    def __init__(self, rows: list[Product], rest: Mapping[str, float]) -> None:
        self.rows = rows
        self.numbers = fitted(rows)
        self.left: list[tuple[Product, float]] = []
        for name in dict.fromkeys(row.part for row in rows):
            others = fitted([row for row in rows if row.part != name])
            own = [row for row in rows if row.part == name and row.parameter in others]  # else there is none to go by
            self.left += [(row, row.model({**rest, **others})) for row in own]

    @cached_property
    def counts(self) -> dict[str, float]:
        """How many there are, on how many parts, of the usual ones and of those on units that multiply tiles."""
        groups = {"tiled": [row for row in self.rows if row.reach == "tiles"]}
        groups["matmuls"] = [row for row in self.rows if row.reach != "tiles"]
        parts = {f"{name}_parts": float(len({row.part for row in rows})) for name, rows in groups.items()}
        return {**{name: float(len(rows)) for name, rows in groups.items()}, **parts}
