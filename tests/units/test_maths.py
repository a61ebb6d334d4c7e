import pytest

from slipstick import UsageError, quantity
from slipstick.units.maths import at_least, ceil, floor, maximum, minimum, one_shape, pairs, sqrt

np = pytest.importorskip("numpy")
ULP = 2.0**-52


def test_the_smaller_and_the_larger_go_element_by_element_from_either_side():
    values = np.array([1.0, 3.0])
    assert minimum(values, 2.0).tolist() == minimum(2.0, values).tolist() == [1, 2]
    assert maximum(values, 2.0).tolist() == maximum(2.0, values).tolist() == [2, 3]
    assert (minimum(2.0, 3.0), minimum(3.0, 2.0), minimum(2, 3.0)) == (2, 2, 2)
    assert (maximum(2.0, 3.0), maximum(3.0, 2.0), maximum(2, 3.0)) == (3, 3, 3)


def test_four_units_in_the_last_place_are_as_good_as_whole():
    for near, up, down in ((1 + 4 * ULP, 1, 1), (1 + 5 * ULP, 2, 1), (1 - 4 * ULP / 2, 1, 1), (1 - 5 * ULP / 2, 1, 0)):
        assert (ceil(near), floor(near)) == (up, down)
        assert (ceil(np.array([near])).tolist(), floor(np.array([near])).tolist()) == ([up], [down])
    assert (ceil(-1.5), floor(-1.5)) == (-1, -2)


def test_a_root_is_of_numbers_arrays_and_quantities():
    assert sqrt(np.array([9.0, 16.0])).tolist() == [3, 4]
    assert sqrt(9) == 3
    assert sqrt(quantity("16 m^2")).to("m").magnitude == 4


def test_pairs_are_of_lists_of_one_length():
    with pytest.raises(UsageError, match=r"^lists of 1 and 2 items: expected one length$"):
        pairs([1.0], [1.0, 2.0])
    with pytest.raises(UsageError, match=r"^lists of 1 and 2 and 3 items: expected one length$"):
        pairs([1.0], [1.0, 2.0], [1.0, 2.0, 3.0])
    assert list(pairs([1.0, 2.0])) == [(1.0,), (2.0,)]


def test_arrays_are_of_one_shape_where_they_broadcast():
    two, three = np.ones(2), np.ones(3)
    assert one_shape([two, 5.0, two])
    assert one_shape([two, np.ones((3, 1))])
    assert not one_shape([two, three])
    assert not one_shape([two, two, three])


def test_the_least_time_takes_its_column_element_by_element():
    times = [np.array([3.0, 1.0, np.nan]), np.array([2.0, 2.0, 9.0]), 5.0]
    assert at_least(times, [10.0, 20.0, 30.0]).tolist() == [20, 10, 30]
    assert at_least([3.0, 2.0, 4.0], ["a", "b", "c"]) == "b"
