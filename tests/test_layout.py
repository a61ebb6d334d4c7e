import csv
import re
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slipstick.layout import separated, table, wrap

TEXTS = st.text("ab c-µ.\n", max_size=120)


@given(TEXTS, st.integers(4, 20), st.integers(0, 3), st.booleans(), st.booleans())
def test_lines_are_wrapped_as_the_standard_library_wraps_them(text, width, hang, hyphens, long):
    how = textwrap.TextWrapper(width, "", " " * hang, break_on_hyphens=hyphens, break_long_words=long)
    assert wrap(text, width, hang=hang, hyphens=hyphens, long=long) == how.wrap(" ".join(text.split()))


@pytest.mark.parametrize("cell", ["=1+1", "+1+cmd", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0", "-x", "\t=1", "+A1(2)"])
def test_a_cell_that_would_be_a_formula_is_text_in_csv(cell):
    [[found]] = csv.reader([separated([[cell]])])
    assert found == f"'{cell}"


@pytest.mark.parametrize("cell", ["-5", "+3.5", "-48%", "-1.2e-9", "-5 GB/s", "12.5", "a=b", "", "-3 µs", "1 - 2"])
def test_a_number_and_plain_text_stay_as_they_are_in_csv(cell):
    [[found]] = csv.reader([separated([[cell], ["x"]]).split("\n")[0] or '""'])
    assert found == cell


def test_markdown_finds_nothing_in_a_cell():
    hostile = "<script>alert(1)</script> | [x](javascript:y) `b` &lt; \n# head"
    *_, line = table(["a", "b"], [[hostile, "plain"]], "markdown").split("\n")
    assert "<" not in line
    assert re.findall(r"(?<!\\)[|\[\]`]", line) == ["|", "|", "|"]
    assert table(["a"], [["`code`"]], "marked").endswith("| `code` |")
