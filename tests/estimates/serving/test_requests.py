from math import log

import pytest

from slipstick import SlipstickError, UsageError, infer

RENT = "2 USD/h"


def test_the_devices_keep_up_and_one_fewer_does_not():
    found = infer("llama-3.1-8b", rate="30/s", rent=RENT, on="a100")
    answers = found.answers
    assert answers["devices"].value > 1
    assert 0 < answers["utilization"].value < 1
    assert answers["throughput"].value == pytest.approx(30 * 128)
    assert answers["cost"].value == pytest.approx(2 / 3600 * answers["devices"].value / (30 * 128))
    assert any("would not do" in line for line in found.assumptions)


def test_a_token_waits_for_the_prompts_in_between_and_the_batch_is_by_littles_law():
    found = infer("llama-3.1-8b", rate="5/s", on="a100")
    answers = found.answers
    share = 5 * answers["first token"].value / answers["devices"].value
    assert answers["utilization"].value > share  # of which prompts are a part
    batch = 5 / answers["devices"].value * 128 * found.outcome.value
    alone = infer("llama-3.1-8b", batch=round(batch), on="a100").outcome.value
    assert found.outcome.value == pytest.approx(alone / (1 - share), rel=0.02)
    assert any(f"{batch:.3g} requests at once" in line for line in found.assumptions)


def test_the_first_token_of_95_in_100_waits_as_in_the_formula():
    found = infer("llama-3.1-8b", rate="5/s", on="a100").answers
    prompt, arrivals = found["first token"].value, 5 / found["devices"].value
    busy = arrivals * prompt
    waits = max(0.0, prompt / (1 - busy) * log(busy / 0.05))
    assert found["first p95"].value == pytest.approx(waits + prompt + found["per token"].value)


def test_a_copy_that_one_device_does_not_hold_is_cut():
    found = infer("llama-3.1-70b", rate="1/s", on="h100")
    assert found.answers["devices"].value >= 2
    assert any("weights in bf16 141 GB" in line for line in found.assumptions)


def test_the_time_of_a_token_takes_more_devices():
    fast, slow = (infer("llama-3.1-8b", rate="10/s", latency=each, on="a100").answers for each in ("16 ms", "1 s"))
    assert fast["devices"].value > slow["devices"].value
    assert fast["per token"].value <= 16e-3


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"rate": "10/s", "latency": "1 ms"}, "below the floor"),
        ({"rate": 10}, "rate = 10 has no unit: a request rate belongs there"),
        ({"rate": "10 token/s"}, "a request rate"),
        ({"model": "llama-3.1-70b", "rate": "1/s", "tp": 1, "weights": "bf16"}, "it takes 2 of them"),
    ],
)
def test_what_cannot_be_served_is_refused(given, problem):
    with pytest.raises((SlipstickError, UsageError), match=problem):
        infer(**{"model": "llama-3.1-8b", "on": "a100"} | given)


def test_a_rate_is_read_however_it_is_written():
    every = [infer("llama-3.1-8b", rate=each, on="a100").outcome.value for each in ("5/s", "300 / min", "5 request/s")]
    assert every == pytest.approx([every[0]] * 3)


def test_a_copy_that_shares_out_its_experts_has_as_many_devices():
    found = infer("deepseek-v3", rate="20/s", ep=16, on="h100")
    assert found.answers["devices"].value % 16 == 0
    assert found.question["ep"] == 16


def test_where_hardly_anything_is_asked_a_token_takes_as_long_as_for_one_sequence():
    asked = {"model": "llama-3.1-8b", "on": "a100"}
    assert infer(**asked, rate="1/day").outcome.value == pytest.approx(infer(**asked).outcome.value, rel=1e-4)
