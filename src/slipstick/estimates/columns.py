"""Answers as columns for data frames and files: plain numbers in coherent units, and words."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import UsageError
from ..frames import Column
from ..units.maths import is_array
from .outcome import Answer

ENDS = ("", " low", " high", " floor")  # of an answer's value, range and floor


def of_axis(name: str, items: Sequence[Any], texts: Sequence[str], unit: str) -> Column:
    """What varies: its numbers in a coherent unit, or the texts of what is no number."""
    if all(isinstance(item, int | float) for item in items):
        return Column(name, items, unit)
    return Column(name, texts)


def of_answers(rows: Sequence[Mapping[str, Answer]]) -> list[Column]:
    """Four columns for every answer that a row has: what is expected, its range and its floor.

    Raises UsageError for answers that are arrays.
    """
    units = {name: each.unit for row in rows for name, each in row.items()}
    return [
        Column(name + end, [_one(row[name][at], name) if name in row else None for row in rows], unit)
        for name, unit in units.items()
        for at, end in enumerate(ENDS)
    ]


def _one(value: Any, name: str) -> float:
    if is_array(value):
        raise UsageError(f"{name} is an array in one of these answers: a table needs one number a row")
    return float(value)
