"""Numbers and units as people write them: read from text by the table in ``data/units.txt``.

Needs no other package: a typed expression is answered before pint could be imported.
"""

import math
from collections.abc import Iterable

from ..errors import UsageError
from ..records import Fields
from ..words import pattern, quoted
from .remedy import remedy as remedy
from .table import BINARY, SYMBOLS, size_and_powers
from .table import KEPT as KEPT
from .table import Powers as Powers
from .table import combined as combined
from .table import known as known
from .table import table as table

ORDER = (
    *("USD", "FLOP", "byte", "cycle", "instruction", "token", "request"),
    *("joule", "volt", "meter", "gCO2", "kelvin", "second"),
)
NUMBER = pattern(r"[+-]?(?:\d[\d_]*(?:\.(?!\.)[\d_]*)?|\.\d+)(?:[eE][+-]?\d+)?")
GREEK = "μ(?=)"  # a mu that is kept out of the sets beside it: with it they take five times as long to compile
WORD = pattern(rf"(?:[A-Za-zµ°]|{GREEK})(?:[A-Za-zµ0-9_]|{GREEK})*")
POWER = r"(?:\s*(?:\^|\*\*)\s*([+-]?\d+)(?:\.0*)?(?![\d.]))?"
UNIT = pattern(rf"({WORD.pattern}){POWER}")
BELOW = pattern(r"1?\s*/\s*(?=\S)")
IN_BINARY = frozenset(f"{prefix}{name}" for prefix in BINARY for name in ("byte", "bit"))
COUNTS = {"k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "Ki": 2.0**10, "Mi": 2.0**20, "Gi": 2.0**30, "Ti": 2.0**40}
COUNT = pattern(rf"(Ki|Mi|Gi|Ti|k|M|G|T)(?![A-Za-zµ°0-9_(]|{GREEK})")
PREFIX = "(?:[kMGTPE]|[KMGTPE]i)?"
BITS = pattern(rf"({PREFIX})b(?=\s*/\s*({WORD.pattern}))")  # a rate: an amount in b is asked back
SPEED = pattern(rf"({PREFIX})(bps|Bps|rps|[qQ][pP][sS])(?!\w)")
SPEEDS = {"bps": "bit/s", "Bps": "B/s"}
TRANSFERS = pattern(r"([kMG])T(?=\s*/\s*(?:s|sec|second)\b)")  # whole words: T alone is no transfer
OPS = pattern(r"([kMGTPE](?:FL)?OP)s(?=\s*/\s*(?:s|sec|second)\b)")
RATE = pattern(r"\s*(?:/|per\b)\s*(?:s|sec|second)\b")
HIGHEST = 99  # power of a unit: none that makes sense is higher
LONGEST = 80  # characters of a quantity: none that makes sense is longer


class Unit(Fields):
    """A product of units. names: as written, in full; factor, powers: in root units."""

    names: dict[str, int]
    factor: float
    powers: dict[str, float]


def quantity(text: str) -> tuple[float, Unit]:
    """One quantity: a number and, after it, a product of units. Raises UsageError for anything else.

    >>> quantity("3.35 TB/s")[1].powers
    {'byte': 1.0, 'second': -1.0}
    """
    word = text.strip()
    match = NUMBER.match(word) if len(word) <= LONGEST else None
    if not match:
        raise UsageError(f"{quoted(text)} is not a quantity: expected a number and a unit, such as '2 TB/s'")
    number = float(match[0].replace("_", ""))
    if not math.isfinite(number):
        raise UsageError(f"{quoted(text)} is too large a number")
    if count := COUNT.match(word, match.end()):
        number, match = number * COUNTS[count[0]], count
    rest = word[match.end() :].strip()
    return (number / 100, unit("")) if rest == "%" else (number, unit(rest, text))


def spelled(text: str) -> str:
    """A unit as it is meant, where that is not what was typed: 'Gb/s' and 'Gbps' are 'Gbit/s', 'rps' 'request/s'.

    >>> spelled("Gb/s"), spelled("MBps"), spelled("pJ/b")
    ('Gbit/s', 'MB/s', 'pJ/b')
    """
    bits, speed, work = BITS.match(text), SPEED.match(text), OPS.match(text)
    if bits and is_time(bits[2]):
        return f"{bits[1]}bit{text[bits.end() :]}"
    if speed:
        return f"{speed[1]}{SPEEDS.get(speed[2], 'request/s')}{text[speed.end() :]}"
    return f"{work[1]}{text[work.end() :]}" if work else text


def is_time(word: str) -> bool:
    """Whether a word is a unit of time."""
    return bool(known(word)) and size_and_powers(known(word))[1] == {"second": 1}


def unit(text: str, whole: str | None = None) -> Unit:
    """A product of units, read left to right: 'FLOP/cycle', 'B/s', 'm^2', 'FLOP/s/W', '1/s' or '/s'.

    whole: the text it stands in, for the error. Raises UsageError, with the nearest right spelling.
    """
    found = _READ.get(text)
    if found is None:
        found = _unit(text, text if whole is None else whole)
        if len(text) <= LONGEST:
            _READ[text] = found
        while len(_READ) > KEPT:
            del _READ[next(iter(_READ))]
    return found


_READ: dict[str, Unit] = {}


def _unit(text: str, whole: str) -> Unit:
    names: dict[str, int] = {}
    below = BELOW.match(text)
    sign, rest = (-1, text[below.end() :]) if below else (1, TRANSFERS.sub(r"\1Tps*s", spelled(text), count=1))
    while rest:
        match = UNIT.match(rest)
        if not match:
            remedy = "write USD for dollars" if rest[0] == "$" else "write it like 'GB/s' or 'm^2'"
            raise UsageError(f"cannot read the unit {quoted(text)} in {quoted(whole)}: {remedy}")
        name = canonical(match[1], whole, bool(RATE.match(rest, match.end())))
        names[name] = names.get(name, 0) + sign * int(match[2] or 1)
        if abs(names[name]) > HIGHEST:
            raise UsageError(f"{quoted(match[0])} in {quoted(whole)}: expected a power of a unit up to {HIGHEST}")
        if not rest[match.end() :].strip():
            break
        sign, rest = _joined(match[1], rest[match.end() :], sign, whole)
        if not rest:
            raise UsageError(f"the unit {quoted(text)} in {quoted(whole)} ends in the middle: expected a unit after it")
    try:
        return product_of({name: power for name, power in names.items() if power})
    except OverflowError:
        raise UsageError(f"{quoted(text)} is too large a unit") from None


def _joined(word: str, rest: str, sign: int, whole: str) -> tuple[int, str]:
    """Go past what joins a unit to the next one: whether that stands below the line, and the text from it on."""
    closed, rest = rest, rest.lstrip()
    if rest[0] in "/*·×":
        return (-1 if rest[0] == "/" else 1), rest[1:].lstrip()
    if closed[0] == "-" and (second := WORD.match(closed, 1)):  # GB-month, and PFLOP/s-day: so much a second for a day
        return (1 if is_time(word) and is_time(second[0]) else sign), closed[1:]
    if after := WORD.match(rest):
        raise UsageError(f"two units joined by a blank in {quoted(whole)}: {joined(word, after[0])}")
    return sign, rest


def joined(first: str, second: str) -> str:
    """The remedy for two units with a blank between them.

    >>> joined("kW", "h"), joined("GB", "month")
    ('write kW*h or kWh', 'write GB*month or GB/month')
    """
    return f"write {first}*{second} or " + (first + second if known(first + second) else f"{first}/{second}")


def product_of(names: dict[str, int]) -> Unit:
    """A unit of canonical names with their powers."""
    factor, powers = 1.0, dict[str, float]()
    for name, power in names.items():
        each, of = size_and_powers(name)
        factor *= each**power
        for _ in range(abs(power)):
            powers = combined(powers, of, math.copysign(1, power))
    return Unit(names, factor, powers)


def canonical(word: str, whole: str, rate: bool = False) -> str:
    """The full name of a unit however spelled: 'TB' is 'terabyte'. Raises UsageError with the nearest spelling.

    rate: whether '/s' follows.
    """
    found = known(word)
    if found:
        return found
    raise UsageError(f"unknown unit {quoted(word)} in {quoted(whole)}: {remedy(word, rate)}")


def in_binary(names: Iterable[str]) -> bool:
    """Whether bytes or bits are among units' full names with a binary prefix."""
    return not IN_BINARY.isdisjoint(names)


def unit_text(powers: Powers) -> str:
    """Root units as text: {'byte': 1, 'second': -1} is 'B/s'."""

    def part(name: str, power: float) -> str:
        return SYMBOLS.get(name, name) + (f"^{power:g}" if power != 1 else "")

    names = sorted(powers, key=lambda name: ORDER.index(name) if name in ORDER else -1)
    above = "*".join(part(n, powers[n]) for n in names if powers[n] > 0)
    below = "/".join(part(n, -powers[n]) for n in names if powers[n] < 0)
    return (above or "1") + "/" + below if below else above
