"""The pages that are made and not written.

``python tools/pages.py`` makes those of the repository again: what the commands print in README.md and CONTRIBUTING.md,
docs/disagreements.md, docs/records.md and docs/units.md. ``python tools/pages.py --out build/docs`` builds those too
long to keep there: the handbook with a page a chapter, the catalogue with a page a kind, the questions, and the schema
of specs.
"""

import argparse
import json
import re
import shutil
from inspect import getdoc
from pathlib import Path

import disagreements
import mixups
import records
import slipstick
from examples import BLOCK, PAGES, TOP, printed
from slipstick.cli._questions import default, written
from slipstick.estimates.questions import find
from slipstick.estimates.shelf import every
from slipstick.files import template
from slipstick.files.kinds import KINDS
from slipstick.files.schema import is_value
from slipstick.formulas import chapters, formulas
from slipstick.layout import table
from slipstick.reference import handbook
from slipstick.reference.listing import rows
from slipstick.reference.number import numbers_of


def catalogue_pages() -> dict[str, str]:
    """The catalogue: an index, a table for each kind of spec, and one for the numbers."""
    parts = slipstick.catalogue().specs()
    values = sum(is_value(path) for part in parts for path in part)
    sources = {key for part in parts for fact in part.facts.values() for key in (fact.source, *fact.also)}
    index = [
        "# The catalogue",
        "",
        f"{len(parts)} specs with {values} values from {len(sources)} sources; none without one.",
        "",
        "`slipstick show HANDLE --sources` prints a page with the source of each value, `slipstick list KIND`",
        "chooses and sorts, `slipstick compare` sets side by side. Rates are dense and of the fastest units in",
        "bf16, or in the dtype named; a bandwidth is one direction. The facts are in `data/hardware`, `data/models`,",
        "`data/datasets` and `data/numbers`, their sources in `data/sources.yaml`.",
        "",
    ]
    pages = {}
    for kind in KINDS:
        chosen = [part for part in parts if part.kind == kind]
        told = numbers_table(chosen) if kind == "numbers" else table(*rows(chosen, kind, ["name"]), "markdown")
        pages[f"catalogue/{kind}.md"] = f"# {kind} ({len(chosen)})\n\n[The catalogue](index.md)\n\n{told}\n"
        index.append(f"- [{kind}]({kind}.md) ({len(chosen)})")
    return {"catalogue/index.md": "\n".join(index) + "\n", **pages}


def numbers_table(pages: list[slipstick.Spec]) -> str:
    """Every number of the pages: its path, its value or range, and what it is."""
    every = [number for page in pages for number in numbers_of(page)]
    found = [[number.path, number.span, number.date, number.name] for number in every]
    return table(["number", "value", "date", "what"], found, "markdown")


def handbook_pages() -> dict[str, str]:
    """The handbook: an index with every formula, and a page a chapter."""
    index = [
        "# The formulas",
        "",
        f"{len(formulas())} formulas, each one expression with a source and worked examples that the tests run.",
        "`slipstick formula NAME` explains one, `slipstick formula NAME a=... b=?` evaluates or solves it, and",
        '`slipstick calc "NAME(...)"` uses it in an expression.',
    ]
    pages = {}
    for chapter, (title, own) in zip(chapters(), handbook.contents(), strict=True):
        name = chapter.__name__.rpartition(".")[2]
        rest = "\n".join((getdoc(chapter) or "").splitlines()[1:]).strip()
        told = [f"# {title}", "[The formulas](index.md)", rest, *(handbook.section(each, "##") for each in own)]
        pages[f"handbook/{name}.md"] = "\n\n".join(part for part in told if part) + "\n"
        index += ["", f"## [{title}]({name}.md)", ""]
        index += [f"- [{each.name}]({name}.md#{each.name}): {handbook.summary(each)}" for each in own]
    return {"handbook/index.md": "\n".join(index) + "\n", **pages}


def questions_page() -> str:
    """Every question: its parameters, and examples."""
    told = ["# The questions", "A kernel is asked with `slipstick run KERNEL NAME=VALUE ... --on MACHINE`."]
    for name in every():
        question = find(name)
        rows = [[each.name, default(each), each.help] for each in question.parameters]
        where = f" --on {question.device}" if question.device else ""
        examples = [f"slipstick {written(question, values)}{where}" for values in question.examples]
        parameters = table(["parameter", "default", "what"], rows, "markdown")
        told += [f"## {name}", question.help, parameters, "```sh\n" + "\n".join(examples) + "\n```"]
    return "\n\n".join(told) + "\n"


def built() -> dict[str, str]:
    """The pages that are built on request, by path."""
    schema = json.dumps(template.schema(), indent=2, ensure_ascii=False) + "\n"
    return {**handbook_pages(), **catalogue_pages(), "questions.md": questions_page(), "spec.schema.json": schema}


def build(folder: Path) -> None:
    """Write the pages that are built on request into a folder; what an earlier build left there goes."""
    for part in ("handbook", "catalogue"):
        shutil.rmtree(folder / part, ignore_errors=True)
    for name, text in built().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def generated() -> dict[str, str]:
    """The pages of docs/ that are made and kept there, by name."""
    return {"disagreements.md": disagreements.page(), "records.md": records.page(), "units.md": mixups.page()}


def write() -> None:
    for name, text in generated().items():
        (TOP / "docs" / name).write_text(text, encoding="utf-8")
    for page in PAGES:
        text = (TOP / page).read_text(encoding="utf-8")

        def again(block: re.Match) -> str:
            commands = [part.partition("\n")[0] for part in re.split(r"^\$ ", block[1], flags=re.MULTILINE)[1:]]
            body = "\n\n".join(f"$ {command}\n{printed(command)}" for command in commands)
            return f"```console\n{body}\n```"

        (TOP / page).write_text(BLOCK.sub(again, text), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--out", type=Path, metavar="DIR", help="build the long pages into DIR instead")
    if folder := parser.parse_args().out:
        build(folder)
        print(f"wrote {folder}")
    else:
        write()
