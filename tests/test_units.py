import pickle
import random

import pint
import pytest

from slipstick import DimensionError, UsageError, quantity, show
from slipstick.units import Bandwidth, Count, Frequency, Share, Side, dim_of
from slipstick.units.door import number

FACTOR = " (multiply a frequency (Hz) by a size per cycle in B/cycle)"


@pytest.mark.parametrize(
    ("text", "coherent", "unit"),
    [
        ("3.35 TB/s", 3.35e12, "B/s"),
        ("80GiB", 80 * 2**30, "B"),
        ("5 Gbit/s", 0.625e9, "B/s"),
        ("2048 FLOP/cycle", 2048, "FLOP/cycle"),
        ("1410 MHz", 1.41e9, "cycle/s"),
        ("624 TOP/s", 624e12, "FLOP/s"),
        ("400 W", 400, "J/s"),
        ("826 mm^2", 826e-6, "m^2"),
        ("403 ns", 403e-9, "s"),
        ("1e3", 1000, ""),
        ("1_000 B", 1000, "B"),
        ("3 us", 3e-6, "s"),
        ("-2.5 s", -2.5, "s"),
        ("4 FLOP/s/W", 4, "FLOP/J"),
    ],
)
def test_quantities_are_read(text, coherent, unit):
    value, got, _ = quantity(text).split()
    assert value == pytest.approx(coherent)
    assert got == unit


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1 KB", "unknown unit 'KB' in '1 KB': write kB (1000 B) or KiB (1024 B)"),
        ("64 gb", "unknown unit 'gb' in '64 gb': write Gbit (10^9 bit) or GB (10^9 B) or GiB (2^30 B)"),
        ("10 Gb/s", "unknown unit 'Gb' in '10 Gb/s': write Gbit (10^9 bit) or GB (10^9 B) or GiB (2^30 B)"),
        ("1 Mb", "unknown unit 'Mb' in '1 Mb': write Mbit (10^6 bit) or MB (10^6 B) or MiB (2^20 B)"),
        ("1 mB", "unknown unit 'mB' in '1 mB': write MB (10^6 B) or MiB (2^20 B)"),
        ("5 TFLOPS", "unknown unit 'TFLOPS' in '5 TFLOPS': write TFLOP/s for a rate, TFLOP for an amount"),
        ("5 Gbps", "unknown unit 'Gbps' in '5 Gbps': write Gbit/s for a rate, Gbit for an amount"),
        ("2 tflop/s", "unknown unit 'tflop' in '2 tflop/s': write TFLOP (10^12 FLOP)"),
        ("5 MHZ", "unknown unit 'MHZ' in '5 MHZ': write MHz (10^6 hertz)"),
        ("1 bytess", "unknown unit 'bytess' in '1 bytess': did you mean byte?"),
        ("$ 5", "'$ 5' is not a quantity: expected a number and a unit, such as '2 TB/s'"),
        ("5 $", "cannot read the unit '$' in '5 $': write USD for dollars"),
        ("9**9**9", "cannot read the unit '**9**9' in '9**9**9': write it like 'GB/s' or 'm^2'"),
        ("4 B/", "the unit 'B/' in '4 B/' ends in the middle: expected a unit after it"),
        ("", "'' is not a quantity: expected a number and a unit, such as '2 TB/s'"),
        ("nan B", "'nan B' is not a quantity: expected a number and a unit, such as '2 TB/s'"),
        ("1e400 B", "'1e400 B' is too large a number"),
        ("1 secnd", "unknown unit 'secnd' in '1 secnd': did you mean second?"),
    ],
)
def test_wrong_spellings_are_refused_with_the_right_one(text, said):
    with pytest.raises(UsageError) as error:
        quantity(text)
    assert str(error.value) == said


def test_any_text_is_read_or_refused_in_one_short_line():
    letters = "0123456789.eE+-_ kKMGTPbBisFLOPHzWµ/^*()[]{}'$%&:,\n\tπ∞"
    draw = random.Random(5)
    texts = ["".join(draw.choice(letters) for _ in range(draw.randint(0, 14))) for _ in range(3000)]
    refusals = [said for said in map(refusal, texts) if said]
    assert 2000 < len(refusals) < 3000
    assert max(map(len, refusals)) < 400
    assert not any("\n" in said for said in refusals)


def refusal(text):
    """What is said of a text that is no quantity; nothing of one that is."""
    try:
        quantity(text)
    except UsageError as error:
        return str(error)
    return ""


def test_a_very_long_text_is_refused_at_once():
    with pytest.raises(UsageError, match="is not a quantity"):
        quantity("9" * 100_000)


