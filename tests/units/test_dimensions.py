from slipstick.units import dimensions
from slipstick.units.dimensions import CONSTANTS, NAMED, D, Dim, Time, dim_of
from slipstick.units.reading import unit


def test_a_constant_of_rules_is_worth_its_unit():
    assert {name: getattr(dimensions, name) for name in CONSTANTS} == {
        name: unit(text).factor for name, text in CONSTANTS.items()
    }


def test_every_named_dimension_has_a_unit_of_its_own_but_the_plain_number():
    units = [dim.unit for dim in NAMED]
    assert len(set(units)) == len(units)
    assert "" not in units[:-1]
    assert NAMED[-1] == Dim("", "a plain number")
    assert not any(dim.many or dim.generic or dim.whole for dim in NAMED)


def test_a_list_is_many_of_a_dimension():
    assert dim_of(list[Time]) == dim_of(Time)._replace(many=True)
    assert dim_of(list[int]) is dim_of(float) is None


def test_one_dimension_of_any_kind_is_generic():
    assert dim_of(D).generic
    assert not dim_of(Time).generic
    assert Dim("s", "a time") == Dim("s", "a time", 0.0, float("inf"), False, False, False)


def test_what_is_counted_needs_no_unit():
    counted = {dim.unit for dim in NAMED if dim.counted}
    assert {"cycle/instruction", "token", "1/instruction", ""} <= counted
    assert not counted & {"s", "B/token", "1/s", "USD/request", "cycle/s"}
