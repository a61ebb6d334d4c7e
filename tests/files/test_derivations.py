import re

import pytest

from slipstick import load
from slipstick.files.derivations import FOLLOWS, Derivation, Words, derive
from slipstick.files.schema import FACTS, HEAD, Each, Text, Value
from slipstick.files.shapes import MATRICES
from slipstick.specs.derived import follows, said

DENSE = {
    "model.layers": 2.0,
    "model.hidden_size": 8.0,
    "model.vocabulary": 100.0,
    "model.tied_embeddings": "yes",
    "model.dtype": "fp8",
    "attention.heads": 4.0,
    "feed_forward.size": 16.0,
    "feed_forward.gated": "no",
}


def value(path, **changes):
    facts = DENSE | {key.replace("__", "."): each for key, each in changes.items()}
    found = derive(path, facts.get)
    return found and found.value


@pytest.mark.parametrize(
    ("handle", "count"), [("llama-3.1-8b", 8.030e9), ("deepseek-v3", 670.9e9), ("gemma-3-27b", 27.01e9)]
)
def test_the_count_is_exact_but_for_norms_biases_and_routers(handle, count):
    assert follows(load(handle), "parameters").value == pytest.approx(count, rel=3e-4)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("llama-3.1-8b.kv_cache.layer", "4.1 kB/token"),
        ("llama-3.1-8b.kv_cache.token", "131 kB/token"),
        ("deepseek-v3.kv_cache.token", "70.3 kB/token"),  # the cache stays in 16 bits where the weights have eight
        ("deepseek-v3.weights.size", "671 GB"),
        ("gemma-3-27b.kv_cache.window", "436 MB"),
        ("mixtral-8x7b.work.forward", "25.8 GFLOP/token"),  # of the active parameters
        ("llama-3.1-8b.work.forward", "16.1 GFLOP/token"),
        ("llama-3.1-8b.work.training", "723e21 FLOP"),
    ],
)
def test_what_follows_from_a_model(question, told):
    word, path = question.rsplit(".", 2)[0], ".".join(question.rsplit(".", 2)[1:])
    assert said(load(word), path).text == told


def test_a_dense_model_is_counted_by_hand():
    attention, mlp, embedding = 2 * 8 * 2 * (4 + 4), 2 * 8 * 16, 100 * 8
    assert value("parameters") == 2 * (attention + mlp) + embedding
    assert value("parameters", model__tied_embeddings="no") == 2 * (attention + mlp) + 2 * embedding
    assert value("parameters", feed_forward__gated="yes") == 2 * (attention + mlp * 3 / 2) + embedding
    assert value("parameters", attention__head_size=4.0) == 2 * (2 * attention + mlp) + embedding
    assert value("parameters", attention__kv_heads=2.0) == 2 * (attention * 6 / 8 + mlp) + embedding


def test_experts_are_counted_by_hand():
    expert = 2 * 8 * 4
    experts = {"experts__routed": 6.0, "experts__active": 2.0, "experts__size": 4.0}
    dense = value("parameters") - 2 * 2 * 8 * 16
    assert value("parameters", **experts) == dense + 2 * 6 * expert
    assert value("active_parameters", **experts) == dense + 2 * 2 * expert
    assert value("active_parameters", **experts, experts__shared=1.0) == dense + 2 * 3 * expert
    assert value("parameters", **experts, experts__dense_layers=1.0) == dense + 2 * 8 * 16 + 6 * expert
    assert value("active_parameters") is None


def test_latent_attention_without_a_rank_of_queries_has_one_matrix_for_them():
    latent = {"attention__kv_rank": 3.0, "attention__rope_size": 1.0, "attention__head_size": 2.0}
    assert value("attention.query_parameters", **latent) == 8 * 4 * 3
    assert value("attention.query_parameters", **latent, attention__q_rank=5.0) == 5 * (8 + 4 * 3)
    assert value("attention.parameters", **latent) == 8 * 4 * 3 + 8 * 4 + 3 * 4 * (2 + 2) + 4 * 2 * 8
    wide = value("attention.parameters", **latent, attention__value_size=6.0)
    assert wide == 8 * 4 * 3 + 8 * 4 + 3 * 4 * (2 + 6) + 4 * 6 * 8


def test_what_is_missing_leaves_nothing_to_follow():
    assert value("weights.size") == value("parameters")
    assert value("weights.size", model__dtype="int4") == value("parameters") / 2
    assert value("weights.size", parameters=1e9) == value("parameters")  # a printed count is rounded
    assert derive("weights.size", {"model.dtype": "fp8", "parameters": 1e9}.get).value == 1e9
    assert derive("parameters", {}.get) is None
    assert derive("parameters", (DENSE | {"feed_forward.gated": None}).get) is None
    assert derive("no.such.path", DENSE.get) is None


def test_a_derived_fact_names_the_facts_it_rests_on():
    found = derive("model.embedding_parameters", DENSE.get)
    assert found.facts == ("model.vocabulary", "model.hidden_size")
    assert set(derive("parameters", DENSE.get).facts) == set(DENSE) - {"model.dtype"}


def rule(path):
    """What the schema says of a path; None where no page may print it."""
    found = HEAD | FACTS
    for key in path.split("."):
        found = found.get(key) if isinstance(found, dict) else found.item if isinstance(found, Each) else None
    return found


@pytest.mark.parametrize("path", FOLLOWS)
def test_every_derivation_fits_its_formula_and_the_schema(path):
    for derivation in FOLLOWS[path]:
        assert isinstance(derivation, Derivation)
        assert list(derivation.inputs) == list(derivation.formula.parameters)
        printed = rule(path)
        assert printed is None or derivation.formula.result.unit in {dim.unit for dim in printed.dims}
        if derivation.when[0]:
            assert derivation.when[1] is None or derivation.when[1] in rule(derivation.when[0]).choices
        for name, origin in derivation.inputs.items():
            for each in origin:
                fits(each, derivation.formula.parameters[name])


def fits(origin, dim):
    if isinstance(origin, Words):
        told = rule(origin.path)
        assert isinstance(told, Text)
        if told.choices:
            assert set(origin.numbers) == set(told.choices)
        assert all(re.fullmatch(told.pattern, word) for word in origin.numbers)
    elif not isinstance(origin, float):
        told = rule(origin)
        units = {each.formula.result.unit for each in (FOLLOWS | MATRICES).get(origin, ())}
        units |= {each.unit for each in told.dims} if isinstance(told, Value) else set()
        assert units == {dim.unit}, origin
