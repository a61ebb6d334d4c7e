"""Moves: a question about data and what it is moved over, stage by stage."""

from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

from ...errors import UsageError
from ...formulas.moving import staged_time
from ...formulas.network import propagation_delay, serialization_delay
from ...specs.catalogue import Catalogue
from ...units.maths import choose, highest, is_array, maximum, minimum, total
from ...units.show import show
from ..calibration import Calibration, Wanted, find, shipped_table
from ..estimate import Estimate
from ..outcome import Ask, Outcome, Told
from ..parameter import shown
from ..question import Asked, Question, plain
from ..telling import NINE
from .route import LIGHT, SPEED, Stage, stage

FAMILY = "move"
MOST = 8  # stages


class Reach(NamedTuple):
    """What copies reach over a stage: seconds to start, share of its rate, the ratios that hold nine in ten, why."""

    launch: float
    share: float
    low: float
    high: float
    basis: str
    measured: int
    source: str


class Moving(NamedTuple):
    """A move as it was asked. light: in m/s."""

    values: dict[str, Any]
    stages: tuple[Stage, ...]
    reach: tuple[Reach, ...]
    light: float
    known: Catalogue
    on: str


class Move(Question):
    """A move of data. Its parameters are ``size`` and ``chunk``, in bytes, and ``over`` and ``then``, words."""

    @property
    def typed(self) -> bool:
        """Bytes are bytes in every number format."""
        return False

    def estimate(self, asked: Asked) -> Estimate:
        """The answer, with the part of the machine at one end, whose own link may be slower. Raises as :meth:`ask`."""
        values, known, end = asked.values, asked.known, asked.part if asked.where else None
        words = [values["over"], *(each for each in values["then"].split(",") if each.strip())]
        if len(words) > MOST:
            raise UsageError(f"{len(words)} stages: expected at most {MOST}")
        stages = _distinct([stage(word, known, place > 0, end) for place, word in enumerate(words)])
        if all(each.bandwidth == float("inf") for each in stages):
            told = f"{stages[0].name} gives a way and no rate: name the link too"
            raise UsageError(f"{told}, as in --over 10gbe --then {stages[0].name}")
        light = known.spec(LIGHT).number(SPEED)
        moved = Moving(values, stages, tuple(map(reached, stages)), light, known, end.handle if end else "")
        levers = (*(each.name for each in stages if each.bandwidth < float("inf")), "size")
        return Estimate("time", "s", partial(_model, moved), tuple(dict.fromkeys(levers)), partial(_told, self, moved))


def _distinct(stages: list[Stage]) -> tuple[Stage, ...]:
    """Stages of which each has a name of its own: of two alike the second is so numbered."""
    names = [each.name for each in stages]
    before = [names[:place].count(name) for place, name in enumerate(names)]
    return tuple(s._replace(name=f"{s.name} ({n + 1})") if n else s for s, n in zip(stages, before, strict=True))


def reached(at: Stage) -> Reach:
    """What copies reach over a stage: as measured over such links, or of unmeasured ones with a range twice as wide."""
    if at.kind == "memory" and at.spec is not None and at.spec.kind != "memory":
        return _streamed(find(Wanted("streaming", at.spec, "bf16", like="matmul")))
    table = shipped_table(FAMILY) or {}
    fits = table["fits"]
    own = fits.get(at.kind)
    fit = own or table["priors"][""]
    low, high = fit["range"]
    if own:
        basis = f"{own['measurements']} copies over {at.kind}"
        return Reach(fit["launch"], fit["share"], low, high, basis, own["measurements"], table["source"])
    power = table["stated"]["unmeasured_range_power"]
    basis = f"not measured, as copies over {' and '.join(fits)} with their range squared"
    share = 1.0 if at.payload < 1.0 else fit["share"]
    launch = 0.0 if at.kind == "network" else fit["launch"]
    return Reach(launch, share, low**power, high**power, basis, 0, table["source"])


def _streamed(fit: Calibration) -> Reach:
    low, high = fit.ranges["memory"]
    return Reach(fit.numbers["launch"], fit.numbers["memory"], low, high, fit.basis, fit.measurements, fit.source)


def _model(asked: Moving, run: Any, double: str) -> Outcome:
    """The numbers. run: calls formulas, recording or not. double: the size, or a stage to double the rate of."""
    size = asked.values["size"] * (2 if double == "size" else 1)
    rated = [
        (each, each.bandwidth * (2 if each.name == double else 1), reach)
        for each, reach in zip(asked.stages, asked.reach, strict=True)
        if each.bandwidth < float("inf")
    ]
    least = [run(serialization_delay, size=size, bandwidth=rate) for _, rate, _ in rated]
    light = _light(asked, run)
    longest = highest(least)
    floor = longest + light
    real = tuple(rate * each.payload * reach.share for each, rate, reach in rated)
    waits = tuple(each.latency + reach.launch for each, reach in zip(asked.stages, asked.reach, strict=True))
    waits = (total(waits), *[0.0] * (len(real) - 1))
    chunk = minimum(size, asked.values["chunk"]) if len(real) > 1 else size
    expected = maximum(floor, run(staged_time, size=size, chunk=chunk, latencies=waits, bandwidths=real))
    bound = choose([(time >= longest, each.name) for time, (each, _, _) in zip(least, rated, strict=True)], "")
    low, high = _range(asked, rated, expected)
    return Outcome(
        value=expected,
        low=maximum(floor, low),
        high=high,
        floor=floor,
        bound_by=bound,
        quantities={"traffic": (size, "B"), "light": (light, "s"), "latency": (total(waits), "s")},
        asks=tuple(Ask(each.name, each.name, size, rate, True) for each, rate, _ in rated),
        family=FAMILY,
        because=partial(_because, rated, least, total(waits)),
    )


