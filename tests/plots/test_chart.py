from pathlib import Path

import pytest

from figures import FIGURES
from slipstick.plots.chart import _Chart, _Scale, chart, ladder_chart
from slipstick.plots.figure import Axis, Figure, Ladder, Rung, Series

SIZE, RATE, SHARE, COUNT = Axis("size", "B"), Axis("rate", "B/s"), Axis("share", "", False), Axis("count", "", False)
ROOF = Series("roof", (1e3, 1e6, 1e9), (1e9, 1e12, 1e12))
THIN = Series("thin roof", (1e3, 1e9), (1e9, 1e10), "thin")
DOTS = Series("measured", (1e5, 1e7), (3e10, 3e10), "dots")
POINTS = Series("kernels", (1e4, 1e8), (2e9, 3e11), "points", (1e9, 1e11), (5e9, 9e11), ("small", "large"))
BAND = Series("up", (0.0, 0.5, 1.0), (0.0, 2.0, 10.0), "line", (0.0, 1.0, 8.0), (1.0, 4.0, 10.0))
MANY = tuple(Series(f"s{number}", (0.0, 1.0), (float(number), float(number) + 1)) for number in range(16))
CUT = "a very long label that has to be cut somewhere"
LADDER = Ladder(
    "Latency",
    Axis("time", "s"),
    (
        ("", (Rung("L1", 1e-9, 1e-9, 1e-9), Rung("memory, far away", 8e-8, 5e-8, 2e-7))),
        ("Disks", (Rung(CUT, 4e-3, 1e-3, 2e-2),)),
    ),
)

DRAWN = {
    "series of every kind with ranges names and a note": lambda: chart(
        Figure("A roof", SIZE, RATE, (ROOF, THIN, POINTS, DOTS), ("A note.",)), 40, 9
    ),
    "up to three series have marks by kind": lambda: chart(Figure("Few", SIZE, RATE, (ROOF, THIN, DOTS)), 40, 8),
    "straight axes and a band behind its line": lambda: chart(Figure("Straight", SHARE, COUNT, (BAND,)), 36, 7),
    "a single point has room around it": lambda: chart(
        Figure("One", COUNT, SIZE, (Series("it", (5.0,), (2.0,), "points"),)), 30, 5
    ),
    "the sixteenth series has the first mark again": lambda: chart(Figure("Many", SHARE, COUNT, MANY), 30, 10),
    "a ladder is as wide as it is told": lambda: ladder_chart(LADDER, 70),
    "a ladder is 80 wide": lambda: ladder_chart(LADDER),
}
DRAWINGS = dict(
    part.split("\n", 1)
    for part in Path(__file__).with_name("drawings.txt").read_text(encoding="utf-8").split("== ")[1:]
)


@pytest.mark.parametrize("name", DRAWN)
def test_a_drawing_in_a_terminal_is_this_to_the_letter(name):
    assert DRAWN[name]() + "\n" == DRAWINGS[name]


def test_a_chart_fits_a_terminal_of_80_by_24():
    lines = chart(Figure("Few", SIZE, RATE, (ROOF,))).splitlines()
    assert max(map(len, lines)) == 79
    assert sum("│" in line or "┤" in line for line in lines) == 22


def test_a_point_beyond_the_grid_is_left_out():
    figure = Figure("Cut", SHARE, COUNT, (BAND._replace(kind="points"),))
    assert chart(figure, 36, 7).count("*") == 4  # three points and the legend
    drawn = _Chart(figure, 36, 7)
    for column, row in ((-1, 0), (0, -1), (22, 0), (0, 7)):
        drawn.put(column, row, "!")
    assert "!" not in str(drawn.grid)
    drawn.put(21, 6, "!")
    assert drawn.grid[6][21] == "!"


@pytest.mark.parametrize("name", FIGURES)
def test_every_plot_fits_a_terminal_and_says_what_it_shows(name):
    figure = FIGURES[name]()
    told = chart(figure) if isinstance(figure, Figure) else ladder_chart(figure)
    lines = told.splitlines()
    assert max(map(len, lines)) <= 100
    assert all(len(line) <= 80 for line in lines if "┤" in line or "│" in line or "●" in line)
    assert lines[0] == figure.title
    if isinstance(figure, Figure):
        assert all(series.label in told for series in figure.series)
        assert {figure.x.name, figure.y.name} <= set(told.split()) | {figure.x.name, figure.y.name}
        assert "┤" in told
        assert "┬" in told
    else:
        assert told.count("●") == len(figure.rungs)


def test_one_point_is_still_a_plot():
    axis = Axis("x", "s")
    told = chart(Figure("one", axis, axis, (Series("it", (1.0,), (2.0,), "points"),)))
    assert "*" in told


@pytest.mark.parametrize(
    ("log", "low", "high", "ticks"),
    [
        (True, 1.0, 10.0, [1, 10]),
        (True, 1.0, 9.9, [2, 4, 6, 8]),
        (False, 1.0, 100.0, [20, 40, 60, 80, 100]),
    ],
)
def test_from_a_factor_of_ten_on_a_logarithmic_axis_has_powers_of_ten(log, low, high, ticks):
    assert _Scale(Axis("x", "", log), low, high, 50).ticks(5) == ticks


@pytest.mark.parametrize(
    ("log", "low", "high", "at"),
    [(True, 1.0, 100.0, [0, 5, 10]), (True, 10.0, 10.0, [0, 5, 10]), (False, 3.0, 3.0, [0, 5, 10])],
)
def test_a_scale_of_one_value_has_it_in_the_middle(log, low, high, at):
    scale = _Scale(Axis("x", "", log), low, high, 11)
    middle = (scale.low * scale.high) ** 0.5 if log else (scale.low + scale.high) / 2
    assert [scale.at(value) for value in (scale.low, middle, scale.high)] == at
    assert low < high or (scale.low, scale.high) == ((5, 20) if log else (2, 4))
