import pint
import pytest

from slipstick import UsageError, quantity, show


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
        (float("-inf"), "s", {}, "-infinite"),
        (-0.0, "B", {}, "0 B"),
        (0.0, "J", {}, "0 J"),
        (999_000, "", {}, "999000"),
        (1e6, "", {}, "1e6"),
        (12.3e6, "", {}, "12.3e6"),
        (1e-4, "", {}, "0.0001"),
        (0.99e-4, "", {}, "99e-6"),
        (1, "B/s/W", {}, "1 B/s/W"),
        (2e9, "B/s/W", {}, "2e9 B/s/W"),
        (2e9, "B/token", {}, "2 GB/token"),
        (2e9, "bit", {"binary": True}, "1.86 Gibit"),
        (2e9, "FLOP", {"binary": True}, "2 GFLOP"),
        (5e-3, "cycle/s", {}, "5 mHz"),
        (1e-18, "J", {}, "0.001 fJ"),
        (3e-15, "J", {}, "3 fJ"),
        (3e-12, "J", {}, "3 pJ"),
        (3e-9, "J", {}, "3 nJ"),
        (3e-6, "J", {}, "3 µJ"),
        (1.5, "J/V/s", {}, "1.5 A"),
        (999e18, "B", {}, "999 EB"),
        (1000e18, "B", {}, "1e21 B"),
        (1024 * 2.0**60, "B", {"binary": True}, "1.18e21 B"),
        (999 * 2.0**60, "B", {"binary": True}, "999 EiB"),
        (1e16, "", {"plain": True}, "1e16"),
        (1e16, "", {}, "10e15"),
        (999.96e6, "", {}, "1e9"),
        (1.0001e16, "", {"plain": True}, "1e16"),
        (0.9999881, "", {}, "0.999988"),
        (500, "B", {"binary": True}, "500 B"),
        (1.5e16, "", {"plain": True}, "15e15"),
        (1234567, "", {"plain": True, "digits": 7}, "1234567"),
        (1234567, "", {"digits": 7}, "1.234567e6"),
        (12345678, "", {"plain": True, "digits": 7}, "12.34568e6"),
        (999999, "", {"plain": True, "digits": 6}, "999999"),
        (1e-5, "", {"plain": True}, "10e-6"),
        (0.99999, "", {}, "0.99999"),
        (0.99999999, "", {}, "0.99999999"),
        (0.9999, "", {"digits": 5}, "0.9999"),
        (0.9996, "", {}, "0.9996"),
        (0.345, "", {}, "0.345"),
        (0.4567, "", {}, "0.457"),
        (0.5678, "", {}, "0.568"),
        (0.5, "", {}, "0.5"),
        (0.4996, "", {}, "0.5"),
        (1 - 1e-14, "", {}, "1"),
        (1.0, "", {}, "1"),
    ],
)
def test_show(value, unit, options, shown):
    assert show(value, unit, **options) == shown


@pytest.mark.parametrize(("step", "prefix"), list(enumerate("kMGTPE", start=1)))
def test_each_prefix_is_a_thousand_or_1024_of_the_one_before(step, prefix):
    for times in (1, 3, 999):
        assert show(times * 1000.0**step, "B", digits=16) == f"{times} {prefix}B"
        assert show(times * 1000.0**step, "FLOP/s", digits=16) == f"{times} {prefix}FLOP/s"
        assert show(times * 1024.0**step, "B", binary=True, digits=16) == f"{times} {prefix.upper()}iB"
    below = 1000.0 ** (step - 1)
    assert show(999.4 * below, "B") == f"999 {' kMGTPE'[step - 1].strip()}B"


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        *((1e7 * 365.25 * 86400, "10e6 years"), (4 * 365.25 * 86400, "4 years")),
        *((2 * 365.25 * 86400, "2 years"), (1.9 * 365.25 * 86400, "694 days")),
        *((3 * 86400, "3 days"), (2 * 86400, "2 days"), (1.9 * 86400, "45.6 h"), (7 * 3600, "7 h"), (2 * 3600, "2 h")),
        *((1.9 * 3600, "114 min"), (600, "10 min"), (120, "2 min"), (119, "119 s"), (5, "5 s"), (1, "1 s")),
        *((0.9, "900 ms"), (5e-3, "5 ms"), (1e-3, "1 ms"), (0.9e-3, "900 µs"), (5e-6, "5 µs"), (1e-6, "1 µs")),
        *((0.9e-6, "900 ns"), (5e-9, "5 ns"), (1e-10, "0.1 ns"), (0.9e-10, "90 ps"), (5e-12, "5 ps")),
    ],
)
def test_each_time_has_the_unit_a_person_says(seconds, shown):
    assert show(seconds, "s") == shown


@pytest.mark.parametrize(("seconds", "unit"), [(31557600, "years"), (86400, "days"), (3600, "h"), (60, "min")])
def test_a_time_loses_no_digit_in_its_unit(seconds, unit):
    assert show(5 * seconds, "s", digits=15) == f"5 {unit}"
    assert show(1.999 * seconds, "s", digits=15) != f"1.999 {unit}"


def test_a_number_of_another_registry_is_sent_to_quantity():
    with pytest.raises(UsageError, match="make one of another registry's with slipstick"):
        show(pint.UnitRegistry().Quantity(2, "meter"))


def test_show_keeps_the_binary_prefix_of_a_quantity():
    assert show(quantity("80 GiB")) == "80 GiB"
    assert show(quantity(2**31, "B"), binary=True) == "2 GiB"
    assert show(quantity("80 GB") / quantity("2 TB/s")) == "40 ms"


def test_show_an_array():
    np = pytest.importorskip("numpy")
    assert show(np.array([1e-3, 2e-3]), "s") == "[1 ms, 2 ms]"
    assert show(np.arange(8.0), "B") == "[0 B, 1 B, 2 B, ..., 6 B, 7 B]"
    assert show(np.arange(6.0), "") == "[0, 1, 2, 3, 4, 5]"
    assert show(np.arange(7.0), "") == "[0, 1, 2, ..., 5, 6]"
    assert show(np.array([2.0**31]), "B", binary=True) == "[2 GiB]"
    assert show(np.array([1e16, 2e7]), "") == "[10e15, 20e6]"
