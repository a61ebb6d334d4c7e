"""The rows that one entry of a sheet's definition stands for."""

import re
from collections.abc import Iterator
from typing import Any

from ..errors import SlipstickError, UsageError
from ..layout import Footnotes
from ..reference.number import Number, numbers_of
from ..specs.spec import Spec
from ..words import pattern, quoted
from .cells import Found, of_answer, of_change, of_number, of_path
from .content import Cell, Row
from .levels import levels
from .subject import Subject

PATH = pattern(r"[A-Za-z][\w.*+-]*")
Headed = Iterator[tuple[str, Row]]  # a row, with a heading if it starts a section


class Rows:
    """Makes rows, and counts their sources as they are met.

    columns: their names, and the expression of each. exact: show whole numbers in all their digits.
    """

    def __init__(self, subject: Subject, columns: dict[str, str], exact: bool) -> None:
        self.subject, self.columns, self.exact = subject, columns, exact
        self.footnotes = Footnotes()
        self.lacking: list[str] = []  # what could not be told of the machine, in words

    def of(self, entry: dict[str, Any]) -> Headed:
        """The rows of an entry of the definition."""
        kinds = {
            **{"number": self._number, "numbers": self._numbers, "series": self._series},
            **{"levels": self._levels, "each": self._each},
        }
        return kinds.get(entry["kind"], self._one)(entry)

    def _number(self, entry: dict[str, Any]) -> Headed:
        yield "", self._known(self.subject.number(entry["number"]), entry.get("what"))

    def _numbers(self, entry: dict[str, Any]) -> Headed:
        for handle in entry["numbers"]:
            for number in numbers_of(self.subject.spec(handle)):
                yield "", self._known(number, None)

    def _series(self, entry: dict[str, Any]) -> Headed:
        """Dated facts, a section for each quantity: the year, the value, and how many times the first it is."""
        first: dict[str, float] = {}
        for number in numbers_of(self.subject.spec(entry["series"])):
            of = number.text("of")
            row = self._known(number, number.date)
            value = row.cells[0].value or 0.0
            change = of_change(value / first.setdefault(of, value))
            yield of[:1].upper() + of[1:], row._replace(cells=(*row.cells, change))

    def _levels(self, entry: dict[str, Any]) -> Headed:
        try:
            found = levels(self.subject)
        except UsageError:
            raise
        except SlipstickError as error:
            found = []
            self.lacking.append(f"{error}.")
        for label, expression in found:
            yield "", self._row(label, self._found(label, {"value": expression}), entry)

    def _each(self, entry: dict[str, Any]) -> Headed:
        """A row a part, without those that have nothing in the first column; those that were named all stay."""
        named = self.subject.parts
        for word in named if entry["each"] == ["{parts}"] else entry["each"]:
            part = self.subject.spec(word)
            found = self._found(part.handle, {**entry, "part": part.handle}, part)
            if found[0].cell.text or named:
                yield "", self._row(part.handle, found, entry)

    def _one(self, entry: dict[str, Any]) -> Headed:
        label = self.subject.put(entry["what"])
        yield "", self._row(label, self._found(label, entry), entry)

    def _known(self, number: Number, label: str | None) -> Row:
        """The row of a number worth knowing."""
        cell, sources, _ = of_number(number)
        return Row(label or number.name, (cell,), self.footnotes.of(sources))

    def _row(self, label: str, found: list[Found], entry: dict[str, Any]) -> Row:
        keys = [key for each in found for key in each.sources] + ([entry["source"]] if "source" in entry else [])
        return Row(label, tuple(each.cell for each in found), self.footnotes.of(keys), found[0].work)

    def _found(self, label: str, fields: dict[str, Any], part: Spec | None = None) -> list[Found]:
        """What goes into each column. part: whose row it is; what it does not have stays empty."""
        found = []
        for name, template in self.columns.items():
            text = self.subject.put(str(fields.get(name, template)), fields)
            try:
                found.append(self._cell(text, part))
            except UsageError as error:
                raise UsageError(f"sheet {self.subject.name}, row {quoted(label)}: {error}") from None
            except SlipstickError:
                if part is None:
                    raise
                found.append(Found())
        return found

    def _cell(self, text: str, part: Spec | None) -> Found:
        if part is not None and PATH.fullmatch(path := text.removeprefix(f"{part.handle}.")):
            return of_path(part, path)
        if re.fullmatch("'[^']*'", text):
            return Found(Cell(text[1:-1]))
        return of_answer(self.subject.answer(text), text, self.exact)
