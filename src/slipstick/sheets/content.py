"""What a filled sheet holds, whatever form it is printed in."""

from math import ceil, floor, log10
from typing import Any, NamedTuple

from ..records import Record

RANGE = "range"  # the name of a column of ranges


class Cell(NamedTuple):
    """A value as it is printed, and for programs in its coherent unit; words have none.

    low, high: its range. span: that as printed.
    """

    text: str = ""
    value: float | None = None
    unit: str | None = None
    low: float | None = None
    high: float | None = None
    span: str = ""


class Row(NamedTuple):
    """A line: its label, a cell a column, the numbers of its footnotes, and how it was worked out."""

    label: str
    cells: tuple[Cell, ...]
    footnotes: tuple[int, ...] = ()
    work: str = ""


class Section(NamedTuple):
    """Rows under a heading of their own; the first may have none."""

    heading: str
    rows: tuple[Row, ...]


class Source(Record):
    """A footnote: where numbers are from."""

    key: str
    title: str
    publisher: str
    address: str
    seen: str

    @property
    def text(self) -> str:
        """The source in one line, without its address."""
        by = f", {self.publisher}" if self.publisher and self.publisher not in self.title else ""
        return f"{self.title}{by} (read {self.seen})"


class Bars(NamedTuple):
    """A bar a row on a logarithmic scale: of which column, and the decades the scale spans."""

    column: int
    unit: str
    first: int
    last: int

    def decades(self, cell: Cell) -> float | None:
        """How many decades a cell's value lies above the scale's beginning; None for one that is not on it."""
        return log10(cell.value) - self.first if cell.value and cell.value > 0 and cell.unit == self.unit else None


class Filled(Record):
    """A filled sheet. label: what the first column is. legend: what its bars and its human scale mean."""

    name: str
    title: str
    about: str
    label: str
    columns: tuple[str, ...]
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    notes: tuple[str, ...]
    bars: Bars | None = None

    @property
    def rows(self) -> list[Row]:
        """Every row, in order."""
        return [row for section in self.sections for row in section.rows]

    @property
    def headed(self) -> bool:
        """Whether its columns need their names said: a single value does not."""
        return bool(self.label) or self.columns != ("value",)

    @property
    def numeric(self) -> tuple[bool, ...]:
        """Whether each column has numbers in it: those stand to the right."""
        return tuple(any(row.cells[at].value is not None for row in self.rows) for at in range(len(self.columns)))

    @property
    def legend(self) -> str:
        """What a bar made of blocks means; empty where there is none."""
        if not self.bars:
            return ""
        from ..units.show import show

        return f"Each block of a bar is ten times more; they start at {show(10.0**self.bars.first, self.bars.unit)}."

    @property
    def legend_to_scale(self) -> str:
        """What a bar drawn to scale means; empty where there is none."""
        spanned = self.bars.last - self.bars.first if self.bars else 0
        return f"Bars are logarithmic and span {spanned} powers of ten." if spanned else ""

    def as_dict(self) -> dict[str, Any]:
        """The sheet for a program: values in coherent units, sources by key."""
        return {
            "sheet": self.name,
            "title": self.title,
            "about": self.about,
            "columns": list(self.columns),
            "sections": [
                {"heading": section.heading, "rows": [self._row(row) for row in section.rows]}
                for section in self.sections
            ],
            "sources": {source.key: dict(vars(source)) for source in self.sources},
            "notes": list(self.notes),
        }

    def _row(self, row: Row) -> dict[str, Any]:
        cells = {name: _plain(cell) for name, cell in zip(self.columns, row.cells, strict=True)}
        keys = [self.sources[number - 1].key for number in row.footnotes]
        return {"label": row.label, "cells": cells, "work": row.work, "sources": keys}


def _plain(cell: Cell) -> dict[str, Any]:
    return {key: value for key, value in cell._asdict().items() if value is not None and key != "span"}


def bars(rows: list[Row], column: int) -> Bars | None:
    """The scale for the values of a column, in the unit of the first; None where no two differ."""
    cells = [cell for row in rows for cell in [row.cells[column]] if cell.value and cell.value > 0]
    values = [cell.value for cell in cells if cell.value and cell.unit == cells[0].unit]
    if not values or max(values) <= min(values):
        return None
    ends = floor(log10(min(values)) + 1e-9), ceil(log10(max(values)) - 1e-9)
    return Bars(column, cells[0].unit or "", *ends)
