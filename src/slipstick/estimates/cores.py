"""Kernels on CPUs: their family, whose rates are those of the busy cores and of the level that the data lie in."""

from collections.abc import Mapping
from typing import Any

from ..errors import UsageError
from ..formulas.core.formula import unrecorded
from ..formulas.cores import busy_clock, clocked_time, line_bandwidth, saturating_bandwidth, simd_bandwidth
from ..formulas.dram import core_bandwidth, overwriting_bandwidth
from ..formulas.kernels import busy_memory
from ..specs.cores import HOP_SOURCE, Cores, Level, cores, facts_of, latency_source
from ..specs.rates import STREAMED, Rate, bandwidth, known_peak
from ..units.maths import choose, is_array, lowest
from ..words import quoted
from .calibration import Calibration
from .choice import SETTINGS
from .cores_told import ALLOCATING, ROOM, matmuls_said, place_said, small_said, threads_said
from .family import Family, Spent, range_ratios
from .outcome import Outcome
from .question import Asked

MOVES = ("memory", "shared")
PLAIN, WIDTH = "fp32", 4.0  # the format, and its bytes, that a core's SIMD units are counted in
GPUS = ("tile", "split", "library")  # what libraries of GPUs pick
# Whose cores, as far as measured, fall below the clocks of their page in multiply-adds: many share a socket's power.
CROWDED = ("data centre", "workstation")
TILED = 4.0  # times the fp32 rate is more than SIMD units have in 16 bits or 8: units that multiply whole tiles
REGIONS = ("L1", "L2", "L3")  # what ranges of a level are called, by its place; and its parameter with "lines_"


def region(level: Level, place: int) -> str:
    """What the range of a level is called: L1, L2, L3, or memory."""
    return "memory" if level.main else REGIONS[min(place, len(REGIONS) - 1)]


