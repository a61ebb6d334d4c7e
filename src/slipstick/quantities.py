"""Quantities: numbers with units, read from text or from another registry's. pint lives here.

Nothing a user typed reaches pint's expression parser: text must be one number and a product of known units.
"""

import math
import os
import re
from itertools import product
from typing import Any

import pint
from pint.registry import GenericUnitRegistry
from pint.registry import Quantity as _PintQuantity
from pint.registry import Unit as _PintUnit

from .display import SPOKEN
from .errors import DimensionError, UsageError
from .units import CONSTANTS, NAMED, Dim, data_folder
from .words import did_you_mean, quoted

SYMBOLS = {"byte": "B", "second": "s", "joule": "J", "meter": "m", "volt": "V"}
NUMBER = re.compile(r"[+-]?(?:\d[\d_]*(?:\.[\d_]*)?|\.\d+)(?:[eE][+-]?\d+)?")
UNIT = re.compile(r"([A-Za-zµμ][A-Za-zµμ0-9_]*)(?:(?:\^|\*\*)([+-]?[1-9]))?")
LONGEST = 80  # characters of a quantity: none that makes sense is longer


class Quantity(_PintQuantity[Any]):
    """A number with a unit. Sums, differences and comparisons across dimensions are refused in words."""

    def _add_sub(self, other: Any, operator: Any) -> Any:
        return _in_words(super()._add_sub, self, other, operator, verb="added to")

    def _iadd_sub(self, other: Any, operator: Any) -> Any:
        return _in_words(super()._iadd_sub, self, other, operator, verb="added to")

    def to(self, other: Any = None, *contexts: Any, **options: Any) -> Any:
        """This quantity in another unit of its dimension, such as ``"us"`` or ``"GiB"``."""
        target = registry.Quantity(1, _unit(other, other)) if isinstance(other, str) else other
        return _in_words(lambda unit, _: super(Quantity, self).to(unit), self, target, None, verb="converted to")

    def compare(self, other: Any, op: Any) -> Any:
        """Compare two quantities of one dimension; pint calls this for ``<`` and its like."""
        return _in_words(super().compare, self, other, op, verb="compared with")

    def split(self) -> tuple[Any, str, bool]:
        """Its number in coherent units, that unit, and whether it was given in a binary prefix."""
        root = self.to_root_units()
        binary = any(f"{prefix}{unit}" in str(self.units) for prefix in _BINARY for unit in ("byte", "bit"))
        return root.magnitude, unit_text(_powers(root)), binary

    def __reduce__(self) -> Any:
        return _restore, (self.magnitude, {str(name): power for name, power in self._units.items()})


class Registry(GenericUnitRegistry[Quantity, _PintUnit]):
    """The one unit registry, made from ``data/units.txt`` alone."""

    Quantity = Quantity
    Unit = _PintUnit


def _in_words(method: Any, left: Any, right: Any, operator: Any, *, verb: str) -> Any:
    try:
        return method(right, operator)
    except pint.DimensionalityError:
        raise DimensionError(f"{words(left)} cannot be {verb} {words(right)}{_missing(right, left)}") from None


def _restore(magnitude: Any, units: dict[str, float]) -> Quantity:
    return registry.Quantity(magnitude, pint.util.UnitsContainer(units))


registry = Registry(filename=os.path.join(data_folder(), "units.txt"), on_redefinition="raise")
UNITS = tuple(registry)  # every name without a prefix; the registry itself grows with each prefixed one it meets


def parse(text: str) -> Quantity:
    """Read one quantity: a number and, after it, a product of units.

    text: such as ``"3.35 TB/s"``, ``"80GiB"``, ``"2048 FLOP/cycle"`` or ``"64"``.
    Raises UsageError for anything else, with the nearest right spelling of an unknown unit.

    >>> print(parse("3.35 TB/s"))
    3.35 terabyte / second
    >>> parse("1 KB")
    Traceback (most recent call last):
    slipstick.errors.UsageError: unknown unit 'KB' in '1 KB': write kB (1000 B) or KiB (1024 B)
    """
    word = text.strip()
    match = NUMBER.match(word) if len(word) <= LONGEST else None
    if not match:
        raise UsageError(f"{quoted(text)} is not a quantity: expected a number and a unit, such as '2 TB/s'")
    number = float(match[0].replace("_", ""))
    if not math.isfinite(number):
        raise UsageError(f"{quoted(text)} is too large a number")
    return registry.Quantity(number, _unit(word[match.end() :].strip(), text))


