from datetime import UTC, datetime, timedelta

import pytest

from slipstick import UsageError
from slipstick.cards.grading import Grade
from slipstick.cards.progress import Progress
from slipstick.cards.sitting import Sitting, _when, drill, forget

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("later", "said"),
    [
        (timedelta(), "in 1 s"),
        (timedelta(seconds=-5), "in 1 s"),
        (timedelta(milliseconds=1500), "in 1.5 s"),
        (timedelta(minutes=10), "in 10 min"),
        (timedelta(days=3.14159), "in 3.14 days"),
    ],
)
def test_when_a_question_comes_again_is_a_second_away_at_least(later, said):
    assert _when(NOW + later, NOW) == said


def test_what_is_said_to_an_answer_is_its_grade_its_factor_and_when_it_comes_again(tmp_path):
    sitting = Sitting(Progress(str(tmp_path / "drill.json")), ("latency",), 4, 3, 1)
    assert len(sitting.asked) == 3  # as many as are new at most
    one = next(each for each in sitting.asked if each.kind == "number")
    said = [sitting.answer(one, text, NOW).partition(";")[0] for text in ("", "  ")]
    assert said == ["not known", "not known"]
    assert sitting.summary() == {"asked": 2, "easy": 0, "good": 0, "hard": 0, "again": 2}
    assert sitting.answer(one, "1 ms", NOW).startswith("more than a factor of ten off (")
    assert sitting.grades[-1] is Grade.AGAIN


def test_a_sitting_asks_no_more_than_it_should_and_the_same_for_a_seed(tmp_path):
    progress = Progress(str(tmp_path / "drill.json"))
    keys = [[each.key for each in Sitting(progress, (), 5, 9, seed).asked] for seed in (3, 3, 4)]
    assert keys[0] == keys[1] != keys[2]
    assert len(keys[0]) == len(set(keys[0])) == 5
    assert Sitting(progress, (), 5, 0, 3).asked == []


@pytest.mark.parametrize(("factor", "told"), [(0.0, False), (1.0, False), (1.01, True), (2.0, True), (3.14159, True)])
def test_by_what_factor_an_answer_is_off_is_said_if_it_is(tmp_path, monkeypatch, factor, told):
    monkeypatch.setattr("slipstick.cards.sitting.grade", lambda text, solution: (Grade.GOOD, factor))
    sitting = Sitting(Progress(str(tmp_path / "drill.json")), ("latency",), 1, 1, 1)
    first, *_ = sitting.answer(sitting.asked[0], "1 s", NOW).split(";")
    assert first.endswith(f" ({factor:.3g} times)") is told
    assert ("times" in first) is told


def test_a_drill_is_a_sitting_that_lists_its_questions_and_forgets(tmp_path):
    path = str(tmp_path / "drill.json")
    sitting = drill("latency", count=2, seed=1, progress=path)
    assert str(sitting).splitlines() == [each.text for each in sitting.asked]
    assert sitting.answer(sitting.asked[0], "").startswith("not known; asked again in ")
    assert repr(sitting) == "<sitting: 2 questions, 1 answered>"
    assert str(drill("latency", count=0, progress=path)) == "nothing is due"
    assert sitting.asked[0].key in Progress(path).cards
    drill("latency", reset=True, progress=path)
    assert Progress(path).cards == {}
    with pytest.raises(UsageError, match="needs the SUBJECTS to forget"):
        forget(Progress(path), ())
