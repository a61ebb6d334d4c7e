import pytest

from slipstick import UsageError, quantity
from slipstick.units.maths import (
    ceil,
    floor,
    least_of,
    least_place,
    maximum,
    minimum,
    one_shape,
    pairs,
    sqrt,
    strung,
    taken_at,
)

np = pytest.importorskip("numpy")
ULP = 2.0**-52


def test_the_smaller_and_the_larger_go_element_by_element_from_either_side():
    values = np.array([1.0, 3.0])
    assert minimum(values, 2.0).tolist() == minimum(2.0, values).tolist() == [1, 2]
    assert maximum(values, 2.0).tolist() == maximum(2.0, values).tolist() == [2, 3]
    assert (minimum(2.0, 3.0), minimum(3.0, 2.0), minimum(2, 3.0)) == (2, 2, 2)
    assert (maximum(2.0, 3.0), maximum(3.0, 2.0), maximum(2, 3.0)) == (3, 3, 3)


def test_nine_parts_in_1e16_are_as_good_as_whole():
    for near, up, down in ((1 + 4 * ULP, 1, 1), (1 + 5 * ULP, 2, 1), (1 - 3.5 * ULP, 1, 1), (1 - 5 * ULP, 1, 0)):
        assert (ceil(near), floor(near)) == (up, down)
        assert (ceil(np.array([near])).tolist(), floor(np.array([near])).tolist()) == ([up], [down])
    assert (ceil(-1.5), floor(-1.5)) == (-1, -2)
    for whole in (2.0**52 + 1, -(2.0**53), 1e300, float("inf"), float("-inf")):
        assert ceil(whole) == floor(whole) == whole
        assert ceil(np.array([whole]))[0] == floor(np.array([whole]))[0] == whole


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
    place = least_place(times)
    assert taken_at(place, [10.0, 20.0, 30.0]).tolist() == [20, 10, 30]
    assert taken_at(place, ["a", "b", "c"]).tolist() == ["b", "a", "c"]
    assert taken_at(place, [np.array([1, 2, 3]), 4, 5]).tolist() == [4, 2, 5]
    assert taken_at(least_place([3.0, 2.0, 4.0]), ["a", "b", "c"]) == "b"


def test_the_least_cost_of_many_elements_is_that_of_each_alone():
    sizes = np.arange(10_000.0).reshape(100, 100)  # more than one piece
    axes = [{"a": (0.0, 3000.0, 9000.0), "b": (1.0, np.nan, 0.5)}]
    found = least_of(lambda size, a, b: abs(size - a) + b, axes, {"size": sizes})
    assert found.shape == (100, 100)
    assert (found == np.where(sizes + 1 <= abs(sizes - 9000) + 0.5, 0, 2)).all()


def test_the_least_cost_is_counted_along_the_last_axis_first():
    axes = [{"a": (5.0, 0.0)}, {"b": (2.0, 1.0, 3.0)}]
    assert least_of(lambda size, a, b: size * a + b, axes, {"size": np.ones(3)}).tolist() == [4, 4, 4]
    assert least_of(lambda size, a, b: size * a - b, axes, {"size": -np.ones(2)}).tolist() == [2, 2]
    assert least_of(lambda size, a, b: b, axes, {"size": np.ones(2)}).tolist() == [1, 1]


def test_parts_are_strung_together():
    assert strung([np.array([1.0, 2.0]), 5.0], [2, 2], (2, 2)).tolist() == [[1, 2], [5, 5]]
