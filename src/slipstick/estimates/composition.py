"""Bigger questions made of smaller ones: an estimate repeated, several in sequence, two that overlap.

Expected times add along the critical path. The floor of a composition is, for each rate, all that is asked of it over
that rate, and the greatest of these. Errors of one family add up; those of different families add in quadrature.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from ..formulas.kernels import kernel_time, phases_time, repeated_time
from ..units import Dim
from ..units.door import number
from ..units.maths import choose, highest, maximum, sqrt, total
from .estimate import Estimate
from .outcome import Outcome, Told

TIMES, SHARE = Dim("", "a number of times", low=1.0), Dim("", "a share", high=1.0)


class Part(NamedTuple):
    """A part of a composition. counts: how much of its time is on the critical path. times: how often it is done."""

    outcome: Outcome
    counts: Any = 1.0
    times: float = 1.0


BOUND = {"matrix": "compute"}
KINDS = ("prior", "related", "measured")  # of calibrations, the weakest first


def repeated(one: Estimate, times: float, name: str = "") -> Estimate:
    """An estimate so many times in a row: the layers of a model, the steps of a training run.

    times: how many, at least 1. name: what it is called in the title. Raises UsageError for fewer.
    """
    many = number(times, TIMES, "times")

    def model(run: Any, double: str) -> Outcome:
        outcome = one.model(run, double)
        value = run(repeated_time, time=outcome.value, count=many)
        asks = tuple(each._replace(amount=each.amount * many) for each in outcome.asks)
        return _outcome(value, [Part(outcome, many, many)], asks)

    return _estimate([one], model, name or f"{many:g} x ({one.title})", {"command": "repeated", "times": many})


def in_sequence(*parts: Estimate, name: str = "") -> Estimate:
    """Estimates one after the other. name: what they are called in the title."""

    def model(run: Any, double: str) -> Outcome:
        outcomes = [part.model(run, double) for part in parts]
        value = run(phases_time, times=tuple(outcome.value for outcome in outcomes))
        return _outcome(value, [*map(Part, outcomes)], _all_asks(outcomes))

    title = name or " then ".join(part.title for part in parts)
    return _estimate(parts, model, title, {"command": "in sequence"})


def overlapped(first: Estimate, second: Estimate, share: float, name: str = "") -> Estimate:
    """Two estimates at once, where a share of the shorter one is hidden behind the longer: 0 for none, 1 for all.

    Raises UsageError for a share that is none.
    """
    hidden = number(share, SHARE, "share")

    def model(run: Any, double: str) -> Outcome:
        one, two = first.model(run, double), second.model(run, double)
        value = run(kernel_time, startup=0.0, compute=one.value, memory=two.value, exposed=1.0 - hidden)
        longer = one.value >= two.value
        counts = choose([(longer, 1.0)], 1.0 - hidden), choose([(longer, 1.0 - hidden)], 1.0)
        return _outcome(value, [Part(one, counts[0]), Part(two, counts[1])], _all_asks([one, two]))

    title = name or f"{first.title} overlapped with {second.title}"
    return _estimate([first, second], model, title, {"command": "overlapped", "share": hidden})


def _all_asks(outcomes: Iterable[Outcome]) -> tuple[Any, ...]:
    return tuple(each for outcome in outcomes for each in outcome.asks)


def _outcome(value: Any, parts: Sequence[Part], asks: tuple[Any, ...]) -> Outcome:
    """The numbers of a composition from those of its parts."""
    least: dict[tuple[str, str], Any] = {}
    for each in asks:
        least[each.of, each.name] = least.get((each.of, each.name), 0.0) + each.amount / each.rate
    floor = highest(least.values())
    errors = _errors(parts)
    down, up = (sqrt(total(each[end] ** 2 for each in errors.values())) for end in (0, 1))
    cases = [(floor <= time, BOUND.get(name, name)) for (_, name), time in least.items()]
    return Outcome(
        value=value,
        low=maximum(floor, value - down),
        high=value + up,
        floor=floor,
        bound_by=choose(cases, ""),
        quantities=_quantities(parts),
        asks=asks,
        errors=errors,
    )


def _errors(parts: Sequence[Part]) -> dict[str, tuple[Any, Any]]:
    """How far below and above the expected value it may lie, by family: within one they add up."""
    found: dict[str, tuple[Any, Any]] = {}
    for outcome, counts, _ in parts:
        own = outcome.errors or {outcome.family: (outcome.value - outcome.low, outcome.high - outcome.value)}
        for family, (down, up) in own.items():
            before = found.get(family, (0.0, 0.0))
            found[family] = before[0] + counts * down, before[1] + counts * up
    return found


def _quantities(parts: Sequence[Part]) -> dict[str, tuple[Any, str]]:
    """The work and the traffic of all parts."""
    made: dict[str, tuple[Any, str]] = {}
    for outcome, _, times in parts:
        for name, (value, unit) in outcome.quantities.items():
            if unit in ("FLOP", "B"):
                made[name] = made.get(name, (0.0, unit))[0] + value * times, unit
    return made


def _estimate(parts: Sequence[Estimate], model: Any, title: str, question: dict[str, Any]) -> Estimate:
    inputs = tuple(dict.fromkeys(name for part in parts for name in part.inputs))
    first = parts[0]
    return Estimate(first.name, first.unit, model, inputs, lambda estimate: _told(parts, title, question))


def _told(parts: Sequence[Estimate], title: str, question: dict[str, Any]) -> Told:
    words = [part.told for part in parts]
    kinds = [each.calibration for each in words]
    basis = "; ".join(dict.fromkeys(each["basis"] for each in kinds))
    weakest = next(
        (kind for kind in ("prior", "related", "measured") if any(each["kind"] == kind for each in kinds)), ""
    )
    counts = {
        "measurements": min(each["measurements"] for each in kinds),
        "kind": weakest,
        "basis": basis,
        "source": "",
    }

    def describe(keys: Iterable[str]) -> dict[str, dict[str, str]]:
        return {key: entry for each in words for key, entry in each.describe(keys).items()}

    return Told(
        question={**question, "parts": [each.question for each in words]},
        title=title,
        facts={path: fact for each in words for path, fact in each.facts.items()},
        assumptions=tuple(dict.fromkeys(line for each in words for line in each.assumptions)),
        cited=tuple(dict.fromkeys(key for each in words for key in each.cited)),
        calibration=counts,
        describe=describe,
    )
