"""The unit table of ``data/units.txt``: prefixes and units by every spelling, and which word is which unit."""

import os
from collections.abc import Mapping
from functools import cache, lru_cache

from ..records import Fields
from .data import data_folder

Powers = Mapping[str, float]  # of root units: {"byte": 1, "second": -1} is a bandwidth

SYMBOLS = {"byte": "B", "second": "s", "joule": "J", "meter": "m", "volt": "V", "kelvin": "K"}
KEPT = 1024  # words remembered: far more than there are units in use, however many words are typed
LARGE = frozenset(("kilo", "mega", "giga", "tera", "peta", "exa"))
BINARY = frozenset(("kibi", "mebi", "gibi", "tebi", "pebi", "exbi"))
UNPREFIXED = frozenset(("minute", "hour", "day", "week", "month", "year", "rpm", "FIT", "degC", "kTps", "MTps", "GTps"))
SMALL = frozenset(("joule", "watt", "watthour", "gCO2", "volt", "ampere", "farad", "ohm", "kelvin"))


class Table(Fields):
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
    powers = {name: exact(first.get(name, 0) + sign * second.get(name, 0)) for name in names}
    return {name: power for name, power in powers.items() if power}


def exact(power: float) -> float:
    """A power as the nearest simple fraction, so that thirds and tenths cancel.

    >>> exact(0.1 + 0.2)
    0.3
    """
    if power == int(power):
        return power
    from fractions import Fraction  # rare, and slow to import

    return float(Fraction(power).limit_denominator(1000))


@lru_cache(KEPT)
def known(word: str) -> str:
    """The full name of a spelling, or an empty text. Half a byte or a milli-FLOP is a slip of the key."""
    prefix, name = split(word)
    return prefix + name


@lru_cache(KEPT)
def split(word: str) -> tuple[str, str]:
    """A spelling as prefix and unit, by their full names; two empty texts if it is none."""
    spellings, prefixes = table().spellings, table().prefixes
    if word in spellings:
        return "", spellings[word]
    for cut in range(1, len(word)):
        prefix = prefixes.get(word[:cut])
        if prefix and word[cut:] in spellings and fits(prefix[0], spellings[word[cut:]]):
            return prefix[0], spellings[word[cut:]]
    plural = word[:-1] if word.endswith("s") and len(word) > 2 else ""
    found = split(plural) if plural else ("", "")
    if found[1] in ("FLOP", "OP"):  # TFLOPs could be a rate
        return ("", "") if found[0] else found
    return found if found[1] and plural.endswith(found[1]) else ("", "")


def size_and_powers(name: str) -> tuple[float, dict[str, float]]:
    """The factor and root units of a unit by its full name."""
    prefix, of = split(name)
    factor, powers = table().units[of]
    return (table().prefixes[prefix][1] if prefix else 1.0) * factor, powers


def fits(prefix: str, name: str) -> bool:
    """Whether a unit takes a prefix, both by their full names."""
    if name in ("byte", "bit"):
        return prefix in BINARY or prefix in LARGE
    if prefix == "centi" or name in UNPREFIXED:
        return name == "meter"
    if name in ("second", "meter"):
        return prefix not in BINARY and (prefix not in LARGE or (name, prefix) == ("meter", "kilo"))
    return prefix not in BINARY and (prefix in LARGE or name in SMALL)
