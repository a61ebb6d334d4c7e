"""What a command prints, as wide as the terminal: columns are left out or stacked, and texts wrap at words."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from ..layout import wrap

RULE = re.compile(r"-+(?:  -+)+")  # the line under the heads of a table
LABELLED = re.compile(r"(\s*\S.*?\s{2,})\S")
DRAWN = re.compile("[\u2500-\u28ff]")  # a line of a plot
PROSE = 24  # letters of a last column that is wrapped and not left out
WIDEST = 160


class Line(NamedTuple):
    """A line and what it is: ``head`` and ``rule`` of a table, a ``row`` of one, or ``text``."""

    kind: str
    text: str


class Table(NamedTuple):
    """The cells of a table, its heads first."""

    cells: list[list[str]]

    @property
    def widths(self) -> list[int]:
        """The letters of the widest cell of each column."""
        return [max(map(len, column)) for column in zip(*self.cells, strict=True)]

    @property
    def wide(self) -> int:
        """The letters of a line."""
        return sum(self.widths) + 2 * len(self.widths) - 2

    def only(self, places: Sequence[int]) -> "Table":
        """The columns of these places."""
        return Table([[row[place] for place in places] for row in self.cells])


def fitted(text: str, width: int, asked: Collection[str] = ()) -> list[Line]:
    """The lines of a text in at most ``width`` letters; an address, a command and a plot stay whole.

    asked: heads of columns that are not left out, since they were asked for by name.

    >>> [line.text for line in fitted("as wide as it gets", 10)]
    ['as wide as', '  it gets']
    """
    lines, made, place = text.split("\n"), [], 0
    while place < len(lines):
        rule = lines[place + 1] if place + 1 < len(lines) else ""
        if RULE.fullmatch(rule):
            spans = [found.span() for found in re.finditer("-+", rule)]
            end = next((at for at in range(place + 2, len(lines)) if not _belongs(lines[at], spans)), len(lines))
            cells = [_cells(line, spans) for line in (lines[place], *lines[place + 2 : end])]
            made += _narrowed(Table(cells), width, asked)
            place = end
        else:
            made += [Line("text", part) for part in _wrapped(lines[place], width)]
            place += 1
    return made


def _belongs(line: str, spans: list[tuple[int, int]]) -> bool:
    """Whether a line is a row of a table: nothing stands between its columns, or behind them."""
    gaps = zip([end for _, end in spans], [*(start for start, _ in spans[1:]), None], strict=True)
    return bool(line) and not any(line[end:start].strip() for end, start in gaps)


def _cells(line: str, spans: list[tuple[int, int]]) -> list[str]:
    return [line[start:end].rstrip() for start, end in spans]


def _narrowed(table: Table, width: int, asked: Collection[str]) -> list[Line]:
    """A table stacked where its columns are of equal right; else without those that find no room, the last wrapped."""
    if table.wide <= width:
        return _drawn(table, width)
    if not table.cells[0][0]:
        return _stacked(table, width)
    kept = [place for place, head in enumerate(table.cells[0]) if place == 0 or head in asked]
    for place in range(1, len(table.widths)):
        found = sorted({*kept, place})
        if _fits(table.only(found), width):
            kept = found
    left = [place for place in range(len(table.widths)) if place not in kept]
    return [*_drawn(table.only(kept), width), *_note(table, left, width)]


def _fits(table: Table, width: int) -> bool:
    """Whether a table has room, or has it once its last column is wrapped that is prose."""
    prose = any(row[-1].count(" ") > 2 for row in table.cells)
    return table.wide <= width or (prose and width - table.wide + table.widths[-1] >= PROSE)


def _stacked(table: Table, width: int) -> list[Line]:
    """As many columns as fit behind the first, and below it the others."""
    made: list[Line] = []
    first, places = 1, len(table.widths)
    while first < places:
        end = first + 1
        while end < places and table.only([0, *range(first, end + 1)]).wide <= width:
            end += 1
        made += [Line("text", "")] * bool(made) + _drawn(table.only([0, *range(first, end)]), width)
        first = end
    return made


def _drawn(table: Table, width: int) -> list[Line]:
    """The lines of a table; its last column wraps."""
    *widths, last = table.widths
    before = sum(widths) + 2 * len(widths)
    last = min(last, max(width - before, PROSE // 2))
    made: list[Line] = []
    for number, row in enumerate(table.cells):
        first, *more = wrap(row[-1], last, long=False) if len(row[-1]) > last else [row[-1]]
        text = "  ".join([*map(str.ljust, row[:-1], widths), first]).rstrip()
        made += [Line("row" if number else "head", text), *(Line("row", " " * before + part) for part in more)]
    rule = "  ".join("-" * wide for wide in [*widths, last])
    heads = next((at for at, line in enumerate(made[1:], 1) if line.kind == "row"), 1)
    return [*made[:heads], Line("rule", rule), *made[heads:]]


def _note(table: Table, left: list[int], width: int) -> Iterator[Line]:
    """Which columns are left out, and what shows them."""
    if left:
        names = ", ".join(table.cells[0][place] for place in left)
        room = f"{table.wide} columns or a pipe show them" if table.wide <= WIDEST else "a pipe shows them"
        yield from (Line("text", part) for part in wrap(f"left out: {names} ({room})", width, hang=2))


def _wrapped(line: str, width: int) -> list[str]:
    """A line in lines of whole words, the further ones where its text begins."""
    if len(line) <= width or DRAWN.search(line):
        return [line]
    words, indent, address = line.split(), len(line) - len(line.lstrip()), "://" in line
    if words[0] == "slipstick":
        rest = wrap(line, width - indent - 2, hang=6, hyphens=False, long=False)
        return " \\\n".join([" " * indent + rest[0], *rest[1:]]).split("\n")
    label = LABELLED.match(line)
    column = len(label[1]) if label and len(label[1]) <= width // 2 else indent
    hang = 0 if column > indent else 2
    first, *more = wrap(line[column:], width - column, hang=hang, hyphens=False, long=not address)
    return [line[:column] + first, *(" " * column + part for part in more)]
