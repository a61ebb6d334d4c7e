import pytest

from slipstick.estimates.calibration import shipped_table
from slipstick.estimates.links.route import Stage
from slipstick.evidence.measurements import read, shipped
from slipstick.evidence.movefit import Copy, copies, fitted, table

LINK = Stage("link", "pcie", None, 10e9)


def test_a_start_and_a_share_that_made_the_times_are_found_again():
    rows = [Copy(LINK, size, 20e-6 + size / 8e9) for size in (1e4, 1e6, 1e8, 1e10)]
    found = fitted(rows)
    assert (found["launch"], found["share"]) == (pytest.approx(20e-6, rel=1e-2), pytest.approx(0.8, rel=1e-2))
    assert found["range"] == [0.87, 1.15]  # no narrower than measurements agree


def test_rates_without_a_size_give_the_share_alone():
    found = fitted([Copy(LINK, 0.0, rate) for rate in (5e9, 8e9, 9e9)])
    assert (found["share"], found["launch"], found["measurements"]) == (0.8, 1e-5, 3)
    assert found["range"][1] == pytest.approx(0.8 / 0.5, rel=1e-2)


def test_the_shipped_calibration_is_what_is_fitted_to_the_copies_that_ship():
    measured = read(shipped())
    assert {each.over.kind for each in copies(measured)} == {"pcie", "nvlink"}
    made, kept = table(measured, "x", "y"), shipped_table("move")
    assert (made["fits"], made["priors"]) == (kept["fits"], kept["priors"])
