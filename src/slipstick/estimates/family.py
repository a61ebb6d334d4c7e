"""Families: how the expected time of a kernel follows from what it asks, and from parameters that are calibrated."""

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any

from ..errors import UsageError
from ..formulas.core.formula import Formula
from ..formulas.kernels import (
    busy_compute,
    busy_memory,
    cached_memory_time,
    converting_startup,
    kernel_time,
    matmul_busy_time,
    multiply_add_work,
    overlapped_time,
    tiled_matmul_time,
)
from ..formulas.streams import paced_time, streamed_time
from ..records import Fields, Record
from ..units.maths import anywhere, choose, highest, maximum
from ..words import did_you_mean, quoted
from .calibration import RARE, Calibration
from .choice import SETTINGS, Candidates, Grid, Picked, cheapest, grid

MOVED = ("memory", "shared")  # rates of bytes; all others are of work
NONE: Mapping[str, Any] = MappingProxyType({})


class Family(Record):
    """Kernels that share a calibration: launch + the longest part + a share of the others.

    name: of its file in ``data/calibration/``. given: what formulas need that follows from others.
    busy: the formula of the time at a rate, by its name; without one it is the share of the rate that libraries reach.
    choices: what a library picks, by name the inputs of formulas that each stands for; cost: the formula by which the
    best is picked. startup: the formula of the time before the useful part; whole: that of all the time, from ``busy``,
    that of the parts that overlap. A formula counts where all its parameters
    are known: of the kernel, the part and the calibration; else the launch and plain shares do.
    like: the family whose calibration stands in while this one has none. parameters: what is fitted to each part and
    dtype, from these on; shared: to all of them together; converting: to each library where it converts its input;
    fixed: what is not fitted. apart: whether all of that is fitted to each library by itself; libraries: what is known
    of one. scaled_by: what the share of the peak goes by on a part that was not measured: "sustained", its best
    measured rate, or "matmul", what its matmuls reach; least: the parameters of which it has the least of all measured
    parts, and not the middle: what some of them hide; pooled: those that go by the clock there, of which the middle of
    all libraries counts as much as that of the one. batched: whether several at once were measured. stated: what
    its calibration says that no row does, such as the parameters of a kind of parts that has none. measured: what
    its kernels are called, in words. rare: inputs, each with the most it usually is: beyond that some libraries run
    other kernels, and the range is one of its own, as ``rarely`` says.
    """

    name: str
    given: Mapping[str, Formula] = NONE
    busy: Mapping[str, Formula] = NONE
    choices: Mapping[str, Mapping[str, Mapping[str, float]]] = NONE
    cost: Formula | None = None
    startup: Formula | None = None
    whole: Formula | None = None
    like: str = ""
    parameters: Mapping[str, float] = MappingProxyType({"launch": 3e-6, "compute": 0.8, "memory": 0.8})
    shared: Mapping[str, float] = MappingProxyType({"exposed": 0.2})
    converting: Mapping[str, float] = NONE
    fixed: Mapping[str, float] = NONE
    apart: bool = False
    libraries: Mapping[str, Mapping[str, float]] = NONE
    scaled_by: str = ""
    least: tuple[str, ...] = ()
    pooled: tuple[str, ...] = ()
    batched: bool = False
    stated: Mapping[str, Any] = NONE
    measured: str = "kernels"
    rare: Mapping[str, float] = NONE
    rarely: str = ""

    @property
    def by_library(self) -> bool:
        """Whether it matters which library runs its kernels."""
        return self.apart or bool(self.converting)

    @cached_property
    def picks(self) -> Grid:
        """Every combination of what may be picked."""
        return grid(self.choices)

    def following(self, run: Any, known: Mapping[str, Any]) -> dict[str, Any]:
        """What follows from what is known, as far as it is."""
        own = {name: formula for name, formula in self.given.items() if _knows(known, formula)}
        return {name: run(formula, **_taken(known, formula)) for name, formula in own.items()}

    def setting(self, asked: Any) -> Mapping[str, Any]:
        """What formulas may ask of how the part is used; of a whole GPU nothing."""
        return NONE

    def rated(self, rates: dict[str, Any], asked: Any) -> dict[str, Any]:
        """The rates of what is used of the part. Raises UsageError for what is said of a run on a CPU."""
        if said := next((name for name in SETTINGS if name in asked.picked), ""):
            told = f"{asked.part.handle} is a {asked.part.kind}, and this is said of CPUs alone"
            raise UsageError(f"{said} = {quoted(asked.picked[said])}: {told}")
        return rates

    def speeds(self, run: Any, amounts: Mapping[str, Any], rates: dict[str, float], known: dict[str, Any]) -> Any:
        """The rates, in FLOP/s and B/s, by how much is asked of them. known: may learn what follows."""
        return rates

    def labels(self, known: Mapping[str, Any]) -> dict[str, Any]:
        """What follows by name from how much is asked, such as the level that the data lie in."""
        return {}

    def range_of(self, fit: Calibration, spent: "Spent", known: Mapping[str, Any]) -> tuple[Any, Any]:
        """The low and high ratio of measured to expected."""
        return range_ratios(fit, spent)

    def paths(self, asked: Any, outcome: Any) -> list[str]:
        """The paths of facts that the answer rests on beside the rates."""
        return []

    def sources(self, asked: Any, outcome: Any) -> list[str]:
        """The keys of the sources of what the answer rests on beside facts."""
        return []

    def behind(self, fit: Calibration, asked: Any, outcome: Any) -> Calibration:
        """The calibration with what stands behind this very answer."""
        return fit

    def says(self, asked: Any, outcome: Any) -> list[str]:
        """What is taken for granted of how the part is used, in words."""
        return [self.rarely] if anywhere(self.is_rare(asked.values)) else []

    def is_rare(self, known: Mapping[str, Any]) -> Any:
        """Whether an input is beyond what it usually is, element by element for arrays."""
        found: Any = False
        for name, most in self.rare.items():
            found = found | (known.get(name, 0.0) > most)
        return found

    def start(self, run: Any, fit: Calibration, known: Mapping[str, Any]) -> Any:
        """Time before and around the useful part of a kernel, in seconds."""
        if self.startup is None or not _knows(known, self.startup):
            return fit.numbers["launch"]
        return run(self.startup, **_taken(known, self.startup))

    def whole_time(self, run: Any, busy: Any, known: Mapping[str, Any]) -> Any:
        """All the time of a kernel, in seconds. busy: with all that overlaps, and what is left of it."""
        if self.whole is None or not _knows({**known, "busy": busy}, self.whole):
            return busy
        return run(self.whole, **_taken({**known, "busy": busy}, self.whole))

    def busy_time(self, run: Any, name: str, known: Mapping[str, Any]) -> Any:
        """Time at a rate, in seconds; known: with the amount and the rate that it is about."""
        formula = self.busy.get(name)
        if formula is None or not _knows(known, formula):
            formula = busy_memory if name in MOVED else busy_compute
        return run(formula, **_taken(known, formula))

    def picked(self, known: Mapping[str, Any], named: Mapping[str, str]) -> Picked:
        """What a library picks: what costs least; named: what the asker has picked.

        Raises UsageError for a name that is none of them.
        """
        cost = self.cost
        found = grid(_such(self.choices, named)) if named else self.picks
        given = {name: known[name] for name in self._given if name in known}
        if cost is None or len(given) < len(self._given):
            return {}, {}
        return cheapest(found, cost, given)

    @cached_property
    def _given(self) -> list[str]:
        """What the formula of the cost takes that is not picked."""
        inner = {name for own in self.picks.names for name in own}
        return [name for name in self.cost.parameters if name not in inner] if self.cost else []


