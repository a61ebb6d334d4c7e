import random
import time
from itertools import product

import pytest

from slipstick import SlipstickError, calculate
from slipstick.calculator import ranges
from slipstick.calculator.calculate import _at
from slipstick.calculator.evaluate import Evaluation
from slipstick.calculator.parser import parse
from slipstick.calculator.ranges import spread
from slipstick.calculator.tree import Range, walk

# Each with what its ends are, worked out by hand or seen from a fine grid.
EXPRESSIONS = {
    "x = 0.5..270; y = 1..13.21; max(x, 17.53) - min(x, y)": (4.32, 269),
    "x = 0..10; (x - 3) * (x - 5) * (x - 7)": (-105, 105),
    "x = 2..3; x / x": (1, 1),
    "x = 2..3; x - x": (0, 0),
    "x = 0..3; x * x - 2 * x": (-1, 3),
    "x = 0..3; (x - 1)^2": (0, 4),
    "x = 0..3; abs(x - 1) - abs(x - 2)": (-1, 1),
    "x = 1.3..4.6; ceil(x) - x": (0, 1),
    "x = 0.3..2.6; floor(x) * (3 - x)": (0, 2),
    "x = 1..5; round(x) / x": (2 / 3, 4 / 3),
    "x = 0.5..4; x + 1 / x": (2, 4.25),
    "x = 1..4; y = 2..3; x / (x + y)": (0.25, 2 / 3),
    "x = 0..2; exp(x) - 2 * x": (2 - 2 * 0.6931471805599453, 3.38905609893065),
    "x = 1..9; sqrt(x) * (10 - x)": (3, 12.171612389003692),
    "x = 0.1..2; x * log(x)": (-0.36787944117144233, 1.3862943611198906),
    "x = 1..3; 2^x * x^2": (2, 72),
    "quantization_efficiency(1..66.2, 1)": (0.5, 1),
    "mm1_response(50..90 request/s, 8..10 ms)": (1 / (125 - 50), 0.1),
    "amdahl(90%..95%, 64..128)": (8.767123287671233, 17.414965986394556),
    "erlang_c(10..15, 16..20)": (0.00372415, 0.857761),
    "mean(1..2, 3..5, 7)": (11 / 3, 14 / 3),
}


def compiled(text):
    """The last statement of a text, as a function of positions, and how many ranges it has."""
    variables = {}
    for statement in parse(text, variables):
        evaluation = Evaluation(text, dict(variables), None)
        variables[statement.name] = statement.part
    ranges = [node for node in walk(statement, evaluation.variables) if isinstance(node, Range)]
    return lambda at: _at(evaluation, lambda: evaluation.value(statement.part), ranges, at), len(ranges)


@pytest.mark.parametrize(("text", "ends"), EXPRESSIONS.items())
def test_the_ends_of_a_range_are_the_least_and_greatest_value(text, ends):
    found = calculate(text).spread
    moved = ends[1] - ends[0]
    assert (found.low, found.high) == pytest.approx(ends, rel=1e-5, abs=1e-5 * moved)


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_every_sampled_point_lies_inside_of_the_range(text):
    found, (function, count) = calculate(text).spread, compiled(text)
    drawn, room = random.Random(3), 1e-9 * (abs(found.low) + abs(found.high))
    samples = [[drawn.random() for _ in range(count)] for _ in range(400)]
    samples += product((0, 0.25, 0.5, 1), repeat=count)
    for at in samples:
        assert found.low - room <= function(at) <= found.high + room, at


def test_a_kink_all_along_a_line_widens_a_range_by_less_than_a_percent():
    found = calculate("x = 1..3; y = 1..3; min(x, y) / max(x, y)").spread
    assert found.low == pytest.approx(1 / 3)
    assert 1 <= found.high < 1.01


