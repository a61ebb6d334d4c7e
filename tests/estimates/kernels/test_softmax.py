import pytest

from slipstick import kernels

# By hand, 8192 rows of 2048, n = 16,777,216 elements: 2 n bytes-of-an-element over the bandwidth, 4 n FLOP over the
# vector rate, n exponentials over theirs (units x 16 x clock; of a CPU the vector rate over 36.48 FLOP).
FLOORS = [
    ("a100", "bf16", 32.913, "memory"),  # 67,108,864 B / 2039 GB/s; 3.4 µs of 19.5e12, 6.9 µs of 108 x 16 x 1.41e9
    ("a100", "fp32", 65.825, "memory"),  # 134,217,728 B / 2039 GB/s
    ("mi300x", "fp32", 25.205, "memory"),  # 134,217,728 B / 5325 GB/s
    ("epyc-9654", "fp8", 72.818, "memory"),  # 33,554,432 B / 460.8 GB/s; 53.8 µs of exponentials
    ("epyc-9654", "int4", 53.846, "special"),  # 16,777,216 / (96 x 32 x 3.7e9 / 36.48); 36.4 µs of traffic
]


@pytest.mark.parametrize(("on", "dtype", "floor", "bound"), FLOORS)
def test_floors_by_hand(on, dtype, floor, bound):
    answer = kernels.softmax(8192, 2048, on=on, dtype=dtype)
    assert answer.floor.to("us").magnitude == pytest.approx(floor, rel=1e-4)
    assert answer.bound_by == bound


def test_each_rate_is_asked_what_was_counted():
    asked = {ask.name: ask.amount for ask in kernels.softmax(8192, 2048, on="a100").outcome.asks}
    assert asked == {"vector": 67_108_864, "special": 16_777_216, "memory": 67_108_864}
