import json

import pytest

pytest.importorskip("scipy")
import numpy as np

from slipstick.estimates.calibration import path, shipped_table
from slipstick.estimates.training_reach import FAMILY
from slipstick.evidence.measurements import read, table_file
from slipstick.evidence.trainfit import Fit, Steps, expected, fit, rows_of


@pytest.fixture(scope="module")
def rows():
    return rows_of(read([table_file("models.yaml")]))


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


def test_nine_in_ten_of_the_rows_left_out_lie_in_the_range():
    scores = shipped_table(FAMILY)["left_out"]
    assert {kind: each["all"]["count"] for kind, each in scores.items()} == dict.fromkeys(("row", "source", "part"), 76)
    for each in scores.values():
        assert 0.85 <= each["all"]["inside"] <= 0.95
        assert each["all"]["below_floor"] == 0


def test_the_shipped_calibration_is_made_again(rows):
    with open(path(FAMILY), encoding="utf-8") as file:
        shipped = json.load(file)
    made = Steps(rows).table(shipped["source"], shipped["about"])
    assert json.loads(json.dumps(made)) == shipped
