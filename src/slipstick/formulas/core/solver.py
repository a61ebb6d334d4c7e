"""A formula asked backwards: which value of one argument gives a known result. mpmath lives here."""

from itertools import pairwise
from math import isclose, isfinite
from typing import Any, NamedTuple, Protocol

from ...errors import SlipstickError, UsageError
from ...units import Dim
from ...units.show import show

FINE = 400  # points looked at for a change of sign
WIDEST = (1e-30, 1e30)  # where the range has no end of its own


ANY = ("time", "number_of_cycles")


class Formula(Protocol):
    """What is asked of a formula here: see :class:`slipstick.Formula`."""

    name: str
    parameters: dict[str, Dim]
    result: Dim

    def checked(self, *args: Any, **inputs: Any) -> Any: ...  # noqa: D102


class Solutions(NamedTuple):
    """values: every answer found, in coherent units, smallest first. flat: whether a whole stretch gives the result.

    reach: the least and greatest result that any value of the unknown gives.
    """

    values: tuple[float, ...]
    flat: bool
    reach: tuple[float, float]


def solutions(formula: Formula, unknown: str, result: float, known: dict[str, Any]) -> Solutions:
    """Every value of one argument with which a formula gives a result. All numbers in coherent units.

    The argument's whole range is looked through for where the result is passed, and each such place is closed in on
    by a bracketing root finder; a jump over the result is no answer.
    """

    def difference(x: float) -> float:
        value = _value(formula, known | {unknown: x})
        return (value - result) / (abs(result) or 1.0)

    points = [(x, difference(x)) for x in _grid(formula.parameters[unknown])]
    points = [(x, y) for x, y in points if isfinite(y)]
    if not points:
        raise SlipstickError(f"{formula.name} has no value for any {unknown} with these arguments")
    found = [x for x, y in points if y == 0]
    flat = any(y == 0 == after for (_, y), (_, after) in pairwise(points))
    for (x, y), (end, after) in pairwise(points):
        if y * after < 0:
            root = _close_in(difference, x, end)
            root = float(round(root)) if formula.parameters[unknown].whole else root
            found += [root] if abs(difference(root)) < 1e-9 else []
    scale = abs(result) or 1.0
    values = [result + y * scale for _, y in points]
    ends = _ends(difference, points) if flat else found
    return Solutions(tuple(_distinct(sorted(ends))), flat, (min(values), max(values)))


def solve(formula: Formula, unknown: str, result: float, known: dict[str, Any]) -> float:
    """The one answer of :func:`solutions`. Raises SlipstickError where there is none, or more than one."""
    answer = solutions(formula, unknown, result, known)
    dim = formula.parameters[unknown]
    if len(answer.values) == 1 and not answer.flat:
        return answer.values[0]
    raise SlipstickError(f"{formula.name}: {verdict(formula, unknown, result, answer, dim)}")


def verdict(formula: Formula, unknown: str, result: float, answer: Solutions, dim: Dim) -> str:
    """Why there is not one answer, in words."""
    wanted = show(result, formula.result.unit)
    shown = [show(value, dim.unit) for value in answer.values]
    if answer.flat:
        end = "on" if answer.values[-1] >= min(dim.high, WIDEST[1]) else f"to {shown[-1]}"
        return f"more than one {unknown} gives {wanted}: every one from {shown[0]} {end} does"
    if len(shown) > 1:
        return f"{len(shown)} values of {unknown} give {wanted}: {' and '.join(shown)}"
    low, high = (show(value, formula.result.unit) for value in answer.reach)
    whole = "whole " * dim.whole
    return f"no {whole}{unknown} gives {wanted}: with these arguments the result lies between {low} and {high}"


def known_result(formula: Formula, given: dict[str, Any]) -> str:
    """The name by which a known result was given: what it measures ('speedup'), the formula's name, or 'result'."""
    names = [name for name in result_names(formula) if name in given]
    if len(names) == 1:
        return names[0]
    raise UsageError(f"{formula.name}: to solve it, give its result, as {' or '.join(result_names(formula))}=...")


def result_names(formula: Formula) -> list[str]:
    """What a formula's result may be called; one of any dimension also what it is mostly asked for."""
    measured = [formula.result.name.split(" ", 1)[1].replace(" ", "_").lower()]
    names = dict.fromkeys([*(ANY if formula.result.generic else measured), formula.name, "result"])
    return [name for name in names if name not in formula.parameters and name != "plain_number"]


def _value(formula: Formula, inputs: dict[str, Any]) -> float:
    try:
        return float(formula.checked(**inputs))
    except UsageError:
        return float("nan")


def _grid(dim: Dim) -> list[float]:
    """Points all over a dimension's range: even steps in a share, even ratios where it has no end; both ends."""
    low, high = max(dim.low, -WIDEST[1]), min(dim.high, WIDEST[1])
    if dim.whole:
        few = [low + step for step in range(FINE) if low + step <= high]
        return few + [float(round(x)) for x in _ratios(low + FINE, min(high, 1e15)) if x < high]
    even = [low + (high - low) * step / FINE for step in range(FINE + 1)] if high < 1e6 else []
    near = [low + x for x in _ratios(WIDEST[0], high - low)]
    return sorted({low, *even, *near, *(high - x for x in _ratios(1e-9, 0.1) if high == 1)})


def _ratios(low: float, high: float) -> list[float]:
    return [low * (high / low) ** (step / FINE) for step in range(FINE + 1)]


def _close_in(function: Any, low: float, high: float) -> float:
    from mpmath import fp

    root: float = fp.findroot(function, (low, high), solver="bisect", maxsteps=1100, tol=1e-30, verify=False)
    return root


def _ends(difference: Any, points: list[tuple[float, float]]) -> list[float]:
    """Where the stretch that gives the result begins and ends, closed in on by halving."""
    places = [index for index, (_, y) in enumerate(points) if y == 0]
    ends = []
    for index, step in ((places[0], -1), (places[-1], 1)):
        inside = points[index][0]
        outside = points[index + step][0] if 0 <= index + step < len(points) else inside
        for _ in range(60):
            middle = (inside + outside) / 2
            inside, outside = (middle, outside) if difference(middle) == 0 else (inside, middle)
        ends.append(inside)
    return ends


def _distinct(values: list[float]) -> list[float]:
    return [v for i, v in enumerate(values) if i == 0 or not isclose(v, values[i - 1], rel_tol=1e-9)]
