"""From a sheet's definition to its rows: expressions worked out, facts looked up, sources counted."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..errors import SlipstickError, UsageError
from ..reference.number import VALUES, Number, numbers_of
from ..specs.catalogue import Catalogue
from ..specs.spec import Fact, Spec
from ..units.show import show
from ..words import did_you_mean, quoted
from .content import Cell, Row, Section, Sheet, Source, bars

if TYPE_CHECKING:
    from ..calculator.answer import Calculation

HUMAN = "1 ns = 1 s"  # if a nanosecond were a second
RANGE = "range"
EXACT = 1e6  # larger whole numbers are rounded like all others, unless the sheet says exact
PATH = re.compile(r"[A-Za-z][\w.*+-]*")


def fill(
    name: str,
    definition: dict[str, Any],
    known: Catalogue,
    *,
    on: str | None = None,
    parts: tuple[str, ...] = (),
    human: bool = False,
) -> Sheet:
    """A sheet's definition worked out.

    known: the specs. on: the part of a sheet about one machine. parts: those of a sheet that compares. human: add a
    column in which a nanosecond is a second. Raises UsageError for what the sheet does not take, and the errors of its
    expressions, each naming the row.
    """
    return Filler(name, definition, known, on, parts).sheet(human)


class Filler:
    """Works out the rows of one sheet, and counts its sources as they are met."""

    def __init__(
        self, name: str, definition: dict[str, Any], known: Catalogue, on: str | None, parts: tuple[str, ...]
    ) -> None:
        self.name, self.told, self.known = name, definition, known
        self.columns: dict[str, str] = definition["columns"]
        self.parts = parts
        self.keys: dict[str, int] = {}  # every source and the number of its footnote
        self.pages: dict[str, Spec] = {}
        self._takes(on, parts)
        self.on = self.page(on or definition["on"]) if on or definition.get("on") else None
        self.named = on is not None

    def _takes(self, on: str | None, parts: tuple[str, ...]) -> None:
        if on and "on" not in self.told and not any("only" in row for row in self.told["rows"]):
            raise UsageError(f"the sheet {self.name} is not about one machine: leave --on out")
        if parts and "parts" not in self.told:
            raise UsageError(f"the sheet {self.name} takes no parts: leave {quoted(parts[0])} out")
        if not parts and "parts" in self.told:
            raise UsageError(f"the sheet {self.name} needs parts, such as: slipstick sheet {self.name} a100 h100")

    def sheet(self, human: bool) -> Sheet:
        """The whole sheet."""
        sections = self._sections()
        column = self.told.get("human")
        if human and not column:
            raise UsageError(f"the sheet {self.name} has no human scale: it has no column of times")
        rows = [row for section in sections for row in section.rows]
        names = list(self.columns)
        if not rows:
            raise SlipstickError(f"the sheet {self.name} has no rows for this")
        self._no_empty_column(rows)
        scale = bars(rows, names.index(self.told["bars"])) if "bars" in self.told else None
        if any(cell.span for row in rows for cell in row.cells) and len(names) == 1 and not human:
            sections, names = [_with(section, _range, 0) for section in sections], [*names, RANGE]
        if human:
            at = names.index(str(column))
            sections, names = [_with(section, _human, at) for section in sections], [*names, HUMAN]
        title, about = (self._put(self.told.get(key, ""), {}) for key in ("title", "about"))
        return Sheet(
            *(self.name, title, about, self.told.get("label", ""), tuple(names), tuple(sections)),
            *(tuple(map(self._source, self.keys)), tuple(self.told["notes"]), scale),
        )

    def _no_empty_column(self, rows: list[Row]) -> None:
        for number, name in enumerate(self.columns):
            if not any(row.cells[number].text for row in rows):
                problem = f"has nothing in its column {quoted(name)}: {self.columns[name]}"
                raise SlipstickError(f"the sheet {self.name} {problem}")

    def _sections(self) -> list[Section]:
        made: list[tuple[str, list[Row]]] = [("", [])]
        only = None
        for row in self.told["rows"]:
            only = row.get("only") if row["kind"] == "section" else only
            if (row.get("only") or only) == ("general" if self.named else "on"):
                continue
            if row["kind"] == "section":
                made.append((self._put(row["section"], {}), []))
                continue
            for heading, found in self._rows(row):
                if heading and heading != made[-1][0]:
                    made.append((heading, []))
                made[-1][1].append(found)
        return [Section(heading, tuple(rows)) for heading, rows in made if rows]

    def _rows(self, row: dict[str, Any]) -> Iterator[tuple[str, Row]]:
        """The rows a row of the definition stands for, each with its heading if it starts a section."""
        kind = row["kind"]
        if kind == "number":
            yield "", self._number(self._entry(row["number"]), row.get("what"))
        elif kind == "numbers":
            for handle in row["numbers"]:
                for number in numbers_of(self.page(handle)):
                    yield "", self._number(number, None)
        elif kind == "series":
            yield from self._series(self.page(row["series"]))
        elif kind == "levels":
            for label, expression in self._levels():
                yield "", self._valued(label, {"value": expression}, row)
        elif kind == "each":
            for word in self._every(row["each"]):
                if found := self._of_part(word, row):
                    yield "", found
        else:
            yield "", self._valued(self._put(row["what"], {}), row, row)

    # Rows

    def _number(self, number: Number, label: str | None) -> Row:
        """A row of a number worth knowing, with its range, as its page has them."""
        told = {key: number.page.fact(number.at(key)) for key in VALUES if number.text(key)}
        main = told.get("typical") or next(iter(told.values()))
        low, high = (told.get(key) for key in ("low", "high"))
        ranged = low and high and low.value != high.value
        span = _span(_text(low), _text(high)) if low and high and ranged else ""
        ends = (low.value if low else None, high.value if high else None)
        cell = Cell(_text(main), main.value, main.unit, *ends, span)
        return Row(label or number.name, (cell,), self._notes([main.source]))

    def _series(self, page: Spec) -> Iterator[tuple[str, Row]]:
        """Dated facts, a section for each quantity: the year, the value, and how many times the first it is."""
        first: dict[str, float] = {}
        for number in numbers_of(page):
            of = number.text("of")
            row = self._number(number, number.date)
            value = row.cells[0].value or 0.0
            change = value / first.setdefault(of, value)
            yield of[:1].upper() + of[1:], row._replace(cells=(*row.cells, Cell(_times(change), change, "")))

    def _levels(self) -> list[tuple[str, str]]:
        """The caches and memories of the machine whose latency is known, the nearest first, each as an expression."""
        part = self._on
        paths = [path for path in part if path.endswith(".latency") and path.split(".")[0] in ("cache", "memory")]
        if not paths:
            raise SlipstickError(f"{part.handle} lists no latency of its caches or memory")
        found = []
        for path in paths:
            section, level, _ = path.split(".", 2)
            label = f"{level} cache" if section == "cache" or re.match(r"L\d", level) else f"{level} memory"
            text = f"{part.handle}.{path}"
            if part.fact(path).unit == "cycle":
                label += f", {part.fact(path).text}s"
                text += f" / {part.handle}.{'clock.boost' if 'clock.boost' in part else 'clock.base'}"
            found.append((self._answer(text, {}).value.value, label, text))
        return [(label, text) for _, label, text in sorted(found)]

    def _of_part(self, word: str, row: dict[str, Any]) -> Row | None:
        """A row about a part; None for one that has nothing in the first column."""
        part = self.page(word)
        return self._computed(part.handle, {**row, "part": part.handle}, row, part)

    def _valued(self, label: str, fields: dict[str, Any], row: dict[str, Any]) -> Row:
        made = self._computed(label, fields, row)
        assert made is not None
        return made

    def _computed(
        self, label: str, fields: dict[str, Any], row: dict[str, Any], part: Spec | None = None
    ) -> Row | None:
        cells, keys, works = [], [], []
        for name, template in self.columns.items():
            text = self._put(str(fields.get(name, template)), fields)
            try:
                cell, sources, work = self._cell(text, part)
            except UsageError as error:
                raise UsageError(f"sheet {self.name}, row {quoted(label)}: {error}") from None
            except SlipstickError:
                if part is None:
                    raise
                cell, sources, work = Cell(), [], ""  # what this part does not have
            cells.append(cell)
            keys += sources
            works.append(work)
        if part is not None and not cells[0].text and not self.parts:  # those that were named all stay
            return None
        return Row(label, tuple(cells), self._notes([*keys, *([row["source"]] if "source" in row else [])]), works[0])

    def _cell(self, text: str, part: Spec | None) -> tuple[Cell, list[str], str]:
        if part is not None and PATH.fullmatch(text.removeprefix(f"{part.handle}.")):
            return self._of(part, text.removeprefix(f"{part.handle}."))
        if re.fullmatch("'[^']*'", text):
            return Cell(text[1:-1]), [], ""
        answer = self._answer(text, {})
        unit = answer.as_dict()["answer"]["unit"]
        shown = self._shown(answer, unit)
        work = "" if text == answer.short else answer.reading
        cell = Cell(shown, answer.value.value, unit)
        if ranged := answer.spread:
            ends = _span(show(ranged.low, unit), show(ranged.high, unit))
            cell = cell._replace(low=ranged.low, high=ranged.high, span=ends)
        return cell, answer.as_dict()["sources"], work

    def _shown(self, answer: "Calculation", unit: str) -> str:
        """An answer with three digits, with more in a unit that was asked for, and small counts whole."""
        value, target = answer.value.value, answer.statement.target
        if target:
            return f"{show(value / target.factor, digits=4)} {answer.statement.target_text}".strip()
        if not unit and value % 1 == 0 and (value < EXACT or "exact" in self.told):
            return answer.short
        return show(value, unit, binary=answer.value.binary)

    def _of(self, part: Spec, path: str) -> tuple[Cell, list[str], str]:
        """What a part says under a path, or what follows from it."""
        from ..specs.derived import cell, source_of

        found = cell(part, path)
        if found is None:
            raise SlipstickError(f"{part.handle} has no {path}")
        source = [key] if (key := source_of(part, path)) else []
        if found.unit is None:
            return Cell(str(found.text)), source, ""
        priced = "USD" in found.unit  # a price in the unit people pay in
        shown = found.text if priced else show(found.value, found.unit, binary="iB" in found.text)
        return Cell(shown, found.value, found.unit), source, ""

    # Facts

    def page(self, word: str) -> Spec:
        """The spec a word means, read once."""
        if word not in self.pages:
            self.pages[word] = self.known.find(word)
        return self.pages[word]

    @property
    def _on(self) -> Spec:
        if self.on is None:
            raise UsageError(f"the sheet {self.name} is about one machine: say --on DEVICE")
        return self.on

    def _entry(self, path: str) -> Number:
        handle, _, entry = path.partition(".")
        page = self.page(handle)
        found = Number(page, entry)
        if not any(found.text(key) for key in VALUES):
            hint = did_you_mean(entry, [number.id for number in numbers_of(page)], f"slipstick show {handle}")
            raise UsageError(f"sheet {self.name}: {page.handle} has no number {quoted(entry)}: {hint}")
        return found

    def _every(self, words: list[str]) -> list[str]:
        return list(self.parts) if words == ["{parts}"] else words

    def _answer(self, text: str, variables: dict[str, Any]) -> "Calculation":
        from ..calculator.calculate import calculate

        return calculate(text, dict(variables), self.known)

    def _put(self, text: str, fields: dict[str, Any]) -> str:
        """A text with what stands in braces put in."""
        values = {key: str(value) for key, value in fields.items() if isinstance(value, str)}
        if self.on:
            values |= {"on": self.on.handle, "name": self.on.name}

        def value(match: re.Match[str]) -> str:
            if match[1] not in values:
                raise UsageError(f"the sheet {self.name} has nothing to put for {match[0]} in {quoted(text)}")
            return values[match[1]]

        return re.sub(r"\{(\w+)\}", value, text)

    def _notes(self, keys: list[str]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(self.keys.setdefault(key, len(self.keys) + 1) for key in keys))

    def _source(self, key: str) -> Source:
        found = next((page.sources[key] for page in self.pages.values() if key in page.sources), None)
        found = found or self.known.sources.get(key, {})
        return Source(key, *(found.get(field, "") for field in ("title", "publisher", "address", "seen")))


def _text(fact: Fact) -> str:
    """A fact as its page has it, with the letter for micro."""
    return re.sub(r"(?<=\d )u(?=s$)", "µ", fact.text)


def _span(low: str, high: str) -> str:
    """A range with the unit said once: '0.17 to 0.5 ns'."""
    number, _, unit = low.partition(" ")
    return f"{number} to {high}" if unit and unit == high.partition(" ")[2] else f"{low} to {high}"


def _with(section: Section, column: Any, at: int) -> Section:
    """A section with one more column, made from that at a place."""
    return section._replace(rows=tuple(row._replace(cells=(*row.cells, column(row.cells[at]))) for row in section.rows))


def _range(cell: Cell) -> Cell:
    return Cell(cell.span)


def _human(cell: Cell) -> Cell:
    if cell.value is None or cell.unit != "s":
        return Cell()
    return Cell(show(cell.value * 1e9, "s", digits=3), cell.value * 1e9, "s")


def _times(factor: float) -> str:
    return f"{show(factor, '')}×" if factor >= 1 else f"1/{show(1 / factor, '')}"
