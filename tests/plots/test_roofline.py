import pytest

import slipstick
from slipstick.evidence.measurements import every_measurement
from slipstick.plots.roofline import roofline


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
