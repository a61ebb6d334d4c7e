"""Cards in the forms Anki reads: tab-separated text, and a package. genanki lives here."""

import io
import os
from zlib import crc32

from ..errors import SlipstickError, UsageError
from ..units.writing import in_a_folder, write_whole
from .cards import Note

HEAD = "#separator:tab\n#html:true\n#notetype:Basic\n#guid column:1\n#deck column:2\n#tags column:5\n"
MODEL = 1_480_203_761  # any number, but always the same one: Anki knows a note type by it
MADE = 1_700_000_000.0  # as if made at one moment, so that cards differ by what they say alone


def text(cards: list[Note]) -> str:
    """Tab-separated text with the headers Anki reads: id, deck, front, back, tags."""
    rows = [[card.guid, card.deck, card.front, card.back, " ".join(card.tags)] for card in cards]
    return HEAD + "\n".join("\t".join(map(_field, row)) for row in rows)


def _field(value: str) -> str:
    """A field on one line; quoted, so that nothing in it is read as a mark."""
    flat = " ".join(value.split("\t")).replace("\n", "<br>").replace('"', '""')
    return f'"{flat}"'


def write(cards: list[Note], path: str) -> None:
    """Write cards to a .txt, .tsv or .apkg file, whole or not at all.

    Raises UsageError for another ending, SlipstickError where it cannot be written or genanki is not installed.
    """
    ending = os.path.splitext(path)[1].casefold()
    if ending not in (".txt", ".tsv", ".apkg"):
        raise UsageError(f"cannot tell the form from {path}: expected an ending such as .txt, .tsv, .apkg")
    in_a_folder(path)
    write_whole(path, _package(cards) if ending == ".apkg" else (text(cards) + "\n").encode())


def _package(cards: list[Note]) -> bytes:
    try:
        import genanki
    except ImportError:
        raise SlipstickError("a package needs one more package: pip install 'slipstick[cards]'") from None
    sides = [{"name": "Front"}, {"name": "Back"}]
    template = {"name": "Card 1", "qfmt": "{{Front}}", "afmt": '{{FrontSide}}<hr id="answer">{{Back}}'}
    model = genanki.Model(MODEL, "slipstick", fields=sides, templates=[template], css=CSS)
    decks = {name: genanki.Deck(crc32(name.encode()) + 2**31, name) for name in dict.fromkeys(c.deck for c in cards)}
    for card in cards:
        tags = [tag.replace(" ", "-") for tag in card.tags]
        decks[card.deck].add_note(genanki.Note(model, [card.front, card.back], guid=card.guid, tags=tags))
    out = io.BytesIO()
    genanki.Package(list(decks.values())).write_to_file(out, timestamp=MADE)
    return out.getvalue()


CSS = ".card { font-family: sans-serif; font-size: 20px; text-align: center; } small { color: #888; }"
