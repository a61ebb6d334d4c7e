import json

import pytest

from slipstick import matmul
from slipstick.formulas.core.formula import unrecorded
from slipstick.units.show import show


def test_levers_say_which_input_is_worth_buying():
    big, thin = matmul(4096, 4096, 4096, on="a100").levers, matmul(1, 4096, 4096, on="a100").levers
    assert big["peak"] < -0.4 < -0.05 < big["bandwidth"] < 0
    assert thin["bandwidth"] < -0.3
    assert abs(thin["peak"]) < 0.05
    assert 0.9 < big["m"] <= 1.1  # the clock falls under load


def test_json_has_stable_keys_and_coherent_units():
    answer = json.loads(json.dumps(matmul(4096, 4096, 4096, on="a100").as_dict()))
    assert list(answer) == [
        *("question", "answer", "floor", "bound_by", "quantities", "facts", "steps"),
        *("levers", "assumptions", "sources", "calibration", "answers", "shares", "picked", "verdict"),
    ]
    assert answer["question"] == {
        "command": "matmul", "m": 4096, "n": 4096, "k": 4096, "batch": 1, "on": "a100-sxm-80gb", "dtype": "bf16",
    }  # fmt: skip
    assert answer["answer"]["unit"] == "s"
    assert answer["floor"]["value"] == pytest.approx(2 * 4096**3 / 312e12)
    assert answer["quantities"]["work"] == {"value": 2.0 * 4096**3, "unit": "FLOP", "text": "137 GFLOP"}
    assert set(answer["steps"][0]) == {"formula", "expression", "with_numbers", "value", "unit", "text", "source"}
    assert all(source["seen"] for source in answer["sources"])
    assert answer["calibration"]["measurements"] == 459
    assert answer["answers"]["time"]["value"] == answer["answer"]["value"]
    assert answer["answers"]["rate"]["value"] == pytest.approx(2 * 4096**3 / answer["answer"]["value"])
    assert answer["answers"]["rate"]["floor"] == pytest.approx(312e12)
    assert answer["shares"]["matrix"] == pytest.approx(answer["answers"]["rate"]["value"] / 312e12)
    assert "above the ridge" in answer["verdict"]


def test_the_model_runs_once_for_the_answer_once_for_the_work_and_once_for_each_lever():
    answer = matmul(4096, 4096, 4096, on="a100")
    runs, model = [], answer.model

    def counted(run, double):
        runs.append(double or ("answer" if run is unrecorded else "work"))
        return model(run, double)

    answer.model = counted
    assert answer.short == show(answer.outcome.value, "s")
    assert runs == ["answer"]
    text = answer.text()
    levers = ["peak", "bandwidth", "m", "n", "k", "batch"]
    assert sorted(runs) == sorted(["answer", "work", *levers])
    assert all(name in text for name in levers)
    answer.explain(), answer.as_dict(), repr(answer)
    assert len(runs) == 2 + len(levers)


def test_every_step_and_fact_has_its_source_in_the_answer():
    answer = matmul(4096, 4096, 4096, on="epyc-9654", dtype="bf16")
    used = {step.formula.source for step in answer.steps} | {fact.source for fact in answer.facts.values()}
    assert used <= set(answer.sources)
