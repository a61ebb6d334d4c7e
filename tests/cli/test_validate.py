import re
from types import SimpleNamespace

import pytest

from slipstick.cli.validate import _left_out, _skipped


@pytest.mark.parametrize(("count", "more"), [(8, []), (9, ["  and 1 more reasons"]), (12, ["  and 4 more reasons"])])
def test_eight_reasons_are_told_and_how_many_more(count, more):
    found = SimpleNamespace(skipped={f"reason {number}": 10 * number for number in range(count)})
    first, *lines = _skipped(found)
    assert first == f"{sum(range(count)) * 10} measurements were skipped"
    assert lines[:8] == [f"  {10 * number:>5}  reason {number}" for number in range(8)]
    assert lines[8:] == more


def test_nothing_is_said_where_nothing_was_skipped_and_a_long_reason_is_cut():
    assert _skipped(SimpleNamespace(skipped={})) == []
    [_, line] = _skipped(SimpleNamespace(skipped={"word " * 20: 3}))
    assert line == "      3  " + " ".join(["word"] * 13) + "..."


def test_rows_left_out_are_told_by_kernel_and_how_they_were_run():
    score = {"count": 40, "median": 0.1234, "p90": 0.4, "inside": 0.9, "width": 1.5}
    few = {"count": 7, "median": 0.05, "p90": None, "inside": 1, "width": 2}
    kinds = {
        "part with a best rate": {"bf16": score, "fp8 vllm": few},
        "part with a best rate over 100 µs": {"bf16": few},
    }
    lines = [re.split(r"\s{2,}", line) for line in _left_out({"matmul": kinds}).splitlines()]
    assert lines[0] == ["kernel", "run as", "left out", "rows", "median", ">100 µs", "p90", "inside", "width"]
    assert lines[2] == ["matmul", "bf16", "part, best rate", "40", "12.3%", "5.0%", "40.0%", "90%", "1.50"]
    assert lines[3] == [
        "matmul",
        "fp8 vllm",
        "part, best rate",
        "7",
        "5.0%",
        "100%",
        "2.00",
    ]  # what is too few is empty
    assert len(lines) == 4
