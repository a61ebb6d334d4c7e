"""A compiled form that is brought up to date says what one says that is compiled as a whole."""

import os
import shutil
from pathlib import Path

import pytest

from owned import read
from slipstick.errors import SpecError
from slipstick.files import layer as layers
from slipstick.files.layer import Layer
from slipstick.files.places import compiled_paths

SOURCES = "mine: {title: my own measurement, publisher: me, address: 'https://example.org', seen: 2026-11-23}\n"
PART = """\
name: {name}
kind: {kind}
aliases: [{alias}]
memory:
  HBM: {{bandwidth: {rate} TB/s, capacity: 10 GB}}
sources: {{"*": mine}}
"""
VARIANT = "name: Variant\nextends: one\nmemory: {HBM: {capacity: 20 GB}}\nsources: {'*': mine}\n"
THIRD = "name: Third\nextends: variant\npower: {tdp: 300 W}\nsources: {'*': mine}\n"
NODE = "name: Node\nkind: node\nparts: {gpu: {spec: one, count: 8}}\nsources: {'*': mine}\n"
SHEET = "title: A sheet\ncolumns: {value: '{value}'}\nrows:\n  - {what: it, value: %s}\n"


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder of specs that rest on each other, compiled."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "specs"
    (folder / "sheets").mkdir(parents=True)
    texts = {
        "sources": SOURCES,
        "one": PART.format(name="One", kind="gpu", alias="first", rate=1),
        "two": PART.format(name="Two", kind="cpu", alias="second", rate=2),
        **{"variant": VARIANT, "third": THIRD, "node": NODE, "sheets/mine": SHEET % "1 GB / 1 s"},
    }
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text)
        os.utime(folder / f"{name}.yaml", (10**9, 10**9))
    Layer(str(folder)).words()
    return folder


def told(layer):
    """All that a layer says."""
    kinds = ("", "gpu", "cpu", "node", "link")
    pages = ([read(page) for page in layer.pages(kind)] for kind in kinds)
    return [*pages, layer.words(), layer.sheets(), layer.sources()]


def whole(place):
    """All that the files say, compiled as a whole."""
    layer = Layer(str(place))
    layer.store = layers.compiled(str(place))
    return told(layer)


@pytest.fixture
def compiled(monkeypatch):
    """The places that were compiled as a whole from now on."""
    made, compile = [], layers.compiled
    monkeypatch.setattr(layers, "compiled", lambda *given: made.append(given) or compile(*given))
    return made


CHANGES = {
    "a fact": lambda place: (place / "two.yaml").write_text(
        PART.format(name="Two", kind="cpu", alias="second", rate=3)
    ),
    "a base": lambda place: (place / "one.yaml").write_text(PART.format(name="One", kind="gpu", alias="first", rate=3)),
    "a variant": lambda place: (place / "variant.yaml").write_text(VARIANT.replace("20", "30")),
    "the last of a chain": lambda place: (place / "third.yaml").write_text(THIRD.replace("300", "400")),
    "another base": lambda place: (place / "third.yaml").write_text(THIRD.replace("variant", "two")),
    "a kind": lambda place: (place / "two.yaml").write_text(
        PART.format(name="Two", kind="gpu", alias="second", rate=2)
    ),
    "one more": lambda place: (place / "more.yaml").write_text(NODE.replace("Node", "More").replace("8", "4")),
    "one more word": lambda place: (place / "node.yaml").write_text(f"{NODE}aliases: [box]\n"),
    "a sheet": lambda place: (place / "sheets" / "mine.yaml").write_text(SHEET % "2 GB / 1 s"),
    "one more sheet": lambda place: (place / "sheets" / "more.yaml").write_text(SHEET % "3 GB / 1 s"),
    "a sheet less": lambda place: (place / "sheets" / "mine.yaml").unlink(),
}
WHOLE = {
    "a word": lambda place: (place / "two.yaml").write_text(PART.format(name="Two", kind="cpu", alias="other", rate=2)),
    "a part less": lambda place: (place / "two.yaml").unlink(),
    "a source": lambda place: (place / "sources.yaml").write_text(SOURCES.replace("my own", "another")),
    "a source in place": lambda place: (place / "two.yaml").write_text(
        PART.format(name="Two", kind="cpu", alias="second", rate=2).replace("mine", "{title: a note, seen: 2026-11-24}")
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_has_changed_is_compiled_alone(place, compiled, change):
    CHANGES[change](place)
    found = told(Layer(str(place)))
    assert compiled == []
    assert found == whole(place) != []
    assert told(Layer(str(place))) == found  # from the cache


@pytest.mark.parametrize("change", WHOLE)
def test_what_may_concern_others_is_compiled_as_a_whole(place, compiled, change):
    WHOLE[change](place)
    found = told(Layer(str(place)))
    assert len(compiled) == 1
    assert found == whole(place)


def test_changes_one_after_the_other_add_up(place, compiled):
    for change in ("a fact", "a base", "a variant", "one more", "one more sheet", "a sheet", "another base"):
        CHANGES[change](place)
        assert told(Layer(str(place))) == whole(place), change
    assert len(compiled) == 7  # by this test


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("two", PART.format(name="Two", kind="cpu", alias="first", rate=2), "first already means"),
        ("one", PART.format(name="One", kind="gpu", alias="first", rate="x"), "memory.HBM.bandwidth"),
        ("one", "extends: third\nname: One\n", "which extends this spec"),
        ("node", NODE.replace("spec: one", "spec: gone"), "gone"),
        ("sheets/mine", "title: [", "not valid YAML"),
    ],
)
def test_a_problem_is_that_of_the_whole(place, name, text, said):
    (place / f"{name}.yaml").write_text(text)
    errors = []
    for ask in (lambda: told(Layer(str(place))), lambda: layers.compiled(str(place))):
        with pytest.raises(SpecError, match=said) as caught:
            ask()
        errors.append(caught.value.problems)
    assert errors[0] == errors[1]


def test_from_a_damaged_form_everything_is_compiled(place, compiled):
    path = Path(compiled_paths(str(place))[0])
    kept = path.read_bytes()
    CHANGES["a fact"](place)
    right = whole(place)
    for at in range(100, len(kept), 1501):
        path.write_bytes(kept[:at] + bytes([kept[at] ^ 255]) + kept[at + 1 :])
        assert told(Layer(str(place))) == right
    shutil.rmtree(path.parent)
    assert told(Layer(str(place))) == right
