"""A sheet for programs and for other documents: CSV, JSON and Markdown."""

import json

from ..frames import Column, mixed
from ..layout import markdown, separated
from .content import Filled, Row
from .text import bar


def as_csv(sheet: Filled) -> str:
    """Comma-separated values: a line a row, its section first; each value as printed and in its coherent unit."""
    numeric = sheet.numeric
    header = ["section", sheet.label or "what"]
    for name, has_value in zip(sheet.columns, numeric, strict=True):
        header += [name, *([f"{name} value", f"{name} unit"] if has_value else [])]
    lines = [[*header, "sources"]]
    for section in sheet.sections:
        for row in section.rows:
            line = [section.heading, row.label]
            for cell, has_value in zip(row.cells, numeric, strict=True):
                number = "" if cell.value is None else repr(cell.value)
                line += [cell.text, *([number, cell.unit or ""] if has_value else [])]
            lines.append([*line, " ".join(sheet.sources[number - 1].key for number in row.footnotes)])
    return separated(lines)


def columns(sheet: Filled) -> list[Column]:
    """The columns of a sheet for a data frame."""
    sections = [section.heading for section in sheet.sections for _ in section.rows]
    found = [Column("section", sections)] if any(sections) else []
    found.append(Column(sheet.label or "what", [row.label for row in sheet.rows]))
    for at, name in enumerate(sheet.columns):
        cells = [row.cells[at] for row in sheet.rows]
        made = mixed(name, [(each.value, each.unit, each.text) for each in cells])
        found += made
        for end in ("low", "high") if any(each.low is not None for each in cells) else ():
            unit = made[0].unit or ""
            found.append(Column(f"{name} {end}", [getattr(each, end) for each in cells], unit))
    keys = [" ".join(sheet.sources[number - 1].key for number in row.footnotes) for row in sheet.rows]
    return [*found, *[Column("sources", keys)] * any(keys)]


def as_json(sheet: Filled) -> str:
    """The sheet as indented JSON: stable keys, values in coherent units, sources with their addresses."""
    return json.dumps(sheet.as_dict(), indent=2, ensure_ascii=False, allow_nan=False)


def as_markdown(sheet: Filled) -> str:
    """A Markdown document: a table a section, footnotes with links."""
    lines = [f"# {markdown(sheet.title)}", *(["", markdown(sheet.about)] if sheet.about else [])]
    for section in sheet.sections:
        lines += ["", f"## {markdown(section.heading)}"] if section.heading else []
        lines += ["", *_table(sheet, section.rows)]
    told = [note for note in (*sheet.notes, sheet.legend) if note]
    lines += [line for note in told for line in ("", markdown(note))] + ([""] if sheet.sources else [])
    for number, source in enumerate(sheet.sources, 1):
        name, address = markdown(source.text), source.address.replace("<", "%3C").replace(">", "%3E")
        told_at = f"[{name}](<{address}>)" if address.startswith(("http://", "https://")) else name
        lines.append(f"{number}. {told_at}")
    return "\n".join(lines)


def _table(sheet: Filled, rows: tuple[Row, ...]) -> list[str]:
    scale = sheet.bars
    header = [sheet.label or " ", *sheet.columns, *([" "] if scale else []), *(["source"] if sheet.sources else [])]
    sides = [":--", *("--:" if right else ":--" for right in sheet.numeric)]
    lines = [header, [*sides, *[":--"] * (len(header) - len(sides))]]
    for row in rows:
        drawn = [bar(scale, row.cells[scale.column])] if scale else []
        notes = [", ".join(map(str, row.footnotes))] if sheet.sources else []
        lines.append([row.label, *(cell.text for cell in row.cells), *drawn, *notes])
    return [f"| {' | '.join(markdown(cell) or ' ' for cell in line)} |" for line in lines]
