"""Numbers and units as people write them: read from text by the table in ``data/units.txt``.

Needs no other package: a typed expression is answered before pint could be imported.
"""

import math
import os
import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import product
from typing import NamedTuple

from ..errors import UsageError
from ..words import did_you_mean, quoted
from .data import data_folder

Powers = Mapping[str, float]  # of root units: {"byte": 1, "second": -1} is a bandwidth

SYMBOLS = {"byte": "B", "second": "s", "joule": "J", "meter": "m", "volt": "V"}
ORDER = (
    *("USD", "FLOP", "byte", "cycle", "instruction", "token", "request"),
    *("joule", "volt", "meter", "gCO2", "second"),
)
NUMBER = re.compile(r"[+-]?(?:\d[\d_]*(?:\.(?!\.)[\d_]*)?|\.\d+)(?:[eE][+-]?\d+)?")
WORD = re.compile(r"[A-Za-zµμ][A-Za-zµμ0-9_]*")
UNIT = re.compile(rf"({WORD.pattern})(?:(?:\^|\*\*)([+-]?[1-9]))?")
BELOW = re.compile(r"1?\s*/\s*(?=\S)")
LONGEST = 80  # characters of a quantity: none that makes sense is longer
KEPT = 1024  # words remembered: far more than there are units in use, however many words are typed
LARGE = frozenset(("kilo", "mega", "giga", "tera", "peta", "exa"))
BINARY = frozenset(("kibi", "mebi", "gibi", "tebi", "pebi", "exbi"))
UNPREFIXED = frozenset(("minute", "hour", "day", "month", "year", "rpm", "FIT"))
SMALL = frozenset(("joule", "watt", "watthour", "gCO2", "volt", "ampere", "farad"))


class Unit(NamedTuple):
    """A product of units. names: as written, in full; factor, powers: in root units."""

    names: dict[str, int]
    factor: float
    powers: dict[str, float]


class Table(NamedTuple):
    """What ``units.txt`` says: prefixes and units by every spelling, each unit's factor and root units."""

    prefixes: dict[str, tuple[str, float]]
    spellings: dict[str, str]
    units: dict[str, tuple[float, dict[str, float]]]


@cache
def table() -> Table:
    """The unit table, read once."""
    found = Table({}, {}, {})
    with open(os.path.join(data_folder(), "units.txt"), encoding="utf-8") as file:
        for line in file:
            name, *rest = (part.strip() for part in line.partition("#")[0].split("="))
            if not rest:
                continue
            definition, *symbols = rest
            if name.endswith("-"):
                factor, _ = _defined(definition, found)
                found.prefixes.update((each[:-1], (name[:-1], factor)) for each in (name, *symbols))
            else:
                found.units[name] = (1.0, {name: 1.0}) if definition[0] == "[" else _defined(definition, found)
                found.spellings.update((each, name) for each in (name, *symbols))
    return found


def _defined(text: str, known: Table) -> tuple[float, dict[str, float]]:
    """A definition, such as 'joule / volt**2' or '2**10': its factor and root units."""
    factor, powers, sign = 1.0, dict[str, float](), 1
    for word in text.split():
        if word in "*/":
            sign = -1 if word == "/" else 1
            continue
        base, _, power = word.partition("**")
        each, of = known.units[base] if base in known.units else (float(base), {})
        factor *= each ** (sign * int(power or 1))
        powers = combined(powers, of, sign * int(power or 1))
    return factor, powers


def combined(first: Powers, second: Powers, sign: float = 1) -> dict[str, float]:
    """The powers of a product, or with sign -1 of a quotient: {'byte': 1} and {'second': 1} give B*s or B/s."""
    names = [*first, *(name for name in second if name not in first)]
    powers = {name: first.get(name, 0) + sign * second.get(name, 0) for name in names}
    return {name: power for name, power in powers.items() if power}


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
    rest = word[match.end() :].strip()
    return (number / 100, unit("")) if rest == "%" else (number, unit(rest, text))


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
    sign, rest = (-1, text[below.end() :]) if below else (1, text)
    while rest:
        match = UNIT.match(rest)
        if not match:
            remedy = "write USD for dollars" if rest[0] == "$" else "write it like 'GB/s' or 'm^2'"
            raise UsageError(f"cannot read the unit {quoted(text)} in {quoted(whole)}: {remedy}")
        name = canonical(match[1], whole)
        names[name] = names.get(name, 0) + sign * int(match[2] or 1)
        rest = rest[match.end() :].lstrip()
        if not rest:
            break
        sign = -1 if rest[0] == "/" else 1
        rest = rest[1:].lstrip() if rest[0] in "/*·×" else rest
        if not rest:
            raise UsageError(f"the unit {quoted(text)} in {quoted(whole)} ends in the middle: expected a unit after it")
    return product_of({name: power for name, power in names.items() if power})


