import json
import re
from html import unescape

import pytest

import slipstick
from slipstick.site.plot import roofline_plot


def test_the_roof_of_a_part_is_drawn_and_told():
    known = slipstick.catalogue()
    drawn = roofline_plot(known.find("a100"), known)
    told = json.loads(unescape(re.search(r'data-told="(.*?)"', drawn)[1]))
    assert told["peak"] == pytest.approx(312e12)
    assert told["bandwidth"] == pytest.approx(2039e9)
    assert told["x"] == pytest.approx([1, 1000])
    assert 'role="img" aria-label="Roofline: NVIDIA A100 SXM4 80GB' in drawn
    corners = re.search(r'class="roof" points="(.*?)"', drawn)[1].split()
    (x0, y0), (x1, y1), (x2, y2) = [tuple(map(float, each.split(","))) for each in corners]
    assert x0 == 136
    assert x2 == 640 - 28
    assert y0 > y1 == y2
    assert (x1 - x0) / (x2 - x0) == pytest.approx(0.728, abs=0.002)  # the ridge, of 153 FLOP/B, on three decades


@pytest.mark.parametrize("handle", ["pcie-5", "llama-3.1-8b"])
def test_what_has_no_roofline_has_no_drawing(handle):
    known = slipstick.catalogue()
    assert roofline_plot(known.find(handle), known) == ""
