"""Whatever happens to a compiled form, and to where it lies, the answer is that of the YAML."""

import importlib.util
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from owned import read
from slipstick.files.layer import Layer
from slipstick.files.places import compiled_paths

TOOL = Path(__file__).parents[2] / "tools" / "damage.py"
SPEC = """\
name: My GPU
kind: gpu
aliases: [mine]
memory:
  HBM: {bandwidth: 1 TB/s, capacity: 10 GB}
sources:
  "*": {title: my own measurement, seen: 2026-11-23}
"""


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A folder of own specs, whose compiled form would lie in a folder of the test's."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "specs"
    folder.mkdir()
    (folder / "my-gpu.yaml").write_text(SPEC)
    os.utime(folder / "my-gpu.yaml", (10**9, 10**9))
    return folder


def told(own):
    """What a new layer says to each question; each is asked of one of its own."""
    found = [Layer(str(own)).words(), Layer(str(own)).handle("mine"), read(Layer(str(own)).page("my-gpu"))]
    pages = [[read(page) for page in Layer(str(own)).pages(kind)] for kind in ("gpu", "cpu")]
    return [*found, *pages, Layer(str(own)).handle("other")]


@pytest.fixture(scope="module")
def damage():
    told = importlib.util.spec_from_file_location("damage", TOOL)
    module = importlib.util.module_from_spec(told)
    told.loader.exec_module(module)
    return module


@pytest.mark.parametrize("which", ["user", "shipped"])
def test_the_answer_of_a_damaged_file_is_that_of_the_yaml(damage, tmp_path, which):
    """A few of the tries tools/damage.py makes by the thousand."""
    tries = damage.Tries(str(tmp_path), which)
    tries.run(30, seed=7)
    assert tries.wrong == []
    assert tries.counts["noticed"] > 30


def test_where_the_compiled_form_cannot_lie_it_is_made_each_time(own, tmp_path):
    right = told(own)
    place = Path(compiled_paths(str(own))[0])
    for path in (place, Path(f"{place}.stamps")):
        path.unlink(missing_ok=True)
        path.mkdir()
        assert told(own) == right
    for path in place.parent.iterdir():
        path.rmdir() if path.is_dir() else path.unlink()
    place.parent.rmdir()
    place.parent.write_text("a file")
    assert told(own) == right
    assert place.parent.read_text() == "a file"


def test_a_folder_that_cannot_be_written_is_only_read(own):
    right = told(own)
    place = Path(compiled_paths(str(own))[0])
    data = bytearray(place.read_bytes())
    data[len(data) // 2 :] = bytes(len(data) - len(data) // 2)
    place.write_bytes(data)
    place.parent.chmod(0o500)
    try:
        assert told(own) == right
    finally:
        place.parent.chmod(0o700)


@pytest.mark.parametrize("kept", [b"", b"\0", b"\xff\xfe", b"0" * 17, b"x" * 10**6])
def test_damaged_stamps_are_not_believed(own, kept):
    right = told(own)
    stamps = Path(f"{compiled_paths(str(own))[0]}.stamps")
    stamps.write_bytes(kept)
    assert told(own) == right
    (own / "my-gpu.yaml").write_text(SPEC.replace("mine", "yours"))
    stamps.write_bytes(kept)
    assert "yours" in Layer(str(own)).words()


@pytest.mark.parametrize(
    "change",
    [
        "delete from words where key = 'mine'",
        "delete from pages",
        "delete from rests",
        "update rests set value = 'x'",
        "update rests set key = 'my-cpu'",
        "delete from contents where key = 'meta'",
        "delete from contents where key = 'pages'",
        "insert into words values ('more', 'my-gpu', 0)",
        "update words set value = 1",
        "update words set (value, checksum) = (select value, checksum from contents where key = 'words')",
        "drop table words",
    ],
)
def test_a_row_that_is_gone_or_another_is_noticed(own, change):
    right = told(own)
    place = Path(compiled_paths(str(own))[0])
    with closing(sqlite3.connect(place)) as base, base:
        base.execute(change)
    damaged = place.read_bytes()
    for number, answer in enumerate(right):
        place.write_bytes(damaged)
        assert told(own)[number] == answer