def _such(choices: Mapping[str, Candidates], named: Mapping[str, str]) -> dict[str, Candidates]:
    for name, word in named.items():
        if name in choices and word not in choices[name]:
            raise UsageError(f"{name} = {quoted(word)}: {did_you_mean(word, choices[name])}")
    return {name: {named[name]: such[named[name]]} if name in named else such for name, such in choices.items()}


def _knows(known: Mapping[str, Any], formula: Formula) -> bool:
    return formula.parameters.keys() <= known.keys()


def _taken(known: Mapping[str, Any], formula: Formula) -> dict[str, Any]:
    return {name: known[name] for name in formula.parameters}


SIDES = [(16, 64), (64, 64), (64, 128), (128, 128)]
MATMUL = Family(
    "matmul",
    given={"each": multiply_add_work},
    busy={"matrix": matmul_busy_time, "memory": cached_memory_time},
    choices={
        "tile": {f"{m}x{n}": {"tile_m": float(m), "tile_n": float(n)} for m, n in SIDES},
        "split": {str(parts): {"split": float(parts)} for parts in (1, 4, 16)},
    },
    cost=tiled_matmul_time,
    startup=converting_startup,
    parameters={"launch": 2.5e-6, "compute": 0.85, "step": 3e-9},
    shared={"memory": 0.9, "exposed": 0.4, "gather": 2.5e-6, "kept": 10.0, "droop": 0.04},
    converting={"compute": 0.7, "step": 1e-9, "droop": 0.06, "conversion": 4e-6, "converted": 6.0},
    fixed={"short": 150e-6},
    scaled_by="sustained",
    measured="matmuls",
)
STATED = {"measured_kinds_only": ["kept", "pace"]}
STREAMING = Family(
    "streaming",
    busy={"memory": streamed_time},
    like="matmul",
    parameters={"launch": 3e-6, "reach": 0.95},
    shared={"kept": 4.0},
    fixed={"compute": 0.8, "memory": 0.85, "exposed": 0.2},
    apart=True,
    batched=True,
    stated=STATED,
    measured="streams",
)
ACTIVATIONS = STREAMING.but(name="activations", measured="activations")
ROWS = Family(
    "rows",
    busy={"memory": streamed_time, "vector": paced_time},
    like="matmul",
    parameters={"launch": 4e-6, "pace": 15.0},
    shared={"reach": 1.0, "kept": 4.0},
    fixed={"compute": 0.8, "memory": 0.85, "exposed": 1.0},
    apart=True,
    batched=True,
    stated=STATED,
    measured="kernels along rows",
)


