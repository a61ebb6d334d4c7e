"""Hold estimates to measurements: by command, part, dtype and library, each with the number of rows."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from ..errors import SlipstickError
from ..estimates import calibration
from ..estimates.kernel import Kernel
from ..specs.catalogue import Catalogue, catalogue
from .asked import estimate_of, held_to, question_of
from .measurement import Measurement
from .measurements import read
from .score import Score, score

BY = ("commands", "devices", "dtypes", "libraries")


class Held(NamedTuple):
    """A measured time beside what was estimated, in seconds. seen: whether the calibration was made from it.

    family: the one whose calibration it goes by; empty for what has none.
    """

    measurement: Measurement
    device: str
    dtype: str
    measured: float
    expected: float
    low: float
    high: float
    floor: float
    seen: bool
    family: str = ""


class Validation(NamedTuple):
    """Estimates held to measurements. skipped: how many could not be, by reason. left_out: of the shipped calibration.

    left_out: by kernel family, what its calibration scored on rows that were left out of it, by shape and by part.
    """

    rows: list[Held]
    skipped: dict[str, int]
    left_out: dict[str, Any]

    def scores(self, by: str) -> dict[str, Score]:
        """The score of each group: of commands, devices, dtypes or libraries."""
        groups: dict[str, list[Held]] = {}
        for row in self.rows:
            groups.setdefault(_name(row, by), []).append(row)
        return {name: _score(groups[name]) for name in sorted(groups)}

    def as_dict(self) -> dict[str, Any]:
        """The scores for a program."""
        made: dict[str, Any] = {by: {name: each._asdict() for name, each in self.scores(by).items()} for by in BY}
        for name in made["commands"]:
            made["commands"][name]["seen"] = sum(row.seen for row in self.rows if row.measurement.command == name)
        return {**made, "skipped": self.skipped, "left_out": self.left_out}


def _name(row: Held, by: str) -> str:
    names = (row.measurement.command, row.device, row.dtype, row.measurement.library or "not said")
    return dict(zip(BY, names, strict=True))[by]


def _score(rows: list[Held]) -> Score:
    columns = zip(*((row.measured, row.expected, row.low, row.high, row.floor) for row in rows), strict=True)
    return score(*columns)


def validate(paths: Iterable[str] | None = None, specs: str | Catalogue | None = None) -> Validation:
    """Estimate what was measured, and hold the estimates to it.

    paths: files of measurements; those that ship where None. Raises UsageError for a file with a fault.
    """
    known = catalogue(specs)
    rows: list[Held] = []
    skipped: Counter[str] = Counter()
    for each in read(paths):
        try:
            rows.append(_held(each, known))
        except SlipstickError as error:
            skipped[f"{each.command}: {error}"] += 1
    asked = {row.family for row in rows if row.family}
    return Validation(
        rows, dict(skipped.most_common()), {name: each for name, each in left_out().items() if name in asked}
    )


def left_out() -> dict[str, Any]:
    """What the calibrations that ship scored on rows that were left out of them, by family, by shape and by part."""
    return {name: found for name in calibration.shipped_families() if (found := calibration.left_out(name))}


def _held(measured: Measurement, known: Catalogue) -> Held:
    """A measurement beside its estimate. Raises SlipstickError, with the reason, for one that is not held to it."""
    if not measured.score:
        raise SlipstickError("marked not to be scored")
    question = question_of(measured)
    if question is None:
        raise SlipstickError("no such question yet")
    estimate = estimate_of(measured, question, known)
    (time, answer), made = held_to(measured, estimate), estimate.calibration
    seen = made["kind"] in ("measured", "related") and measured.source in made["source"].split()
    asked = estimate.question
    value, low, high, floor = (float(each) for each in (answer.value, answer.low, answer.high, answer.floor))
    family = estimate.outcome.family if isinstance(question, Kernel) else ""
    return Held(measured, asked["on"], asked.get("dtype", ""), time, value, low, high, floor, seen, family)
