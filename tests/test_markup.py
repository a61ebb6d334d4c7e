"""HTML: nothing of a user's or of a spec's gets into it unescaped."""

import html5lib
import pytest

import slipstick
from owned import OWN
from shown import SHOWN
from slipstick import markup

EVIL = "<script>alert(1)</script>"


@pytest.mark.parametrize("name", SHOWN)
def test_what_is_shown_in_a_notebook_is_sound_html_and_has_a_short_repr(name):
    shown = SHOWN[name]()
    html5lib.HTMLParser(strict=True).parseFragment(shown._repr_html_())
    assert len(repr(shown)) < 250
    assert " object at 0x" not in repr(shown) + str(shown)
    assert repr(shown) != str(shown)


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
