import pytest

from slipstick import UsageError
from slipstick.estimates.training.model import model_of
from slipstick.specs.catalogue import catalogue


def found(text, **given):
    return model_of(catalogue(None), text, given)


@pytest.mark.parametrize(("text", "size"), [("125M", 125e6), ("1.3B", 1.3e9), ("30b", 30e9), ("1T", 1e12)])
def test_a_size_is_a_dense_model_of_about_so_many_parameters(text, size):
    model = found(text)
    assert model.parameters == pytest.approx(size, rel=0.03)
    assert 60 <= model.width / model.layers <= 200
    assert "typical dense model" in model.note


def test_the_175b_of_usual_shape_is_that_of_gpt3():
    model = found("175B")
    assert (model.layers, model.width, model.hidden) == (96, 12288, 8 * 12288)


def test_layers_and_width_make_a_shape_of_their_own():
    model = found("22B", layers=48, width=6144, heads=64, vocabulary=51200)
    assert (model.heads, model.head, model.vocabulary) == (64, 96, 51200)
    assert model.matrices == 12 * 48 * 6144**2


def test_a_page_says_its_own_shape():
    model = found("llama-3.1-8b")
    assert (model.layers, model.queries, model.keys) == (32, 4096, 1024)
    assert model.hidden == pytest.approx(3 * 14336, rel=0.01)
    assert model.tokens == 15e12
    with pytest.raises(UsageError, match="layers is given"):
        found("llama-3.1-8b", layers=4)


def test_an_unknown_model_is_told_with_the_nearest():
    with pytest.raises(UsageError, match="llama-3-1-8b"):
        found("llama-3-1-8")


@pytest.mark.parametrize("text", ["0B", "10k", "2000T"])
def test_what_no_model_has_is_refused(text):
    with pytest.raises(UsageError, match=f"'{text}' is no size of a language model"):
        found(text)


@pytest.mark.parametrize("size", [1.25e8, 1e9, 7e9, 13e9, 30e9, 70e9, 175e9, 1e12])
def test_the_size_counts_for_more_than_the_usual_width_of_a_layer(size):
    model = found(f"{size / 1e6:.0f}M")
    assert model.parameters == pytest.approx(size, rel=0.02)
    assert 90 <= model.width / model.layers <= 175
