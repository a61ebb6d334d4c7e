import pytest

from slipstick import run

SLOW = """\
name: Slow
kind: gpu
peak: {fp32: 1 TFLOP/s}
vector: {fp32: 100 GFLOP/s}
memory: {HBM: {bandwidth: 1 TB/s}}
sources: {"*": {title: made up, seen: 2026-11-30}}
"""
# By hand, 8192 rows of 4096, n = 33,554,432 elements: (2 n + 4096) elements over the bandwidth, 4 n FLOP over the
# vector rate.
FLOORS = [
    ("h100", "bf16", 40.067, "memory"),  # 134,225,920 B / 3350 GB/s; 134,217,728 FLOP / 66.9e12 are 2.0 µs
    ("h100", "fp8", 20.034, "memory"),  # half of it
    ("mi300x", "fp32", 50.413, "memory"),  # 268,451,840 B / 5325 GB/s
    ("epyc-9654", "fp32", 582.578, "memory"),  # 268,451,840 B / 460.8 GB/s
    ("slow", "fp32", 1342.177, "vector"),  # 134,217,728 FLOP / 100e9; the traffic takes 268 µs
]


@pytest.mark.parametrize(("on", "dtype", "floor", "bound"), FLOORS)
def test_floors_by_hand(on, dtype, floor, bound, tmp_path):
    (tmp_path / "slow.yaml").write_text(SLOW)
    answer = run("rmsnorm", rows=8192, columns=4096, on=on, dtype=dtype, specs=str(tmp_path))
    assert answer.floor.to("us").magnitude == pytest.approx(floor, rel=1e-4)
    assert answer.bound_by == bound


def test_it_asks_for_no_exponentials():
    assert run("rmsnorm", rows=1, columns=1, on="a100").shares.keys() == {"vector", "memory"}
