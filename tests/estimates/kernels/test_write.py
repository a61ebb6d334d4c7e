import pytest

from slipstick import UsageError, kernels

# By hand: 6 GB over the bandwidth.
FLOORS = [
    ("a100", 2.94262, "memory"),  # 6 GB / 2039 GB/s
    ("epyc-9654", 13.0208, "memory"),  # 6 GB / 460.8 GB/s
]


@pytest.mark.parametrize(("on", "floor", "bound"), FLOORS)
def test_floors_by_hand(on, floor, bound):
    answer = kernels.write("6 GB", on=on)
    assert answer.floor.to("ms").magnitude == pytest.approx(floor, rel=1e-4)
    assert answer.bound_by == bound


def test_an_empty_array_is_an_error():
    with pytest.raises(UsageError, match="write: size has to be more than 0 B"):
        kernels.write("0 B", on="a100")
