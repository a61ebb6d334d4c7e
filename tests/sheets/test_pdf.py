"""What is drawn on the pages of a PDF: each text, line and bar with its place, in points from the lower left."""

import base64
import re
import zlib
from pathlib import Path

import pytest

import slipstick
from slipstick.sheets.content import Bars, Cell, Row, Section
from slipstick.sheets.pdf import BAR, _widths, as_pdf, latin
from slipstick.sheets.sheet import Sheet

HERE = Path(__file__).parent
PLACE = str(HERE.parent / "place")
TOKEN = re.compile(r"\((?:\\.|[^\\()])*\)|/\w+|[^\s()\[\]]+")
SHEETS = {"nest": "a4", "flock": "letter", "flight": "a4", "inside": "a4", "counts": "letter"}


class Pen:
    """Reads the language of a page: where the pen is, with what font and colours, and what it has drawn."""

    def __init__(self):
        self.at, self.text, self.font, self.fill, self.stroke, self.wide = (0.0, 0.0), (0.0, 0.0), "", "", "", "1"
        self.start, self.kept, self.drawn = (0.0, 0.0), [], []

    def read(self, stream):
        given = []
        for token in TOKEN.findall(stream):
            if token[0] in "(/.-0123456789":
                given.append(token)
            else:
                self.do(token, given)
                given = []
        return self.drawn

    def do(self, word, given):
        if word in {"q", "Q"}:
            self.keep(word)
        elif word in {"cm", "Td"}:
            name = "at" if word == "cm" else "text"
            setattr(self, name, moved(getattr(self, name), given[-2:]))
        elif word in {"Tm", "m"}:
            setattr(self, {"Tm": "text", "m": "start"}[word], moved((0, 0), given[-2:]))
        elif word in {"Tf", "rg", "RG", "w"}:
            setattr(self, {"Tf": "font", "rg": "fill", "RG": "stroke", "w": "wide"}[word], " ".join(given))
        elif word in {"Tj", "re", "l"}:
            self.drawn.append(self.told(word, given))

    def keep(self, word):
        if word == "q":
            self.kept.append((self.at, self.font, self.fill, self.stroke, self.wide))
        else:
            self.at, self.font, self.fill, self.stroke, self.wide = self.kept.pop()

    def told(self, word, given):
        if word == "Tj":
            return f"{placed(moved(self.at, self.text))}  {self.font}  {self.fill}  {given[0]}"
        if word == "re":
            size = placed(map(float, given[2:]))
            return f"{placed(moved(self.at, given[:2]))}  bar of {size}  {self.fill}"
        ends = placed(moved(self.at, self.start)), placed(moved(self.at, given))
        return f"{ends[0]}  line to {ends[1]}  {self.wide}  {self.stroke}"


def moved(place, by):
    return place[0] + float(by[0]), place[1] + float(by[1])


def placed(numbers):
    return " ".join(f"{number:.1f}" for number in numbers)


def drawn(name):
    """The size of each page and what is drawn on it, of a sheet of the tests' own place."""
    data = as_pdf(slipstick.sheet(name, specs=PLACE), SHEETS[name])
    sizes = [size.decode() for size in re.findall(rb"/MediaBox \[ (.*?) \]", data)]
    packed = [each.strip().removesuffix(b"~>") for each in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL)]
    pages = [zlib.decompress(base64.a85decode(each)).decode("latin-1") for each in packed]
    return "".join(f"{line}\n" for line in [*sizes, *(line for page in pages for line in Pen().read(page))])


@pytest.mark.parametrize("name", SHEETS)
def test_a_page_is_drawn_to_the_tenth_of_a_point(name):
    assert drawn(name) == (HERE / f"{name}.drawn.txt").read_text(encoding="utf-8")


def test_letters_that_the_fonts_have_not_are_replaced():
    assert latin("−1 ≈ 2 µs × 漢") == "-1 ~ 2 µs × ?"


def table(columns, bars=None, label="a row"):
    rows = (Row(label, tuple(Cell("12 ns", 1.2e-8, "s") for _ in columns)),)
    return Sheet("mine", "Mine", "", "part", columns, (Section("", rows),), (), (), bars)


@pytest.mark.parametrize("bars", [None, Bars(0, "s", -9, -6)])
@pytest.mark.parametrize("columns", ["a", "ab", "abc"])
def test_the_columns_of_a_table_fill_the_width_there_is(columns, bars):
    found = _widths(table(tuple(columns), bars), 500.0)
    assert sum(found) == pytest.approx(500.0)
    assert len(found) == 1 + len(columns) + bool(bars)
    assert not bars or found[-1] == BAR + 5


def test_the_labels_of_a_table_of_three_columns_take_what_they_need_and_the_rest_share():
    labels, *columns = _widths(table(("a", "a longer name", "c")), 500.0)
    narrow = _widths(table(("a", "a longer name", "c")), 400.0)
    assert narrow[0] == labels
    assert [wide - less for wide, less in zip(columns, narrow[1:], strict=True)] == pytest.approx([100 / 3] * 3)
    assert columns[0] == columns[2] < columns[1]


@pytest.mark.parametrize("spare", [0.01, 0.5, 30.0])
def test_the_labels_of_such_a_table_never_take_what_is_left(spare):
    wide, *needed = table(("a", "bb", "c")), *_widths(table(("a", "bb", "c")), 10.0)[1:]
    labels = _widths(wide, 500.0)[0]
    assert _widths(wide, labels + sum(needed) + spare) == pytest.approx(
        [labels, *(each + spare / 3 for each in needed)]
    )


def test_labels_keep_a_width_where_the_columns_leave_none():
    found = _widths(table(("a", "b", "c")), 10.0)
    assert found[0] == 60
    assert found[1:] == _widths(table(("a", "b")), 500.0)[1:] + found[1:2]


def test_text_goes_to_the_edges_of_the_frames_of_a_page(monkeypatch):
    platypus, made = pytest.importorskip("reportlab.platypus"), []
    frame = platypus.Frame
    monkeypatch.setattr(platypus, "Frame", lambda *given: made.append(frame(*given)) or made[-1])
    as_pdf(slipstick.sheet("nest", specs=PLACE))
    sides = [(each._leftPadding, each._bottomPadding, each._rightPadding, each._topPadding) for each in made]
    assert sides == [(0, 0, 0, 0)] * 2
