import pytest

import slipstick

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
