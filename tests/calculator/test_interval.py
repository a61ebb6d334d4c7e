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
