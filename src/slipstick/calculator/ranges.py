"""Ranges: the least, typical and greatest value of anything computed from inputs that are known to a range.

The same input counts once however often it is used, so ``x / x`` is 1 for every range of x.
"""

from collections.abc import Callable, Sequence
from itertools import product
from math import isfinite
from typing import NamedTuple

from ..errors import SlipstickError

Function = Callable[[Sequence[float]], float]
CORNERS = 10  # ranges whose every combination of ends is tried: 2^10
STEPS = 32  # points along one input when a valley or hill between its ends is looked for


class Spread(NamedTuple):
    """low, high: the ends. typical: with every input in the middle. levers: by how much each input moves it."""

    low: float
    typical: float
    high: float
    levers: tuple[tuple[float, float], ...]


def spread(function: Function, count: int) -> Spread:
    """The spread of a function of positions, each 0 at the low end of its range and 1 at the high end.

    count: how many ranges. levers: the values with one input at its low and high end and the others in the middle.
    Raises SlipstickError where some combination has no value.
    """
    middle = [0.5] * count
    typical = function(middle)
    levers = tuple((function(_with(middle, i, 0.0)), function(_with(middle, i, 1.0))) for i in range(count))
    low = _extreme(lambda at: function(at), count)
    high = -_extreme(lambda at: -function(at), count)
    if not all(map(isfinite, (low, typical, high))):
        raise SlipstickError("some value in these ranges gives no finite answer")
    return Spread(low, typical, high, levers)


def _extreme(function: Function, count: int) -> float:
    """The least value: the best corner, then down along each input in turn until nothing is gained."""
    corners = product((0.0, 0.5, 1.0), repeat=count) if count <= 4 else product((0.0, 1.0), repeat=min(count, CORNERS))
    best, place = min((function(at), at) for at in ([*c, *[0.5] * (count - len(c))] for c in corners))
    for _ in range(3):
        before = best
        for index in range(count):
            tried = [_with(place, index, step / STEPS) for step in range(STEPS + 1)]
            best, place = min([(best, place), *((function(at), at) for at in tried)])
            best, place = _refine(function, place, index, best)
        if best == before:
            break
    return best


def _refine(function: Function, place: list[float], index: int, best: float) -> tuple[float, list[float]]:
    """A finer look around one place, halving the step."""
    step = 0.5 / STEPS
    while step > 1e-9:
        around = [_with(place, index, min(1.0, max(0.0, place[index] + sign * step))) for sign in (-1, 1)]
        best, place = min([(best, place), *((function(at), at) for at in around)])
        step /= 2
    return best, place


def _with(place: Sequence[float], index: int, value: float) -> list[float]:
    return [value if i == index else each for i, each in enumerate(place)]
