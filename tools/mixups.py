"""docs/units.md: what a calculator with ordinary units answers to questions of this field, and what slipstick answers.

Both columns are made by asking: pint with the units it ships, and ``slipstick calc``.
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
    ]
    return "\n".join(lines) + "\n"


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