class Spent(Fields):
    """What libraries take for a phase, in seconds: its startup, its time at each rate, and all together.

    useful: the least time of its arithmetic. picked: what the library picks, by choice. rare: whether it is of a sort
    that has a range of its own.
    """

    startup: Any
    busy: dict[str, Any]
    expected: Any
    useful: Any
    picked: Mapping[str, Any] = NONE
    rare: Any = False

    @property
    def compute(self) -> Any:
        """The longest time of arithmetic."""
        others = [time for name, time in self.busy.items() if name not in MOVED]
        return highest(others) if others else 0.0

    @property
    def memory(self) -> Any:
        """The longest time of traffic."""
        moved = [time for name, time in self.busy.items() if name in MOVED]
        return highest(moved) if moved else 0.0


def overlapped(run: Any, startup: Any, busy: dict[str, Any], exposed: float) -> Any:
    """Expected time: startup, the longest of the busy times, and what the others leave exposed, in seconds.

    busy: time of each rate at the share of it that libraries reach.
    """
    times = tuple(busy.values())
    if len(times) == 2:
        return run(kernel_time, startup=startup, compute=times[0], memory=times[1], exposed=exposed)
    return run(overlapped_time, startup=startup, times=times, exposed=exposed)


def regime(spent: Spent) -> Any:
    """What dominates a kernel's expected time: one of REGIMES; an array of these for arrays."""
    return choose(_dominant(spent), "memory")


def range_ratios(fit: Calibration, spent: Spent) -> tuple[Any, Any]:
    """The fit's low and high ratio for what dominates the expected time."""
    cases = _dominant(spent)
    usual = fit.ranges["memory"]
    low, high = (
        choose([(condition, fit.ranges.get(name, usual)[end]) for condition, name in cases], usual[end])
        for end in (0, 1)
    )
    return low, high


def _dominant(spent: Spent) -> list[tuple[Any, str]]:
    """Startup, arithmetic or traffic; arithmetic that keeps less than half of the units busy is bound by latency."""
    compute, memory = spent.compute, spent.memory
    arithmetic = compute >= memory
    rare = [] if spent.rare is False else [(spent.rare, RARE)]
    return [
        *rare,
        (spent.startup > maximum(compute, memory), "startup"),
        (arithmetic & (2 * spent.useful < compute), "latency"),
        (arithmetic, "compute"),
    ]
