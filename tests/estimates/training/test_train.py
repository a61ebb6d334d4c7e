import pytest

from slipstick import SlipstickError, UsageError
from slipstick.estimates.answers import ask
from slipstick.estimates.calibration import shipped_table
from slipstick.estimates.questions import find
from slipstick.units.show import show

DAY = 86400.0


def train(model, on=None, dtype=None, **values):
    return ask(find("train"), {"model": model, **values}, on, dtype)


def sizes(answer):
    return {name: size for name, (size, _) in answer.outcome.quantities.items() if name.endswith("_memory")}


def test_gpt3_on_1024_a100_takes_about_the_published_34_days_as_it_was_published():
    """With the software, the layout and all recomputed, as the 34 days of Megatron-LM are computed for."""
    published = {"library": "megatron-lm", "recompute": "full", "tp": 8, "pp": 8, "global_batch": 1536}
    found = train("175B", "1024xa100", tokens="300e9", **published).outcome
    assert 31 <= found.value / DAY <= 36
    assert found.low <= 34 * DAY <= found.high
    assert found.floor / DAY == pytest.approx(11.4, rel=0.02)


@pytest.mark.parametrize(
    ("model", "on", "dtype", "hours"),
    [
        ("llama-65b", "2048xa100", "bf16", 1022362),
        ("llama-3.1-405b", "16384xh100", "bf16", 30840000),
        ("deepseek-v3", "2048xh800", "fp8", 2664000),
    ],
)
def test_a_published_run_lies_in_the_range_on_all_its_devices(model, on, dtype, hours):
    """Exchanges are not counted twice: once in what whole runs lose, and again in the layout."""
    found = train(model, on, dtype).outcome
    measured = hours * 3600 / found.quantities["devices"][0]
    assert found.low <= measured <= found.high
    assert found.value == pytest.approx(measured, rel=0.18)


def test_what_a_run_loses_beside_its_step_is_what_exchanges_leave_of_it():
    table = shipped_table("training")
    kept = table["priors"]["software"]["factor"] / table["software"][""]["factor"]
    alone, many = (train("7B", on, tokens="1e11").outcome.quantities for on in ("a100", "64xa100"))
    assert alone["rest_time"][0] > 0.3 * alone["step_time"][0]
    for each in (alone, many):
        exchanged = sum(each[f"{name}_time"][0] for name in ("links", "bubble", "data"))
        lost = 1 - (exchanged + each["rest_time"][0]) / each["step_time"][0]
        assert lost == pytest.approx(kept, abs=0.01)


def test_parts_of_a_step_add_up_and_steps_to_the_run():
    found = train("22B", "64xa100", tokens="1e9", tp=8, pp=2).outcome
    parts = sum(
        value for name, (value, _) in found.quantities.items() if name.endswith("_time") and name != "step_time"
    )
    step = found.quantities["step_time"][0]
    assert parts == pytest.approx(step)
    batch = found.quantities["tokens"][0] * step / found.value
    assert batch == pytest.approx(3.2e6, rel=0.01)


def test_device_time_cost_and_energy_follow_from_the_time():
    found = train("13B", "128xa100", tokens="1e12", rent="2USD/h")
    time, also = found.outcome.value, found.outcome.also
    assert also["total time"].value == pytest.approx(128 * time)
    assert f"total time {show(128 * time / 3600)} device h" in found.text()
    assert also["cost"].value == pytest.approx(128 * time / 3600 * 2)
    assert also["energy"].value == pytest.approx(128 * time * 400 * 1.1)
    assert also["throughput"].low == pytest.approx(1e12 / found.outcome.high)
    assert "cost" not in train("13B", "128xa100", tokens="1e12").outcome.also


def test_a_rate_that_is_doubled_takes_time_from_what_it_bounds():
    matrix, memory = (train("deepseek-v3", "2048xh800", "fp8").levers[name] for name in ("matrix", "memory"))
    assert -0.5 < matrix < -0.15 < memory < 0  # whether in fp8 or in what stays in 16 bits


