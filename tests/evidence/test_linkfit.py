import json

import numpy as np
import pytest

from slipstick.estimates.calibration import path, shipped_table
from slipstick.evidence.calibrate import links
from slipstick.evidence.collectives import published, rows_of
from slipstick.evidence.linkfit import OWN, SHARED, Collectives, expected, fit


@pytest.fixture(scope="module")
def made():
    return Collectives(rows_of(published()))


def test_parameters_that_made_the_rows_are_found_again():
    """Rows of a model whose parameters are known."""
    rows = rows_of(published())
    own = {"launch": 6e-6, "hop": 1e-6, "share": 0.7, "switched": 0.6}
    shared = {"ramp": 20e-6, "half": 6e-6, "own": 0.2, "handshake": 4e-6}
    times = expected(rows, {name: np.full(rows.many, value) for name, value in own.items()}, shared).time
    found = fit(rows._replace(measured=times))
    for part in found.parts.values():
        assert part == pytest.approx({name: own[name] for name in part}, rel=2e-2)
    assert found.shared == pytest.approx(shared, rel=5e-2)
    assert all(low > 0.99 and high < 1.01 for low, high in found.ranges.values())


def test_the_shipped_calibration_is_what_is_fitted(made):
    table = shipped_table("collective")
    assert [*table["fits"]] == [*made.fit.parts]
    for part, own in made.fit.parts.items():
        assert {name: table["fits"][part]["nvlink"][name] for name in own} == own
    assert {name: table["shared"][name] for name in SHARED} == made.fit.shared
    assert table["parameters"] == [*OWN]


def test_errors_on_rows_left_out_are_what_is_written_down(made):
    size, part = made.left_out["size"]["all"], made.left_out["part"]["all"]
    assert (size.count, part.count) == (504, 504)
    assert size.median < 0.09
    assert 0.85 <= size.inside <= 0.95
    assert size.below_floor == part.below_floor == 0
    assert part.median > size.median  # what no fit has seen is estimated worse
    assert 0.85 <= part.inside <= 0.95
    big = made.left_out["part over 100 µs"]["all"]
    assert big.count == 110
    assert big.median < 0.11


def test_a_part_left_out_is_not_in_its_fit(made):
    for rows, one in made.strangers:
        (handle,) = {*rows.part.tolist()}
        assert handle not in one.parts
        assert len(one.parts) == 2


def test_halves_by_size_share_no_row_and_make_up_all(made):
    first, second = (rows for rows, _ in made.sizes)
    assert first.many + second.many == made.rows.many
    assert {len(first.measured[first.group == each]) for each in {*second.group.tolist()}} == {2, 6}  # of 3 and 11


def test_every_fit_says_how_it_does_on_the_rows_that_it_has_seen(made):
    table = made.table("source", "about")
    for kinds in table["fits"].values():
        assert kinds["nvlink"]["measurements"] == 168
        assert kinds["nvlink"]["below_floor"] == 0
        assert kinds["nvlink"]["median_error"] < 0.1
    assert table["architectures"]["Hopper"]["nvlink"]["parts"] == ["h100-sxm"]
    assert table["left_out"]["size"]["all"]["count"] == 504


def test_the_shipped_files_are_made_again_to_the_byte():
    for name, found, _ in links():
        with open(path(name), encoding="utf-8") as file:
            assert json.dumps(found, indent=1) + "\n" == file.read()
