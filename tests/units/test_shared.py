import pytest

from slipstick import DimensionError, UsageError, quantity
from slipstick.units.dimensions import Dim, Size, dim_of
from slipstick.units.shared import common, powers


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("3 GB", {"byte": 1}),
        ("3 GB, 4 GB", {"byte": 1}),
        (quantity("3 TB/s"), {"byte": 1, "second": -1}),
        ([quantity("3 s"), 4], {"second": 1}),
        (3, {}),
        ([], {}),
        ((), {}),
    ],
)
def test_root_units_are_those_of_the_first_item(value, found):
    assert powers(value, "x") == found


def test_text_that_cannot_be_read_is_told_with_its_name():
    with pytest.raises(UsageError, match=r"^x = '3 gb': unknown unit 'gb'"):
        powers("3 gb", "x")


def test_arguments_share_one_dimension_with_its_name():
    assert common({"a": {"byte": 1.0}, "b": {"byte": 1.0}, "c": {}}) == dim_of(Size)
    assert common({"a": {"byte": 2.0}}) == Dim("B^2", "a quantity in B^2")
    assert common({"a": {}}) == Dim("", "a plain number")
    with pytest.raises(
        DimensionError, match=r"^a is a size \(B\), but c is a time \(s\): both need the same dimension$"
    ):
        common({"a": {"byte": 1.0}, "b": {}, "c": {"second": 1.0}})
