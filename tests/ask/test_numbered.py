"""The words of numbers are kept: what is kept is what the pages say, and a person's own pages are read too."""

import json

import pytest

from slipstick.ask import numbered as room
from slipstick.ask.reading import read
from slipstick.reference import kept
from slipstick.reference.search import numbers
from slipstick.specs.catalogue import catalogue

PAGE = """kind: numbers
name: Numbers of the workshop
numbers:
  kettle: {name: kettle boiling, typical: 150 s, low: 100 s, high: 200 s, date: 2026-11}
sources: {"*": {title: my own stopwatch, seen: 2026-11-20}}
"""


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "cache_path", lambda name: str(tmp_path / "cache" / name))
    room.numbered.cache_clear()
    yield tmp_path
    room.numbered.cache_clear()


def test_each_number_has_the_words_of_its_names_and_of_what_is_said(home):
    every = {each.path: each for each in room.numbered(catalogue())}
    for number in numbers()[::17]:
        found = every[number.path]
        assert found.words >= room.bare([number.id])
        assert room.bare([number.name]) in found.names
        assert {*room.stems_of(number.text("what"))} <= {*found.table}
        assert (found.page, bool(found.history)) == (number.page.handle, number.history)
    assert list(every) == [number.path for number in numbers()]


def test_they_are_worked_out_once(home, monkeypatch):
    first = room.numbered(catalogue())
    room.numbered.cache_clear()
    monkeypatch.setattr(room, "_row", lambda number: pytest.fail(number.path))
    assert room.numbered(catalogue()) == first


def test_what_is_shipped_is_what_would_be_kept(home, monkeypatch):
    first = room.numbered(catalogue())
    (home / room.FILE).write_text(room.shipped(), encoding="utf-8")
    monkeypatch.setattr(kept, "data_folder", lambda: str(home))
    (home / "cache" / room.FILE).unlink()
    room.numbered.cache_clear()
    monkeypatch.setattr(room, "_row", lambda number: pytest.fail(number.path))
    assert room.numbered(catalogue()) == first


def test_a_number_of_a_page_of_ones_own_is_asked_for_at_once_and_so_is_its_new_name(home):
    page = home / "workshop.yaml"
    page.write_text(PAGE, encoding="utf-8")
    assert read("how long does kettle boiling take", str(page)).words == ("number", "workshop.kettle")
    page.write_text(PAGE.replace("kettle boiling", "samovar boiling"), encoding="utf-8")
    assert read("how long does samovar boiling take", str(page)).words == ("number", "workshop.kettle")


def test_the_rows_are_text_alone():
    page = catalogue().find("latency")
    assert all(isinstance(field, str) for row in json.loads(room._told(page)[0]) for field in row)
