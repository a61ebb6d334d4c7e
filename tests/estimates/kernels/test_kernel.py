import json

import pytest

from slipstick import UsageError, kernels, move

# By hand: work over the peak, traffic over the bandwidth, whichever is longer.
FLOORS = [
    ("0.2 TFLOP", "3 GB", "a100", "bf16", 1471.31, "memory"),  # 3e9 / 2039e9; 641 µs of 312e12
    ("0.2 TFLOP", "3 GB", "a100", "fp32", 10256.4, "compute"),  # 0.2e12 / 19.5e12
    ("0.2 TFLOP", "3 GB", "tpu-v5e", "bf16", 3663.00, "memory"),  # 3e9 / 819e9
    ("1 PFLOP", "3 GB", "mi300x", "bf16", 764876.9, "compute"),  # 1e15 / 1307.4e12
    ("10 GFLOP", "1 MB", "epyc-9654", "fp64", 1759.57, "compute"),  # 1e10 / (96 x 16 x 3.7e9)
]


@pytest.mark.parametrize(("work", "traffic", "on", "dtype", "floor", "bound"), FLOORS)
def test_floors_by_hand(work, traffic, on, dtype, floor, bound):
    answer = kernels.kernel(work, traffic, on=on, dtype=dtype)
    assert answer.floor.to("us").magnitude == pytest.approx(floor, rel=1e-5)
    assert answer.bound_by == bound


def test_work_alone_or_traffic_alone_is_a_kernel_too():
    work, traffic = kernels.kernel("1 TFLOP", "0 B", on="a100"), kernels.kernel("0 FLOP", "1 GB", on="a100")
    assert (work.bound_by, traffic.bound_by) == ("compute", "memory")
    assert work.verdict.startswith("at their peaks matrix 3.21 ms, memory 0 s: compute-bound")
    assert traffic.verdict.startswith("0 FLOP/B is below the ridge of 153 FLOP/B: memory-bound")
    with pytest.raises(UsageError, match="kernel: work and traffic cannot both be 0"):
        kernels.kernel("0 FLOP", "0 B", on="a100")


@pytest.mark.parametrize(("work", "traffic"), [("1e300 FLOP", "1e-300 B"), ("1e-300 FLOP", "1e300 B")])
def test_numbers_of_any_size_are_answered(work, traffic):
    answer = kernels.kernel(work, traffic, on="a100")
    assert answer.outcome.floor <= answer.outcome.low <= answer.outcome.value <= answer.outcome.high
    assert "if doubled" in answer.text()
    told = json.loads(json.dumps(answer.as_dict(), allow_nan=False))
    assert told["answer"]["value"] == answer.outcome.value


def test_what_is_too_large_for_a_number_is_none_in_json():
    told = move("1e308 B", over="pcie-5").as_dict()
    assert told["levers"]["size"] is None
    json.dumps(told, allow_nan=False)
