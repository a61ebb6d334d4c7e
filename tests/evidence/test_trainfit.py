import json

import pytest

pytest.importorskip("scipy")
import numpy as np

from slipstick.estimates.calibration import path, shipped_table
from slipstick.estimates.training.reach import FAMILY
from slipstick.evidence import leftout
from slipstick.evidence.trainfit import Fit, Steps, expected, fit
from slipstick.evidence.trainrows import published


@pytest.fixture(scope="module")
def rows():
    return published()


@pytest.fixture(scope="module")
def shipped():
    table = shipped_table(FAMILY)
    rates = {built: {name: own[name] for name in table["parameters"]} for built, own in table["architectures"].items()}
    return Fit(table["shared"], rates, {name: each["factor"] for name, each in table["software"].items()})


def errors(rows, made, source):
    some = rows.some(rows.source == source)
    return np.abs(expected(some, made) / some.measured - 1)


@pytest.mark.parametrize(
    ("source", "count", "median", "worst"),
    [
        ("mlcarbon-megatron", 10, 0.07, 0.12),
        ("calculon-validation", 8, 0.03, 0.06),
        ("llm-foundry-benchmarks", 40, 0.05, 0.18),
        ("llm-c-scripts", 4, 0.05, 0.05),
        ("fms-fsdp-readme", 3, 0.05, 0.05),
        ("llama-paper", 4, 0.12, 0.18),
        ("llama-2-model-card", 3, 0.12, 0.18),
        ("qwen-readme", 54, 0.10, 0.55),
        ("torchtune-readme", 2, 0.15, 0.15),
    ],
)
def test_published_runs_are_met(rows, shipped, source, count, median, worst):
    found = errors(rows, shipped, source)
    assert len(found) == count
    assert np.median(found) <= median
    assert found.max() <= worst


def test_one_source_is_foreseen_by_the_others(rows):
    others = fit(rows.some(rows.source != "calculon-validation"))
    found = errors(rows, others, "calculon-validation")
    assert np.median(found) <= 0.10
    assert found.max() <= 0.15


def test_software_that_was_never_seen_is_foreseen_by_the_others():
    """Sources whose software no other has."""
    alone = {"llm-foundry", "llm.c", "fms-fsdp", "lit-gpt", "metaseq"}
    found = [row for row in leftout.read(FAMILY) if row.kind == "source" and row.library in alone]
    assert len(found) == 49
    assert np.median([abs(row.expected / row.measured - 1) for row in found]) <= 0.25


def test_nine_in_ten_of_the_rows_left_out_lie_in_the_range():
    scores = shipped_table(FAMILY)["left_out"]
    counts = {"all": 132, "all step": 78, "all tuned": 54}
    for each in scores.values():
        assert {name: found["count"] for name, found in each.items()} == counts
        assert all(0.85 <= found["inside"] <= 0.95 for found in each.values())
        assert all(found["below_floor"] == 0 for found in each.values())


def test_adapters_have_a_range_of_their_own_which_leaves_that_of_whole_models_narrow():
    for ranges in shipped_table(FAMILY)["ranges"].values():
        whole, tuned = (high / low for low, high in (ranges[name] for name in ("step", "tuned")))
        assert 1 < whole < tuned


def test_the_shipped_calibration_is_made_again(rows):
    with open(path(FAMILY), encoding="utf-8") as file:
        shipped = json.load(file)
    made = Steps(rows).table(shipped["source"], shipped["about"])
    assert json.loads(json.dumps(made)) == shipped
