import pytest

from slipstick import SlipstickError, UsageError, fit


def test_weights_and_caches_are_counted_to_the_byte():
    found = fit("llama-3.1-8b", context=8192, batch=4)
    assert found.outcome.quantities["weights"][0] == pytest.approx(2 * 8030261248, rel=1e-4)  # all but the norms
    assert found.outcome.quantities["caches"][0] == 4 * 8192 * 2 * 32 * 8 * 128 * 2
    assert found.outcome.value == pytest.approx(2 * 8030261248 + 4 * 8192 * 131072, rel=1e-4)


def test_a_latent_cache_keeps_one_vector_a_token():
    found = fit("deepseek-v3", context=4096)
    assert found.outcome.quantities["caches"][0] == 4096 * 61 * (512 + 64) * 2


def test_layers_with_a_window_keep_no_more_than_that():
    found = fit("gemma-3-27b", context=65536)
    per_layer = 2 * 16 * 128 * 2
    assert found.outcome.quantities["caches"][0] == pytest.approx(per_layer * (10 * 65536 + 52 * 1024), rel=1e-12)


def test_a_narrower_cache_takes_half():
    wide, narrow = (fit("llama-3.1-8b", context=1024, cache=name).outcome.quantities for name in ("", "fp8"))
    assert narrow["caches"][0] == wide["caches"][0] / 2


def test_without_a_context_it_is_the_longest_of_the_model():
    found = fit("llama-3.1-8b")
    assert found.outcome.quantities["caches"][0] == 131072 * 131072
    assert any("131072 tokens, its longest" in line for line in found.assumptions)


def test_a_machine_says_what_else_fits():
    found = fit("qwen3-14b", context=8192, on="h100")
    left = 0.94 * 80 * 2**30 - found.outcome.quantities["weights"][0]
    cache = found.outcome.quantities["caches"][0]
    assert found.answers["users"].value == left // cache
    assert found.answers["longest"].value == pytest.approx(left / (cache / 8192), abs=1)
    assert found.bound_by.startswith("nothing: h100-sxm has room for ")


def test_what_does_not_fit_says_how_many_it_takes():
    found = fit("llama-3.3-70b", context=8192, on="l40s")
    assert "it takes 3 of l40s" in found.bound_by
    assert "the widest usual format that fits: q4_k_m" in found.assumptions
    assert "longest" not in found.answers


def test_the_widest_format_is_only_named_where_none_was():
    assert not any("widest" in line for line in fit("llama-3.1-8b", weights="q8_0", on="a100").assumptions)


def test_activations_are_those_of_a_chunk_and_no_part_of_the_sum():
    found = fit("llama-3.1-8b", context=1024, batch=2).outcome
    assert found.quantities["activations"][0] == 2 * 2 * 512 * (4096 + 14336) + 4 * 2 * 128256
    assert found.value == found.quantities["weights"][0] + found.quantities["caches"][0]
    experts = fit("mixtral-8x7b", context=1024).outcome
    assert experts.quantities["activations"][0] == 2 * 2 * 512 * (4096 + 2 * 14336) + 4 * 32000


def test_layers_cut_over_more_devices_than_heads_keep_the_caches_more_often():
    def caches(model, **more):
        return fit(model, context=1024, on="8xh200", **more).outcome.quantities["caches"][0]

    assert caches("deepseek-r1", tp=8) == 8 * caches("deepseek-r1")
    assert caches("qwen3-30b-a3b", tp=8) == 2 * caches("qwen3-30b-a3b")
    assert caches("llama-3.1-8b", tp=8) == caches("llama-3.1-8b")
    found = fit("deepseek-r1", context=1024, on="8xh200")
    told = "shared evenly over 8 devices; --tp 8 would keep the caches 8 times"
    assert told in found.assumptions
    cut = fit("deepseek-r1", context=1024, on="8xh200", tp=8)
    assert "each layer is cut over 8 devices, which keep the caches 8 times" in cut.assumptions
    assert cut.answers["users"].value < found.answers["users"].value / 7


def test_what_does_not_fit_says_how_many_layers_do():
    found = fit("llama-3-70b", weights="q4_k_m", context=4096, on="rtx-4090")
    room = 0.94 * 24 * 2**30
    assert found.answers["layers"].value == 80 * room // found.outcome.value
    assert any(line.startswith("44 of 80 layers fit;") for line in found.assumptions)
    assert "layers" not in fit("llama-3-8b", context=4096, on="rtx-4090").answers


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"model": "llama-9"}, "unknown model"),
        ({"model": "h100"}, "is no model but a gpu"),
        ({"model": "RTX4090"}, "is no model but a gpu"),
        ({"model": "nosuch"}, "unknown model 'nosuch': slipstick list model shows what there is"),
        ({"model": "llama-3.1-8b", "weights": "q4_k_x"}, "unknown quantisation"),
        ({"model": "llama-3.1-8b", "context": "8 GB"}, "context"),
        ({"model": "llama-3.1-8b", "tp": 3, "on": "8xa100"}, "no multiple of that"),
        ({"model": "llama-3.1-8b", "tp": 16, "on": "8xa100"}, "no multiple of that"),
    ],
)
def test_what_cannot_be_asked_is_refused(values, message):
    with pytest.raises((UsageError, SlipstickError), match=message):
        fit(**values)


def test_the_weights_of_gpt_oss_are_as_large_as_their_files():
    """12.8 and 60.8 GiB: experts in MXFP4, the rest in bf16."""
    for model, size in (("gpt-oss-20b", 12.8), ("gpt-oss-120b", 60.8)):
        assert fit(model, context=1024).outcome.quantities["weights"][0] == pytest.approx(size * 2**30, rel=0.01)


def test_how_many_devices_it_takes_is_an_answer():
    assert fit("deepseek-v3", on="h200").answers["devices"].value == 5
    assert fit("deepseek-v3", on="8xh200").answers["devices"].value == 5
    assert "devices" not in fit("deepseek-v3").answers
