"""``slipstick cards``."""

import sys

import click

from ._options import Plain, specs


def _names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from ..cards.cards import subjects

    return [name for name in subjects() if incomplete in name]


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
    from ..cards import anki
    from ..cards.cards import notes, subjects

    if not names:
        print("\n".join(subjects(specs)))
        return
    found = {card.guid: card for name in names for card in notes(name, specs)}
    cards = list(found.values())
    if output:
        anki.write(cards, output)
        print(f"wrote {len(cards)} cards to {output}", file=sys.stderr)
    else:
        print(anki.text(cards))
