import json
from datetime import UTC, datetime, timedelta

import pytest

from slipstick.cards.grading import Grade
from slipstick.cards.progress import Progress, default_path

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def kept(path, **changes):
    """A file with one card, in which some is other than it should be."""
    whole = {
        **{"card_id": 1, "state": 2, "step": 0, "stability": 3.0, "difficulty": 5.0},
        **{"due": "2025-11-20T00:00:00+00:00", "last_review": "2025-11-19T00:00:00+00:00"},
    }
    path.write_text(json.dumps({"format": 1, "cards": {"a": {**whole, **changes}}}))
    return Progress(str(path))


@pytest.mark.parametrize(
    ("changes", "whole"),
    [
        ({}, True),
        ({"step": None, "last_review": None}, True),
        ({"stability": 0.0}, True),
        ({"stability": 99_999.0}, True),
        ({"stability": 1e5}, False),
        ({"difficulty": -0.1}, False),
        ({"due": ""}, False),
        ({"due": None}, False),
        ({"due": "2025-11-20T00:00:00"}, False),  # of no time zone
        ({"last_review": "yesterday"}, False),
    ],
)
def test_a_card_that_is_not_whole_sets_its_file_aside(tmp_path, changes, whole):
    path = tmp_path / "drill.json"
    progress = kept(path, **changes)
    assert (list(progress.cards), progress.damaged) == ((["a"], "") if whole else ([], f"{path}.damaged-1"))
    if not whole:
        assert kept(path, **changes).damaged == f"{path}.damaged-2"
        assert len(list(tmp_path.iterdir())) == 2


def test_a_question_is_due_from_its_moment_on(tmp_path):
    progress = kept(tmp_path / "drill.json", due=NOW.isoformat())
    assert progress.due("a", NOW)
    assert not progress.due("a", NOW - timedelta(microseconds=1))
    assert not progress.due("b", NOW)


def test_what_is_forgotten_is_counted_and_written(tmp_path):
    path = str(tmp_path / "drill.json")
    progress = Progress(path)
    for key in "abc":
        progress.answered(key, Grade.GOOD, NOW)
    assert [Progress(path).cards[key]["card_id"] for key in "abc"] == [1, 2, 3]
    assert Progress(path).forget({"a", "c", "z"}) == 2
    assert Progress(path).forget({"z"}) == 0
    assert list(Progress(path).cards) == ["b"]
    assert (tmp_path / "drill.json").read_text().startswith('{\n "format": 1,')


def test_progress_is_kept_in_the_folder_of_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("SLIPSTICK_DATA", str(tmp_path))
    assert default_path() == str(tmp_path / "drill.json")
    monkeypatch.setenv("SLIPSTICK_DATA", "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_path() == str(tmp_path / "slipstick" / "drill.json")


def test_the_same_answers_are_asked_again_at_the_same_times(tmp_path):
    def times(number):
        progress = kept(tmp_path / f"{number}.json", stability=200.0, due="2026-01-01T00:00:00+00:00")
        return progress.answered("a", Grade.GOOD, NOW)

    assert len({times(number) for number in range(6)}) == 1
    assert times(6) > NOW + timedelta(days=30)
