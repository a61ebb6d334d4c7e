import pytest

from slipstick.plots.figure import Axis, Figure, Ladder, Rung, Series, decades, logarithmic, spaced, steps


@pytest.mark.parametrize(("low", "high"), [(1.0, 1.0), (5.0, 1e9), (1e-9, 2e-9), (0.3, 0.31)])
def test_ticks_lie_in_the_range(low, high):
    assert all(low * 0.999 <= value <= high * 1.001 for value in [*decades(low, high, 6), *steps(low, high, 6)])
    assert len(decades(low, high, 6)) <= 6
    assert len(steps(low, high, 6)) <= 7
    assert steps(low, high, 6)
    if high > low:
        assert spaced(low, high, 5)[0] == low
        assert spaced(low, high, 5)[-1] == pytest.approx(high)


@pytest.mark.parametrize(
    ("low", "high", "most", "ticks"),
    [
        (1.0, 1000.0, 4, [1, 10, 100, 1000]),
        (1.0, 1000.0, 3, [1, 100]),
        (1.0, 1e6, 3, [1, 1e3, 1e6]),
        (0.9, 1100.0, 9, [1, 10, 100, 1000]),
        (1.1, 900.0, 9, [10, 100]),
        (2.0, 3.0, 9, []),
    ],
)
def test_powers_of_ten_are_evenly_apart(low, high, most, ticks):
    assert decades(low, high, most) == ticks


@pytest.mark.parametrize(
    ("low", "high", "most", "ticks"),
    [
        (0.0, 10.0, 5, [0, 2, 4, 6, 8, 10]),
        (0.0, 5.0, 5, [0, 1, 2, 3, 4, 5]),
        (0.0, 4.0, 5, [0, 1, 2, 3, 4]),
        (0.0, 0.4, 2, pytest.approx([0, 0.2, 0.4])),
        (3.0, 47.0, 5, [10, 20, 30, 40]),
        (3.0, 28.0, 5, [5, 10, 15, 20, 25]),
        (-10.0, 10.0, 4, [-10, -5, 0, 5, 10]),
        (5.0, 5.0, 5, [5]),
        (5.0, 4.0, 5, [5]),
    ],
)
def test_round_numbers_are_evenly_apart(low, high, most, ticks):
    assert steps(low, high, most) == ticks


def test_values_are_spaced_by_equal_factors_over_more_than_a_factor_of_twenty():
    assert spaced(1.0, 16e4, 5) == pytest.approx([1, 20, 400, 8000, 16e4])
    assert spaced(1.0, 20.0, 3) == [1, 10.5, 20]
    assert spaced(1.0, 20.25, 3) == pytest.approx([1, 4.5, 20.25])
    assert spaced(0.0, 100.0, 3) == [0, 50, 100]
    assert spaced(-2.0, 100.0, 4) == [-2, 32, 66, 100]
    assert (logarithmic([1.0, 21.0]), logarithmic([1.0, 20.0]), logarithmic([0.0, 30.0])) == (True, False, False)


def test_the_span_of_a_plot_is_that_of_points_and_ranges():
    axis = Axis("x", "s")
    bare = Series("b", (1.0, 2.0), (3.0, 4.0))
    wide = Series("w", (0.5, 1.0), (5.0, 6.0), low=(2.5, 3.0), high=(7.0, 9.0))
    figure = Figure("f", axis, axis, (bare, wide))
    assert (figure.span("x"), figure.span("y")) == ((0.5, 2.0), (2.5, 9.0))
    square = figure._replace(diagonal=True)
    assert (square.span("x"), square.span("y")) == ((0.5, 6.0), (0.5, 9.0))


def test_the_span_of_a_ladder_is_the_powers_of_ten_around_it():
    axis = Axis("x", "s")
    assert axis.log
    assert Ladder("l", axis, (("", (Rung("a", 3.0, 2.0, 400.0),)),)).span() == (1, 1000)
    assert Ladder("l", axis, (("", (Rung("a", 3.0, 3.0, 3.0),)), ("b", (Rung("b", 10, 0.01, 10),)))).span() == (
        0.01,
        10,
    )


def test_a_series_is_a_line_of_the_first_group_without_ranges_or_names():
    assert Series("s", (1.0,), (2.0,)) == Series("s", (1.0,), (2.0,), "line", (), (), (), 0)
    assert Figure("f", Axis("x", ""), Axis("y", ""), ()).diagonal is False
