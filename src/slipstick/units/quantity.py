"""Quantities: numbers with units, read from text or from another registry's. pint lives here.

Nothing a user typed reaches pint's expression parser: text must be one number and a product of known units.
"""

import os
from collections.abc import Iterable
from typing import Any

import pint
from pint.registry import GenericUnitRegistry
from pint.registry import Quantity as _PintQuantity
from pint.registry import Unit as _PintUnit

from ..errors import DimensionError, UsageError
from . import mismatch, reading, show
from .data import data_folder
from .dimensions import CONSTANTS, Dim
from .maths import as_floats, is_array, summarised


class Quantity(_PintQuantity[Any]):
    """A number with a unit. Sums, differences and comparisons across dimensions are refused in words."""

    def _add_sub(self, other: Any, operator: Any) -> Any:
        return _in_words(super()._add_sub, self, ours(other), operator, verb="added to")

    def _iadd_sub(self, other: Any, operator: Any) -> Any:
        return _in_words(super()._iadd_sub, self, ours(other), operator, verb="added to")

    def _mul_div(self, other: Any, magnitude_op: Any, units_op: Any = None) -> Any:
        return super()._mul_div(ours(other), magnitude_op, units_op)

    def to(self, other: Any = None, *contexts: Any, **options: Any) -> Any:
        """This quantity in another unit of its dimension, such as ``"us"`` or ``"GiB"``."""
        target = registry.Quantity(1, _unit(other, other)) if isinstance(other, str) else other
        return _in_words(lambda unit, _: super(Quantity, self).to(unit), self, target, None, verb="converted to")

    def compare(self, other: Any, op: Any) -> Any:
        """Compare two quantities of one dimension; pint calls this for ``<`` and its like."""
        return _in_words(super().compare, self, ours(other), op, verb="compared with")

    def __repr__(self) -> str:
        if not is_array(self.magnitude):
            return super().__repr__()
        with summarised():
            return super().__repr__()

    def __format__(self, spec: str) -> str:
        if not is_array(self.magnitude):
            return super().__format__(spec)
        with summarised():
            return super().__format__(spec)

    def __str__(self) -> str:
        return format(self)

    def split(self) -> tuple[Any, str, bool]:
        """Its number in coherent units, that unit, and whether it was given in a binary prefix."""
        root = self.to_root_units()
        return root.magnitude, reading.unit_text(_powers(root)), reading.in_binary(self._units)

    def spelled(self, unit: str) -> str:
        """A coherent unit as this quantity has it: with OP for FLOP, if it counts work in OP."""
        return unit.replace("FLOP", "OP") if in_operations([self]) else unit

    def __reduce__(self) -> Any:
        return _restore, (self.magnitude, {str(name): power for name, power in self._units.items()})


class Bounded(dict[Any, Any]):
    """What pint remembers of products of units: the last of them, however many are typed."""

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(key, value)
        while len(self) > reading.KEPT:
            del self[next(iter(self))]


class Registry(GenericUnitRegistry[Quantity, _PintUnit]):
    """The one unit registry, made from ``data/units.txt`` alone."""

    Quantity = Quantity
    Unit = _PintUnit

    def _get_symbol(self, name: str) -> str:
        """The short form of a unit, of a prefixed one that pint has not met too."""
        return self.get_symbol(name)

    def _build_cache(self, loaded_files: Any = None) -> None:
        super()._build_cache(loaded_files)
        for name, found in vars(self._cache).items():
            if isinstance(found, dict):
                setattr(self._cache, name, Bounded(found))


def _in_words(method: Any, left: Any, right: Any, operator: Any, *, verb: str) -> Any:
    try:
        return method(right, operator)
    except pint.DimensionalityError:
        raise DimensionError(f"{words(left)} cannot be {verb} {words(right)}{_missing(right, left)}") from None


def _restore(magnitude: Any, units: dict[str, float]) -> Quantity:
    return registry.Quantity(magnitude, pint.util.UnitsContainer(units))


