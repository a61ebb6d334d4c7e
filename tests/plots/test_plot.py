"""A plot as a person has it."""

import sys

import html5lib
import pytest

from slipstick import SlipstickError, UsageError, plot
from slipstick.plots.chart import ladder_chart
from slipstick.plots.ladder import ladder


def test_a_plot_is_letters_an_element_axes_and_a_file(tmp_path):
    made = plot.sweep("amdahl(90%..95%, x)", x="1..1024")
    assert repr(made) == "<plot: amdahl(90%..95%, x) over x>"
    assert str(made).splitlines()[0] == "amdahl(90%..95%, x) over x"
    assert made._repr_html_().startswith("<svg ")
    html5lib.HTMLParser(strict=True).parseFragment(made._repr_html_())
    assert made.draw().get_title(loc="left") == "amdahl(90%..95%, x) over x"
    made.save(str(tmp_path / "x.svg"))
    assert made._repr_html_() in (tmp_path / "x.svg").read_text()
    with pytest.raises(UsageError, match="cannot draw into"):
        made.save("x.gif")


def test_without_matplotlib_a_notebook_shows_letters(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    made = plot.ladder("latency")
    assert made._repr_html_().startswith("<pre>Latency numbers")
    assert str(made) == ladder_chart(ladder("latency"))
    with pytest.raises(SlipstickError, match="pip install"):
        made.save("x.svg")
