import pytest

from slipstick import UsageError, catalogue
from slipstick.specs.modelnames import VARIANTS, cuts_version, is_copy, of_shape, of_size, owned
from slipstick.specs.names import Names

WORDS = {name: name for name in ("owl-3-8b", "owl-3-1-8b", "owl-2-1-4b", "wren-instruct", "hawk")}
KINDS = {name: "gpu" if name == "hawk" else "model" for name in WORDS}


def told(word, wanted=()):
    try:
        return Names(WORDS, KINDS, wanted).meant(word)
    except UsageError as error:
        return str(error)


@pytest.mark.parametrize("variant", sorted(VARIANTS))
def test_what_leaves_the_shape_as_it_is_may_stand_after_the_name(variant):
    assert told(f"nest/Owl-3.1-8B-{variant}") == "owl-3-1-8b"
    assert told(f"owl 3 8b {variant}") == "owl-3-8b"


@pytest.mark.parametrize("other", ["coder", "distill", "vision", "math", "4k"])
def test_what_makes_another_model_may_not(other):
    assert told(f"owl-3-8b-{other}").startswith(f"unknown model 'owl-3-8b-{other}'")


def test_no_version_loses_what_is_after_its_point():
    assert told("owl 3 8b") == "owl-3-8b"
    assert told("owl 2 4b") == "unknown model 'owl 2 4b': did you mean owl-2-1-4b?"
    assert told("owl 4b") == "owl-2-1-4b"
    assert cuts_version("owl-2-4b", "owl-2-1-4b", ["1"])
    assert not cuts_version("owl-1-4b", "owl-2-1-4b", ["2"])


def test_a_name_that_has_such_a_word_keeps_it():
    assert told("wren-instruct") == "wren-instruct"


def test_a_part_of_another_kind_has_no_such_variants():
    assert told("hawk-instruct").startswith("unknown")
    assert told("owl-3-8b-instruct", ("gpu",)).startswith("unknown device")


def test_an_owner_is_known_by_the_stroke():
    assert (owned("nest/owl-3"), owned("owl"), owned("nest/owl/3")) == ("owl-3", "", "")
    assert [*of_shape("meta-owl-3-it")] == ["owl-3"]
    assert [*of_shape("it")] == []


def test_a_context_of_another_length_is_not_a_variant():
    with pytest.raises(UsageError, match="unknown model"):
        catalogue().find("Qwen2.5-7B-Instruct-1M", ("model",))


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("qwen-7b", "qwen2-5-7b"),
        ("qwen 14b", "qwen2-5-14b or qwen3-14b"),
        ("Qwen-14B-Chat", "qwen"),
        ("deepseek-7b", "deepseek"),
        ("deepseek 70b", "deepseek"),
    ],
)
def test_a_distilled_model_is_not_what_it_was_made_like(word, near):
    with pytest.raises(UsageError, match=f"unknown model .*: did you mean {near}"):
        catalogue().find(word, ("model",))


@pytest.mark.parametrize("word", ["r1-7b", "deepseek-r1:7b", "r1-distill-qwen-7b", "DeepSeek-R1-Distill-Qwen-7B"])
def test_a_distilled_model_is_called_by_its_teacher(word):
    assert catalogue().find(word).handle == "deepseek-r1-distill-qwen-7b"
    assert is_copy(["r1", "distill"])
    assert not is_copy(["distill", "qwen"])
    assert of_size("qwen-7b", ["qwen2-5-7b", "qwen2-5-72b", "hawk-7b"]) == ["qwen2-5-7b"]
