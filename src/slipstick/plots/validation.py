"""Predictions against published measurements."""

from ..errors import SlipstickError
from ..estimates.typed import matmul
from ..evidence.measurements import every_measurement, measurements
from ..specs.catalogue import catalogue
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
        xs, ys, held = [], [], 0
        for dtype in ("bf16", "fp8"):
            for (m, n, k), time in measurements(handle, dtype):
                outcome = matmul(m, n, k, on=part, dtype=dtype).outcome
                xs.append(time)
                ys.append(float(outcome.value))
                held += bool(outcome.low <= time <= outcome.high)
        if not xs:
            raise SlipstickError(f"no measurements of {handle} are at hand: there are some of {', '.join(_known())}")
        errors = sorted(abs(y / x - 1) for x, y in zip(xs, ys, strict=True))
        told = (
            f"{handle}: {len(xs)} matmuls, median error {errors[len(errors) // 2]:.0%}, {held / len(xs):.0%} in range"
        )
        series.append(Series(told, tuple(xs), tuple(ys), "dots", group=group))
    title = "Matmuls, predicted and measured"
    note = "The calibration is made from these measurements."
    return Figure(title, Axis("measured time", "s"), Axis("predicted time", "s"), tuple(series), (note,), True)


def _known() -> list[str]:
    return list(dict.fromkeys(handle for handle, _ in every_measurement()))
