import sqlite3
import zipfile

import slipstick
from slipstick.cards import anki


def test_a_package_holds_the_cards_with_their_ids(tmp_path):
    cards = slipstick.notes("numbers:latency")
    path = tmp_path / "latency.apkg"
    anki.write(cards, str(path))
    with zipfile.ZipFile(path) as package:
        package.extract("collection.anki2", tmp_path)
    base = sqlite3.connect(tmp_path / "collection.anki2")
    found = dict(base.execute("select guid, flds from notes"))
    base.close()
    assert found == {card.guid: f"{card.front}\x1f{card.back}" for card in cards}