class OnCores(Family):
    """The family of every kernel on a CPU, where the rates are those of its busy cores."""

    def setting(self, asked: Asked) -> Mapping[str, Any]:
        """The cores that run the kernel, and their fp32 rate, by which they load."""
        made: dict[Any, Mapping[str, Any]] = asked.part.memo.setdefault("cores", {})
        said = tuple([(name, asked.picked[name]) for name in SETTINGS if name in asked.picked]) if asked.picked else ()
        found = made.get(key := (asked.machine.handle, said))
        if found is None:
            busy = cores(asked.machine, dict(said), asked.known)
            found = made[key] = {"cores": busy, "plain": self.plain(busy)}
        return found

    @staticmethod
    def plain(busy: Cores) -> float:
        """The fp32 rate of the busy cores, in FLOP/s; 0 where no page says it."""
        peak = known_peak(busy.part, PLAIN)
        return busy.of(peak).value(unrecorded) if peak else 0.0

    def rated(self, rates: dict[str, Rate], asked: Asked) -> dict[str, Rate]:
        """The rates of the busy cores, in place of those of all.

        Raises UsageError for what only libraries of GPUs pick.
        """
        if alien := next((name for name in asked.picked if name in GPUS), ""):
            told = f"{asked.part.handle} is a cpu, and it was measured on GPUs alone"
            raise UsageError(f"{alien} = {quoted(asked.picked[alien])}: {told}")
        busy: Cores = self.setting(asked)["cores"]
        return {name: rate if name in MOVES else busy.of(rate) for name, rate in rates.items()}

    def speeds(self, run: Any, amounts: Mapping[str, Any], rates: dict[str, float], known: dict[str, Any]) -> Any:
        """The rates with the bandwidth of the level that the data lie in; known: learns which it is, and its own rate.

        Where the data are almost too large for a level, they are expected outside, and the floor is that of the inside.
        """
        busy: Cores = known["cores"]
        known["clock_held"] = run(busy_clock, boost=busy.boost, slowest=busy.slowest[0], threads=busy.threads,
                                  cores=busy.cores * busy.sockets)  # fmt: skip
        known["by_tiles"] = "matrix" in rates and tiled({**known, "peak": rates["matrix"]})
        if "memory" not in rates:
            return rates
        # A core waits for each line once, whether it reads it, writes it or both: these are the data that it needs.
        known["twice"] = known["streams"] / known["arrays"] if "arrays" in known else 1.0
        known["overwrites"] = overwrites(busy, known)
        size, names = amounts["memory"] / known["twice"], [each.name for each in busy.levels]
        known["level"] = busy.level or _place(size, busy.levels, names, ROOM)
        inner = busy.level or _place(size, busy.levels, names, 1.0)
        known["faster"] = rates["memory"] / bandwidth(busy.part).value(unrecorded)  # than it is, where it is doubled
        if not is_array(inner):
            return {**rates, "memory": known["faster"] * self._most(unrecorded, names.index(inner), known)}
        found = [known["faster"] * self._most(unrecorded, place, known) for place in range(len(names))]
        return {**rates, "memory": choose([(inner == name, found[at]) for at, name in enumerate(names)], found[-1])}

    def _most(self, run: Any, place: int, known: Mapping[str, Any]) -> float:
        """The most that the busy cores can move at a level, in B/s: what the floor rests on."""
        busy, level = known["cores"], known["cores"].levels[place]
        ends = [2 * run(simd_bandwidth, peak=known["plain"], width=WIDTH)] if known["plain"] else []
        if place or not ends:
            ends.append(run(line_bandwidth, cores=busy.threads, line=level.line, clock=busy.boost))
        if level.main:
            ends.append(bandwidth(busy.part).value(run) * busy.sockets)
        if level.main and busy.link:
            ends.append(2 * busy.link)
        return float(lowest(ends))

    def usual(self, run: Any, place: int, known: Mapping[str, Any]) -> float:
        """What the busy cores usually reach at a level, in B/s, no more than at the one before."""
        before = self.usual(unrecorded, place - 1, known) if place else float("inf")
        return min(before, self._own(run, place, known), self._most(unrecorded, place, known))

    def _own(self, run: Any, place: int, known: Mapping[str, Any]) -> float:
        busy, level = known["cores"], known["cores"].levels[place]
        if not place and not level.main and not level.one and known["plain"]:
            loaded = run(simd_bandwidth, peak=known["plain"] * known["clock_held"] / busy.boost, width=WIDTH)
            own = float(known["loads"] * loaded)
            return max(own, level.most) if busy.whole else own
        lines = known[f"lines_{region(level, max(place, 1))}"]
        one = level.one or run(core_bandwidth, outstanding=lines, line=level.line, latency=level.latency)
        one, every = one * known["twice"], busy.cores * busy.sockets
        most = (level.most or _together(level, one, known)) * busy.sockets
        if level.main and known["overwrites"]:
            most = run(overwriting_bandwidth, bandwidth=most, reads=known["reads"], writes=known["writes"])
        found = float(run(saturating_bandwidth, threads=busy.threads, one=max(one, most / every), most=most))
        return min(found, busy.link) if level.main and busy.link else found

    def busy_time(self, run: Any, name: str, known: Mapping[str, Any]) -> Any:
        """Time at a rate, in seconds: of arithmetic at the clock that the cores hold, of traffic at its level."""
        if name not in MOVES:
            clocks = {"clock": self.summing_clock(run, known), "boost": known["cores"].boost}
            share = known["tiles"] if known["by_tiles"] and name == "matrix" else known["share"]
            return run(clocked_time, work=known["work"], peak=known["peak"], share=share, **clocks)
        names, level = [each.name for each in known["cores"].levels], known["level"]
        if is_array(level):
            reached = [self.usual(unrecorded, place, known) for place in range(len(names))]
            found = choose([(level == name, reached[at]) for at, name in enumerate(names)], reached[-1])
        else:
            found = self.usual(run, names.index(level), known)
        return run(busy_memory, traffic=known["traffic"], bandwidth=known["faster"] * found, share=1.0)

    def summing_clock(self, run: Any, known: Mapping[str, Any]) -> float:
        """The clock that the cores hold in multiply-adds, in Hz.

        A clock that a page gives for them, or that you say, holds; of another all cores at once keep a share, which is
        less where more of them share the power of a socket.
        """
        busy: Cores = known["cores"]
        if clocked(busy):
            return float(known["clock_held"])
        slowest, every = known[summing(busy, False)] * busy.slowest[0], busy.cores * busy.sockets
        return float(run(busy_clock, boost=busy.boost, slowest=slowest, threads=busy.threads, cores=every))

    def start(self, run: Any, fit: Calibration, known: Mapping[str, Any]) -> Any:
        """Time until all threads work: none of one thread, which is there already."""
        return fit.numbers["launch"] if known["cores"].threads > 1 else 0.0

    def labels(self, known: Mapping[str, Any]) -> dict[str, Any]:
        """Where the data lie, as what was picked."""
        return {"level": known["level"]} if "level" in known else {}

    def range_of(self, fit: Calibration, spent: Spent, known: Mapping[str, Any]) -> tuple[Any, Any]:
        """The range: where traffic dominates that of the level."""
        own = fit.ranges[summing(known["cores"], known["by_tiles"])]
        low, high = range_ratios(fit._replace(ranges={**fit.ranges, "compute": own, "latency": own}), spent)
        if "level" not in known:
            return low, high
        moved = (spent.memory >= spent.compute) & (spent.memory >= spent.startup)
        found = []
        for end, usual in enumerate((low, high)):
            places = enumerate(known["cores"].levels)
            cases = [((known["level"] == each.name) & moved, fit.ranges[self.reach(each, at, known["cores"])][end])
                     for at, each in places]  # fmt: skip
            found.append(choose(cases, usual))
        return found[0], found[1]

    @staticmethod
    def reach(level: Level, place: int, busy: Cores) -> str:
        """What the range of a level is called: that of memory is another one where some cores do not fill it."""
        return "memory of some" if level.main and not busy.whole else region(level, place)

    def paths(self, asked: Asked, outcome: Outcome) -> list[str]:
        """The paths of the facts that the answer rests on beside the rates."""
        busy: Cores = self.setting(asked)["cores"]
        clocks = [path for path in ("clock.vector", "clock.all_core", "clock.base") if path in busy.part]
        held = clocks[:1] if busy.threads > 1 and not busy.clock else []
        at = outcome.picked.get("level", "")
        levels = [] if is_array(at) else [each for each in busy.levels if each.name == at]
        return [*held, *(path for each in levels for path in facts_of(each, busy.part))]

    def sources(self, asked: Asked, outcome: Outcome) -> list[str]:
        """The keys of the sources of numbers worth knowing that stand for facts."""
        busy: Cores = self.setting(asked)["cores"]
        at = outcome.picked.get("level", "")
        borrowed = (
            [] if is_array(at) else [latency_source(each, asked.known) for each in busy.levels if each.name == at]
        )
        return [*filter(None, borrowed), *[HOP_SOURCE] * bool(busy.link)]

    def behind(self, fit: Calibration, asked: Asked, outcome: Outcome) -> Calibration:
        """Loops stand behind an answer, or what its page has measured; of arithmetic there are no measurements."""
        busy: Cores = self.setting(asked)["cores"]
        if not is_array(outcome.bound_by) and outcome.bound_by != "memory":
            rates = {each.name: each.rate for each in outcome.asks}
            whole = "matrix" in rates and tiled({**self.setting(asked), "peak": rates["matrix"]})
            told = matmuls_said(fit.numbers, whole, "matrix" in rates)
            kind = "prior" if whole else fit.kind
            return fit._replace(basis=told, kind=kind, measurements=0, held="matrix" in rates and not whole)
        at = next((each for each in busy.levels if each.name == outcome.picked.get("level")), None)
        known = at and (at.most if busy.whole else at.one)
        near = (
            fit.basis.rpartition(": ")[2].rpartition(", also ")[0].removeprefix("as on ").removeprefix("the middle of ")
        )
        usual = "what STREAM reaches on other CPUs" if at and at.main and busy.whole else f"loops on {near}"
        rate = "the measured rate on its page" if known else usual
        return fit._replace(basis=f"{rate}; the range of CPUs that were left out in turn")

    def says(self, asked: Asked, outcome: Outcome) -> list[str]:
        """What is taken for granted of the cores and of where the data lie."""
        busy: Cores = self.setting(asked)["cores"]
        return [threads_said(busy), *place_said(busy, outcome.picked.get("level", "")), *small_said(busy, outcome)]


