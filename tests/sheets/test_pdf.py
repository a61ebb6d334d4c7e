"""What is drawn on the pages of a PDF, in the letters of its own language: text with its place, lines, bars."""

import base64
import re
import zlib
from pathlib import Path

import pytest

import slipstick
from slipstick.sheets.pdf import as_pdf, latin

HERE = Path(__file__).parent
PLACE = str(HERE.parent / "place")


def drawn(name, paper):
    """The size of each page and what is drawn on it, of a sheet of the tests' own place."""
    data = as_pdf(slipstick.sheet(name, specs=PLACE), paper)
    sizes = re.findall(rb"/MediaBox \[ (.*?) \]", data)
    streams = re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL)
    pages = [zlib.decompress(base64.a85decode(each.strip(), adobe=False).rstrip(b"\n")) for each in map(bare, streams)]
    return "\n".join([*(size.decode() for size in sizes), *(page.decode("latin-1") for page in pages)])


def bare(stream):
    return stream.strip().removesuffix(b"~>")


@pytest.mark.parametrize(("name", "paper"), [("nest", "a4"), ("flock", "letter"), ("flight", "a4"), ("inside", "a4"), ("counts", "letter")])
def test_a_page_is_drawn_to_the_letter(name, paper):
    kept = (HERE / f"{name}.drawn.txt").read_text(encoding="utf-8")
    assert drawn(name, paper) == kept


def test_letters_that_the_fonts_have_not_are_replaced():
    assert latin("−1 ≈ 2 µs × 漢") == "-1 ~ 2 µs × ?"
