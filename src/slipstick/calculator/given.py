"""Variables that a program gives: numbers, text, Quantities and lists of them, as the tree has them."""

import math
from collections.abc import Mapping
from typing import Any

from ..errors import UsageError
from ..units import reading
from ..units.amounts import Amount
from ..units.maths import all_finite, as_floats, is_array
from ..words import pattern, quoted
from .parser import parse
from .tree import Kept, Node

NAME = pattern(r"[A-Za-z_]\w*")


def given(variables: Mapping[str, Any]) -> dict[str, Node]:
    """The nodes of variables by name. Raises UsageError for a name or value that an expression cannot have."""
    for name in variables:
        if not isinstance(name, str) or not NAME.fullmatch(name):
            raise UsageError(f"{quoted(name)} cannot be a variable: expected a name, such as size")
    return {name: _node(value, name) for name, value in variables.items()}


def _node(value: Any, name: str) -> Node:
    if isinstance(value, Node):
        return value
    if isinstance(value, str):
        statements = parse(value, {})
        if len(statements) > 1 or statements[0].other or statements[0].name:
            raise UsageError(f"{name} = {quoted(value)} is not one value: expected one, such as '3 GB'")
        return statements[0].part
    return Kept(0, 0, _amounts(value, name), [])


def _amounts(value: Any, name: str) -> Any:
    """An amount, or a list of them."""
    if hasattr(value, "units"):
        from ..units.quantity import quantity  # only for Quantities, which pint has made

        plain, unit, binary = quantity(value).split()
        return _spread(plain, reading.unit(unit).powers, binary, name)
    return _spread(value, {}, False, name)


def _spread(value: Any, powers: dict[str, float], binary: bool, name: str) -> Any:
    """A number of some powers, an array of them, or a list of such numbers."""
    if is_array(value):
        return Amount(_checked(value, name), powers, binary)
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, list | tuple):
        return [_spread(each, powers, binary, name) if powers else _amounts(each, name) for each in value]
    if isinstance(value, bool) or not hasattr(value, "__float__"):
        raise UsageError(f"{name} = {quoted(value)} is not a number: expected one, text with a unit, or a Quantity")
    try:
        plain = float(value)
    except OverflowError:  # a whole number larger than any float
        raise UsageError(f"{name} = {quoted(value)} is too large a number") from None
    if not math.isfinite(plain):
        raise UsageError(f"{name} = {value} is not a finite number")
    return Amount(plain, powers, binary)


def _checked(value: Any, name: str) -> Any:
    """An array as floats. Raises UsageError for one of anything but finite numbers, and for an empty one."""
    try:
        plain = as_floats(value)
    except (TypeError, ValueError) as error:
        raise UsageError(f"{name} is {error}: expected one of numbers") from None
    if not plain.size:
        raise UsageError(f"{name} is an empty array: expected one number or more")
    if not all_finite(plain):
        raise UsageError(f"{name} has a number in it that is not finite")
    return plain