registry = Registry(filename=os.path.join(data_folder(), "units.txt"), on_redefinition="raise")


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
    number, unit = reading.quantity(text)
    return registry.Quantity(number, pint.util.UnitsContainer(unit.names))


def _unit(text: str, whole: str) -> Any:
    """A product of units as pint has it."""
    return pint.util.UnitsContainer(reading.unit(text, whole).names)


def _powers(value: Any) -> dict[str, float]:
    return {name: float(power) for name, power in value.unit_items()}


def make(value: Any, unit: str) -> Quantity:
    """A Quantity of a plain number (or array) in a unit written like 'TB/s'.

    >>> print(make(2.0, "TB/s"))
    2.0 terabyte / second
    """
    return registry.Quantity(_plain(value), _unit(unit, unit))


def _plain(value: Any) -> Any:
    """A number, or an array as one of numpy's. Raises UsageError for an array of no numbers."""
    if not is_array(value) or type(value).__module__ == "numpy":
        return value
    try:
        return as_floats(value)
    except (TypeError, ValueError) as error:
        raise UsageError(f"a quantity cannot be {error}: expected one of numbers") from None


def quantity(value: Any, unit: Any = "") -> Quantity:
    """A Quantity: of text with its unit, or of a number (or numpy array) and a unit.

    value: text such as ``"80 GiB"``, a number, an array, or another library's pint Quantity.
    unit: the unit of a plain number, such as ``"GB/s"``, or a Unit of any registry. Raises UsageError for an unknown
    unit.

    >>> print(quantity("80 GiB") / quantity(2, "TB/s"))
    40.0 gibibyte * second / terabyte
    >>> print((quantity("80 GB") / quantity(2, "TB/s")).to("ms"))
    40.0 millisecond
    """
    if isinstance(value, str):
        return parse(value)
    if not isinstance(unit, str):
        one = _own(1 * unit)
        return registry.Quantity(_plain(value) * one.magnitude, one.units)
    return _own(value) if hasattr(value, "units") else make(value, unit)


def ours(other: Any) -> Any:
    """A Quantity of another registry as one of ours; anything else as it is."""
    foreign = hasattr(other, "unit_items") and hasattr(other, "magnitude") and not isinstance(other, Quantity)
    return _own(other) if foreign else other


def _own(value: Any) -> Quantity:
    """A Quantity of our registry; one of another registry by the names of its units, or by what they are made of."""
    if isinstance(value, Quantity):
        return value
    from .foreign import taken  # for few

    number, names = taken(value)
    return registry.Quantity(number, pint.util.UnitsContainer(names))


def coherent(value: Any, dim: Dim, name: str) -> Any:
    """The number (or array) of a Quantity in a dimension's coherent unit. Raises DimensionError for another."""
    own, expected = _own(value), registry.Quantity(1.0, _unit(dim.unit, dim.unit))
    if own.dimensionality != expected.dimensionality:
        problem = f"{name} is {words(own)}, but {words(expected)} belongs there"
        raise DimensionError(problem + _missing(own, expected))
    return own.to_root_units().magnitude


def words(value: Any) -> str:
    """A value's dimension in words and its unit: 'a bandwidth (B/s)'."""
    return mismatch.words(_roots(value))


def _roots(value: Any) -> dict[str, float]:
    return _powers(_own(value).to_root_units()) if hasattr(value, "units") else {}


def _missing(got: Any, expected: Any) -> str:
    return mismatch.missing(_roots(got), _roots(expected))


def in_operations(values: Iterable[Any]) -> bool:
    """Whether values, text or Quantities, count work in OP and none in FLOP."""
    units = [value if isinstance(value, str) else "*".join(name for name, _ in value.unit_items()) for value in values]
    return show.in_operations(" ".join(units))


def constants() -> dict[str, Quantity]:
    """The unit constants of rules as real Quantities, for the dimension proof."""
    return {name: registry.Quantity(1.0, _unit(unit, unit)) for name, unit in CONSTANTS.items()}
