"""What of a CPU runs a kernel: so many of its cores, the clock they are held at, and the memory that they reach."""

from math import inf
from typing import Any, NamedTuple

from ..errors import SlipstickError, UsageError
from ..units import Dim
from ..units.door import number
from ..units.show import show
from ..words import did_you_mean, quoted
from .catalogue import Catalogue
from .machine import Machine
from .rates import Rate
from .spec import Spec

MEMORY, WARM, LOCAL, REMOTE = "memory", "warm", "local", "remote"
OVERCLOCKED = 1.5  # times the highest clock is more than anybody holds
CLOCK = Dim("cycle/s", "a frequency", low=1e6)
LINE = 64.0  # bytes, where a page does not say
# The number worth knowing that stands for a latency that a page does not give, by the place of the level.
USUAL = ("latency.l1-hit", "latency.l2-hit", "latency.l3-hit")
FAR = "latency.dram-local"
# What an access to the other socket's memory adds: 143 ns where the own takes 78.
HOP, HOP_SOURCE = 65e-9, "plantegg-mlc-8269cy"


class Level(NamedTuple):
    """A level of memory. name: such as L2. path: of its facts. capacity: B that the busy cores have of it together.

    latency: s. line: B. private: whether each core has its own. one, most: B/s that were measured of one core and of
    all; 0 where no page says it. borrowed: the number worth knowing that the latency is, where the page gives none.
    """

    name: str
    path: str
    capacity: float
    latency: float
    line: float
    private: bool
    one: float
    most: float
    borrowed: str = ""

    @property
    def main(self) -> bool:
        """Whether it is the main memory."""
        return self.capacity == inf


class Cores(NamedTuple):
    """The cores that run a kernel. threads: how many are busy. big, small: of each kind. cores: of one socket.

    sockets: how many the threads run on. clock: Hz at which they are held; 0 for as high as they go. level: where the
    data lie; empty for the one that is large enough. link: B/s each way to the other socket, where the data lie there;
    else 0. levels: of memory, from the nearest.
    """

    part: Spec
    threads: float
    big: float
    small: float
    cores: float
    sockets: float
    clock: float
    level: str
    link: float
    levels: tuple[Level, ...]

    @property
    def whole(self) -> bool:
        """Whether all cores of the sockets are busy."""
        return self.threads == self.cores * self.sockets

    @property
    def boost(self) -> float:
        """The highest clock, in Hz, or that at which the cores are held."""
        return self.clock or self.part.number("clock.boost")

    @property
    def middle(self) -> float:
        """A clock between base and boost, in Hz, or that at which the cores are held."""
        base = self.part.number("clock.base") if "clock.base" in self.part and not self.clock else self.boost
        return (base + self.boost) / 2

    @property
    def slowest(self) -> tuple[float, str]:
        """The clock of all cores at once in Hz, and in words where that is from."""
        part = self.part
        if self.clock:
            return self.clock, "held there"
        for path, told in (("clock.vector", "vector"), ("clock.all_core", "all-core")):
            if path in part:
                return part.number(path), f"its {told} clock"
        if "clock.base" in part:
            return self.middle, "half of the way from boost to base, as no page says"
        return self.boost, "its boost, as no page says a lower one"

    def of(self, rate: Rate) -> Rate:
        """What these cores have of a rate of all of a socket's."""
        if rate.printed is not None:
            return rate.but(printed=rate.printed * self.threads / self.cores)
        many = (self.big, self.small)
        calls = [(f, self._own(inputs, many[place])) for place, (f, inputs) in enumerate(rate.derived) if many[place]]
        return rate.but(derived=tuple(calls), clocked=True)

    def _own(self, inputs: dict[str, float], many: float) -> dict[str, float]:
        clock = min(self.clock, inputs["clock"]) if self.clock and self.small else self.clock
        return {**inputs, "units": many, "clock": clock or inputs["clock"]}


