import pytest

from slipstick import kernels

# By hand: 16384 rows and columns, each element read and written.
FLOORS = [
    ("a100", "fp32", 1.0532, "memory"),  # 8 B x 16384 x 16384 / 2039 GB/s
    ("epyc-9654", "fp64", 9.32068, "memory"),  # 16 B x 16384 x 16384 / 460.8 GB/s
]


@pytest.mark.parametrize(("on", "dtype", "floor", "bound"), FLOORS)
def test_floors_by_hand(on, dtype, floor, bound):
    answer = kernels.transpose(16384, on=on, dtype=dtype)
    assert answer.floor.to("ms").magnitude == pytest.approx(floor, rel=1e-4)
    assert answer.bound_by == bound


def test_it_is_square_unless_told_otherwise():
    assert kernels.transpose(100, on="a100").outcome.asks == kernels.transpose(100, columns=100, on="a100").outcome.asks
