"""The column a sheet gets beside those of its definition: ranges, or times on a human scale."""

from collections.abc import Callable

from ..units.show import show
from .content import RANGE, Cell, Section

HUMAN = "1 ns = 1 s"  # if a nanosecond were a second


def with_range(names: list[str], sections: list[Section]) -> tuple[list[str], list[Section]]:
    """The columns and sections with a column of ranges, where a single column has any."""
    if len(names) > 1 or not any(cell.span for section in sections for row in section.rows for cell in row.cells):
        return names, sections
    return [*names, RANGE], [_with(section, _range, 0) for section in sections]


def with_human(names: list[str], sections: list[Section], name: str) -> tuple[list[str], list[Section]]:
    """The columns and sections with one more, in which a nanosecond of the column of this name is a second."""
    at = names.index(name)
    return [*names, HUMAN], [_with(section, _human, at) for section in sections]


def _with(section: Section, column: Callable[[Cell], Cell], at: int) -> Section:
    """A section with one more column, made from that at a place."""
    return section._replace(rows=tuple(row._replace(cells=(*row.cells, column(row.cells[at]))) for row in section.rows))


def _range(cell: Cell) -> Cell:
    return Cell(cell.span)


def _human(cell: Cell) -> Cell:
    if cell.value is None or cell.unit != "s":
        return Cell()
    return Cell(show(cell.value * 1e9, "s", digits=3), cell.value * 1e9, "s")
