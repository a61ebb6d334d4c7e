"""The tools that are no question: an expression, a formula, a page, a list, a comparison, a number, a sheet."""

from functools import partial
from typing import Any

from ..calculator.calculate import answers
from ..errors import UsageError
from ..files.kinds import KINDS
from ..formulas import named
from ..layout import table
from ..reference import finding, handbook, search
from ..reference.compare import compare
from ..reference.listing import rows
from ..reference.part import as_dict, describe, describe_facts, facts_as_dict, looked_at
from ..sheets.library import sheet, sheet_titles
from ..sheets.text import text as sheet_text
from ..specs.catalogue import catalogue, parted
from ..specs.selection import chosen
from .tool import Answer, Arguments, Tool, listed, said, text, texts, whether, yes

Asked = tuple[str, str, dict[str, dict[str, Any]], list[str], Any]  # a tool that is not yet told where specs are
MOST = 100  # specs that are listed, and numbers that are found: an assistant reads them all


def lookup_tools(specs: str | None) -> list[Tool]:
    """What looks things up, in the specs of a place."""
    return [Tool(name, help, arguments, needs, partial(answer, specs)) for name, help, arguments, needs, answer in ALL]


def _calc(specs: str | None, given: Arguments) -> Answer:
    every = list(answers(said(given, "expression"), specs=specs))
    return "\n".join(each.text() for each in every), {"statements": [each.as_dict() for each in every]}


def _formula(specs: str | None, given: Arguments) -> Answer:
    words = said(given, "words")
    if one := named(handbook.spelled(words)):
        return handbook.explained(one), {"formulas": [handbook.as_dict(one)]}
    found = finding.find(words)
    return finding.listing(found), {"formulas": [handbook.as_dict(each) for each in found]}


def _show(specs: str | None, given: Arguments) -> Answer:
    asked, known = said(given, "spec"), catalogue(specs)
    part, path = looked_at(asked, known)
    note = known.choice(parted(asked)[0] if path else asked)
    if path:
        return describe_facts(part, path, note), facts_as_dict(part, path)
    return describe(part, sources=whether(given, "sources"), note=note), as_dict(part)


def _list(specs: str | None, given: Arguments) -> Answer:
    kind, sort = said(given, "kind") or None, said(given, "sort") or None
    where = tuple(listed(given, "where"))
    parts = chosen(kind, where=where, sort=sort, specs=specs)
    brief = [{"handle": part.handle, "name": part.name, "kind": part.kind} for part in parts[:MOST]]
    more = f"\nand {len(parts) - MOST} more: add a condition" if len(parts) > MOST else ""
    told = table(*rows(parts[:MOST], kind, [sort.removeprefix("-")] if sort else [])) if parts else "none"
    return told + more, {"count": len(parts), "specs": brief}


def _compare(specs: str | None, given: Arguments) -> Answer:
    found = compare(*listed(given, "specs"), everything=whether(given, "all"), specs=specs)
    return found.text(), found.as_dict()


def _number(specs: str | None, given: Arguments) -> Answer:
    words = said(given, "words")
    if not words.strip():
        raise UsageError("words = '': expected a few words, such as 'l2 latency'")
    found = search.numbers(words, specs)[:MOST]
    others = "\n".join(f"also {each.path}: {each.name}, {each.span}" for each in found[1:6])
    return f"{found[0]}\n{others}".rstrip(), {"numbers": [each.as_dict() for each in found[:6]]}


def _sheet(specs: str | None, given: Arguments) -> Answer:
    name = said(given, "name")
    if not name:
        titles = sheet_titles(specs)
        return table(["sheet", "title"], [[*each] for each in titles.items()]), {"sheets": titles}
    made = sheet(name, *listed(given, "specs"), on=said(given, "on") or None, specs=specs)
    return sheet_text(made), made.as_dict()


ALL: list[Asked] = [
    (
        "calc",
        "What does an expression with units come to: '80 GB / 2 TB/s', facts of parts, formulas called by name with "
        "their arguments, ranges '10..20', 'in UNIT', an equation with one '?'",
        {"expression": text("Such as '70e9 * 2 B / a100.memory.HBM.bandwidth in ms'.")},
        ["expression"],
        _calc,
    ),
    (
        "formula",
        "Which formulas answer a few words, or what one says: its parameters, units and source",
        {"words": text("Such as 'erlang b', or a name, such as 'ridge'; calc works it out.")},
        ["words"],
        _formula,
    ),
    (
        "show",
        "What is known of a part, model or dataset, or one fact of it, with the source of each number",
        {
            "spec": text("Such as 'a100', 'llama-3.1-8b', or a fact, such as 'a100.memory.L2.bandwidth'."),
            "sources": yes("Whether to list every source."),
        },
        ["spec"],
        _show,
    ),
    (
        "list",
        f"Which parts, models and datasets are known, the first {MOST}",
        {
            "kind": text(f"One of {', '.join(KINDS)}."),
            "where": texts("Conditions, such as 'memory.*.capacity >= 80 GiB' or 'vendor = AMD'."),
            "sort": text("A fact to sort by, the greatest first, such as 'peak.bf16'; after a minus the least."),
        },
        [],
        _list,
    ),
    (
        "compare",
        "How two specs or more differ, each number with its ratio to the first's",
        {"specs": texts("Two or more, such as 'a100' and 'h100'."), "all": yes("Whether to show what is alike.")},
        ["specs"],
        _compare,
    ),
    (
        "number",
        "A number worth knowing, such as a latency, with its range, date and source",
        {"words": text("A few words, such as 'l2 latency' or 'disk seek'.")},
        ["words"],
        _number,
    ),
    (
        "sheet",
        "A page of numbers: latency, gpu, llm and others; without a name, which there are",
        {
            "name": text("Such as 'latency'."),
            "on": text("The part of a sheet about one machine."),
            "specs": texts("Those to compare, where the sheet does."),
        },
        [],
        _sheet,
    ),
]
