"""What the plots show is what the library says; how they are drawn; and what is said of a wrong question."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

import slipstick
from slipstick.evidence.measurements import every_measurement
from slipstick.plots.chart import chart, ladder_chart
from slipstick.plots.draw import draw, save
from slipstick.plots.figure import Axis, Figure, Series, decades, spaced, steps
from slipstick.plots.ladder import ladder
from slipstick.plots.roofline import roofline
from slipstick.plots.sweep import matmul_sweep, sweep
from slipstick.plots.validation import validation

FIGURES = {
    "roofline": lambda: roofline(("a100", "h100"), ("bf16",), ((4096, 4096, 4096), (1, 4096, 4096))),
    "measured": lambda: roofline(("a100",), measured=True),
    "sweep": lambda: sweep("amdahl(90%..95%, x)", "x=1..1024"),
    "linear": lambda: sweep("mm1_response(x, 10 ms)", "x=1..99 request/s"),
    "matmul": lambda: matmul_sweep(1, 4096, 4096, on="h100", vary="m=1..8192"),
    "validation": lambda: validation(("a100",)),
    "latency": lambda: ladder("latency", on="a100"),
    "energy": lambda: ladder("energy"),
}


@pytest.mark.parametrize("name", FIGURES)
def test_every_plot_fits_a_terminal_and_says_what_it_shows(name):
    figure = FIGURES[name]()
    told = chart(figure) if isinstance(figure, Figure) else ladder_chart(figure)
    lines = told.splitlines()
    assert max(map(len, lines)) <= 100
    assert all(len(line) <= 80 for line in lines if "┤" in line or "│" in line or "●" in line)
    assert lines[0] == figure.title
    if isinstance(figure, Figure):
        assert all(series.label in told for series in figure.series)
        assert {figure.x.name, figure.y.name} <= set(told.split()) | {figure.x.name, figure.y.name}
        assert "┤" in told
        assert "┬" in told
    else:
        assert told.count("●") == len(figure.rungs)


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


def test_a_roofline_bends_at_the_ridge_and_holds_its_matmuls():
    figure = roofline(("h100",), ("bf16", "fp8"), ((4096, 4096, 4096),))
    roofs = [series for series in figure.series if series.kind == "line"]
    for series, dtype in zip(roofs, ("bf16", "fp8"), strict=True):
        assert series.x[1] == pytest.approx(slipstick.calculate(f"h100.ridge.{dtype}").value.value)
        assert series.y[1] == pytest.approx(series.y[2])
        assert series.y[2] == pytest.approx(slipstick.calculate(f"h100.peak.{dtype}").value.value)
    points = [series for series in figure.series if series.kind == "points"]
    answer = slipstick.matmul(4096, 4096, 4096, on="h100", dtype="fp8").outcome
    assert points[1].y[0] == pytest.approx(2 * 4096**3 / answer.value)
    assert points[1].low[0] < points[1].y[0] < points[1].high[0] <= roofs[1].y[1]


def test_measured_points_are_the_measurements():
    rows = every_measurement()[("a100-sxm-80gb", "bf16")]
    assert sum(map(len, every_measurement().values())) == 3516
    (m, n, k), time = rows[0]
    dots = next(series for series in roofline(("a100",), measured=True).series if series.kind == "dots")
    assert dots.y[0] == pytest.approx(2 * m * n * k / time)


def test_a_sweep_is_the_expression_at_each_point():
    figure = sweep("amdahl(0.9..0.95, x)", "x=1..1024")
    [line] = figure.series
    assert (line.x[0], line.x[-1]) == (1, 1024)
    assert all(x == int(x) for x in line.x)  # processors come whole
    for at in (0, 20, -1):
        answer = slipstick.calculate(f"amdahl(0.9..0.95, {line.x[at]})")
        told = answer.spread.low, answer.value.value, answer.spread.high
        assert (line.low[at], line.y[at], line.high[at]) == pytest.approx(told)
    timed = sweep("size / (2 TB/s)", "size=1 kB..1 GB")
    assert (timed.x.unit, timed.y.unit, timed.y.log) == ("B", "s", True)
    assert timed.series[0].y[-1] == pytest.approx(0.5e-3)


@pytest.mark.parametrize(
    ("over", "ends"),
    [("x=1..1e6", (1, 1e6)), ("x=2e3 .. 3e3", (2e3, 3e3)), ("x=1..8 GB", (1e9, 8e9)), ("x=1 kB..1 GB", (1e3, 1e9))],
)
def test_the_ends_of_a_sweep(over, ends):
    line = sweep("x * 2", over).series[0]
    assert (line.x[0], line.x[-1]) == pytest.approx(ends)


def test_a_matmul_sweep_is_the_matmul():
    figure = matmul_sweep(1, 4096, 4096, on="a100", vary="m=1..64")
    expected, floor = figure.series
    answer = slipstick.matmul(64, 4096, 4096, on="a100").outcome
    assert (expected.y[-1], expected.low[-1], expected.high[-1], floor.y[-1]) == pytest.approx(
        (answer.value, answer.low, answer.high, answer.floor)
    )
    rates = matmul_sweep(1, 4096, 4096, on="a100", vary="m=1..64", rate=True).series[0]
    assert rates.y[-1] == pytest.approx(2 * 64 * 4096**2 / answer.value)
    assert rates.low[-1] == pytest.approx(2 * 64 * 4096**2 / answer.high)


def test_validation_counts_what_the_ranges_hold():
    [series] = validation(("b200",)).series
    assert len(series.x) == 1024
    assert "1024 matmuls" in series.label


def test_a_ladder_has_the_rows_of_its_sheet():
    sheet = slipstick.sheet("latency")
    assert [rung.label for rung in ladder("latency").rungs] == [row.label for row in sheet.rows]
    assert all(rung.low <= rung.value <= rung.high for rung in ladder("latency").rungs)


@pytest.mark.parametrize(("low", "high"), [(1.0, 1.0), (5.0, 1e9), (1e-9, 2e-9), (0.3, 0.31)])
def test_ticks_lie_in_the_range(low, high):
    assert all(low * 0.999 <= value <= high * 1.001 for value in [*decades(low, high, 6), *steps(low, high, 6)])
    assert len(decades(low, high, 6)) <= 6
    assert len(steps(low, high, 6)) <= 7
    assert steps(low, high, 6)
    if high > low:
        assert spaced(low, high, 5)[0] == low
        assert spaced(low, high, 5)[-1] == pytest.approx(high)


def test_one_point_is_still_a_plot():
    axis = Axis("x", "s")
    told = chart(Figure("one", axis, axis, (Series("it", (1.0,), (2.0,), "points"),)))
    assert "*" in told


@pytest.mark.parametrize(
    ("words", "code", "problem"),
    [
        (["rofline", "a100"], 2, "unknown plot 'rofline': did you mean roofline?"),
        (["roofline"], 2, "Missing argument"),
        (["roofline", "a10000"], 2, "unknown device 'a10000'"),
        (["roofline", "a100", "--dtype", "bf61"], 2, "did you mean bf16"),
        (["roofline", "a100", "--dtype", "fp8"], 1, "has no fp8: it has fp64"),
        (["roofline", "a100", "--matmul", "4096x0x1"], 2, "expected sizes such as 4096x4096x4096"),
        (["roofline", "v100"], 1, "has no bf16: it has fp64, fp32, fp16"),
        (["roofline", "t4", "--dtype", "fp16", "--measured"], 1, "no measurements of t4 in fp16"),
        (["ladder", "powers"], 2, "the sheet powers has no values that compare"),
        (["ladder", "latenzy"], 2, "did you mean latency"),
        (["sweep", "amdahl(0.9, x)", "y=1..2"], 2, "does not use y"),
        (["sweep", "amdahl(0.9, x)", "x=1"], 2, "expected a variable and its ends"),
        (["sweep", "amdahl(0.9, x)", "x=9..2"], 2, "the first end has to be the smaller one"),
        (["sweep", "x / (1 s)", "x=1 B..2 s"], 2, "one end is a size (B), the other a time (s)"),
        (["sweep", "x / (1 s)", "x=[1, 2]..2 GB"], 2, "each end is one value"),
        (["matmul", "1", "2", "3", "--on", "a100", "--vary", "q=1..3"], 2, "--vary 'q=1..3'"),
        (["matmul", "1", "2", "3", "--on", "a100", "--vary", "m=0..3"], 2, "a side is at least 1"),
        (["matmul", "1", "2", "3", "--on", "a100"], 2, "Missing option '--vary'"),
        (["validation", "t4"], 1, "no measurements of t4 are at hand"),
        (["ladder", "-o", "x.bmp"], 2, "cannot draw into x.bmp: expected an ending such as .svg, .png, .pdf"),
        (["ladder", "-o", "nowhere/x.svg"], 1, "nowhere/x.svg cannot be written: there is no such folder"),
    ],
)
def test_wrong_questions_are_answered_in_one_line(words, code, problem, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "slipstick", "plot", *words], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    assert problem in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_drawing_without_matplotlib_says_what_to_install(tmp_path):
    code = (
        "import sys; sys.modules['matplotlib'] = None\n"
        "from slipstick.cli import run; run(['plot', 'ladder', '-o', 'x.svg'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 1
    assert done.stderr == "slipstick: drawing needs one more package: pip install 'slipstick[plot]'\n"
