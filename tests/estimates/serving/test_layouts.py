import pytest

from slipstick import SlipstickError, UsageError, infer
from slipstick.formulas.layouts import stationary_1d_time, stationary_2d_time

PALM = {"model": "palm-540b", "context": 2048, "prompt": 2048, "on": "64xtpu-v4", "runtime": "jax"}
LANE = 45e9  # bytes a second and direction of one of six links


def exchanges(answer):
    """Seconds of a layer's exchanges at the rates of the links, of a step and of the prompt, from the work."""
    names = ("stationary_1d_time", "stationary_2d_time", "gathered_weights_time")
    return [step.value for step in answer.steps if step.formula.name in names]


def lies(answer):
    return next(line for line in answer.assumptions if line.startswith("a layer lies"))


def test_a_step_keeps_its_weights_and_a_large_batch_of_prompts_gathers_them():
    answer = infer(batch=512, **PALM)
    assert lies(answer).startswith("a layer lies 2d 4 x 16, of prompts gathered over 64 on a torus of 4x4x4")
    assert lies(infer(batch=1, weights="int8", **PALM)).startswith("a layer lies 2d 4 x 16 on a torus")


def test_a_layer_of_palm_exchanges_what_is_counted_by_hand():
    """Of attention beside a gated MLP: 2 x 73728 and 50 heads of 256 enter, 73728 and 48 heads leave."""
    step, prompt = exchanges(infer(batch=512, **PALM))
    inner = 3 * 73728 + (50 + 48) * 256
    along, across = 4 * LANE * 16 / 15, 2 * LANE * 4 / 3
    assert step == pytest.approx(512 * 2 * (2 * 18432 / 4 / along + inner / 16 / across))
    assert prompt == pytest.approx(2 * 540.35e9 / 118 / (6 * LANE * 64 / 63), rel=1e-4)


def test_the_layout_that_is_asked_for_is_taken():
    one = infer(batch=512, layout="1d", **PALM)
    assert lies(one).startswith("a layer lies 1d over 64 on")
    assert exchanges(one)[0] == pytest.approx(2 * 512 * 18432 * 2 / (6 * LANE * 64 / 63))
    gathered = infer(batch=512, layout="gathered", **PALM)
    assert gathered.outcome.value > 5 * one.outcome.value
    assert gathered.answers["first token"].value < one.answers["first token"].value
    assert gathered.question["layout"] == "gathered"


def test_heads_are_not_cut_where_another_layout_is_there():
    """48 heads lie on 16 columns, not on 64; 32 on 16."""
    assert "1d" not in lies(infer(batch=512, **PALM))
    assert lies(infer("palm-62b", batch=32, weights="int8", on="16xtpu-v4")).startswith("a layer lies 1d over 16")


def test_blocks_one_after_the_other_exchange_twice():
    step = exchanges(infer("llama-3.1-8b", batch=64, layout="1d", tp=8, on="8xtpu-v4"))[0]
    assert step == pytest.approx(2 * 2 * 64 * 4096 * 2 / (3 * LANE * 8 / 7))


def test_devices_that_are_no_grid_are_cut_one_way():
    found = infer("llama-3.1-8b", layout="1d", on="2xa100")
    assert found.outcome.value == infer("llama-3.1-8b", on="2xa100").outcome.value
    assert "a layer lies" not in found.explain()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"model": "llama-3.1-8b", "layout": "2d", "on": "8xa100"}, "layout = 2d: 8xa100-sxm-80gb has no grid"),
        ({"model": "mixtral-8x7b", "layout": "2d", "ep": 8, "on": "8xtpu-v4"}, "whole on devices .--ep. go with 1d"),
        (
            {"model": "llama-3.1-8b", "layout": "3d", "on": "8xtpu-v4"},
            "layout = '3d': expected one of 1d, 2d, gathered",
        ),
    ],
)
def test_another_layout_is_a_wrong_question(values, message):
    with pytest.raises(UsageError, match=message):
        infer(**values)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (
            {"layout": "gathered", "tp": 16, "on": "16xtpu-v4"},
            "a batch of 1 cannot be shared out over the sides of 2x2x4",
        ),
        ({"layout": "2d", "on": "2xtpu-v4"}, "a mesh of .*2 has no two sides to cut over"),
        ({"layout": "2d", "on": "tpu-v4"}, "a layer lies on one device"),
    ],
)
def test_a_layout_that_there_is_not_is_told(values, message):
    with pytest.raises(SlipstickError, match=message):
        infer("llama-3.1-8b", **values)


def test_two_sides_are_better_than_one_from_72_devices_on():
    """An MLP four times as wide, rings of 90 GB/s, the best of shapes: the source's condition (it prints 81 for it)."""

    def two(many):
        shape = ((many / 8) ** 0.5, (8 * many) ** 0.5)
        return stationary_2d_time.rule(1024, 8192, 2 * 32768, 2, *shape, 180e9, 90e9)

    one = stationary_1d_time.rule(1024, 8192, 2, 270e9)
    assert two(128 * (3 / 4) ** 2) == pytest.approx(one)
    assert two(64) > one > two(81)
