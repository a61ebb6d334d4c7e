import pytest

from slipstick import load
from slipstick.estimates import calibration
from slipstick.estimates.calibration import Wanted
from slipstick.estimates.family import MATMUL
from slipstick.estimates.phase import Phase, asks, timed
from slipstick.formulas.core.steps import Recorder, unrecorded
from slipstick.formulas.kernels import matmul_work, softmax_traffic

INPUTS = {"batch": 1.0, "m": 512.0, "n": 256.0, "k": 1024.0, "rows": 512.0, "columns": 256.0, "width": 2.0}
RATES = {"matrix": 1e12, "vector": 1e11, "memory": 1e9}
FIT = calibration.find(Wanted("matmul", load("a100"), "bf16"))
LAUNCH, SHARE, MEMORY, EXPOSED = (FIT.numbers[name] for name in ("launch", "compute", "memory", "exposed"))
WORK, TRAFFIC = 2 * 512 * 256 * 1024, 2 * 2 * 512 * 256


def test_what_runs_together_takes_the_longest_at_best_and_more_as_expected():
    found = timed(asks(matrix=matmul_work, memory=softmax_traffic), INPUTS, RATES, MATMUL, FIT, unrecorded)
    assert found.amounts == {"matrix": WORK, "memory": TRAFFIC}
    assert found.least == {"matrix": WORK / 1e12, "memory": TRAFFIC / 1e9}
    assert found.floor == TRAFFIC / 1e9
    assert found.balance == (WORK / TRAFFIC, 1000)
    compute, memory = WORK / 1e12 / SHARE, TRAFFIC / 1e9 / MEMORY
    assert found.startup == LAUNCH
    assert found.expected == pytest.approx(LAUNCH + memory + EXPOSED * compute)
    assert found.high == pytest.approx(found.expected * FIT.ranges["memory"][1])
    assert found.low == pytest.approx(max(found.floor, found.expected * FIT.ranges["memory"][0]))


def test_of_three_rates_the_slowest_decides_and_there_is_no_one_ridge():
    phase = asks(matrix=matmul_work, vector=matmul_work, memory=softmax_traffic)
    found = timed(phase, INPUTS, RATES, MATMUL, FIT, unrecorded)
    assert found.floor == WORK / 1e11
    assert found.balance == ()
    others = WORK / 1e12 / SHARE + TRAFFIC / 1e9 / MEMORY
    assert found.expected == pytest.approx(found.startup + WORK / 1e11 / SHARE + EXPOSED * others)


def test_of_one_rate_nothing_is_exposed():
    found = timed(asks(memory=softmax_traffic), INPUTS, RATES, MATMUL, FIT, unrecorded)
    assert found.floor == TRAFFIC / 1e9
    assert found.expected == pytest.approx(found.startup + TRAFFIC / 1e9 / MEMORY)


def test_an_amount_may_be_an_input_and_then_no_step_of_the_work():
    recorder = Recorder()
    found = timed(Phase({"memory": "size"}), {"size": 5e9, "k": 1.0}, RATES, MATMUL, FIT, recorder)
    assert found.amounts == {"memory": 5e9}
    assert recorder.steps[0].formula.name == "memory_time"


def test_on_a_part_that_says_its_units_a_matmul_runs_in_tiles():
    found = timed(asks(matrix=matmul_work), {**INPUTS, "matmuls": 1.0, "units": 8.0}, RATES, MATMUL, FIT, unrecorded)
    assert set(found.picked) == {"tile", "split"}
    by_hand = timed(
        asks(matrix=matmul_work),
        {**INPUTS, "matmuls": 1.0, "units": 8.0},
        RATES,
        MATMUL,
        FIT,
        unrecorded,
        {"split": "16"},
    )
    assert by_hand.picked["split"] == "16"
    assert by_hand.expected >= found.expected
