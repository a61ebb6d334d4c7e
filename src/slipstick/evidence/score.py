"""How good estimates are: one score of what was expected against what was measured. Needs no numpy."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median, quantiles

from ..errors import UsageError

FEWEST = 20  # rows that a percentile needs


@dataclass(frozen=True, slots=True)
class Score:
    """How estimates did on measurements.

    count: how many. median, p90: of the errors, each the share by which the expected is off the measured; no p90 of
    fewer than 20. ratio: the median of measured over expected. inside: the share from low to high. width: the median
    of high over low. below_floor: how many measurements are less than their floor.
    """

    count: int
    median: float
    p90: float | None
    ratio: float
    inside: float
    width: float
    below_floor: int


def score(
    measured: Iterable[float],
    expected: Iterable[float],
    low: Iterable[float],
    high: Iterable[float],
    floor: Iterable[float],
) -> Score:
    """Score estimates by the measurements of what they were asked; all in one unit, lists or arrays of one length.

    Rates are scored as the times that they are: by their inverse. Raises UsageError for none at all, ValueError for
    lists of several lengths.

    >>> score([2.0, 4.0], [3.0, 4.0], [1.0, 2.0], [4.0, 3.0], [1.0, 5.0])
    Score(count=2, median=0.25, p90=None, ratio=0.8333333333333333, inside=0.5, width=2.75, below_floor=1)
    """
    rows = [tuple(map(float, row)) for row in zip(measured, expected, low, high, floor, strict=True)]
    if not rows:
        raise UsageError("no measurement to score: expected at least one")
    errors = [abs(guess / real - 1) for real, guess, *_ in rows]
    return Score(
        count=len(rows),
        median=median(errors),
        p90=quantiles(errors, n=10, method="inclusive")[-1] if len(rows) >= FEWEST else None,
        ratio=median(real / guess for real, guess, *_ in rows),
        inside=sum(least <= real <= most for real, _, least, most, _ in rows) / len(rows),
        width=median(most / least for *_, least, most, _ in rows),
        below_floor=sum(real < bound for real, *_, bound in rows),
    )
