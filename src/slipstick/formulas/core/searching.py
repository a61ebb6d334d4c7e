"""Where a function of one number is zero: looked for all over a range, and closed in on by halving.

A function here may have no value (NaN) in places, jump, or be zero on a whole stretch.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from math import inf, isclose, isfinite, nextafter, sqrt
from typing import NamedTuple

Function = Callable[[float], float]
Point = tuple[float, float]
FINE = 400  # points looked at from one end of a range to the other
WIDEST = (1e-30, 1e30)  # where the range has no end of its own
WHOLE = 1e15  # the greatest whole number looked at: a float still tells it from the next
ZERO = 1e-12  # rounding, not a difference
FLAT = 1e-15  # rounding of one operation
ROOT = 1e-9  # a function this near to zero, closed in on, is zero
STEEP = 1e-6  # or this near, where it differs from one float to the next
NEAR = (0.5, 0.97, 1 - 1e-4, 1 - 1e-9, 1.0, 1 + 1e-9, 1 + 1e-4, 1.03, 2.0)  # around a number that may matter
RUNGS = 52  # towards an edge, each half as far from it as the one before: to a float's last digit
MOST = 12  # edges and dips that are looked into


class Found(NamedTuple):
    """stretches: where it is zero, first and last. passed: the places next to each other between which it jumps over.

    points: all that were looked at and have a value, in order.
    """

    stretches: tuple[Point, ...]
    passed: tuple[Point, ...]
    points: list[Point]


class Search(NamedTuple):
    """Of a function, from low to high, over whole numbers or all."""

    function: Function
    low: float
    high: float
    whole: bool = False

    def found(self, anchors: Iterable[float] = ()) -> Found:
        """Everywhere the function is zero. anchors: numbers near which something may happen."""
        places = {*_grid(self.low, self.high, self.whole), *self._around(anchors)}
        points = self._turned(self._edged([(x, self.function(x)) for x in sorted(places)]))
        crossed = [self._close_in(x, end) for (x, y), (end, after) in pairwise(points) if self._passes(y, after)]
        roots = [(min(pair, key=self._off), 0.0) for pair in crossed if self._is_root(*pair)]
        passed = tuple(pair for pair in crossed if not self._is_root(*pair))
        points = sorted(dict([*points, *roots]).items())
        return Found(tuple(_distinct([self._stretch(points, *run) for run in self._runs(points)])), passed, points)

    @property
    def _zero(self) -> float:
        return ROOT if self.whole else ZERO

    def _passes(self, before: float, after: float) -> bool:
        return before * after < 0 and min(abs(before), abs(after)) > self._zero

    def _off(self, x: float) -> float:
        y = abs(self.function(x))
        return y if isfinite(y) else inf

    def _around(self, anchors: Iterable[float]) -> list[float]:
        near = (round(x * by) if self.whole else x * by for x in anchors for by in NEAR if abs(x) < WHOLE)
        return [float(x) for x in near if self.low <= x <= self.high]

    def _edged(self, points: list[Point]) -> list[Point]:
        """The points that have a value, and more of them towards every edge of where it has one."""
        edges = [pair for pair in pairwise(points) if isfinite(pair[0][1]) != isfinite(pair[1][1])]
        more: list[float] = []
        for one, other in [each for each in edges if not self._adjacent(each[0][0], each[1][0])][:MOST]:
            inside, outside = (one[0], other[0]) if isfinite(one[1]) else (other[0], one[0])
            more += self._rungs(inside, self._last(inside, outside, lambda x: isfinite(self.function(x))))
        every = dict([*points, *((x, self.function(x)) for x in more)])
        return sorted((x, y) for x, y in every.items() if isfinite(y))

    def _rungs(self, start: float, edge: float) -> list[float]:
        places = [edge + (start - edge) * 0.5**rung for rung in range(1, RUNGS)]
        return [edge, *{float(round(x)) for x in places}] if self.whole else [edge, *places]

    def _turned(self, points: list[Point]) -> list[Point]:
        """The points, and where the function comes nearest to zero between them without passing it."""
        if self.whole or not points:
            return points
        dips = [
            (abs(y), x, end)
            for (x, before), (_, y), (end, after) in zip(points, points[1:], points[2:], strict=False)
            if y and before / y > 1 and after / y > 1
        ]
        turns = [self._nearest(x, end) for _, x, end in sorted(dips)[:MOST]]
        return sorted({**dict(points), **{x: self.function(x) for x in turns if isfinite(self.function(x))}}.items())

    def _nearest(self, low: float, high: float) -> float:
        """Where the function comes nearest to zero, or past it, by golden sections."""
        golden, sign = (sqrt(5) - 1) / 2, 1.0 if self.function((low + high) / 2) > 0 else -1.0
        for _ in range(60):
            a, b = high - golden * (high - low), low + golden * (high - low)
            low, high = (low, b) if sign * self.function(a) < sign * self.function(b) else (a, high)
        return (low + high) / 2

    def _runs(self, points: Sequence[Point]) -> list[tuple[int, int]]:
        """The first and last of the points side by side where the function is zero."""
        zero = [False, *(abs(y) <= self._zero for _, y in points), False]
        first = [i for i in range(len(points)) if zero[i + 1] and not zero[i]]
        last = [i for i in range(len(points)) if zero[i + 1] and not zero[i + 2]]
        return list(zip(first, last, strict=True))

    def _stretch(self, points: Sequence[Point], first: int, last: int) -> Point:
        """Where a run of zeros begins and ends; one place if nothing but rounding makes it a run."""
        before, after = points[max(first - 1, 0)][0], points[min(last + 1, len(points) - 1)][0]
        x = min(points[first : last + 1], key=lambda point: abs(point[1]))[0]
        low, high = self._last(x, before, self._is_flat), self._last(x, after, self._is_flat)
        inside = (low + (high - low) * part for part in (0.25, 0.5, 0.75))
        wide = high - low > ROOT * abs(high) and all(map(self._is_flat, inside)) and self._leaves(low, high)
        return (low, high) if self.whole or wide else (x, x)

    def _leaves(self, low: float, high: float) -> bool:
        """Whether a stretch ends with a kink or jump: from 0, a number is nothing beside what it is added to."""
        return low != 0 or self._off(high * 10) > ZERO

    def _is_flat(self, x: float) -> bool:
        """Whether the function is zero without any slope: a smooth one is so near to zero only at its root."""
        return self._off(x) <= (ROOT if self.whole else FLAT)

    def _is_root(self, low: float, high: float) -> bool:
        """Whether the function goes through zero between neighbours, and does not jump over it."""
        near, far = sorted((self._off(low), self._off(high)))
        if self.whole or near <= ROOT:
            return near <= ROOT or (near <= STEEP and far > 100 * near)  # a result with the digits that are printed
        before, after = (self.function(nextafter(x, to)) for x, to in ((low, -inf), (high, inf)))
        return near <= STEEP and before != self.function(low) and after != self.function(high)

    def _close_in(self, low: float, high: float) -> Point:
        """The neighbours between which the function changes its sign."""
        above = self.function(low) > 0
        while (middle := self._middle(low, high)) is not None:
            low, high = (middle, high) if (self.function(middle) > 0) == above else (low, middle)
        return low, high

    def _last(self, inside: float, outside: float, holds: Callable[[float], bool]) -> float:
        """The last place from one towards another at which something holds."""
        if holds(outside):
            return outside
        while not self._adjacent(inside, outside):
            middle = _halfway(inside, outside)
            middle = float(round(middle)) if self.whole else middle
            inside, outside = (middle, outside) if holds(middle) else (inside, middle)
        return inside

    def _adjacent(self, a: float, b: float) -> bool:
        if self.whole:
            return abs(a - b) <= 1
        middle = _halfway(a, b)
        return middle in (a, b)

    def _middle(self, low: float, high: float) -> float | None:
        """A place between two at which the function has a value; None where there is none."""
        if self._adjacent(low, high):
            return None
        middle = _halfway(low, high)
        if not self.whole:
            return middle if isfinite(self.function(middle)) else None
        tried = (middle // 1, middle // 1 + 1, middle // 1 - 1, *_near_power(middle))
        few = range(int(low) + 1, int(high)) if high - low <= 64 else ()
        return next((x for x in (*tried, *map(float, few)) if low < x < high and isfinite(self.function(x))), None)


def _near_power(x: float) -> tuple[float, float]:
    power = 2.0 ** (int(x).bit_length() - 1)
    return power, power - 1


def _halfway(a: float, b: float) -> float:
    """By ratio where that is far, so that every size of number is reached in few steps."""
    return sqrt(a) * sqrt(b) if min(a, b) > 0 and not 0.25 < a / b < 4 else a + (b - a) / 2


def _grid(low: float, high: float, whole: bool) -> list[float]:
    """Places all over a range: even steps in a short one, even ratios from each end; all whole numbers at first."""
    low, high = max(low, -WIDEST[1]), min(high, WIDEST[1])
    if whole:
        few = [low + step for step in range(FINE) if low + step <= high]
        powers = [2.0**power for power in range(50) if low <= 2**power <= high]
        below = [power - 1 for power in powers if power > low]  # nodes of a binary tree
        return [*few, *powers, *below, *(float(round(x)) for x in _ratios(low + FINE, min(high, WHOLE)) if x < high)]
    even = [low + (high - low) * step / FINE for step in range(FINE + 1)] if high < 1e6 else []
    near = [low + x for x in _ratios(WIDEST[0], high - low)]
    return [low, *even, *near, *(high - x for x in _ratios(1e-16, 0.1) if high == 1)]


def _ratios(low: float, high: float) -> list[float]:
    return [low * (high / low) ** (step / FINE) for step in range(FINE + 1)] if low < high else []


def _distinct(stretches: list[Point]) -> list[Point]:
    return [
        pair for i, pair in enumerate(stretches) if i == 0 or not isclose(pair[0], stretches[i - 1][1], rel_tol=STEEP)
    ]
