"""Published worked examples, asked of slipstick: none may stop coming out, and no slip may start to."""

from collections import Counter

import pytest

from records import Record, answered, counts, records
from slipstick import calculate, catalogue

EVERY = answered()


@pytest.mark.parametrize("record", EVERY, ids=lambda r: r.id)
def test_the_published_answer_comes_out(record):
    asked, published = calculate(record.question), calculate(record.answer)
    assert record.reproduces(record.answer), f"{record.question} = {asked.short}, published {published.short}"


@pytest.mark.parametrize("record", [each for each in EVERY if each.printed], ids=lambda r: r.id)
def test_what_is_printed_by_mistake_does_not(record):
    assert not record.reproduces(record.printed)
    assert record.note
    assert dict(calculate(record.printed).value.powers) == dict(calculate(record.answer).value.powers)


def test_every_record_is_one_of_its_kind_with_a_source():
    assert [name for name, times in Counter(record.id for record in records()).items() if times > 1] == []
    assert {record.source for record in records()} <= set(catalogue().sources)
    assert len(EVERY) >= 450


@pytest.mark.parametrize("part", ["tried", "aside"])
def test_nineteen_of_twenty_problems_have_their_answer_in_one_line(part):
    all_of_it, in_one_line, at_once = counts(part)
    assert all_of_it >= at_once
    assert in_one_line >= 0.95 * all_of_it


def test_of_those_put_aside_the_first_line_answered_nearly_all():
    all_of_it, _, at_once = counts("aside")
    assert at_once >= 0.95 * all_of_it


def test_a_problem_of_the_two_parts_is_told_in_words_and_a_miss_with_its_reason():
    for record in records():
        assert record.part in ("", "tried", "aside"), record.id
        assert bool(record.part) == bool(record.problem), record.id
        assert bool(record.question) != bool(record.unanswered), record.id
        assert record.part or not (record.first or record.unanswered), record.id


def test_a_tolerance_is_small_or_has_a_reason():
    assert [record.id for record in EVERY if record.tolerance > 0.1] == []
    assert [record.id for record in EVERY if record.tolerance > 0.02 and not record.note] == []


def test_the_tolerance_is_what_decides():
    half = Record("half", "1 s / 2", "0.51 s", "2%", "")
    assert half.reproduces("0.51 s")
    assert not half.reproduces("0.52 s")
    assert not half.reproduces("0.5 B")
    exact = Record("exact", "0.1 s + 0.2 s", "0.3 s", "0%", "")
    assert exact.reproduces("0.3 s")
    assert not exact.reproduces("0.3001 s")
