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


def test_rows_left_out_are_told_in_one_line():
    scores = {
        "narrow": {"median": 0.1234, "count": 5, "inside": 0.9},
        "wide": {"median": 0.05, "count": 7, "inside": 1},
    }
    assert _left_out(scores) == "narrow 12.3% of 5, 90% inside; wide 5.0% of 7, 100% inside"
