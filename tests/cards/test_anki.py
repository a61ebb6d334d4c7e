import re
import sqlite3
import zipfile

import slipstick
from slipstick.cards import anki, cards


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


def test_a_card_has_names_as_text_and_one_line_each(tmp_path):
    folder = tmp_path / "sheets"
    folder.mkdir()
    rows = '["<script>alert(1)</script>\\t\\"": 1 ns, "=1+1 & <img src=x onerror=y>": 2 ns]'
    (folder / "hostile.yaml").write_text(f'title: "<b>\\" {{{{Front}}}}"\nrows: {rows}\n'.replace("{{Front}}", "x"))
    found = cards.notes("hostile", str(tmp_path))
    assert len(found) == 2
    text = anki.text(found)
    assert re.findall(r"<(?!br>|/?b>|/?small>)[^>]*>", text) == []
    assert len(text.splitlines()) == len(anki.HEAD.splitlines()) + 2
    assert {line.count("\t") for line in text.splitlines()[len(anki.HEAD.splitlines()) :]} == {4}
