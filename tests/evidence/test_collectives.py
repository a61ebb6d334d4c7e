import numpy as np
import pytest

from slipstick import collective
from slipstick.estimates.calibration import shipped_table
from slipstick.evidence.collectives import published, rows_of
from slipstick.evidence.linkfit import FIXED, Fit, expected, foreseen, middle


def test_there_are_rows_of_every_machine_op_and_number_format():
    measured = published()
    assert len(measured) == 504
    assert len({row[:3] for row in measured}) == 9 * 4 * 2
    assert measured == sorted(measured)


def test_no_row_lies_below_its_floor():
    rows = rows_of(published())
    assert (rows.measured >= rows.floor).all()


def shipped():
    table = shipped_table("collective")
    fits = {part: kinds["nvlink"] for part, kinds in table["fits"].items()}
    own = {part: {name: fit[name] for name in table["parameters"] if name in fit} for part, fit in fits.items()}
    return Fit(own, table["shared"], {})


def test_what_is_fitted_is_what_is_estimated():
    some = published()[::29]
    rows = rows_of(some)
    found = foreseen(rows, shipped()).time
    asked = [(on, op, dtype, size) for on, op, dtype, size, _ in some]
    told = [collective(op, f"{size!r} B", on=on, dtype=dtype).outcome.value for on, op, dtype, size in asked]
    assert np.maximum(found, rows.floor) == pytest.approx(told, rel=1e-3)


def test_some_rows_are_some_rows():
    rows = rows_of(published())
    half = rows.some(rows.part == "b200")
    assert half.many == 168
    assert set(half.part) == {"b200"}
    assert len(half.ways["ring"].transfer) == 168


def test_a_direct_message_waits_for_its_receiver_above_the_threshold():
    most = 2 * FIXED["eager"]
    rows = rows_of([("2xa100", "all-to-all", "fp16", size, 1e-5) for size in (most, most + 2)])
    own = {"launch": 1e-5, "hop": 1e-6, "share": 0.7, "switched": 0.5}
    shared = {"ramp": 0.0, "half": 1e-6, "own": 0.0, "handshake": 5e-6}
    short, long = expected(rows, {name: np.full(2, value) for name, value in own.items()}, shared).time
    assert long - short == pytest.approx(5e-6, rel=1e-3)


def test_the_middle_is_the_median_of_those_that_have_a_parameter():
    one = {"launch": 1.0, "hop": 2.0, "share": 0.5}
    other = {"launch": 3.0, "hop": 2.0, "share": 0.7, "switched": 0.6}
    assert middle({"a": one, "b": other}) == {"launch": 2.0, "hop": 2.0, "share": 0.6, "switched": 0.6}
