"""Values of options that are more than one: an uncertain one, ``2048..8192``, and lists, ``1,2,4`` or ``1..1024*2``."""

import re
from itertools import product
from typing import Any, NamedTuple

from ..errors import UsageError
from ..units import Dim
from ..units.door import number
from ..words import quoted

STEP = re.compile(r"(.+?)\s*([*+])\s*([\d.]+\s*[A-Za-zµ]*)\s*")
MOST = 1000  # answers of one question


class Span(NamedTuple):
    """An uncertain value: anything from low to high, plain numbers in the coherent unit."""

    low: float
    high: float


def listed(text: Any, dim: Dim, name: str) -> list[Any] | None:
    """The values of a list such as ``1,2,4``, ``1..1024*2`` or ``0..100+25``; None for what is no list.

    >>> from slipstick.units import SIDE
    >>> listed("1,2,16..64*2", SIDE, "m"), listed("4096", SIDE, "m")
    ([1.0, 2.0, 16.0, 32.0, 64.0], None)
    """
    if isinstance(text, list | tuple) and not isinstance(text, Span):
        return [each for item in text for each in (listed(item, dim, name) or [item])]
    if not isinstance(text, str):
        return None
    if "," in text:
        return [each for item in text.split(",") for each in (listed(item, dim, name) or [number(item, dim, name)])]
    low, dots, rest = text.partition("..")
    step = STEP.fullmatch(rest) if dots else None
    return _stepped(low, step, dim, name, text) if step else None


def _stepped(low: str, step: re.Match[str], dim: Dim, name: str, text: str) -> list[float]:
    first, last = _ends(low, step[1], dim, name)
    factor = step[2] == "*"
    by = number(step[3], Dim("", "a factor", low=1.0) if factor else dim, f"the step of {name}")
    if by <= factor or first > last:
        raise UsageError(f"{name} = {quoted(text)}: expected steps up from the first to the last, as in 1..1024*2")
    found: list[float] = []
    while first <= last * (1 + 1e-12) and len(found) <= MOST:
        found.append(first)
        first = first * by if factor else first + by
    return found


def spanned(text: Any, dim: Dim, name: str) -> Span | None:
    """The ends of an uncertain value such as ``2048..8192``; None for what is none. Raises UsageError for bad ends."""
    if not isinstance(text, str) or ".." not in text:
        return text if isinstance(text, Span) else None
    start, _, end = text.partition("..")
    low, high = _ends(start, end, dim, name)
    if not low < high:
        raise UsageError(f"{name} = {quoted(text)}: the first end has to be the smaller one")
    return Span(low, high)


def _ends(low: str, high: str, dim: Dim, name: str) -> tuple[float, float]:
    """Both ends; a unit that only the second has is that of both."""
    unit = re.fullmatch(r"\s*[-+]?[\d.]+(?:[eE][-+]?\d+)?\s*(\D.*)", high)
    if unit and re.fullmatch(r"\s*[-+]?[\d.]+(?:[eE][-+]?\d+)?\s*", low):
        low = f"{low} {unit[1]}"
    return number(low, dim, name), number(high, dim, name)


def middle(span: Span, dim: Dim) -> float:
    """The value an uncertain one is worked out at; whole where only whole numbers make sense."""
    mean = (span.low + span.high) / 2
    return float(round(mean)) if dim.whole else mean


def corners(spans: dict[str, Span]) -> list[dict[str, float]]:
    """Every combination of the ends of uncertain values."""
    return [dict(zip(spans, ends, strict=True)) for ends in product(*spans.values())]
