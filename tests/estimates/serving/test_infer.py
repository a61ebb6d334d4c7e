import json

import pytest

import slipstick
from slipstick import SlipstickError, UsageError, infer

A100 = 2039e9


def test_a_token_takes_at_least_the_reading_of_all_weights():
    """Llama 2 7B in fp16 on an A100: 6.48 ms with an empty cache, and 13.0 to 13.3 GB are read."""
    answer = infer("llama-2-7b", context=1, on="a100", dtype="fp16")
    read = 2 * (6738149376 - 131072000)
    assert answer.outcome.floor == pytest.approx((read + 524288) / A100, rel=1e-3)
    assert 6.4e-3 < answer.outcome.floor < 6.5e-3
    assert answer.outcome.low < 9.5e-3 < answer.outcome.high  # gpt-fast's 104.9 tokens a second
    assert answer.bound_by == "memory"


def test_its_parts_add_up_and_are_told():
    answer = infer("llama-3.1-8b", on="a100", runtime="gpt-fast")
    assert "reading " in answer.verdict
    assert "layers " in answer.verdict
    steps = {step.formula.name: step for step in answer.steps}
    assert answer.outcome.value == pytest.approx(
        sum(next(step for step in answer.steps if step.formula.name == "phases_time").inputs["times"])
    )
    assert {"read_parameters", "decode_step", "handling_time", "decode_throughput"} <= steps.keys()


def test_four_bits_are_not_four_times_as_fast():
    wide, narrow = (infer("llama-3.1-8b", weights=name, on="rtx-3090").outcome.value for name in ("fp16", "q4_k_m"))
    assert 2 < wide / narrow < 3.4


def test_a_mixture_reads_the_experts_that_are_touched():
    alone, many = (infer("mixtral-8x7b", batch=batch, on="4xa100").outcome for batch in (1, 64))
    weights = alone.quantities["weights"][0]
    assert weights == pytest.approx(2 * (12.88e9 - 131e6), rel=0.01)
    assert many.quantities["weights"][0] == pytest.approx(2 * (46.7e9 - 131e6), rel=0.01)
    dense = infer("llama-2-70b", on="4xa100").outcome.value
    assert alone.value < dense / 2


def test_more_devices_exchange_after_each_part_of_a_layer():
    one, two = (infer("llama-3.1-8b", on=machine).outcome.value for machine in ("a100", "2xa100"))
    assert one / 2 < two < one
    told = infer("llama-3.1-8b", on="2xa100")
    assert "exchanges " in told.verdict
    assert any("cut over 2 devices" in line for line in told.assumptions)


def test_copies_answer_side_by_side():
    one, four = infer("llama-3.1-8b", on="a100"), infer("llama-3.1-8b", tp=1, on="4xa100")
    assert four.outcome.value == pytest.approx(one.outcome.value)
    assert four.answers["throughput"].value == pytest.approx(4 * one.answers["throughput"].value)


def test_the_first_token_waits_for_the_arithmetic_of_the_prompt():
    answer = infer("llama-3.1-8b", prompt=8192, on="h100").answers["first token"]
    least = (2 * 8.03e9 * 8192 + 2 * 32 * 32 * 128 * 8192**2) / 989.4e12
    assert answer.floor == pytest.approx(least, rel=0.01)
    assert answer.floor <= answer.low <= answer.value <= answer.high
    assert infer("llama-3.1-8b", prompt=16384, on="h100").answers["first token"].value > 2 * answer.value


def test_the_answer_is_its_first_token_and_those_that_follow():
    found = infer("llama-3.1-8b", output=100, on="a100")
    first, step = found.answers["first token"].value, found.outcome.value
    assert found.answers["answer"].value == pytest.approx(first + 99 * step)


def test_a_token_has_a_price_and_an_energy():
    found = infer("llama-3.1-8b", batch=16, rent="0.7 USD/h", on="l4")
    rate = found.answers["throughput"].value
    assert found.answers["cost"].value == pytest.approx(0.7 / 3600 / rate)
    assert found.answers["energy"].value == pytest.approx(72 / rate)
    assert "cost" not in infer("llama-3.1-8b", on="l4").answers


def test_what_does_not_fit_is_refused_with_the_ways_out():
    with pytest.raises(SlipstickError, match=r"take 138 GB, .*it takes 2 of them, narrower weights .*or --offload"):
        infer("llama-2-70b", weights="bf16", on="a100")


def test_without_a_format_it_is_the_widest_usual_one_that_fits():
    found = infer("llama-2-70b", on="a100")
    assert found.outcome.picked == {"weights": "fp8"}
    assert "in bf16 it does not fit: fp8 is the widest usual format that does" in found.assumptions
    assert not infer("llama-2-70b", on="2xa100").outcome.picked
    with pytest.raises(SlipstickError, match="it takes 6 of them"):
        infer("llama-3.3-70b", on="rtx-3090")


def test_where_the_memory_is_not_known_it_is_taken_to_fit():
    found = infer("llama-3.1-8b", weights="q8_0", on="xeon-8480+")
    assert any("does not say how much memory it has" in line for line in found.assumptions)


