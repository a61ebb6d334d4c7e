"""The door: every argument is checked here and leaves as a plain number in coherent units."""

from functools import lru_cache
from math import inf
from typing import Any

from ..errors import DimensionError, UsageError
from ..words import quoted
from .dimensions import Dim
from .maths import anywhere, as_floats, choose, is_array
from .show import show

PLAIN = (int, float)
EXACT = 6  # digits of an end that a number may have
ROUNDING = 1e-12  # a share this far beyond its end is one that sums were rounded to


def number(value: Any, dim: Dim, name: str) -> Any:
    """Check one argument at the door; its number (or array of numbers) in the dimension's coherent unit.

    value: a Quantity, text with a unit, or a plain number (or numpy array) where a plain number belongs. Where a list
    belongs, a list of them, or text with commas.
    name: what the argument is called in an error.
    Raises DimensionError for another dimension; UsageError for no number, or one out of range.

    >>> number("3.35 TB/s", Dim("B/s", "a bandwidth"), "bandwidth")
    3350000000000.0
    >>> number(3, Dim("B/s", "a bandwidth"), "bandwidth")
    Traceback (most recent call last):
    slipstick.errors.DimensionError: bandwidth = 3 has no unit: a bandwidth belongs there, such as '3 B/s'
    """
    usual = type(value) in PLAIN and not dim.unit and not dim.many and not (dim.whole and value % 1)
    if usual and dim.low <= value <= dim.high and value != inf:
        return float(value)  # the usual case, and ten times faster
    if dim.many:
        return _several(value, dim, name)
    if isinstance(value, str):
        return _read(value, dim, name)
    if hasattr(value, "units"):
        from . import quantity as quantities

        return in_range(quantities.coherent(value, dim, name), dim, name)
    if isinstance(value, bool) or not (is_array(value) or hasattr(value, "dtype") or hasattr(value, "__float__")):
        raise UsageError(f"{name} = {quoted(value)} is not a number: expected {dim.name}, or a numpy array of them")
    if dim.unit and not dim.counted:
        raise DimensionError(f"{name} = {value} has no unit: {dim.name} belongs there, such as '{value} {dim.unit}'")
    return in_range(value, dim, name)


@lru_cache(1000)
def _read(value: str, dim: Dim, name: str) -> Any:
    """The number of a text: defaults are read once, however often they are given."""
    from . import text  # only where a unit has to be read

    return in_range(text.coherent(value, dim, name), dim, name)


def _several(value: Any, dim: Dim, name: str) -> tuple[Any, ...]:
    """Each item of a list, checked by itself."""
    items = value.split(",") if isinstance(value, str) else value
    if not hasattr(items, "__iter__") or not len(items):
        raise UsageError(f"{name} = {quoted(value)} is not a list: expected one or more, each {dim.name}")
    one = dim._replace(many=False)
    return tuple(number(item, one, f"{name}[{place}]") for place, item in enumerate(items))


def in_range(value: Any, dim: Dim, name: str) -> Any:
    """A plain number (or array) as floats, if every one is in the dimension's range. Raises UsageError if not."""
    try:
        plain = as_floats(value) if is_array(value) else float(value)
    except OverflowError:
        plain = inf
    except (TypeError, ValueError):
        raise UsageError(f"{name} = {quoted(value)} is not a number: expected {dim.name}") from None
    plain = _settled(plain, dim)
    for wrong, why in (
        (plain != plain, _no_number),
        ((plain < dim.low) | (plain > dim.high), _limits),
        (plain == inf, _too_large),
        (dim.whole and (plain % 1 != 0), _fraction),
    ):
        if anywhere(wrong):
            bad = _first(plain, wrong)
            raise UsageError(f"{name} = {show(bad, dim.unit, digits=6)} {why(dim)}")
    return plain


def _settled(plain: Any, dim: Dim) -> Any:
    """A share as it is, but one that only rounding puts beyond an end of its range is that end."""
    if dim.high == inf:
        return plain
    low, high = dim.low - ROUNDING, dim.high + ROUNDING
    ends = [((plain > dim.high) & (plain < high), dim.high), ((plain < dim.low) & (plain > low), dim.low)]
    return choose(ends, plain)


def _no_number(dim: Dim) -> str:
    return "is not a number"


def _too_large(dim: Dim) -> str:
    return "is too large a number"


def _fraction(dim: Dim) -> str:
    return f"is a fraction: expected {dim.name}"


def _limits(dim: Dim) -> str:
    if dim.high < inf:
        low, high = (show(end, dim.unit, digits=EXACT) for end in (dim.low, dim.high))
        return f"is out of range: expected {dim.name} from {low} to {high}"
    return "is out of range: " + (f"{dim.name} cannot be negative" if dim.low == 0 else f"expected {dim.name}")


def _first(values: Any, wrong: Any) -> Any:
    return values[wrong].ravel()[0] if is_array(values) else values
