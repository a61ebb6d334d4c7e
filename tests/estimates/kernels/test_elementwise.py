import pytest

from slipstick import UsageError, kernels

# By hand, 2**28 elements: the bytes of all arrays over the bandwidth, or the operations over the vector rate.
FLOORS = [
    ("a100", {}, 0.526604, "memory"),  # 2 x 536,870,912 B / 2039 GB/s
    ("a100", {"reads": 2, "operations": 3}, 0.789907, "memory"),  # 3 x 536,870,912 B / 2039 GB/s
    ("a100", {"operations": 100}, 1.376592, "vector"),  # 26,843,545,600 FLOP / 19.5 TFLOP/s
    ("epyc-9654", {"writes": 2}, 3.495254, "memory"),  # 3 x 536,870,912 B / 460.8 GB/s
]


@pytest.mark.parametrize(("on", "options", "floor", "bound"), FLOORS)
def test_floors_by_hand(on, options, floor, bound):
    answer = kernels.elementwise(2**28, on=on, dtype="bf16", **options)
    assert answer.floor.to("ms").magnitude == pytest.approx(floor, rel=1e-5)
    assert answer.bound_by == bound


def test_operations_are_not_negative():
    with pytest.raises(UsageError, match="operations = -1 is out of range"):
        kernels.elementwise(10, operations=-1, on="a100")