def test_of_one_device_a_lever_takes_half_of_what_its_rate_bounds():
    found = train("1B", "a100", tokens="1e9", recompute="none", microbatch=16)
    parts = {name.removesuffix("_time"): value for name, (value, _) in found.outcome.quantities.items()}
    memory, matrix = (parts[a] + parts[b] for a, b in (("elementwise", "optimizer"), ("compute", "attention")))
    assert found.levers["memory"] == pytest.approx(-0.5 * memory / (memory + matrix))
    assert found.levers["matrix"] == pytest.approx(-0.5 * matrix / (memory + matrix))


def test_without_a_machine_there_is_memory_and_work_but_no_time():
    found = train("30B", tokens="6e12")
    assert (found.name, found.unit) == ("memory", "B")
    assert found.outcome.quantities["work"][0] == pytest.approx(6 * 30e9 * 6e12, rel=0.06)
    assert "floor" not in found.text()
    assert "typical dense model" in found.text()


def test_a_mixture_of_experts_works_with_its_active_parameters_and_keeps_them_all():
    found = train("mixtral-8x7b", sequence="8k")
    per_token = found.outcome.also["work per token"].value
    assert per_token == pytest.approx(6 * 12.9e9 + 12 * 32 * 4096 * 8192, rel=0.02)
    assert sizes(found)["optimizer_memory"] == pytest.approx(12 * 46.7e9, rel=0.01)


def test_adapters_leave_the_model_frozen_in_few_bits():
    found = train("32B", "rtx-4090", lora=16, weights="nf4")
    assert found.outcome.value > found.outcome.floor
    assert sizes(found)["weights_memory"] < 32e9 * 0.6
    assert sizes(found)["optimizer_memory"] < 2e9
    assert "does not fit" not in found.text()
    with pytest.raises(UsageError, match="goes with lora"):
        train("32B", "rtx-4090", weights="nf4")


def test_frozen_weights_have_a_pass_less_and_are_unpacked_in_each():
    whole, frozen, packed = (
        train("llama-2-7b", "a100", tokens="1e7", recompute="full", library="pytorch", **more).outcome
        for more in ({}, {"lora": 16}, {"lora": 16, "weights": "nf4"})
    )
    counted = [each.quantities["work"][0] / 1e7 for each in (whole, frozen)]
    assert counted[0] - counted[1] == pytest.approx(2 * 6.48e9, rel=0.01)
    assert "hfu" not in frozen.also
    assert frozen.quantities["unpacking_time"][0] == 0 < packed.quantities["unpacking_time"][0]
    assert packed.value > frozen.value


def test_a_step_of_few_tokens_waits_for_the_host():
    """Of 24 layers, 3 passes of a microbatch, 8 times: about 1.9 ms each, whatever the device."""
    how = {"lora": 64, "recompute": "full", "microbatch": 1, "global_batch": 8, "sequence": 256, "tokens": 2048}
    short = train("qwen-1.8b", "a100", **how).outcome.quantities
    numbers = shipped_table("training")
    host = 24 * 3 * 8 * numbers["shared"]["launch"] * numbers["software"]["pytorch"]["factor"]
    assert short["launches_time"][0] > 0.5 * short["step_time"][0]
    assert short["step_time"][0] == pytest.approx(host, rel=0.01)
    for other in ({"sequence": 8192}, {"library": "llm-foundry"}):
        assert train("qwen-1.8b", "a100", **{**how, **other}).outcome.quantities["launches_time"][0] == 0


def test_a_measured_rate_of_tokens_is_placed_with_its_utilisation():
    found = train("7B", "a100").measured("2900 token/s")
    assert "2900 token/s, MFU 4" in found.text
    assert found.place == "in the range"
    used = train("7B", "a100").outcome.also["mfu"].value
    assert train("7B", "a100").measured(f"{100 * used} %").ratio == pytest.approx(1)
    with pytest.raises(UsageError, match="no token is counted"):
        find("matmul").ask({"m": 4096}, "a100").measured("5 token/s")


