"""Classes of named fields: what Python's own do, without writing code for each."""

import copy
import pickle
from typing import NamedTuple

import pytest

from slipstick.records import Fields, Record


class Point(Record):
    x: float
    y: float = 0.0


class Named(Point):
    name: str = ""

    def __post_init__(self):
        if self.name == "bad":
            raise ValueError(self.name)


def test_fields_are_given_by_place_or_name_and_those_of_the_base_come_first():
    assert Named.fields == ("x", "y", "name")
    one = Named(1.0, name="p")
    assert (one.x, one.y, one.name) == (1.0, 0.0, "p")
    assert repr(one) == "Named(x=1.0, y=0.0, name='p')"
    assert Point.fields == ("x", "y")


def test_another_one_has_the_changes_and_is_checked_as_the_first_was():
    one = Named(1.0, 2.0, "p")
    assert vars(one.but(name="q")) == {"x": 1.0, "y": 2.0, "name": "q"}
    assert one.name == "p"
    with pytest.raises(ValueError, match="bad"):
        one.but(name="bad")


@pytest.mark.parametrize(
    ("given", "named", "said"),
    [
        ((), {}, "Point needs x: its fields are x, y"),
        ((1.0,), {"z": 1.0}, "Point has no z"),
        ((1.0, 2.0, 3.0), {}, "Point takes x, y, each once"),
        ((1.0,), {"x": 1.0}, "Point takes x, y, each once"),
    ],
)
def test_wrong_fields_are_an_error_that_names_them(given, named, said):
    with pytest.raises(TypeError, match=said):
        Point(*given, **named)


class Ours(Fields):
    """Three fields."""

    first: float
    second: str = "two"
    third: tuple = ()

    @property
    def doubled(self):
        return 2 * self.first


class Theirs(NamedTuple):
    first: float
    second: str = "two"
    third: tuple = ()


@pytest.mark.parametrize(
    ("values", "named"),
    [((1.0,), {}), ((1.0, "b"), {}), ((1.0, "b", (3,)), {}), ((), {"first": 2}), ((1,), {"third": (4,)})],
)
def test_a_row_is_the_tuple_that_a_named_one_is(values, named):
    ours, theirs = Ours(*values, **named), Theirs(*values, **named)
    assert ours == theirs == tuple(ours)
    assert hash(ours) == hash(theirs)
    assert repr(ours).removeprefix("Ours") == repr(theirs).removeprefix("Theirs")
    assert ours._asdict() == theirs._asdict()
    assert ours._replace(second="c") == theirs._replace(second="c")
    assert (ours.first, ours.second, ours.third) == tuple(theirs)
    assert type(ours._replace(first=3)) is type(copy.copy(ours)) is type(pickle.loads(pickle.dumps(ours))) is Ours
    assert pickle.loads(pickle.dumps(ours)) == copy.deepcopy(ours) == ours
    assert ours.doubled == 2 * ours.first


def test_its_fields_have_names_and_an_order():
    assert Ours._fields == Theirs._fields
    match Ours(1, "b", (2,)):
        case Ours(first, third=(last,)):
            assert (first, last) == (1, 2)


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ((), {}),
        ((), {"second": "b"}),
        ((1,), {"first": 1}),
        ((1,), {"fourth": 1}),
        ((1, 2, 3, 4), {}),
        ((1, 2, 3), {"a": 1}),
        ((1, 2), {"second": 1}),
        ((), {"second": 1, "third": 2}),
    ],
)
def test_what_is_missing_unknown_or_twice_is_refused(values, named):
    for kind in (Ours, Theirs):
        with pytest.raises(TypeError):
            kind(*values, **named)


def test_it_is_not_changed():
    for kind in (Ours, Theirs):
        with pytest.raises(AttributeError):
            kind(1).first = 2
        with pytest.raises(AttributeError):
            kind(1).fourth = 2
        with pytest.raises((TypeError, ValueError)):
            kind(1)._replace(fourth=2)
