"""What is made and not written in README.md, CONTRIBUTING.md and docs/: ``python tools/pages.py`` makes it again."""

import json
import re

import mixups
import records
import slipstick
from examples import BLOCK, PAGES, TOP, printed
from slipstick.files import template
from slipstick.files.schema import KINDS, is_value
from slipstick.layout import table
from slipstick.reference import handbook
from slipstick.reference.listing import rows
from slipstick.reference.number import numbers_of


def catalogue_page() -> str:
    """docs/catalogue.md: a table for each kind of spec, and one for the numbers."""
    parts = slipstick.catalogue().specs()
    values = sum(is_value(path) for part in parts for path in part)
    sources = {key for part in parts for fact in part.facts.values() for key in (fact.source, *fact.also)}
    lines = [
        "# The catalogue",
        "",
        f"{len(parts)} specs with {values} values from {len(sources)} sources; none without one.",
        "",
        "`slipstick show HANDLE --sources` prints a page with the source of each value, `slipstick list KIND`",
        "chooses and sorts, `slipstick compare` sets side by side. Rates are dense and of the fastest units in",
        "bf16, or in the dtype named; a bandwidth is one direction. The facts are in",
        "[data/hardware](../data/hardware) and [data/numbers](../data/numbers), their sources in",
        "[data/sources.yaml](../data/sources.yaml); `python tools/pages.py` makes this page from them.",
    ]
    for kind in KINDS:
        chosen = [part for part in parts if part.kind == kind]
        lines += ["", f"## {kind} ({len(chosen)})", ""]
        lines.append(numbers_table(chosen) if kind == "numbers" else table(*rows(chosen, kind, ["name"]), "markdown"))
    return "\n".join(lines) + "\n"


def numbers_table(pages: list[slipstick.Spec]) -> str:
    """Every number of the pages: its path, its value or range, and what it is."""
    every = [number for page in pages for number in numbers_of(page)]
    found = [[number.path, number.span, number.date, number.name] for number in every]
    return table(["number", "value", "date", "what"], found, "markdown")


def generated() -> dict[str, str]:
    """The pages of docs/ that are made and not written, by name."""
    schema = json.dumps(template.schema(), indent=2, ensure_ascii=False) + "\n"
    return {
        "catalogue.md": catalogue_page(),
        "formulas.md": handbook.markdown(),
        "records.md": records.page(),
        "spec.schema.json": schema,
        "units.md": mixups.page(),
    }


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
    write()