def drawn_expression(drawn, names, deep=3):
    """A random expression of variables that are never 0."""
    if not deep or drawn.random() < 0.2:
        return drawn.choice([*names, str(drawn.randint(1, 9))])
    a, b = (drawn_expression(drawn, names, deep - 1) for _ in range(2))
    forms = ("({a} + {b})", "({a} - {b})", "({a}) * ({b})", "({a}) / (1 + abs({b}))", "max({a}, {b})", "min({a}, {b})")
    return drawn.choice((*forms, "abs({a})", "ceil({a})", "floor({a} / 3)", "({a})^2", "exp(-abs({a}))")).format(
        a=a, b=b
    )


@pytest.mark.parametrize("seed", range(40))
def test_random_expressions_stay_inside_of_their_ranges(seed):
    drawn = random.Random(seed)
    ends = {name: sorted((round(drawn.uniform(0.1, 9), 2), round(drawn.uniform(0.1, 9), 2))) for name in "xyz"}
    setting = "".join(f"{name} = {low}..{high}; " for name, (low, high) in ends.items())
    text = f"{setting}x + y + z + {drawn_expression(drawn, 'xyz')}"
    found, (function, count) = calculate(text).spread, compiled(text)
    room = 1e-6 * (found.high - found.low)
    values = [function([drawn.random() for _ in range(count)]) for _ in range(300)]
    assert found.low - room <= min(values)
    assert max(values) <= found.high + room


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1 / (0..3 - 1)", "it is infinite where 0..3 is 1"),
        ("mu = 100; lambda = 50..120; 1 / (mu - lambda)", "it is infinite where 50..120 is 100"),
        ("x = 0..3; 1 / (x - 1)^2", "it is infinite where 0..3 is 1"),
        ("x = 0..4; y = 1..3; y / (x - y)", "nothing can be divided by zero, where 1..3 is 2 and 0..4 is 2"),
        ("1 / (0..2 - 1)", "nothing can be divided by zero, where 0..2 is 1"),
        ("1 / (0..2)", "nothing can be divided by zero, where 0..2 is 0"),
        ("log(0..1)", "log has no value at 0, where 0..1 is 0"),
        ("mm1_response(50..120 request/s, 10 ms)", "where 50 request/s..120 request/s is 120 request/s"),
        ("1e300 * (1..2) * 1e8", "this number is too large, where 1..2 is 2"),
    ],
)
def test_a_pole_in_a_range_is_refused_with_its_place(text, said):
    with pytest.raises(SlipstickError) as error:
        calculate(text)
    assert said in str(error.value)


EIGHT = "a=1..2; b=1..3; c=1..4; d=1..5; e=1..6; f=1..7; g=1..8; h=1..9; "


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("a + b + c + d + e + f + g + h", (8, 44)),
        ("a * b * c * d * e * f * g * h", (1, 362880)),
        ("a * b - b * c + c * d - d * e + e * f - f * g + g * h - h * a", None),
        ("max(a * b, b * c) - min(c * d, d * e) + ceil(e * f) - floor(f * g) + abs(g - h) - h * a / (a + b)", None),
        ("a / b + b / c + c / d + d / e + e / f + f / g + g / h + h / a", None),
    ],
)
def test_eight_ranges_are_answered_within_a_second(text, ends):
    started = time.process_time()
    found = calculate(EIGHT + text).spread
    assert time.process_time() - started < 1.5
    assert ends is None or (found.low, found.high) == pytest.approx(ends)


def test_an_equation_has_a_range_too():
    found = calculate("amdahl(?, 64) = 5..10").spread
    assert (found.low, found.high) == pytest.approx((64 / 63 * 0.8, 64 / 63 * 0.9))


def test_without_bounds_the_ends_are_looked_for_point_by_point():
    found = spread(lambda at: (at[0] - 0.3) ** 2 + at[1], 2)
    assert (found.low, found.high) == pytest.approx((0, 1.49), abs=1e-12)
    assert found.levers[1] == pytest.approx((0.04, 1.04))