@pytest.mark.parametrize(
    ("do", "said"),
    [
        (lambda: quantity("1 B") + 1, "a size (B) cannot be added to a plain number"),
        (lambda: 1 + quantity("1 B"), "a size (B) cannot be added to a plain number"),
        (
            lambda: quantity("1 GB/s") - quantity("1 Hz"),
            "a bandwidth (B/s) cannot be added to a frequency (Hz)" + FACTOR,
        ),
        (lambda: quantity("1 GB/s").to("Hz"), "a bandwidth (B/s) cannot be converted to a frequency (Hz)" + FACTOR),
        (
            lambda: quantity("1 GB/s") < quantity("1 FLOP/s"),
            "a bandwidth (B/s) cannot be compared with a compute rate (FLOP/s) "
            "(divide a compute rate (FLOP/s) by an intensity in FLOP/B)",
        ),
    ],
)
def test_dimensions_do_not_mix(do, said):
    with pytest.raises(DimensionError) as error:
        do()
    assert str(error.value) == said


@pytest.mark.parametrize(
    ("value", "kind", "said"),
    [
        ("2 GB/s", Frequency, "x is a bandwidth (B/s), but a frequency (Hz) belongs there"),
        (
            "2 GFLOP/s",
            Bandwidth,
            "x is a compute rate (FLOP/s), but a bandwidth (B/s) belongs there "
            "(divide a compute rate (FLOP/s) by an intensity in FLOP/B)",
        ),
        ("0 B", Bandwidth, "x is a size (B), but a bandwidth (B/s) belongs there (divide a size (B) by a time in s)"),
        (2000, Bandwidth, "x = 2000 has no unit: a bandwidth belongs there, such as '2000 B/s'"),
        ("2000", Bandwidth, "x = 2000 has no unit: a bandwidth belongs there, such as '2000 B/s'"),
        ("2 gb/s", Bandwidth, "x = '2 gb/s': unknown unit 'gb' in '2 gb/s': write Gbit"),
        ("5 B", Count, "x is a size (B), but a plain number belongs there"),
        ("abc", Count, "x = 'abc': it is not a number: expected a plain number"),
        (1.5, Side, "x = 1.5 is a fraction: expected a whole number of elements"),
        (True, Side, "x = 'True' is not a number: expected a whole number of elements"),
        ([1, 2], Side, "x = '[1, 2]' is not a number: expected a whole number of elements"),
        (10**400, Side, "x = infinite is out of range: expected a whole number of elements from 1 to 1e12"),
        (float("nan"), Count, "x = undefined is not a number"),
        ("-2 GB/s", Bandwidth, "x = -2 GB/s is out of range: a bandwidth cannot be negative"),
        (1.5, Share, "x = 1.5 is out of range: expected a share from 0 to 1"),
    ],
)
def test_the_door_refuses(value, kind, said):
    with pytest.raises(UsageError) as error:
        number(value, dim_of(kind), "x")
    assert str(error.value).startswith(said)


def test_the_door_checks_every_element_of_an_array():
    np = pytest.importorskip("numpy")
    assert number(np.array([1, 2]), dim_of(Side), "x").tolist() == [1.0, 2.0]
    with pytest.raises(UsageError, match=r"x = -3 is out of range"):
        number(np.array([1, -3]), dim_of(Side), "x")
    with pytest.raises(UsageError, match="is not a number"):
        number(np.array(["abc"]), dim_of(Side), "x")


def test_another_registrys_quantity_is_taken_by_its_units():
    theirs = pint.UnitRegistry().Quantity(2, "gigabyte / second")
    assert number(theirs, dim_of(Bandwidth), "x") == pytest.approx(2e9)


def test_fractional_powers_are_told_and_refused():
    root = quantity("4 B") ** 0.5
    assert show(root) == "2 B^0.5"
    with pytest.raises(DimensionError, match=r"x is a quantity in B\^0.5, but a bandwidth"):
        number(root, dim_of(Bandwidth), "x")
    with pytest.raises(UsageError):
        number(pint.UnitRegistry().Quantity(4, "byte") ** 0.5, dim_of(Bandwidth), "x")


def test_a_quantity_survives_pickling():
    again = pickle.loads(pickle.dumps(quantity("3 GB/s")))
    assert again + quantity("1 GB/s") == quantity("4 GB/s")


def test_the_users_own_registry_is_left_alone():
    assert pint.get_application_registry().Quantity(1, "barn").to("m^2").magnitude == pytest.approx(1e-28)


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


def test_a_share_can_be_written_in_percent():
    from slipstick.formulas.speedup import amdahl

    assert amdahl("95%", 64) == amdahl(0.95, 64)
    assert quantity("50 %").magnitude == 0.5
    with pytest.raises(UsageError):
        quantity("5%%")
