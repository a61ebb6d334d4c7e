"""Cards as a list that prints itself, and is written, as ``slipstick cards`` does."""

from ..errors import UsageError
from ..markup import Html, table
from ..words import counted
from . import anki
from .cards import Note, notes


class Deck(list[Note]):
    """Cards, each id once. ``str()`` of them is the text that Anki imports."""

    def __repr__(self) -> str:
        return f"<{counted(len(self), 'card')} of {', '.join(dict.fromkeys(card.deck for card in self))}>"

    def __str__(self) -> str:
        return anki.text(self)

    def _repr_html_(self) -> str:
        return table(["front", "back"], [[Html(card.front), Html(card.back)] for card in self], repr(self)[1:-1])

    def write(self, path: str) -> None:
        """Write them to a .txt, .tsv or .apkg file, whole or not at all.

        Raises UsageError for another ending, SlipstickError where it cannot be written or genanki is not installed.
        """
        anki.write(self, path)


def cards(*names: str, specs: str | None = None) -> Deck:
    """The cards of sheets, chapters of formulas and pages of numbers, to learn with Anki.

    names: such as ``"latency"``, ``"chapter:network"`` or ``"numbers:latency"``, as :func:`slipstick.notes` takes one;
    :func:`slipstick.card_names` lists them. specs: as in :func:`slipstick.load`.
    Raises UsageError for an unknown name, and for none.

    >>> cards("latency", "chapter:speedup")[0].deck
    'slipstick::latency'
    """
    if not names:
        raise UsageError("cards of what? Expected names, such as latency, chapter:network or numbers:latency")
    return Deck({card.guid: card for name in names for card in notes(name, specs)}.values())