def product_of(names: dict[str, int]) -> Unit:
    """A unit of canonical names with their powers."""
    factor, powers = 1.0, dict[str, float]()
    for name, power in names.items():
        each, of = _size_and_powers(name)
        factor *= each**power
        for _ in range(abs(power)):
            powers = combined(powers, of, math.copysign(1, power))
    return Unit(names, factor, powers)


def canonical(word: str, whole: str) -> str:
    """The full name of a unit however spelled: 'TB' is 'terabyte'. Raises UsageError with the nearest spelling."""
    found = known(word)
    if found:
        return found
    raise UsageError(f"unknown unit {quoted(word)} in {quoted(whole)}: {remedy(word)}")


@lru_cache(KEPT)
def known(word: str) -> str:
    """The full name of a spelling, or an empty text. Half a byte or a milli-FLOP is a slip of the key."""
    prefix, name = _split(word)
    return prefix + name


@lru_cache(KEPT)
def _split(word: str) -> tuple[str, str]:
    """A spelling as prefix and unit, by their full names; two empty texts if it is none."""
    spellings, prefixes = table().spellings, table().prefixes
    if word in spellings:
        return "", spellings[word]
    for cut in range(1, len(word)):
        prefix = prefixes.get(word[:cut])
        if prefix and word[cut:] in spellings and _fits(prefix[0], spellings[word[cut:]]):
            return prefix[0], spellings[word[cut:]]
    plural = word[:-1] if word.endswith("s") and len(word) > 3 else ""
    found = _split(plural) if plural else ("", "")
    return found if found[1] and plural.endswith((found[1], "FLOP", "OP")) else ("", "")


def _size_and_powers(name: str) -> tuple[float, dict[str, float]]:
    prefix, of = _split(name)
    factor, powers = table().units[of]
    return (table().prefixes[prefix][1] if prefix else 1.0) * factor, powers


def _fits(prefix: str, name: str) -> bool:
    if name in ("byte", "bit"):
        return prefix in BINARY or prefix in LARGE
    if prefix == "centi" or name in UNPREFIXED:
        return name == "meter"
    if name in ("second", "meter"):
        return prefix not in BINARY and (prefix not in LARGE or (name, prefix) == ("meter", "kilo"))
    return prefix not in BINARY and (prefix in LARGE or name in SMALL)


def remedy(word: str) -> str:
    """The remedy for an unknown unit: its letters in another case, the rate meant by 'GBps', or the nearest."""
    for rate in (r"(.*OP)S", r"(.*[^p])p[sS]", r"(.*OP)PS"):
        match = re.fullmatch(rate, word)
        stem = re.sub(r"b$", "bit", match[1]) if match else ""
        if stem and known(stem):
            return f"write {stem}/s for a rate, {stem} for an amount"
    if len(word) <= 6:
        cases = {"".join(letters) for letters in product(*({c.lower(), c.upper()} for c in word))}
        cases |= {word[0] + "i" + word[1:], word[0].upper() + "i" + word[1:].upper()} if len(word) == 2 else set()
        cases |= {word[0].upper() + "bit"} if word[1:] in ("b", "bits", "bps") else set()
        good = sorted({case for case in cases if known(case)}, key=lambda c: (_size(c), c))
        if good:
            return "write " + " or ".join(f"{case} ({_meaning(case)})" for case in good)
    return did_you_mean(word, table().units)


def _size(word: str) -> float:
    return _size_and_powers(known(word))[0]


def _meaning(word: str) -> str:
    """What one of a unit is: '1000 B', '1024 B', '10^9 bit', '0.001 s'."""
    prefix, name = _split(word)
    symbol = SYMBOLS.get(name, name)
    if not prefix:
        return name
    factor = table().prefixes[prefix][1]
    if 1 <= factor < 10_000:
        return f"{factor:.0f} {symbol}"
    power = round(math.log10(factor))
    return f"10^{power} {symbol}" if factor == 10.0**power else f"2^{round(math.log2(factor))} {symbol}"


def in_binary(names: Iterable[str]) -> bool:
    """Whether bytes or bits are among units' full names with a binary prefix."""
    return any(f"{prefix}{name}" in names for prefix in BINARY for name in ("byte", "bit"))


def unit_text(powers: Powers) -> str:
    """Root units as text: {'byte': 1, 'second': -1} is 'B/s'."""

    def part(name: str, power: float) -> str:
        return SYMBOLS.get(name, name) + (f"^{power:g}" if power != 1 else "")

    names = sorted(powers, key=lambda name: ORDER.index(name) if name in ORDER else -1)
    above = "*".join(part(n, powers[n]) for n in names if powers[n] > 0)
    below = "/".join(part(n, -powers[n]) for n in names if powers[n] < 0)
    return (above or "1") + "/" + below if below else above
