import pytest

from slipstick.sheets.cells import of_change
from slipstick.sheets.content import Bars, Cell, Row, Section, Source, bars
from slipstick.sheets.sheet import Sheet


def row(*values, unit="s"):
    return Row("label", tuple(Cell(str(value), value, unit) for value in values))


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([row(1e-9), row(1e-6)], Bars(0, "s", -9, -6)),
        ([row(2e-9), row(9e-7)], Bars(0, "s", -9, -6)),
        ([row(0.9e-9), row(1.1e-6)], Bars(0, "s", -10, -5)),
        ([row(1.0), row(2.0)], Bars(0, "s", 0, 1)),
        ([row(1e-3), row(0.0), row(-5.0), row(1e-1)], Bars(0, "s", -3, -1)),
        ([row(1.0), row(1e9, unit="B"), row(10.0)], Bars(0, "s", 0, 1)),
        ([row(3.0), row(3.0)], None),
        ([row(3.0)], None),
        ([row(None), row(0.0)], None),
        ([], None),
    ],
)
def test_a_scale_goes_from_the_power_of_ten_below_to_the_one_above(rows, found):
    assert bars(rows, 0) == found


def test_a_scale_is_of_its_column():
    assert bars([row(1.0, 1e3), row(1.0, 1e5)], 1) == Bars(1, "s", 3, 5)
    assert bars([row(1.0, 1e3), row(1.0, 1e5)], 0) is None


@pytest.mark.parametrize(
    ("cell", "decades"),
    [
        (Cell("", 1e-6, "s"), 3.0),
        (Cell("", 1e-9, "s"), 0.0),
        (Cell("", 0.0, "s"), None),
        (Cell("", -1.0, "s"), None),
        (Cell("", 1.0, "B"), None),
        (Cell("words"), None),
    ],
)
def test_a_bar_is_as_long_as_its_value_has_decades_above_the_first(cell, decades):
    found = Bars(0, "s", -9, -3).decades(cell)
    assert found == (None if decades is None else pytest.approx(decades))


@pytest.mark.parametrize(
    ("publisher", "text"),
    [("Kestrel", "A book, Kestrel (read 2026)"), ("", "A book (read 2026)"), ("book", "A book (read 2026)")],
)
def test_a_publisher_is_said_once(publisher, text):
    assert Source("key", "A book", publisher, "", "2026").text == text


def test_a_sheet_says_what_its_bars_mean_and_names_its_columns_where_that_helps():
    whole = Sheet("s", "S", "", "", ("value",), (Section("", (row(1.0),)),), (), (), Bars(0, "s", -9, -3))
    assert whole.legend == "Each block of a bar is ten times more; they start at 1 ns."
    assert whole.legend_to_scale == "Bars are logarithmic and span 6 powers of ten."
    assert not whole.headed
    assert whole.numeric == (True,)
    plain = whole.but(bars=None, label="part", sections=(Section("", (Row("a", (Cell("word"),)),)),))
    assert (plain.legend, plain.legend_to_scale, plain.headed, plain.numeric) == ("", "", True, (False,))
    assert whole.but(columns=("time",)).headed
    assert whole.but(bars=Bars(0, "s", -3, -3)).legend_to_scale == ""


@pytest.mark.parametrize(
    ("factor", "text"), [(1.0, "1×"), (12.3456, "12.3×"), (0.5, "1/2"), (0.999, "1/1"), (1 / 30, "1/30")]
)
def test_a_change_is_a_factor_up_or_down(factor, text):
    assert of_change(factor) == Cell(text, factor, "")
