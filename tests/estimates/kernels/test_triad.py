import pytest

from slipstick import UsageError, kernels

# By hand: three arrays of 2 GB over the bandwidth; two FLOP an element.
FLOORS = [
    ("a100", "fp64", 2.94262, "memory"),  # 6 GB / 2039 GB/s
    ("epyc-9654", "fp64", 13.0208, "memory"),  # 6 GB / 460.8 GB/s
]


@pytest.mark.parametrize(("on", "dtype", "floor", "bound"), FLOORS)
def test_floors_by_hand(on, dtype, floor, bound):
    answer = kernels.triad("2 GB", on=on, dtype=dtype)
    assert answer.floor.to("ms").magnitude == pytest.approx(floor, rel=1e-4)
    assert answer.bound_by == bound


def test_an_empty_array_is_an_error():
    with pytest.raises(UsageError, match="triad: size has to be more than 0 B"):
        kernels.triad("0 B", on="a100")


def test_a_cpu_is_told_of_lines_that_a_store_reads_first():
    told = {on: " ".join(kernels.triad("2 GB", on=on).assumptions) for on in ("a100", "epyc-9654")}
    assert "a store through them reads its line first" in told["epyc-9654"]
    assert "line first" not in told["a100"]


def test_an_element_takes_a_product_and_a_sum():
    found = kernels.triad("2 GB", on="a100", dtype="fp64").outcome.quantities
    assert (found["work"], found["traffic"]) == ((2 * 250e6, "FLOP"), (6e9, "B"))
