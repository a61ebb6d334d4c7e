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


def test_any_kernel_is_a_point_at_its_expected_rate():
    texts = ("softmax rows=8192 columns=2048", "kernel work='0.2 TFLOP' traffic=3GB")
    figure = roofline(("a100", "h100"), matmuls=((1, 4096, 4096),), kernels=texts)
    points = [series for series in figure.series if series.kind == "points"]
    assert [series.names for series in points] == [("1 x 4096 x 4096", *texts)] * 2
    for series, on in zip(points, ("a100", "h100"), strict=True):
        told = slipstick.run("softmax", rows=8192, columns=2048, on=on)
        work, traffic = (told.outcome.quantities[name][0] for name in ("work", "traffic"))
        drawn = series.x[1], series.y[1], series.low[1], series.high[1]
        assert drawn == pytest.approx((work / traffic, *told.answers["rate"][:3]))
        assert series.x[2] == pytest.approx(0.2e12 / 3e9)


def test_a_kernel_far_from_the_ridge_widens_the_roof():
    least = min(roofline(("a100",), kernels=("kernel work=1MFLOP traffic=1GB",)).series[0].x)
    assert least < 1e-3 < min(roofline(("a100",)).series[0].x)


def test_measured_points_are_the_measurements():
    rows = every_measurement()[("a100-sxm-80gb", "bf16")]
    assert sum(map(len, every_measurement().values())) == 3516
    (m, n, k), time = rows[0]
    dots = next(series for series in roofline(("a100",), measured=True).series if series.kind == "dots")
    assert dots.y[0] == pytest.approx(2 * m * n * k / time)


def test_a_roofline_of_integers_counts_operations():
    figure = roofline(("h100",), ("int8",))
    assert (figure.x.unit, figure.y.unit) == ("OP/B", "OP/s")
    assert figure.series[0].label.startswith("h100-sxm int8: 1.98 POP/s")
    both = roofline(("h100",), ("int8", "bf16"))
    assert (both.x.unit, both.y.unit) == ("FLOP/B", "FLOP/s")
