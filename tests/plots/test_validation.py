import pytest

from slipstick import SlipstickError
from slipstick.evidence.leftout import read
from slipstick.evidence.validate import validate
from slipstick.plots.validation import drawn, validation


def test_validation_draws_rows_that_were_left_out_alone():
    figure = validation(("b200",), only=("matmul",))
    [series] = figure.series
    rows = [row for row in read("matmul") if row.kind == "shape" and row.device == "b200"]
    assert series.x == tuple(row.measured for row in rows)
    assert series.y == tuple(row.expected for row in rows)
    assert series.label.startswith("matmul: 1017 rows, median error 6.")
    assert figure.notes == ("Left out: every second shape.",)
    assert figure.diagonal


def test_parts_left_out_are_drawn_by_themselves():
    [series] = (figure := validation(("b200",), only=("matmul",), strange=True)).series
    assert len(series.x) == 512 + 499 + 2 * 512  # in 8 bits each library on its own
    assert figure.notes == ("Left out: each part.",)


def test_every_kernel_has_a_colour_or_a_mark_of_its_own_and_the_largest_is_first():
    series = validation().series
    assert [each.group for each in series] == [*range(len(series))]
    counts = [len(each.x) for each in series]
    assert counts == sorted(counts, reverse=True)
    assert len(series) > 10
    assert series[0].label.startswith("matmul: 3088 rows")


def test_what_was_not_left_out_is_not_drawn(tmp_path):
    with pytest.raises(SlipstickError, match=r"no measurements of t4 are at hand: there are some of a100-sxm-80gb"):
        validation(("t4",), only=["matmul"])
    path = tmp_path / "mine.csv"
    path.write_text("command,m,n,k,on,time [us]\nmatmul,4096,4096,4096,a100,600\n")
    figure = drawn(validate([str(path)]).rows)
    assert figure.notes == ("Of other sources: 1 row.",)
    assert [each.x for each in figure.series] == [(pytest.approx(600e-6),)]
