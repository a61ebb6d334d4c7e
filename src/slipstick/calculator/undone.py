"""Functions undone: what an argument has to be for ceil, abs, log, max and their like to have a value."""

import math
from collections.abc import Callable
from typing import NamedTuple

from ..errors import UsageError
from ..units import mismatch
from ..units.amounts import Amount, raised
from ..units.maths import ceil
from .arithmetic import combine, finite, over_all

INVERSES: dict[str, Callable[[float], float]] = {
    **{"ln": math.exp, "log": math.exp, "exp": math.log},
    **{"log2": lambda y: 2.0**y, "log10": lambda y: 10.0**y},
}
STEPS = {"ceil": -1.0, "floor": 1.0, "round": 0.5}  # how far from a whole number the next one begins


class Undone(NamedTuple):
    """values: every one that gives the result. beyond: where all from the one value to here do, but not here."""

    values: list[Amount]
    beyond: Amount | None = None


def undone(name: str, result: Amount) -> Undone:
    """What a function of one argument is of, from its result. Raises UsageError where it never has that result."""
    if name == "abs":
        _not_below(name, result, 0.0)
        return Undone([result, *([result._replace(value=-result.value)] if result.value else [])])
    if name == "sqrt":
        _not_below(name, result, 0.0)
        return Undone([finite(Amount(result.value**2, raised(result.powers, 2), result.binary))])
    if result.powers:
        raise UsageError(f"{name} gives a plain number, and this is {mismatch.words(result.powers)}")
    if name in STEPS:
        return _step(name, result)
    try:
        return Undone([finite(Amount(INVERSES[name](result.value)))])
    except (ValueError, OverflowError):
        raise UsageError(f"{name} is never {result}") from None


def _step(name: str, result: Amount) -> Undone:
    if ceil(result.value) != result.value:
        raise UsageError(f"{name} is a whole number, and never {result}")
    first = result.value - 0.5 if name == "round" else result.value
    return Undone([Amount(first)], Amount(result.value + STEPS[name]))


def _not_below(name: str, result: Amount, low: float) -> None:
    if result.value < low:
        raise UsageError(f"{name} is never {result}")


def undone_over(name: str, others: list[Amount], result: Amount) -> Amount:
    """The one argument of min, max, sum or mean that is sought, from the others and the result.

    Raises UsageError where none gives it, or where many do.
    """
    if name == "mean":
        result = result._replace(value=result.value * (len(others) + 1))
    if not others or name in ("sum", "mean"):
        return combine("-", result, over_all("sum", others)) if others else result
    most = over_all(name, [*others])
    least = combine("-", result, most).value * (1 if name == "max" else -1)  # which checks their dimensions
    if least < 0:
        raise UsageError(f"{name} is at {'least' if name == 'max' else 'most'} {most} with the others, never {result}")
    if least == 0:
        raise UsageError(
            f"every number {'up to' if name == 'max' else 'from'} {most}{'' if name == 'max' else ' on'} gives that"
        )
    return result
