"""HTML: nothing of a user's or of a spec's gets into it unescaped."""

import html5lib
import numpy
import pytest

import slipstick
from owned import OWN
from shown import SHOWN
from slipstick import markup
from slipstick.estimates.questions import find

EVIL = "<script>alert(1)</script>"


@pytest.mark.parametrize("name", SHOWN)
def test_what_is_shown_in_a_notebook_is_sound_html_and_has_a_short_repr(name):
    shown = SHOWN[name]()
    html5lib.HTMLParser(strict=True).parseFragment(shown._repr_html_())
    assert len(repr(shown)) < 250
    assert " object at 0x" not in repr(shown) + str(shown)
    assert repr(shown) != str(shown)


def test_a_thousand_values_are_summarised_however_they_are_shown():
    made = slipstick.matmul(numpy.arange(1, 1001), 4096, 4096, on="a100")
    for short in (made, made.time, made.steps[0], slipstick.calculate("2 * x", x=numpy.arange(1000.0))):
        assert len(repr(short)) < 300, type(short)
    for longer in (made.answers, made.outcome, made.quantities, made.steps):
        assert len(repr(longer)) < 4000, type(longer)
    assert len(str(made)) < 2000
    assert len(made._repr_html_()) < 9000
    assert len(f"{made.time} {made.time:~P}") < 300


def test_what_is_made_of_many_fields_has_a_short_repr():
    rows = slipstick.sweep("matmul", m="1,4096", n=4096, k=4096, on="a100")
    assert repr(rows[1]) == "<row m 4096: time 503 µs>"
    assert repr(slipstick.catalogue()).startswith("<catalogue: 1")
    assert repr(find("matmul")) == "<question matmul(m, n, k, batch): How long does a matrix multiplication take?>"


def test_a_sheet_of_ones_own_is_escaped(tmp_path):
    (tmp_path / "mine.yaml").write_text(f"title: {EVIL}\nvalue: time\nrows:\n  - section: {EVIL}\n  - {EVIL} x: 1 s\n")
    made = slipstick.sheet(str(tmp_path / "mine.yaml"))
    assert made._repr_html_().count("&lt;script&gt;") == 3
    assert "<script" not in made._repr_html_()


def test_what_a_spec_says_is_escaped_everywhere(tmp_path):
    (tmp_path / "mine.yaml").write_text(OWN.replace("My GPU", f"My {EVIL}"))
    own = {"specs": str(tmp_path)}
    shown = [
        slipstick.load("mine", **own),
        slipstick.compare("mine", "a100", **own),
        slipstick.select("gpu", where=f"name = My {EVIL}", **own),
        slipstick.matmul(64, 64, 64, on="mine", **own),
    ]
    for each in shown:
        assert "&lt;script" in each._repr_html_()
        assert "<script" not in each._repr_html_().casefold()


def test_a_link_leads_to_the_web_alone_and_its_address_is_escaped():
    assert markup.link("a<b", 'https://x.org/"onclick') == '<a href="https://x.org/&quot;onclick">a&lt;b</a>'
    assert markup.link("a<b", "data:text/html,x") == "a&lt;b"


def test_a_long_table_shows_its_beginning_and_how_many_there_are():
    made = markup.table(["n"], [[str(number)] for number in range(100)])
    assert made.count("<tr>") == 61
    assert "and 40 more of 100" in made


def test_numbers_stand_to_the_right_and_words_to_the_left():
    made = markup.table(["a", "b"], [["x", "1 s"], ["y", "-"]])
    assert '<td style="text-align:right">1 s</td>' in made
    assert '<td style="text-align:left">x</td>' in made
    assert '<td style="text-align:right">-</td>' in made
