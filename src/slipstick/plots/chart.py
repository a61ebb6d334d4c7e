"""A plot in a terminal: lines of text, 80 wide, without any other package."""

from itertools import pairwise
from math import log10

from .figure import Axis, Figure, Ladder, Series, decades, steps

MARKS = "*o+x#@%&=^~$vwz"  # of lines and points, by group
THIN, DOT, BAND, EQUAL = ".", ":", "░", "·"
HEIGHT = 22
LABELS = 12  # columns left of the axis


def chart(figure: Figure, width: int = 80, height: int = HEIGHT) -> str:
    """The plot in lines of at most ``width`` characters: axis ticks with units, a mark a series, a legend."""
    return "\n".join(_Chart(figure, width, height).lines())


class _Scale:
    """From values of an axis to cells of the grid."""

    def __init__(self, axis: Axis, low: float, high: float, cells: int) -> None:
        if low == high:
            low, high = (low / 2, high * 2) if axis.log else (low - 1, high + 1)
        self.axis, self.low, self.high, self.cells = axis, low, high, cells

    def at(self, value: float) -> int:
        """The cell of a value; a value beyond the ends is beyond the grid."""
        if self.axis.log:
            share = (log10(value) - log10(self.low)) / (log10(self.high) - log10(self.low))
        else:
            share = (value - self.low) / (self.high - self.low)
        return round(share * (self.cells - 1))

    def ticks(self, most: int) -> list[float]:
        """Round values along the axis."""
        if self.axis.log and self.high / self.low >= 10:
            return decades(self.low, self.high, most)
        return steps(self.low, self.high, most)


