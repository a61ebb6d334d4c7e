"""What was expected of each row that was left out, out of the calibrations that ship, as they are made."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..estimates.calibration import Calibration
from ..estimates.links.reach import REGIMES
from . import linkfit, residuals, trainfit
from .asked import values_of
from .corefit import Loops
from .leftout import Left
from .linkfit import Collectives
from .made import Made
from .rows import Key, Rows
from .runtimefit import Runtimes
from .runtimeleft import WHAT
from .trainfit import Steps

Columns = tuple[Any, ...]  # measured, expected, low, high and floor


def of_kernels(made: Made) -> Iterator[Left]:
    """Of a family of kernels: every second shape, and each part. Of families whose libraries are apart, by library."""
    for kind in ("shape", "part"):
        pairs = made.pairs[kind]
        named = [key for key in pairs if " " in key[1]] if made.family.apart else []
        for key in named or pairs:
            yield from _of_part(kind, key, *pairs[key])


def _of_part(kind: str, key: Key, rows: Rows, fit: Calibration) -> Iterator[Left]:
    handle, library = key[0], key[1].partition(" ")[2]
    regimes = np.broadcast_to(residuals.ratios(rows, fit)[1], len(rows)).tolist()
    numbers = _lists((rows.measured, *residuals.ranged(rows, fit), rows.floor))
    for (command, words, dtype), regime, each in zip(rows.asked.tolist(), regimes, numbers, strict=True):
        yield Left(kind, command, words, handle, dtype, library, regime, *each)


def _lists(columns: Columns) -> Iterator[tuple[float, float, float, float, float]]:
    yield from np.column_stack(np.broadcast_arrays(*columns)).tolist()


def of_collectives(made: Collectives) -> Iterator[Left]:
    """Of collectives: every second size, and each part."""
    for kind, pairs, ranges in (("size", made.sizes, None), ("part", made.strangers, made.strange)):
        for rows, fit in pairs:
            regimes = linkfit.foreseen(rows, fit).regime.tolist()
            numbers = _lists(linkfit.columns(rows, fit, ranges or fit.ranges))
            for (on, words, dtype), regime, each in zip(rows.asked.tolist(), regimes, numbers, strict=True):
                yield Left(kind, "collective", words, on, dtype, "", REGIMES[regime], *each)


def of_cores(made: Loops) -> Iterator[Left]:
    """Of loops on CPUs: each part."""
    for row, guess in made.left:
        asked, part = row.asked, row.busy.part.handle
        words = ", ".join(f"{name} {value}" for name, value in values_of(asked).items())
        numbers = row.measured, *made.ranged(row, guess), row.floor
        yield Left("part", asked.command, words, part, asked.question.get("dtype", ""), "", row.region, *numbers)


def of_runtimes(made: Runtimes) -> Iterator[Left]:
    """Of language models that answer: each model, each part, each source and each runtime."""
    for kind, guesses in made.guesses.items():
        for guess in guesses:
            row = guess.run
            what = WHAT.get(row.tokens, "answer")
            numbers = row.measured, *made.ranges.of(guess), row.floor
            words = f"{row.model} {what}"
            yield Left(kind, "infer", words, row.part, "", row.group[0], what, *numbers)


def of_training(made: Steps) -> Iterator[Left]:
    """Of training: one row in four, each source, and each architecture."""
    for kind, name in zip(made.left, trainfit.KINDS, strict=True):
        for rows, fit in made.left[kind]:
            numbers = _lists(trainfit.columns(rows, fit, made.ranges[name]))
            words = (rows.source, rows.part, rows.software, trainfit.regimes(rows, fit))
            about = zip(*(each.tolist() for each in words), strict=True)
            for (source, part, software, regime), each in zip(about, numbers, strict=True):
                yield Left(kind, "train", source, part, "", software, regime, *each)
