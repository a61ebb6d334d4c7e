"""Inputs that nobody should give: a hundredth of what ``python tools/hostile.py --tries 100000`` asks."""

from collections import Counter

import pytest

import hostile
from hostile import fault, faults


def test_every_hostile_input_ends_in_an_answer_or_one_line_within_a_second():
    counts = Counter()
    assert list(faults(1000, 1, counts)) == []
    assert counts.total() > 800
    assert {*counts} == {kind.__name__ for kind in hostile.KINDS}


@pytest.mark.parametrize(
    ("does", "said"),
    [
        (lambda words: 1 / 0, "ZeroDivisionError"),
        (lambda words: print("\x1b[31m") or 0, "steers the terminal"),
        (lambda words: print("x" * 2_000_000) or 0, "2000001 letters"),
        (lambda words: 2, "not one line"),
        (lambda words: 3, "exit code 3"),
        (lambda words: max(sum(range(each)) for each in range(10**9)), "_SlowError"),
    ],
)
def test_a_fault_is_noticed(does, said, monkeypatch, tmp_path):
    monkeypatch.setattr(hostile, "answered", does)
    monkeypatch.chdir(tmp_path)
    assert fault(["calc"], {}).startswith(said)