def test_a_table_tells_what_it_cannot_answer_and_which_weights_were_picked():
    told = str(slipstick.infer("llama-2-70b", weights="bf16", on=["a100", "8xa100"]))
    assert "8xa100-sxm-80gb" in told
    assert "not answered: weights in bf16 and caches of llama-2-70b take 138 GB" in told
    assert str(slipstick.infer("llama-2-70b", on=["a100", "8xa100"])).splitlines()[2].endswith("weights")


def test_what_does_not_fit_may_lie_in_slower_memory():
    whole = infer("llama-3-8b", on="rtx-3090")
    part = infer("llama-3-70b", weights="q4_k_m", offload="ddr4-3200", on="rtx-3090")
    assert part.outcome.value > 10 * whole.outcome.value
    share = next(line for line in part.assumptions if "ddr4-3200" in line)
    assert "at 51.2 GB/s" in share
    away = float(share.split(" %")[0]) / 100
    kept, weights = (part.outcome.quantities[name][0] for name in ("traffic", "weights"))
    assert part.outcome.floor == pytest.approx(kept / 936.2e9 + away * weights / 51.2e9, rel=0.03)


@pytest.mark.parametrize(
    ("values", "on", "message"),
    [
        ({"model": "llama-9"}, "a100", "unknown model 'llama-9'"),
        ({"model": "a100"}, "a100", "is no model but a gpu"),
        ({"model": "llama-3.1-8b", "runtime": "vlm"}, "a100", "runtime = 'vlm': did you mean"),
        ({"model": "llama-3.1-8b", "weights": "q4_k_x"}, "a100", "unknown quantisation 'q4_k_x'"),
        ({"model": "llama-3.1-8b", "cache": "q9"}, "a100", "cache = 'q9'"),
        ({"model": "llama-3.1-8b", "tp": 2}, "3xa100", "tp 2 x pp 1 = 2 devices: 3xa100-sxm-80gb has 3"),
        ({"model": "llama-3.1-8b", "output": 0}, "a100", "output has to be 1 token or more"),
        ({"model": "llama-2-70b", "offload": "h100"}, "a100", "offload = 'h100': h100-sxm is a gpu"),
        ({"model": "llama-3.1-8b", "offload": "ddr9"}, "a100", "unknown device 'ddr9'"),
        ({"model": "llama-3.1-8b", "rate": "1e9/s"}, "a100", "rate = 1e9 request/s: 65536 copies of .* do not keep up"),
        ({"model": "llama-3.1-8b", "rate": "1/s", "frontier": True}, "a100", "leave out latency and rate"),
    ],
)
def test_what_cannot_be_asked_is_refused(values, on, message):
    with pytest.raises((UsageError, SlipstickError), match=message):
        infer(**values, on=on)


def test_how_a_runtime_multiplies_is_said():
    answer = infer("llama-3.1-8b", weights="q8_0", on="rtx-4090")
    assert any("llama.cpp multiplies narrow weights in int8" in line for line in answer.assumptions)


def test_arrays_give_an_answer_each():
    np = pytest.importorskip("numpy")
    batches = np.array([1, 8, 64])
    many = infer("llama-3.1-8b", batch=batches, on="h100").outcome.value
    assert many == pytest.approx([infer("llama-3.1-8b", batch=int(each), on="h100").outcome.value for each in batches])


def test_for_programs_every_answer_has_its_name():
    told = json.loads(json.dumps(infer("llama-3.1-8b", on="a100").as_dict()))
    assert {"per token", "first token", "throughput", "answer", "energy"} <= told["answers"].keys()
    assert told["question"] == {"command": "infer", "model": "llama-3.1-8b", "on": "a100-sxm-80gb", "dtype": "bf16"}


def test_several_machines_make_a_table():
    assert len(slipstick.infer("llama-2-7b", on=["a100", "h100"])) == 2


def test_a_cost_is_held_to_a_price():
    rented = {"rent": "2 USD/h", "on": "h100"}
    held = infer("llama-3.1-8b", price="10 USD/Mtoken", **rented)
    told = next(line for line in held.assumptions if "times the price" in line)
    cost = held.answers["cost"].value
    assert told == f"a token costs {cost / 10e-6:.3g} times the price of 10 USD/Mtoken"
    with pytest.raises(UsageError, match="say the rent too"):
        infer("llama-3.1-8b", price="10 USD/Mtoken", on="h100")


def test_narrower_weights_are_offered_where_some_fit():
    with pytest.raises(SlipstickError, match=r"it takes 2 of them, narrower weights \(--weights q2_k\), or --off"):
        infer("llama-3.3-70b", weights="q4_k_m", on="rtx-5090")
    with pytest.raises(SlipstickError, match=r"it takes 3 of them or --offload ddr5-5600"):
        infer("llama-3.3-70b", weights="q4_k_m", on="rtx-4080")


def test_a_70b_on_a_mac_takes_as_long_as_was_measured():
    """14.41 tokens a second by llama.cpp on an M3 Ultra."""
    found = infer("llama-3.3-70b", weights="q4_k_m", on="m3-ultra").outcome
    assert found.floor <= found.low < 1 / 14.41 < found.high
