"""Published worked examples, asked of slipstick: none may stop coming out, and no slip may start to."""

from collections import Counter

import pytest

from records import Record, records
from slipstick import calculate, catalogue

EVERY = records()


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
    assert [name for name, times in Counter(record.id for record in EVERY).items() if times > 1] == []
    assert {record.source for record in EVERY} <= set(catalogue().sources)
    assert len(EVERY) >= 127


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
