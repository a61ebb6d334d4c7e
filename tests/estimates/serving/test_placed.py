import pytest

from slipstick import SlipstickError, UsageError, infer, load
from slipstick.estimates.serving.placed import cache_of, capacity, elsewhere, has_capacity, weights_in
from slipstick.estimates.serving.shape import find_model
from slipstick.specs.catalogue import catalogue

LLAMA = find_model(catalogue(), "llama-3.1-8b")


@pytest.mark.parametrize(("name", "bits"), [("", 16), ("bf16", 16), ("FP8", 8), ("q8_0", 8.5), ("q4_0", 4.5)])
def test_a_cache_has_the_bits_of_its_format(name, bits):
    assert cache_of(LLAMA, name).each == bits / 8
    assert cache_of(LLAMA, name).size == pytest.approx(LLAMA.cached * bits / 16)


def test_a_cache_of_no_format_is_refused():
    with pytest.raises(UsageError, match="cache = 'q9': "):
        cache_of(LLAMA, "q9")


def test_weights_are_in_the_models_own_format_where_none_is_named():
    own, eight = weights_in(LLAMA, ""), weights_in(LLAMA, "fp8")
    assert (own.name, own.each, own.table, own.expert) == ("bf16", 2, 2, 2)
    assert eight.each == pytest.approx(1, rel=0.1)


def test_a_format_of_several_widths_says_those_of_the_table_and_of_experts():
    mixed = weights_in(LLAMA, "q4_k_m")
    assert 0.5 < mixed.each < 0.75
    assert 0.5 < mixed.table < 1
    assert 0.5 < mixed.expert < 1


def test_a_cpu_or_two_channels_of_modules_hold_what_a_device_does_not():
    assert elsewhere(catalogue(), "ddr4-3200") == 2 * 25.6e9
    assert elsewhere(catalogue(), "epyc-7763") == load("epyc-7763").number("memory.DDR.bandwidth")
    with pytest.raises(UsageError, match="offload = 'h100': h100-sxm is a gpu: expected a CPU, or memory modules"):
        elsewhere(catalogue(), "h100")


def test_a_device_without_a_capacity_is_no_place_for_a_model():
    bare = load("ddr4-3200")
    assert has_capacity(load("a100"))
    assert capacity(load("a100")) == 80 * 2**30
    assert not has_capacity(bare)
    with pytest.raises(SlipstickError, match="whether a model fits is not known"):
        capacity(bare)


def test_a_cache_holds_the_prompt_and_half_of_the_answer_on_average():
    half, same = (
        infer("llama-3.1-8b", on="h100", batch=64, **more)
        for more in (
            {"prompt": 4096, "output": 2048},
            {"prompt": 4096, "output": 2048, "context": 4096 + 1024},
        )
    )
    assert half.outcome.value == same.outcome.value
