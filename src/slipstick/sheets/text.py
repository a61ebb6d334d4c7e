"""A sheet for a terminal: columns in line, bars, footnotes, and colour where it is wanted."""

from ..layout import mark, wrap
from .content import Bars, Cell, Filled, Row, Section

FULL, HALF = "█", "▌"
GAP = "  "
BOLD, FAINT, BAR, PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[35m", "\x1b[0m"
NARROWEST = 16  # of the labels


def text(sheet: Filled, width: int = 80, colour: bool = False) -> str:
    """The sheet in lines of at most ``width`` characters; longer labels are broken.

    Where even that is too narrow, bars and the last columns are left out, and the text says so.

    colour: mark headings and bars for a terminal.
    """
    return "\n".join(_Printer(sheet, width, colour).lines())


class _Printer:
    """Prints one sheet at one width."""

    def __init__(self, sheet: Filled, width: int, colour: bool) -> None:
        self.sheet, self.width, self.colour, self.numeric = sheet, width, colour, sheet.numeric
        self.headers = [*sheet.columns, *([""] if sheet.bars else []), ""]
        columns = list(zip(*map(self.texts, sheet.rows), strict=True))
        self.widths = [max(len(header), *map(len, cells)) for header, cells in zip(self.headers, columns, strict=True)]
        labels = max(len(sheet.label), *(len(row.label) for row in sheet.rows))
        self.left = self.narrowed(min(labels, NARROWEST))
        self.label = min(labels, max(width - self.rest, NARROWEST))

    @property
    def rest(self) -> int:
        """The letters of a line behind its label."""
        return sum(wide + len(GAP) for wide in self.widths if wide)

    def narrowed(self, label: int) -> list[str]:
        """Go without what has no room behind labels: bars, then the last columns but one. The heads of these."""
        bars, values = len(self.sheet.columns), range(len(self.sheet.columns) - 1, 0, -1)
        left = []
        for place in (*([bars] if self.sheet.bars else []), *values):
            if self.rest + label > self.width and self.widths[place]:
                self.widths[place] = 0
                left.append(self.headers[place] or "bars")
        return left[::-1]

    def texts(self, row: Row) -> list[str]:
        """The texts after a row's label: its values, its bar, its footnotes."""
        return [*(cell.text for cell in row.cells), *([self.bar(row)] if self.sheet.bars else []), mark(row.footnotes)]

    def bar(self, row: Row) -> str:
        """A row's bar; empty where it has none."""
        scale = self.sheet.bars
        return bar(scale, row.cells[scale.column]) if scale else ""

    def lines(self) -> list[str]:
        """Every line of the sheet."""
        lines = [*self.head(), *(line for section in self.sheet.sections for line in self.section(section))]
        left = f"left out: {', '.join(self.left)} (a wider terminal shows them)" if self.left else ""
        legend = self.sheet.legend if "bars" not in self.left else ""
        notes = [line for note in (left, *self.sheet.notes, legend) for line in wrap(note, self.width)]
        return [*lines, *([""] if notes or not self.sheet.sources else []), *notes, *self.footnotes()]

    def head(self) -> list[str]:
        """The title, what the sheet is about, and the names of its columns."""
        found = [self.styled(self.sheet.title, BOLD), *wrap(self.sheet.about, self.width)]
        if self.sheet.headed:
            header = self.line(self.sheet.label.ljust(self.label), self.headers)
            return [*found, "", self.styled(header, FAINT)]
        return found if self.sheet.sections[0].heading else [*found, ""]

    def section(self, section: Section) -> list[str]:
        """A section's heading and rows."""
        heading = [self.styled(line, BOLD) for line in wrap(section.heading, self.width)]
        return [*([""] if heading else []), *heading, *(line for row in section.rows for line in self.row(row))]

    def row(self, row: Row) -> list[str]:
        """A row's lines: a long label goes on under itself."""
        first, *more = wrap(row.label, self.label, hyphens=False, long=False) or [""]
        line = self.line(first.ljust(self.label), self.texts(row))
        return [self.barred(line, self.bar(row)), *(f"  {rest}" for rest in wrap(" ".join(more), self.label - 2))]

    def line(self, label: str, texts: list[str]) -> str:
        """A label and the texts after it: numbers to the right, bars and words to the left."""
        right = [*self.numeric, *[False] * (len(texts) - len(self.numeric))]
        columns = [each for each in zip(texts, self.widths, right, strict=True) if each[1]]
        return GAP.join([label, *(text.rjust(w) if r else text.ljust(w) for text, w, r in columns)]).rstrip()

    def footnotes(self) -> list[str]:
        """Each source under its number."""
        found = [""] if self.sheet.sources else []
        for number, source in enumerate(self.sheet.sources, 1):
            found += [self.styled(line, FAINT) for line in wrap(f"{mark([number])} {source.text}", self.width)]
        return found

    def styled(self, words: str, style: str) -> str:
        """Words made bold, or faint, where colour is wanted."""
        return f"{style}{words}{PLAIN}" if self.colour and words else words

    def barred(self, line: str, drawn: str) -> str:
        """A line with its bar in colour, where colour is wanted."""
        return line.replace(drawn, f"{BAR}{drawn}{PLAIN}", 1) if self.colour and drawn else line


def bar(scale: Bars, cell: Cell) -> str:
    """A block for each decade above the beginning of the scale, to the nearest half; at least half a one."""
    decades = scale.decades(cell)
    if decades is None:
        return ""
    halves = max(1, round(2 * decades))
    return FULL * (halves // 2) + HALF * (halves % 2)
