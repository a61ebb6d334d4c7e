import pytest

from slipstick.records import Record


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
