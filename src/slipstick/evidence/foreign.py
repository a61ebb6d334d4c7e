"""A table of parts that somebody else made: its rows, from CSV or YAML."""

import csv
import io
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ..errors import UsageError
from ..words import counted, quoted

if TYPE_CHECKING:
    from ..files.yamltree import Branch

LARGEST = 10_000_000  # bytes
NAME = "name"


class Row(NamedTuple):
    """A row: its line in the file, and its cells by the headings of their columns."""

    line: int
    cells: dict[str, str]


def rows(path: str) -> list[Row]:
    """The rows of a table.

    path: a CSV file whose first line has the headings; or a YAML file with a list of mappings, or with a mapping of
    names to mappings. What is nested in those has a heading with dots, such as ``peak.bf16``.
    Raises UsageError as "FILE:LINE: what is wrong, what was expected".
    """
    kind = os.path.splitext(path)[1].lower()
    if kind not in (".csv", ".yaml", ".yml"):
        raise UsageError(f"{path}: expected a table that ends in .csv or .yaml")
    try:
        found = list(_of_csv(path) if kind == ".csv" else _of_yaml(path))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    if not found:
        raise UsageError(f"{path}:1: no row in it: expected at least one")
    return found


def _of_csv(path: str) -> Iterator[Row]:
    lines = csv.reader(io.StringIO(_text(path), newline=""))
    try:
        head = [_on_one_line(word) for word in next(lines, [])]
        if twice := [word for word in head if head.count(word) > 1]:
            raise UsageError(f"{path}:1: the column {quoted(twice[0])} is there twice: expected each once")
        for cells in lines:
            if len(cells) not in (0, len(head)):
                told = f"{counted(len(cells), 'cell')}: expected {len(head)}, as in the first line"
                raise UsageError(f"{path}:{lines.line_num}: {told}")
            if cells:
                yield Row(lines.line_num, dict(zip(head, map(_on_one_line, cells), strict=True)))
    except csv.Error as error:
        raise UsageError(f"{path}:{lines.line_num}: not a table with commas: {error}") from None


def _text(path: str) -> str:
    """The text of a file."""
    with open(path, "rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise UsageError(f"{path}: over {LARGEST // 10**6} MB, which is no table of parts")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UsageError(f"{path}:{line}: not a text file in UTF-8: expected CSV") from None


def _of_yaml(path: str) -> Iterator[Row]:
    from ..files import yamltree  # yaml is slow to import, and CSV needs none

    root = yamltree.read_file(path)
    named = root.value.items() if isinstance(root.value, dict) else [("", each) for each in root.value]
    for name, branch in named:
        if isinstance(branch, str) or not isinstance(branch.value, dict):
            line = root.line if isinstance(branch, str) else branch.line
            raise UsageError(f"{path}:{line}: expected a list of mappings, each a part, or a mapping of names to them")
        yield Row(branch.line, {**({NAME: name} if name else {}), **dict(_flat(branch.value))})


def _flat(cells: "dict[str, Branch]", start: str = "") -> Iterator[tuple[str, str]]:
    """Cells by heading; lists are nothing that a figure is compared with."""
    for heading, branch in cells.items():
        if isinstance(branch.value, str):
            yield start + heading, _on_one_line(branch.value)
        elif isinstance(branch.value, dict):
            yield from _flat(branch.value, f"{start}{heading}.")


def _on_one_line(cell: str) -> str:
    return " ".join(cell.split())
