import slipstick
from slipstick.plots.ladder import ladder


def test_a_ladder_has_the_rows_of_its_sheet():
    sheet = slipstick.sheet("latency")
    assert [rung.label for rung in ladder("latency").rungs] == [row.label for row in sheet.rows]
    assert all(rung.low <= rung.value <= rung.high for rung in ladder("latency").rungs)