def _unit(text: str, whole: str) -> Any:
    """A product of units, read left to right: 'FLOP/cycle', 'B/s', 'm^2', 'FLOP/s/W', '1/s' or '/s'."""
    powers: dict[str, int] = {}
    below = re.match(r"1?\s*/\s*(?=\S)", text)
    sign, rest = (-1, text[below.end() :]) if below else (1, text)
    while rest:
        match = UNIT.match(rest)
        if not match:
            remedy = "write USD for dollars" if rest[0] == "$" else "write it like 'GB/s' or 'm^2'"
            raise UsageError(f"cannot read the unit {quoted(text)} in {quoted(whole)}: {remedy}")
        name = _canonical(match[1], whole)
        powers[name] = powers.get(name, 0) + sign * int(match[2] or 1)
        rest = rest[match.end() :].lstrip()
        if not rest:
            break
        sign = -1 if rest[0] == "/" else 1
        rest = rest[1:].lstrip() if rest[0] in "/*·×" else rest
        if not rest:
            raise UsageError(f"the unit {quoted(text)} in {quoted(whole)} ends in the middle: expected a unit after it")
    return pint.util.UnitsContainer({name: power for name, power in powers.items() if power})


def _canonical(word: str, whole: str) -> str:
    found = _known(word)
    if found:
        return found
    raise UsageError(f"unknown unit {quoted(word)} in {quoted(whole)}: {_spelling(word)}")


def _known(word: str) -> str:
    """The registry's name of a spelling, or an empty text. Half a byte or a milli-FLOP is a slip of the key."""
    for prefix, unit, _ in registry.parse_unit_name(word):
        if not prefix or _fits(prefix, unit):
            return prefix + unit
    return ""


def _fits(prefix: str, unit: str) -> bool:
    binary = prefix.endswith("bi") or prefix == "exbi"
    if unit in ("byte", "bit"):
        return binary or prefix in _LARGE
    if prefix == "centi":
        return unit == "meter"
    if unit in ("second", "meter"):
        return not binary and (prefix not in _LARGE or (unit, prefix) == ("meter", "kilo"))
    if unit in ("minute", "hour", "day", "month", "year", "rpm", "FIT"):
        return False
    small = unit in ("joule", "watt", "watthour", "gCO2", "volt", "ampere", "farad")
    return not binary and (prefix in _LARGE or small)


_LARGE = frozenset(("kilo", "mega", "giga", "tera", "peta", "exa"))


def _spelling(word: str) -> str:
    """The remedy for an unknown unit: its letters in another case, the rate meant by 'GBps', or the nearest."""
    for rate in (r"(.*OP)S", r"(.*[^p])p[sS]", r"(.*OP)PS"):
        match = re.fullmatch(rate, word)
        stem = re.sub(r"b$", "bit", match[1]) if match else ""
        if stem and _known(stem):
            return f"write {stem}/s for a rate, {stem} for an amount"
    if len(word) <= 6:
        cases = {"".join(letters) for letters in product(*({c.lower(), c.upper()} for c in word))}
        cases |= {word[0] + "i" + word[1:], word[0].upper() + "i" + word[1:].upper()} if len(word) == 2 else set()
        cases |= {word[0].upper() + "bit"} if word[1:] in ("b", "bits", "bps") else set()
        good = sorted({case for case in cases if _known(case)}, key=lambda c: (_size(c), c))
        if good:
            return "write " + " or ".join(f"{case} ({_meaning(case)})" for case in good)
    return did_you_mean(word, UNITS)


def _size(word: str) -> float:
    return float(registry.Quantity(1.0, pint.util.UnitsContainer({_known(word): 1})).to_root_units().magnitude)


def _meaning(word: str) -> str:
    """What one of a unit is: '1000 B', '1024 B', '10^9 bit', '0.001 s'."""
    (prefix, unit, _), *_rest = registry.parse_unit_name(word)
    symbol = SYMBOLS.get(unit, unit)
    if not prefix:
        return unit
    factor = _size(word) / _size(unit)
    if 1 <= factor < 10_000:
        return f"{factor:.0f} {symbol}"
    power = round(math.log10(factor))
    return f"10^{power} {symbol}" if factor == 10.0**power else f"2^{round(math.log2(factor))} {symbol}"


_BINARY = ("kibi", "mebi", "gibi", "tebi", "pebi", "exbi")


