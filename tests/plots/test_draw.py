from pathlib import Path
from xml.etree import ElementTree

import pytest

from figures import FIGURES
from slipstick.plots.draw import draw, save
from slipstick.plots.roofline import roofline


@pytest.mark.parametrize("name", FIGURES)
def test_every_plot_is_drawn_the_same_twice(name, tmp_path):
    figure = FIGURES[name]()
    paths = [str(tmp_path / f"{again}.svg") for again in "ab"]
    for path in paths:
        save(figure, path)
    first, second = (Path(path).read_bytes() for path in paths)
    assert first == second
    assert ElementTree.fromstring(first).tag.endswith("svg")
    save(figure, str(tmp_path / "c.png"))
    assert (tmp_path / "c.png").read_bytes().startswith(b"\x89PNG")


def test_a_plot_takes_and_returns_axes():
    from matplotlib.figure import Figure as Paper

    ax = Paper().subplots()
    assert draw(FIGURES["roofline"](), ax) is ax
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("intensity", "rate")
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")
    assert ax.get_lines()[0].get_label().startswith("a100-sxm-80gb")
    assert ax.yaxis.get_major_formatter()(1e13) == "10 TFLOP/s"


def test_a_name_is_text_and_no_formula(own, tmp_path):
    spec = own / "my-gpu.yaml"
    spec.write_text(spec.read_text(encoding="utf-8").replace("My GPU", r'"$\\frac$ <script> 漢"'), encoding="utf-8")
    save(roofline(("my-gpu",), specs=str(own)), str(tmp_path / "a.svg"))
    ElementTree.parse(tmp_path / "a.svg")
