"""The calibration of CPUs, from loops that were measured on some."""

import json

import pytest

pytest.importorskip("numpy")

from slipstick.estimates.calibration import path, shipped_table
from slipstick.estimates.cores import FAMILY
from slipstick.evidence.calibrate import links
from slipstick.evidence.corefit import FEW, WIDER, Loops, closest, expected, fitted, loops
from slipstick.evidence.coregemm import products
from slipstick.evidence.measurements import read, table_file


@pytest.fixture(scope="module")
def rows():
    return loops(read([table_file("cores.csv")]))


def test_the_shipped_calibration_is_made_again_to_the_byte():
    ((name, made, _),) = links(["cores"])
    with open(path(name), encoding="utf-8") as file:
        assert file.read() == json.dumps(made, indent=1) + "\n"


def test_a_parameter_is_the_middle_of_the_parts(rows):
    # By hand: of two parts whose loops reach 20 and 30 lines from memory, 25.
    intel = [row for row in rows if row.busy.part.handle == "xeon-6148" and row.region == "memory"]
    numbers = fitted(intel)
    assert numbers == {"lines_memory": pytest.approx(21.4, rel=0.01)}
    one = next(row for row in intel if row.busy.threads == 1)
    assert one.bandwidth / one.unit == pytest.approx(14.32e9 / 0.64e9)  # 64 B in 100 ns


def test_a_part_without_loops_has_the_middle_of_its_maker_and_for_the_rest_of_all(rows):
    others = [row for row in rows if row.busy.part.handle != "xeon-6148"]
    sibling = [row for row in rows if row.busy.part.handle == "xeon-6248"]
    assert closest("Intel", others) == fitted(sibling)
    assert closest("Apple", others) == fitted(others)
    genoa = [row for row in rows if row.busy.part.handle == "epyc-9684x"]  # of its memory and its last cache alone
    assert closest("AMD", [*sibling, *genoa]) == {**fitted(sibling), **fitted(genoa)}


def test_a_loop_is_estimated_without_what_its_page_has_measured(rows):
    row = next(row for row in rows if row.busy.part.handle == "epyc-7452" and row.region == "L2")
    assert row.busy.levels[row.place].one > 0
    assert expected(row, {**FAMILY.parameters, "lines_L2": 6.0}) == pytest.approx(
        row.traffic / (6 * 64 * 2.35e9 / 12), rel=1e-6
    )


@pytest.fixture(scope="module")
def made(rows):
    return Loops(rows, products(read([table_file("cores_gemm.csv")])))


def test_no_row_is_faster_than_its_floor_and_each_part_was_left_out(made, rows):
    found = made.left_out
    assert all(row.measured >= row.floor for row, _ in made.left)
    assert found["all streams"].count + found["all loops"].count == len(rows)
    for name in ("all streams", "all loops", "all matmuls"):
        assert 0.85 <= found[name].inside <= 1
    assert found["all streams"].median <= 0.10
    assert found["all loops"].median <= 0.15
    assert found["all matmuls"].median <= 0.06


def test_a_range_of_few_rows_is_twice_as_wide(made):
    few = [row.measured / guess for row, guess in made.left if row.reach == "kept_few"]
    assert len(few) < FEW
    assert made.ranges["kept_few"] == [pytest.approx(min(*few, 1 / 1.15) ** WIDER, rel=0.01), 1.32]
    assert not any(row.reach == "tiles" for row, _ in made.left)  # of one part: no other says what to expect


def test_a_stream_reads_the_lines_it_overwrites_but_not_those_it_has(rows):
    found = {(row.asked.command, row.busy.part.handle): row.known for row in rows}
    assert (
        found["run elementwise", "xeon-6148"] | {"reads": 3.0, "writes": 1.0} == found["run elementwise", "xeon-6148"]
    )
    firsts = ("run copy", "run elementwise"), ("run axpy", "run read")
    assert all(found[name, "xeon-6148"]["overwrites"] for name in firsts[0])
    assert not any(found[name, "xeon-6148"]["overwrites"] for name in firsts[1])
    assert not found["run copy", "a64fx"]["overwrites"]


def test_the_table_holds_no_constant_of_one_part_but_by_its_architecture():
    table = shipped_table("cores")
    assert table["fits"] == {}
    assert set(table["kinds"]) == {"cpu"}
    assert set(table["left_out"]) == {"part"}
