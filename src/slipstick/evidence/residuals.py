"""How far a calibration is from its rows: errors, what dominates a row, and the range that holds nine in ten."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from ..estimates.calibration import RARE, REGIMES, Calibration
from ..estimates.family import Spent, range_ratios, regime
from ..estimates.phase import spent
from ..formulas.core.steps import unrecorded
from .rows import Rows
from .score import FEWEST, Score, score

MISSED = 0.7  # the most a row counts, in logarithms
HELD = 0.93  # of the rows that a range is taken from
LONG = 100e-6  # seconds: rows above it count twice in the fit, and have an error of their own


def predict(rows: Rows, fit: Calibration) -> Spent:
    """What each row is expected to take, and its parts."""
    return spent(rows.amounts, rows.inputs, rows.rates, rows.kernel.family, fit, unrecorded)


def loss(rows: Rows, fit: Calibration) -> float:
    """Mean distance of log expected from log measured; long rows count twice, rows below the floor not at all.

    A row that is twice off counts as much as one that is ten times off: something else went on there.
    """
    honest = rows.measured >= rows.floor
    weight = honest * np.where(rows.measured > LONG, 2.0, 1.0)
    distance = np.minimum(np.abs(np.log(predict(rows, fit).expected / rows.measured)), MISSED)
    return float((weight * distance).sum() / weight.sum())


def ratios(rows: Rows, fit: Calibration) -> tuple[Any, Any]:
    """Measured over expected of each row, and what dominates it."""
    found = predict(rows, fit)
    return rows.measured / found.expected, regime(found)


def middle_of(ratio: Any) -> Any:
    """From the 3.5th to the 96.5th percentile: rows that were not seen lie outside a little more often."""
    return np.percentile(ratio, [3.5, 96.5])


def narrowest(ratio: Any) -> tuple[float, float]:
    """The narrowest range that holds as many: of parts left out, some libraries run another kernel, far to one side.

    It holds as many rows of a part that had no say in it as the middle does, and is a seventh narrower.
    """
    ordered = np.sort(ratio)
    more = math.ceil(HELD * len(ordered)) - 1
    first = int(np.argmin(ordered[more:] / ordered[: len(ordered) - more]))
    return ordered[first], ordered[first + more]


def ranges(pairs: list[tuple[Any, Any]], of: Callable[[Any], Any] = middle_of) -> dict[str, tuple[float, float]]:
    """For each regime the ratios between which nine in ten lie; of what is rare, where a row is. of: which nine."""
    ratio = np.concatenate([pair[0] for pair in pairs])
    kind = np.concatenate([pair[1] for pair in pairs])
    found, usual = {}, ratio[kind != RARE]
    for name in (*REGIMES, *[RARE] * int(len(usual) < len(ratio))):
        own, others = ratio[kind == name], ratio if name == RARE or not len(usual) else usual
        ends = of(own if len(own) >= FEWEST else others)
        found[name] = (float(f"{min(ends[0], 1):.3g}"), float(f"{max(ends[1], 1):.3g}"))
    return found


def residuals(rows: Rows, fit: Calibration) -> dict[str, Any]:
    """How a fit does on each row: its error, that of the long ones, whether it is in range; how many lie below."""
    expected, low, high = ranged(rows, fit)
    error = np.abs(expected / rows.measured - 1)
    inside = (rows.measured >= low) & (rows.measured <= high)
    below = int((rows.measured < rows.floor).sum())
    return {"error": error, "long": error[rows.measured > LONG], "inside": inside, "below_floor": below}


def scored(pairs: list[tuple[Rows, Calibration]]) -> Score:
    """The score of calibrations on rows, all together."""
    columns = [(rows.measured, *ranged(rows, fit), rows.floor) for rows, fit in pairs]
    return score(*(np.concatenate(column) for column in zip(*columns, strict=True)))


def ranged(rows: Rows, fit: Calibration) -> tuple[Any, Any, Any]:
    """Expected time of each row, and the ends of its range."""
    found = predict(rows, fit)
    low, high = range_ratios(fit, found)
    return found.expected, np.maximum(rows.floor, found.expected * low), found.expected * high
