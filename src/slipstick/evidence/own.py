"""Measurements of kernels as rows that can be fitted: of any kernel of one phase, by family, part and dtype."""

from collections.abc import Iterable

from ..estimates.kernel import Kernel
from ..specs.machine import machine
from .asked import question_of, values_of
from .measurement import Measurement
from .measurements import read
from .rows import Key, Rows, Values, gathered

FEWEST = 20  # rows of a kernel, part and dtype that a fit with its range needs


def own_rows(paths: Iterable[str]) -> dict[str, dict[Key, Rows]]:
    """The rows of files by family, then by part and dtype; of several kernels of a family the one with most rows.

    What is not to be scored stays out, and so do kernels of several phases, and groups of fewer than 20 rows.
    """
    found: dict[str, dict[Key, Rows]] = {}
    for (kernel, handle, dtype), rows in sorted(_grouped(read(paths)).items(), key=lambda pair: -len(pair[1])):
        if len(rows) < FEWEST:
            continue
        for key, made in gathered(kernel, {(handle, dtype): rows}).items():
            found.setdefault(kernel.family.name, {}).setdefault(key, made)
    return found


def _grouped(measured: list[Measurement]) -> dict[tuple[Kernel, str, str], Values]:
    """The values and times of what can be fitted, by kernel, part and dtype."""
    found: dict[tuple[Kernel, str, str], Values] = {}
    for each in measured:
        kernel = question_of(each)
        if isinstance(kernel, Kernel) and len(kernel.phases) == 1 and each.score and "time" in each.measured:
            where = machine(each.question["on"])
            key = kernel, where.part.handle, each.question.get("dtype", "bf16")
            values = {name: value for name, value in values_of(each).items() if name not in kernel.picks}
            found.setdefault(key, []).append((kernel.values(values), each.measured["time"][0]))
    return found
