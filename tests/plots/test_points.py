"""A person's own kernels under a roof."""

import pytest

from slipstick import UsageError
from slipstick.plots.draw import draw
from slipstick.plots.points import points
from slipstick.plots.roofline import roofline


def written(folder, text):
    path = folder / "kernels.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_work_traffic_and_time_place_a_kernel(tmp_path):
    (gemm,) = points(written(tmp_path, "name,work,traffic,time\ngemm,0.2 TFLOP,4 GB,2 ms\n"))
    assert gemm == ("gemm", pytest.approx(50), pytest.approx(100e12))


def test_units_may_stand_in_the_heading_and_intensity_and_rate_do_as_well(tmp_path):
    (one,) = points(written(tmp_path, "work [GFLOP],traffic [GB],time [us]\n3,1.5,600\n"))
    assert one == ("", pytest.approx(2), pytest.approx(5e12))
    (two,) = points(written(tmp_path, "intensity [FLOP/B],rate [TFLOP/s],name\n2,5,two\n\n"))
    assert two == ("two", pytest.approx(2), pytest.approx(5e12))


def test_each_is_told_with_its_share_of_the_one_roof(tmp_path):
    path = written(tmp_path, "name,work,traffic,time\naxpy,2 GFLOP,12 GB,7 ms\n")
    mine = next(each for each in roofline(("a100",), own=path).series if each.label == "measured")
    share = 100 * (12e9 / 7e-3) / 2.039e12
    assert mine.names == (f"axpy ({share:.0f} % of the roof)",)
    many = next(each for each in roofline(("a100", "h100"), own=path).series if each.label == "measured")
    assert many.names == ("axpy",)


def test_they_are_drawn_as_points_without_a_range(tmp_path):
    path = written(tmp_path, "name,work,traffic,time\naxpy,2 GFLOP,12 GB,7 ms\n")
    ax = draw(roofline(("a100",), kernels=("softmax rows=8192 columns=2048",), own=path))
    mine = next(each for each in ax.containers if each.get_label() == "measured")
    assert mine.lines[0].get_xydata().tolist() == [[pytest.approx(1 / 6), pytest.approx(2e9 / 7e-3)]]
    assert "axpy (84 % of the roof)" in [each.get_text() for each in ax.texts]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "kernels.csv:1: columns of no name place no kernel: expected name, and work, traffic and time"),
        ("name,work\na,1 FLOP\n", "kernels.csv:1: columns .name., .work. place no kernel"),
        ("name,wrok,traffic,time\n", "kernels.csv:1: unknown column .wrok.: did you mean work"),
        ("work,work,traffic,time\n", "kernels.csv:1: the column .work. is there twice"),
        ("work,traffic,time\n", "kernels.csv: no kernel in it"),
        ("work,traffic,time\n1 FLOP,1 B\n", "kernels.csv:2: 2 cells: expected 3"),
        ("work,traffic,time\n1 FLOP,1 B,0 s\n", "kernels.csv:2: time = .0 s.: expected more than 0"),
        ("work,traffic,time\n1 FLOP,1 s,1 s\n", "kernels.csv:2: traffic is a time"),
    ],
)
def test_a_wrong_table_is_refused_by_its_line(tmp_path, text, said):
    with pytest.raises(UsageError, match=said):
        points(written(tmp_path, text))


def test_what_cannot_be_read_is_refused(tmp_path):
    with pytest.raises(UsageError, match=r"none\.csv: cannot be read"):
        points(str(tmp_path / "none.csv"))
    (tmp_path / "bytes.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match=r"bytes\.csv:1: not a text file"):
        points(str(tmp_path / "bytes.csv"))
