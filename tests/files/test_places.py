import os
import zlib
from pathlib import Path

from slipstick.files import layer, places
from slipstick.units.data import data_folder

MODEL = "name: A\nkind: model\nparameters: 8e9\nsources: {'*': {title: a card, seen: 2026-11-30}}\n"


def test_every_folder_of_facts_is_looked_into():
    data = Path(data_folder())
    others = {"templates", "calibration", "measurements"}
    assert {path.name for path in data.iterdir() if path.is_dir()} == {*places.FOLDERS, *others}
    found = {Path(path).relative_to(data).parts[0] for path in places.spec_files(str(data))}
    assert found == {*places.FOLDERS, "sources.yaml"}


def test_a_model_that_changes_ages_the_compiled_catalogue(tmp_path, monkeypatch):
    page = tmp_path / "models" / "a.yaml"
    page.parent.mkdir()
    page.write_text(MODEL)
    monkeypatch.setattr(places, "data_folder", lambda: str(tmp_path))
    assert [record.head for record in layer.Layer(str(tmp_path)).pages("model")]
    page.write_text(MODEL.replace("8e9", "9e9"))
    assert "9e9" in layer.Layer(str(tmp_path)).page("a").facts
    (tmp_path / "datasets").mkdir()
    (tmp_path / "datasets" / "b.yaml").write_text(MODEL.replace("name: A", "name: B").replace("model", "dataset"))
    assert layer.Layer(str(tmp_path)).handle("b") == "b"
    assert len(layer.Layer(str(tmp_path)).pages()) == 2


def test_a_folder_is_looked_into_to_its_depth_but_not_through_links(tmp_path):
    """A link could lead round in a circle; a link to a file is that file."""
    deep = tmp_path / "specs" / "a" / "b"
    deep.mkdir(parents=True)
    other = tmp_path / "other"
    other.mkdir()
    for path in (deep / "one.yaml", deep / "two.yml", deep / "three.txt", other / "far.yaml"):
        path.write_text(MODEL)
    (deep / "round").symlink_to(tmp_path / "specs")
    (deep / "elsewhere").symlink_to(other)
    (deep / "linked.yaml").symlink_to(other / "far.yaml")
    (deep / "folder.yaml").mkdir()
    found = {Path(path).name for path in places.file_stamps(str(tmp_path / "specs"))}
    assert found == {"one.yaml", "two.yml", "linked.yaml"}
    assert len(places.file_stamps(str(deep / "one.yaml"))) == 1
    assert places.file_stamps(str(tmp_path / "nowhere")) == {}


def test_the_files_behind_every_page_are_read_again_only_where_they_have_moved(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    rule, read = tmp_path / "rule.py", []
    rule.write_text("old")
    os.utime(rule, (1e9, 1e9))
    made_from = places.marks([str(rule)])
    monkeypatch.setattr(places, "MOMENT", -(10.0**6))  # what has just been written is old enough
    monkeypatch.setattr(places, "crc32", lambda data, *start: read.append(data) or zlib.crc32(data, *start))
    for _ in range(2):
        assert places.ruled(str(tmp_path), made_from)
    assert read.count(b"old") == 1
    rule.write_text("new")
    assert not places.ruled(str(tmp_path), made_from)
    assert not places.ruled(str(tmp_path), places.marks([str(rule)]) | {"code:nowhere.py": 1})
    rule.write_text("old")
    assert places.ruled(str(tmp_path), made_from)


def test_files_that_are_new_are_read_each_time(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    rule = tmp_path / "rule.py"
    rule.write_text("rule")
    assert places.ruled(str(tmp_path), places.marks([str(rule)]))
    assert not (tmp_path / "cache").exists()
