import math
import random

import pytest

from slipstick.calculator.functions import MATHS, magnitude
from slipstick.calculator.interval import Interval, NotEnclosedError, interval, power, within
from slipstick.units import special

X = Interval(-2.0, 3.0, {0: (5.0, 5.0)})
UP = Interval(1.0, 3.0, {0: (2.0, 2.0)})


@pytest.mark.parametrize(
    ("found", "ends"),
    [
        (X + 1, (-1, 4)),
        (1 - X, (-2, 3)),
        (X * X, (0, 9)),
        (X * UP, (-6, 9)),
        (X - X, (0, 0)),
        (UP / UP, (1, 1)),
        (2 / UP, (2 / 3, 2)),
        (1 / X, (-math.inf, math.inf)),
        (1 / Interval(0.0, 2.0), (0.5, math.inf)),
        (1 / Interval(-2.0, 0.0), (-math.inf, -0.5)),
        (X**3, (-8, 27)),
        (X**0, (1, 1)),
        (UP**-2, (1 / 9, 1)),
        (2**UP, (2, 8)),
        (Interval(0.0, 4.0) ** 0.5, (0, 2)),
        (magnitude(X), (0, 3)),
        (1 / X - 1 / X, (-math.inf, math.inf)),
        (MATHS["ceil"](Interval(1.2, 2.4)), (2, 3)),
    ],
)
def test_every_value_is_between_the_ends(found, ends):
    assert found.ends == pytest.approx(ends)


def test_slopes_say_how_steeply_it_moves():
    assert (X * 3).slopes == {0: (15, 15)}
    assert (UP * UP).slopes == {0: (4, 12)}
    assert (1 / UP).slopes[0] == pytest.approx((-2, -2 / 9))
    assert MATHS["maximum"](UP, 2.0).slopes == {0: (0, 2)}
    assert MATHS["maximum"](UP, 9.0).slopes == {}
    assert MATHS["floor"](UP).slopes == {0: (0, math.inf)}
    assert MATHS["floor"](Interval(1.1, 1.9, {0: (1.0, 1.0)})).slopes == {}


OPERATIONS = (
    *(lambda a, b: a + b, lambda a, b: a * b - b, lambda a, b: a / b, lambda a, b: a**b, lambda a, b: b**2 / (a + b)),
    *(lambda a, b: MATHS["sqrt"](a) - MATHS["log"](b), lambda a, b: MATHS["exp"](a - b), lambda a, b: a**-1.5),
)
PLAIN = (
    *(lambda a, b: a + b, lambda a, b: a * b - b, lambda a, b: a / b, lambda a, b: a**b, lambda a, b: b**2 / (a + b)),
    *(lambda a, b: math.sqrt(a) - math.log(b), lambda a, b: math.exp(a - b), lambda a, b: a**-1.5),
)


@pytest.mark.parametrize("place", range(len(PLAIN)))
def test_values_and_slopes_enclose_those_of_points(place):
    drawn = random.Random(place)
    a, b = sorted(drawn.uniform(0.2, 4) for _ in range(2)), sorted(drawn.uniform(0.2, 4) for _ in range(2))
    found = OPERATIONS[place](Interval(*a, {0: (1.0, 1.0)}), Interval(*b, {1: (1.0, 1.0)}))
    for _ in range(200):
        x, y, step = drawn.uniform(*a), drawn.uniform(*b), 1e-6
        value = PLAIN[place](x, y)
        assert found.low - 1e-9 <= value <= found.high + 1e-9
        low, high = found.slopes.get(1, (0.0, 0.0))
        assert low - 1e-4 <= (PLAIN[place](x, y + step) - value) / step <= high + 1e-4


def test_erlangs_loss_rises_with_load_and_falls_with_servers():
    found = MATHS["erlang_b"](Interval(2.0, 4.0, {0: (2.0, 2.0)}), Interval(3.0, 5.0, {1: (0.0, math.inf)}))
    assert found.ends == (special.erlang_b(2.0, 5), special.erlang_b(4.0, 3))
    assert found.slopes == {0: (0, 2), 1: (-math.inf, 0)}


