from types import SimpleNamespace

import pytest

from slipstick.evidence import residuals as room
from slipstick.evidence.residuals import LONG, loss, narrowest, ranges, residuals, scored

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


def test_the_narrowest_range_leaves_out_what_is_far_to_one_side():
    ratios, kinds = np.concatenate([np.linspace(0.8, 1.2, 95), np.full(5, 90.0)]), np.array(["compute"] * 100)
    assert ranges([(ratios, kinds)], narrowest)["compute"][1] <= 1.2 < ranges([(ratios, kinds)])["compute"][1]
    low, high = narrowest(ratios)
    assert ((low <= ratios) & (ratios <= high)).sum() == 93
    assert narrowest(np.array([1.0, 2.0])) == (1, 2)


@pytest.fixture
def rows(monkeypatch):
    """Five rows expected to take a long time: the first below the floor, then one at each end of its range."""
    expected = LONG * np.full(5, 2.0)
    monkeypatch.setattr(room, "predict", lambda rows, fit: SimpleNamespace(expected=expected))
    monkeypatch.setattr(room, "range_ratios", lambda fit, found: (0.25, 1.5))
    return SimpleNamespace(measured=LONG * np.array([0.5, 1.0, 2.0, 3.0, 4.0]), floor=LONG * np.ones(5))


def test_a_row_at_the_floor_or_at_an_end_of_its_range_is_inside(rows):
    found = residuals(rows, None)
    assert found["inside"].tolist() == [False, True, True, True, False]
    assert found["below_floor"] == 1
    assert found["error"] == pytest.approx([3.0, 1.0, 0.0, 1 / 3, 0.5])


def test_the_error_of_long_rows_is_that_of_those_above_100_us(rows):
    assert residuals(rows, None)["long"] == pytest.approx([0.0, 1 / 3, 0.5])


def test_a_fit_loses_by_long_rows_twice_and_not_by_those_below_the_floor(rows):
    short, long = np.log(2), np.log(1.5) + np.log(2)
    assert loss(rows, None) == pytest.approx((short + 2 * long) / 7)


def test_rows_of_several_calibrations_are_scored_together(rows):
    found = scored([(rows, None), (rows, None)])
    assert (found.count, found.inside) == (10, pytest.approx(0.6))
