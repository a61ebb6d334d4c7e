"""Amounts: a plain number in root units with their powers; and lists of them."""

import math
from collections.abc import Callable
from typing import Any

from ..errors import UsageError
from ..records import Fields
from . import mismatch, reading
from .maths import is_array
from .show import show
from .table import exact

PLAIN: dict[str, float] = {}


class Amount(Fields):
    """A number, or an array of them, in root units and their powers.

    binary: bytes that were written with a binary prefix.
    """

    value: Any
    powers: dict[str, float] = PLAIN
    binary: bool = False

    def __str__(self) -> str:
        return self.text()

    def text(self, digits: int = 6) -> str:
        """The amount with so many significant digits; of a share near one as many more as tell it from one."""
        if is_array(self.value):
            return show(self.value, reading.unit_text(self.powers), digits=digits, binary=self.binary)
        if not self.powers and self.value % 1 == 0 and abs(self.value) < 1e15:
            return f"{self.value or 0.0:.0f}"
        if not self.powers and 1e-13 < 1 - self.value < 1e-4:
            digits = max(digits, 2 - math.floor(math.log10(1 - self.value)))
        return show(self.value, reading.unit_text(self.powers), digits=digits, binary=self.binary, plain=True)


def raised(powers: dict[str, float], exponent: float) -> dict[str, float]:
    """The powers of a power: a length squared is an area."""
    return {name: exact(power * exponent) for name, power in powers.items() if power * exponent}


def kind(powers: dict[str, float]) -> str:
    """A dimension in words without its article: 'time', 'plain number', 'quantity in B^2'."""
    dim = mismatch.dimension(powers)
    return (dim.name if dim else f"a quantity in {reading.unit_text(powers)}").split(" ", 1)[1]


def elements(amount: Amount) -> list[Amount]:
    """The amount, or each element of an array, in order."""
    if not is_array(amount.value):
        return [amount]
    return [amount._replace(value=each) for each in amount.value.ravel().tolist()]


def flat(value: Any) -> list[Amount]:
    """Every amount of a value, in order."""
    return [amount for item in value for amount in flat(item)] if isinstance(value, list) else [value]


def each(value: Any, do: Callable[[Amount], Amount]) -> Any:
    """Something done to an amount, or to each of a list."""
    return [each(item, do) for item in value] if isinstance(value, list) else do(value)


def both(a: Any, b: Any, do: Callable[[Amount, Amount], Amount]) -> Any:
    """Something done to two amounts; to lists element by element, and to a list and one amount."""
    if isinstance(a, list) and isinstance(b, list):
        if len(a) != len(b):
            raise UsageError(f"lists of {len(a)} and {len(b)} items: expected one length")
        return [both(x, y, do) for x, y in zip(a, b, strict=True)]
    if isinstance(a, list):
        return [both(x, b, do) for x in a]
    if isinstance(b, list):
        return [both(a, y, do) for y in b]
    return do(a, b)
