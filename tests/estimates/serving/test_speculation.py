"""Speculative decoding: what drafts and the step that checks them take, over what they yield."""

import pytest

from slipstick import SlipstickError, infer

LARGE = {"model": "llama-3.3-70b", "on": "4xa100"}


def speculative(**more):
    return infer(**{**LARGE, "draft": "llama-3.2-1b", "accepted": 0.8, **more})


def test_a_token_is_its_share_of_a_step_and_of_the_drafts():
    """By the paper's formula: 4 drafts accepted with 0.8 yield 3.36 tokens; the step reads the weights once."""
    plain, draft = infer(**LARGE).outcome, infer("llama-3.2-1b", on="4xa100").outcome
    found = speculative().outcome
    assert found.value == pytest.approx((plain.value + 4 * draft.value) / 3.3616, rel=0.03)
    assert found.floor == pytest.approx((plain.floor + 4 * draft.floor) / 3.3616, rel=0.01)
    assert found.also["speedup"].value == pytest.approx(plain.value / found.value, rel=0.02)


def test_without_drafts_it_is_the_model_alone():
    assert speculative(drafted=0).outcome.value == pytest.approx(infer(**LARGE).outcome.value)
    assert speculative(drafted=0).answers["speedup"].value == pytest.approx(1)


def test_a_large_batch_gains_little_as_the_step_checks_every_draft():
    few, more, many = (speculative(batch=batch).answers["speedup"].value for batch in (1, 64, 256))
    assert few > 2 > more > many
    assert many < 1.4
    exchanged = [infer(**LARGE, batch=batch).outcome.quantities["work"][0] for batch in (1, 5)]
    work = speculative().outcome.quantities["work"][0] * 3.3616
    assert exchanged[1] < work < 1.2 * exchanged[1]


def test_drafts_that_are_seldom_accepted_slow_it_down():
    rates = [speculative(accepted=rate).outcome.value for rate in (0.2, 0.6, 0.9)]
    assert rates == sorted(rates, reverse=True)
    assert speculative(draft="llama-3.1-8b", accepted=0.1).answers["speedup"].value < 1


def test_what_was_assumed_is_said():
    found = speculative()
    assert "llama-3.2-1b drafts 4 tokens a step in bf16, 80 % accepted: 3.36 tokens a step" in found.assumptions
    assert "drafting " in found.verdict
    other = speculative(draft="llama-2-7b").assumptions
    assert "their tokens differ, 32000 and 128256 of them: drafts need those of the model" in other
    assert {"speculated_step", "speculated_tokens"} <= {step.formula.name for step in found.steps}


def test_the_small_model_takes_memory_too():
    alone = {"model": "llama-3.1-8b", "on": "rtx-4090", "context": 40000}
    assert not infer(**alone).outcome.picked
    assert infer(**alone, draft="llama-3.2-3b", accepted=0.7).outcome.picked


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"draft": "llama-3.2-1b"}, "draft and accepted go together"),
        ({"accepted": 0.8}, "draft and accepted go together"),
        ({"draft": "llama-3.1-405b", "accepted": 0.8}, "is larger than llama-3-3-70b"),
        ({"draft": "llama-3.2-1b", "accepted": 1.2}, "expected a probability"),
        ({"draft": "llama-3.2-1b", "accepted": 0.8, "drafted": 2.5}, "drafted"),
        ({"draft": "nothing-9b", "accepted": 0.8}, "unknown"),
    ],
)
def test_what_cannot_be_asked_is_refused(values, message):
    with pytest.raises(SlipstickError, match=message):
        infer(**LARGE, **values)