def test_what_is_asked_for_is_kept_and_the_rest_is_chosen():
    picked = train("175B", "512xh100", tp=8, zero=1).outcome.picked["layout"]
    assert picked.startswith("tensor 8 x pipeline")
    assert "ZeRO 1" in picked


def test_a_layout_that_does_not_fit_is_said_to():
    assert "does not fit in 94 % of its 24 GiB" in train("7B", "rtx-4090", tokens="1e9").text()


def test_fewer_bits_take_less_time():
    assert train("13B", "8xh100", "fp8").outcome.value < train("13B", "8xh100").outcome.value


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"tp": 3}, "tp 3 does not go with 8 devices"),
        ({"dp": 3}, "dp 3 does not go with 8 devices"),
        ({"library": "megatron"}, "megatron-lm"),
        ({"recompute": "some"}, "one of none, selective, full"),
        ({"ep": 8}, "no experts"),
    ],
)
def test_what_cannot_be_asked_is_told_in_a_line(values, told):
    with pytest.raises(SlipstickError, match=told):
        train("7B", "8xa100", **values)


def test_software_that_was_measured_is_told_with_its_count():
    found = train("22B", "64xa100", tokens="1e9", library="megatron-lm")
    assert "18 of megatron-lm" in found.text()
    assert found.calibration["kind"] == "measured"
    assert train("22B", "8xmi300x", tokens="1e9").calibration["measurements"] == 0


def test_carbon_goes_with_the_energy_and_the_grid():
    also = train("7B", "64xh100", tokens="1e11", grid="360gCO2/kWh").outcome.also
    assert also["carbon"].value == pytest.approx(also["energy"].value * 1e-4)
    assert "carbon" not in train("7B", "64xh100", tokens="1e11").outcome.also


def test_checkpoints_are_saved_as_often_as_wastes_least():
    found = train("7B", "64xh100", tokens="1e11", checkpoint="60s")
    mttf = 50700 * 3600 / 64
    assert found.outcome.also["save every"].value == pytest.approx((2 * 60 * mttf) ** 0.5)
    assert found.outcome.also["lost"].value == pytest.approx((2 * 60 / mttf) ** 0.5, rel=0.01)
    assert any("an interruption each 50700 h of a device" in line for line in found.assumptions)


def test_experts_that_are_shared_out_leave_more_memory():
    whole, shared = (sizes(train("mixtral-8x7b", "8xh100", zero=1, tp=1, pp=1, ep=many)) for many in (1, 8))
    assert shared["weights_memory"] < whole["weights_memory"] / 4


def test_a_model_whose_page_says_no_tokens_is_trained_on_twenty_for_each_parameter():
    found = train("mistral-7b", "8xh100").outcome.quantities
    assert found["tokens"][0] == pytest.approx(20 * 7.24e9, rel=0.01)


def test_experts_shared_out_over_nodes_cost_more_than_within_one():
    def exchanged(**layout):
        asked = {"sequence": "32k", "tokens": "1e9", "tp": 2, "pp": 1, "recompute": "full", "global_batch": 512}
        ways = [{**asked, "microbatch": 1, **layout, "ep": each} for each in (8, 1)]
        shared, alone = (train("mixtral-8x7b", "64xh100", **way).outcome.quantities["links_time"][0] for way in ways)
        return shared - alone

    assert exchanged(cp=4, dp=8) > 1.5 * exchanged(cp=1, dp=32)  # a sequence shared out over four fills the node


