import pytest

from slipstick import quantity, show


@pytest.mark.parametrize(
    ("value", "unit", "options", "shown"),
    [
        (4.405e-4, "s", {}, "440 µs"),
        (0.9999999, "s", {}, "1 s"),
        (999.6e-6, "s", {}, "1 ms"),
        (0, "s", {}, "0 s"),
        (0.5e-9, "s", {}, "0.5 ns"),
        (119.9, "s", {}, "2 min"),
        (90, "s", {}, "90 s"),
        (3600 * 5, "s", {}, "5 h"),
        (86400 * 14, "s", {}, "14 days"),
        (1e9, "s", {}, "31.7 years"),
        (2.039e12, "B/s", {}, "2.04 TB/s"),
        (137438953472, "FLOP", {"digits": 5}, "137.44 GFLOP"),
        (0.5, "B", {}, "0.5 B"),
        (80 * 2**30, "B", {"binary": True}, "80 GiB"),
        (80 * 2**30, "B", {}, "85.9 GB"),
        (1.41e9, "cycle/s", {}, "1.41 GHz"),
        (700, "J/s", {}, "700 W"),
        (0.0012, "J", {}, "1.2 mJ"),
        (2730.67, "FLOP/B", {}, "2730 FLOP/B"),
        (3.14e24, "FLOP", {}, "3.14e24 FLOP"),
        (-2e9, "B/s", {}, "-2 GB/s"),
        (4096, "", {}, "4100"),
        (4096, "", {"digits": 4}, "4096"),
        (0.75, "", {}, "0.75"),
        (1.37e11, "", {}, "137e9"),
        (1e-7, "", {}, "100e-9"),
        (float("inf"), "s", {}, "infinite"),
        (float("nan"), "s", {}, "undefined"),
    ],
)
def test_show(value, unit, options, shown):
    assert show(value, unit, **options) == shown


def test_show_keeps_the_binary_prefix_of_a_quantity():
    assert show(quantity("80 GiB")) == "80 GiB"
    assert show(quantity("80 GB") / quantity("2 TB/s")) == "40 ms"


def test_show_an_array():
    np = pytest.importorskip("numpy")
    assert show(np.array([1e-3, 2e-3]), "s") == "[1 ms, 2 ms]"
    assert show(np.arange(8.0), "B") == "[0 B, 1 B, 2 B, ..., 6 B, 7 B]"
