"""A step and a prompt counted by hand, by a runtime of round numbers: Llama 3.1 8B, 32 layers, a cache of 128 KiB."""

import pytest

from slipstick import UsageError
from slipstick.estimates.questions import find
from slipstick.estimates.serving.decoding import decoding, prompting
from slipstick.estimates.serving.runtimes import Runtime
from slipstick.formulas.core.formula import unrecorded

SPEEDS = {"memory": 2e12, "matrix": 1e15, "vector": 5e13, "attention": 5e14, "narrow": 2e15}
SHARES = {"memory": 0.5, "arithmetic": 0.25, "compute": 0.5, "attention": 0.2}
SAID = {"ranges": {}, "measurements": 0, "kind": "", "basis": "", "source": ()}
LATE = {"begin": 1e-5, "widening": 0.5, "scores": 4.0}
ROUND = Runtime(
    "round", handling=2.0, layer=1e-6, element=1e-9, exchange=3.0, expert=2e-6, repeat=0.25, **LATE, **SHARES, **SAID
)
ALL, TABLE, TOKEN = 8029995008, 128256 * 4096, 131072  # parameters, those of the embedding; bytes of a token's cache


def serving(on="h100", model="llama-3.1-8b", runtime=ROUND, **values):
    question = find("infer")
    asked = question.asked({"model": model, "batch": 4, "context": 1000, "weights": "bf16", **values}, on)
    return question.serving(asked, runtime)


def step(made):
    return decoding(made, SPEEDS, unrecorded)


def prompt(made):
    return prompting(made, SPEEDS, unrecorded)


def test_a_step_reads_all_weights_but_the_table_it_looks_words_up_in():
    found = step(serving())
    read = ALL - TABLE
    assert found.traffic == pytest.approx(2 * read + 4 * 1000 * TOKEN)
    assert found.memory == pytest.approx(found.traffic / 2e12)
    assert found.parts["reading"] == pytest.approx(found.traffic / 2e12 / 0.5)
    assert found.parts["unpacking"] == pytest.approx(2.0 * 2 * read / 5e13)
    assert found.parts["layers"] == pytest.approx(32e-6)
    assert found.parts["vectors"] == pytest.approx(32 * 4096 * 1e-9)
    assert found.parts["repeats"] == pytest.approx(0.25 * 3 * 4 * 1000 * TOKEN / 2e12)  # by three more heads of four
    assert found.expected == pytest.approx(sum(found.parts.values()))
    assert found.floor == found.memory


def test_a_step_multiplies_each_weight_by_each_token():
    found = step(serving(batch=40))
    assert found.compute == pytest.approx(2 * ALL * 40 / 1e15)
    assert found.parts["arithmetic"] == pytest.approx(found.compute / 0.25)
    assert found.work == pytest.approx(2 * ALL * 40)
    many = step(serving(batch=800, context=1, prompt=1, output=1))
    assert many.floor == many.compute > many.memory


def test_two_devices_have_half_each_and_sum_twice_a_layer():
    alone, made = step(serving()), serving("2xh100", tp=2)._replace(exchanges=(1e-5, 2e-4))
    found = step(made)
    for name in ("reading", "unpacking", "arithmetic", "repeats"):
        assert found.parts[name] == pytest.approx(alone.parts[name] / 2), name
    assert (found.traffic, found.work) == (alone.traffic, pytest.approx(alone.work))
    assert found.parts["exchanges"] == pytest.approx(3.0 * 1e-5 * 2 * 32)
    assert prompt(made).parts["exchanges"] == pytest.approx(3.0 * 2e-4 * 2 * 32)
    assert "exchanges" not in alone.parts


def test_what_lies_away_is_read_from_there():
    plain, made = serving(), serving()._replace(away=(0.25, 1e11))
    before, found = step(plain), step(made)
    away = 0.25 * before.weights / 1e11
    assert found.parts["offloaded"] == pytest.approx(away / 0.5)
    assert found.traffic == pytest.approx(0.75 * before.weights + 4 * 1000 * TOKEN)
    assert found.floor == pytest.approx(found.traffic / 2e12 + away)
    assert found.memory == found.floor
    assert prompt(made).parts["reading"] == pytest.approx((0.75 * 2 * ALL / 2e12 + 0.25 * 2 * ALL / 1e11) / 0.5)


