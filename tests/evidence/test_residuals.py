import pytest

from slipstick.evidence.residuals import ranges

np = pytest.importorskip("numpy")


def spread(count, start=1.0):
    """Ratios of which nine in ten lie well inside."""
    return np.linspace(start, start + 1, count)


@pytest.mark.parametrize(("count", "own"), [(19, False), (20, True), (21, True)])
def test_a_regime_of_twenty_rows_has_a_range_of_its_own(count, own):
    many, few = spread(100), spread(count, 3.0)
    kinds = np.array(["compute"] * 100 + ["memory"] * count)
    found = ranges([(np.concatenate([many, few]), kinds)])
    every = np.percentile(np.concatenate([many, few]), [3.5, 96.5])
    low, high = np.percentile(few, [3.5, 96.5]) if own else every
    assert found["memory"] == (float(f"{min(low, 1):.3g}"), float(f"{high:.3g}"))
    assert found["startup"] == (float(f"{min(every[0], 1):.3g}"), float(f"{every[1]:.3g}"))


def test_a_range_holds_what_is_expected():
    ratios, kinds = np.full(40, 2.0), np.array(["compute"] * 40)
    assert ranges([(ratios, kinds)])["compute"] == (1, 2)
    assert ranges([(ratios / 8, kinds)])["compute"] == (0.25, 1)
    assert ranges([(ratios, kinds), (ratios / 8, kinds)])["compute"] == (0.25, 2)
