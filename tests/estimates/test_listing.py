"""The list of questions: what its compiled form says is what the kernels say, whatever happens to it."""

import json
from pathlib import Path

import pytest

from slipstick.errors import SlipstickError
from slipstick.estimates import listing, questions
from slipstick.estimates.listing import LIST, listed, shipped_list
from slipstick.estimates.questions import find
from slipstick.estimates.shelf import names, shipped_files

OWN = """\
from slipstick import Kernel, asks, side
from slipstick.formulas.kernels import softmax_traffic

COPY_TWICE = Kernel(
    "copy-twice",
    "How long do two copies take?",
    (side("rows", "rows"), side("columns", "{help}")),
    phases=(asks(memory=softmax_traffic),),
)
"""


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """Where the list is kept, of a cache and data of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(listing, "data_folder", lambda: str(tmp_path / "data"))
    (tmp_path / "data").mkdir()
    return tmp_path / "cache" / "slipstick" / LIST


def noticed(monkeypatch):
    """Which lists were compiled from now on."""
    made, compile = [], listing.compiled
    monkeypatch.setattr(listing, "compiled", lambda *given: made.append(given) or compile(*given))
    return made


def test_the_list_says_what_each_question_says(kept):
    assert list(listed()) == names(shipped_files())
    for name, entry in listed().items():
        question = find(name)
        assert (entry.name, entry.help, entry.command) == (name, question.help, question.command)
        assert entry.parameters == {each.name: each.help for each in question.parameters}


@pytest.mark.parametrize("which", ["user", "shipped"])
def test_a_list_is_read_where_it_is_kept(kept, tmp_path, monkeypatch, which):
    right = listed()
    if which == "shipped":
        kept.unlink()
        (tmp_path / "data" / LIST).write_text(json.dumps(shipped_list()))
    made = noticed(monkeypatch)
    assert listed() == right
    assert not made


def test_a_damaged_list_changes_nothing(kept):
    right = listed()
    whole = kept.read_bytes()
    cut = [whole[:end] for end in (0, 1, 100, len(whole) // 2, len(whole) - 1)]
    flips = [
        whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :] for at in range(0, len(whole), 97) for bit in (1, 64)
    ]
    for damage in (*cut, *flips, b"\0" * 100, b"[" * 100_000, b"[]", b"{}", b"1", b'{"checksum": 0}', b"\xff" + whole):
        kept.write_bytes(damage)
        assert listed() == right
    kept.unlink()
    kept.mkdir()
    assert listed() == right


def test_a_list_of_other_files_is_made_anew(kept, tmp_path, monkeypatch):
    listed()
    own = tmp_path / "own"
    own.mkdir()
    monkeypatch.setenv("SLIPSTICK_KERNELS", str(own))
    for help in ("elements", "how many elements"):
        (own / "copy_twice.py").write_text(OWN.format(help=help))
        assert listed()["copy-twice"].parameters["columns"] == help
    assert "copy-twice" not in shipped_list()["questions"]
    monkeypatch.delenv("SLIPSTICK_KERNELS")
    assert "copy-twice" not in listed()


def test_where_nothing_can_be_kept_the_list_is_made_each_time(kept, monkeypatch):
    right = listed()
    monkeypatch.setenv("XDG_CACHE_HOME", "/proc/nowhere")
    assert listed() == right
    assert Path(kept).exists()


def test_a_question_that_cannot_be_read_is_listed_with_the_reason(monkeypatch):
    def fails(name):
        raise SlipstickError(f"{name} is broken")

    monkeypatch.setattr(questions, "find", fails)
    assert listing._listed("mine") == listing.Listed("mine", "mine is broken", False, True, {}, [], [])
