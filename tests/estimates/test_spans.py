import pytest

from slipstick.errors import UsageError
from slipstick.estimates.spans import Span, corners, listed, middle, sides, spanned
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


EDGE = SIDE._replace(binary=True)  # of a question
USUAL = {"batch": 1, "m": None, "n": "m", "k": "m"}


def test_a_count_letter_after_the_last_end_alone_is_that_of_both_but_not_in_a_list():
    assert spanned("1..4k", EDGE, "m") == Span(1024, 4096)
    assert spanned("10..20k", EDGE, "m") == Span(10_000, 20_000)
    assert listed("1..4k*8", EDGE, "m") == [1, 8, 64, 512, 4096]
    assert listed("1k..4k*2", EDGE, "m") == [1024, 2048, 4096]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"m": "4096x1024x512"}, {"m": "4096", "n": "1024", "k": "512"}),
        ({"m": "1 × 4k X 4k", "batch": 2}, {"m": "1", "n": "4k", "k": "4k", "batch": 2}),
        ({"m": "8x16x32x64", "batch": "1"}, {"batch": "8", "m": "16", "n": "32", "k": "64"}),
        ({"m": "4096", "n": None}, {"m": "4096", "n": None}),
        ({"m": 4096}, {"m": 4096}),
        ({"m": "max"}, {"m": "max"}),
    ],
)
def test_sides_with_x_between_them_are_all_sides(given, found):
    assert sides(given, USUAL) == found


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"m": "4096x4096"}, "m = '4096x4096': expected 3 sides, m x n x k"),
        ({"m": "0x400"}, "expected 3 sides"),
        ({"m": "1x2x3x4x5"}, "expected 3 sides"),
        ({"m": "1x2x3", "n": 2}, "n is given too"),
        ({"m": "1x2x3x4", "batch": 2}, "batch is given too"),
    ],
)
def test_too_many_or_too_few_sides_are_refused(given, said):
    with pytest.raises(UsageError, match=said):
        sides(given, USUAL)


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
