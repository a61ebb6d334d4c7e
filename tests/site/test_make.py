"""The site as files: every link leads on, nothing comes from elsewhere, and it is written whole or not at all."""

from html.parser import HTMLParser
from pathlib import PurePosixPath

import pytest

from slipstick import SlipstickError, UsageError
from slipstick.site import make as making
from slipstick.site.make import OWN, files, make
from slipstick.site.page import POLICY


@pytest.fixture(scope="module")
def made():
    return dict(files())


class Reader(HTMLParser):
    """What a page has: its ids, what it links to and loads, and what its policy would refuse."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.loads, self.refused, self.tags = [], [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        self.tags.append(tag)
        self.ids += [told["id"]] if "id" in told else []
        self.links += [told["href"]] if tag == "a" and "href" in told else []
        self.loads += [told[name] for name in ("src", "href") if name in told and tag != "a"]
        self.refused += [tag] if tag == "style" or (tag == "script" and "src" not in told) else []
        self.refused += [name for name in told if name == "style" or name.startswith("on")]


def within(path, link):
    """Where a relative link of a page leads: a path and an id."""
    to, _, id = link.partition("#")
    if not to:
        return path, id
    parts = []
    for part in (PurePosixPath(path).parent / to).parts:
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts), id


def test_every_link_leads_to_a_page_and_a_place_on_it(made):
    read = {path: Reader(text) for path, text in made.items() if path.endswith(".html")}
    lost = []
    for path, page in read.items():
        own = [link for link in page.links if not link.startswith(("http://", "https://"))]
        for link in [*own, *page.loads]:
            to, id = within(path, link)
            if to not in made or (id and id not in read[to].ids):
                lost.append((path, link))
    assert lost == []
    assert len(read) > 1200


def test_a_page_loads_only_its_own_files_and_asks_its_policy_for_nothing_more(made):
    for path, text in made.items():
        if path.endswith(".html"):
            page = Reader(text)
            assert page.refused == [], path
            assert not any("//" in load or load.startswith("data:") for load in page.loads), path
            assert POLICY in text
            assert page.tags.count("h1") == 1, path
            assert len(page.ids) == len(set(page.ids)), path
    assert "unsafe" not in POLICY


def test_the_pages_say_what_is_known_without_a_script(made):
    assert "2039 GB/s" in made["parts/a100-sxm-80gb.html"] or "2.04 TB/s" in made["parts/a100-sxm-80gb.html"]
    assert '<a href="../parts/a100-sxm-80gb.html">a100-sxm-80gb</a>' in made["kinds/gpu.html"]
    assert "<mfrac><mi>peak</mi><mi>bandwidth</mi></mfrac>" in made["formulas/roofline.html"]
    assert "latency.l2-hit" in made["numbers/index.html"]
    assert "<h1>Latency numbers every programmer should know</h1>" in made["sheets/latency.html"]
    assert "weights.q8_0" in made["parts/llama-3-1-8b.html"]


def test_it_is_small(made):
    assert sum(map(len, made.values())) < 15e6


@pytest.fixture
def few(monkeypatch):
    """A site of two files, for what is written is the same."""
    monkeypatch.setattr(making, "files", lambda specs: iter([("index.html", "one"), ("parts/t4.html", "two µ")]))


def test_a_site_is_written_and_written_again(tmp_path, few):
    place = tmp_path / "pages"
    assert make(str(place)) == (2, 9)
    (place / "parts" / "t4.html").unlink()
    assert make(str(place)) == (2, 9)
    assert (place / "parts" / "t4.html").read_text(encoding="utf-8") == "two µ"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["pages"]


def test_an_empty_folder_is_taken_and_any_other_refused(tmp_path, few):
    assert make(str(tmp_path / "pages")) == (2, 9)
    (tmp_path / "pages" / "mine.txt").write_text("kept")
    with pytest.raises(UsageError, match=r"holds mine\.txt, which is no page of a site: expected a new or empty"):
        make(str(tmp_path / "pages"))
    assert (tmp_path / "pages" / "mine.txt").read_text() == "kept"
    (tmp_path / "empty").mkdir()
    make(str(tmp_path / "empty"))
    (tmp_path / "empty" / OWN).unlink()
    with pytest.raises(UsageError, match=r"holds index\.html"):
        make(str(tmp_path / "empty"))
    with pytest.raises(UsageError, match="is a file"):
        make(str(tmp_path / "empty" / "index.html"))
    with pytest.raises(SlipstickError, match="there is no such folder"):
        make(str(tmp_path / "none" / "pages"))


def test_what_fails_half_way_leaves_what_was_there(tmp_path, monkeypatch, few):
    make(str(tmp_path / "pages"))

    def broken(specs):
        yield "index.html", "new"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(making, "files", broken)
    with pytest.raises(SlipstickError, match="cannot be written: No space left"):
        make(str(tmp_path / "pages"))
    assert (tmp_path / "pages" / "index.html").read_text() == "one"
    assert [each.name for each in tmp_path.iterdir()] == ["pages"]
