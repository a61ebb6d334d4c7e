"""Arithmetic on amounts: sums, products, powers, functions, and what is taken over all of several.

Raises UsageError in words for what does not fit; the caller knows the place.
"""

import math
from collections.abc import Callable
from functools import reduce
from typing import Any

from ..errors import UsageError
from ..units import mismatch, reading
from ..units.amounts import Amount, raised
from ..units.maths import all_finite, anywhere, ceil, exp, floor, is_array, log, log2, one_shape, sqrt

FUNCTIONS: dict[str, Callable[..., float]] = {
    **{"exp": exp, "ln": log, "log": log, "log2": log2, "log10": lambda x: log(x) / math.log(10.0)},
    **{"ceil": ceil, "floor": floor, "round": lambda x: floor(x + 0.5)},
}
OF_ONE = ("sqrt", "abs", *FUNCTIONS)
OVER_ALL = ("min", "max", "sum", "mean")
LONGEST = 1000  # numbers in one list


def combine(sign: str, a: Amount, b: Amount) -> Amount:
    """One operation on two amounts. Sums need one dimension; an exponent is a plain number."""
    try:
        if sign in "+-":
            return _summed(sign, a, b)
        if sign == "^":
            return _powered(a, b)
        if type(a.value) is not float or type(b.value) is not float:
            _go_together(a, b)
            if sign == "/" and is_array(b.value) and anywhere(b.value == 0):
                raise ZeroDivisionError
        value = a.value * b.value if sign == "*" else a.value / b.value
        powers = reading.combined(a.powers, b.powers, 1 if sign == "*" else -1)
        return finite(Amount(value, powers, a.binary or b.binary))
    except ZeroDivisionError:
        raise UsageError("nothing can be divided by zero") from None
    except OverflowError:
        raise UsageError("this number is too large") from None


def _summed(sign: str, a: Amount, b: Amount) -> Amount:
    if dict(a.powers) != dict(b.powers):
        verb = "added to" if sign == "+" else "subtracted from"
        first, second = (a, b) if sign == "+" else (b, a)
        problem = f"{mismatch.words(first.powers)} cannot be {verb} {mismatch.words(second.powers)}"
        raise UsageError(problem + mismatch.missing(first.powers, second.powers))
    _go_together(a, b)
    return finite(Amount(a.value + b.value if sign == "+" else a.value - b.value, a.powers, a.binary or b.binary))


def _powered(a: Amount, b: Amount) -> Amount:
    if b.powers:
        raise UsageError(f"an exponent is a plain number, and this is {mismatch.words(b.powers)}")
    if is_array(b.value) and a.powers:
        raise UsageError(f"the powers of {mismatch.words(a.powers)} are of several dimensions: expected one exponent")
    _go_together(a, b)
    if is_array(a.value) and anywhere((a.value == 0) & (b.value < 0)):
        raise ZeroDivisionError
    power = a.value**b.value
    if isinstance(power, complex) or (is_array(power) and anywhere(power != power)):
        raise UsageError("a negative number has no such power")
    return finite(Amount(power, raised(a.powers, b.value), a.binary or b.binary))


def _go_together(a: Amount, b: Amount) -> None:
    """Refuse arrays whose shapes do not fit together."""
    if not one_shape((a.value, b.value)):
        raise UsageError(f"arrays of {_sides(a)} and {_sides(b)} elements: expected one shape")


def _sides(amount: Amount) -> str:
    return " x ".join(map(str, amount.value.shape))


def finite(amount: Amount) -> Amount:
    """The amount, if it is a finite number, or an array of them."""
    if not (math.isfinite(amount.value) if type(amount.value) is float else all_finite(amount.value)):
        raise UsageError("this number is too large")
    return amount


def of_unit(unit: reading.Unit, value: float = 1.0) -> Amount:
    """So many of a unit."""
    return Amount(value * unit.factor, unit.powers, reading.in_binary(unit.names))


def function(name: str, a: Amount) -> Amount:
    """A function of one amount."""
    try:
        if name == "sqrt":
            return Amount(_real(sqrt(a.value)), raised(a.powers, 0.5))
        if name == "abs":
            return a._replace(value=abs(a.value))
        if a.powers:
            raise UsageError(f"{name} is of a plain number, and this is {mismatch.words(a.powers)}")
        return finite(Amount(_real(FUNCTIONS[name](a.value))))
    except (ValueError, OverflowError) as error:
        if isinstance(error, UsageError):
            raise
        raise UsageError(f"{name} has no value at {a}") from None


def _real(value: Any) -> Any:
    """An array, every element of which is a finite number: nothing else is refused of numbers."""
    if is_array(value) and not all_finite(value):
        raise ValueError
    return value


def over_all(name: str, amounts: list[Amount]) -> Amount:
    """min, max, sum or mean of several amounts of one dimension, of every element of arrays."""
    if not amounts:
        raise UsageError(f"{name} needs at least one argument")
    count = sum(a.value.size if is_array(a.value) else 1 for a in amounts)
    amounts = [a._replace(value=_within(name, a.value)) for a in amounts]
    summed = reduce(lambda a, b: combine("+", a, b), amounts)  # which checks their dimensions
    if name in ("min", "max"):
        return (min if name == "min" else max)(amounts, key=lambda a: a.value)
    return summed if name == "sum" else summed._replace(value=summed.value / count)


def _within(name: str, value: Any) -> float:
    """The least, the greatest or the sum of an array; any number as it is."""
    if not is_array(value):
        return float(value)
    return float({"min": value.min, "max": value.max}.get(name, value.sum)())


def integers(ends: list[Amount]) -> list[Amount]:
    """The whole numbers from one to another, both included."""
    if (
        len(ends) != 2
        or any(is_array(end.value) for end in ends)
        or any(end.powers or end.value != floor(end.value) for end in ends)
    ):
        raise UsageError("integers takes two whole numbers, the first and the last")
    first, last = (int(end.value) for end in ends)
    if not 0 <= last - first < LONGEST:
        raise UsageError(f"from {first} to {last}: expected 1 to {LONGEST} numbers, upwards")
    return [Amount(float(number)) for number in range(first, last + 1)]
