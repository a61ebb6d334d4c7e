"""Ranges: the least, typical and greatest value of anything computed from inputs that are known to a range.

The same input counts once however often it is used, so ``x / x`` is 1 for every range of x. The ends come from
intervals over boxes of inputs, halved where it matters until nothing is between the bound and a value that is reached.
"""

import time
from collections.abc import Callable, Sequence
from heapq import heappop, heappush
from itertools import product
from math import inf, isfinite
from typing import NamedTuple

from ..errors import SlipstickError
from .interval import EVERY, Ends, Interval, NotEnclosedError

Function = Callable[[Sequence[float]], float]
Enclose = Callable[[Sequence[Ends]], Interval]
Where = Callable[[Sequence[float]], str]
CORNERS = 10  # ranges whose every combination of ends is tried: 2^10
STEPS = 32  # points along one input when a valley or hill between its ends is looked for
TIGHT = 1e-6  # of how far the value moves: nearer than that, the end is what is reached
ROUNDING = 1e-8  # or of the value itself
EPSILON = 1e-15  # of how far it moves: nearer to nothing than that, an end between two ends of inputs is nothing
NARROW = 1e-9  # a box this narrow that is not bounded has a pole in it
SECONDS = 0.3  # for one end
BOXES = 20_000


class Spread(NamedTuple):
    """low, high: the ends. typical: with every input in the middle. levers: by how much each input moves it."""

    low: float
    typical: float
    high: float
    levers: tuple[tuple[float, float], ...]


def spread(function: Function, count: int, enclose: Enclose | None = None, where: Where = str) -> Spread:
    """The spread of a function of positions, each 0 at the low end of its range and 1 at the high end.

    count: how many ranges. enclose: all values in a box; without it the ends are looked for point by point. where: a
    place in words. levers: the values with one input at its low and high end and the others in the middle.
    Raises SlipstickError where some combination has no value, or the value is infinite, saying where.
    """
    middle = [0.5] * count
    typical = function(middle)
    levers = tuple((function(_with(middle, i, 0.0)), function(_with(middle, i, 1.0))) for i in range(count))
    ends = [_end(function, sign, count, enclose, where) for sign in (1.0, -1.0)]
    low, high = ends[0], -ends[1]
    if not all(map(isfinite, (low, typical, high))):
        raise SlipstickError("some value in these ranges gives no finite answer")
    return Spread(min(low, typical) + 0.0, typical + 0.0, max(high, typical) + 0.0, levers)  # 0, not -0


def _end(function: Function, sign: float, count: int, enclose: Enclose | None, where: Where) -> float:
    """The least value, times a sign."""

    def signed(at: Sequence[float]) -> float:
        return sign * function(at)

    if enclose is not None:
        try:
            return _Bound(signed, enclose, sign, where).least(count)
        except NotEnclosedError:
            pass
    return _extreme(signed, count)[0]


class _Box(NamedTuple):
    """bound: no value in it is less. steep: how far each input moves the value."""

    bound: float
    sides: list[Ends]
    steep: list[float]


