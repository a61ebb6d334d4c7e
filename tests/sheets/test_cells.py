import pytest

import slipstick
from slipstick import load
from slipstick.sheets.cells import of_path

SHEET = """\
title: Whole numbers
%srows:
  - odd: 12345
  - last: 999999
  - million: 1000000
  - above: 1000001
  - half: 1234.5
  - sized: 12345 B
"""


@pytest.mark.parametrize(
    ("head", "texts"),
    [
        ("", ["12345", "999999", "1e6", "1e6", "1230", "12.3 kB"]),
        ("exact: whole numbers\n", ["12345", "999999", "1000000", "1000001", "1230", "12.3 kB"]),
    ],
)
def test_a_whole_number_below_a_million_has_all_its_digits(tmp_path, head, texts):
    (tmp_path / "sheets").mkdir()
    (tmp_path / "sheets" / "whole.yaml").write_text(SHEET % head)
    found = slipstick.sheet("whole", specs=str(tmp_path))
    assert [row.cells[0].text for row in found.rows] == texts


def test_rates_of_integer_formats_are_in_op_under_every_path_that_goes_by_a_format():
    found = of_path(load("a100"), "peak.int8"), of_path(load("a100"), "ridge.int8")
    assert [each.cell.text for each in found] == ["624 TOP/s", "306 OP/B"]
    assert [each.cell.unit for each in found] == ["FLOP/s", "FLOP/B"]  # for programs they stay what they were
    assert of_path(load("a100"), "peak.bf16").cell.text == "312 TFLOP/s"
