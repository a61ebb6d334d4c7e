"""The table of what phrases mean."""

import pytest

from slipstick.ask import lexicon as table
from slipstick.ask.lexicon import folded, lexicon
from slipstick.errors import SpecError
from slipstick.estimates.listing import listed
from slipstick.units import reading

COMMANDS = {"any", "kernel", "compare", "show", "list", "calc", "users", "plot", "sheet"}


def meanings(kind):
    return [(phrase, each) for phrase, every in lexicon().phrases.items() for each in every if each.kind == kind]


def test_every_word_of_a_task_speaks_of_one_that_there_is():
    assert {name for _, each in meanings("cue") for name in each.targets} <= {*listed(), *COMMANDS}


def test_every_unit_is_one_that_is_read():
    for _, each in meanings("unit"):
        assert reading.unit(each.targets[0]).powers


def test_every_name_is_a_parameter_of_a_question():
    known = {name for entry in listed().values() for name in (*entry.parameters, *entry.picks)}
    assert {name for _, each in meanings("name") for name in each.targets} <= {*known, "rent", "grid", "measured"}


def test_phrases_are_looked_up_in_one_case():
    assert folded("Fine-Tune it’s") == "fine tune it's"


def test_a_line_that_is_none_is_named(monkeypatch, tmp_path):
    (tmp_path / "asking.txt").write_text("# words\n\nverb matmul = multiply\n")
    monkeypatch.setattr(table, "data_folder", lambda: str(tmp_path))
    with pytest.raises(SpecError, match=r"asking.txt:3: expected KIND TARGET"):
        lexicon.__wrapped__()
