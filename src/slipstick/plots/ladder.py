"""A ladder: the values of a sheet under each other on one logarithmic axis."""

from ..errors import UsageError
from ..sheets.library import sheet
from .figure import Axis, Ladder, Rung


def ladder(name: str = "latency", on: str | None = None, specs: str | None = None) -> Ladder:
    """The rows of a sheet whose values have one unit, such as ``"latency"``, ``"energy"`` or ``"bandwidth"``.

    on, specs: as in :func:`slipstick.sheet`. Raises UsageError for a sheet whose values do not compare.

    >>> ladder("latency").axis
    Axis(name='time', unit='s', log=True)
    """
    told = sheet(name, on=on, specs=specs)
    if not told.bars:
        raise UsageError(f"the sheet {name} has no values that compare: try latency, energy or bandwidth")
    column, unit = told.bars.column, told.bars.unit
    sections = []
    for section in told.sections:
        rungs = []
        for row in section.rows:
            cell = row.cells[column]
            if cell.value and cell.value > 0 and cell.unit == unit:
                rungs.append(Rung(row.label, cell.value, cell.low or cell.value, cell.high or cell.value))
        if rungs:
            sections.append((section.heading, tuple(rungs)))
    return Ladder(told.title, Axis(told.columns[column], unit), tuple(sections))