def test_what_cannot_be_enclosed_is_refused():
    with pytest.raises(NotEnclosedError):
        power(X, UP)
    with pytest.raises(ValueError, match="out of range"):
        within(X, 4.0, 5.0)
    assert power(2.0, 3.0) == 8
    assert interval(3).ends == (3, 3)


SIDES = [(1.0, 3.0), (0.0, 2.0), (-2.0, 0.0), (-2.0, 3.0), (-3.0, 1.0), (-3.0, -1.0), (0.5, 0.5), (0.25, 0.75)]
POWERS = (-3, -2, -1, -0.5, 0, 0.5, 1, 1.5, 2, 2.5, 3, 4)


def grid(side):
    return [side[0] + (side[1] - side[0]) * step / 80 for step in range(81)]


def range_of(function, places):
    """The least and greatest of a function over places; None where it has no value at one."""
    try:
        values = [function(place) for place in places]
    except (ValueError, ZeroDivisionError):
        return None
    return None if any(isinstance(value, complex) for value in values) else (min(values), max(values))


@pytest.mark.parametrize("exponent", POWERS)
@pytest.mark.parametrize("side", SIDES)
def test_a_power_has_the_ends_and_the_slopes_of_its_curve(side, exponent):
    """Exactly: all these curves turn at an end or at zero, which the grid has."""
    ends = range_of(lambda x: x**exponent, grid(side))
    if ends:
        found = power(Interval(*side, {0: (2.0, 2.0)}), exponent)
        assert found.ends == pytest.approx(ends)
        slopes = range_of(lambda x: 2 * exponent * x ** (exponent - 1), grid(side)) if exponent % 1 == 0 else None
        if slopes and exponent > 0:
            assert found.slopes.get(0, (0.0, 0.0)) == pytest.approx(slopes)


@pytest.mark.parametrize(
    ("exponent", "above", "below", "around"),
    [
        (-1, (0.5, math.inf), (-math.inf, -0.5), (-math.inf, math.inf)),
        (-2, (0.25, math.inf), (0.25, math.inf), (1 / 9, math.inf)),
        (-3, (0.125, math.inf), (-math.inf, -0.125), (-math.inf, math.inf)),
    ],
)
def test_the_inverse_of_a_power_has_no_end_at_its_pole(exponent, above, below, around):
    assert power(Interval(0.0, 2.0), exponent).ends == above
    assert power(Interval(-2.0, 0.0), exponent).ends == below
    assert power(Interval(-2.0, 3.0), exponent).ends == pytest.approx(around)


@pytest.mark.parametrize(
    "power_of",
    [
        (Interval(0.0, 4.0, {0: (1.0, 1.0)}), 0.5),
        (Interval(-1.0, 4.0, {0: (1.0, 1.0)}), 0.25),
    ],
)
def test_a_root_rises_at_zero_with_no_bound(power_of):
    found = power(*power_of)
    assert found.low == 0
    assert found.slopes == {0: (0, math.inf)}


def test_a_root_above_zero_is_as_steep_as_at_its_ends():
    assert (Interval(1.0, 4.0, {0: (1.0, 1.0)}) ** 0.5).slopes[0] == pytest.approx((0.25, 0.5))


@pytest.mark.parametrize("b", SIDES)
@pytest.mark.parametrize("a", SIDES)
def test_two_ranges_are_added_multiplied_and_divided_to_their_corners(a, b):
    x, y = Interval(*a, {0: (1.0, 1.0)}), Interval(*b, {1: (2.0, 2.0)})
    corners = [(p, q) for p in a for q in b]
    assert (x + y).ends == range_of(sum, corners)
    assert (x - y).ends == range_of(lambda at: at[0] - at[1], corners)
    assert (x * y).ends == range_of(lambda at: at[0] * at[1], corners)
    assert (x * y).slopes == {0: b, 1: (2 * a[0], 2 * a[1])}
    assert ((x - y).slopes, (x + y).slopes) == ({0: (1, 1), 1: (-2, -2)}, {0: (1, 1), 1: (2, 2)})
    if not b[0] <= 0 <= b[1]:
        assert (x / y).ends == pytest.approx(range_of(lambda at: at[0] / at[1], corners))
        assert (x / y).slopes[0] == pytest.approx(tuple(sorted((1 / b[0], 1 / b[1]))))


