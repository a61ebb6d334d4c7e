import pytest

from figures import FIGURES
from slipstick.plots.chart import chart, ladder_chart
from slipstick.plots.figure import Axis, Figure, Series


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