class _Bound:
    """The least value of a function, by bounds over boxes."""

    def __init__(self, function: Function, enclose: Enclose, sign: float, where: Where) -> None:
        self.function, self.enclose, self.sign, self.where = function, enclose, sign, where
        self.best, self.place, self.left = inf, [0.0], inf  # left: the bound of what was too narrow to be halved

    def least(self, count: int) -> float:
        """The least value, or a bound under it where time is up.

        Raises SlipstickError for a pole, saying where; NotEnclosedError where there is no telling.
        """
        self.enclose([(0.0, 1.0)] * count)
        corners = [(self.function(at), list(at)) for at in product((0.0, 1.0), repeat=count)]
        self.best, self.place = min(corners)
        moved = max(corners)[0] - self.best
        whole = self._examined([(0.0, 1.0)] * count)
        boxes, made = [(-inf, 0, whole)], 1
        until = time.process_time() + SECONDS
        while boxes and made < BOXES and time.process_time() < until:
            if self._is_tight(boxes[0][2].bound, moved):
                return self._reached(whole.bound, moved, count)
            for half in self._halves(heappop(boxes)[2], made):
                made += 1
                if half.bound < self.best:
                    heappush(boxes, (half.bound, made, half))
        if boxes and boxes[0][2].bound == -inf:
            raise SlipstickError(f"no bound was found in these ranges: look {self.where(_middle(boxes[0][2].sides))}")
        return min(boxes[0][2].bound, self.best) if boxes else self._reached(whole.bound, moved, count)

    def _reached(self, bound: float, moved: float, count: int) -> float:
        """The least that is reached; where it lies between ends, the bound of all if it is next to that: x^2 has 0."""
        found = self._polished(count)
        inside = any(at not in (0.0, 1.0) for at in self.place)
        if inside and found - bound <= ROUNDING * moved:
            found = bound
        return min(0.0 if inside and abs(found) < EPSILON * moved else found, self.left)

    def _is_tight(self, bound: float, moved: float) -> bool:
        return self.best - bound <= TIGHT * moved + ROUNDING * abs(self.best)

    def _polished(self, count: int) -> float:
        """The best that is reached, after a finer look around it."""
        if all(at in (0.0, 1.0) for at in self.place):
            return self.best
        for index in range(count):
            self.best, self.place = _refine(self.function, self.place, index, self.best)
        return self.best

    def _halves(self, box: _Box, turn: int) -> list[_Box]:
        widths = [high - low for low, high in box.sides]
        if max(widths) < NARROW:
            if box.bound == -inf:
                raise SlipstickError(
                    f"it has no bound in these ranges: it is infinite {self.where(_middle(box.sides))}"
                )
            return self._left(box)
        by_slope = turn % 3 and box.bound > -inf
        split = max(range(len(widths)), key=lambda i: (box.steep[i] if by_slope else widths[i], widths[i]))
        (low, high), middle = box.sides[split], sum(box.sides[split]) / 2
        halves = [
            [side if i != split else part for i, side in enumerate(box.sides)]
            for part in ((low, middle), (middle, high))
        ]
        return [self._examined(half) for half in halves]

    def _left(self, box: _Box) -> list[_Box]:
        """A box too narrow to be halved: its bound counts, except around one place that only has no value itself."""
        values = [self.function([side[end] for side in box.sides]) for end in (0, 1)]
        if abs(values[1] - values[0]) > NARROW**0.5 * max(map(abs, values)):
            self.left = min(self.left, box.bound)
        return []

    def _examined(self, sides: list[Ends]) -> _Box:
        """A box, without the inputs with which it only rises or falls, and what is known of it."""
        found = self._enclosed(sides)
        for _ in range(3):
            narrow = [_lowest_side(side, found.slopes.get(i, (0.0, 0.0))) for i, side in enumerate(sides)]
            if narrow == sides:
                break
            sides, found = narrow, self._enclosed(narrow)
        middle = _middle(sides)
        value = self.function(middle)
        if value < self.best:
            self.best, self.place = value, middle
        slopes = [found.slopes.get(i, (0.0, 0.0)) for i in range(len(sides))]
        steep = [_move(side, slope) for side, slope in zip(sides, slopes, strict=True)]
        return _Box(max(found.low, value - sum(steep)), sides, steep)

    def _enclosed(self, sides: list[Ends]) -> Interval:
        try:
            found = self.enclose(sides)
        except NotEnclosedError:  # outside of where there is a value, which a point in it will say
            found = Interval(*EVERY, dict.fromkeys(range(len(sides)), EVERY))
        return found if self.sign > 0 else -found


def _lowest_side(side: Ends, slope: Ends) -> Ends:
    """The end of a side at which a function that only rises, or only falls, is least; else the side."""
    low, high = side
    if slope[0] >= 0:
        return low, low
    return (high, high) if slope[1] <= 0 else side


def _move(side: Ends, slope: Ends) -> float:
    """By how much a function at most moves from the middle of a side to an end."""
    half = (side[1] - side[0]) / 2
    return half * max(abs(slope[0]), abs(slope[1])) if half else 0.0


def _middle(sides: Sequence[Ends]) -> list[float]:
    return [(low + high) / 2 for low, high in sides]


def _extreme(function: Function, count: int) -> tuple[float, list[float]]:
    """The least value: the best corner, then down along each input in turn until nothing is gained, or time is up."""
    until = time.process_time() + SECONDS
    corners = product((0.0, 1.0, 0.5), repeat=count) if count <= 4 else product((0.0, 1.0), repeat=min(count, CORNERS))
    found = (function([0.5] * count), [0.5] * count)
    for corner in corners:
        if time.process_time() > until:
            break
        at = [*corner, *[0.5] * (count - len(corner))]
        found = min(found, (function(at), at))
    best, place = found
    for index in range(count):
        for step in range(STEPS + 1):
            if time.process_time() > until:
                return best, place
            at = _with(place, index, step / STEPS)
            best, place = min((best, place), (function(at), at))
        best, place = _refine(function, place, index, best, until)
    return best, place


def _refine(
    function: Function, place: list[float], index: int, best: float, until: float = inf
) -> tuple[float, list[float]]:
    """A finer look around one place, halving the step, as long as there is time."""
    step = 0.5 / STEPS
    while step > 1e-9 and time.process_time() < until:
        around = [_with(place, index, min(1.0, max(0.0, place[index] + sign * step))) for sign in (-1, 1)]
        best, place = min([(best, place), *((function(at), at) for at in around)])
        step /= 2
    return best, place


def _with(place: Sequence[float], index: int, value: float) -> list[float]:
    return [value if i == index else each for i, each in enumerate(place)]
