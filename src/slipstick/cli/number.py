"""``slipstick number``."""

from typing import TYPE_CHECKING

import click

from ..layout import shorten, table
from ._options import Plain, as_json, print_json, specs

if TYPE_CHECKING:
    from ..reference.number import Number

MOST = 10  # further matches that are listed


def _ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from ..reference.search import numbers

    return [each.path for each in numbers("", ctx.params.get("specs")) if each.path.startswith(incomplete)]


@click.command("number", cls=Plain, short_help="Which numbers are worth knowing?")
@click.argument("question", nargs=-1, metavar="[QUESTION]...", shell_complete=_ids)
@specs()
@as_json()
@click.option("--all", "every", is_flag=True, help="List every other match, not only the ten best.")
def command(question: tuple[str, ...], specs: str | None, form: str | None, every: bool) -> None:
    """Which numbers are worth knowing? The one that a few words mean: its value, range and date, how to get there.

    A word may be an id such as latency.l2-hit, or part of a name; all of them have to occur. The other matches are
    listed below. Without a QUESTION: the pages of numbers.

    \b
    Examples:
      slipstick number
      slipstick number l2 latency
      slipstick number disk seek --all
      slipstick number latency.kernel-launch --json
    """
    from ..reference.search import numbers

    words = " ".join(question)
    found = numbers(words, specs)
    if not words.strip():
        _pages(found, form)
    elif form == "json":
        print_json([number.as_dict() for number in found])
    else:
        print(found[0])
        _others(found[1:] if every else found[1 : MOST + 1], len(found) - 1)


def _pages(found: "list[Number]", form: str | None) -> None:
    """The pages of numbers, each with how many it has."""
    counts: dict[str, int] = {}
    for number in found:
        counts[number.page.handle] = counts.get(number.page.handle, 0) + 1
    names = {number.page.handle: number.page.name for number in found}
    if form == "json":
        print_json([{"page": page, "name": names[page], "numbers": count} for page, count in counts.items()])
        return
    rows = [[page, str(count), names[page]] for page, count in counts.items()]
    print(table(["page", "numbers", "name"], rows))
    print(f"\n{len(found)} numbers: slipstick number WORDS finds one, slipstick show PAGE prints a page")


def _others(found: "list[Number]", count: int) -> None:
    """The other matches in a line each."""
    from ..reference.number import WIDTH

    if not found:
        return
    rows = [[number.path, number.text("typical") or number.span] for number in found]
    room = WIDTH - sum(max(map(len, column)) + 2 for column in zip(*rows, strict=True))
    names = [shorten(number.name, max(room, 20)) for number in found]
    print("\n" + table(["also", "value", "what"], [[*row, name] for row, name in zip(rows, names, strict=True)]))
    if count > len(found):
        print(f"and {count - len(found)} more: --all")
