"""``slipstick number``."""

import click

from ._options import Plain, as_json, print_json, specs


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
    if form == "json":
        brief = [{"page": page, "name": name, "numbers": count} for page, name, count in found.pages()]
        print_json([number.as_dict() for number in found] if found.found else brief)
    else:
        print(found.text(every))
