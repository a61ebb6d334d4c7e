"""The published measurements of matmuls that lie in ``data/measurements``, as plain numbers."""

import csv
import os
from functools import cache
from statistics import median

from ..units.data import data_folder

Size = tuple[int, int, int]
Measured = dict[tuple[str, str], list[tuple[Size, float]]]


def source_file() -> str:
    """The file of the measurements: the calibration is made from it."""
    return os.path.join(data_folder(), "measurements", "gemm.csv")


@cache
def every_measurement() -> Measured:
    """The measured matmuls by part and dtype: sizes m, n, k, and the median of the libraries' times in seconds."""
    found: Measured = {}
    with open(source_file(), encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            times = [float(text) for column, text in row.items() if column.endswith("time [us]") and text]
            if row["command"] == "matmul" and times:
                size = int(row["m"]), int(row["n"]), int(row["k"])
                found.setdefault((row["on"], row["dtype"]), []).append((size, median(times) * 1e-6))
    return found


def measurements(handle: str, dtype: str) -> list[tuple[Size, float]]:
    """The measured matmuls of a part in a dtype; none where there are none."""
    return every_measurement().get((handle, dtype), [])
