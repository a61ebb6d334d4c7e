"""Quantities of another registry of pint's, such as a person's own, as numbers and units of ours."""

import math
from collections.abc import Mapping
from typing import Any

from ..errors import UsageError
from ..words import quoted
from . import reading
from .show import show

ALIKE = 1e-6  # how far the size of a unit may be from that of ours, as a share of it
MADE = {"joule": 1.0, "second": 2.0, "meter": -2.0}  # of a kilogram, which is none of our units: an energy has one


def taken(value: Any) -> tuple[Any, dict[str, float]]:
    """The number of a quantity and its units by our full names, with their powers.

    A unit of a name that we know has to be of our size there; any other is taken by what it is made of, such as a mile
    or an electron volt. Raises UsageError for a unit that is known neither way, and for one of another size.
    """
    if not hasattr(value, "unit_items"):
        raise UsageError(f"{quoted(value)} is no quantity of pint: expected one, or text with a unit")
    number, names = _plain(value.magnitude), {name: float(power) for name, power in value.unit_items()}
    factor, based = _based(value)
    strange = next((name for name in names if not reading.known(name)), "")
    if strange:
        if factor is None:
            reading.canonical(strange, str(value.units))  # says what is meant
        return number * factor, based
    _of_our_size(str(value.units), names, factor, based)
    return number, {reading.known(name): power for name, power in names.items()}


def _of_our_size(unit: str, names: Mapping[str, float], factor: float | None, based: dict[str, float]) -> None:
    """Refuse a unit that is called as ours and has another size, such as a byte of ten bits."""
    here, there = _rooted(names), _rooted(based) if factor is not None else None
    if here is None or there is None or here[1] != there[1]:
        return  # ours has a dimension more, such as hertz, which counts cycles
    size = (factor or 0.0) * there[0]
    if not math.isclose(here[0], size, rel_tol=ALIKE):
        root = reading.unit_text(here[1])
        told = f"{show(size, root)} in the registry it is from, and {show(here[0], root)} here"
        raise UsageError(f"1 {unit} is {told}: convert it to another unit first")


def _rooted(names: Mapping[str, float]) -> tuple[float, dict[str, float]] | None:
    """The size and the root units of a product of units by our names; None for powers that are no whole numbers."""
    if any(power % 1 for power in names.values()):
        return None
    unit = reading.product_of({reading.known(name): int(power) for name, power in names.items()})
    return unit.factor, unit.powers


def _based(value: Any) -> tuple[float | None, dict[str, float]]:
    """One of a quantity's unit in base units that we know: how many, and which; None where we do not know them all."""
    if not getattr(value, "_is_multiplicative", True):  # degrees, whose zero point would be moved
        return None, {}
    one = type(value)(1, value.units).to_base_units()
    names = {name: float(power) for name, power in one.unit_items()}
    mass = names.pop("kilogram", 0.0)
    for name, power in MADE.items() if mass else ():
        names[name] = names.get(name, 0.0) + power * mass
    if (mass and names["meter"]) or not all(map(reading.known, names)):
        return None, {}
    return float(one.magnitude), {reading.known(name): power for name, power in names.items() if power}


def _plain(number: Any) -> Any:
    """A number as it is, and one of a registry of decimals or fractions as a float."""
    if isinstance(number, int | float) or hasattr(number, "dtype"):
        return number
    return float(number) if hasattr(number, "__float__") else number
