import pytest

from slipstick import UsageError
from slipstick.units.amounts import Amount, both, each, flat, kind, raised


@pytest.mark.parametrize(
    ("amount", "digits", "text"),
    [
        (Amount(1234567.0), 6, "1234567"),
        (Amount(-0.0), 6, "0"),
        (Amount(1234567.5), 6, "1.23457e6"),
        (Amount(999_999_999_999_999.0), 6, "999999999999999"),
        (Amount(1e15), 6, "1e15"),
        (Amount(-1e15), 6, "-1e15"),
        (Amount(1e16), 6, "1e16"),
        (Amount(0.99999881234567), 3, "0.99999881"),
        (Amount(1234567.0, {"byte": 1}), 6, "1.23457 MB"),
        (Amount(2.0**33, {"byte": 1}, True), 6, "8 GiB"),
        (Amount(0.25), 6, "0.25"),
        (Amount(1 / 3), 3, "0.333"),
        (Amount(0.99999), 3, "0.99999"),
        (Amount(1 - 1.25e-9), 6, "0.99999999875"),
        (Amount(1 - 1.25e-9), 12, "0.99999999875"),
        (Amount(0.99985, {"second": 1}), 6, "999.85 ms"),
    ],
)
def test_an_amount_is_written_whole_or_with_its_digits(amount, digits, text):
    assert amount.text(digits) == text
    assert digits != 6 or str(amount) == text


def test_powers_are_raised_and_those_that_vanish_are_left_out():
    assert raised({"meter": 1.0, "second": -2.0}, 3) == {"meter": 3.0, "second": -6.0}
    assert raised({"byte": 2.0}, 0.5) == {"byte": 1.0}
    assert raised({"byte": 2.0}, 0) == {}


@pytest.mark.parametrize(
    ("powers", "words"),
    [({"second": 1}, "time"), ({"meter": 2}, "area"), ({}, "plain number"), ({"byte": 2}, "quantity in B^2")],
)
def test_a_dimension_is_said_without_its_article(powers, words):
    assert kind(powers) == words


def test_lists_go_element_by_element_and_with_one_amount():
    one, two, three = (Amount(float(each)) for each in (1, 2, 3))
    assert flat([one, [two, three]]) == [one, two, three]
    assert flat(one) == [one]
    assert each([one, [two]], lambda amount: amount.value) == [1, [2]]

    def difference(a, b):
        return a.value - b.value

    assert both([one, two], [three, three], difference) == [-2, -1]
    assert both([one, two], three, difference) == [-2, -1]
    assert both(three, [one, [two]], difference) == [2, [1]]
    assert both(three, one, difference) == 2


def test_lists_of_two_lengths_do_not_go_together():
    one = Amount(1.0)
    with pytest.raises(UsageError, match=r"^lists of 2 and 1 items: expected one length$"):
        both([one, one], [one], lambda a, b: a)
