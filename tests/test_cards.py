"""Cards: ids that stay, forms that read back; and what is said of a wrong question."""

import csv
import io
import sqlite3
import subprocess
import sys
import zipfile

import pytest

import slipstick
from slipstick.cards import anki
from slipstick.cards.cards import subjects


def rows(told: str) -> list[list[str]]:
    """The cards of tab-separated text, read as Anki reads it."""
    lines = told.splitlines()
    body = [line for line in lines if not line.startswith("#")]
    assert lines[: len(lines) - len(body)] == anki.HEAD.splitlines()
    return list(csv.reader(io.StringIO("\n".join(body)), delimiter="\t"))


def test_every_subject_has_cards_that_read_back_and_no_id_comes_twice():
    seen = {}
    for name in subjects():
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


@pytest.mark.parametrize(
    ("words", "code", "problem"),
    [
        (["latncy"], 2, "no cards are known by 'latncy': did you mean latency"),
        (["chaptr:speedup"], 2, "unknown kind of cards 'chaptr': did you mean chapter?"),
        (["chapter:latency"], 2, "no cards are known by 'latency'"),
        (["latency", "-o", "x.doc"], 2, "cannot tell the form from x.doc"),
        (["latency", "-o", "nowhere/x.txt"], 1, "nowhere/x.txt cannot be written: there is no such folder"),
    ],
)
def test_wrong_questions_are_answered_in_one_line(words, code, problem, tmp_path):
    command = [sys.executable, "-m", "slipstick", "cards", *words]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert (done.returncode, done.stdout) == (code, "")
    assert problem in done.stderr
    assert done.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_a_package_without_genanki_says_what_to_install(tmp_path):
    code = (
        "import sys; sys.modules['genanki'] = None\n"
        "from slipstick.cli import run; run(['cards', 'powers', '-o', 'x.apkg'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert (done.returncode, list(tmp_path.iterdir())) == (1, [])
    assert done.stderr == "slipstick: a package needs one more package: pip install 'slipstick[cards]'\n"
