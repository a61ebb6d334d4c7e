import pytest

from slipstick.plots.figure import decades, spaced, steps


@pytest.mark.parametrize(("low", "high"), [(1.0, 1.0), (5.0, 1e9), (1e-9, 2e-9), (0.3, 0.31)])
def test_ticks_lie_in_the_range(low, high):
    assert all(low * 0.999 <= value <= high * 1.001 for value in [*decades(low, high, 6), *steps(low, high, 6)])
    assert len(decades(low, high, 6)) <= 6
    assert len(steps(low, high, 6)) <= 7
    assert steps(low, high, 6)
    if high > low:
        assert spaced(low, high, 5)[0] == low
        assert spaced(low, high, 5)[-1] == pytest.approx(high)
