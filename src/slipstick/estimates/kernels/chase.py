"""chase: loads of which each waits for the one before, at random through so many bytes, as in a list or a tree."""

from functools import partial
from typing import Any

from ...errors import SlipstickError
from ...formulas.caches import random_access_latency
from ...formulas.cores import chased_time
from ...specs.cores import HOP, HOP_SOURCE, MEMORY, REMOTE, WARM, Cores, Level, cores, facts_of, latency_source
from ...units import Size
from ...units.maths import anywhere, is_array, maximum, minimum
from ...units.show import show
from ..choice import SETTINGS
from ..estimate import Estimate
from ..outcome import Outcome, Told
from ..question import Asked, Question, measure, side
from ..telling import question_of, title_of
from .copy import something

# Of measured over expected. No row says it: latencies are rounded and of modules of one machine; pages of 4 KiB add
# what their translation misses cost.
LOW, HIGH = 0.75, 1.8
STATED = "as the page has latencies, without misses of translations; the range is stated, no row was held to it"


class Chase(Question):
    """The question: a time, from the latencies of the levels that the bytes lie in."""

    @property
    def typed(self) -> bool:
        """Pointers do not depend on a number format."""
        return False

    @property
    def picks(self) -> tuple[str, ...]:
        """What is said of the core."""
        return tuple(name for name in SETTINGS if name != "threads")

    def estimate(self, asked: Asked) -> Estimate:
        """The answer. Raises SlipstickError for what is no CPU."""
        part = asked.part
        if part.kind != "cpu":
            raise SlipstickError(f"{part.handle} is a {part.kind}: a chase is estimated on CPUs, such as epyc-9654")
        level = MEMORY if asked.picked.get("numa") == REMOTE else WARM
        core = cores(asked.machine, {"level": level, **asked.picked, "threads": "1"}, asked.known)
        return Estimate("time", "s", partial(_model, asked, core), ("size", "loads"), partial(_told, self, asked, core))


def _model(asked: Asked, core: Cores, run: Any, double: str) -> Outcome:
    values = asked.doubled(double).values if double else asked.values
    size, loads = values["size"], values["loads"]
    latency = _latency(run, core, size)
    value = run(chased_time, loads=loads, latency=latency)
    floor = loads * min(each.latency for each in core.levels) + 0.0 * size
    names = {"latency": (latency, "s")}
    return Outcome(value, maximum(floor, LOW * value), HIGH * value, floor, "latency", names)


def _latency(run: Any, core: Cores, size: Any) -> Any:
    """The mean latency of a load: what does not fit in a level is in the next."""
    if core.level:
        return next(each.latency for each in core.levels if each.name == core.level) + 0.0 * size
    first, *outer = core.levels
    found, inside = first.latency + 0.0 * size, first.capacity
    for level in outer:
        if not anywhere(size > inside):
            break
        known = {"capacity": inside, "footprint": maximum(inside, minimum(size, level.capacity))}
        found = run(random_access_latency, **known, inner=found, outer=level.latency)
        inside = level.capacity
    return found


def _reached(core: Cores, size: Any) -> list[Level]:
    """The levels that bytes lie in."""
    if core.level:
        return [each for each in core.levels if each.name == core.level]
    inside = [0.0, *(each.capacity for each in core.levels)]
    return [each for each, before in zip(core.levels, inside, strict=False) if anywhere(size > before)]


def _told(question: Question, asked: Asked, core: Cores, estimate: Estimate) -> Told:
    part, levels = asked.part, _reached(core, asked.values["size"])
    facts = {path: part.fact(path) for level in levels for path in facts_of(level, part)}
    keys = [*(fact.source for fact in facts.values()), *(latency_source(level, asked.known) for level in levels)]
    keys += [HOP_SOURCE] * bool(core.link)
    return Told(
        question=question_of(question, asked),
        title=title_of(question, asked),
        facts=facts,
        assumptions=tuple(line for line in (_where(levels, asked), *_borrowed(levels), _far(core), STATED) if line),
        cited=tuple(key for key in keys if key),
        calibration={},
        describe=lambda keys: asked.known.described(part, keys),
    )


def _where(levels: list[Level], asked: Asked) -> str:
    told = ", ".join(f"{each.name} {show(each.latency, 's')}" for each in levels)
    if is_array(asked.values["size"]) or len(levels) == 1:
        return f"one load after the other, each at random: {told}"
    return f"one load after the other, each at random, of which part is found in each of {told}"


def _far(core: Cores) -> str:
    return f"of memory {show(HOP, 's')} are the way to the other socket and back" if core.link else ""


def _borrowed(levels: list[Level]) -> list[str]:
    return [f"its page gives no latency of {each.name}: {each.borrowed} is taken" for each in levels if each.borrowed]


CHASE = Chase(
    "chase",
    "How long does a load take that waits for the one before?",
    (
        measure("size", Size, "bytes that the loads jump about in, at random"),
        side("loads", "loads, each of which waits for the one before", 1),
    ),
    must=something,
    examples=({"size": "64 MiB"},),
    device="epyc-9654",
)
