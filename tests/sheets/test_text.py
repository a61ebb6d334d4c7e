from pathlib import Path

import pytest

import slipstick
from slipstick.sheets.content import Bars, Cell, Row, Section
from slipstick.sheets.sheet import Sheet
from slipstick.sheets.text import bar, text

HERE = Path(__file__).parent
PLACE = str(HERE.parent / "place")
WIDTHS = {"nest": (72, 52), "counts": (60, 44), "flock": (50, 30)}


def narrow(name):
    """A sheet at two widths, in colour at the second: an escape is a '~'."""
    told = slipstick.sheet(name, specs=PLACE)
    wide, small = WIDTHS[name]
    return f"{text(told, wide)}\n\n{text(told, small, colour=True)}\n".replace("\x1b", "~")


@pytest.mark.parametrize("name", WIDTHS)
def test_a_sheet_is_laid_out_to_the_letter_however_narrow(name):
    assert narrow(name) == (HERE / f"{name}.narrow.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("value", "drawn"),
    [(1.0, "▌"), (10**0.7, "▌"), (10**0.8, "█"), (10.0, "█"), (10**1.5, "█▌"), (1e3, "███"), (0.01, "▌"), (0.0, "")],
)
def test_a_bar_has_a_block_for_each_decade_and_half_a_one_at_least(value, drawn):
    assert bar(Bars(0, "s", 0, 3), Cell("", value, "s")) == drawn


def test_a_long_label_goes_on_under_itself_no_wider_than_it_is():
    row = Row(" ".join(["abc"] * 12), (Cell("1", 1.0, ""),))
    lines = text(Sheet("mine", "Mine", "", "", ("value",), (Section("", (row,)),), (), ()), 10).splitlines()
    assert lines[2:] == [f"abc abc abc abc{'1':>8}", "  abc abc abc", "  abc abc abc", "  abc abc"]


def test_labels_are_as_wide_as_the_longest_where_there_is_room():
    rows = (Row("a longer label than most", (Cell("1", 1.0, ""),)), Row("short", (Cell("22", 22.0, ""),), (1,)))
    sheet = Sheet("mine", "Mine", "", "", ("value",), (Section("", rows),), (), ())
    assert text(sheet, 80).splitlines()[2:] == ["a longer label than most      1", f"short{'22':>26}  [1]"]
    assert text(sheet, 36).splitlines()[2:] == text(sheet, 80).splitlines()[2:]
    assert text(sheet, 35).splitlines()[2:4] == [f"a longer label than{'1':>11}", "  most"]
