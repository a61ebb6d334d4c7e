"""Hostile questions: a slice of what ``python tools/hostile_words.py --tries 10000`` asks, and what it has found."""

from collections import Counter

import pytest

import hostile_words as room
from slipstick.ask.reading import read
from slipstick.errors import UsageError


def test_every_hostile_question_ends_in_a_reading_or_in_one_line(monkeypatch):
    monkeypatch.setattr(room, "LIMIT", 2.0)  # the tool itself holds them to a fifth of a second, on a quiet machine
    asked = Counter()
    assert list(room.faults(18, 1, asked)) == []
    assert {*asked} == {kind.__name__ for kind in room.KINDS}


@pytest.mark.parametrize(
    ("does", "said"),
    [
        (lambda question: 1 / 0, "ZeroDivisionError"),
        (lambda question: sum(range(20_000_000)), "slow"),
        (lambda question: (_ for _ in ()).throw(UsageError("two\nlines")), "not one line"),
    ],
)
def test_a_fault_is_noticed(does, said, monkeypatch):
    monkeypatch.setattr(room, "read", does)
    assert room.wrong("a question").startswith(said)


@pytest.mark.parametrize(
    "question",
    ["0k USD^ ,at 2 USD/h", "5 GB^", "x" * 1_000_000, "\x00\x1b[31m\u202e", "\ud800", "$(rm -rf ~)", "a " * 500],
)
def test_what_was_found_stays_mended(question):
    assert room.wrong(question) == ""


def test_a_question_that_is_too_long_is_refused():
    with pytest.raises(UsageError, match="letters is too long"):
        read("1 " * 500_000)
