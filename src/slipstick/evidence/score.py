"""How good estimates are: one score of what was expected against what was measured. Needs no numpy."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from ..errors import UsageError

FEWEST = 20  # rows that a percentile needs


def percentile(values: Iterable[float], share: float) -> float:
    """The value below which a share of the values lies, between two of them in proportion; 0.5 is the median.

    >>> percentile([4.0, 1.0, 2.0], 0.5), percentile([1.0, 2.0], 0.75)
    (2.0, 1.75)
    """
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above, weight = min(below + 1, len(ordered) - 1), place - below
    return ordered[below] * (1 - weight) + ordered[above] * weight


class Score(NamedTuple):
    """How estimates did on measurements.

    count: how many. median, p90: of the errors, each the share by which the expected is off the measured; no p90 of
    fewer than 20. ratio: the median of measured over expected. inside: the share from low to high. width: the median
    of high over low. below_floor: how many measurements are less than their floor.
    """

    count: int  # type: ignore[assignment]  # hides a method of tuples that nobody needs here
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
        median=percentile(errors, 0.5),
        p90=percentile(errors, 0.9) if len(rows) >= FEWEST else None,
        ratio=percentile((real / guess for real, guess, *_ in rows), 0.5),
        inside=sum(least <= real <= most for real, _, least, most, _ in rows) / len(rows),
        width=percentile((most / least for *_, least, most, _ in rows), 0.5),
        below_floor=sum(real < bound for real, *_, bound in rows),
    )


def short(found: Score) -> dict[str, Any]:
    """A score for a file, with as many digits as it deserves."""
    return {name: round(each, 4) if isinstance(each, float) else each for name, each in found._asdict().items()}
