"""The calibration of CPUs, from loops that were measured on some."""

import json

import pytest

pytest.importorskip("numpy")

from slipstick.estimates.calibration import path, shipped_table
from slipstick.estimates.cores import FAMILY
from slipstick.evidence.calibrate import links
from slipstick.evidence.corefit import Loops, expected, fitted, loops
from slipstick.evidence.measurements import read, table_file


@pytest.fixture(scope="module")
def rows():
    return loops(read([table_file("cores.csv")]))


def test_the_shipped_calibration_is_made_again_to_the_byte():
    ((name, made),) = links(["cores"])
    with open(path(name), encoding="utf-8") as file:
        assert file.read() == json.dumps(made, indent=1) + "\n"


def test_a_parameter_is_the_middle_of_the_parts(rows):
    # By hand: of two parts whose loops reach 20 and 30 lines from memory, 25.
    intel = [row for row in rows if row.busy.part.handle == "xeon-6148" and row.region == "memory"]
    numbers = fitted(intel)
    assert numbers == {"lines_memory": pytest.approx(21.4, rel=0.01)}
    one = next(row for row in intel if row.busy.threads == 1)
    assert one.bandwidth / one.unit == pytest.approx(14.32e9 / 0.64e9)  # 64 B in 100 ns


def test_a_loop_is_estimated_without_what_its_page_has_measured(rows):
    row = next(row for row in rows if row.busy.part.handle == "epyc-7452" and row.region == "L2")
    assert row.busy.levels[row.place].one > 0
    assert expected(row, {**FAMILY.parameters, "lines_L2": 6.0}) == pytest.approx(
        row.traffic / (6 * 64 * 2.35e9 / 12), rel=1e-6
    )


def test_no_loop_is_faster_than_its_floor_and_each_part_was_left_out(rows):
    made = Loops(rows)
    assert len(made.left) == len(rows)
    assert all(row.measured >= row.floor for row in rows)
    found = made.left_out
    assert found["all"].count == len(rows)
    assert 0.85 <= found["all"].inside <= 1
    assert found["memory, all cores"].median <= 0.15


def test_the_table_holds_no_constant_of_one_part_but_by_its_architecture():
    table = shipped_table("cores")
    assert table["fits"] == {}
    assert set(table["kinds"]) == {"cpu"}
    assert set(table["left_out"]) == {"part"}
