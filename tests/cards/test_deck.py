"""Cards as a list that prints itself as the command does."""

import html5lib
import pytest

import slipstick
from examples import run
from slipstick import UsageError
from slipstick.cards.deck import Deck, cards


def test_a_deck_is_what_the_command_prints_and_writes(tmp_path):
    made = slipstick.cards("chapter:speedup", "numbers:latency")
    assert isinstance(made, Deck)
    assert run(["cards", "chapter:speedup", "numbers:latency"]).stdout == f"{made}\n"
    made.write(str(tmp_path / "x.txt"))
    assert (tmp_path / "x.txt").read_text() == f"{made}\n"
    assert repr(made) == f"<{len(made)} cards of slipstick::speedup, slipstick::latency>"
    html5lib.HTMLParser(strict=True).parseFragment(made._repr_html_())


def test_a_card_of_two_subjects_is_there_once():
    assert cards("numbers:latency", "numbers:latency") == cards("numbers:latency")


def test_a_deck_needs_a_name():
    with pytest.raises(UsageError, match="cards of what"):
        cards()


def test_the_names_are_those_that_the_command_lists():
    assert run(["cards"]).stdout.splitlines() == slipstick.card_names()
