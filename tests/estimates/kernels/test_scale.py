import pytest

from slipstick import UsageError, kernels

# By hand: two arrays of 2 GB over the bandwidth; one FLOP an element.
FLOORS = [
    ("a100", "fp64", 1.96175, "memory"),  # 4 GB / 2039 GB/s
    ("epyc-9654", "fp32", 8.68056, "memory"),  # 4 GB / 460.8 GB/s
]


@pytest.mark.parametrize(("on", "dtype", "floor", "bound"), FLOORS)
def test_floors_by_hand(on, dtype, floor, bound):
    answer = kernels.scale("2 GB", on=on, dtype=dtype)
    assert answer.floor.to("ms").magnitude == pytest.approx(floor, rel=1e-4)
    assert answer.bound_by == bound


def test_an_empty_array_is_an_error():
    with pytest.raises(UsageError, match="scale: size has to be more than 0 B"):
        kernels.scale("0 B", on="a100")
