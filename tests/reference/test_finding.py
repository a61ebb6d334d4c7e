"""Formulas found by words: the terms of a course, misspelled ones, and those that mean nothing."""

from pathlib import Path

import pytest

from slipstick import UsageError
from slipstick.files.yamltree import read
from slipstick.formulas import formulas
from slipstick.reference.finding import FEW, Entry, _alike, _kin, _words, find, listing
from slipstick.reference.naming import term

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


ENTRY = Entry(formulas()["amdahl"], frozenset({"whole name"}), {"alpha": 4.0, "beta": 1.0, "cyclic": 2.0})


@pytest.mark.parametrize(
    ("whole", "asked", "rare", "score"),
    [
        ("alpha", ["alpha"], {}, 4.0),
        ("alpha", ["alpha"], {"alpha": 3.0}, 12.0),
        ("alpha beta", ["alpha", "beta"], {"alpha": 2.0, "beta": 3.0}, 11.0),
        ("alpha zz", ["alpha", "zz"], {"alpha": 2.0}, 4.0),  # half of what was asked is met
        ("whole name", ["zz"], {}, 100.0),
        ("whole name", [], {}, 100.0),
        ("whole name", ["beta"], {}, 101.0),
        ("zz", [], {}, 0.0),
    ],
)
def test_a_formula_fits_by_its_rare_words_and_by_how_much_of_a_question_it_meets(whole, asked, rare, score):
    assert ENTRY.score(whole, asked, rare) == pytest.approx(score)


def test_a_word_that_only_begins_like_one_that_is_known_counts_for_less():
    words = {"switched": 2.0, "switch": 1.0, "swi": 4.0}
    entry = Entry(formulas()["amdahl"], frozenset(), words)
    assert entry.fit("switched") == 2
    assert entry.fit("switching") == pytest.approx(
        0.6 * max(words[each] for each in _kin("switching") if each in words)
    )
    assert (entry.fit("swi"), entry.fit("swa")) == (4, 0)


@pytest.mark.parametrize(
    ("text", "whole", "words"),
    [
        ("queries", "query", ["query"]),
        ("ties", "tie", ["tie"]),
        ("gas bus class axis", "gas bus class axis", ["gas", "bus", "class", "axis"]),
        ("the M/M/1's waits", "the mm1 wait", ["mm1", "wait"]),
        ("what is the", "what is the", ["what", "is", "the"]),
        ("kv_cache of a", "kv cache of a", ["kv", "cache"]),
    ],
)
def test_a_question_is_read_by_its_words_that_say_something(text, whole, words):
    assert _words(text) == (whole, words)


@pytest.mark.parametrize(
    ("one", "other", "alike"), [("cache", "cached", 5), ("cached", "cache", 5), ("cache", "cocoa", 1), ("a", "b", 0)]
)
def test_words_are_alike_in_their_first_letters(one, other, alike):
    assert _alike(one, other) == alike


def test_words_of_one_kin_begin_alike_and_differ_in_their_last_four_letters():
    for word in ("switching", "pipelining", "caches", "buffered", "bandwidths"):
        for each in _kin(word):
            shared = _alike(word, each)
            assert shared >= 4, (word, each)
            assert max(len(word), len(each)) - shared <= 4, (word, each)
    assert "pipeline" in _kin("pipelining")
    assert "speedup" in _kin("speeding")  # 'speed' and three letters, or two


def test_what_is_asked_for_has_to_be_short(monkeypatch):
    assert find("amdahl " + "x" * 193)
    with pytest.raises(UsageError, match="is 201 letters long: ask for a formula in a few words"):
        find("amdahl " + "x" * 194)


def test_a_listing_is_as_wide_as_a_terminal():
    assert max(len(line) for line in listing(formulas().values()).splitlines() if line.startswith("  ")) == 79


def test_a_word_counts_by_where_it_stands():
    entry = term(formulas()["amdahl"], "A chapter of zebras", ["okapi law"])
    assert entry.names == {"amdahl", "okapi law"}
    weights = {"amdahl": 4.0, "okapi": 4.0, "program": 2.0, "original": 1.0, "zebra": 0.5}
    assert {word: entry.words[word] for word in weights} == weights