def test_a_mixture_reads_the_experts_that_its_tokens_touch():
    made = serving("2xh100", "mixtral-8x7b", batch=1, tp=2)._replace(exchanges=(0.0, 0.0))
    expert = 32 * 3 * 4096 * 14336  # parameters of one, in all layers
    table = 32000 * 4096
    assert step(made).parts["experts"] == pytest.approx(32 * 2e-6)  # of each layer that has them
    assert "experts" not in step(serving()).parts
    assert step(made).weights == pytest.approx(2 * (made.shape.parameters - table - 6 * expert), rel=1e-6)


def test_experts_in_fewer_bits_than_the_rest_are_read_in_theirs():
    made = serving("h100", "gpt-oss-120b", batch=1, weights="mxfp4")
    layer = 2880 * 64 * (2 * 64 + 2 * 8)  # of queries and outputs, keys and values
    read = 2 * (36 * layer + 201088 * 2880) + 4.25 / 8 * 36 * 4 * 3 * 2880**2
    assert step(made).weights == pytest.approx(read, rel=0.01)
    narrow = serving("h100", "gpt-oss-120b", batch=1, weights="mxfp4_moe")
    assert narrow.weights.size == pytest.approx(59.02 * 2**30, rel=0.005)  # its file
    assert step(narrow).weights == pytest.approx(read - (16 - 8.5) / 8 * (36 * layer + 201088 * 2880), rel=0.01)


def test_a_prompt_is_worked_on_whole_and_each_token_sees_those_before_it():
    found = prompt(serving(prompt=512))
    seen = 1000 - 512 + 512 / 2  # of what was in the cache, and half of the prompt
    attention = 4 * 32 * 4 * 32 * 128 * 512 * seen
    assert found.parts["reading"] == pytest.approx(2 * ALL / 2e12 / 0.5)
    assert found.parts["arithmetic"] == pytest.approx(2 * ALL * 4 * 512 / 1e15 / 0.5)
    assert found.parts["attention"] == pytest.approx(attention / 5e14 / 0.2)
    assert found.parts["scores"] == pytest.approx(4.0 * 32 * 4 * 32 * 512 * seen / 2e12)
    assert found.parts["layers"] == pytest.approx(32e-5)
    assert "unpacking" not in found.parts
    assert found.expected == pytest.approx(sum(found.parts.values()))
    assert found.floor == pytest.approx((2 * ALL * 4 * 512 + attention) / 2e15)
    assert prompt(serving(prompt=0, batch=1)).floor == pytest.approx(2 * ALL / 2e12)  # one token has to be read for


def test_narrow_weights_are_unpacked_for_each_token_of_a_prompt():
    found = prompt(serving(prompt=512, weights="int4"))
    assert found.parts["unpacking"] == pytest.approx(0.5 * 2 * ALL * 4 * 512 / 5e13)
    assert "widening" not in found.parts


@pytest.mark.parametrize(("weights", "wide"), [("bf16", 0.0), ("int4", 2 * 2 * ALL)])
def test_or_written_out_in_16_bits_for_each_chunk_that_reads_them(weights, wide):
    made = serving(prompt=600, batch=1, weights=weights, runtime=ROUND._replace(name="llama.cpp-2024"))
    found = prompt(made)
    assert found.parts["widening"] == pytest.approx((2 * wide + made.weights.size) / 2e12 / 0.5)  # in two chunks
    assert "unpacking" not in found.parts


@pytest.mark.parametrize(("part", "path"), [("h100", "half"), ("p40", "int8"), ("rtx-4090", "half")])
def test_an_older_llama_cpp_multiplies_in_int8_without_matrix_units_alone(part, path):
    made = serving(part, model="llama-2-7b", weights="q4_0", runtime=ROUND._replace(name="llama.cpp-2024"))
    assert ("int8" in made.rates["matrix"].paths[0]) == (path == "int8")
    assert "int8" in serving(part, weights="q4_0", runtime=ROUND._replace(name="llama.cpp")).rates["matrix"].paths[0]


def test_windows_are_seen_and_no_more():
    made = serving("h100", "mistral-7b-v0.1", prompt=8192, context=8192, batch=1)
    half = 4 * 32 * 32 * 128 * 8192 * 4096 / 5e14 / 0.2  # half of the prompt is a window wide
    assert prompt(made).parts["attention"] == pytest.approx(half)
    longer = serving("h100", "mistral-7b-v0.1", prompt=16384, context=16384, batch=1)
    assert prompt(longer).parts["attention"] == pytest.approx(2 * half)


def test_a_format_of_experts_is_refused_where_there_are_none():
    with pytest.raises(UsageError, match="'mxfp4_moe' is of experts alone, and llama-3-1-8b has none: say q8_0"):
        serving(weights="mxfp4_moe")
