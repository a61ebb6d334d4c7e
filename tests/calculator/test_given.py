"""Variables that a program gives to ``calculate``."""

import json
import re
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


A = np.array([1.0, 2.0, 3.0])


@pytest.mark.parametrize(
    ("text", "named", "answer"),
    [
        ("2 * FLOP * m * n * k", {"m": A, "n": 4096, "k": 2 * A}, [16384.0, 65536.0, 147456.0]),
        ("x / y in us", {"x": slipstick.quantity(A, "GB"), "y": "2 TB/s"}, [5e-4, 1e-3, 1.5e-3]),
        ("y = x * 2; sqrt(y^2) - 1 + max(x, 5)", {"x": A}, [6.0, 8.0, 10.0]),
        ("log2(x) * -1", {"x": np.array([1, 2, 4])}, [0.0, -1.0, -2.0]),
        ("amdahl(x, 64)", {"x": A / 3}, [64 / 43, 32 / 11, 64.0]),
        ("attainable(312 TFLOP/s, 2 TB/s, i)", {"i": slipstick.quantity(A, "FLOP/B")}, [2e12, 4e12, 6e12]),
        ("x * x", {"x": A.reshape(3, 1)}, [[1.0], [4.0], [9.0]]),
        ("x GiB", {"x": A}, [2.0**30, 2.0**31, 3 * 2.0**30]),
    ],
)
def test_an_array_is_worked_with_in_one_go_as_each_of_its_elements_is(text, named, answer):
    found = slipstick.calculate(text, **named)
    assert np.allclose(found.value.value, answer, rtol=1e-12)
    assert np.allclose(found.quantity.to_root_units().magnitude, answer, rtol=1e-12)
    assert json.loads(json.dumps(found.as_dict()))["answer"]["value"] == found.value.value.tolist()
    for place in np.ndindex(np.shape(answer)):
        one = {n: v[place] if hasattr(v, "shape") and v.shape else v for n, v in named.items()}
        assert slipstick.calculate(text, **one).value.value == pytest.approx(found.value.value[place], rel=1e-12)
        assert slipstick.calculate(text, **one).value.powers == found.value.powers


@pytest.mark.parametrize(
    ("text", "element"),
    [
        ("x + 1 s", 1.0),
        ("1 / (x - 2)", 2.0),
        ("ln(x - 2)", 1.0),
        ("sqrt(x - 2)", 1.0),
        ("(x - 2)^0.5", 1.0),
        ("10^(x * 300)", 3.0),
        ("exp(x * 300)", 3.0),
        ("amdahl(x, 64)", 2.0),
        ("ridge(x, 2 TB/s)", 1.0),
        ("x in s", 1.0),
    ],
)
def test_what_is_refused_of_an_element_is_refused_of_the_array(text, element):
    with pytest.raises(SlipstickError) as one:
        slipstick.calculate(text, x=element)
    with pytest.raises(SlipstickError) as many:
        slipstick.calculate(text, x=A)
    assert type(one.value) is type(many.value)
    assert str(one.value).split(" = ")[0].split(" at ")[0] == str(many.value).split(" = ")[0].split(" at ")[0]


@pytest.mark.parametrize(
    ("text", "named", "said"),
    [
        ("x + y", {"x": A, "y": A[:2]}, "arrays of 3 and 2 elements: expected one shape"),
        ("amdahl(x, y)", {"x": A / 3, "y": A[:2]}, "arrays of different shapes: fraction has 3, processors has 2"),
        ("35%..55% * x", {"x": A}, "a range is worked out for one number at a time"),
        ("x * ? = 3", {"x": A}, "an equation is solved for one number at a time"),
        ("(2 s)^x", {"x": A}, "expected one exponent"),
        ("integers(1, x)", {"x": A}, "takes two whole numbers"),
        ("x", {"x": A * np.nan}, "x has a number in it that is not finite"),
        ("x", {"x": np.array(["a"])}, "x is an array of <U1: expected one of numbers"),
        ("x", {"x": np.array([])}, "x is an empty array"),
    ],
)
def test_an_array_that_makes_no_sense_is_refused(text, named, said):
    with pytest.raises(SlipstickError, match=re.escape(said)):
        slipstick.calculate(text, **named)


def test_a_million_elements_are_summarised():
    found = slipstick.calculate("2 * x in GB", x=slipstick.quantity(np.arange(1e6), "GB"))
    assert found.short == "[0 GB, 2 GB, 4 GB, ..., 2e6 GB, 2e6 GB]"
    for text in (str(found), repr(found), found._repr_html_(), repr(found.quantity)):
        assert len(text) < 400


def test_over_all_elements_of_arrays_and_beside_numbers():
    assert slipstick.calculate("mean(x, 10)", x=A).value.value == 4.0
    assert slipstick.calculate("min(x, 10) + max(x) + sum(x)", x=A).value.value == 10.0


def test_names_given_beside_a_text_are_of_that_text_alone():
    variables = {"x": 5}
    assert slipstick.calculate("z = x * y", variables, y=A).short == "[5, 10, 15]"
    assert set(variables) == {"x", "z"}
    assert slipstick.calculate("z / 5", variables).short == "[1, 2, 3]"


def test_an_expression_is_text():
    with pytest.raises(SlipstickError, match="'5' is not an expression"):
        slipstick.calculate(5)


def test_a_calculation_prints_its_answer():
    found = slipstick.calculate("80 GB / 2 TB/s")
    assert str(found) == found.text()
    assert repr(found) == "<calculation: 80 GB / (2 TB/s) = 40 ms>"


def test_a_plain_number_leaves_sizes_in_the_units_that_they_have():
    assert slipstick.calculate("n * 1 GB", n=2).short == "2 GB"
    assert slipstick.calculate("n * 1 GiB", n=2).short == "2 GiB"