def cores(where: Machine, said: dict[str, str], known: Catalogue) -> Cores:
    """The cores of a machine of CPUs that run a kernel. said: of threads, level, numa and clock what was.

    Raises UsageError for more threads than cores, an unknown level and remote data on one socket, SlipstickError where
    no page says how fast the link between sockets is.
    """
    part = where.part
    small = part.number("efficiency.units") if "efficiency.units" in part else 0.0
    every = part.number("compute.units") + small
    threads = _threads(said.get("threads"), every, where)
    clock = _clock(said["clock"], part) if "clock" in said else 0.0
    big = min(threads, every - small if small else inf)
    sockets = float(-(-threads // every))
    made = Cores(part, threads, big, threads - big, every, sockets, clock, "", 0.0, ())
    link = _link(where, said.get("numa", LOCAL))
    levels = _levels(made, link, known)
    return made._replace(link=link, levels=levels, level=_level(said.get("level", MEMORY), levels, link, part))


def _clock(text: str, part: Spec) -> float:
    if text.replace(".", "").isdecimal():
        raise UsageError(f"clock = {text} has no unit: a frequency belongs there, such as {text}GHz")
    held, most = float(number(text, CLOCK, "clock")), part.number("clock.boost")
    if held > OVERCLOCKED * most:
        raise UsageError(f"clock = {text}: the cores of {part.handle} go up to {show(most, 'cycle/s')}")
    return held


def _threads(text: str | None, every: float, where: Machine) -> float:
    if text is None:
        return every
    most = every * where.count
    dim = Dim("", f"a whole number of threads from 1 to {most:.0f}, one a core", low=1.0, high=inf, whole=True)
    found = float(number(text, dim, "threads"))
    if found > most:
        raise UsageError(f"threads = {text}: {where.handle} has {most:.0f} cores, and a core runs one thread here")
    return found


def _link(where: Machine, numa: str) -> float:
    """The rate of the link to the other socket, in B/s each way; 0 where the data are local."""
    if numa not in (LOCAL, REMOTE):
        raise UsageError(f"numa = {quoted(numa)}: {did_you_mean(numa, [LOCAL, REMOTE])}")
    if numa == LOCAL:
        return 0.0
    if where.count == 1:
        raise UsageError(f"numa = remote needs a second socket: ask about 2x{where.handle}")
    if not where.links:
        hint = "join one, such as 2xepyc-9654+xgmi-epyc-9004 or 2xxeon-8280+upi-1"
        raise SlipstickError(f"no page says how fast the link between the sockets of {where.handle} is: {hint}")
    link = where.links[0]
    counts = (f"links.{name}.count" for name in (link.spec.handle, *link.spec.aliases))
    many = next((where.part.number(path) for path in counts if path in where.part), 1.0)
    return link.bandwidth * (many if f"{link.path}.count" not in link.spec else 1.0)


def _level(text: str, levels: tuple[Level, ...], link: float, part: Spec) -> str:
    """The name of the level that the data lie in; empty for the one that is large enough."""
    word, names = text.casefold(), [each.name for each in levels]
    if word in (MEMORY, names[-1].casefold()):
        return names[-1]
    if link:
        raise UsageError(f"level = {text}: remote data lie in memory")
    if word == WARM:
        return ""
    found = next((name for name in names if word in (name.casefold(), name.casefold().rstrip("d"))), "")
    if not found:
        raise UsageError(f"level = {quoted(text)} on {part.handle}: {did_you_mean(text, [WARM, *names[:-1], MEMORY])}")
    return found


def _levels(cores: Cores, link: float, known: Catalogue) -> tuple[Level, ...]:
    """The levels that are larger than those before them, the main memory last."""
    part = cores.part
    names = dict.fromkeys(path.split(".")[1] for path in part if path.startswith("cache."))
    found: list[Level] = []
    for name in names:
        path = f"cache.{name}"
        if name != "L1i" and f"{path}.capacity" in part:
            level = _of(cores, path, name, len(found), known)
            if not found or level.capacity > found[-1].capacity:
                found.append(level)
    main = _of(cores, part.main_memory, part.main_memory.partition(".")[2], -1, known)
    hop = HOP if link else 0.0
    line = found[-1].line if found else main.line
    return (*found, main._replace(capacity=inf, private=False, latency=main.latency + hop, line=line))


def _of(cores: Cores, path: str, name: str, place: int, known: Catalogue) -> Level:
    part = cores.part

    def fact(key: str, default: float = 0.0) -> float:
        return part.number(f"{path}.{key}") if f"{path}.{key}" in part else default

    private = f"{path}.per" in part and part.told(f"{path}.per")[2] == "core"
    copies = cores.big if private else min(fact("count", 1.0) * cores.sockets, cores.threads)
    latency, usual = _latency(cores, path, place, private, known)
    line = fact("line", LINE)
    return Level(
        name, path, fact("capacity") * copies, latency, line, private, fact("one_core"), fact("sustained"), usual
    )


def _latency(cores: Cores, path: str, place: int, private: bool, known: Catalogue) -> tuple[float, str]:
    """The latency of a level in seconds; and the number worth knowing that it is, where the page gives none.

    Cycles of a cache that cores share are taken at a clock between base and boost: a mesh has a slower one of its own.
    """
    part, fact = cores.part, f"{path}.latency"
    if fact in part:
        value, unit, _ = part.told(fact)
        return (value if unit == "s" else value / (cores.boost if private else cores.middle)), ""
    usual = FAR if place < 0 else USUAL[min(place, len(USUAL) - 1)]
    page, at = known.one(usual)
    return page.number(at), usual


def facts_of(level: Level, part: Spec) -> list[str]:
    """The paths of the facts of a level that an answer rests on."""
    keys = ("capacity", "latency", "one_core", "sustained")
    return [path for key in keys if (path := f"{level.path}.{key}") in part]


def latency_source(level: Level, known: Catalogue) -> Any:
    """The key of where a latency that is a number worth knowing is from; empty for one of the page."""
    if not level.borrowed:
        return ""
    page, at = known.one(level.borrowed)
    return page.fact(at).source
