"""What was expected against what was measured, where no calibration has seen it."""

from collections.abc import Iterable, Sequence

from ..errors import SlipstickError
from ..evidence import leftout
from ..evidence.leftout import Left
from ..evidence.validate import Held, grouped, of_commands, score_of
from ..specs.catalogue import catalogue
from ..specs.machine import machine
from .figure import Axis, Figure, Series

NAMED = 6  # machines, where none of these was measured
STRANGE = ("part", "runtime", "source")  # what was left out whole
TOLD = {
    "shape": "every second shape",
    "size": "every second size",
    "row": "one row in four",
    "model": "each model",
    "part": "each part",
    "runtime": "each runtime",
    "source": "each source",
}


def validation(
    parts: Sequence[str] = (), specs: str | None = None, strange: bool = False, only: Sequence[str] = ()
) -> Figure:
    """What was expected of rows left out of the calibrations that ship, over what was measured, in seconds.

    parts: those to show; all that were measured where none is named. strange: rows of parts, runtimes and sources that
    were left out whole, in place of every second shape. only: kernels, such as "matmul" or "run softmax"; all where
    none is named. Raises SlipstickError where there is nothing to show.
    """
    known = catalogue(specs)
    wanted = {known.find(part).handle for part in parts}
    rows = [row for row in leftout.every() if (row.kind in STRANGE) == strange]
    rows = of_commands(rows, only)
    own = [row for row in rows if not wanted or machine(row.device, known).part.handle in wanted]
    if not own:
        told = f"no measurements of {', '.join(wanted)} are at hand: there are some of {_among(rows)}"
        raise SlipstickError(told)
    return drawn(own)


def _among(rows: Iterable[Left]) -> str:
    found = sorted({row.device for row in rows})
    more = f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
    return f"{', '.join(found[:NAMED])}{more}"


def drawn(rows: Sequence[Left | Held]) -> Figure:
    """Rows that no calibration has seen, a colour or a mark a kernel. Of rows left out twice the nearer counts."""
    shown = [row for row in rows if row.kind not in STRANGE] or rows
    series = []
    for group, ((command,), own) in enumerate(_largest_first(shown)):
        found = score_of(own)
        told = f"{command}: {found.count} rows, median error {found.median:.1%}, {found.inside:.0%} in range"
        times = tuple(row.measured for row in own), tuple(row.expected for row in own)
        series.append(Series(told, *times, "dots", group=group))
    title = "Expected and measured, where no calibration has seen it"
    axes = Axis("measured time", "s"), Axis("expected time", "s")
    return Figure(title, *axes, tuple(series), (_note(shown),), True)


def _largest_first(rows: Iterable[Left | Held]) -> list[tuple[tuple[str, ...], list[Left | Held]]]:
    return sorted(grouped(rows, "commands").items(), key=lambda item: -len(item[1]))


def _note(rows: Iterable[Left | Held]) -> str:
    """Which rows these are."""
    kinds = dict.fromkeys(row.kind for row in rows if isinstance(row, Left))
    told = f"Left out: {', '.join(TOLD[kind] for kind in kinds)}." if kinds else ""
    others = sum(isinstance(row, Held) for row in rows)
    return f"{told} Of other sources: {others} row{'s' * (others > 1)}.".strip() if others else told
