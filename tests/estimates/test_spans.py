import pytest

from slipstick.errors import UsageError
from slipstick.estimates.spans import Span, corners, listed, middle, spanned
from slipstick.units import SIDE, Dim

SIZE = Dim("B", "a size")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1,2,4", [1, 2, 4]),
        ("1..1024*4", [1, 4, 16, 64, 256, 1024]),
        ("1..1000*10", [1, 10, 100, 1000]),
        ("0.5..2*2", None),
        ("100..400+100", [100, 200, 300, 400]),
        ("7, 1..3+1", [7, 1, 2, 3]),
        ([1, "2..8*2"], [1, 2, 4, 8]),
    ],
)
def test_a_list_is_written_out_or_in_steps(text, values):
    if values is None:
        with pytest.raises(UsageError, match="expected a whole number"):
            listed(text, SIDE, "m")
    else:
        assert listed(text, SIDE, "m") == values


@pytest.mark.parametrize("value", ["4096", "1..4", 4096, Span(1.0, 2.0)])
def test_one_value_and_an_uncertain_one_are_no_list(value):
    assert listed(value, SIDE, "m") is None


def test_the_unit_of_the_last_end_is_that_of_both():
    assert listed("1..4 GB * 2", SIZE, "size") == [1e9, 2e9, 4e9]
    assert spanned("1..3 GB", SIZE, "size") == Span(1e9, 3e9)
    assert spanned("500 MB..3 GB", SIZE, "size") == Span(5e8, 3e9)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("4..1", "m = '4..1': the first end has to be the smaller one"),
        ("4..4", "m = '4..4': the first end has to be the smaller one"),
        ("1..x", "m = 'x'"),
    ],
)
def test_an_uncertain_value_needs_two_ends(text, said):
    with pytest.raises(UsageError) as error:
        spanned(text, SIDE, "m")
    assert str(error.value).startswith(said)


@pytest.mark.parametrize("text", ["1..8*1", "1..8*0.5", "8..1*2", "1..8+0"])
def test_steps_lead_up(text):
    with pytest.raises(UsageError):
        listed(text, SIDE, "m")


def test_the_middle_of_whole_numbers_is_whole():
    assert middle(Span(1.0, 4.0), SIDE) == 2.0
    assert middle(Span(1.0, 4.0), SIZE) == 2.5


def test_every_combination_of_ends():
    spans = {"m": Span(1.0, 2.0), "n": Span(3.0, 4.0)}
    assert [tuple(each.values()) for each in corners(spans)] == [(1, 3), (1, 4), (2, 3), (2, 4)]
