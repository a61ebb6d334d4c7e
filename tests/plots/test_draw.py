from pathlib import Path
from xml.etree import ElementTree

import pytest

from figures import FIGURES
from plots.described import described
from slipstick.errors import SlipstickError, UsageError
from slipstick.plots.draw import draw, save
from slipstick.plots.figure import Axis, Figure, Ladder, Rung, Series
from slipstick.plots.roofline import roofline

X, Y = (1e4, 1e8, 1.05e8, 9e8), (2e9, 3e11, 3.1e11, 1e9)
NAMES = ("small", "large", "larger", "last")
DRAWN = {
    "a figure": Figure(
        "A roof",
        Axis("size", "B"),
        Axis("rate", "B/s"),
        (
            Series("roof", (1e3, 1e6, 1e9), (1e9, 1e12, 1e12)),
            Series("thin roof", (1e3, 1e9), (1e9, 1e10), "thin"),
            Series("kernels", X, Y, "points", (1e9, 1e11, 2e11, 5e8), (5e9, 9e11, 4e11, 1e10), NAMES, 1),
            Series("again", X[:1], (1e9,), "points", (1e9,), (5e9,), NAMES[:1], 1),
            Series("measured", (1e5, 1e7), (3e10, 3e10), "dots", group=2),
        ),
        ("A note.",),
    ),
    "a diagonal": Figure(
        "Agreement",
        Axis("share", "", False),
        Axis("count", "", False),
        (Series("up", (1.0, 5.0, 10.0), (0.0, 2.0, 10.0), "line", (0.0, 1.0, 8.0), (1.0, 4.0, 10.0), group=7),),
        diagonal=True,
    ),
    "a line alone": Figure("Alone", Axis("x", ""), Axis("y", "s", False), (Series("up", (1.0, 9.0), (1.0, 3.0)),)),
    "a ladder": Ladder(
        "Latency",
        Axis("time", "s"),
        (
            ("", (Rung("L1", 1e-9, 1e-9, 1e-9), Rung("memory", 8e-8, 5e-8, 2e-7))),
            ("Disks", (Rung("disk", 4e-3, 1e-3, 2e-2),)),
        ),
    ),
}


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


@pytest.mark.parametrize("name", DRAWN)
def test_what_lies_on_the_axes_is_this_and_nothing_else(name):
    kept = dict(part.split("\n", 1) for part in Path(__file__).with_name("drawn.txt").read_text().split("== ")[1:])
    assert described(draw(DRAWN[name])) + "\n" == kept[name]


def test_an_ending_is_one_of_three_in_any_case(tmp_path):
    with pytest.raises(UsageError, match=r"cannot draw into a.gif: expected an ending such as .svg, .png, .pdf"):
        save(DRAWN["a ladder"], "a.gif")
    save(DRAWN["a ladder"], str(tmp_path / "a.PNG"))
    assert (tmp_path / "a.PNG").read_bytes()[16:24] == bytes([0, 0, 4, 236, 0, 0, 1, 106])  # 1260 by 362 pixels
    save(DRAWN["a ladder"], str(tmp_path / "a.pdf"))
    drawn = (tmp_path / "a.pdf").read_bytes()
    assert drawn.startswith(b"%PDF")
    assert b"CreationDate" not in drawn
    save(DRAWN["a ladder"], str(tmp_path / "a.svg"))
    assert "<dc:date>" not in (tmp_path / "a.svg").read_text(encoding="utf-8")


def test_a_plot_is_not_drawn_for_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(SlipstickError, match="there is no such folder"):
        save(DRAWN["a ladder"], str(tmp_path / "no" / "a.svg"))


def test_names_of_points_at_one_place_stand_under_each_other():
    roof = Series("roof", (1e3, 1e9), (1e8, 1e10))
    points = Series("kernels", (1e5,) * 3, (1e9,) * 3, "points", (1e9,) * 3, (1e9,) * 3, ("a", "b", "c"))
    ax = draw(Figure("Names", Axis("size", "B"), Axis("rate", "B/s"), (roof, points)))
    inch = ax.get_figure(root=True).dpi / 72
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["roof", "kernels"]
    assert [text.get_position()[1] * inch for text in ax.texts] == pytest.approx([-14, -29, -44])


def test_the_paper_is_plain_with_a_faint_grid_below_what_is_drawn(tmp_path):
    ax = draw(DRAWN["a line alone"])
    assert {name: spine.get_visible() for name, spine in ax.spines.items()} == {
        **{"left": True, "bottom": True},
        **{"top": False, "right": False},
    }
    grid = ax.get_xgridlines()[0]
    assert (grid.get_visible(), grid.get_linewidth(), grid.get_color()) == (True, 0.6, "#e4e4e4")
    assert ax.get_axisbelow() is True
    assert ax.xaxis.label.get_fontsize() == ax.get_xticklabels()[0].get_fontsize() == 10
    assert not draw(DRAWN["a figure"]).get_legend().get_frame_on()
    save(DRAWN["a line alone"], str(tmp_path / "a.png"))
    width, height = (int.from_bytes((tmp_path / "a.png").read_bytes()[at : at + 4]) for at in (16, 20))
    assert (width, height) == (1260, 810)  # 8.4 by 5.4 inches of 150 dots


def test_the_names_beside_a_ladder_have_no_marks_and_no_lines():
    ax = draw(DRAWN["a ladder"])
    beside, below = ax.yaxis.get_major_ticks()[0], ax.xaxis.get_major_ticks()[0]
    assert (beside.tick1line.get_markersize(), beside.gridline.get_visible()) == (0, False)
    assert (below.tick1line.get_markersize(), below.gridline.get_visible()) == (3.5, True)


def test_the_lines_beside_a_diagonal_are_a_factor_of_two_off_at_both_ends():
    figure = Figure("Agreement", Axis("a", "s"), Axis("b", "s"), (Series("up", (2.0, 8.0), (2.0, 8.0)),), diagonal=True)
    low, high = figure.span("x")
    assert 0 < low < high
    found = {(*line.get_xdata(), *line.get_ydata()) for line in draw(figure).get_lines()}
    assert {(low, high, low * factor, high * factor) for factor in (1.0, 2.0, 0.5)} <= found