class _Chart:
    def __init__(self, figure: Figure, width: int, height: int) -> None:
        self.figure = figure
        self.x = _Scale(figure.x, *figure.span("x"), width - LABELS - 2)
        self.y = _Scale(figure.y, *figure.span("y"), height)
        self.grid = [[" "] * self.x.cells for _ in range(height)]

    def lines(self) -> list[str]:
        """Every line: title, grid with its ticks, the axis below, the legend."""
        if self.figure.diagonal:
            self.equal()
        order = {"dots": 0, "thin": 1, "line": 2, "points": 3}
        for series in sorted(self.figure.series, key=lambda each: order[each.kind]):
            self.draw(series)
        ticks = {self.y.at(value): self.figure.y.tick(value) for value in self.y.ticks(5)}
        rows = [
            f"{ticks.get(row, ''):>{LABELS - 1}} {'┤' if row in ticks else '│'}{''.join(self.grid[row])}".rstrip()
            for row in range(len(self.grid) - 1, -1, -1)
        ]
        head = [self.figure.title, "", f"{self.figure.y.name:>{LABELS - 1}}"]
        return [*head, *rows, *self.below(), "", *self.legend(), *self.figure.notes]

    def draw(self, series: Series) -> None:
        """Put a series into the grid: points one by one, a line in every column."""
        mark = self.mark(series)
        for number, (x, y) in enumerate(zip(series.x, series.y, strict=True)):
            if series.low:
                self.stand(x, series.low[number], series.high[number])
            if series.kind in ("points", "dots"):
                self.put(self.x.at(x), self.y.at(y), mark)
        if series.kind in ("line", "thin"):
            corners = [(self.x.at(x), self.y.at(y)) for x, y in zip(series.x, series.y, strict=True)]
            for (left, low), (right, high) in pairwise(corners):
                for column in range(left, right + 1):
                    share = (column - left) / max(right - left, 1)
                    self.put(column, round(low + share * (high - low)), mark)

    def equal(self) -> None:
        """Where both axes show the same."""
        low, high = self.x.low, self.x.high
        for column in range(self.x.cells):
            self.put(column, self.y.at(low * (high / low) ** (column / (self.x.cells - 1))), EQUAL)

    def stand(self, x: float, low: float, high: float) -> None:
        """A range as a column of shade behind the marks."""
        column = self.x.at(x)
        for row in range(self.y.at(low), self.y.at(high) + 1):
            if self.inside(column, row) and self.grid[row][column] == " ":
                self.grid[row][column] = BAND

    def put(self, column: int, row: int, mark: str) -> None:
        """A mark in a cell, if the cell is in the grid."""
        if self.inside(column, row):
            self.grid[row][column] = mark

    def inside(self, column: int, row: int) -> bool:
        """Whether there is such a cell."""
        return 0 <= row < len(self.grid) and 0 <= column < self.x.cells

    def mark(self, series: Series) -> str:
        """The letter of a series: one a line; points have a capital of their own."""
        if series.kind in ("thin", "dots"):
            return {"thin": THIN, "dots": DOT}[series.kind] if len(self.figure.series) < 4 else self.own(series)
        return self.own(series)

    def own(self, series: Series) -> str:
        """A mark no other series has."""
        return MARKS[self.figure.series.index(series) % len(MARKS)]

    def below(self) -> list[str]:
        """The axis along the bottom, its ticks and its name."""
        cells, axis = self.x.cells, self.figure.x
        line, text = ["─"] * cells, [" "] * (cells + LABELS)
        end = 0
        for value in self.x.ticks(6):
            at, told = self.x.at(value), axis.tick(value)
            start = min(max(at - len(told) // 2, 0), cells - len(told))
            line[min(at, cells - 1)] = "┬"
            if start >= end:
                text[start : start + len(told)] = told
                end = start + len(told) + 1
        pad = " " * LABELS
        return [f"{pad}└{''.join(line)}", f"{pad} {''.join(text).rstrip()}", f"{pad} {axis.name:^{cells}}".rstrip()]

    def legend(self) -> list[str]:
        """What each mark stands for."""
        told = [f"  {self.mark(series)}  {series.label}" for series in self.figure.series]
        told += [f"  {EQUAL}  equal"] if self.figure.diagonal else []
        told += [f"  {BAND}  low to high"] if any(series.low for series in self.figure.series) else []
        for series in self.figure.series:
            for name, x, y in zip(series.names, series.x, series.y, strict=False):
                told.append(f"     {name}: {self.figure.y.tick(y)} at {self.figure.x.tick(x)}")
        return told


def ladder_chart(ladder: Ladder, width: int = 80) -> str:
    """A ladder in lines: each value a mark on one axis, with its range as a line."""
    labels = min(max(len(rung.label) for rung in ladder.rungs), max(width - 46, 20))
    values = max(len(ladder.axis.tick(rung.value)) for rung in ladder.rungs)
    scale = _Scale(ladder.axis, *ladder.span(), width - labels - values - 4)
    lines = [ladder.title]
    for heading, rungs in ladder.sections:
        lines += ["", heading] if heading else [""]
        for rung in rungs:
            cells = [" "] * scale.cells
            for at in range(scale.at(rung.low), scale.at(rung.high) + 1):
                cells[at] = "─"
            cells[scale.at(rung.value)] = "●"
            label = rung.label if len(rung.label) <= labels else rung.label[: labels - 1] + "…"
            lines.append(f"{label:<{labels}}  {ladder.axis.tick(rung.value):>{values}}  {''.join(cells).rstrip()}")
    return "\n".join([*lines, "", *_ruler(ladder, scale, labels + values + 4)])


def _ruler(ladder: Ladder, scale: _Scale, left: int) -> list[str]:
    line, text, end = ["─"] * scale.cells, [" "] * (scale.cells + 12), 0
    for value in decades(scale.low, scale.high, 12):
        at, told = scale.at(value), ladder.axis.tick(value)
        line[at] = "┴"
        start = min(at, scale.cells - len(told))
        if start >= end:
            text[start : start + len(told)] = told
            end = start + len(told) + 1
    return [" " * left + "".join(line), " " * left + "".join(text).rstrip()]
