"""A sheet for a terminal: columns in line, bars, footnotes, and colour where it is wanted."""

import textwrap

from .content import Bars, Cell, Row, Sheet

FULL, HALF = "█", "▌"
GAP = "  "
BOLD, FAINT, BLUE, PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[36m", "\x1b[0m"
NARROWEST = 16  # of the labels


def text(sheet: Sheet, width: int = 80, colour: bool = False) -> str:
    """The sheet in lines of at most ``width`` characters; longer labels are broken, nothing is left out.

    colour: mark headings and bars for a terminal.
    """
    return "\n".join(_Page(sheet, width, colour).lines())


class _Page:
    def __init__(self, sheet: Sheet, width: int, colour: bool) -> None:
        self.sheet, self.width, self.colour = sheet, width, colour
        self.headers = [sheet.label, *sheet.columns, *([""] if sheet.bars else []), ""]
        self.table = [(row, self.cells(row)) for row in sheet.rows]
        columns = list(zip(*(cells for _, cells in self.table), strict=True))
        self.widths = [
            max(len(header), *map(len, column)) for header, column in zip(self.headers[1:], columns, strict=True)
        ]
        rest = sum(wide + len(GAP) for wide in self.widths if wide)
        labels = max(len(sheet.label), *(len(row.label) for row in sheet.rows))
        self.label = min(labels, max(width - rest, NARROWEST))

    def cells(self, row: Row) -> list[str]:
        """The texts after a row's label: its values, its bar, its footnotes."""
        marks = f"[{','.join(map(str, row.footnotes))}]" if row.footnotes else ""
        scale = self.sheet.bars
        return [*(cell.text for cell in row.cells), *([bar(scale, row.cells[scale.column])] if scale else []), marks]

    def lines(self) -> list[str]:
        """Every line of the page."""
        sheet = self.sheet
        found = [self.mark(sheet.title, BOLD), *self.wrapped(sheet.about)]
        header = self.line(self.headers[0].ljust(self.label), self.headers[1:], None)
        if sheet.headed:
            found += ["", self.mark(header, FAINT)]
        elif not sheet.sections[0].heading:
            found.append("")
        made = {id(row): cells for row, cells in self.table}
        for section in sheet.sections:
            if section.heading:
                found += ["", *(self.mark(line, BOLD) for line in textwrap.wrap(section.heading, self.width))]
            for row in section.rows:
                found += self.row(row, made[id(row)])
        found += [""] + [line for note in filter(None, (*sheet.notes, sheet.legend)) for line in self.wrapped(note)]
        return [*found, *self.footnotes()] if found[-1] or not sheet.sources else [*found[:-1], *self.footnotes()]

    def row(self, row: Row, cells: list[str]) -> list[str]:
        """A row's lines: a long label goes on under itself."""
        first, *more = textwrap.wrap(row.label, self.label, break_on_hyphens=False, break_long_words=False) or [""]
        lines = [self.line(first.ljust(self.label), cells, row)]
        return [*lines, *(f"  {line}" for line in textwrap.wrap(" ".join(more), self.label - 2))] if more else lines

    def line(self, label: str, cells: list[str], row: Row | None) -> str:
        """A label and its cells: numbers to the right, bars and words to the left."""
        texts = []
        for number, (cell, wide) in enumerate(zip(cells, self.widths, strict=True)):
            if wide:
                right = number < len(self.sheet.columns) and self.numeric(number)
                texts.append(cell.rjust(wide) if right else cell.ljust(wide))
        line = GAP.join([label, *texts]).rstrip()
        scale = self.sheet.bars
        if row and scale and self.colour:
            drawn = bar(scale, row.cells[scale.column])
            line = line.replace(drawn, f"{BLUE}{drawn}{PLAIN}", 1) if drawn else line
        return line

    def numeric(self, column: int) -> bool:
        """Whether a column has numbers in it."""
        return any(row.cells[column].value is not None for row in self.sheet.rows)

    def footnotes(self) -> list[str]:
        """Each source under its number."""
        found = [""] if self.sheet.sources else []
        for number, source in enumerate(self.sheet.sources, 1):
            mark = f"[{number}] "
            lines = textwrap.wrap(source.text, self.width - len(mark), break_on_hyphens=False)
            found += [self.mark(line, FAINT) for line in textwrap.wrap(mark + source.text, self.width)] if lines else []
        return found

    def wrapped(self, words: str) -> list[str]:
        """A sentence in lines."""
        return textwrap.wrap(words, self.width)

    def mark(self, words: str, how: str) -> str:
        """Words made bold, or faint, where colour is wanted."""
        return f"{how}{words}{PLAIN}" if self.colour and words else words


def bar(scale: Bars, cell: Cell) -> str:
    """A block for each decade above the beginning of the scale, to the nearest half; at least half a one."""
    decades = scale.decades(cell)
    if decades is None:
        return ""
    halves = max(1, round(2 * decades))
    return FULL * (halves // 2) + HALF * (halves % 2)
