import pytest

from slipstick import SlipstickError, UsageError, kernels

# By hand: twice the bytes over the bandwidth. 6 GB are read and written: 12 GB.
FLOORS = [
    ("a100", 5.88524),  # 2039 GB/s
    ("mi300x", 2.25352),  # 5325 GB/s
    ("epyc-9654", 26.0417),  # 460.8 GB/s
    ("tpu-v5e", 14.6520),  # 819 GB/s
    ("t4", 37.5),  # 320 GB/s; it has no bf16, and needs none
]


@pytest.mark.parametrize(("on", "floor"), FLOORS)
def test_floors_by_hand(on, floor):
    answer = kernels.copy("6 GB", on=on)
    assert answer.floor.to("ms").magnitude == pytest.approx(floor, rel=1e-5)
    assert answer.bound_by == "memory"
    assert "dtype" not in answer.question


def test_its_size_is_bytes_in_any_unit():
    six = kernels.copy("6 GB", on="a100").outcome
    for same in ("6000 MB", "48 Gbit", "6e9 B"):
        assert kernels.copy(same, on="a100").outcome.value == pytest.approx(six.value, rel=1e-12)
    with pytest.raises(UsageError, match=r"size = 6 has no unit: a size belongs there, such as '6 B'"):
        kernels.copy(6, on="a100")
    with pytest.raises(UsageError, match="size is a time"):
        kernels.copy("6 s", on="a100")


def test_there_has_to_be_something_to_copy():
    with pytest.raises(UsageError, match="copy: size has to be more than 0 B"):
        kernels.copy("0 B", on="a100")
    with pytest.raises(UsageError, match="size = -1 B is out of range: a size cannot be negative"):
        kernels.copy("-1 B", on="a100")


def test_a_part_whose_bandwidth_is_not_known_cannot_copy():
    with pytest.raises(SlipstickError, match="edge-tpu lists no memory"):
        kernels.copy("1 GB", on="edge-tpu")
