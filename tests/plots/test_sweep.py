"""A sweep is the expression, or the matmul, at each point."""

import pytest

import slipstick
from slipstick.plots.sweep import matmul_sweep, sweep


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
