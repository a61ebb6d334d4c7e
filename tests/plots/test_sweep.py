"""A sweep is the expression, or the question, at each point."""

import pytest

import slipstick
from slipstick.estimates.answers import ask
from slipstick.estimates.questions import find
from slipstick.plots.sweep import matmul_sweep, question_sweep, sweep


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


def test_a_sweep_of_a_question_is_its_answer_at_each_point():
    figure = question_sweep(find("softmax"), {"rows": "1..65536", "columns": 4096}, ["h100"], dtype="fp16")
    expected, floor = figure.series
    assert (expected.x[0], expected.x[-1]) == (1, 65536)
    assert all(x == int(x) for x in expected.x)  # rows come whole
    for at in (0, 40, -1):
        told = slipstick.run("softmax", rows=expected.x[at], columns=4096, on="h100", dtype="fp16").outcome
        drawn = expected.y[at], expected.low[at], expected.high[at], floor.y[at]
        assert drawn == pytest.approx((told.value, told.low, told.high, told.floor))
    assert figure.title == "fp16 softmax rows 1..65536, columns 4096 on NVIDIA H100 SXM5 80GB"
    assert (figure.x.name, figure.x.unit, figure.y) == ("rows", "", ("time", "s", True))


def test_a_swept_size_has_its_unit_and_what_only_moves_bytes_a_bandwidth():
    figure = question_sweep(find("copy"), {"size": "1 kB..1 GB"}, ["a100"], rate=True)
    expected, most = figure.series
    assert (figure.x.unit, figure.y[:2]) == ("B", ("bandwidth", "B/s"))
    assert (expected.x[0], expected.x[-1]) == pytest.approx((1e3, 1e9))
    told = slipstick.run("copy", size="1 GB", on="a100").answers["bandwidth"]
    assert (expected.y[-1], expected.low[-1], expected.high[-1], most.y[-1]) == pytest.approx(told[:4])
    assert "bf16" not in figure.title


def test_several_machines_have_a_line_each():
    given = {"m": "1..64", "n": 4096, "k": 4096}
    figure = question_sweep(find("matmul"), given, ["h100", "8xa100"], rate=True)
    for line, on in zip(figure.series, ("h100-sxm", "8xa100-sxm-80gb"), strict=True):
        assert f"({on})" in line.label
        assert line.y[-1] == pytest.approx(slipstick.matmul(64, 4096, 4096, on=on).answers["rate"].value)


def test_values_that_do_not_go_together_have_no_point():
    given = {"batch": 1, "heads": "1..64", "kv_heads": 8, "queries": 512, "keys": 512}
    line = question_sweep(find("attention"), given, ["a100"]).series[0]
    assert set(line.x) >= {8, 16, 64}
    assert all(x % 8 == 0 for x in line.x)


def test_what_is_picked_is_picked_at_every_point():
    given = {"batch": 8, "channels": "16..512", "rows": 56, "columns": 56, "filters": 64, "padding": 1}
    question, options = find("conv2d"), {"on": ["a100"], "dtype": "fp32"}
    least = question_sweep(question, given, **options).series[0].y
    named = {name: question_sweep(question, {**given, "algorithm": name}, **options) for name in ("direct", "winograd")}
    assert least == tuple(map(min, zip(*(figure.series[0].y for figure in named.values()), strict=True)))
    assert least != named["direct"].series[0].y
    assert "algorithm direct" in named["direct"].title.replace("\n", " ")


def test_a_sweep_of_the_memory_of_a_model_is_what_it_takes_at_each_point():
    given = {"model": "llama-3.1-8b", "context": "4k", "batch": "1..64"}
    figure = question_sweep(find("fit"), given, ["h100"])
    line = figure.series[0]
    assert (figure.y.unit, line.x[0], line.x[-1]) == ("B", 1, 64)
    alone = ask(find("fit"), {**given, "batch": 64}, "h100")
    assert line.y[-1] == alone.outcome.value


def test_the_axis_of_what_a_question_answers_has_its_unit():
    given = {"size": "1 kB..1 GB"}
    assert question_sweep(find("copy"), given, ["a100", "h100"]).y[:2] == ("time", "s")
    assert question_sweep(find("copy"), given, ["a100", "h100"], rate=True).y.unit == "B/s"
    assert matmul_sweep(1, 4096, 4096, on="a100", vary="m=1..64", rate=True).y.unit == "FLOP/s"
