"""What the rows of the sheets say is what the catalogue and the formulas say."""

import pytest

import slipstick
from made import made


def test_a_row_with_several_parts_leaves_out_what_a_part_lacks():
    sheet = made("gpu")
    fp8 = next(section for section in sheet.sections if section.heading == "fp8")
    ridge = slipstick.calculate("ridge(h100-sxm.peak.fp8, h100-sxm.memory.bandwidth)").value.value
    row = next(row for row in fp8.rows if row.label == "h100-sxm")
    assert row.cells[2].value == pytest.approx(ridge)
    assert row.cells[3].value == pytest.approx(1 / ridge)


def test_each_number_of_the_latency_sheet_lies_in_its_range():
    ranged = [row.cells[0] for row in made("latency").rows if row.cells[0].low is not None]
    assert len(ranged) > 30
    assert all(cell.low <= cell.value <= cell.high for cell in ranged)
    human = made("latency", human=True)
    assert all(row.cells[1].value == pytest.approx(row.cells[0].value * 1e9) for row in human.rows)


@pytest.mark.parametrize(("part", "level", "cycles"), [("epyc-9654", "L3 cache", 55), ("a100", "L2 cache", 205.7)])
def test_the_latency_of_one_machine(part, level, cycles):
    sheet = made("latency", on=part)
    row = next(row for row in sheet.rows if row.label.startswith(level))
    clock = slipstick.calculate(f"1 cycle / {part}.clock.boost").value.value
    assert row.cells[0].value == pytest.approx(cycles * clock)
    assert "L1 cache hit" not in [row.label for row in sheet.rows]  # those of machines in general


def test_years_are_facts_in_order_and_nothing_between():
    page = slipstick.load("years")
    sheet = made("by-year")
    assert len(sheet.rows) == len({path.split(".")[1] for path in page if path.startswith("numbers.")})
    for section in sheet.sections:
        years = [row.label for row in section.rows]
        assert years == sorted(years), section.heading
        first = section.rows[0].cells[0].value
        assert [row.cells[1].value for row in section.rows] == [row.cells[0].value / first for row in section.rows]


def test_a_part_that_was_named_is_never_left_out():
    sheet = slipstick.sheet("compare", "a100", "ryzen-9-7950x")
    assert [row.label for row in sheet.rows] == ["a100-sxm-80gb", "ryzen-9-7950x"]
    assert sheet.rows[1].cells[1].text == ""
    assert sheet.rows[1].cells[2].text == "83.2 GB/s"


@pytest.mark.parametrize("name", ["gpu-latency", "latency"])
def test_a_machine_without_latencies_leaves_its_rows_out_and_says_so(name):
    sheet = made(name, on="gb200")
    assert "gb200 lists no latency of its caches or memory." in sheet.notes
    assert len(sheet.rows) > 5
    assert not [row for row in made(name, on="a100").notes if "lists no latency" in row]
    with pytest.raises(slipstick.SlipstickError, match="pcie-4 has no caches and no memory"):
        made(name, on="pcie-4")