def _range(asked: Moving, rated: Sequence[Any], expected: Any) -> tuple[Any, Any]:
    """The ends of the range: those of the stage that is slowest as it is reached."""
    slowest = min(rated, key=lambda each: each[1] * each[0].payload * each[2].share)[2]
    return expected * slowest.low, expected * slowest.high


def _light(asked: Moving, run: Any) -> Any:
    """What light alone would take over the distances that are known, in seconds."""
    far = sum(each.distance for each in asked.stages)
    return run(propagation_delay, distance=far, speed=asked.light) if far else 0.0


def _because(rated: Sequence[Any], least: Sequence[Any], waits: Any) -> str:
    times = ", ".join(f"{each.name} {show(time, 's')}" for (each, _, _), time in zip(rated, least, strict=True))
    return f"at line rate {times}; latency and start {show(waits, 's')}"


def _told(question: Question, asked: Moving, estimate: Estimate) -> Told:
    """What is told of a move beside its numbers."""
    facts = {f"{s.spec.handle}.{path}": s.spec.fact(path) for s in asked.stages if s.spec for path in s.paths}
    if any(each.distance for each in asked.stages):
        facts[f"{LIGHT}.{SPEED}"] = asked.known.spec(LIGHT).fact(SPEED)
    values = {each.name: plain(asked.values[each.name]) for each in question.parameters}
    if len(asked.stages) == 1:
        values = {name: value for name, value in values.items() if name not in ("then", "chunk")}
    sources = dict.fromkeys(key for each in asked.reach for key in each.source.split())
    measured = min(each.measured for each in asked.reach)
    return Told(
        question={"command": question.name, **values, **({"on": asked.on} if asked.on else {})},
        title=_title(question, asked),
        facts=facts,
        assumptions=tuple(dict.fromkeys(line for line in _assumptions(asked, estimate) if line)),
        cited=(*(fact.source for fact in facts.values()), *sources),
        calibration={
            "measurements": measured,
            "kind": "measured" if measured else "prior",
            "basis": _basis(asked),
            "source": " ".join(sources),
        },
        describe=partial(_described, asked),
    )


def _described(asked: Moving, keys: Any) -> dict[str, dict[str, str]]:
    own = {key: entry for each in asked.stages if each.spec for key, entry in each.spec.sources.items()}
    return {key: own.get(key) or asked.known.source(key) for key in dict.fromkeys(keys)}


def _title(question: Question, asked: Moving) -> str:
    size = asked.values["size"]
    text = f"({shown(size.min(), 'B')} to {shown(size.max(), 'B')})" if is_array(size) else shown(size, "B")
    ways = " then ".join(f"{each.spec.name} ({each.name})" if each.spec else each.name for each in asked.stages)
    return f"{question.name} {text} over {ways}"


def _assumptions(asked: Moving, estimate: Estimate) -> list[str]:
    light = estimate.outcome.quantities["light"][0]
    return [
        _chunked(asked),
        *[f"{each.name} leaves {each.payload:.3g} of its rate to data" for each in asked.stages if each.payload < 1.0],
        *[f"light alone would take {show(light, 's')}, in a vacuum and in a straight line"] * bool(light),
        *[each.note for each in asked.stages],
        f"expected and range{NINE}: {_basis(asked)}",
    ]


def _basis(asked: Moving) -> str:
    """What stands behind each stage that has a rate; said once of those that have the same."""
    found: dict[str, list[str]] = {}
    for each, reach in zip(asked.stages, asked.reach, strict=True):
        if each.bandwidth < float("inf"):
            found.setdefault(reach.basis, []).append(each.name)
    several = len(asked.stages) > 1
    return "; ".join(f"{', '.join(names)}: {basis}" if several else basis for basis, names in found.items())


def _chunked(asked: Moving) -> str:
    """How data gets from one stage to the next; empty for one stage with a rate, and for arrays."""
    size, chunk = asked.values["size"], asked.values["chunk"]
    if sum(each.bandwidth < float("inf") for each in asked.stages) < 2 or is_array(size) or is_array(chunk):
        return ""
    return f"in chunks of {shown(chunk, 'B')}" if chunk < size else "stored, then forwarded: each stage waits for all"
