"""Numbers worth knowing and formulas by their own names: each is itself or refused, and never another."""

from collections import defaultdict

import pytest

from slipstick.ask.numbered import bare
from slipstick.ask.reading import read
from slipstick.errors import SlipstickError, UsageError
from slipstick.formulas import formulas
from slipstick.reference.search import numbers

EVERY = 23  # one name of so many is asked: all of them take a minute


def names(number):
    texts = (number.path, number.id, number.name, number.text("of"), *number.aliases)
    return {text for text in texts if text}


def found(question):
    try:
        return read(question).words[:2]
    except SlipstickError:
        return ()


def test_no_number_is_found_by_the_name_of_another():
    owners = defaultdict(set)
    for number in numbers():
        for name in names(number):
            owners[bare([name])].add(number.path)
    asked = [(number, name) for number in numbers() for name in sorted(names(number))][::EVERY]
    read_as = {(number.path, name): found(f"what is the {name}") for number, name in asked}
    told = {key: words[1] for key, words in read_as.items() if words[:1] == ("number",)}
    assert len(asked) > 60
    assert len(told) > len(asked) / 2
    assert {key: path for key, path in told.items() if path not in owners[bare([key[1]])]} == {}


def test_every_formula_is_found_by_its_name_or_not_at_all():
    asked = [name for formula in formulas() for name in (formula, formula.replace("_", " "))][::11]
    wrong = {name: words for name in asked if (words := found(f"what is {name}")) not in ((), ("formula", _own(name)))}
    assert len(asked) > 60
    assert wrong == {}


def _own(name):
    return name.replace(" ", "_")


@pytest.mark.parametrize(
    ("question", "path"),
    [
        ("what does a context switch cost", "latency.context-switch"),
        ("how fast is zstd decompression", "rates.zstd-decompress"),
        ("latency of a pytorch kernel launch", "latency.kernel-launch-framework"),
    ],
)
def test_a_number_is_found_by_its_words_and_what_is_asked_of_it(question, path):
    assert found(question) == ("number", path)


def test_words_of_several_numbers_are_asked_back():
    with pytest.raises(UsageError, match=r"mutex-uncontended, latency.mutex-contended: name one"):
        read("how long is a mutex lock")


@pytest.mark.parametrize("question", ["joules of a mutex lock", "bandwidth of a mutex lock", "gpu cost"])
def test_a_number_of_another_kind_is_no_answer(question):
    assert found(question) == ()
