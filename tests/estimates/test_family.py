import pytest

from slipstick import load
from slipstick.estimates import calibration
from slipstick.estimates.family import MATMUL, STREAMING, overlapped, range_ratios, range_ratios_of, regime
from slipstick.formulas.core.steps import unrecorded

FIT = calibration.find("matmul", load("a100"), "bf16")


def test_a_family_starts_with_its_launch_and_fills_along_its_depth():
    assert STREAMING.start(unrecorded, FIT, {}) == FIT.launch
    assert MATMUL.start(unrecorded, FIT, {"k": 512.0}) == pytest.approx(FIT.launch + FIT.fill / 4)
    assert MATMUL.start(unrecorded, FIT, {"k": 1e9}) == pytest.approx(FIT.launch + FIT.fill)


def test_a_share_of_all_but_the_longest_is_exposed():
    assert overlapped(unrecorded, 1.0, {"memory": 8.0}, 0.25) == 9.0
    assert overlapped(unrecorded, 1.0, {"matrix": 4.0, "memory": 8.0}, 0.25) == 10.0
    assert overlapped(unrecorded, 1.0, {"matrix": 4.0, "vector": 2.0, "memory": 8.0}, 0.25) == 10.5


@pytest.mark.parametrize(
    ("times", "name"), [((3, 2, 1), "startup"), ((1, 3, 2), "compute"), ((1, 2, 3), "memory"), ((0, 2, 2), "compute")]
)
def test_what_dominates_gives_the_range(times, name):
    assert regime(*times) == name
    assert range_ratios(FIT, *times) == FIT.ranges[name]


def test_the_rates_of_arithmetic_are_one_regime():
    assert range_ratios_of(FIT, 0.0, {"matrix": 1.0, "special": 3.0, "memory": 2.0}) == FIT.ranges["compute"]
    assert range_ratios_of(FIT, 0.0, {"matrix": 1.0, "special": 1.5, "memory": 2.0}) == FIT.ranges["memory"]
    assert range_ratios_of(FIT, 0.0, {"memory": 2.0}) == FIT.ranges["memory"]


def test_arrays_have_a_range_for_each_element():
    np = pytest.importorskip("numpy")
    low, high = range_ratios(FIT, np.array([3.0, 1.0, 1.0]), np.array([2.0, 3.0, 2.0]), np.array([1.0, 2.0, 3.0]))
    assert list(zip(low, high, strict=True)) == [FIT.ranges[name] for name in ("startup", "compute", "memory")]
