"""The catalogue held against another table: which figures differ, and by how much."""

from collections.abc import Mapping, Sequence
from math import isinf
from typing import Any, NamedTuple

from ..errors import UsageError
from ..layout import table, wrap
from ..specs.catalogue import Catalogue, catalogue
from ..specs.derived import Said, said
from ..specs.selection import dim_of_unit, known_path
from ..specs.spec import Spec
from ..units.door import number
from ..units.reading import NUMBER
from ..words import counted, quoted
from .foreign import NAME, Row, rows

CLOSE = 0.01  # figures apart by no more than this are one figure, rounded
NAMES = (NAME, "part", "handle", "device", "gpu", "accelerator", "model")  # headings of names, if none is mapped
EMPTY = ("", "-", "\N{EN DASH}", "\N{EM DASH}", "?", "n/a", "none", "null")
WIDTH = 79


class Column(NamedTuple):
    """A column that is compared: its heading, the path of the fact, and the unit of cells that say none."""

    heading: str
    path: str
    unit: str


class Figure(NamedTuple):
    """A figure of the table beside the catalogue's.

    name: the part's in the table, and handle: in the catalogue. there, here: both as written. apart: by which share of
    the catalogue's the table's is greater, negative for less; None for words that differ, zero for those that do not.
    """

    line: int
    name: str
    handle: str
    path: str
    there: str
    here: str
    apart: float | None

    @property
    def differs(self) -> bool:
        """Whether the two are not the same but for rounding."""
        return self.apart is None or abs(self.apart) > CLOSE


class Comparison(NamedTuple):
    """A table held against the catalogue.

    figures: those both have. unknown: names that are no part, each with why. silent: what only the table says, by
    handle and path. left_out: headings of columns that are not compared.
    """

    figures: list[Figure]
    unknown: dict[str, str]
    silent: list[str]
    left_out: list[str]

    def differing(self) -> list[Figure]:
        """The figures that differ."""
        return [each for each in self.figures if each.differs]

    def as_dict(self) -> dict[str, Any]:
        """The comparison for a program."""
        told = [each._asdict() for each in self.differing()]
        return {**self._asdict(), "figures": len(self.figures), "differ": told}


def against(path: str, columns: Mapping[str, str] | None = None, specs: str | Catalogue | None = None) -> Comparison:
    """Hold the catalogue against a table: a figure in it differs if it is over 1 % apart from the catalogue's.

    path: a CSV or YAML file, see :func:`foreign.rows`. columns: the fact that a heading of the table means, where it is
    not its path: ``{"HBM": "memory.*.capacity [GiB]"}``; the unit, in the heading itself or here, is of cells without
    one; the heading of the parts' names is mapped to ``name``. specs: as in :func:`slipstick.load`.
    Raises UsageError for what cannot be read or compared, with its line.
    """
    known, found = catalogue(specs), rows(path)
    name, compared = _columns(path, found, columns or {}, known)
    taken = {name, *(column.heading for column in compared)}
    made = Comparison([], {}, [], [each for each in _headings(found) if each not in taken])
    for row in found:
        _add(made, path, row, row.cells.get(name, ""), compared, known)
    return made


def _headings(found: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(heading for row in found for heading in row.cells))


def _columns(path: str, found: Sequence[Row], columns: Mapping[str, str], known: Catalogue) -> tuple[str, list[Column]]:
    """The heading of the names, and the columns that are compared."""
    headings, parts = _headings(found), known.specs()
    for heading, meant in columns.items():
        if heading not in headings:
            raise UsageError(f"{path} has no column {quoted(heading)}: it has {', '.join(headings)}")
        if meant != NAME:
            known_path(_split(meant)[0], parts)
    names = [heading for heading, meant in columns.items() if meant == NAME]
    names += [heading for word in NAMES for heading in headings if heading.casefold() == word]
    if not names:
        raise UsageError(f"{path}: no column with the parts' names: call it {NAME}, or map it, as THEIRS={NAME}")
    made = (Column(heading, *_meant(heading, columns)) for heading in headings if heading != names[0])
    return names[0], [each for each in made if each.path not in NAMES and any(said(part, each.path) for part in parts)]


def _meant(heading: str, columns: Mapping[str, str]) -> tuple[str, str]:
    """The path a heading means and the unit of its cells."""
    path, unit = _split(columns.get(heading, heading))
    return path, unit or _split(heading)[1]


def _split(heading: str) -> tuple[str, str]:
    """A heading's words and the unit it has in brackets.

    >>> _split("memory.*.bandwidth [GB/s]"), _split("released")
    (('memory.*.bandwidth', 'GB/s'), ('released', ''))
    """
    words, _, unit = heading.removesuffix("]").partition("[") if heading.endswith("]") else (heading, "", "")
    return words.strip(), unit.strip()


def _add(made: Comparison, path: str, row: Row, name: str, columns: Sequence[Column], known: Catalogue) -> None:
    """Add what a row says to a comparison."""
    try:
        part = known.find(name)
    except UsageError as error:
        made.unknown[name] = str(error)
        return
    for column in columns:
        text = row.cells.get(column.heading, "")
        here = None if text.casefold() in EMPTY else said(part, column.path)
        try:
            if here is not None:
                made.figures.append(_figure(row.line, name, part, column, text, here))
            elif text.casefold() not in EMPTY:
                made.silent.append(f"{part.handle}.{column.path}")
        except UsageError as error:
            raise UsageError(f"{path}:{row.line}: {error}") from None


def _figure(line: int, name: str, part: Spec, column: Column, text: str, here: Said) -> Figure:
    there = f"{text} {column.unit}" if column.unit and NUMBER.fullmatch(text) else text
    if here.unit is None:
        apart = 0.0 if _alike(there, here.text) else None
    elif isinf(apart := number(there, dim_of_unit(here.unit), column.heading) / here.value - 1):
        raise UsageError(f"{column.heading} = {quoted(there)} is too large beside {here.text}")
    return Figure(line, name, part.handle, column.path, there, here.text, apart)


def _alike(one: str, other: str) -> bool:
    """Whether words say the same, one of them perhaps in more detail: 2023 and 2023-03."""
    one, other = one.casefold(), other.casefold()
    return one.startswith(other) or other.startswith(one)


def report(made: Comparison) -> str:
    """A comparison in words: what differs as a table, and what could not be compared."""
    found = made.differing()
    parts = len({each.handle for each in made.figures})
    differ = f"{len(found)} of them {'differs' if len(found) == 1 else 'differ'} by over {CLOSE:.0%}".replace("%", " %")
    lines = [f"{counted(len(made.figures), 'figure')} of {counted(parts, 'part')} compared: {differ}"]
    cells = [[each.name, each.handle, each.path, each.there, each.here, apart(each)] for each in found]
    if cells:
        lines += ["", table(["named", "part", "fact", "there", "here", "apart"], cells)]
    for title, words in _rest(made):
        lines += ["", *wrap(f"{title}: {', '.join(words)}", WIDTH, hang=2, long=False)]
    return "\n".join(lines)


def _rest(made: Comparison) -> list[tuple[str, list[str]]]:
    titles = ("not in the catalogue", "said there only", "columns left out")
    return [(title, words) for title, words in zip(titles, map(list, made[1:]), strict=True) if words]


def apart(figure: Figure) -> str:
    """How far a figure is apart, as a person writes it: '+2.1 %'."""
    if figure.apart is None:
        return "other words"
    return f"{figure.apart:+.1%}".replace("-", "\N{MINUS SIGN}").replace("%", " %")
