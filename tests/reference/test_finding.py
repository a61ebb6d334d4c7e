"""Formulas found by words: the terms of a course, misspelled ones, and those that mean nothing."""

from pathlib import Path

import pytest

from slipstick import UsageError
from slipstick.files.yamltree import read
from slipstick.formulas import formulas
from slipstick.reference.finding import FEW, find, listing

HERE = Path(__file__).parent / "terms.yaml"
TERMS = {
    part: {term: [item.value for item in names.value] for term, names in branch.value.items()}
    for part, branch in read("terms.yaml", HERE.read_bytes()).value.items()
}


def first(question):
    """The names of the first three; none where the question is refused."""
    try:
        return {each.name for each in find(question)[:3]}
    except UsageError:
        return set()


def found(part):
    """Which terms of a part lead to a right formula among the first three."""
    return [term for term, right in TERMS[part].items() if first(term) & set(right)]


def test_nine_of_ten_terms_of_a_course_lead_to_the_right_formula():
    counts = {part: (len(found(part)), len(terms)) for part, terms in TERMS.items()}
    right, asked = (sum(column) for column in zip(*counts.values(), strict=True))
    assert asked >= 100
    assert right / asked >= 0.9, counts


def test_terms_that_no_synonym_was_added_for_are_found_too():
    assert len(TERMS["aside"]) == 30
    assert len(found("aside")) >= 26


def test_every_term_that_synonyms_were_made_for_is_found():
    assert set(TERMS["tuned"]) - set(found("tuned")) == set()


def test_terms_name_formulas_that_are_there_and_no_term_is_asked_twice():
    assert {name for terms in TERMS.values() for right in terms.values() for name in right} <= set(formulas())
    assert not TERMS["tuned"].keys() & TERMS["aside"].keys()


def test_a_formula_is_found_by_its_own_name():
    assert [name for name in formulas() if find(name.replace("_", " "))[0].name != name] == []


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("erlnag b", "erlang_loss"),
        ("M/M/1", "mm1_response"),
        ("KV-cache", "kv_cache_per_token"),
        ("Amdahls law", "amdahl"),
        ("the roofline", "attainable"),
        ("amat_cycles", "amat"),
    ],
)
def test_a_question_may_be_spelled_in_many_ways(question, right):
    assert right in first(question)


def test_a_few_are_listed_with_what_they_work_out():
    answer = find("cache")
    assert len(answer) == FEW
    assert listing(answer[:1]).splitlines()[0].startswith(answer[0].name + "(")
    assert all(len(line) <= 79 for line in listing(answer).splitlines() if line.startswith(" "))


@pytest.mark.parametrize("question", ["", "qqqqqq", "x" * 500])
def test_what_means_nothing_is_refused_in_one_line(question):
    with pytest.raises(UsageError) as error:
        find(question)
    assert len(str(error.value).splitlines()) == 1
