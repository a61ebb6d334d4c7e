"""What calculators answered wrong, refused without need, or refused with a remedy that leads astray."""

from contextlib import suppress
from itertools import chain

import pytest

import mixups
from slipstick import SlipstickError, calculate
from slipstick.calculator.calculate import answers
from slipstick.units.amounts import flat

# (expression, how it is read and answered, what is told below)
READ = [
    # a variable called as a unit
    ("s = 2048; 312 TFLOP/s / 2 TB/s", "312 TFLOP/s / (2 TB/s) = 156 FLOP/B", "s after a number is the unit second"),
    ("h = 16; 3 h", "3 h", "h after a number is the unit hour"),
    ("B = 4; 8 B/s", "8 B/s", "B after a number is the unit byte"),
    ("day = 2; 6 GB/day * 2 day", "6 GB/day × 2 day = 12 GB", "day after a number is the unit day"),
    ("s = 4; x = 8; x / s", "x / s = 2", ""),
    ("s = 4; (2 GB) / s", "2 GB / (s) = 500 MB", ""),
    ("s = 4; 100/(s)", "100 / (s) = 25", ""),
    ("request = 3", "3", "request is the unit request too"),
    # exact ratios
    ("ceil(1 ms / 100 us)", "ceil(1 ms / 100 us) = 10", ""),
    ("floor(1 us / 1 ns)", "floor(1 us / 1 ns) = 1000", ""),
    ("ceil(0.3 s / 0.1 s)", "ceil(0.3 s / 0.1 s) = 3", ""),
    ("floor(0.7 / 0.1)", "floor(0.7 / 0.1) = 7", ""),
    ("ceil(2.0001)", "ceil(2.0001) = 3", ""),
    # the sign of a range's end
    ("100 GB * (1 + -10%..10%)", "100 GB × (1 + -10%..10%) = 100 GB (90 GB to 110 GB)", ""),
    ("-5..5 GB", "-5 GB..5 GB = 0 B (-5 GB to 5 GB)", ""),
    ("(-7)..7", "-7..7 = 0 (-7 to 7)", ""),
    ("-20..-10 s", "-20 s..-10 s = -15 s (-20 s to -10 s)", ""),
    ("2 * -3..-1", "2 × (-3..-1) = -4 (-6 to -2)", ""),
    ("x = 9; x-1..2", "x - 1..2 = 7.5 (7 to 8)", ""),
    ("3..6M", "3000000..6000000 = 4500000 (3000000 to 6000000)", ""),
    ("20..30%", "20%..30% = 0.25 (0.2 to 0.3)", ""),
    ("1Ki..4Ki B", "1024 B..4096 B = 2.56 kB (1.024 kB to 4.096 kB)", ""),
    ("1h30m..2h", "1h30min..2 h = 105 min (90 min to 2 h)", ""),
    ("-(2..3)", "-(2..3) = -2.5 (-3 to -2)", ""),
    ("2 * -(2..3)", "2 × -(2..3) = -5 (-6 to -4)", ""),
    ("(-2..3)^2", "(-2..3)^2 = 0.25 (0 to 9)", ""),
    ("x = -3..2; x * x", "x × x = 0.25 (0 to 9)", ""),
    ("x = -2..3; (x - 1) * (x - 1)", "(x - 1) × (x - 1) = 0.25 (0 to 9)", ""),
    ("x = -3..2; x^4", "x^4 = 0.0625 (0 to 81)", ""),
    ("x = -2..3; 5 - x^2", "5 - x^2 = 4.75 (-4 to 5)", ""),
    ("abs(3 - 0..5)", "abs(3 - 0..5) = 0.5 (0 to 3)", ""),
    ("x = 1e-9..1; x^2", "x^2 = 0.25 (1e-18 to 1)", ""),
    # bytes or billions, percent
    ("6 * 7B * 1T", "6 × 7 B × 1000000000000 = 42 TB", "7B was read as 7 bytes; for a billion write 7G"),
    ("64B", "64 B", "64B was read as 64 bytes; for a billion write 64G"),
    ("2 * 3B", "2 × 3 B = 6 B", "3B was read as 3 bytes"),
    ("64 B", "64 B", ""),
    ("3kB", "3 kB", ""),
    ("1000 - 20%", "1000 - 20% = 999.8", "20% is 0.2 here; a discount is x * (1 - 20%)"),
    ("x = 50; x + 5%", "x + 5% = 50.05", "5% is 0.05 here; a surcharge is x * (1 + 5%)"),
    ("1 - 20%", "1 - 20% = 0.8", ""),
    ("50 % * 4", "50% × 4 = 2", ""),
    # rates in bits, transfers, words for rates
    ("5 Mib/s * 8 s", "5 Mibit/s × 8 s = 40 Mibit", ""),
    ("100 Gbps in GB/s", "100 Gbit/s = 12.5 GB/s", ""),
    ("40 Gb/s in GB/s", "40 Gbit/s = 5 GB/s", ""),
    ("8 Gb per s * 1 s", "8 Gbit/s × 1 s = 8 Gbit", ""),
    ("25 GBps * 2 s", "25 GB/s × 2 s = 50 GB", ""),
    ("4800 MT/s * 64 bit * 2", "4800 MT/s × 64 bit × 2 = 76.8 GB/s", ""),
    ("16 GT/s * 1 B", "16 GT/s × 1 B = 16 GB/s", ""),
    ("5000 rps", "5000 request/s", ""),
    ("5 QPS * 2 s", "5 request/s × 2 s = 10 request", ""),
    ("500 usec", "500 usec = 500 µs", ""),
    ("3 msec", "3 msec = 3 ms", ""),
    ("500 Mbits/s", "500 Mbits/s = 500 Mbit/s", ""),
    ("80 GB ÷ 2 TB/s", "80 GB / (2 TB/s) = 40 ms", ""),
    # a letter for a count
    ("10k request/s * 2 kB/request", "10000 request/s × 2 kB/request = 20 MB/s", ""),
    ("M = 3; 2M", "2000000", ""),
    ("10M/day * 2 day", "10000000 / day × 2 day = 20000000", ""),
    ("5.k", "5000", ""),
    ("64Ki", "65536", ""),
    # targets
    ("570 kB * 50 / 120 ms -> MB/s", "570 kB × 50 / (120 ms) = 237.5 MB/s", ""),
    ("3 GB to MB", "3 GB = 3000 MB", ""),
    ("3 GB → MB", "3 GB = 3000 MB", ""),
    ("50% * 20% in %", "50% × 20% = 10 %", ""),
    ("x = 3; x * 1e6 in M", "x × 1e6 = 3M", ""),
    # hexadecimal, times, comments
    ("0x400 B * 2", "1024 B × 2 = 2.048 kB", ""),
    ("0xff + 1", "255 + 1 = 256", ""),
    ("0x400B", "16395", "the last B of 0x400B was read as a digit: write 0x400 B for the unit"),
    ("1 h 30 min", "1h30min = 90 min", ""),
    ("3 week", "3 week = 21 days", ""),
    ("2 GB # of weights", "2 GB", ""),
    # a unit after a name, a call or a bracket
    ("m = 4096; 2*m*m*m FLOP / 312 TFLOP/s", "2 × m × m × m FLOP / (312 TFLOP/s) = 440.509 µs", ""),
    ("n = 5; (n) GB/s", "n GB/s = 5 GB/s", ""),
    ("max(3, 4) GB", "max(3, 4) GB = 4 GB", ""),
    ("(5) GB", "5 GB", ""),
    ("n = 3; n min", "n min = 3 min", ""),
    ("x = 2; 1 / x GB", "1 / (x GB) = 0.5 1/GB", ""),
    # powers, products
    ("7 s ^ 2", "7 s^2", ""),
    ("4 m^3.0 / 1 m^2", "4 m^3 / 1 m^2 = 4 m", ""),
    ("7 s^12 / 1 s^11", "7 s^12 / 1 s^11 = 7 s", ""),
    ("((3+2) m)^2", "((3 + 2) m)^2 = 25 m^2", ""),
    ("((8 m^3)^(1/3))^3", "((8 m^3)^(1 / 3))^3 = 8 m^3", ""),
    ("1/2 GB", "1 / (2 GB) = 0.5 1/GB", ""),
    # temperatures
    ("25 degC + 5 W * 12 K/W", "25 degC + 5 W × 12 K/W = 85 K", "temperatures are differences in K"),
    ("20 °C", "20 °C = 20 K", "temperatures are differences in K"),
    # the unit of an answer: one that was typed where it fits, else that of habit
    ("0.04 USD/GB/month", "0.04 USD/GB/month", ""),
    ("73 USD/month * 2", "73 USD/month × 2 = 146 USD/month", ""),
    ("0.023 USD/GB/month * 100 TB", "0.023 USD/GB/month × 100 TB = 2300 USD/month", ""),
    ("0.12 USD/kWh * 700 W", "0.12 USD/kWh × 700 W = 0.084 USD/h", ""),
    ("1 USD / 5 kWh", "1 USD / 5 kWh = 0.2 USD/kWh", ""),
    ("3e-6 USD / 1 token", "3e-6 USD / 1 token = 3 USD/Mtoken", ""),
    ("23 * 150 Gbit/s", "23 × 150 Gbit/s = 3.45 Tbit/s", ""),
    ("min(500 kbit/s, 2 Mbit/s)", "min(500 kbit/s, 2 Mbit/s) = 500 kbit/s", ""),
    ("1 Gbit / 2 s", "1 Gbit / 2 s = 500 Mbit/s", ""),
    ("1 Gbit/s + 1 GB/s", "1 Gbit/s + 1 GB/s = 1.125 GB/s", ""),
    ("312 TOP/s * 2", "312 TOP/s × 2 = 624 TOP/s", ""),
    ("1 TOP / 1 s + 1 TFLOP/s", "1 TOP / 1 s + 1 TFLOP/s = 2 TFLOP/s", ""),
    ("300 kWh + 2 MWh", "300 kWh + 2 MWh = 2.3 MWh", ""),
    ("x = 3 kWh; x * 2", "x × 2 = 6 kWh", ""),
    ("8 * 100..150 Gbit/s", "8 × (100 Gbit/s..150 Gbit/s) = 1 Tbit/s (800 Gbit/s to 1.2 Tbit/s)", ""),
    ("x = 1..2 h; 100 W * x", "100 W × x = 150 Wh (100 Wh to 200 Wh)", ""),
    ("2 * 300..400 TOP/s", "2 × (300 TOP/s..400 TOP/s) = 700 TOP/s (600 TOP/s to 800 TOP/s)", ""),
    ("2 * 10..20 USD/month", "2 × (10 USD/month..20 USD/month) = 30 USD/month (20 USD/month to 40 USD/month)", ""),
    ("700 W * 24 h", "700 W × 24 h = 16.8 kWh", ""),
    ("700 W * 20 s", "700 W × 20 s = 14 kJ", ""),
    ("394 TOP/s / 200 W", "394 TOP/s / 200 W = 1.97 TOP/J", ""),
    ("200 W / 400 TFLOP/s", "200 W / (400 TFLOP/s) = 500 fJ/FLOP", ""),
    ("100 / 1 cm^2", "100 / (1 cm^2) = 100 1/cm^2", ""),
    ("2 mm * 3 mm", "2 mm × 3 mm = 6 mm^2", ""),
    ("2 m * 3 m", "2 m × 3 m = 6 m^2", ""),
    ("5 V / 2 A", "5 V / 2 A = 2.5 ohm", ""),
    ("5 kohm * 2 mA", "5 kohm × 2 mA = 10 V", ""),
    ("1e-15 * 98 F", "1e-15 × 98 F = 98 fF", ""),
    ("700 W / 12 V", "700 W / 12 V = 58.3333 A", ""),
    ("8 GiB * 730 h", "8 GiB × 730 h = 5840 GiB*h", ""),
    ("100 GB-month", "100 GB*month", ""),
    ("1 PFLOP/s-day in EFLOP", "1 PFLOP/s*day = 86.4 EFLOP", ""),
    ("1 PFLOP/s-day", "1 PFLOP/s*day", ""),
    ("3640 PFLOP/s-day / 1 EFLOP/s", "3640 PFLOP/s*day / (1 EFLOP/s) = 3.64 days", ""),
    ("2 GB/s-h in TB", "2 GB/s*h = 7.2 TB", ""),
    ("3 USD/GB-month", "3 USD/GB/month", ""),
    ("1 W/s-GB", "1 W/s/GB", ""),
    ("12 K/W * 2", "12 K/W × 2 = 24 K/W", ""),
    ("3 GB/day * 2", "3 GB/day × 2 = 6 GB/day", ""),
    ("10M/day", "10000000 / day = 1e7 1/day", ""),
    ("2d4h", "2d4h = 52 h", ""),
    ("1h30m", "1h30min = 90 min", ""),
    (
        "670e3 IOPS * 4 KiB",
        "670e3 IOPS × 4 KiB = 2.74432e9 B*request/s",
        "a size for each request, 4 KiB/request, would give 2.74 GB/s",
    ),
    ("[4 kB, 3 J]", "[4 kB, 3 J]", ""),
    # digits that matter
    ("5e-15 J", "5e-15 J = 5 fJ", ""),
    ("0.2 ps", "0.2 ps", ""),
    ("20 fs", "20 fs", ""),
    ("1e16", "1e16", ""),
    ("1 - 1e-8", "1 - 1e-8 = 0.99999999", ""),
    # lists and zero
    ("[128,256,512]", "[128, 256, 512]", ""),
    ("max(100,200)", "max(100, 200) = 200", ""),
    ("x = 4; max(x,1, 2)", "max(x, 1, 2) = 4", ""),
    ("-0", "-0 = 0", ""),
    # a number whose id ends in a count
    ("storage.nvme-write-4k", "storage.nvme-write-4k = 15 µs", "15 us"),
    ("storage.nvme-write-4k - 4 us", "storage.nvme-write-4k - 4 us = 11 µs", "15 us"),
    ("storage.nvme-write-4k.typical * 2", "storage.nvme-write-4k.typical × 2 = 30 µs", "15 us"),
    ("latency.l1-hit-3 ns", "latency.l1-hit - 3 ns = -2 ns", "1 ns"),
]

