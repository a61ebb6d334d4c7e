"""The one dimension that arguments share where any will do, read from the arguments themselves."""

from collections.abc import Mapping
from typing import Any

from ..errors import DimensionError, UsageError
from ..words import quoted
from . import mismatch, reading
from .dimensions import Dim


def powers(value: Any, name: str) -> dict[str, float]:
    """The root units of one argument, or of the first item of a list. Raises UsageError for text that cannot be read.

    >>> powers("3.35 TB/s", "bandwidth")
    {'byte': 1.0, 'second': -1.0}
    """
    if isinstance(value, list | tuple):
        return powers(value[0], name) if value else {}
    if isinstance(value, str):
        try:
            return dict(reading.quantity(value.partition(",")[0])[1].powers)
        except UsageError as error:
            raise UsageError(f"{name} = {quoted(value)}: {error}") from None
    if not hasattr(value, "units"):
        return {}
    from . import quantity as quantities

    return dict(reading.unit(quantities.quantity(value).split()[1]).powers)


def common(found: Mapping[str, Mapping[str, float]]) -> Dim:
    """The one dimension that arguments share, by their root units; a plain number goes with any here.

    Raises DimensionError, naming two of them, where they differ.

    >>> common({"size": {"byte": 1.0}, "time": {"second": 1.0}})
    Traceback (most recent call last):
    slipstick.errors.DimensionError: size is a size (B), but time is a time (s): both need the same dimension
    """
    united = {name: dict(units) for name, units in found.items() if units}
    if not united:
        return Dim("", "a plain number")
    first, units = next(iter(united.items()))
    for name, others in united.items():
        if others != units:
            said = f"{first} is {mismatch.words(units)}, but {name} is {mismatch.words(others)}"
            raise DimensionError(f"{said}: both need the same dimension")
    return mismatch.dimension(units) or Dim(reading.unit_text(units), mismatch.words(units))
