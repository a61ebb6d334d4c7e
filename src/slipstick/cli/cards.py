"""``slipstick cards``."""

import sys

import click

from ._options import Plain, specs


def _names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from ..cards.cards import card_names

    return [name for name in card_names() if incomplete in name]


@click.command("cards", cls=Plain, short_help="Sheets, chapters and numbers as Anki cards.")
@click.argument("names", nargs=-1, shell_complete=_names)
@click.option("-o", "--output", metavar="FILE", help="Write to FILE.txt, or FILE.apkg (needs slipstick[cards]).")
@specs()
def command(names: tuple[str, ...], output: str | None, specs: str | None) -> None:
    """Sheets, chapters of formulas and pages of numbers as cards to learn with Anki. Without NAMES: which there are.

    NAMES are such as latency, chapter:network or numbers:latency. A card keeps its id when its value changes, so that
    importing again keeps what was learned.

    \b
    Examples:
      slipstick cards
      slipstick cards latency
      slipstick cards chapter:speedup numbers:storage
    """
    from ..cards.cards import card_names
    from ..cards.deck import cards

    if not names:
        print("\n".join(card_names(specs)))
        return
    found = cards(*names, specs=specs)
    if output:
        found.write(output)
        print(f"wrote {len(found)} cards to {output}", file=sys.stderr)
    else:
        print(found)