def _named(text: str, dim: Dim, name: str) -> Quantity:
    """Read text; an error says which argument it was for."""
    try:
        return parse(text)
    except UsageError as error:
        why = str(error) if dim.unit else f"it is not a number: expected {dim.name}"
        raise UsageError(f"{name} = {quoted(text)}: {why}") from None


def _powers(value: Any) -> dict[str, float]:
    return {name: float(power) for name, power in value.unit_items()}


def unit_text(powers: dict[str, float]) -> str:
    """Root units as text: {'byte': 1, 'second': -1} is 'B/s'."""

    def part(name: str, power: float) -> str:
        return SYMBOLS.get(name, name) + (f"^{power:g}" if power != 1 else "")

    order = [
        "USD",
        "FLOP",
        "byte",
        "cycle",
        "instruction",
        "token",
        "request",
        "joule",
        "volt",
        "meter",
        "gCO2",
        "second",
    ]
    names = sorted(powers, key=lambda name: order.index(name) if name in order else -1)
    above = "*".join(part(n, powers[n]) for n in names if powers[n] > 0)
    below = "/".join(part(n, -powers[n]) for n in names if powers[n] < 0)
    return (above or "1") + "/" + below if below else above


def make(value: Any, unit: str) -> Quantity:
    """A Quantity of a plain number (or array) in a unit written like 'TB/s'.

    >>> print(make(2.0, "TB/s"))
    2.0 terabyte / second
    """
    return registry.Quantity(value, _unit(unit, unit))


def quantity(value: Any, unit: str = "") -> Quantity:
    """A Quantity: of text with its unit, or of a number (or numpy array) and a unit.

    value: text such as ``"80 GiB"``, a number, an array, or another library's pint Quantity.
    unit: the unit of a plain number, such as ``"GB/s"``. Raises UsageError for an unknown unit.

    >>> print(quantity("80 GiB") / quantity(2, "TB/s"))
    40.0 gibibyte * second / terabyte
    >>> print((quantity("80 GB") / quantity(2, "TB/s")).to("ms"))
    40.0 millisecond
    """
    if isinstance(value, str):
        return parse(value)
    return _own(value) if hasattr(value, "units") else make(value, unit)


def _own(value: Any) -> Quantity:
    """A Quantity of our registry; one of another registry is read again by the text of its units."""
    if isinstance(value, Quantity):
        return value
    units = " ".join(f"{name}^{power:g}" for name, power in _powers(value).items())
    return make(value.magnitude, units)


def coherent(value: Any, dim: Dim, name: str) -> Any:
    """The number of a Quantity, or of text, in a dimension's coherent unit. Raises DimensionError for another."""
    own = _named(value, dim, name) if isinstance(value, str) else _own(value)
    if isinstance(value, str) and dim.counted and not own.unit_items():
        return own.magnitude
    if isinstance(value, str) and dim.unit and not own.unit_items():
        word = value.strip()
        raise DimensionError(f"{name} = {word} has no unit: {dim.name} belongs there, such as '{word} {dim.unit}'")
    expected = registry.Quantity(1.0, _unit(dim.unit, dim.unit))
    if own.dimensionality != expected.dimensionality:
        problem = f"{name} is {words(own)}, but {words(expected)} belongs there"
        raise DimensionError(problem + _missing(own, expected))
    return own.to_root_units().magnitude


def words(value: Any) -> str:
    """A value's dimension in words and its unit: 'a bandwidth (B/s)'."""
    unit = _own(value).split()[1] if hasattr(value, "units") else ""
    for dim in NAMED:
        if dim.unit == unit:
            spoken = SPOKEN.get(unit, unit)
            return f"{dim.name} ({spoken})" if spoken else dim.name
    return f"a quantity in {unit}"


def _missing(got: Any, expected: Any) -> str:
    """The factor that would mend a mix-up, where it has a name: an intensity (FLOP/B) between B/s and FLOP/s."""
    if not all(getattr(value, "dimensionality", None) for value in (got, expected)):
        return ""
    for verb, factor in (("multiply", expected.units / got.units), ("divide", got.units / expected.units)):
        unit = registry.Quantity(1.0, factor).split()[1]
        named = [dim for dim in NAMED if dim.unit == unit and dim.unit and not unit.startswith("1/")]
        if named:
            return f" ({verb} {words(got)} by {named[0].name} in {unit})"
    return ""


def constants() -> dict[str, Quantity]:
    """The unit constants of rules as real Quantities, for the dimension proof."""
    return {name: registry.Quantity(1.0, _unit(unit, unit)) for name, unit in CONSTANTS.items()}
