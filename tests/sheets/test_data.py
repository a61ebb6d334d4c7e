import csv
import json

import html5lib
import pytest

import slipstick
from slipstick.sheets import printing

HOSTILE = """\
title: "=<script> [x](javascript:y) | $\\\\frac$ \\\\input x"
about: "<b> \\\\write18 x &lt;"
value: "=<i>"
rows:
  - section: "<i> | =1"
  - "=cmd|' /C calc'!A0": 2 ns - 5 ns
  - "<script>|": 1 ns
  - "[x] \\\\\\\\": 2 ns
"""


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "hostile.yaml"
    path.write_text(HOSTILE, encoding="utf-8")
    return slipstick.sheet(str(path))


def test_csv_has_no_formula_and_its_numbers_stay_numbers(sheet):
    rows = list(csv.reader(printing.printed(sheet, "csv").splitlines()))
    assert rows[1] == ["<i> | =1", "'=cmd|' /C calc'!A0", "-3 ns", "-3e-09", "s", ""]
    assert [cell for row in rows for cell in row if cell[:1] in ("=", "@", "+")] == []


def test_markdown_has_no_tag_link_or_cell_of_a_name(sheet):
    lines = printing.printed(sheet, "markdown").splitlines()
    assert "<" not in "".join(lines)
    assert lines[0] == r"# =&lt;script> \[x\](javascript:y) \| $\\frac$ \\input x"
    assert r"| &lt;script>\| | 1 ns |" in lines


def test_html_has_the_names_as_text_alone(sheet):
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(printing.printed(sheet, "html"))
    assert {each.tag for each in page.iter()} & {"script", "i", "b"} == set()
    assert page.find(".//title").text == sheet.title


def test_latex_has_no_command_of_a_name(sheet):
    text = printing.printed(sheet, "latex")
    assert [word for word in (r"\frac", r"\input x", r"\write18", "\n[x]") if word in text] == []
    assert r"{[}x] \textbackslash{}\textbackslash{} & 2 ns \\" in text


def test_json_and_pdf_take_any_name(sheet, tmp_path):
    assert json.loads(printing.printed(sheet, "json"))["title"] == sheet.title
    printing.write(sheet, "pdf", "a4", str(tmp_path / "x.pdf"))
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF")
