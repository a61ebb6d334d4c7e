"""Measurements: a question and what was measured. The one reader, of those that ship and of a person's own.

.. code-block:: yaml

    measurements:
      - id: mine-1
        question: {command: matmul, m: 4096, n: 4096, k: 4096, on: a100-sxm-80gb, dtype: bf16}
        measured: {time: 514 µs}
        library: cublas

In a CSV file the columns are the options of the question and ``command``; a measured column is called ``time [us]``,
or ``cublas time [us]`` where several libraries were measured.
"""

import os
from collections.abc import Iterable
from functools import cache

from ..errors import UsageError
from ..estimates.calibration import NARROW
from ..units.data import data_folder
from ..units.dtypes import BITS
from . import table, vocabulary
from .measurement import Measurement
from .score import percentile

Size = tuple[int, int, int]
Measured = dict[tuple[str, str], list[tuple[Size, float]]]


def read(paths: Iterable[str] | None = None) -> list[Measurement]:
    """The measurements of files, or all that ship; a row of a table is one a library.

    paths: YAML or CSV files. Raises UsageError for the first fault, as "FILE:LINE: what is wrong, what was expected".
    """
    vocabulary.commands.cache_clear()
    return [found for path in (shipped() if paths is None else paths) for found in _of_file(path)]


def shipped() -> list[str]:
    """The files of measurements that ship."""
    folder = os.path.join(data_folder(), "measurements")
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if name.endswith((".csv", ".yaml"))]


def _of_file(path: str) -> list[Measurement]:
    kind = os.path.splitext(path)[1].lower()
    if kind not in (".csv", ".yaml", ".yml"):
        raise UsageError(f"{path}: expected a file of measurements that ends in .csv or .yaml")
    try:
        found = table.read(path) if kind == ".csv" else _records(path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    if not found:
        raise UsageError(f"{path}:1: no measurement in it: expected at least one")
    return found


def _records(path: str) -> list[Measurement]:
    from . import records  # yaml is slow to import, and a table needs none

    return records.read(path)


def table_file(name: str = "gemm.csv") -> str:
    """A file of measurements that a calibration is made from: of the matmuls, or another by its name."""
    return os.path.join(data_folder(), "measurements", name)


@cache
def _matmuls() -> list[tuple[str, str, Size, dict[str, float]]]:
    """Each measured matmul: its part, dtype and sizes m, n, k, and its time in seconds by library."""
    asked = [(row.question, row.measured.items()) for row in table.rows(table_file())]
    return [
        (each["on"], each["dtype"], (each["m"], each["n"], each["k"]), {name: told["time"][0] for name, told in times})
        for each, times in asked
    ]


@cache
def every_measurement() -> Measured:
    """The measured matmuls by part and dtype: sizes m, n, k, and the median of the libraries' times in seconds."""
    found: Measured = {}
    for on, dtype, size, times in _matmuls():
        found.setdefault((on, dtype), []).append((size, percentile(times.values(), 0.5)))
    return found


@cache
def by_library() -> Measured:
    """The measured matmuls by part and name of a fit: in 8 bits, which libraries convert to, each library by itself.

    Of the other dtypes it is the median of the libraries, which run the same kernels.
    """
    found: Measured = {}
    for on, dtype, size, times in _matmuls():
        apart = times if BITS[dtype] <= NARROW else {"": percentile(times.values(), 0.5)}
        for library, time in apart.items():
            found.setdefault((on, f"{dtype} {library}".strip()), []).append((size, time))
    return found


def measurements(handle: str, dtype: str) -> list[tuple[Size, float]]:
    """The measured matmuls of a part in a dtype; none where there are none."""
    return every_measurement().get((handle, dtype), [])
