"""Variables that a program gives to ``calculate``."""

from decimal import Decimal

import numpy as np
import pint
import pytest

import slipstick
from slipstick.errors import SlipstickError


@pytest.mark.parametrize(
    ("text", "variables", "answer"),
    [
        ("x * 2 s", {"x": 5}, "10 s"),
        ("x / 2 s", {"x": "3 GB"}, "1.5 GB/s"),
        ("size / rate", {"size": slipstick.quantity("80 GB"), "rate": "2 TB/s"}, "40 ms"),
        ("x * 2", {"x": pint.UnitRegistry().Quantity(5, "second")}, "10 s"),
        ("x in GiB", {"x": pint.UnitRegistry().Quantity(2, "gibibyte")}, "2 GiB"),
        ("x * 2", {"x": Decimal("1.5")}, "3"),
        ("x * 2", {"x": np.float32(3)}, "6"),
        ("x * 2", {"x": slipstick.quantity(np.array([1.0, 2.0]), "GB")}, "[2 GB, 4 GB]"),
        ("max(x)", {"x": [1, 3, 2]}, "3"),
        ("sum(x)", {"x": ("1 GB", 2)}, None),
        ("sum(x)", {"x": pint.UnitRegistry().Quantity([1, 2], "second")}, "3 s"),
        ("100 s * x", {"x": "35%..55%"}, "45 s"),
    ],
)
def test_a_variable_is_a_number_text_a_quantity_or_a_list_of_them(text, variables, answer):
    if answer is None:
        with pytest.raises(SlipstickError, match="is not a number"):
            slipstick.calculate(text, variables)
    else:
        assert slipstick.calculate(text, variables).short == answer


def test_what_a_text_sets_is_added_and_the_rest_stays_as_it_was():
    variables = {"x": 5, "y": "2 s"}
    slipstick.calculate("z = x / y; y = 3 s; z * y", variables)
    assert variables["x"] == 5
    assert set(variables) == {"x", "y", "z"}
    assert slipstick.calculate("z * y", variables).short == "7.5"


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"x": True}, "x = 'True' is not a number"),
        ({"x": None}, "x = 'None' is not a number"),
        ({"x": float("nan")}, "not a finite number"),
        ({"x": 10**400}, "is too large a number"),
        ({"x": 5j}, "x = '5j' is not a number"),
        ({"x": "1; 2"}, "is not one value"),
        ({"x": "y = 3"}, "is not one value"),
        ({"2x": 1}, "cannot be a variable"),
        ({3: 1}, "cannot be a variable"),
    ],
)
def test_a_variable_that_makes_no_sense_is_refused_by_its_name(variables, said):
    with pytest.raises(SlipstickError, match=said):
        slipstick.calculate("x", variables)


def test_an_expression_is_text():
    with pytest.raises(SlipstickError, match="'5' is not an expression"):
        slipstick.calculate(5)


def test_a_calculation_prints_its_answer():
    found = slipstick.calculate("80 GB / 2 TB/s")
    assert str(found) == found.text()
    assert repr(found) == "<calculation: 80 GB / (2 TB/s) = 40 ms>"
