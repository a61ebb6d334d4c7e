"""Every sheet in every form; what a sheet may say; and what is said of one that is wrong."""

import csv
import io
import json
import subprocess
import sys

import html5lib
import pytest

import slipstick
from slipstick.sheets import printing
from slipstick.sheets.content import Sheet
from slipstick.sheets.text import text

NAMES = sorted(slipstick.sheet_titles())
COMPARED = ("a100", "h100", "mi300x")


def made(name: str, **options) -> Sheet:
    return slipstick.sheet(name, *(COMPARED if name == "compare" else ()), **options)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", printing.FORMS)
def test_every_sheet_prints_in_every_form(name, form, tmp_path):
    sheet = made(name)
    paths = [tmp_path / f"{again}.out" for again in "ab"]
    for path in paths:
        printing.write(sheet, form, "letter", str(path))
    data = paths[0].read_bytes()
    assert data == paths[1].read_bytes()  # the same sheet gives the same bytes
    if form == "pdf":
        assert data.startswith(b"%PDF-")
        return
    told = data.decode()
    if form == "html":
        html5lib.HTMLParser(strict=True).parse(told)
        assert "http" not in told.partition("</style>")[0]  # nothing comes from elsewhere
    elif form == "json":
        found = json.loads(told)
        rows = [row for section in found["sections"] for row in section["rows"]]
        assert [row["label"] for row in rows] == [row.label for row in sheet.rows]
        assert all(key in found["sources"] for row in rows for key in row["sources"])
    elif form == "csv":
        lines = list(csv.reader(io.StringIO(told)))
        assert {len(line) for line in lines} == {len(lines[0])}
        assert len(lines) == len(sheet.rows) + 1
    elif form == "text":
        assert max(map(len, told.splitlines())) <= 80
    elif form == "latex":
        assert told.count(r"\begin{") == told.count(r"\end{")
    if form == "latex":  # which writes some letters out
        return
    for row in sheet.rows:
        assert all(part in told.replace("&amp;", "&") for part in row.label.replace("|", " ").split()), row.label
    assert all(cell.text in told for row in sheet.rows for cell in row.cells)


@pytest.mark.parametrize("name", NAMES)
def test_a_sheet_says_where_its_numbers_are_from(name):
    sheet = made(name)
    used = {number for row in sheet.rows for number in row.footnotes}
    assert used == set(range(1, len(sheet.sources) + 1))
    for source in sheet.sources:
        assert source.title, source.key
        assert source.seen, source.key


OWN = """
title: My machine
about: What matters here.
bars: time
columns: {time: "{value}"}
human: time
rows:
  - section: Memory
  - One cycle: 1 cycle / 5 GHz
  - {what: "1 GB, guessed", value: "1 GB / (20..40 GB/s)"}
notes: [Guessed.]
"""


def own(tmp_path, told: str) -> str:
    path = tmp_path / "mine.yaml"
    path.write_text(told, encoding="utf-8")
    return str(path)


def test_a_sheet_of_ones_own(tmp_path):
    assert slipstick.sheet(own(tmp_path, OWN)).columns == ("time", "range")
    sheet = slipstick.sheet(own(tmp_path, OWN), human=True)
    assert (sheet.name, sheet.columns) == ("mine", ("time", "1 ns = 1 s"))
    cycle, guess = sheet.rows
    assert [cell.text for cell in cycle.cells] == ["0.2 ns", "200 ms"]
    assert guess.cells[0].span == "25 to 50 ms"
    assert guess.cells[0].low == pytest.approx(1 / 40)
    assert guess.cells[0].high == pytest.approx(1 / 20)
    assert guess.cells[0].low < guess.cells[0].value < guess.cells[0].high
    assert guess.cells[1].value == pytest.approx(guess.cells[0].value * 1e9)
    lines = text(sheet).splitlines()
    assert "  █" in next(line for line in lines if line.startswith("1 GB"))
    assert any("ten times more" in line for line in lines)


