import numpy as np
import pytest

import slipstick
from slipstick import Kernel, SlipstickError, UsageError, matmul, run
from slipstick.cli import answered
from slipstick.estimates.questions import find
from slipstick.estimates.shelf import every

SOFTMAX = {"rows": 8192, "columns": 2048, "on": "a100"}


def test_energy_cost_and_carbon_go_with_the_time():
    answer = run("softmax", **SOFTMAX, rent="3.6 USD/h", grid="360 gCO2/kWh")
    time, found = answer.answers["time"], answer.answers
    for name, each, unit in (("energy", 400, "J"), ("cost", 1e-3, "USD"), ("carbon", 400 * 1e-4, "gCO2")):
        assert found[name].unit == unit
        for end in ("value", "low", "high", "floor"):
            assert getattr(found[name], end) == pytest.approx(getattr(time, end) * each)
    assert answer.time == run("softmax", **SOFTMAX).time
    assert [step.formula.name for step in answer.steps][-3:] == ["task_energy", "rented_cost", "operational_carbon"]
    assert answer.assumptions[-1] == (
        "3.6 USD/h for each device; 360 gCO2/kWh; energy at the limit of its power, 400 W"
    )
    assert answer.facts["power.tdp"].text == "400 W"
    assert answer.question["rent"] == pytest.approx(1e-3)


def test_only_what_is_asked_for_is_told():
    assert [*run("softmax", **SOFTMAX).answers] == ["time", "rate", "bandwidth"]
    assert [*run("softmax", **SOFTMAX, energy=True).answers] == ["time", "energy", "rate", "bandwidth"]
    assert [*run("softmax", **SOFTMAX, rent="2 USD/h").answers] == ["time", "cost", "rate", "bandwidth"]
    assert [*run("softmax", **SOFTMAX, rent="0 USD/h", energy=False).answers] == ["time", "rate", "bandwidth"]
    assert [*run("softmax", **SOFTMAX, rent=None, energy=None).answers] == ["time", "rate", "bandwidth"]


def test_all_devices_of_a_collective_cost_and_one_of_a_kernel():
    alone = matmul(4096, on="8xh100", energy=True, rent="2 USD/h").answers
    assert alone["energy"].value == pytest.approx(alone["time"].value * 700)
    both = slipstick.collective("all-reduce", "1 GiB", on="8xh100", energy=True, rent="2 USD/h").answers
    assert both["energy"].value == pytest.approx(both["time"].value * 8 * 700)
    assert both["cost"].value == pytest.approx(both["time"].value * 8 * 2 / 3600)


def test_a_part_without_a_power_says_so_when_asked():
    assert "cost" in run("copy", size="1 GB", on="apple-m2-ultra", rent="2 USD/h").answers
    with pytest.raises(SlipstickError, match=r"apple-m2-ultra .* has no power.tdp: its energy is not known"):
        run("copy", size="1 GB", on="apple-m2-ultra", energy="yes")


def test_costs_are_of_arrays_and_of_uncertain_values_too():
    many = matmul(np.array([1024, 4096]), 4096, 4096, on="a100", energy=True)
    assert many.answers["energy"].value == pytest.approx(many.outcome.value * 400)
    wide = matmul(4096, on="a100", rent="1..3 USD/h")
    cost, time = wide.answers["cost"], wide.answers["time"]
    assert (cost.value, cost.low) == pytest.approx((time.value * 2 / 3600, time.low / 3600))
    assert cost.high == pytest.approx(time.high * 3 / 3600)
    sized = matmul("2048..4096", 4096, 4096, on="a100", energy=True).answers
    assert sized["energy"].high == pytest.approx(sized["time"].high * 400)


def test_a_table_has_a_column_for_each_cost_that_is_asked_for(capsys):
    assert answered(["matmul", "4096", "--on", "a100,h100", "--rent", "2USD/h", "--energy"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert " ".join(lines[:2]).endswith("batch 1, dtype bf16, rent 2 USD/h; the fastest first")
    assert lines[3].split() == ["on", "expected", "low", "high", "floor", "bound", "by", "cost", "energy"]
    assert answered(["matmul", "4096", "--on", "a100", "--rent", "1USD/h,2USD/h", "--csv"]) == 0
    first, one, two = capsys.readouterr().out.splitlines()
    assert first == "rent,expected,low,high,floor,bound by,cost"
    assert (one.split(",")[0], two.split(",")[0]) == ("1 USD/h", "2 USD/h")


def test_run_takes_them_as_options_and_by_name(capsys):
    command = ["run", "softmax", "rows=8192", "columns=2048", "--on", "a100"]
    assert answered([*command, "--energy", "--rent", "2USD/h"]) == 0
    told = capsys.readouterr().out
    assert "  energy     29.9 mJ (" in told
    assert answered([*command, "energy=yes", "rent=2USD/h"]) == 0
    assert capsys.readouterr().out == told
    assert answered([*command, "rent=2USD/h", "--rent", "3USD/h"]) == 2
    assert "rent is given twice: as 2USD/h and as --rent 3USD/h" in capsys.readouterr().err
    assert answered(["run", "move", "size=1GB", "over=pcie-5", "--rent", "3USD/h"]) == 2
    assert "move has no 'rent'" in capsys.readouterr().err


def test_a_matmul_with_all_its_costs_fits_a_screen(capsys):
    assert answered(["matmul", "4096", "--on", "a100", "--rent", "2USD/h", "--grid", "400gCO2/kWh"]) == 0
    told = capsys.readouterr().out
    assert len(told.splitlines()) <= 24
    assert [line.split()[0] for line in told.splitlines()[2:6]] == ["expected", "energy", "cost", "carbon"]


def test_wrong_costs_are_refused():
    for wrong in ("2", "2 W", "-1 USD/h"):
        with pytest.raises(UsageError, match="rent"):
            run("softmax", **SOFTMAX, rent=wrong)
    with pytest.raises(UsageError, match="energy"):
        run("softmax", **SOFTMAX, energy=2)


def test_every_kernel_has_them_and_what_has_its_own_keeps_it():
    for name in every():
        question = find(name)
        own = {each.name for each in question.parameters}
        extras = {each.name for each in question.extras}
        assert not own & extras
        assert extras == (
            {"rent", "grid", "energy"} - own if isinstance(question, Kernel) or name == "collective" else set()
        )
