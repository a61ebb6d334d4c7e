"""From a sheet's definition to the sheet: its entries become rows, in sections, under its columns."""

from typing import Any

from ..errors import SlipstickError, UsageError
from ..specs.catalogue import Catalogue
from ..words import quoted
from .columns import with_human, with_range
from .content import Row, Section, bars
from .rows import Rows
from .sheet import Sheet
from .subject import Subject


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
    _takes(name, definition, on, parts)
    subject = Subject(name, known, on or definition.get("on"), parts)
    rows = Rows(subject, definition["columns"], "exact" in definition)
    sections = _sections(_entries(definition, on is not None), rows)
    if human and not definition.get("human"):
        raise UsageError(f"the sheet {name} has no human scale: it has no column of times")
    return _sheet(definition, rows, sections, human)


def _takes(name: str, definition: dict[str, Any], on: str | None, parts: tuple[str, ...]) -> None:
    """Raise UsageError for a machine or parts that the sheet does not take, or lacks."""
    if on and "on" not in definition and not any("only" in entry for entry in definition["rows"]):
        raise UsageError(f"the sheet {name} is not about one machine: leave --on out")
    if parts and "parts" not in definition:
        raise UsageError(f"the sheet {name} takes no parts: leave {quoted(parts[0])} out")
    if not parts and "parts" in definition:
        raise UsageError(f"the sheet {name} needs parts, such as: slipstick sheet {name} a100 h100")


def _entries(definition: dict[str, Any], named: bool) -> list[dict[str, Any]]:
    """The entries that count: all but those for when a machine is named, or for when none is."""
    left_out = "general" if named else "on"
    only, found = None, []
    for entry in definition["rows"]:
        only = entry.get("only") if entry["kind"] == "section" else only
        found += [entry] if (entry.get("only") or only) != left_out else []
    return found


def _sections(entries: list[dict[str, Any]], rows: Rows) -> list[Section]:
    """The rows of entries under their headings."""
    made: list[tuple[str, list[Row]]] = [("", [])]
    for entry in entries:
        if entry["kind"] == "section":
            made.append((rows.subject.put(entry["section"]), []))
            continue
        for heading, row in rows.of(entry):
            if heading and heading != made[-1][0]:
                made.append((heading, []))
            made[-1][1].append(row)
    return [Section(heading, tuple(found)) for heading, found in made if found]


def _sheet(definition: dict[str, Any], made: Rows, sections: list[Section], human: bool) -> Sheet:
    subject, names = made.subject, list(made.columns)
    rows = [row for section in sections for row in section.rows]
    _complete(made, rows)
    scale = bars(rows, names.index(definition["bars"])) if "bars" in definition else None
    title, about = (subject.put(definition.get(key, "")) for key in ("title", "about"))
    names, sections = with_human(names, sections, definition["human"]) if human else with_range(names, sections)
    return Sheet(
        *(subject.name, title, about, definition.get("label", ""), tuple(names), tuple(sections)),
        *(tuple(map(subject.source, made.footnotes.numbers)), (*made.lacking, *definition["notes"]), scale),
    )


def _complete(made: Rows, rows: list[Row]) -> None:
    """Raise SlipstickError for a sheet without rows, or with nothing in a column."""
    if not rows:
        raise SlipstickError(f"the sheet {made.subject.name} has no rows for this")
    for number, (name, expression) in enumerate(made.columns.items()):
        if not any(row.cells[number].text for row in rows):
            problem = f"has nothing in its column {quoted(name)}: {expression}"
            raise SlipstickError(f"the sheet {made.subject.name} {problem}")
