import pytest

from slipstick import kernels

# By hand: 8192 rows of 4096, read and written, and 8192 weights and biases; 7 FLOP each.
FLOORS = [
    ("a100", "bf16", 65.8333, "memory"),  # 4 B x (8192 x 4096 + 4096) / 2039 GB/s
    ("epyc-9654", "fp32", 582.613, "memory"),  # 8 B x (8192 x 4096 + 4096) / 460.8 GB/s
]


@pytest.mark.parametrize(("on", "dtype", "floor", "bound"), FLOORS)
def test_floors_by_hand(on, dtype, floor, bound):
    answer = kernels.layernorm(8192, 4096, on=on, dtype=dtype)
    assert answer.floor.to("us").magnitude == pytest.approx(floor, rel=1e-4)
    assert answer.bound_by == bound


def test_each_rate_is_asked_what_was_counted():
    asked = {ask.name: ask.amount for ask in kernels.layernorm(10, 100, on="a100", dtype="fp32").outcome.asks}
    assert asked == {"vector": 7000, "memory": 8 * 1100}
