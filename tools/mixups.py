"""docs/units.md: what a calculator with ordinary units answers to questions of this field, and what slipstick answers.

Both columns are made by asking: pint with the units it ships, and ``slipstick calc``. So are the examples of how an
expression is read, one rule for each case where two readings collide.
"""

import pint

from slipstick import SlipstickError, calculate
from slipstick.layout import table

# (question, how it is put to pint, what is wrong there)
QUESTIONS = [
    ("1 byte + 1", None, "a bit is a plain number there, so a byte is 8"),
    ("1 GB/s in Hz", "1 GB/s -> Hz", "bytes vanish, so a bandwidth turns into a frequency"),
    ("80 GB + 2 TB/s", None, "both refuse; slipstick names the factor that is missing"),
    ("5 J + 3 m", None, "both refuse"),
    ("1 Mb", "1 Mb -> m**2", "Mb is a megabarn, an area, and no megabit"),
    ("1 KB", None, "the prefix is k or Ki; K is read as kelvin"),
    ("100 mbps", None, "read as millibaud there; the rate meant is 100 Mbit/s"),
    ("80 GB / 2 TB/s", None, "read left to right it is a rate of square bytes, no time"),
    ("2 $/hour", None, "a dollar sign is dropped without a word there"),
    ("1 GHz * 1 s", None, "cycles are counted, so the iron law can be checked"),
    ("3 GFLOP / 2 GB", None, "FLOP is no unit there"),
    ("64B", None, "64 bytes; as a formula's count it would be 64e9, and the answer says so"),
]

# (rule, examples)
RULES = [
    (
        "A letter for a count (k M G T Ki Mi Gi Ti) is closed up to the digits; a unit may follow after a blank.",
        ("10k request/s * 2 kB/request", "64Ki", "5 M"),
    ),
    (
        "Rates in b are bits. An amount in b is asked back, and so is a b or a prefix in the wrong case.",
        ("40 Gb/s * 1 s in GB", "100 Gbps", "25 GBps", "80 Gb", "100 mb/s"),
    ),
    (
        "Temperatures are differences in K: no zero point is moved. A K closed up to digits is asked back.",
        ("25 degC + 5 W * 12 K/W", "10K"),
    ),
    ("B closed up to digits is bytes, and a note says so.", ("7B * 2", "7 B * 2")),
    (
        "A word right after a number is a unit, also where a variable has its name. After an operator it is what was "
        "set; a number over a set name is asked back.",
        ("s = 4; 3 GB/s", "s = 4; x = 8; x / s", "s = 4; 100/s"),
    ),
    (
        "A unit after a name, a call or a bracket belongs to it, where that is a plain number.",
        ("m = 4096; 2*m*m*m FLOP", "max(3, 4) GB", "(3 GB) MB"),
    ),
    ("NUMBER UNIT/UNIT is one number, and the echo has the brackets.", ("80 GB / 2 TB/s", "1/2 GB")),
    (
        "Units are joined by *, / or 'per', not by a blank; a hyphen closed up between two units is a product.",
        ("1 kW h", "100 GB-month", "5 GB per s"),
    ),
    ("A power after a unit is the unit's; brackets make it the number's too.", ("7 s ^ 2", "(2 GB)^2")),
    (
        "In a range a sign belongs to its end. What stands after the second end is shared by a bare first one.",
        ("-5..5 GB", "x = 9; x-1..2", "3..6M", "20%..30", "1...2"),
    ),
    (
        "A comma separates. Where it could stand in a number it is refused.",
        ("max(1,000, 2,000)", "max(100,200)", "1_000 + 1"),
    ),
    ("Hexadecimal takes every digit it can.", ("0x400 B", "0x400B")),
    (
        "A time may be a chain from days or hours downward, where m is minute.",
        ("1h30m", "2d4h", "1 h 30 min", "5m30s"),
    ),
    (
        "Percent is a number of hundredths, and a unit to ask for. There is no remainder operator.",
        ("99% * 98% in %", "1000 - 20%", "10 % 3"),
    ),
    (
        "`in`, `to` and `->` say the unit wanted; it belongs to the whole statement.",
        ("3 GB -> MB", "? * 2 = 3 GB in MB"),
    ),
    (
        "Transfers are whole words. FLOPS is asked back: a rate or an amount.",
        ("4800 MT/s * 64 bit", "312 TFLOPS", "3 FLOPs"),
    ),
    (
        "An answer has the unit of a number typed, where that fits, and else the one of habit; bits where every "
        "size is in bits.",
        ("23 * 150 Gbit/s", "0.023 USD/GB/month * 100 TB", "8 GiB * 730 h", "700 W / 12 V", "1 Gbit/s + 1 GB/s"),
    ),
    ("Each item of a list keeps its own unit.", ("[4 kB, 3 J]",)),
    ("ceil and floor leave what is within four units in the last place of a whole number.", ("ceil(1 ms / 100 us)",)),
]


def page() -> str:
    """The page, both columns asked now."""
    theirs = pint.UnitRegistry()
    rows = [[f"`{q}`", _ours(q), _pints(theirs, *((p or q).split(" -> "))), why] for q, p, why in QUESTIONS]
    lines = [
        "# Units that cannot be mixed up",
        "",
        "Ordinary unit libraries know bits and cycles as plain numbers, and FLOP not at all. This page asks the same",
        "of `slipstick calc` and of pint with the units it ships; `python tools/pages.py` makes it.",
        "",
        table(["question", "slipstick", "pint", "why"], rows, "marked"),
        "",
        "## How an expression is read",
        "",
        "The echo shows every reading that was not typed: brackets where they decide, `×` where a product was implied,",
        "digits where a letter stood for a count, the unit that was meant. Typed back, it gives the same.",
        "",
        *(line for rule, examples in RULES for line in _rule(rule, examples)),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _rule(rule: str, examples: tuple[str, ...]) -> list[str]:
    """A rule with what is answered to its examples, and what is told below the answer."""
    return [rule, "", "```text", *(line for each in examples for line in (f"> {each}", *_told(each))), "```", ""]


def _told(expression: str) -> list[str]:
    try:
        return calculate(expression).text().splitlines()
    except SlipstickError as error:
        return [f"refused: {error}"]


def _ours(question: str) -> str:
    try:
        return calculate(question).text().splitlines()[0]
    except SlipstickError as error:
        return f"refused: {error}"


def _pints(registry: pint.UnitRegistry, question: str, target: str = "") -> str:
    try:
        found = registry.parse_expression(question)
        shown = found.to(target) if target else found
        return f"{shown:.6g}"
    except Exception as error:  # whatever it raises is its answer
        return f"refused: {type(error).__name__}"
