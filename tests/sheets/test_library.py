import pytest

import slipstick
from slipstick.sheets.text import text

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
