import pytest

from slipstick import UsageError
from slipstick.estimates import questions
from slipstick.estimates.parameter import measure, named, read, said, shown, side, tokens, word
from slipstick.units import Size, Tokens


def test_a_word_is_one_of_those_it_may_be_whatever_its_case_and_hyphens():
    assert said("All_Reduce", "op", ("all-reduce", "send"), False) == "all-reduce"
    assert said(" pcie-5 ", "over", (), False) == "pcie-5"
    assert said(["a", "b"], "then", (), True) == "a,b"


@pytest.mark.parametrize(
    ("value", "words", "told"),
    [
        ("sned", ("all-reduce", "send"), "op = 'sned': did you mean send?"),
        ("xyz", ("all-reduce", "send"), "op = 'xyz': expected one of all-reduce, send"),
        ("", (), "op = '': expected a word"),
        (5, (), "op = '5': expected a word"),
        (["a"], (), "expected a word"),
    ],
)
def test_what_is_no_word_is_refused(value, words, told):
    with pytest.raises(UsageError, match=told.replace("?", r"\?")):
        said(value, "op", words, False)


def test_sizes_are_shown_in_the_units_in_which_they_are_whole():
    sizes = (2.0**28, 64e6, 512.0, 1.5 * 2**20, 3 * 2.0**30, 4096.0)
    assert [shown(size, "B") for size in sizes] == ["256 MiB", "64 MB", "512 B", "1.57 MB", "3 GiB", "4 KiB"]


def test_what_has_a_default_or_is_a_word_is_not_doubled():
    each = [side("m", "rows"), measure("size", Size, "bytes"), measure("chunk", Size, "bytes", 2.0**20)]
    assert [one.lever for one in (*each, word("op", "what"), named("over", "what"))] == [
        True,
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    "asked",
    [
        ("train", {"model": "30B", "tokens": 1e308, "on": "128xa100"}),
        ("infer", {"model": "llama-3.1-8b", "prompt": 1e308, "on": "h100"}),
        ("fit", {"model": "llama-3.1-8b", "context": 1e308, "on": "h100"}),
        ("scaling", {"work": "1e22FLOP", "served": 1e308}),
    ],
)
def test_tokens_whose_work_would_be_no_number_are_refused_at_the_door(asked):
    name, values = asked
    on = values.pop("on", None)
    with pytest.raises(UsageError, match="out of range: expected a number of tokens from 0 token to 1e24 token"):
        questions.find(name).ask(values, on)


def test_a_k_of_tokens_in_a_sequence_is_1024_of_them_and_of_what_is_trained_on_a_thousand():
    assert read("8k", tokens("context", "of a sequence")) == 8192
    assert read("8k", measure("tokens", Tokens, "of training")) == 8000
    assert read("8192", tokens("context", "of a sequence")) == 8192
