import pytest

from slipstick import UsageError, kernels

# By hand, 128 tokens of 7168 with 8 of 256 experts of 2048: 256 x (1 - (31/32)^128) = 251.600 are touched, each of
# 3 x 7168 x 2048 = 44,040,192 elements; the work is 2 x 44,040,192 x 128 x 8 = 90.19 GFLOP.
FLOORS = [
    ("h100", "bf16", 6616.24, "memory"),  # 2 B x (251.600 x 44,040,192 + 2 x 917,504) / 3.35 TB/s
    ("a100", "bf16", 10870.2, "memory"),  # / 2.039 TB/s
    ("h100", "fp8", 3308.26, "memory"),  # 1 B x (251.600 x 44,040,192 + 917,504) + 2 B x 917,504
]


@pytest.mark.parametrize(("on", "dtype", "floor", "bound"), FLOORS)
def test_floors_by_hand(on, dtype, floor, bound):
    answer = kernels.moe(128, 7168, 2048, 256, 8, on=on, dtype=dtype)
    assert answer.floor.to("us").magnitude == pytest.approx(floor, rel=1e-4)
    assert answer.bound_by == bound


def test_one_token_touches_the_experts_it_goes_to():
    asked = {ask.name: ask.amount for ask in kernels.moe(1, 64, 32, 8, 2, on="a100").outcome.asks}
    assert asked["matrix"] == 2 * 2 * 3 * 64 * 32
    assert asked["memory"] == pytest.approx(2 * (2 * 3 * 64 * 32 + 64 + 64), rel=1e-12)


def test_a_token_cannot_go_to_more_experts_than_there_are():
    with pytest.raises(UsageError, match="moe: active is more than experts"):
        kernels.moe(1, 64, 32, 8, 9, on="a100")
