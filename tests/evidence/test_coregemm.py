"""Matmuls that were measured on CPUs."""

import pytest

pytest.importorskip("numpy")

from slipstick.evidence.coregemm import Products, fitted, products
from slipstick.evidence.measurements import read, table_file


@pytest.fixture(scope="module")
def rows():
    return products(read([table_file("cores_gemm.csv")]))


def test_a_matmul_that_several_libraries_ran_counts_once_by_the_middle(rows):
    (one,) = (row for row in rows if row.part == "epyc-7763" and row.busy.threads == 64)
    assert one.measured == pytest.approx(1.05614)  # of 0.945, 1.056 and 1.279 s
    assert len(rows) == 39 + 10 + 4 + 9 + 2


def test_a_parameter_by_hand(rows):
    (one,) = (row for row in rows if row.part == "ryzen-7-3700x" and row.busy.threads == 1)
    assert one.parameter == "compute"
    assert one.says({}) == pytest.approx(134 / (32 * 4.4), rel=1e-4)
    (whole,) = (row for row in rows if row.part == "epyc-7763" and row.busy.threads == 64)
    clock = 2 * 10240**3 / 1.05614 / (64 * 16 * 0.9)  # at 0.9 of the peak
    assert whole.parameter == "kept_many"
    assert whole.says({"compute": 0.9}) == pytest.approx(
        clock / 2.975e9, rel=1e-4
    )  # half of the way from base to boost
    (tiles,) = (row for row in rows if row.part == "xeon-6972p" and row.busy.threads == 1)
    assert tiles.parameter == "tiles"
    assert tiles.says({}) == pytest.approx(1229 / (1024 * 3.9), rel=1e-4)


def test_what_few_of_the_cores_say_of_the_clock_of_all_is_not_fitted(rows):
    (few,) = (
        row
        for row in rows
        if row.part == "epyc-7h12" and row.busy.threads == 16 and row.asked.question["dtype"] == "fp32"
    )
    assert not few.telling
    assert "kept_many" not in fitted([few])


def test_a_part_that_nothing_else_speaks_of_is_not_scored(rows):
    made = Products(rows, {"launch": 0.0, "exposed": 0.2, "memory": 1.0, "loads": 0.9, "spread": 0.8} | LINES)
    assert "xeon-6972p" not in {row.part for row, _ in made.left}
    assert made.counts == {"matmuls": 62.0, "matmuls_parts": 6.0, "tiled": 2.0, "tiled_parts": 1.0}


LINES = {"lines_L2": 6.5, "lines_L3": 10.0, "lines_memory": 28.0}