# (expression, what has to be in the refusal)
REFUSED = [
    ("s = 4; 100/s", "write 100 1/s for the unit, or 100/(s)"),
    ("s = 4; 3 GB / s", "write /s closed up for the unit, or /(s)"),
    ("max(1,000, 2,000)", "write 1_000"),
    ("[1,000]", "write 1_000"),
    ("max(1,234, 5)", "write 1_234"),
    ("1,000 * 2", "write 1_000"),
    ("3e24 FLOP / (90 day * 312 TFLOPs * 0.552)", "write TFLOP/s for a rate, TFLOP for an amount"),
    ("312 tflops", "write TFLOP/s for a rate, TFLOP for an amount"),
    ("5 TOPS", "write TOP/s for a rate, TOP for an amount"),
    ("0.15 USD/kW h * 360 kWh", "write kW*h or kWh"),
    ("0.02 USD/GB month", "write GB*month or GB/month"),
    ("3 W s", "write W*s"),
    ("10 % 3", "there is no remainder operator"),
    ("x = 3; 7 % x", "there is no remainder operator"),
    ("100 mbps", "write Mbit/s (10^6 bit/s) or MB/s (10^6 B/s)"),
    ("1 gbps", "write Gbit/s (10^9 bit/s) or GB/s (10^9 B/s)"),
    ("7 mb/s", "write Mbit/s (10^6 bit/s) or MB/s (10^6 B/s)"),
    ("100 Kib", "write Kibit (1024 bit) or KiB (1024 B)"),
    ("700 kb", "write kbit (1000 bit) or kB (1000 B)"),
    ("80 Gb", "write Gbit (10^9 bit) or GB (10^9 B)"),
    ("10K", "write 10k for a count, or 10 K for kelvin"),
    ("5 M", "write 5M"),
    ("M = 2; 5 M", "write 5M"),
    ("5m30s", "write 5 min + 30 s"),
    ("20%..30", "only the first end of this range has a unit"),
    ("1 GB..2", "only the first end of this range has a unit"),
    ("1k..2", "only the first end of this range has a unit"),
    ("1...2", "a range has two points"),
    ("1..2..3", "a range has two ends"),
    ("1M..5 MB", "of two dimensions"),
    ("1 000 GB", "write 1_000 for one number"),
    ("12 345 678 B", "write 12_345_678 for one number"),
    ("1'000", "write 1_000 for one number"),
    ("1,5 GB", "write 1.5 for a fraction"),
    ("€5", "write USD: other money is not converted"),
    ("3 percent", "write %"),
    ("10 GBs", "write GB or GB/s for a rate"),
    ("10 GBs/s", "write GB/s"),
    ("500 mAh", "write mA*h"),
    ("1 + 1\n2 GB *\n3", "this line ends in the middle: expected a number"),
    ("? * 0 = 5", "0 times a number is 0, and nothing else"),
    ("0 * ? = 0", "every number gives that"),
    ("? / 0 = 5", "nothing can be divided by zero"),
    ("1 / ? = 0", "a quotient nears 0, and never is 0"),
    ("0 / ? = 0", "every number but 0 gives that"),
    ("20% off 100", "write ... * (1 - 20%) for a discount"),
    ("5 mod 3", "write x - y * floor(x / y) for a remainder"),
    ("3 GB in MB in kB", "one unit belongs after 'in'"),
    ("1h - 30m", "write min for minutes"),
    ("5 m in h", "write min for minutes"),
    ("3 kWh^12345678901234567890123", "expected a power of a unit up to 99"),
    ("3 in EB/s^100", "expected a power of a unit up to 99"),
    ("3 EB^99", "is too large a unit"),
    ("1e308 GB", "this number is too large"),
    ("1e308..2 GB", "this number is too large"),
    ("1e308k", "this number is too large"),
    ("-1e308..1e308", "this number is too large"),
    ("0x" + "F" * 300, "this number is too large"),
    ("1e308 B in bit", "this number is too large"),
    ("ridge(1e300 FLOP/s, 1e-300 B/s)", "ridge = infinite is too large a number"),
    ("x = -2..3; 1/x", "it is infinite where -2..3 is 0"),
    ("5% of 200", "write 5% * ..."),
    ("200 GB - 10%", "a discount is x * (1 - 10%)"),
    ("x = 5 s; x + 5%", "a surcharge is x * (1 + 5%)"),
    ("1B token", "or 1G token for a billion"),
    ("1 exaflop", "write EFLOP/s for a rate, EFLOP for an amount"),
    ("5 petaflops", "write PFLOP/s for a rate, PFLOP for an amount"),
    ("400 MIPS", "write 1e6 instruction/s"),
    ("2 USD/GPU/h", "GPU is counted without a unit"),
    ("8 nodes", "nodes is counted without a unit"),
    ("1 EUR", "write USD"),
    ("100 tps", "write token/s, or request/s"),
    ("30 hrs", "write h"),
    ("30 secs", "write s"),
    ("3 usecs", "write us"),
    ("5 inst", "write instruction"),
    ("5 Bits", "write bit (1/8 B)"),
    ("3 mm2", "write mm^2"),
    ("3 cm²", "write ^2"),
    ("3 < 4", "nothing is compared"),
    ("s = 2; sqrt(4) s", "or '* 1 s' for the unit"),
    ("x * 3", "no variable, formula or unit is called that: set it before, such as x = 3"),
    ("a100 * 2", "'a100' has many facts: name the one that is meant, such as a100.peak.fp64"),
    ("latency", "such as latency.clock-cycle"),
    ("(3 GB) s", "write 'in s' to convert it"),
    ("x = 3 GB; x MB", "write 'in MB' to convert it"),
    ("3 KB/s", "write kB/s (1000 B/s) or KiB/s (1024 B/s)"),
    ("x = 5; 3 x", "write '* x' for a product"),
    ("n = 2; 7 s^n", "write (7 s)^"),
]


