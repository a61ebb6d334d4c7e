import pytest

from slipstick import SlipstickError, UsageError, infer


def test_the_largest_batch_keeps_to_the_time_and_one_more_does_not():
    found = infer("llama-3.1-8b", latency="30 ms", tp=1, pp=1, on="h100")
    batch = found.question["batch"]
    assert found.outcome.value <= 30e-3
    assert infer("llama-3.1-8b", batch=batch, on="h100").outcome.value == found.outcome.value
    assert infer("llama-3.1-8b", batch=batch + 1, on="h100").outcome.value > 30e-3
    assert f"batch {batch} is the largest that keeps to it" in found.assumptions[0]


def test_a_batch_that_is_asked_for_caps_it():
    found = infer("llama-3.1-8b", latency="30 ms", batch=40, on="h100")
    assert found.question["batch"] == 40
    assert "no more fit, or were asked for" in found.assumptions[0]


def test_of_several_devices_the_split_gives_the_most_tokens():
    found = infer("llama-3.1-8b", latency="30 ms", on="2xh100")
    for tp in (1, 2):
        one = infer("llama-3.1-8b", latency="30 ms", tp=tp, pp=1, on="2xh100")
        assert one.answers["throughput"].value <= found.answers["throughput"].value
    assert "tp" not in found.question


def test_what_no_batch_keeps_to_is_refused_with_what_would():
    with pytest.raises(
        SlipstickError, match=r"takes .* at batch 1 on h100-sxm, of at least .*: on 2 of h100-sxm it takes"
    ):
        infer("llama-3.1-8b", latency="7 ms", on="h100")
    with pytest.raises(SlipstickError, match=r"below the floor of 4\.5 ms: neither narrower weights nor 8 times"):
        infer("llama-3.1-8b", latency="1 ms", on="h100")


def test_a_budget_pays_for_as_many_tokens_as_they_cost():
    found = infer("llama-3.1-8b", rent="2 USD/h", budget="100 USD", on="h100").answers
    assert found["tokens"].value == pytest.approx(100 / found["cost"].value)
    assert found["tokens"].low == pytest.approx(100 / found["cost"].high)
    with pytest.raises(UsageError, match="say the rent too"):
        infer("llama-3.1-8b", budget="100 USD", on="h100")
