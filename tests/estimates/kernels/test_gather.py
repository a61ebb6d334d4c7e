import pytest

from slipstick import kernels

# By hand: 8192 rows of 4096, read and written, and 8 B of an index each.
FLOORS = [
    ("a100", "bf16", 65.8574, "memory"),  # 8192 x (2 x 8192 B + 8 B) / 2039 GB/s
    ("epyc-9654", "fp32", 582.684, "memory"),  # 8192 x (2 x 16384 B + 8 B) / 460.8 GB/s
]


@pytest.mark.parametrize(("on", "dtype", "floor", "bound"), FLOORS)
def test_floors_by_hand(on, dtype, floor, bound):
    answer = kernels.gather(8192, 4096, on=on, dtype=dtype)
    assert answer.floor.to("us").magnitude == pytest.approx(floor, rel=1e-4)
    assert answer.bound_by == bound


def test_a_short_row_takes_a_whole_sector():
    def traffic(**options):
        return kernels.gather(1000, 1, on="a100", dtype="fp32", **options).quantities["traffic"].to("B").magnitude

    assert traffic() == 1000 * (32 + 4 + 8)
    assert traffic(sector="64 B") == 1000 * (64 + 4 + 8)
