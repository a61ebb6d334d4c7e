import json

import pytest

import ladder
from slipstick import SlipstickError, UsageError, kernels
from slipstick.estimates.kernels.sgemm import FAMILY, STEPS

# By hand on an RTX A6000, 4096 on every side. Work: 2 x 4096^3 FLOP over 38.71 TFLOP/s, 3.55 ms. Shared memory: 84 x 32
# banks x 4 B x 2.1 GHz = 22.5792 TB/s, and of each step the cycles that a warp takes of it,
# 128 B each, for 32 multiply-adds.
FLOORS = [
    ("naive", 401.732, "shared"),  # 4096^3 / 32 x 33 cycles
    ("coalesced", 24.3474, "shared"),  # 2 cycles
    ("shared", 25.8691, "shared"),  # 2 cycles, and 4 for 32
    ("1d-tiled", 15.0266, "shared"),  # 9 cycles for 8, and 7 for 64
    ("2d-tiled", 6.75258, "shared"),  # 32 cycles for 64, and 28 for 512
    ("vectorised", 5.32599, "shared"),  # 24 cycles for 64, and 32 for 512
    ("warp-tiled", 3.55048, "vector"),  # 24 cycles for 128, and 128 for 2048: 3.04 ms
]


@pytest.mark.parametrize(("variant", "floor", "bound"), FLOORS)
def test_floors_by_hand(variant, floor, bound):
    answer = kernels.sgemm(4096, on="rtx-a6000", variant=variant)
    assert answer.floor.to("ms").magnitude == pytest.approx(floor, rel=1e-4)
    assert answer.bound_by == bound


def test_the_steps_come_in_order_and_each_within_a_quarter_of_the_measured_one():
    every = {name: kernels.sgemm(4096, on="rtx-a6000", variant=name) for name in STEPS}
    expected = {name: 2 * 4096**3 / answer.outcome.value / 1e9 for name, answer in every.items()}
    assert sorted(expected, key=expected.get) == [*STEPS]
    for name, rate in expected.items():
        assert rate == pytest.approx(ladder.MEASURED[name], rel=0.25), name
        assert every[name].outcome.floor <= 2e-9 * 4096**3 / ladder.MEASURED[name] <= every[name].outcome.high
    assert max(expected.values()) < 23250  # the library


def test_a_step_that_was_left_out_is_within_two_fifths():
    assert len({*FAMILY.parameters, *FAMILY.shared}) == 3
    for name, rate in ladder.left_out().items():
        assert rate == pytest.approx(ladder.MEASURED[name], rel=0.4), name


def test_the_constants_are_those_that_the_ladder_gives():
    with open(ladder.TARGET, encoding="utf-8") as file:
        assert json.load(file) == ladder.calibration()


def test_the_fastest_step_is_picked_unless_one_is_named():
    answer = kernels.sgemm(4096, on="a100")
    assert answer.as_dict()["picked"] == {"variant": "warp-tiled"}
    with pytest.raises(UsageError, match="variant = 'niave': did you mean naive"):
        kernels.sgemm(4096, on="a100", variant="niave")


def test_a_part_without_such_a_shared_memory_cannot_be_asked():
    with pytest.raises(SlipstickError, match=r"mi300x .*: its bandwidth of shared memory is known where"):
        kernels.sgemm(4096, on="mi300x")