@pytest.mark.parametrize("b", SIDES)
@pytest.mark.parametrize("a", SIDES)
def test_the_smaller_and_the_larger_have_the_slopes_of_what_they_can_be(a, b):
    x, y = Interval(*a, {0: (1.0, 1.0)}), Interval(*b, {1: (2.0, 2.0)})
    low, high = MATHS["minimum"](x, y), MATHS["maximum"](x, y)
    assert low.ends == (min(a[0], b[0]), min(a[1], b[1]))
    assert high.ends == (max(a[0], b[0]), max(a[1], b[1]))
    both = {0: (0, 1), 1: (0, 2)}
    overlap = a[0] < b[1] and b[0] < a[1]
    assert low.slopes == (both if overlap else x.slopes if a[1] <= b[0] else y.slopes)
    assert overlap or high.slopes in (x.slopes, y.slopes)


def test_nothing_times_infinitely_many_is_nothing():
    every = Interval(-math.inf, math.inf)
    assert (Interval(0.0, 0.0) * every).ends == (0, 0)
    assert (every * Interval(0.0, 0.0)).ends == (0, 0)
    assert (Interval(1.0, math.inf) + Interval(-math.inf, 2.0)).ends == (-math.inf, math.inf)
    assert (Interval(math.inf, math.inf) + Interval(-math.inf, -math.inf)).ends == (-math.inf, math.inf)


def test_a_range_divided_by_zero_alone_is_refused():
    with pytest.raises(ZeroDivisionError):
        X / Interval(0.0, 0.0)


def test_what_is_too_large_for_a_number_is_infinite_with_its_sign():
    big = Interval(1e200, 1e300)
    assert (big**3).ends == (math.inf, math.inf)
    assert (Interval(-1e200, 1.0) ** 3).ends == (-math.inf, 1)
    assert (Interval(-1e200, 1.0) ** 2).high == math.inf
    assert MATHS["exp"](Interval(708.0, 709.5)).ends == (math.exp(708.0), math.inf)
    assert MATHS["log"](Interval(0.0, math.inf)).ends == (-math.inf, math.inf)
    assert MATHS["log"](Interval(-1.0, 1.0, {0: (1.0, 1.0)})).slopes == {0: (1, math.inf)}


def test_a_part_in_a_range_keeps_the_nearer_ends():
    assert within(X, 0.0, math.inf).ends == (0, 3)
    assert within(X, -9.0, -1.0).ends == (-2, -1)
    assert within(X, 3.0, 5.0).ends == (3, 3)
    assert within(X, -5.0, -2.0).ends == (-2, -2)
    with pytest.raises(ValueError, match="out of range"):
        within(X, -5.0, -2.5)


def test_every_function_of_a_plain_number_is_that_of_mathematics():
    assert (MATHS["exp"](2.0), MATHS["log"](2.0), MATHS["ceil"](2.1)) == (math.exp(2.0), math.log(2.0), 3)
    assert (magnitude(-2.0), MATHS["sqrt"](16.0), power(2.0, -1.0)) == (2, 4, 0.5)
    assert MATHS["log2"](Interval(8.0, 32.0)).ends == pytest.approx((3, 5))
    assert MATHS["sqrt"](Interval(4.0, 9.0)).ends == (2, 3)
    assert (MATHS["lowest"]([3.0, X, 1.0]).ends, MATHS["highest"]([3.0, X, 1.0]).ends) == ((-2, 1), (3, 3))


@pytest.mark.parametrize("side", SIDES)
def test_the_size_of_a_range_is_never_negative(side):
    ends = range_of(abs, [*grid(side), *([0.0] if side[0] < 0 < side[1] else [])])
    assert magnitude(Interval(*side)).ends == ends
    falls, rises = side[0] < 0, side[1] > 0
    assert magnitude(Interval(*side, {0: (3.0, 3.0)})).slopes == {0: (-3 if falls else 3, 3 if rises else -3)}
