"""An argument given as text: its number in the coherent unit of the dimension that belongs there. Needs no pint."""

from ..errors import DimensionError, UsageError
from ..words import pattern, quoted
from . import mismatch, reading
from .dimensions import Dim

THOUSANDS = pattern(r"\s*(\d{1,9})k\s*")
BILLIONS = pattern(r"[\d._]+B")  # 7B, closed up


def coherent(text: str, dim: Dim, name: str) -> float:
    """The number of a quantity's text in a dimension's coherent unit.

    name: what the argument is called in an error. Raises UsageError for text that cannot be read, DimensionError for
    another dimension.

    >>> coherent("3.35 TB/s", Dim("B/s", "a bandwidth"), "bandwidth")
    3350000000000.0
    """
    number, unit = _read(doubled(text) if dim.binary else text, dim, name)
    if not unit.names and dim.counted:
        return number
    if dim.counted and BILLIONS.fullmatch(text.strip()):
        return number * 1e9  # where only a count fits
    if not unit.names and dim.unit:
        word = text.strip()
        raise DimensionError(f"{name} = {word} has no unit: {dim.name} belongs there, such as '{word} {dim.unit}'")
    expected = reading.unit(dim.unit).powers
    if unit.powers != expected:
        problem = f"{name} is {mismatch.words(unit.powers)}, but {mismatch.words(expected)} belongs there"
        raise DimensionError(problem + mismatch.missing(unit.powers, expected))
    return number * unit.factor


def doubled(text: str) -> str:
    """A size as it is meant: 1024 for the k after a power of two.

    >>> doubled("4k"), doubled("10k"), doubled("96")
    ('4096', '10k', '96')
    """
    match = THOUSANDS.fullmatch(text)
    return str(int(match[1]) * 1024) if match and int(match[1]).bit_count() == 1 else text


def _read(text: str, dim: Dim, name: str) -> tuple[float, reading.Unit]:
    """Read text; an error says which argument it was for."""
    try:
        return reading.quantity(text)
    except UsageError as error:
        why = str(error) if dim.unit else f"it is not a number: expected {dim.name}"
        raise UsageError(f"{name} = {quoted(text)}: {why}") from None
