"""Texts of pages are kept while their facts and the code stay as they are."""

import json
import os
from zlib import crc32

import pytest

from slipstick import catalogue
from slipstick.reference import kept as room
from slipstick.reference.kept import kept
from slipstick.reference.listing import EVERY, rows


@pytest.fixture
def parts():
    return catalogue().specs()[: room.LEAST]


@pytest.fixture
def worked(tmp_path, monkeypatch):
    """What was worked out, in a home of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return []


def texts(parts, worked, name="test.json"):
    def work(part):
        worked.append(part.handle)
        return [part.handle, part.kind]

    return kept(name, parts, work)


def path(tmp_path):
    return tmp_path / "slipstick" / "test.json"


def test_texts_are_worked_out_once(parts, worked):
    first = texts(parts, worked)
    assert first == [[part.handle, part.kind] for part in parts]
    assert texts(parts, worked) == first
    assert len(worked) == len(parts)


def test_few_are_worked_out_each_time_and_nothing_is_written(parts, worked, tmp_path):
    texts(parts[1:], worked)
    texts(parts[1:], worked)
    assert len(worked) == 2 * (len(parts) - 1)
    assert not path(tmp_path).exists()


def test_a_page_with_other_facts_is_worked_out_anew_and_the_rest_is_not(parts, worked, monkeypatch):
    texts(parts, worked)
    monkeypatch.setattr(parts[3], "_page", parts[3]._page._replace(facts="a\n1"))
    worked.clear()
    for _ in range(2):
        texts(parts, worked)
    assert worked == [parts[3].handle]


def test_other_code_works_all_out_anew(parts, worked, tmp_path):
    texts(parts, worked)
    total, text = path(tmp_path).read_text(encoding="utf-8").split("\n")
    code, pages = json.loads(text)
    assert int(total) == crc32(text.encode())
    assert {os.path.basename(file) for file in code} >= {"kept.py", "listing.py", "derived.py", "spec.py"}
    code[next(iter(code))][0] += 1
    text = json.dumps([code, pages])
    path(tmp_path).write_text(f"{crc32(text.encode())}\n{text}", encoding="utf-8")
    worked.clear()
    texts(parts, worked)
    assert len(worked) == len(parts)


def test_code_that_worked_some_of_them_out_is_kept_with_the_rest(parts, worked, tmp_path, monkeypatch):
    texts(parts, worked)
    before = json.loads(path(tmp_path).read_text(encoding="utf-8").split("\n")[1])[0]
    monkeypatch.setattr(room.sys, "modules", {})
    monkeypatch.setattr(parts[3], "_page", parts[3]._page._replace(facts="a\n1"))
    texts(parts, worked)
    assert json.loads(path(tmp_path).read_text(encoding="utf-8").split("\n")[1])[0] == before


@pytest.mark.parametrize(
    "damage", [lambda text: text[:-9], lambda text: text.replace("cpu", "gpu", 1), lambda _: "", lambda _: "1\n[]"]
)
def test_a_damaged_file_is_not_believed(parts, worked, tmp_path, damage):
    texts(parts, worked)
    path(tmp_path).write_text(damage(path(tmp_path).read_text(encoding="utf-8")), encoding="utf-8")
    worked.clear()
    assert texts(parts, worked) == [[part.handle, part.kind] for part in parts]
    assert len(worked) == len(parts)


def test_where_nothing_can_be_kept_they_are_worked_out(parts, worked, tmp_path, monkeypatch):
    (tmp_path / "slipstick").write_text("a file and no folder", encoding="utf-8")
    assert len(texts(parts, worked)) == len(texts(parts, worked)) == len(parts)
    assert len(worked) == 2 * len(parts)


def test_the_list_of_all_is_the_same_kept_or_not(worked):
    every = catalogue().specs()
    heads, lines = rows(every)
    assert rows(every) == (heads, lines)
    assert heads == ["handle", *(name for name, _ in EVERY)]
    for at in range(0, len(every), 50):
        assert lines[at] == [every[at].handle, *(text(every[at]) for _, text in EVERY)]


def test_what_the_wheel_brings_along_is_believed_while_the_code_is_as_it_was(parts, worked, tmp_path, monkeypatch):
    monkeypatch.setattr(room, "data_folder", lambda: str(tmp_path))
    told = room.shipped(parts, lambda part: [part.handle])
    place = tmp_path / "test.json"
    place.write_text(told, encoding="utf-8")
    assert texts(parts, worked) == [[part.handle] for part in parts]
    assert not worked
    assert not path(tmp_path).exists()
    code, pages = json.loads(told.split("\n", 1)[1])
    code["code:reference/kept.py"] += 1
    text = json.dumps([code, pages])
    for damage in (told[:-1], f"{crc32(text.encode())}\n{text}"):
        place.write_text(damage, encoding="utf-8")
        assert texts(parts, worked) == [[part.handle, part.kind] for part in parts]
        assert len(worked) == len(parts)
        path(tmp_path).unlink()
        worked.clear()
