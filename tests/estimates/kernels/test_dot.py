import pytest

from slipstick import kernels

# By hand: 268435456 elements, two read; two FLOP each.
FLOORS = [
    ("a100", "bf16", 0.526602, "memory"),  # 2 x 536870912 B / 2039 GB/s
    ("epyc-9654", "fp32", 4.66034, "memory"),  # 2 x 1073741824 B / 460.8 GB/s
]


@pytest.mark.parametrize(("on", "dtype", "floor", "bound"), FLOORS)
def test_floors_by_hand(on, dtype, floor, bound):
    answer = kernels.dot(2**28, on=on, dtype=dtype)
    assert answer.floor.to("ms").magnitude == pytest.approx(floor, rel=1e-4)
    assert answer.bound_by == bound


def test_each_rate_is_asked_what_was_counted():
    asked = {ask.name: ask.amount for ask in kernels.dot(1000, on="a100", dtype="fp32").outcome.asks}
    assert asked == {"vector": 2000, "memory": 8000}
