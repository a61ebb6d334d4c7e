import json
import re
import sqlite3
import zipfile
from zlib import crc32

import pytest

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


def test_a_text_file_has_a_line_a_card_and_ends_in_one(tmp_path):
    cards = slipstick.notes("numbers:latency")
    for ending in ("txt", "tsv", "TXT"):
        anki.write(cards, str(tmp_path / f"cards.{ending}"))
        assert (tmp_path / f"cards.{ending}").read_bytes() == (anki.text(cards) + "\n").encode()


@pytest.mark.parametrize("name", ["cards.csv", "cards", ".apkg"])
def test_another_ending_is_refused(tmp_path, name):
    with pytest.raises(slipstick.UsageError, match=r"expected an ending such as .txt, .tsv, .apkg$"):
        anki.write([], str(tmp_path / name))
    with pytest.raises(slipstick.SlipstickError, match="there is no such folder"):
        anki.write([], str(tmp_path / "no" / "cards.txt"))


def test_a_package_keeps_its_ids_so_that_a_new_one_takes_the_place_of_the_old(tmp_path):
    """Anki knows a deck and a kind of card by its number."""
    cards = slipstick.notes("numbers:latency")
    made = []
    for name in "ab":
        anki.write(cards, str(tmp_path / f"{name}.apkg"))
        with zipfile.ZipFile(tmp_path / f"{name}.apkg") as package:
            package.extract("collection.anki2", tmp_path)
        base = sqlite3.connect(tmp_path / "collection.anki2")
        [(decks, models, crt)] = base.execute("select decks, models, crt from col")
        notes = base.execute("select guid, mid, tags, id from notes order by guid").fetchall()
        base.close()
        made.append((decks, models, crt, notes))
    assert made[0] == made[1]
    assert set(json.loads(made[0][0])) == {"1", *(str(crc32(card.deck.encode()) + 2**31) for card in cards)}
    [model] = json.loads(made[0][1]).values()
    assert (model["id"], model["name"]) == ("1480203761", "slipstick")
    assert [field["name"] for field in model["flds"]] == ["Front", "Back"]
    assert {row[1] for row in made[0][3]} == {1_480_203_761}
    assert {row[2].strip() for row in made[0][3]} == {" ".join(tag.replace(" ", "-") for tag in c.tags) for c in cards}
