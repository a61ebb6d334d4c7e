"""Intervals: all values of something computed from ranges, enclosed, and how steeply it rises or falls in each range.

An end may be infinite: there is a pole in the ranges then, or an end too large for a number.
"""

import math
from collections.abc import Callable
from typing import Any

from ..units import maths

Ends = tuple[float, float]
Slopes = dict[int, Ends]
EVERY: Ends = (-math.inf, math.inf)
RISES: Ends = (0.0, math.inf)  # a step's slope: nothing, or at once


class NotEnclosedError(Exception):
    """An operation of which no interval is known, such as a power of a negative number with a range above."""


class Interval:
    """low, high: between which every value lies. slopes: for a range by its place, its least and greatest slope."""

    __slots__ = ("high", "low", "slopes")

    def __init__(self, low: float, high: float, slopes: Slopes | None = None) -> None:
        self.low, self.high, self.slopes = low, high, slopes or {}

    @property
    def ends(self) -> Ends:
        """Both ends."""
        return self.low, self.high

    def __neg__(self) -> "Interval":
        return Interval(-self.high, -self.low, {i: (-high, -low) for i, (low, high) in self.slopes.items()})

    def __add__(self, other: Any) -> "Interval":
        b = interval(other)
        return Interval(*sum_of(self.ends, b.ends), joined(self.slopes, b.slopes, sum_of))

    def __sub__(self, other: Any) -> "Interval":
        return Interval(0.0, 0.0) if other is self else self + -interval(other)

    def __mul__(self, other: Any) -> "Interval":
        if other is self:
            return _power(self, 2.0)
        b = interval(other)
        slopes = joined(scaled(self.slopes, b.ends), scaled(b.slopes, self.ends), sum_of)
        return Interval(*_product(self.ends, b.ends), slopes)

    def __truediv__(self, other: Any) -> "Interval":
        if other is self and not self.low <= 0 <= self.high:
            return Interval(1.0, 1.0)
        b = interval(other)
        inverse = _inverse(b.ends)
        found = _product(self.ends, inverse)
        rest = joined(self.slopes, scaled((-b).slopes, found), sum_of)
        return Interval(*found, scaled(rest, inverse))

    def __pow__(self, other: Any) -> "Interval":
        return _powered(self, interval(other))

    def __radd__(self, other: float) -> "Interval":
        return self + other

    def __rsub__(self, other: float) -> "Interval":
        return -self + other

    def __rmul__(self, other: float) -> "Interval":
        return self * other

    def __rtruediv__(self, other: float) -> "Interval":
        return interval(other) / self

    def __rpow__(self, other: float) -> "Interval":
        return _powered(interval(other), self)


def interval(value: Any) -> Interval:
    """A number as an interval; an interval as it is."""
    return value if isinstance(value, Interval) else Interval(float(value), float(value))


def within(value: Interval, low: float, high: float) -> Interval:
    """The part of an interval in a range. Raises ValueError where there is none."""
    if value.high < low or value.low > high:
        raise ValueError("out of range")
    return Interval(max(value.low, low), min(value.high, high), value.slopes)


def _times(a: float, b: float) -> float:
    return a * b if a and b else 0.0  # nothing, even of infinitely many


def sum_of(a: Ends, b: Ends) -> Ends:
    """The ends of a sum."""
    low, high = a[0] + b[0], a[1] + b[1]
    return (low if low == low else -math.inf), (high if high == high else math.inf)  # infinite less infinite is any


def _product(a: Ends, b: Ends) -> Ends:
    every = [_times(x, y) for x in a for y in b]
    return min(every), max(every)


def _inverse(b: Ends) -> Ends:
    low, high = b
    if low == high == 0:
        raise ZeroDivisionError
    if low < 0 < high:
        return EVERY
    return 1 / high if high else -math.inf, 1 / low if low else math.inf


def joined(a: Slopes, b: Slopes, how: Callable[[Ends, Ends], Ends]) -> Slopes:
    """The slopes of what is made of two, range by range."""
    return {i: how(a.get(i, (0.0, 0.0)), b.get(i, (0.0, 0.0))) for i in {*a, *b}} if a and b else a or b


def scaled(slopes: Slopes, by: Ends) -> Slopes:
    """The slopes of a multiple."""
    return {i: _product(each, by) for i, each in slopes.items()}


def _either(a: Ends, b: Ends) -> Ends:
    return min(a[0], b[0]), max(a[1], b[1])


def either(a: Slopes, b: Slopes) -> Slopes:
    """The slopes of what is now the one, now the other."""
    return {i: _either(a.get(i, (0.0, 0.0)), b.get(i, (0.0, 0.0))) for i in {*a, *b}}


def power(base: Any, exponent: Any) -> Any:
    """A power; of a whole exponent also of a negative number."""
    known = isinstance(base, Interval) or isinstance(exponent, Interval)
    return _powered(interval(base), interval(exponent)) if known else base**exponent


def _powered(base: Interval, exponent: Interval) -> Interval:
    if exponent.low == exponent.high:
        return _power(base, exponent.low)
    if base.low < 0:
        raise NotEnclosedError
    found: Interval = exp(log(base) * exponent)
    return found


def _power(base: Interval, exponent: float) -> Interval:
    if exponent == 0:
        return interval(1.0)
    if exponent < 0:
        return interval(1.0) / _power(base, -exponent)
    if exponent % 1:
        base = within(base, 0.0, math.inf)
    ends = [_raised(base.low, exponent), _raised(base.high, exponent)]
    bottom = [0.0] if exponent % 2 == 0 and base.low < 0 < base.high else []
    slope = (1.0, 1.0) if exponent == 1 else _slope_of_power(base, exponent)
    return Interval(min(ends + bottom), max(ends), scaled(base.slopes, slope))


def _slope_of_power(base: Interval, exponent: float) -> Ends:
    if exponent < 1 and base.low <= 0:
        return RISES
    ends = [exponent * _raised(end, exponent - 1) for end in base.ends]
    bottom = [0.0] if exponent % 2 == 1 and base.low < 0 < base.high else []
    return min(ends + bottom), max(ends)


def _raised(base: float, exponent: float) -> float:
    try:
        return float(base**exponent) if exponent else 1.0
    except OverflowError:
        return -math.inf if base < 0 and exponent % 2 == 1 else math.inf


def _rising(value: Interval, function: Callable[[float], float], slope: Callable[[float], float]) -> Interval:
    """A rising function whose slope rises, or falls, all along."""
    low, high = sorted(slope(end) for end in value.ends)
    return Interval(function(value.low), function(value.high), scaled(value.slopes, (low, high)))


def _exp(x: float) -> float:
    return math.exp(x) if x < 709 else math.inf


def _log(x: float) -> float:
    return math.log(x) if 0 < x < math.inf else -math.inf if x <= 0 else math.inf


def exp(value: Any) -> Any:
    """The exponential."""
    return _rising(value, _exp, _exp) if isinstance(value, Interval) else maths.exp(value)


def log(value: Any) -> Any:
    """The natural logarithm."""
    if not isinstance(value, Interval):
        return maths.log(value)
    return _rising(within(value, 0.0, math.inf), _log, lambda x: 1 / x if x else math.inf)
