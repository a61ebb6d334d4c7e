import pytest

from slipstick import UsageError
from slipstick.estimates.training.layout import Layout, layouts
from slipstick.estimates.training.model import model_of
from slipstick.specs.catalogue import catalogue

NAMES = ("tp", "pp", "cp", "dp", "ep", "global_batch", "microbatch", "interleaving")
NOTHING = {**dict.fromkeys(NAMES, 0.0), "recompute": "", "zero": ""}


def every(model="22B", count=64, inner=8, **given):
    return layouts(model_of(catalogue(None), model, {}), count, inner, 2048.0, NOTHING | given)


def test_every_layout_uses_all_devices_and_whole_parts():
    for each in every():
        assert each.tp * each.pp * each.cp * each.dp == 64
        assert each.tp <= 8
        assert each.batch % (each.dp * each.microbatch) == 0


def test_what_is_given_is_in_every_layout():
    for each in every(tp=4.0, microbatch=2.0, recompute="none", zero="2"):
        assert (each.tp, each.microbatch, each.recompute, each.zero) == (4, 2, "none", 2)


def test_experts_are_shared_out_by_a_mixture_only():
    assert {each.ep for each in every()} == {1}
    assert {each.ep for each in every("mixtral-8x7b")} > {1, 8}
    assert all(each.dp % 8 == 0 for each in every("mixtral-8x7b", ep=8.0))


def test_what_does_not_divide_is_told():
    with pytest.raises(UsageError, match="tp 8 x pp 9 does not go with 64 devices"):
        every(tp=8.0, pp=9.0)


def test_a_layout_is_told_without_what_is_one():
    layout = Layout(8, 4, 1, 2, 1, 1, 64, 1, 3, "full")
    assert layout.text == "tensor 8 x pipeline 4 x data 2 of 3 chunks, ZeRO 1, microbatch 1, recompute full"
    assert layout.microbatches == 32
    assert Layout(1, 1, 1, 1, 1, 0, 1, 1, 1, "none").text == "one device, microbatch 1, recompute none"


def test_stages_need_not_be_even_and_the_fullest_counts():
    """61 layers on 16 stages: 4 on the fullest, on 12 stages 6, which is too uneven to be tried."""
    model = model_of(catalogue(None), "deepseek-v3", {})
    found = layouts(model, 192, 8, 4096.0, NOTHING)
    stages = {each.pp for each in found}
    assert 16 in stages
    assert 12 not in stages
    assert {each.layers(model) for each in found if each.pp == 16} == {4}
    assert next(each for each in layouts(model, 12, 8, 4096.0, NOTHING | {"pp": 12.0})).layers(model) == 6


def test_no_step_is_larger_than_any_was_where_a_smaller_can_be():
    """Of 16,384 devices none has a sequence of 4096 alone: a step would be four times the largest."""
    model = model_of(catalogue(None), "llama-3.1-405b", {})
    found = layouts(model, 16384, 8, 4096.0, NOTHING)
    assert max(each.batch * 4096 for each in found) == 2**24
    alone = layouts(model, 16384, 8, 4096.0, NOTHING | {"tp": 1.0, "pp": 1.0})
    assert {each.batch for each in alone} == {16384}


def test_chunks_on_a_stage_are_tried_where_there_is_a_pipeline():
    found = every("gpt-3-175b", global_batch=64.0)
    assert {each.chunks for each in found if each.pp > 1} == {1, 2, 4}
    assert {each.chunks for each in found if each.pp == 1} == {1}
    assert {each.chunks for each in every("gpt-3-175b", pp=4.0, interleaving=2.0)} == {2}
