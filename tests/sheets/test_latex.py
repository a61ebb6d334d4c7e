import re

import pytest

import slipstick
from slipstick.sheets.latex import as_latex


@pytest.mark.parametrize(("largest", "rules"), [("5 s", ["0.05", "2.10"]), ("50 s", ["0.05", "2.55"])])
def test_a_rule_is_as_long_as_its_share_of_the_decades(tmp_path, largest, rules):
    (tmp_path / "sheets").mkdir()
    page = tmp_path / "sheets" / "two.yaml"
    page.write_text(f"title: Two\nbars: value\nrows:\n  - one: 1 s\n  - more: {largest}\n")
    told = as_latex(slipstick.sheet("two", specs=str(tmp_path)))
    assert re.findall(r"rule{([0-9.]+)cm}", told) == rules
