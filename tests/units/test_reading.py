import random

import pytest

from slipstick import UsageError, quantity
from slipstick.units.reading import canonical, in_binary, spelled, unit, unit_text
from slipstick.units.remedy import remedy


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
        ("10 Gb/s", 1.25e9, "B/s"),
        ("10 Gbps", 1.25e9, "B/s"),
        ("10 GBps", 10e9, "B/s"),
        ("8 kb/ms", 1e6, "B/s"),
        ("6400 MT/s", 6.4e9, "1/s"),
        ("10k request/s", 10_000, "request/s"),
        ("2 USD/GB-month", 2 / 1e9 / (365.25 * 86400 / 12), "USD/B/s"),
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
        ("10 gb/s", "unknown unit 'gb' in '10 gb/s': write Gbit/s (10^9 bit/s) or GB/s (10^9 B/s)"),
        ("1 Mb", "unknown unit 'Mb' in '1 Mb': write Mbit (10^6 bit) or MB (10^6 B) or MiB (2^20 B)"),
        ("1 mB", "unknown unit 'mB' in '1 mB': write MB (10^6 B) or MiB (2^20 B)"),
        ("5 TFLOPS", "unknown unit 'TFLOPS' in '5 TFLOPS': write TFLOP/s for a rate, TFLOP for an amount"),
        ("5 gbps", "unknown unit 'gbps' in '5 gbps': write Gbit/s (10^9 bit/s) or GB/s (10^9 B/s)"),
        ("2 tflop/s", "unknown unit 'tflop' in '2 tflop/s': write TFLOP/s (10^12 FLOP/s)"),
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


def test_a_share_can_be_written_in_percent():
    from slipstick.formulas.speedup import amdahl

    assert amdahl("95%", 64) == amdahl(0.95, 64)
    assert quantity("50 %").magnitude == 0.5
    with pytest.raises(UsageError):
        quantity("5%%")


@pytest.mark.parametrize(
    ("suffix", "times"),
    [
        *(("k", 1e3), ("M", 1e6), ("G", 1e9), ("T", 1e12)),
        *(("Ki", 1024.0), ("Mi", 1024.0**2), ("Gi", 1024.0**3), ("Ti", 1024.0**4)),
    ],
)
def test_a_count_may_have_a_prefix(suffix, times):
    assert quantity(f"3{suffix}").magnitude == 3 * times
    assert quantity(f"3{suffix} request/s").split()[:2] == (3 * times, "request/s")


def test_what_a_quantity_is_of_may_be_80_letters_long():
    assert quantity(f"{'1' * 78} B").magnitude == pytest.approx(1.111111111e77)
    with pytest.raises(UsageError, match="is not a quantity"):
        quantity(f"{'1' * 79} B")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2 kW h", "two units joined by a blank in '2 kW h': write kW*h or kWh"),
        ("2 GB month", "two units joined by a blank in '2 GB month': write GB*month or GB/month"),
        ("2 B/s s/", "two units joined by a blank in '2 B/s s/': write s*s or s/s"),
        ("2 GB -month", "cannot read the unit 'GB -month' in '2 GB -month': write it like 'GB/s' or 'm^2'"),
        ("2 GB-", "cannot read the unit 'GB-' in '2 GB-': write it like 'GB/s' or 'm^2'"),
        ("2 m^2.5", "cannot read the unit 'm^2.5' in '2 m^2.5': write it like 'GB/s' or 'm^2'"),
    ],
)
def test_units_that_are_not_joined_are_told_how_to_be(text, said):
    with pytest.raises(UsageError) as error:
        quantity(text)
    assert str(error.value) == said


@pytest.mark.parametrize(
    ("text", "powers"),
    [
        ("GB-month", {"byte": 1, "second": 1}),
        ("B · s", {"byte": 1, "second": 1}),
        ("B × s", {"byte": 1, "second": 1}),
        ("B / s", {"byte": 1, "second": -1}),
        ("B/s*s", {"byte": 1}),
        ("USD/GB-month", {"USD": 1, "byte": -1, "second": -1}),
        ("m^-2", {"meter": -2}),
        ("J/m^2.0", {"joule": 1, "meter": -2}),
        ("s/s", {}),
    ],
)
def test_units_are_joined_by_signs_from_left_to_right(text, powers):
    assert unit(text).powers == powers


