import pytest

from slipstick import UsageError, load
from slipstick.estimates import calibration
from slipstick.estimates.calibration import Wanted
from slipstick.estimates.family import MATMUL, STREAMING, Family, Spent, overlapped, range_ratios, regime
from slipstick.formulas.core.steps import unrecorded

FIT = calibration.find(Wanted("matmul", load("a100"), "bf16"))
SIZES = {"matmuls": 1.0, "m": 512.0, "n": 512.0, "k": 512.0}


def spent(startup, useful, busy):
    return Spent(startup, busy, 0.0, useful)


def test_a_family_starts_with_its_launch():
    assert STREAMING.start(unrecorded, FIT, {}) == FIT.numbers["launch"]
    assert MATMUL.start(unrecorded, FIT, {**SIZES, **FIT.numbers, "bandwidth": 1e12}) == FIT.numbers["launch"]


def test_a_library_that_converts_its_input_starts_later_the_larger_that_is():
    known = {**SIZES, "launch": 1.0, "conversion": 2.0, "converted": 3.0, "bandwidth": 4.0, "memory": 0.5}
    assert MATMUL.start(unrecorded, FIT, known) == 1 + 2 + 3 * 512 * 512 / (0.5 * 4)


def test_a_formula_of_the_family_counts_where_the_part_has_the_facts_and_else_plain_shares_do():
    own = {name: value for name, value in FIT.numbers.items() if name != "kept"}
    known = {**SIZES, **own, "kept": 1.0, "work": 6.0, "peak": 2.0, "share": 0.5, "traffic": 8.0, "bandwidth": 2.0}
    assert MATMUL.busy_time(unrecorded, "matrix", known) == 6
    assert MATMUL.busy_time(unrecorded, "memory", known) == 8
    assert MATMUL.busy_time(unrecorded, "memory", {**known, "cache": 1e9}) == 4  # all of it in the cache, twice as fast
    tiles = {
        "tile_m": 64.0,
        "tile_n": 64.0,
        "split": 1.0,
        "units": 64.0,
        "step": 0.0,
        "peak": 2e9,
        "short": 1.0,
        "each": 2.0,
    }
    assert MATMUL.busy_time(unrecorded, "matrix", {**known, **tiles}) == 2 * 512**3 / 1e9  # one wave of all units


def test_the_tile_and_the_split_that_cost_least_are_picked():
    known = {**SIZES, **FIT.numbers, "units": 108.0, "peak": 312e12, "share": 0.9, "each": 2.0}
    names, inputs = MATMUL.picked(known, {})
    assert names["tile"] == f"{inputs['tile_m']:.0f}x{inputs['tile_n']:.0f}"
    assert MATMUL.picked({**known, "m": 16.0, "n": 64.0, "k": 65536.0}, {})[0] == {"tile": "16x64", "split": "16"}
    assert MATMUL.picked({**known, "m": 8192.0, "n": 8192.0}, {})[0]["split"] == "1"
    assert MATMUL.picked(known, {"tile": "128x128", "library": "vllm"})[0]["tile"] == "128x128"
    assert MATMUL.picked({"m": 1.0}, {}) == ({}, {})  # the part does not say its units
    with pytest.raises(UsageError, match="tile = '64': expected one of 16x64, 64x64"):
        MATMUL.picked(known, {"tile": "64"})


def test_a_share_of_all_but_the_longest_is_exposed():
    assert overlapped(unrecorded, 1.0, {"memory": 8.0}, 0.25) == 9.0
    assert overlapped(unrecorded, 1.0, {"matrix": 4.0, "memory": 8.0}, 0.25) == 10.0
    assert overlapped(unrecorded, 1.0, {"matrix": 4.0, "vector": 2.0, "memory": 8.0}, 0.25) == 10.5


@pytest.mark.parametrize(
    ("startup", "useful", "compute", "memory", "name"),
    [
        (3, 2, 2, 1, "startup"),
        (1, 3, 3, 2, "compute"),
        (1, 1.4, 3, 2, "latency"),  # less than half of the units work
        (1, 1.5, 3, 2, "compute"),
        (1, 2, 2, 3, "memory"),
        (0, 2, 2, 2, "compute"),
    ],
)
def test_what_dominates_gives_the_range(startup, useful, compute, memory, name):
    found = spent(startup, useful, {"matrix": compute, "memory": memory})
    assert regime(found) == name
    assert range_ratios(FIT, found) == FIT.ranges[name]


def test_the_rates_of_arithmetic_are_one_regime():
    assert regime(spent(0.0, 3.0, {"matrix": 1.0, "special": 3.0, "memory": 2.0})) == "compute"
    assert regime(spent(0.0, 1.5, {"matrix": 1.0, "special": 1.5, "memory": 2.0})) == "memory"
    assert regime(spent(0.0, 0.0, {"memory": 2.0})) == "memory"


def test_arrays_have_a_range_for_each_element():
    np = pytest.importorskip("numpy")
    startup, compute, memory = np.array([[3.0, 1.0, 1.0], [2.0, 3.0, 2.0], [1.0, 2.0, 3.0]])
    low, high = range_ratios(FIT, spent(startup, compute, {"matrix": compute, "memory": memory}))
    assert list(zip(low, high, strict=True)) == [FIT.ranges[name] for name in ("startup", "compute", "memory")]


def test_a_family_that_says_nothing_starts_in_3_us_and_reaches_four_fifths_of_each_rate():
    plain = Family("plain")
    assert plain.parameters == {"launch": 3e-6, "compute": 0.8, "memory": 0.8}
    assert plain.shared == {"exposed": 0.2}
    assert not plain.apart
