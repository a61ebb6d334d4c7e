"""Predictions against published measurements."""

from collections.abc import Iterator

from ..errors import SlipstickError
from ..estimates.typed import matmul
from ..evidence.measurements import by_library
from ..evidence.score import score
from ..specs.catalogue import catalogue
from ..specs.spec import Spec
from .figure import Axis, Figure, Series


def validation(parts: tuple[str, ...] = (), specs: str | None = None) -> Figure:
    """The predicted time of each published matmul over the measured one, and what part of them the ranges hold.

    parts: those to show; all that were measured where none is named. Raises SlipstickError where there is nothing.
    """
    known = catalogue(specs)
    handles = [known.find(part).handle for part in parts] or _known()
    series = []
    for group, handle in enumerate(handles):
        part = known.find(handle)
        rows = [row for on, name in by_library() if on == handle for row in _rows(part, name)]
        if not rows:
            raise SlipstickError(f"no measurements of {handle} are at hand: there are some of {', '.join(_known())}")
        xs, ys, low, high, floor = zip(*rows, strict=True)
        found = score(xs, ys, low, high, floor)
        told = f"{handle}: {found.count} matmuls, median error {found.median:.0%}, {found.inside:.0%} in range"
        series.append(Series(told, xs, ys, "dots", group=group))
    title = "Matmuls, predicted and measured"
    note = "The calibration is made from these measurements."
    return Figure(title, Axis("measured time", "s"), Axis("predicted time", "s"), tuple(series), (note,), True)


def _rows(part: Spec, name: str) -> Iterator[tuple[float, ...]]:
    """Each measured time of a part, and what is expected there: the time, its range and its floor."""
    dtype, _, library = name.partition(" ")
    for (m, n, k), time in by_library()[part.handle, name]:
        outcome = matmul(m, n, k, on=part, dtype=dtype, library=library or None).outcome
        yield time, *(float(each) for each in (outcome.value, outcome.low, outcome.high, outcome.floor))


def _known() -> list[str]:
    return list(dict.fromkeys(handle for handle, _ in by_library()))
