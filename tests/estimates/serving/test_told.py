import pytest

from slipstick import fit, infer

RENTED = {"rent": "2 USD/h", "price": "1 USD/Mtoken", "budget": "100 USD"}
DRAFTED = {"draft": "llama-3.2-1b", "accepted": 0.8}


@pytest.mark.parametrize(
    ("model", "on", "more"),
    [
        ("llama-3.1-8b", "l4", {"batch": 16, "rent": "0.7 USD/h"}),
        ("mixtral-8x7b", "2xh100", {}),
        ("deepseek-v3", "8xh200", {"ep": 8, "batch": 64, "rent": "3 USD/h"}),
        ("llama-3.1-70b", "4xh100", DRAFTED),
        ("llama-3.1-70b", "4xh100", {"latency": "50 ms", "rent": "2 USD/h"}),
        ("llama-3.1-70b", "h100", {"rate": "20/s", "rent": "2 USD/h"}),
        ("llama-3-70b", "rtx-3090", {"weights": "q4_k_m", "offload": "ddr4-3200"}),
        ("mixtral-8x7b", "8xh100", {"ep": 8, "tp": 2, **DRAFTED, **RENTED}),
    ],
)
def test_an_answer_has_room_on_the_first_screen(model, on, more):
    answer = infer(model, on=on, **more)
    lines = str(answer).splitlines()
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80
    told = " ".join(answer.explain().split())
    assert all(" ".join(line.split()) in told for line in answer.assumptions)


def test_how_many_assumptions_were_left_out_is_said():
    answer = infer("deepseek-v3", ep=8, batch=64, rent="3 USD/h", on="8xh200")
    flat = " ".join(str(answer).split())
    left = [line for line in answer.assumptions if " ".join(line.split()) not in flat]
    assert f"and {len(left)} more assumptions" in flat
    assert set(left) <= set(answer.told.lesser)
    assert "weights in fp8 671 GB" in flat
    assert "expected and range (meant for nine in ten): " in flat


def test_what_was_meant_and_what_it_rests_on_are_told():
    told = infer("llama-3.1-8b", on="a100").assumptions
    assert any(line.startswith("a100 is taken for a100-sxm-80gb") for line in told)
    assert any("what runtimes do on NVIDIA gpus" in line for line in told)


def test_a_sequence_longer_than_the_model_was_made_for_is_told():
    line = "32768 tokens of a sequence are beyond the 4096 that llama-2-7b was made for"
    assert line in infer("llama-2-7b", context=32768, on="a100").assumptions
    assert line in fit("llama-2-7b", context=32768).assumptions
    assert not any("beyond" in each for each in infer("llama-2-7b", on="a100").assumptions)


def test_heads_that_no_runtime_cuts_so_are_told():
    assert "64 heads are no multiple of tp 3" in str(infer("llama-3.1-70b", tp=3, on="3xh100"))
    assert "no multiple of tp" not in str(infer("llama-3.1-70b", tp=2, on="2xh100"))


def test_a_cost_is_told_beside_the_price_that_it_is_compared_with():
    answer = infer("llama-3.1-8b", on="l4", batch=16, rent="0.7 USD/h", price="0.2 USD/Mtoken")
    times = answer.answers["cost"].value / 0.2e-6
    assert f"a token costs {times:.3g} times the price of 0.2 USD/Mtoken" in answer.assumptions
