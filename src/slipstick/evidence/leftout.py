"""Measurements that were left out of a calibration, each with what was expected of it: one table a family.

A table is in ``data/calibration/left_out/``, made with the calibration that it belongs to.
"""

import csv
import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..estimates import calibration
from ..layout import separated
from ..units.data import data_folder, there
from ..units.writing import write_whole

# What tables call families of kernels, where these have another name.
CALLED = {"streaming": "streams", "rows": "norms", "cores": "cpu", "training": "train"}
KINDS = ("shape", "size", "row", "model", "runtime", "source", "part")  # from what is nearest to what was seen


class Left(NamedTuple):
    """A measured time and what was expected where it was left out, in seconds.

    kind: what was left out with it, one of KINDS. words: the values of its question. regime: what takes longest of it.
    family: of kernels, whose table it is in.
    """

    kind: str
    command: str
    words: str
    device: str
    dtype: str
    library: str
    regime: str
    measured: float
    expected: float
    low: float
    high: float
    floor: float
    family: str = ""


def file_of(family: str) -> str:
    """The table of a family of questions."""
    return os.path.join(data_folder(), "calibration", "left_out", f"{family}.csv")


def write(family: str, rows: Iterable[Left]) -> str:
    """Write the table of a family, and say where. Raises SlipstickError where it cannot be written."""
    lines = [[f"{each:.4g}" if isinstance(each, float) else each for each in row[:-1]] for row in rows]
    write_whole(file_of(family), f"{separated([Left._fields[:-1], *lines])}\n".encode())
    return file_of(family)


def read(family: str) -> list[Left]:
    """The rows that were left out of a family's calibration; none where it has no table."""
    return [*_rows(family)] if there(file_of(family)) else []


def _rows(family: str) -> Iterator[Left]:
    with open(file_of(family), encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        next(lines)
        for line in lines:
            kind, command, words, device, dtype, library, regime, *numbers = line
            measured, expected, low, high, floor = map(float, numbers)
            times = measured, expected, low, high, floor
            yield Left(kind, command, words, device, dtype, library, regime, *times, family)


def every() -> list[Left]:
    """The rows that were left out of the calibrations that ship."""
    return [row for family in calibration.shipped_families() for row in read(family)]


def called(family: str) -> str:
    """What tables call a family of kernels."""
    return CALLED.get(family, family)


def family(name: str) -> str:
    """The family of kernels that tables call so, or whose name it is; empty where there is none."""
    named = next((each for each, word in CALLED.items() if word == name), name)
    return named if named in calibration.shipped_families() else ""
