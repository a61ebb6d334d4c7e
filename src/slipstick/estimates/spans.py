"""Values of options that are more than one: an uncertain one, ``2048..8192``, and lists, ``1,2,4`` or ``1..1024*2``."""

import re
from collections.abc import Mapping
from itertools import product
from typing import Any, NamedTuple

from ..errors import UsageError
from ..units import Dim
from ..units.door import number
from ..units.reading import COUNTS
from ..words import quoted

BARE = re.compile(r"\s*[-+]?[\d.]+(?:[eE][-+]?\d+)?\s*")
UNITED = re.compile(r"\s*[-+]?[\d.]++(?:[eE][-+]?\d+)?+(\s*[^\d\s].*)")
STEP = re.compile(r"(.+?)\s*([*+])\s*([\d.]+\s*[A-Za-zµ]*)\s*")
MOST = 1000  # answers of one question


class Span(NamedTuple):
    """An uncertain value: anything from low to high, plain numbers in the coherent unit."""

    low: float
    high: float


def listed(text: Any, dim: Dim, name: str, most: int = MOST) -> list[Any] | None:
    """The values of a list such as ``1,2,4``, ``1..1024*2`` or ``0..100+25``; None for what is no list.

    most: values of steps, and one more where there are more.

    >>> from slipstick.units import SIDE
    >>> listed("1,2,16..64*2", SIDE, "m"), listed("4096", SIDE, "m")
    ([1.0, 2.0, 16.0, 32.0, 64.0], None)
    """
    if isinstance(text, list | tuple) and not isinstance(text, Span):
        return [each for item in text for each in (listed(item, dim, name, most) or [item])]
    if not isinstance(text, str):
        return None
    if "," in text:
        return [
            each for item in text.split(",") for each in (listed(item, dim, name, most) or [number(item, dim, name)])
        ]
    low, dots, rest = text.partition("..")
    step = STEP.fullmatch(rest) if dots else None
    return _stepped(low, step, dim, name, text, most) if step else None


def _stepped(low: str, step: re.Match[str], dim: Dim, name: str, text: str, most: int) -> list[float]:
    first, last = _ends(low, step[1], dim, name, counts=False)
    factor = step[2] == "*"
    by = number(step[3], Dim("", "a factor", low=1.0) if factor else dim, f"the step of {name}")
    if by <= factor or first > last:
        raise UsageError(f"{name} = {quoted(text)}: expected steps up from the first to the last, as in 1..1024*2")
    found: list[float] = []
    while first <= last * (1 + 1e-12) and len(found) <= most:
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


def _ends(low: str, high: str, dim: Dim, name: str, counts: bool = True) -> tuple[float, float]:
    """Both ends; a unit that only the second has is that of both, and so is a count letter if counts says so."""
    unit = UNITED.fullmatch(high)
    if unit and BARE.fullmatch(low) and (counts or unit[1].strip() not in COUNTS):
        low = low.rstrip() + unit[1]
    return number(low, dim, name), number(high, dim, name)


def sides(given: Mapping[str, Any], usual: Mapping[str, float | str | None]) -> Mapping[str, Any]:
    """Values with all sides of a text such as ``4096x4096x1024`` for the first, each under its name.

    usual: the default of each side in order: those of a number may be left out, and come first.

    >>> sides({"m": "1x4096x1k"}, {"batch": 1, "m": None, "n": "m", "k": "m"})
    {'m': '1', 'n': '4096', 'k': '1k'}
    """
    places = [name for name, default in usual.items() if not isinstance(default, float | int)]
    first = places[0]
    words = re.split(r"\s*[xX×]\s*", given.get(first) or "") if isinstance(given.get(first), str) else []
    if len(words) < 2 or not all(word[:1].isdigit() for word in words):
        return given
    rest = {name: value for name, value in given.items() if name != first and value is not None}
    names = [*usual] if len(words) == len(usual) else places
    twice = [name for name in names if name in rest and str(rest[name]) != str(usual[name])]
    if len(words) != len(names) or twice:
        why = f"{twice[0]} is given too" if twice else f"expected {len(places)} sides, {' x '.join(places)}"
        raise UsageError(f"{first} = {quoted(given[first])}: {why}")
    return {**rest, **dict(zip(names, words, strict=True))}


def middle(span: Span, dim: Dim) -> float:
    """The value an uncertain one is worked out at; whole where only whole numbers make sense."""
    mean = (span.low + span.high) / 2
    return float(round(mean)) if dim.whole else mean


def corners(spans: dict[str, Span]) -> list[dict[str, float]]:
    """Every combination of the ends of uncertain values."""
    return [dict(zip(spans, ends, strict=True)) for ends in product(*spans.values())]