@pytest.mark.parametrize(
    ("model", "on", "values"),
    [
        ("llama-3-70b", None, {}),
        ("llama-3-70b", "1024xh100", {"tokens": "1T", "rent": "2USD/h", "grid": "400gCO2/kWh"}),
        ("7B", "rtx-4090", {}),
        ("7B", "h100", {"within": "30d"}),
        ("mixtral-8x7b", "64xh100", {"tokens": "1e11", "ep": 8, "checkpoint": "60s"}),
    ],
)
def test_the_first_screen_fits_the_window_and_the_whole_work_has_the_rest(model, on, values):
    found = train(model, on, **values)
    text, whole = found.text(80), " ".join(found.explain().split())
    assert len(text.splitlines()) <= 24
    assert all(" ".join(line.split()) in whole for line in found.assumptions)
    left = [line for line in found.assumptions if " ".join(line.split()) not in " ".join(text.split())]
    assert (f"{len(left)} more assumption" in " ".join(text.split())) == bool(left)


def test_a_share_is_told_in_percent_and_work_once():
    assert "  mfu        3" in train("7B", "8xh100", tokens="1e11").text()
    assert train("7B").text().count("FLOP/token") == 1


def test_hours_of_a_run_say_which_utilisation_they_would_need():
    """phi-1.5: the paper's 1,500 GPU hours need more than any run reaches, the card's 8 days on 32 devices less."""
    run = train("phi-1.5", "32xa100-sxm-40gb", tokens="150e9")
    paper, card = (run.measured(f"{hours} h") for hours in (1500 / 32, 6144 / 32))
    assert "MFU 81 %" in paper.text
    assert paper.place == "faster than the range"
    assert "MFU 20 %" in card.text
    assert "slower links" in card.causes[0]
    assert "steps alone" in paper.causes[0]


@pytest.mark.parametrize(
    ("model", "layers", "width", "heads", "ranks", "published"),
    [("2.5B", 54, 1920, 20, 2, 95), ("4.2B", 64, 2304, 24, 4, 82), ("8.3B", 72, 3072, 32, 8, 77)],
)
def test_megatron_of_2019_scales_on_a_part_that_was_never_seen(model, layers, width, heads, ranks, published):
    """Work a second of each device over that of one with 1.2 billion, by tensor parallelism, as the paper has it."""
    how = {"pp": 1, "global_batch": 8, "microbatch": 8, "sequence": 1024, "tokens": 8192, "recompute": "full"}
    how |= {"zero": "0", "library": "megatron-lm", "vocabulary": 51200}
    one = train("1.2B", "v100-sxm2-32gb", "fp16", layers=40, width=1536, heads=16, tp=1, **how).outcome
    many = train(model, f"{ranks}xv100-sxm2-32gb", "fp16", layers=layers, width=width, heads=heads, tp=ranks, **how)
    rates = [each.quantities["work"][0] / each.quantities["step_time"][0] for each in (one, many.outcome)]
    assert 100 * rates[1] / rates[0] / ranks == pytest.approx(published, abs=5)


def test_an_optimizer_in_system_memory_frees_the_device_and_takes_time():
    """Of a parameter 4 bytes cross PCIe 4 at 31.5 GB/s, and 32 the memory of a host, which 8 devices share."""
    here, there = (
        train("13B", "8xa100", tokens="1e10", tp=8, zero=1, **more) for more in ({}, {"offload": "epyc-7763"})
    )
    assert sizes(there)["optimizer_memory"] == 0 < sizes(here)["optimizer_memory"]
    spent = there.outcome.quantities["optimizer_time"][0]
    own, factor = 13e9 / 8, shipped_table("training")["priors"]["software"]["factor"]
    assert spent == pytest.approx(factor * (own * 32 / (204.8e9 / 8) + own * 4 / 31.5e9), rel=0.03)
    assert any("optimizer in epyc-7763, 25.6 GB/s of it for a device" in line for line in there.assumptions)
    assert sizes(train("13B", offload="epyc-7763"))["optimizer_memory"] == 0
    for place, told in (("a100", "expected a CPU"), ("nothing", "unknown device")):
        with pytest.raises(UsageError, match=told):
            train("13B", "8xa100", offload=place)
    with pytest.raises(SlipstickError, match=r"no links\.pcie"):
        train("7B", "apple-m2-ultra", offload="ddr5-5600")
