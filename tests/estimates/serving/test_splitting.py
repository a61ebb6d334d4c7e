import pytest

from slipstick import UsageError, infer


def token(on: str, **given) -> float:
    return infer("llama-3.1-70b", on=on, **given).outcome.value


def test_the_split_is_the_fastest_of_all_that_hold_the_model():
    every = [token("8xh100", tp=tp, pp=pp) for tp, pp in ((8, 1), (4, 1), (4, 2), (2, 2), (2, 4), (1, 8))]
    chosen = infer("llama-3.1-70b", on="8xh100")
    assert chosen.outcome.value == min(every)
    assert chosen.question.keys() == {"command", "model", "on", "dtype"}  # it was asked for none
    told = next(line for line in chosen.assumptions if "fastest of" in line)
    assert "each layer is cut over 8 devices (tp 8), the fastest of 9 splits that hold it; next tp 4" in told


def test_of_those_asked_for_the_rest_is_chosen():
    assert token("8xh100", pp=2) == token("8xh100", tp=4, pp=2)
    assert any("next tp 2 x pp 2, 2 copies" in line for line in infer("llama-3.1-70b", on="8xh100", pp=2).assumptions)
    assert not any("fastest of" in line for line in infer("llama-3.1-70b", on="8xh100", tp=8, pp=1).assumptions)


def test_heads_are_not_cut_in_parts():
    told = infer("llama-3.1-8b", on="3xa100").assumptions  # 32 heads over 3 devices
    assert not any("cut over 3" in line for line in told)
    assert any("3 copies" in line for line in told)


def test_a_split_that_needs_narrower_weights_is_not_held_to_one_that_does_not():
    found = infer("llama-3.1-405b", on="8xh100")
    assert found.outcome.picked == {"weights": "fp8"}
    assert any("the fastest of 4 splits" in line for line in found.assumptions)


def test_stages_work_on_other_sequences():
    one, two = (infer("llama-3.1-70b", batch=64, tp=2, pp=pp, on=f"{2 * pp}xh100") for pp in (1, 2))
    assert two.outcome.value < one.outcome.value  # half of the caches and of the arithmetic
    assert any("2 stages, each at work on other sequences" in line for line in two.assumptions)


def test_what_does_not_divide_the_devices_is_refused():
    with pytest.raises(UsageError, match="tp 3 x pp 1 = 3 devices: 8xh100-sxm has 8"):
        infer("llama-3.1-70b", tp=3, on="8xh100")
