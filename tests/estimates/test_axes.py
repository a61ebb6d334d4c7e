"""Lists in a question, as axes."""

import pytest

from slipstick import UsageError, matmul
from slipstick.estimates.axes import Axes, several
from slipstick.estimates.questions import find

MATMUL = find("matmul")


def axes(on="a100,h100", dtype=None, **given):
    return Axes.of(MATMUL, {"m": "1,2,4", "n": 4096, "k": 4096, **given}, on, dtype)


def test_every_combination_is_a_point_and_the_first_axis_turns_slowest():
    found = axes()
    assert list(found.items) == ["on", "m"]
    assert len(found) == 6
    points = [(found.text("on", each["on"]), each["m"]) for each in map(found.point, range(6))]
    assert points == [(on, m) for on in ("a100-sxm-80gb", "h100-sxm") for m in (1.0, 2.0, 4.0)]


def test_a_question_without_lists_has_one_point():
    found = axes("a100", m=4)
    assert (len(found), found.items, found.point(0)) == (1, {}, {})
    assert found.ask({}).outcome.value == matmul(4, 4096, 4096, on="a100").outcome.value


def test_a_point_is_answered_as_the_question_is():
    found = axes(dtype=["fp16", "fp8"], tile="64x128,128x128")
    point = found.point(len(found) - 1)
    assert {name: found.text(name, item) for name, item in point.items()} == {
        "on": "h100-sxm",
        "dtype": "fp8",
        "m": "4",
        "tile": "128x128",
    }
    alone = MATMUL.ask({"m": 4, "n": 4096, "k": 4096, "tile": "128x128"}, "h100", "fp8")
    assert found.ask(point).outcome.value == alone.outcome.value


def test_a_list_of_steps_may_be_longer_than_a_table():
    assert len(Axes.of(MATMUL, {"m": "1..5000+1"}, "a100", most=4000)) == 4001


def test_texts_and_units_are_those_of_the_parameters():
    found = Axes.of(find("copy"), {"size": "1GB,2GiB"}, "a100")
    assert [found.text("size", each) for each in found.items["size"]] == ["1 GB", "2 GiB"]
    assert (found.unit("size"), found.unit("on"), axes().unit("m")) == ("B", "", "")


def test_an_empty_list_is_refused():
    with pytest.raises(UsageError, match="on is an empty list"):
        several([], "on")
    assert (several("a, b", "on"), several(("a", "b"), "on"), several("a", "on")) == (["a", "b"], ["a", "b"], ["a"])
