"""``slipstick show``."""

import textwrap

import click

from ..spec import Spec, load
from ._options import as_json, print_json, specs


@click.command("show", short_help="What is known about a part, and where is it from?")
@click.argument("spec")
@specs()
@as_json()
def command(spec: str, specs: str | None, form: str | None) -> None:
    """What is known about a part, and where each number comes from.

    \b
    Examples:
      slipstick show a100
      slipstick show "rtx 4090" --json
    """
    part = load(spec, specs)
    if form == "json":
        print_json(part.as_dict())
    else:
        print(page(part))


def page(part: Spec) -> str:
    """A spec for a person, in 79 columns."""
    keys = list(dict.fromkeys(fact.source for fact in part.facts.values()))
    lines = [f"{part.name} ({part.handle}), {part.kind}"]
    if part.aliases:
        lines.append(f"also called {', '.join(part.aliases)}")
    section = ""
    for path, fact in part.facts.items():
        head, _, rest = path.partition(".")
        if head != section:
            lines.append("")
            section = head
        lines.append(f"  {path if rest else head:<34}{fact.text:<30} [{keys.index(fact.source) + 1}]")
    lines.append("")
    for note in part.notes:
        lines += textwrap.wrap(note, 77, initial_indent="- ", subsequent_indent="  ")
    lines.append("")
    for number, key in enumerate(keys, 1):
        source = part.sources[key]
        text = f"[{number}] {source['title']} ({source.get('publisher') or key}), seen {source['seen']}"
        lines += textwrap.wrap(text, 79, subsequent_indent="    ")
    return "\n".join(lines)