def test_ones_own_sheets_stand_beside_ones_own_specs(tmp_path):
    folder = tmp_path / "sheets"
    folder.mkdir()
    own(folder, OWN)
    (tmp_path / "mychip.yaml").write_text(
        "name: My chip\nkind: gpu\nmemory: {HBM: {bandwidth: 1 TB/s}}\nsources: {'*': {title: me, seen: 2026-01-01}}\n"
    )
    assert slipstick.sheet_titles(str(tmp_path))["mine"] == "My machine"
    assert slipstick.sheet("mine", specs=str(tmp_path)).rows[0].label == "One cycle"
    own(folder, OWN.replace("One cycle", "A cycle"))  # an edit is seen
    assert slipstick.sheet("mine", specs=str(tmp_path)).rows[0].label == "A cycle"
    own(folder, OWN.replace("title", "titel"))
    with pytest.raises(slipstick.SpecError, match=r"mine.yaml:2: unknown key 'titel': did you mean title\?"):
        slipstick.sheet("mine", specs=str(tmp_path))


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ("rows: []", r"mine.yaml:1: title is missing"),
        ("[]", "expected 'key: value' lines"),
        ("title: x\nrows: {a: 1 s}", r"mine.yaml:2: rows: expected a list"),
        ("title: x\nrows:\n  - 5", r"mine.yaml:3: this is no row"),
        ("title: x\nrows:\n  - {a: 1 s, b: 2 s}", r"mine.yaml:3: this is no row"),
        ("title: x\nhuman: tme\ncolumns: {time: '{value}'}\nrows:\n  - a: 1 s", r"human: did you mean time\?"),
        ("title: x\nrows:\n  - a: 1 s + 1 B", r"sheet mine, row 'a': .*size.*time|sheet mine, row 'a': .*time.*size"),
        ("title: x\nrows:\n  - a: '{nothing}'", r"nothing to put for \{nothing\}"),
        ("title: x\nrows:\n  - number: dean-2009.l9", "dean-2009 has no number 'l9'"),
        ("title: x\nrows:\n  - each: [a100x]\ncolumns: {peak: '{part}.peak.bf16'}", "unknown device 'a100x'"),
        ("title: x\nrows:\n  - each: [a100]\ncolumns: {peak: '{part}.peak.bf61'}", "no rows|nothing in its column"),
        ("title: x\nrows: []", "has no rows"),
        ("title: x\nrows:\n  - levels: yes", "say --on DEVICE"),
    ],
)
def test_a_sheet_that_is_wrong_says_where(tmp_path, told, problem):
    with pytest.raises(slipstick.SlipstickError, match=problem):
        slipstick.sheet(own(tmp_path, told))


@pytest.mark.parametrize(
    ("words", "code", "problem"),
    [
        (["latncy"], 2, "unknown sheet 'latncy': did you mean latency"),
        (["gpu", "a100"], 2, "the sheet gpu takes no parts: leave 'a100' out"),
        (["compare"], 2, "the sheet compare needs parts, such as: slipstick sheet compare a100 h100"),
        (["powers", "--on", "a100"], 2, "the sheet powers is not about one machine: leave --on out"),
        (["powers", "--human"], 2, "the sheet powers has no human scale: it has no column of times"),
        (["nowhere.yaml"], 2, "no such file: nowhere.yaml"),
        (["powers", "--pdf"], 2, "a PDF goes to a file: slipstick sheet powers --pdf -o powers.pdf"),
        (["powers", "-o", "x.doc"], 2, "cannot tell the form from x.doc"),
        (["powers", "-o", "/nowhere/at/all/x.md"], 1, "/nowhere/at/all/x.md cannot be written"),
        (["--html"], 2, "--html needs the NAME of a sheet"),
    ],
)
def test_wrong_questions_are_answered_in_one_line(words, code, problem, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "slipstick", "sheet", *words], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert (done.returncode, done.stdout) == (code, "")
    assert problem in done.stderr
    assert done.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_a_row_with_several_parts_leaves_out_what_a_part_lacks():
    sheet = made("gpu")
    fp8 = next(section for section in sheet.sections if section.heading == "fp8")
    ridge = slipstick.calculate("ridge(h100-sxm.peak.fp8, h100-sxm.memory.bandwidth)").value.value
    row = next(row for row in fp8.rows if row.label == "h100-sxm")
    assert row.cells[2].value == pytest.approx(ridge)
    assert row.cells[3].value == pytest.approx(1 / ridge)


def test_each_number_of_the_latency_sheet_lies_in_its_range():
    ranged = [row.cells[0] for row in made("latency").rows if row.cells[0].low is not None]
    assert len(ranged) > 30
    assert all(cell.low <= cell.value <= cell.high for cell in ranged)
    human = made("latency", human=True)
    assert all(row.cells[1].value == pytest.approx(row.cells[0].value * 1e9) for row in human.rows)


@pytest.mark.parametrize(("part", "level", "cycles"), [("epyc-9654", "L3 cache", 55), ("a100", "L2 cache", 205.7)])
def test_the_latency_of_one_machine(part, level, cycles):
    sheet = made("latency", on=part)
    row = next(row for row in sheet.rows if row.label.startswith(level))
    clock = slipstick.calculate(f"1 cycle / {part}.clock.boost").value.value
    assert row.cells[0].value == pytest.approx(cycles * clock)
    assert "L1 cache hit" not in [row.label for row in sheet.rows]  # those of machines in general


def test_years_are_facts_in_order_and_nothing_between():
    page = slipstick.load("years")
    sheet = made("by-year")
    assert len(sheet.rows) == len({path.split(".")[1] for path in page if path.startswith("numbers.")})
    for section in sheet.sections:
        years = [row.label for row in section.rows]
        assert years == sorted(years), section.heading
        first = section.rows[0].cells[0].value
        assert [row.cells[1].value for row in section.rows] == [row.cells[0].value / first for row in section.rows]


def test_a_part_that_was_named_is_never_left_out():
    sheet = slipstick.sheet("compare", "a100", "ryzen-9-7950x")
    assert [row.label for row in sheet.rows] == ["a100-sxm-80gb", "ryzen-9-7950x"]
    assert sheet.rows[1].cells[1].text == ""
    assert sheet.rows[1].cells[2].text == "83.2 GB/s"
