import subprocess
import sys

import pytest

from slipstick.errors import UsageError
from slipstick.evidence.score import score


def scored(rows):
    return score(*zip(*rows, strict=True))


def test_an_error_is_the_share_by_which_the_expected_is_off_the_measured():
    one = scored([(100.0, 110.0, 90.0, 120.0, 50.0)])
    assert one.median == pytest.approx(0.1)
    assert one.ratio == pytest.approx(1 / 1.1)
    assert one.width == pytest.approx(4 / 3)
    assert (one.count, one.inside, one.below_floor) == (1, 1.0, 0)


def test_the_median_of_two_errors_is_halfway():
    assert scored([(100.0, 110.0, 1.0, 2.0, 1.0), (100.0, 130.0, 1.0, 2.0, 1.0)]).median == pytest.approx(0.2)


@pytest.mark.parametrize(("count", "expected"), [(19, None), (20, 0.171), (101, 0.9)])
def test_no_percentile_is_given_of_fewer_than_twenty(count, expected):
    rows = [(100.0, 100.0 + each, 1.0, 2.0, 1.0) for each in range(count)]
    assert scored(rows).p90 == (expected and pytest.approx(expected))


def test_both_ends_of_the_range_are_inside_it():
    rows = [(real, 100.0, 90.0, 110.0, 80.0) for real in (89.0, 90.0, 110.0, 111.0)]
    assert scored(rows).inside == 0.5


def test_what_is_faster_than_its_floor_is_counted():
    rows = [(real, 100.0, 90.0, 110.0, 80.0) for real in (79.0, 80.0, 81.0)]
    assert scored(rows).below_floor == 1


def test_arrays_are_scored_as_lists_are():
    np = pytest.importorskip("numpy")
    rows = [(100.0, 110.0, 90.0, 120.0, 50.0), (80.0, 70.0, 75.0, 85.0, 90.0)]
    assert score(*np.array(rows).T) == scored(rows)


def test_nothing_to_score_is_an_error():
    with pytest.raises(UsageError, match="no measurement to score"):
        score([], [], [], [], [])


def test_lists_of_several_lengths_are_an_error():
    with pytest.raises(ValueError, match="shorter"):
        score([1.0, 2.0], [1.0], [1.0], [1.0], [1.0])


def test_a_score_needs_no_numpy():
    code = "import sys; sys.modules['numpy'] = None\nfrom slipstick.evidence.score import score\n"
    code += "print(score([1], [2], [1], [3], [1]).median)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "1.0\n"
