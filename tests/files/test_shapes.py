"""What follows from a model's shape, held to what its makers publish."""

import re

import pytest

from slipstick import catalogue, load
from slipstick.evidence.checks import rounding
from slipstick.evidence.measurements import read
from slipstick.files.shapes import EVERY_WEIGHT, MATRICES, weights
from slipstick.specs.derived import follows, looked_up, said

MODELS = catalogue().specs("model")
# Counted in the published files, to the last parameter.
EXACT = {
    "gpt-2-124m": 124439808,
    "gpt-2-1-5b": 1557611200,
    "gemma-2-2b": 2614341888,
    "qwen2-5-3b": 3085938688,
    "qwen2-5-7b": 7615616512,
    "llama-3-2-1b": 1235814400,
    "llama-3-2-3b": 3212749824,
    "llama-3-1-8b": 8030261248,
    "llama-3-70b": 70553706496,
    "mistral-7b": 7241732096,
}
# The tables of llama.cpp's quantize/README.md: GiB of Llama 3.1 8B, and bits a weight of Llama 2.
FILES = {
    **{"iq1_s": 1.87, "iq1_m": 2.01, "iq2_xxs": 2.23, "iq2_xs": 2.42, "iq2_s": 2.56, "iq2_m": 2.74, "iq3_xxs": 3.04},
    **{"iq3_xs": 3.27, "iq3_s": 3.42, "iq3_m": 3.52, "iq4_xs": 4.17, "iq4_nl": 4.38, "q2_k_s": 2.78, "q2_k": 2.95},
    **{"q3_k_s": 3.41, "q3_k_l": 4.02, "q4_k_s": 4.36, "q4_k_m": 4.58, "q5_k_s": 5.21, "q5_k_m": 5.33, "q6_k": 6.14},
    **{"q8_0": 7.95, "fp16": 14.96, "q4_0": 4.34, "q4_1": 4.78, "q5_0": 5.21, "q5_1": 5.65, "q3_k_m": 3.74},
}
AVERAGES = {
    "llama-2-7b": {"q3_k_s": 3.50, "q3_k_m": 3.91, "q4_k_s": 4.58, "q4_k_m": 4.84, "q5_k_m": 5.68, "q6_k": 6.56},
    "llama-2-13b": {"q3_k_s": 3.48, "q3_k_m": 3.89, "q4_k_s": 4.56, "q4_k_m": 4.83, "q5_k_m": 5.67, "q6_k": 6.56},
    "llama-2-70b": {"q3_k_s": 3.47, "q3_k_m": 3.85, "q4_k_s": 4.53, "q4_k_m": 4.80, "q5_k_m": 5.65, "q6_k": 6.56},
}


# GB of the files of Llama 3.1 70B at huggingface.co/bartowski/Meta-Llama-3.1-70B-Instruct-GGUF, some with an importance
# matrix: of these iq4_xs has no q5_k among its matrices out of the feed-forward.
LARGE = {
    **{"iq2_xxs": 19.1, "iq2_xs": 21.1, "iq2_s": 22.2, "iq2_m": 24.1, "iq3_xs": 29.3, "iq3_m": 31.9, "iq4_xs": 37.9},
    **{"q2_k": 26.4, "q3_k_s": 30.9, "q3_k_m": 34.3, "q3_k_l": 37.1, "q4_0": 40.1, "q4_k_s": 40.3, "q4_k_m": 42.5},
    "q5_k_s": 48.7,
}


@pytest.mark.parametrize("part", MODELS, ids=lambda part: part.handle)
def test_the_shape_makes_the_parameters_that_are_published(part):
    found = follows(part, "model.parameters").value
    if "parameters" in part:
        allowed = max(0.005, rounding(part.fact("parameters").text))
        assert found == pytest.approx(part.number("parameters"), rel=allowed)


@pytest.mark.parametrize(("handle", "count"), EXACT.items())
def test_the_shape_makes_the_count_of_the_files_but_for_norms_and_biases(handle, count):
    assert follows(load(handle), "model.parameters").value == pytest.approx(count, rel=0.0012)


def test_there_are_many_models_and_each_has_a_cache_and_work():
    assert len(MODELS) >= 110
    for part in MODELS:
        assert follows(part, "kv_cache.token").value > 0, part
        assert follows(part, "work.forward").value > 0, part
        assert said(part, "weights.q4_k_m").value < said(part, "weights.bf16").value, part


@pytest.mark.parametrize(("name", "gib"), FILES.items())
def test_a_file_of_llama_cpp_is_as_large_as_published(name, gib):
    assert said(load("llama-3.1-8b"), f"weights.{name}").value / 2**30 == pytest.approx(gib, rel=0.004)


@pytest.mark.parametrize(("name", "size"), LARGE.items())
def test_a_file_of_a_larger_model_is_as_large_as_published(name, size):
    assert said(load("llama-3.1-70b"), f"weights.{name}").value / 1e9 == pytest.approx(size, rel=0.01)


@pytest.mark.parametrize(
    ("handle", "name", "average"), [(handle, *each) for handle, mixes in AVERAGES.items() for each in mixes.items()]
)
def test_a_mix_takes_as_many_bits_a_weight_as_published(handle, name, average):
    part = load(handle)
    bits = 8 * said(part, f"weights.{name}").value / said(part, "model.parameters").value
    assert bits == pytest.approx(average, rel=0.007)


def test_a_mixture_of_experts_is_stored_in_a_mix_too():
    assert said(load("r1"), "weights.q4_k_m").value == pytest.approx(404e9, rel=0.01)
    assert said(load("mixtral-8x7b"), "weights.q4_0").value == pytest.approx(26e9, rel=0.02)


