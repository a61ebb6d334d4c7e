"""Cards: ids that stay, and forms that read back."""

import csv
import io

import slipstick
from slipstick.cards import anki
from slipstick.cards.cards import Note, _guid, _unique, card_names


def rows(told: str) -> list[list[str]]:
    """The cards of tab-separated text, read as Anki reads it."""
    lines = told.splitlines()
    body = [line for line in lines if not line.startswith("#")]
    assert lines[: len(lines) - len(body)] == anki.HEAD.splitlines()
    return list(csv.reader(io.StringIO("\n".join(body)), delimiter="\t"))


def test_every_subject_has_cards_that_read_back_and_no_id_comes_twice():
    seen = {}
    for name in card_names():
        cards = slipstick.notes(name)
        assert cards, name
        for card, row in zip(cards, rows(anki.text(cards)), strict=True):
            assert row == [card.guid, card.deck, card.front, card.back, " ".join(card.tags)]
            assert card.front
            assert card.back
            assert seen.setdefault(card.guid, card) is card, f"{name}: {card.front}"
    assert len(seen) > 1000


OWN = "title: Mine\nrows:\n  - section: One\n  - A <b>: {value}\n  - A <b>: 3 s\n  - Other: 2 s\n"


def test_a_card_keeps_its_id_when_its_value_changes(tmp_path):
    folder = tmp_path / "sheets"
    folder.mkdir()
    told = []
    for value in ("1 s", "1 min"):
        (folder / "mine.yaml").write_text(OWN.format(value=value))
        told.append(slipstick.notes("mine", str(tmp_path)))
    first, second = told
    assert [card.guid for card in first] == [card.guid for card in second]
    assert first[0].back != second[0].back
    assert len({card.guid for card in first}) == 3  # two rows of one label are told apart
    assert "&lt;b&gt;" in first[0].front


def test_ids_are_those_of_the_first_release():
    assert slipstick.notes("chapter:speedup")[1].guid == "f36df51161714ab87535"
    assert (
        next(card for card in slipstick.notes("latency") if "L1 cache hit" in card.front).guid == "f16331d616bba31cd03d"
    )


def test_of_two_cards_that_ask_the_same_the_later_have_an_id_of_their_place():
    note = Note("a", "deck", "front", "back", ())
    found = [each.guid for each in _unique([note, note._replace(guid="b"), note, note])]
    assert found[:2] == ["a", "b"]
    assert found[2:] == [_guid("a/2"), _guid("a/3")]
    assert all(len(guid) == 20 for guid in found[2:])