@pytest.mark.parametrize(("text", "read", "told"), READ)
def test_an_expression_means_what_its_writer_meant(text, read, told):
    first, *below = calculate(text).text().splitlines()
    assert first.partition("  [")[0] in (read, f"{text.partition(' =')[0]} = {read}")
    assert told in " ".join(below)
    assert bool(told) == bool(below)


@pytest.mark.parametrize(("text", "remedy"), REFUSED)
def test_a_doubtful_expression_is_asked_back_with_each_meaning(text, remedy):
    with pytest.raises(SlipstickError) as error:
        calculate(text)
    assert remedy in str(error.value)
    assert "\n" not in str(error.value)


def test_each_item_of_a_mixed_list_keeps_its_own_unit():
    assert calculate("[4 kB, 3 J]").as_dict()["answer"]["unit"] == ["B", "J"]
    assert calculate("[4 kB, 3 GB]").as_dict()["answer"]["unit"] == "B"


def is_read(text):
    with suppress(SlipstickError):
        return bool(calculate(text))


@pytest.mark.parametrize("text", [*(text for text, *_ in READ), *filter(is_read, chain(*(e for _, e in mixups.RULES)))])
def test_the_echo_typed_back_gives_the_same(text):
    """With the variables that were set before."""
    variables = {}
    *_, first = answers(text, variables)
    again = calculate(first.reading, variables).value
    assert flat(again) == [each._replace(value=pytest.approx(each.value, rel=1e-12)) for each in flat(first.value)]


def test_every_statement_is_answered_in_turn():
    said = [answer.text() for answer in answers("x = 5 GB; y = 3 s\nx / y in MB/s; x * 2")]
    assert said == [
        "x = 5 GB  [size]",
        "y = 3 s  [time]",
        "x / y = 1666.67 MB/s  [bandwidth]",
        "x × 2 = 10 GB  [size]",
    ]