@pytest.mark.parametrize(
    ("powers", "text"),
    [
        ({}, ""),
        ({"second": -1}, "1/s"),
        ({"byte": 1, "second": -1}, "B/s"),
        ({"second": -1, "joule": -1, "FLOP": 1}, "FLOP/J/s"),
        ({"meter": 2, "second": -2}, "m^2/s^2"),
        ({"byte": 0.5}, "B^0.5"),
        ({"second": 1, "byte": 1, "USD": 1}, "USD*B*s"),
    ],
)
def test_root_units_are_written_in_one_order(powers, text):
    assert unit_text(powers) == text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *(("Gb/s", "Gbit/s"), ("Gb / sec", "Gbit / sec"), ("b/ms", "bit/ms"), ("Gb/W", "Gb/W"), ("Gb/x", "Gb/x")),
        *(("kbps", "kbit/s"), ("MBps", "MB/s"), ("rps", "request/s"), ("Mqps", "Mrequest/s"), ("QPS*s", "request/s*s")),
        *(("TFLOPs/s", "TFLOP/s"), ("TOPs / s", "TOP / s"), ("TFLOPs", "TFLOPs"), ("GB/s", "GB/s")),
    ],
)
def test_a_rate_that_is_typed_otherwise_is_told_as_it_is_meant(typed, meant):
    assert spelled(typed) == meant


def test_what_has_a_binary_prefix_is_known_by_it():
    assert in_binary(["kibibyte"])
    assert in_binary({"second": -1, "mebibit": 1})
    assert not in_binary(["kilobyte", "second"])


@pytest.mark.parametrize(
    ("word", "rate", "said"),
    [
        ("gb", True, "write Gbit/s (10^9 bit/s) or GB/s (10^9 B/s)"),
        ("kib", False, "write Kibit (1024 bit) or KiB (1024 B)"),
        ("kib", True, "write Kibit/s (1024 bit/s) or KiB/s (1024 B/s)"),
        ("KB", True, "write kB/s (1000 B/s) or KiB/s (1024 B/s)"),
        ("MBIT", False, "write Mbit (10^6 bit) or Mibit (2^20 bit)"),
        ("b", False, "write bit (1/8 B) or B (byte)"),
        ("BITS", False, "write bit (1/8 B)"),
        ("GFLOPS", True, "write GFLOP/s (10^9 FLOP/s)"),
        ("kops", False, "write kOP/s for a rate, kOP for an amount"),
        ("flops", False, "write FLOP/s for a rate, FLOP for an amount"),
        ("mw", False, "write mW (10^-3 watt) or MW (10^6 watt)"),
        ("gtoken", False, "write Gtoken (10^9 token)"),
        ("MS", False, "write ms (10^-3 s)"),
        ("NS", False, "write ns (10^-9 s)"),
        ("wh", False, "write Wh (watthour)"),
        ("tbps", False, "write Tbit/s (10^12 bit/s) or TB/s (10^12 B/s)"),
        ("gibps", False, "write Gibit/s (2^30 bit/s) or GiB/s (2^30 B/s)"),
    ],
)
def test_a_unit_that_is_none_is_answered_with_all_it_could_mean(word, rate, said):
    assert remedy(word, rate) == said


def test_a_word_that_stands_alone_is_no_rate():
    with pytest.raises(UsageError, match=r"unknown unit 'gb' in '1 gb': write Gbit \(10\^9 bit\) or GB"):
        canonical("gb", "1 gb")
    with pytest.raises(UsageError, match=r"write Gbit/s \(10\^9 bit/s\) or GB/s"):
        canonical("gb", "1 gb/s", True)


def test_a_plural_of_three_letters_is_known():
    assert (unit("OPs").powers, unit("OPs").factor) == ({"FLOP": 1}, 1)


def test_transfers_are_read_at_the_beginning_alone():
    assert unit("GT/s").factor == 1e9
    with pytest.raises(UsageError, match="unknown unit 'MT'"):
        unit("GT/s*MT/s")


def test_tokens_are_read_as_people_write_them():
    assert quantity("5 Mtok/s").to("token/s").magnitude == pytest.approx(5e6)
