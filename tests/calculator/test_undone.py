"""Functions in equations."""

import random

import pytest

from slipstick import calculate
from slipstick.calculator.tree import ExpressionError


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("sqrt(?) = 3 m", "9 m^2"),
        ("abs(?) = 3", "3 or -3"),
        ("abs(? - 5 s) = 5 s", "10 s or 0 s"),
        ("abs(?) = 0", "0"),
        ("exp(?) = 1", "0"),
        ("ln(?) = 0", "1"),
        ("log(?) = 1", "2.71828"),
        ("log2(?) = 10", "1024"),
        ("log10(? / 1 B) = 3", "1 kB"),
        ("max(?, 3 GB) = 5 GB", "5 GB"),
        ("min(2 * ?, 3 GB) = 1 GB", "500 MB"),
        ("sum(1 s, ?) = 3 s", "2 s"),
        ("mean([?, 3 s, 5 s]) = 3 s", "1 s"),
        ("max(?) = 3", "3"),
        ("2 + sqrt(? + 1) = 5", "8"),
    ],
)
def test_a_function_is_undone(text, answer):
    assert calculate(text).short == answer


@pytest.mark.parametrize(
    ("text", "answer", "stretch"),
    [
        ("ceil(? / 128) = 4", "512", "every one above 384 up to 512 does"),
        ("ceil(128 / ?) = 4", "32", "every one from 32 to below 42.6667 does"),
        ("floor(? / 2 GB) = 3", "6 GB", "every one from 6 GB to below 8 GB does"),
        ("round(?) = 3", "2.5", "every one from 2.5 to below 3.5 does"),
        ("100 GB * ceil(? / 80 GB) = 400 GB", "320 GB", "every one above 240 GB up to 320 GB does"),
    ],
)
def test_a_step_has_a_stretch_that_gives_its_result(text, answer, stretch):
    found = calculate(text)
    assert found.short == answer
    assert found.notes == [f"more than one '?' gives it: {stretch}"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("abs(?) = -3", "abs is never -3"),
        ("sqrt(?) = -1", "sqrt is never -1"),
        ("exp(?) = 0", "exp is never 0"),
        ("log2(?) = 2000", "log2 is never 2000"),
        ("ceil(?) = 2.5", "ceil is a whole number, and never 2.5"),
        ("floor(?) = 2 s", "floor gives a plain number, and this is a time"),
        ("max(?, 3 GB) = 2 GB", "max is at least 3 GB with the others, never 2 GB"),
        ("min(?, 3 GB) = 4 GB", "min is at most 3 GB with the others, never 4 GB"),
        ("max(?, 3 GB) = 3 GB", "every number up to 3 GB gives that"),
        ("min(?, 3) = 3", "every number from 3 on gives that"),
        ("max(?, 3 GB) = 5 s", "a size (B) cannot be subtracted from a time"),
        ("sqrt(?, 2) = 1", "sqrt takes one argument"),
    ],
)
def test_what_a_function_never_gives_is_refused_with_the_reason(text, why):
    with pytest.raises(ExpressionError) as error:
        calculate(text)
    assert str(error.value).startswith(why)


@pytest.mark.parametrize("name", ["ceil", "floor", "round"])
def test_a_step_has_its_result_all_over_its_stretch_and_not_beyond(name):
    draw = random.Random(14)
    for _ in range(50):
        whole, unit = draw.randint(-40, 40), draw.uniform(0.1, 9)
        found = calculate(f"{name}(? / {unit}) = {whole}")
        first = found.value.value
        beyond = unit * (whole + {"ceil": -1, "floor": 1, "round": 0.5}[name])
        inside = first + (beyond - first) * draw.uniform(0.001, 0.999)
        outside = [first - (beyond - first) * 0.001, beyond + (beyond - first) * 0.001]
        assert calculate(f"{name}({inside} / {unit})").value.value == whole
        assert whole not in [calculate(f"{name}({x} / {unit})").value.value for x in outside]
