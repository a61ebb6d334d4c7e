"""What looks like a number and is read with care: hexadecimal digits, times such as '1h30m', commas between digits."""

import re

from ..records import Record
from ..units.reading import is_time
from ..words import pattern

HEX = pattern(r"0[xX][0-9A-Fa-f]+")
END = r"[A-Za-z0-9_/^]|\.(?!\.)"  # what a time does not end before; a range it may begin
CLOSED = pattern(rf"(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?:in)?)?(?:(\d+(?:\.\d+)?)s)?(?!{END})")
SPACED = pattern(rf"(?:(\d+) *d +)?(?:(\d+) *h +)?(?:(\d+) *min)(?: +(\d+(?:\.\d+)?) *s)?(?!{END}|\s*[/^])")
SHORT = pattern(r"(\d+)m(?:in)?(\d+(?:\.\d+)?)s(?!\w)")
PARTS = ((86400, "d"), (3600, "h"), (60, "min"), (1, "s"))
DECIMAL = pattern(r"(\d+),(\d+)(?![\d.])")  # 1,5
GROUPED = pattern(r"(\d[\d_]*),(\d{3})(?![\d.]|_)")
HYPHEN = pattern(r"([A-Za-z]+)-(?=([A-Za-z]+))")
PARTED = pattern(r"(?<![\w.])\d{1,3}(?:[ ']\d{3})+(?![\w.])")  # 1 000 and 1'000
INSTEAD = {
    **{"$": "write USD for dollars", **dict.fromkeys("€£¥", "write USD: other money is not converted")},
    "²": "write ^2",
    "³": "write ^3",
    "!": "there is no factorial",
    "|": "write abs(x)",
    "<": "nothing is compared: write an equation with one '?', or max(a, b)",
    ">": "nothing is compared: write an equation with one '?', or min(a, b)",
    ":": "write / for a quotient, h and min for a time",
    "±": "write the two ends, such as 90..110",
    "@": "write / for a size over a bandwidth",
}


class Chain(Record):
    """A time of several units: where it ends, in seconds, and as text."""

    end: int
    seconds: float
    text: str


def hexadecimal(text: str, start: int, notes: dict[str, None]) -> str:
    """A hexadecimal number at a place, which takes every digit it can; a note says so of one that could be a unit."""
    match = HEX.match(text, start) if text[start : start + 1] == "0" else None
    if not match:
        return ""
    if match[0][-1] in "BdF" and len(match[0]) > 3:
        bare, last = match[0][:-1], match[0][-1]
        notes[f"the last {last} of {match[0]} was read as a digit: write {bare} {last} for the unit"] = None
    return match[0]


def chained(text: str, start: int) -> Chain | None:
    """A time such as '1h30m' or '1 h 30 min', from days or hours downward; None if there is none."""
    for form in (CLOSED, SPACED):
        match = form.match(text, start)
        if match and (match[1] or match[2]) and sum(part is not None for part in match.groups()) > 1:
            given = [(float(part), *unit) for part, unit in zip(match.groups(), PARTS, strict=True) if part]
            said = "".join(f"{value:g}{name}" for value, _, name in given)
            return Chain(match.end(), sum(value * size for value, size, _ in given), said)
    return None


def time_problem(text: str, start: int) -> tuple[str, int, int] | None:
    """What is wrong with '5m30s', which could be metres: said with its place; None if nothing is."""
    match = SHORT.match(text, start)
    return (f"write {match[1]} min + {match[2]} s", start, match.end()) if match else None


def digits(value: float) -> str:
    """A count in full, as far as its digits matter."""
    return f"{value:.0f}" if value % 1 == 0 and abs(value) < 1e15 else repr(value)


def spaced(words: str) -> str:
    """A unit's text without blanks, a hyphen as the product it is: 'GB*month', 'USD/GB/month'."""
    words = re.sub(r"\s*([/*^])\s*", r"\1", words.replace("**", "^"))
    words = re.sub(r"(\^[+-]?\d+)\.0*(?!\d)", r"\1", words)
    above, slash, below = words.partition("/")
    below = HYPHEN.sub(lambda found: found[1] + ("*" if is_time(found[1]) and is_time(found[2]) else "/"), below)
    return (
        above.replace("-", "*", above.count("-") if "^-" not in above else 0) + slash + re.sub(r"(?<!\^)-", "/", below)
    )


def comma_problem(text: str, commas: list[int]) -> tuple[str, int, int] | None:
    """What is wrong with commas between digits that could be one number's: with its place; None if nothing is.

    commas: where the commas of one bracket are.
    """
    closed = [at for at in commas if not text[at - 1 : at].isspace() and not text[at + 1 : at + 2].isspace()]
    grouped = [at for at in closed if re.match(r"\d{3}(?![\d.])", text[at + 1 :]) and text[at - 1].isdigit()]
    all_such = grouped == closed and len(closed) < len(commas)
    doubtful = [at for at in grouped if text[at + 1] == "0" or all_such]
    if not doubtful:
        return None
    at = doubtful[0]
    first = re.search(r"\d[\d_]*$", text[:at])
    left, right = first[0] if first else "", text[at + 1 : at + 4]
    said = f"'{left},{right}' could be one number or two: write {left}_{right}, or '{left}, {right}' for two"
    return said, at - len(left), at + 4


def hint(text: str, at: int, found: str) -> str:
    """What to write in place of a character that cannot stand there; an empty text where nothing is known."""
    if found in INSTEAD:
        return INSTEAD[found]
    if found == "." and text[at : at + 2] == "..":
        return "a range has two ends"
    if whole := next((each[0] for each in PARTED.finditer(text) if each.start() < at < each.end()), ""):
        return f"write {whole.replace(' ', '_').replace(chr(39), '_')} for one number"
    if found == ",":
        for match in GROUPED.finditer(text):
            if match.start(2) - 1 == at:
                return f"write {match[1]}_{match[2]} for one number"
        for match in DECIMAL.finditer(text):
            if match.end(1) == at:
                return f"write {match[1]}.{match[2]} for a fraction"
    if found == "%":
        return "percent follows a number, and there is no remainder operator: write x - y * floor(x / y)"
    return ""
