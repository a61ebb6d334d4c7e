import pytest

from slipstick import kernels

# By hand: 90177536 elements, one read and one written; 8 FLOP and one tanh each.
FLOORS = [
    ("a100", "bf16", 176.905, "memory"),  # 360710144 B / 2039 GB/s; 37 µs of FLOP and of tanh
    ("epyc-9654", "fp32", 1565.58, "memory"),  # 721420288 B / 460.8 GB/s
    ("epyc-9654", "int4", 289.421, "special"),  # 90177536 tanh / (96 x 32 x 3.7e9 / 36.48); 196 µs of traffic
]


@pytest.mark.parametrize(("on", "dtype", "floor", "bound"), FLOORS)
def test_floors_by_hand(on, dtype, floor, bound):
    answer = kernels.gelu(8192 * 11008, on=on, dtype=dtype)
    assert answer.floor.to("us").magnitude == pytest.approx(floor, rel=1e-4)
    assert answer.bound_by == bound


def test_each_rate_is_asked_what_was_counted():
    asked = {ask.name: ask.amount for ask in kernels.gelu(1000, on="a100", dtype="fp32").outcome.asks}
    assert asked == {"vector": 8000, "special": 1000, "memory": 8000}