def overwrites(busy: Cores, known: Mapping[str, Any]) -> bool:
    """Whether stores read lines before they overwrite them, of which the kernel says how many there are."""
    return "writes" in known and busy.part.vendor in ALLOCATING


def clocked(busy: Cores) -> bool:
    """Whether the clock of multiply-adds is known: you say it, the page does, or it is that of one core."""
    return busy.threads == 1 or bool(busy.clock) or "clock.vector" in busy.part


def summing(busy: Cores, by_tiles: bool) -> str:
    """The parameter that multiply-adds go by, after which their range is called too."""
    if by_tiles:
        return "tiles"
    if clocked(busy):
        return "compute"
    crowded = busy.part.use in CROWDED and busy.part.vendor in ALLOCATING
    return "kept_many" if crowded else "kept_few"


def tiled(known: Mapping[str, Any]) -> bool:
    """Whether a rate is one of units that multiply whole tiles. known: the peak, and the plain rate in fp32."""
    return bool(known["peak"] > TILED * known["plain"] > 0)


def _together(level: Level, one: float, known: Mapping[str, Any]) -> float:
    """What all cores of a socket draw from a level where no page says it, in B/s."""
    busy: Cores = known["cores"]
    if level.main:
        return STREAMED["core"] * bandwidth(busy.part).value(unrecorded)
    return float(one * busy.cores * (1.0 if level.private else known["spread"]))


def _place(size: Any, levels: tuple[Level, ...], names: list[str], room: float) -> Any:
    """The name of the first level with room for so many bytes; an array of names for an array."""
    if not is_array(size):
        return next(each.name for each in levels if size <= room * each.capacity)
    return choose([(size <= room * each.capacity, each.name) for each in levels[:-1]], names[-1])


# A CPU borrows nothing of a GPU. What no row says is stated: how long threads take to wake.
FAMILY = OnCores(
    "cores",
    parameters={
        **{"launch": 5e-6, "compute": 0.9, "tiles": 0.3, "kept_few": 0.95, "kept_many": 0.65},
        **{"loads": 0.9, "lines_L2": 9.0, "lines_L3": 14.0, "lines_memory": 30.0},
    },
    shared={
        **{"exposed": 0.2, "memory": 1.0, "spread": 0.8},
        **{"matmuls": 0.0, "matmuls_parts": 0.0, "tiled": 0.0, "tiled_parts": 0.0},
    },
    batched=True,
    measured="kernels on CPUs",
)