# How often the value, and its bound over a box, is worked out for both ends: a bound that is wider than it has to be,
# or a search that does not look where it matters, gives the same answers later.
EFFORT = {
    "x = 0.5..270; y = 1..13.21; max(x, 17.53) - min(x, y)": (135, 27),
    "x = 0..10; (x - 3) * (x - 5) * (x - 7)": (22, 14),
    "x = 2..3; x / x": (18, 12),
    "x = 2..3; x - x": (18, 12),
    "x = 0..3; x * x - 2 * x": (90, 46),
    "x = 0..3; (x - 1)^2": (84, 37),
    "x = 0..3; abs(x - 1) - abs(x - 2)": (22, 18),
    "x = 1.3..4.6; ceil(x) - x": (374, 396),
    "x = 0.3..2.6; floor(x) * (3 - x)": (152, 138),
    "x = 1..5; round(x) / x": (234, 184),
    "x = 0.5..4; x + 1 / x": (90, 46),
    "x = 1..4; y = 2..3; x / (x + y)": (35, 23),
    "x = 0..2; exp(x) - 2 * x": (90, 46),
    "x = 1..9; sqrt(x) * (10 - x)": (90, 46),
    "x = 0.1..2; x * log(x)": (124, 94),
    "x = 1..3; 2^x * x^2": (18, 12),
    "quantization_efficiency(1..66.2, 1)": (117, 87),
    "mm1_response(50..90 request/s, 8..10 ms)": (15, 6),
    "amdahl(90%..95%, 64..128)": (15, 6),
    "mean(1..2, 3..5, 7)": (15, 6),
    "x = 0..3; y = 1..2; (x - y)^2 + x": (153, 52),
    "x = 0..3; y = 0..2; z = 1..4; (x - y) * (y - z) * (z - x)": (238, 83),
    "x = 2..8; sqrt((x - 3)^2 + 1) / x": (116, 81),
    "(? - 1)^3 = 2..20 * 1..3": (349, 0),
    "? * 3 = 1..2": (173, 0),
    "a = 1..2; b = 1..3; c = 1..4; a * b - b * c + c / a": (214, 53),
}


@pytest.mark.parametrize("text", EFFORT)
def test_the_ends_are_found_without_looking_further_than_it_takes(text, monkeypatch):
    made = [0, 0]

    def counted(function, which):
        def called(at):
            made[which] += 1
            return function(at)

        return called

    def watched(function, count, enclose, where):
        return spread(counted(function, 0), count, enclose and counted(enclose, 1), where)

    monkeypatch.setattr(ranges, "spread", watched)
    calculate(text)
    assert made == pytest.approx(EFFORT[text], rel=0.03)


def test_each_range_moves_the_value_with_the_others_in_the_middle():
    found = calculate("x = 1..3; y = 2..6; z = 1..2; x * y - z")
    assert found.spread.levers == ((2.5, 10.5), (2.5, 10.5), (7, 6))
    assert (found.spread.low, found.spread.typical, found.spread.high) == (0, 6.5, 17)


@pytest.mark.parametrize(
    ("function", "count", "low", "high"),
    [
        (lambda at: (at[0] - 0.3) ** 2 * (at[1] + 1), 2, 0, 0.98),
        (lambda at: abs(at[0] - 0.015625) - abs(at[1] - 0.984375), 2, -0.984375, 0.984375),
        (lambda at: sum(at), 6, 0, 6),
        (lambda at: -sum(each * (1 - each) for each in at), 6, -1.5, 0),
    ],
)
def test_point_by_point_valleys_and_hills_are_found_along_each_range(function, count, low, high):
    found = spread(function, count)
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-15)


@pytest.mark.parametrize(("count", "times"), [(1, 173), (4, 821), (5, 887), (10, 3691), (12, 4019)])
def test_point_by_point_every_corner_is_tried_and_then_a_line_along_each_range(count, times):
    """Of few ranges the middles too; of many the ends of the first ten."""
    tried = []
    spread(lambda at: tried.append(tuple(at)) or sum(at), count)
    assert len(tried) == times
