"""Measurements from a CSV file: each row a question, each measured column an answer."""

import csv
import os
from collections.abc import Callable, Iterator
from functools import partial
from math import inf
from typing import Any, NamedTuple

from ..errors import UsageError
from ..units import reading
from ..words import did_you_mean, quoted
from .measurement import Measurement
from .vocabulary import MEASURED, check_options, command, commands, measured_unit, scored, value

LONGEST = 100_000  # letters of a line
ABOUT = ("command", "kernel", "library", "source", "note", "score")  # beside an id


class Columns(NamedTuple):
    """Where things are in a row, and how they are read. measured: library, place, name, factor and unit of each."""

    about: dict[str, int]
    options: list[tuple[int, str, "_Read"]]
    measured: list[tuple[str, int, str, float, str]]


class _Read(dict[Any, Any]):
    """What texts mean, each read once: a table says the same few thousand times."""

    def __init__(self, meaning: Callable[[Any], Any]) -> None:
        self.meaning = meaning

    def __missing__(self, text: Any) -> Any:
        found = self[text] = self.meaning(text)
        return found


class Row(NamedTuple):
    """A question and each library's answers to it."""

    id: str
    command: str
    question: dict[str, Any]
    measured: dict[str, dict[str, tuple[float, str]]]
    source: str
    note: str
    score: bool


def read(path: str) -> list[Measurement]:
    """The measurements of a CSV file, one a library in each row. Raises UsageError as "FILE:LINE: ..."."""
    return [
        Measurement(row.id, row.command, row.question, measured, library, row.source, row.note, row.score)
        for row in rows(path)
        for library, measured in row.measured.items()
    ]


def rows(path: str) -> Iterator[Row]:
    """The rows of a CSV file, one after the other. Raises as :func:`read`."""
    made: _Rows | None = None
    for line, cells in lines(path):
        try:
            if made is None:
                made = _Rows(path, columns(cells), len(cells))
            elif cells:
                yield made.row(cells, line)
        except UsageError as error:
            raise UsageError(f"{path}:{line}: {error}") from None


def lines(path: str) -> Iterator[tuple[int, list[str]]]:
    """The lines of a CSV file, each with its number; of an empty one the first. Raises UsageError."""
    line = 1
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            found = csv.reader(iter(partial(file.readline, LONGEST), ""))
            yield line, next(found, [])
            for cells in found:
                line = found.line_num
                yield line, cells
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    except (UnicodeDecodeError, csv.Error):
        raise UsageError(f"{path}:{line}: not a text file in UTF-8 with commas: expected CSV") from None


def columns(head: list[str]) -> Columns:
    """The columns of a table by their headings. Raises UsageError for one that is unknown, twice there or missing."""
    found = Columns({}, [], [])
    options = {name for each in commands().values() for name in each.options}
    for place, name in enumerate(word.strip() for word in head):
        if head.index(head[place]) < place:
            raise UsageError(f"the column {quoted(name)} is there twice: expected each once")
        if name in ("id", *ABOUT):
            found.about[name] = place
        elif name in options:
            found.options.append((place, name, _Read(partial(value, name))))
        else:
            _measured(found, place, name, options)
    if not found.measured or "command" not in found.about:
        missing = "command" if found.measured else "time [us]"
        raise UsageError(f"no column {quoted(missing)}: expected command, options and a measured column")
    return found


def _measured(found: Columns, place: int, heading: str, options: set[str]) -> None:
    """Add a measured column."""
    words, _, unit = heading.removesuffix("]").partition("[") if heading.endswith("]") else (heading, "", "")
    words = words.rstrip()
    name = next((name for name in sorted(MEASURED, key=len, reverse=True) if f" {words}".endswith(f" {name}")), "")
    if not name:
        names = ["id", *ABOUT, *sorted(options), *(f"{each} [...]" for each in MEASURED)]
        hint = did_you_mean(heading, names, "expected an option, or something measured such as time [us]")
        raise UsageError(f"unknown column {quoted(heading)}: {hint}")
    if not unit and MEASURED[name] != ("",):
        raise UsageError(f"the column {quoted(heading)} has no unit: expected one such as {heading} [us]")
    factor, coherent = measured_unit(name, reading.unit(unit))
    found.measured.append((words.removesuffix(name).rstrip(), place, name, factor, coherent))


class _Rows:
    """Makes the measurements of each row."""

    def __init__(self, path: str, columns: Columns, width: int) -> None:
        self.columns, self.width = columns, width
        self.name, self.label = os.path.basename(path), columns.about.get("id")
        self.places = [place for name, place in columns.about.items() if name != "id"]
        self.described = _Read(partial(_described, [name for name in columns.about if name != "id"]))
        self.checked: set[tuple[str, ...]] = set()

    def row(self, cells: list[str], line: int) -> Row:
        """A row of the table."""
        if len(cells) != self.width:
            raise UsageError(f"{len(cells)} cells: expected {self.width}, as in the first line")
        asked, ran, source, note, score = self.described[tuple([cells[place] for place in self.places])]
        question = {name: known[text] for place, name, known in self.columns.options if (text := cells[place])}
        if (names := (asked, *question)) not in self.checked:
            check_options(asked, question)
            self.checked.add(names)
        label = (self.label is not None and cells[self.label]) or f"{self.name}:{line}"
        measured = self.measured(cells, ran)
        return Row(label, asked, question, measured, source, note, score)

    def measured(self, cells: list[str], ran: str) -> dict[str, dict[str, tuple[float, str]]]:
        """What was measured in a row, by library and name."""
        found: dict[str, dict[str, tuple[float, str]]] = {}
        text = ""
        try:
            for library, place, name, factor, unit in self.columns.measured:
                if text := cells[place]:
                    if not 0 < (number := float(text)) < inf:
                        raise ValueError
                    found.setdefault(library or ran, {})[name] = number * factor, unit
        except ValueError:
            raise UsageError(f"{quoted(text)} in a measured column: expected a plain number above 0") from None
        if not found:
            raise UsageError("nothing measured: expected a number in a measured column")
        return found


def _described(names: list[str], cells: tuple[str, ...]) -> tuple[str, str, str, str, bool]:
    """What a row says beside its question, read: its command, library, source and note, and whether it is scored."""
    about = dict.fromkeys(ABOUT, "") | dict(zip(names, cells, strict=True))
    asked = command(about["command"], about["kernel"])
    return asked, about["library"], about["source"], about["note"], scored(about["score"])
