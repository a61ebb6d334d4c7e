"""Expert parallelism: what a copy of the model reads and holds, and what it sends to experts elsewhere."""

import pytest

from slipstick import SlipstickError, fit, infer
from slipstick.formulas.mixtures import experts_touched

SPARSE, EXPERT = 58, 3 * 7168 * 2048  # layers of DeepSeek-V3 with experts, and parameters of one


def shared(batch=8, **more):
    return infer("deepseek-v3", **{"on": "8xh200", "batch": batch, "ep": 8, "tp": 1, **more})


def test_copies_touch_experts_together_and_each_reads_its_share():
    alone = infer("deepseek-v3", on="8xh200", batch=64, tp=8).outcome.quantities["weights"][0]
    found = shared().outcome.quantities["weights"][0]
    touched = SPARSE * EXPERT * float(experts_touched.rule(256, 8, 64**0.8))  # in fp8 a byte each
    assert found == pytest.approx(alone - touched * 7 / 8, rel=1e-9)


def test_a_copy_holds_its_share_of_the_experts():
    told = next(line for line in shared().assumptions if line.startswith("weights in fp8"))
    held = fit("deepseek-v3").outcome.quantities["weights"][0] - SPARSE * 256 * EXPERT * 7 / 8
    assert told.startswith(f"weights in fp8 {held / 1e9:.3g} GB")
    with pytest.raises(SlipstickError, match="it takes"):
        infer("deepseek-v3", on="8xh200", tp=1, pp=1, weights="fp8")


def test_copies_answer_side_by_side():
    found = shared()
    assert found.answers["throughput"].value == pytest.approx(64 / found.outcome.value)


def test_where_layers_are_cut_too_a_sum_a_layer_is_exchanged_for_two_all_to_alls():
    cut, both = (infer("deepseek-v3", on="8xh200", batch=64, tp=8, **more) for more in ({}, {"ep": 8}))
    assert both.outcome.quantities["weights"] == cut.outcome.quantities["weights"]
    assert both.outcome.value != cut.outcome.value
    assert "experts lie whole on 8 devices, evenly busy, with two all-to-alls a layer (ep 8)" in both.assumptions
    many, few = (infer("deepseek-v3", on="4xdgx-h200", batch=32, tp=8, pp=1, ep=each).outcome for each in (32, 8))
    assert many.quantities["weights"][0] < few.quantities["weights"][0]
    assert many.value < few.value


def test_one_device_for_the_experts_sends_nothing():
    assert infer("mixtral-8x7b", on="2xh100", tp=1, ep=1).outcome.value == pytest.approx(
        infer("mixtral-8x7b", on="2xh100", tp=1).outcome.value
    )


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"model": "llama-3-8b", "ep": 8}, "has no experts to share out"),
        ({"model": "deepseek-v3", "ep": 3, "tp": 1}, "ep 3: expected 1, 2, 4, 8: 8 devices in groups of 1"),
        ({"model": "deepseek-v3", "ep": 4, "tp": 8}, "ep 4: expected 8: 8 devices in groups of 8"),
        (
            {"model": "mixtral-8x7b", "ep": 16, "tp": 1, "on": "16xh100"},
            "ep 16: expected 1, 2, 4, 8: 16 devices .*, and 8 experts of mixtral-8x7b",
        ),
        ({"model": "deepseek-v3", "ep": 1.5}, "ep"),
    ],
)
def test_what_cannot_be_shared_out_is_refused(values, message):
    with pytest.raises(SlipstickError, match=message):
        infer(**{"on": "8xh200", **values})
