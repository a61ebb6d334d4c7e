"""Hold estimates to measurements: by command, part, dtype and library, each with the number of rows."""

from collections import Counter
from collections.abc import Collection, Iterable
from functools import cache, partial
from typing import Any, NamedTuple, TypeVar

from ..errors import SlipstickError, UsageError
from ..estimates import calibration
from ..estimates.kernel import Kernel
from ..specs.catalogue import Catalogue, catalogue
from ..specs.machine import machine
from ..words import did_you_mean, quoted
from .asked import estimate_of, held_to, question_called, values_of
from .leftout import Left, called, family
from .measurement import Measurement
from .measurements import read
from .score import Score, score

NAMES = {"commands": "command", "devices": "device", "dtypes": "dtype", "libraries": "library", "kinds": "kind"}
BY = ("commands", "devices", "dtypes", "libraries")


class Held(NamedTuple):
    """A measured time beside what was estimated, in seconds. seen: whether the calibration was made from it.

    basis: of which kind the calibration is, such as "measured" or "prior". startup: of the expected time, in seconds.
    unknown: whether estimates do not know the library that was measured. family: the one whose calibration
    it goes by; empty for what has none.
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
    basis: str
    startup: float
    unknown: bool
    family: str = ""

    @property
    def command(self) -> str:
        """What was asked: "matmul", "run softmax"."""
        return self.measurement.command

    @property
    def library(self) -> str:
        """What ran."""
        return self.measurement.library

    @property
    def words(self) -> str:
        """The values of its question, in words."""
        return ", ".join(f"{name} {value}" for name, value in values_of(self.measurement).items())

    @property
    def kind(self) -> str:
        """Whether a calibration was made from it, in a word."""
        return "seen" if self.seen else "unseen"

    @property
    def regime(self) -> str:
        """What takes most of the expected time, as far as it is told."""
        return "startup" if 2 * self.startup > self.expected else ""


class Validation(NamedTuple):
    """Estimates held to measurements. skipped: how many could not be, by reason. left_out: of the shipped calibration.

    left_out: by kernel family, what its calibration scored on rows that were left out of it, by shape and by part.
    """

    rows: list[Held]
    skipped: dict[str, int]
    left_out: dict[str, Any]

    def scores(self, by: str) -> dict[str, Score]:
        """The score of each group: of commands, devices, dtypes or libraries."""
        return {name: score_of(rows) for (name,), rows in grouped(self.rows, by).items()}

    def as_dict(self) -> dict[str, Any]:
        """The scores for a program."""
        made: dict[str, Any] = {by: {name: each._asdict() for name, each in self.scores(by).items()} for by in BY}
        for name in made["commands"]:
            made["commands"][name]["seen"] = sum(row.seen for row in self.rows if row.measurement.command == name)
        return {**made, "skipped": self.skipped, "left_out": self.left_out}


Row = TypeVar("Row", bound=Held | Left | Measurement)


def grouped(rows: Iterable[Row], *by: str) -> dict[tuple[str, ...], list[Row]]:
    """Rows by what they have in common, in order. by: of "commands", "devices", "dtypes", "libraries" and "kinds"."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(getattr(row, NAMES[each]) or "not said" for each in by), []).append(row)
    return {key: groups[key] for key in sorted(groups)}


def of_commands(rows: list[Row], only: Collection[str]) -> list[Row]:
    """The rows of some commands, such as "matmul" or "softmax", and of families, as "cpu"; all where none is named.

    Raises UsageError for one that there is no row of.
    """
    made = {name: (name, f"run {name}", family(name) or name) for name in only}
    for name, words in made.items():
        if not any(row.command in words or _family(row) in words for row in rows):
            commands = (row.command.removeprefix("run ") for row in rows)
            known = dict.fromkeys([*commands, *map(called, filter(None, map(_family, rows)))])
            raise UsageError(f"no row is of {quoted(name)}: {did_you_mean(name, known)}")
    wanted = {word for words in made.values() for word in words}
    return [row for row in rows if row.command in wanted or _family(row) in wanted] if only else rows


def _family(row: Held | Left | Measurement) -> str:
    """The family of a row; empty for what has not been estimated yet."""
    return "" if isinstance(row, Measurement) else row.family


def score_of(rows: Iterable[Held | Left]) -> Score:
    """The score of rows."""
    columns = zip(*((row.measured, row.expected, row.low, row.high, row.floor) for row in rows), strict=True)
    return score(*columns)


def validate(
    paths: Iterable[str] | None = None, specs: str | Catalogue | None = None, only: Collection[str] = ()
) -> Validation:
    """Estimate what was measured, and hold the estimates to it.

    paths: files of measurements; those that ship where None. only: commands and families whose rows are wanted; all
    where none is named. Raises UsageError for a file with a fault, and for a name that there is no row of.
    """
    holder = _Holder(catalogue(specs))
    rows: list[Held] = []
    skipped: Counter[str] = Counter()
    measured = read(paths)
    if only and not any(map(family, only)):
        measured = of_commands(measured, only)  # before they are estimated
    for each in measured:
        try:
            rows.append(holder.held(each))
        except SlipstickError as error:
            skipped[f"{each.command}: {error}"] += 1
    rows = of_commands(rows, only)
    asked = {row.family for row in rows if row.family}
    return Validation(
        rows, dict(skipped.most_common()), {name: each for name, each in left_out().items() if name in asked}
    )


def left_out() -> dict[str, Any]:
    """What the calibrations that ship scored on rows that were left out of them, by family, by shape and by part."""
    return {name: found for name in calibration.shipped_families() if (found := calibration.left_out(name))}


class _Holder:
    """Holds measurements to their estimates; a question, and a machine with its links, is looked for once."""

    def __init__(self, known: Catalogue) -> None:
        self.known = known
        self.question, self.machine = cache(question_called), cache(partial(machine, specs=known))

    def held(self, measured: Measurement) -> Held:
        """A measurement beside its estimate. Raises SlipstickError, with the reason, for one that is not held to it."""
        if not measured.score:
            raise SlipstickError("marked not to be scored")
        question = self.question(measured.command)
        if question is None:
            raise SlipstickError("no such question yet")
        on = self.machine(measured.question["on"]) if "on" in measured.question else None
        estimate = estimate_of(measured, question, self.known, on)
        (time, answer), made = held_to(measured, estimate), estimate.calibration
        seen = made["kind"] in ("measured", "related") and measured.source in made["source"].split()
        asked = estimate.question
        value, low, high, floor = (float(each) for each in (answer.value, answer.low, answer.high, answer.floor))
        startup = float(estimate.outcome.quantities.get("startup_time", (0.0, "s"))[0])
        unknown = bool(measured.library) and not {"library", "runtime"} & asked.keys()
        family = estimate.outcome.family if isinstance(question, Kernel) else ""
        about = seen, made["kind"], startup, unknown, family
        return Held(measured, asked["on"], asked.get("dtype", ""), time, value, low, high, floor, *about)