def test_formats_of_the_matrices_alone_leave_the_tables_in_16_bits():
    part = load("llama-3.1-8b")
    tables = 2 * said(part, "model.embedding_parameters").value
    rest = said(part, "model.parameters").value - tables
    assert said(part, "weights.awq").value == pytest.approx(2 * tables + rest * 66.5 / 128)
    assert said(part, "weights.nf4").value == pytest.approx(2 * tables + rest * 4.5 / 8)
    assert said(part, "weights.exl2_4_65").value == pytest.approx(tables + tables * 3 / 8 + rest * 4.65 / 8)
    assert said(part, "weights.nf4_dq").value < said(part, "weights.nf4").value


@pytest.mark.parametrize("path", ["weights.Q4_K_M", "weights.q4_k"])
def test_a_format_is_found_in_any_case_and_by_its_usual_mix(path):
    assert repr(weights(path)) == repr(weights("weights.q4_k_m"))


def test_a_format_that_is_none_has_no_weights():
    assert weights("weights.q9_k") == ()
    assert weights("cache.q4_k_m") == ()
    assert len(EVERY_WEIGHT) >= 40
    assert set(MATRICES) == {
        "attention.value_parameters",
        "attention.output_parameters",
        "feed_forward.down_parameters",
    }


@pytest.mark.parametrize(
    ("question", "path", "value"),
    [
        ("deepseek-v3.active", "active_parameters", 37e9),
        ("llama-3.1-8b.active", "parameters", 8e9),
        ("llama-3.1-8b.kv_per_token", "kv_cache.token", 131072),
        ("llama-3.1-8b.work_per_token", "work.forward", 2 * 8029995008),
        ("deepseek-v3.experts.active", "experts.active", 8),
        ("gpt-2-124m.model.position_parameters", "model.position_parameters", 1024 * 768),
    ],
)
def test_what_is_asked_of_a_model_in_short_is_told(question, path, value):
    _, found, fact = looked_up(question, catalogue())
    assert (found, fact.value) == (path, value)
    assert fact.source


def test_a_cache_of_the_whole_context_stops_growing_in_windows():
    assert follows(load("llama-3.1-8b"), "kv_cache.context").value == 131072**2
    assert follows(load("deepseek-v3"), "kv_cache.context").value == 61 * 576 * 2 * 131072
    token = 2 * 16 * 128 * 2
    assert follows(load("gemma-3-27b"), "kv_cache.context").value == token * (10 * 131072 + 52 * 1024)
    assert follows(load("gpt-20b"), "kv_cache.context") is None  # no source says how long its context is


def test_a_distilled_model_has_the_shape_of_its_base():
    assert said(load("r1-distill-llama-8b"), "model.parameters") == said(load("llama-3.1-8b"), "model.parameters")
    assert load("deepseek-ai/DeepSeek-R1-Distill-Qwen-32B").extends == ["qwen2-5-32b"]


def test_latent_attention_has_no_matrix_of_values_of_its_own():
    assert follows(load("deepseek-v3"), "attention.value_parameters") is None
    assert follows(load("deepseek-v3"), "attention.output_parameters").value == 128 * 128 * 7168
    assert follows(load("llama-3.1-8b"), "attention.value_parameters").value == 8 * 128 * 4096
    assert follows(load("llama-4-maverick"), "feed_forward.down_parameters").value == 5120 * (
        24 * 16384 + 24 * 129 * 8192
    )


# Measured, and without a page: layers of several kinds, or a configuration that nobody here has seen.
UNKNOWN = {"hunyuan-a13b", "ministral-3-14b", "gemma-4-31b", "qwen3.8-27b", "nemotron-3-super-120b-a12b"}


def test_a_model_that_a_measurement_names_is_known():
    known = catalogue()
    named = {str(one.question["model"]) for one in read() if one.question.get("model")}
    sizes = {name for name in named if re.fullmatch(r"[\d.]+[mbt]?", name, re.IGNORECASE)}
    assert len(named - sizes) >= 30
    assert named >= UNKNOWN
    for name in named - sizes - UNKNOWN:
        assert known.find(name, ("model",)).section("model"), name
    for name in ("22b", "175b", "530b", "1t"):  # of Korthikanti et al.
        assert known.find(name, ("model",)).vendor == "NVIDIA"


@pytest.mark.parametrize(("handle", "kib"), [("gpt-2-1-5b", 300), ("llama-3-8b", 128), ("deepseek-v3", 68.625)])
def test_a_token_takes_as_much_of_the_cache_as_published(handle, kib):
    """300, 128 and 69 KiB in botbeat.news 3363, a summary of a comparison of all heads, shared ones and latent ones."""
    assert follows(load(handle), "kv_cache.token").value == kib * 1024


def test_weights_that_are_stored_in_a_mix_are_as_large_as_their_files():
    """12.8 and 60.8 GiB of gpt-oss: experts in MXFP4, the rest in bf16."""
    for handle, gib in (("gpt-oss-20b", 12.8), ("gpt-oss-120b", 60.8)):
        assert said(load(handle), "weights.size").value / 2**30 == pytest.approx(gib, rel=0.005)


def test_a_format_of_experts_alone_leaves_the_rest_in_eight_bits():
    dense, sparse = load("llama-3.1-8b"), load("gpt-oss-20b")
    assert said(dense, "weights.mxfp4_moe").value == said(dense, "weights.q8_0").value
    assert said(sparse, "weights.mxfp4_moe").value == pytest.approx(11.27 * 2**30, rel=0.005)  # its file
