"""The numbers of a kernel from those of its phases, of which each needs all of the one before."""

from typing import Any

from ..errors import UsageError
from ..formulas.kernels import phases_time
from ..units.maths import choose, highest, is_array, total
from .outcome import Ask, Outcome
from .phase import MOVED, Timed
from .verdict import BOUND

SUMMED = ("low", "high", "floor", "startup")


def summed(
    parts: list[Timed],
    of: str,
    rates: dict[str, Any],
    named: dict[str, tuple[str, str]],
    run: Any,
    asker: str,
    family: str,
    picked: dict[str, Any],
) -> Outcome:
    """The outcome of phases that follow one another: times add, and so does what is asked of each rate.

    of, rates: whose rates are asked, and these by name. named: what the amount and the time of each are called. run:
    calls formulas. asker: whose phases they are, in the UsageError for those that ask nothing. family, picked: as in
    the outcome.
    """
    amounts, least, floor, balance, startup, expected, low, high, *_ = parts[0]
    if len(parts) > 1:
        balance = ()
        amounts, least = ({name: _over(parts, kind, name) for name in rates} for kind in ("amounts", "least"))
        expected = run(phases_time, times=tuple(each.expected for each in parts))
        low, high, floor, startup = (total(getattr(each, name) for each in parts) for name in SUMMED)
    if not is_array(floor) and floor == 0:
        raise UsageError(f"{asker}: nothing is asked of the machine, neither work nor traffic")
    return Outcome(
        value=expected,
        low=low,
        high=high,
        floor=floor,
        bound_by=_bound(least),
        quantities=_quantities(amounts, least, balance, startup, named),
        asks=tuple([Ask(of, name, amounts[name], rate) for name, rate in rates.items()]),
        family=family,
        picked=picked,
    )


def _quantities(
    amounts: dict[str, Any],
    least: dict[str, Any],
    balance: tuple[Any, ...],
    startup: Any,
    named: dict[str, tuple[str, str]],
) -> dict[str, tuple[Any, str]]:
    made = {named[name][0]: (amount, "B" if name in MOVED else "FLOP") for name, amount in amounts.items()}
    made |= {name: (each, "FLOP/B") for name, each in zip(("intensity", "ridge"), balance, strict=False)}
    made |= {named[name][1]: (time, "s") for name, time in least.items()}
    return made | {"startup_time": (startup, "s")}


def _over(parts: list[Timed], kind: str, name: str) -> Any:
    """What all phases together ask of a rate, or take at it."""
    return total(found[name] for each in parts if name in (found := getattr(each, kind)))


def _bound(least: dict[str, Any]) -> Any:
    """The rate that takes longest, by name; an array of names for arrays."""
    names, times = [BOUND.get(name, name) for name in least], [*least.values()]
    cases = [(time >= highest(times[place:]), names[place]) for place, time in enumerate(times)]
    return choose(cases, names[-1])
