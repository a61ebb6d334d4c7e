"""The vocabulary of properties. Each is a check of a formula's rule at numbers hypothesis draws.

rises("fraction")                the result never falls when this argument grows; falls(...): never rises
symmetric("first", "second")     exchanging the two arguments changes nothing
scales("size", 1)                the result is proportional to the argument to that power
at(9.0, fraction=0.0)            with these arguments fixed the result is this number, whatever the others are
equals("processors", fraction=1.0)  with these fixed the result is that argument (or a function of the inputs:
                                 equals(lambda i: i["size"] / i["bandwidth"], latency=0.0))
between(0, 1)                    the result lies between two numbers, or functions of the inputs:
                                 between(1, lambda i: i["processors"])

Arguments are drawn from 0.001 to 1000 within their dimension's range (shares from 0.001 to 0.999, whole numbers from
1 to 64); keywords narrow one: rises("arrivals", service=(0.001, 0.01)). A list parameter is drawn as two to four items.
Draws whose result, or a nested formula's, is out of its range (a queue more than full) are thrown away; so the ranges
have to be chosen such that most draws stay.
"""

from collections.abc import Callable
from math import ceil, floor, isclose, log2
from typing import Any, NamedTuple

from hypothesis import assume
from hypothesis import strategies as st

from slipstick import Formula, UsageError

Inputs = dict[str, Any]


class Property(NamedTuple):
    """What is said of a formula, how it is checked, and the narrower ranges it is checked in."""

    said: str
    holds: Callable[[Formula, Inputs, Any], bool]
    ranges: dict[str, tuple[float, float]]


def value(formula: Formula, inputs: Inputs) -> float:
    """The formula's value; a draw outside of what it is made for is thrown away."""
    try:
        return formula.checked(**inputs)
    except UsageError:
        assume(False)


def close(a: float, b: float) -> bool:
    return isclose(a, b, rel_tol=1e-6, abs_tol=1e-12)


def _moves(name: str, sign: int, ranges: dict) -> Property:
    def holds(formula: Formula, inputs: Inputs, draw: Any) -> bool:
        other = draw(drawn(formula, name, ranges))
        low, high = sorted((inputs[name], other))
        first, last = (value(formula, inputs | {name: each}) for each in (low, high))
        return close(first, last) or (last - first) * sign > 0

    return Property(f"{'rises' if sign > 0 else 'falls'} with {name}", holds, ranges)


def rises(name: str, **ranges: tuple[float, float]) -> Property:
    return _moves(name, 1, ranges)


def falls(name: str, **ranges: tuple[float, float]) -> Property:
    return _moves(name, -1, ranges)


def symmetric(first: str, second: str, **ranges: tuple[float, float]) -> Property:
    def holds(formula: Formula, inputs: Inputs, draw: Any) -> bool:
        swapped = inputs | {first: inputs[second], second: inputs[first]}
        return close(value(formula, inputs), value(formula, swapped))

    return Property(f"{first} and {second} can be exchanged", holds, ranges)


def scales(name: str, power: float, **ranges: tuple[float, float]) -> Property:
    def holds(formula: Formula, inputs: Inputs, draw: Any) -> bool:
        stepped = {"power of two", "even"} & _conditions(formula, name)
        factor = draw(st.sampled_from((2.0, 4.0)) if stepped else st.floats(0.5, 2.0))
        before = inputs[name]
        many = isinstance(before, tuple)
        other = tuple(each * factor for each in before) if many else before * factor
        return close(value(formula, inputs | {name: other}), value(formula, inputs) * factor**power)

    return Property(f"goes with {name} to the power {power}", holds, ranges)


def equals(what: Any, ranges: dict[str, tuple[float, float]] | None = None, **fixed: float) -> Property:
    def holds(formula: Formula, inputs: Inputs, draw: Any) -> bool:
        inputs = inputs | fixed
        expected = inputs[what] if isinstance(what, str) else what(inputs) if callable(what) else what
        return close(value(formula, inputs), expected)

    return Property(f"is {what} where {fixed}", holds, ranges or {})


def at(number: float, ranges: dict[str, tuple[float, float]] | None = None, **fixed: float) -> Property:
    return equals(number, ranges, **fixed)


def between(low: Any, high: Any, **ranges: tuple[float, float]) -> Property:
    def holds(formula: Formula, inputs: Inputs, draw: Any) -> bool:
        found = value(formula, inputs)
        bottom, top = (each(inputs) if callable(each) else each for each in (low, high))
        return (bottom <= found or close(bottom, found)) and (found <= top or close(top, found))

    return Property(f"lies between {low} and {high}", holds, ranges)


def _conditions(formula: Formula, name: str) -> set[str]:
    """The conditions an argument is in."""
    return {condition.said for condition in formula.holds if name in condition.of}


def _one(formula: Formula, name: str, low: float, high: float) -> st.SearchStrategy:
    """One number between two, of those that the formula's conditions leave."""
    said = _conditions(formula, name)
    if "power of two" in said:
        return st.integers(ceil(log2(low)), floor(log2(high))).map(lambda power: 2.0**power)
    if "even" in said:
        return st.integers(ceil(low / 2), int(high / 2)).map(lambda half: 2.0 * half)
    return st.integers(int(low), int(high)).map(float) if formula.parameters[name].whole else st.floats(low, high)


def drawn(formula: Formula, name: str, ranges: dict[str, tuple[float, float]]) -> st.SearchStrategy:
    """Numbers for one argument: in its dimension's range, narrowed by the property's."""
    dim = formula.parameters[name]
    usual = (1, 64) if dim.whole else (0.001, 0.999) if dim.high == 1 else (max(dim.low, 0.001), 1000.0)
    low, high = ranges.get(name, usual)
    one = _one(formula, name, low, high)
    return st.lists(one, min_size=2, max_size=4).map(tuple) if dim.many else one


@st.composite
def inputs(draw: Any, formula: Formula, ranges: dict[str, tuple[float, float]]) -> Inputs:
    """Numbers for all arguments of a formula; its lists have one length."""
    count = draw(st.integers(2, 4))
    found = {}
    for name, dim in formula.parameters.items():
        one = drawn(formula, name, ranges)
        found[name] = draw(one.filter(lambda items: len(items) >= count))[:count] if dim.many else draw(one)
        if {"add up to one", "at most one"} & _conditions(formula, name):
            found[name] = tuple(each / sum(found[name]) for each in found[name])
    return found
