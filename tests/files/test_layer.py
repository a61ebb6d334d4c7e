import pytest

from slipstick.files.layer import compiled

SOURCE = "mine: {title: my own measurement, publisher: me, address: 'https://example.org', seen: 2026-11-23}\n"
PART = "name: One\nkind: gpu\nmemory: {HBM: {capacity: 10 GB}}\nsources: {'*': %s}\n"


@pytest.mark.parametrize(("source", "apart"), [("mine", True), ("{title: t, seen: 2026-11-23}", False)])
def test_pages_can_be_compiled_apart_where_none_describes_a_source(tmp_path, source, apart):
    (tmp_path / "sources.yaml").write_text(SOURCE)
    (tmp_path / "one.yaml").write_text(PART % source)
    assert compiled(str(tmp_path)).meta["apart"] is apart


def test_pages_above_others_are_compiled_together(tmp_path):
    class Below:
        words, sources = {"other": "other"}, {"mine": {"title": "mine", "seen": "2026-11-23"}}

    (tmp_path / "one.yaml").write_text(PART % "mine")
    assert compiled(str(tmp_path), Below()).meta["apart"] is False


def test_a_spec_is_known_by_its_file_its_aliases_and_its_name(tmp_path):
    (tmp_path / "sources.yaml").write_text(SOURCE)
    (tmp_path / "one.yaml").write_text(
        PART.replace("name: One", "name: A Long Name\naliases: [uno, first-one]") % "mine"
    )
    words = compiled(str(tmp_path)).words()
    assert words == dict.fromkeys(("one", "uno", "first-one", "a-long-name"), "one")
