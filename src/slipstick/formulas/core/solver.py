"""A formula asked backwards: which value of one argument gives a known result."""

from collections.abc import Iterable
from itertools import combinations
from math import ceil, floor
from time import process_time
from typing import Any, NamedTuple, Protocol

from ...errors import SlipstickError, UsageError
from ...units import Dim
from ...units.show import show
from .conditions import Condition
from .searching import STEEP, WHOLE, WIDEST, ZERO, Found, Search

COUNT = "a plain number"
POWER = "power of two"  # as a condition says it
MOST_BITS = 64
SECONDS = 3.0  # of the processor: a formula that counts one by one could take hours
TINY = 1e-200  # a difference from a result of 0 counts as so much bigger, whatever the unit
SMALL = 1e-9  # nothing nears its limit there
LARGE = 1e6  # what is less is not where a function only nears its limit
ANY = ("time", "number_of_cycles")


class Formula(Protocol):
    """What is asked of a formula here: see :class:`slipstick.Formula`."""

    name: str
    parameters: dict[str, Dim]
    result: Dim
    holds: tuple[Condition, ...]

    def checked(self, *args: Any, **inputs: Any) -> Any: ...  # noqa: D102


class Solutions(NamedTuple):
    """values: every answer found, in coherent units, smallest first. flat: whether a whole stretch gives the result:
    then the values are the first and last of each.

    reach: the least and greatest result that any value of the unknown gives. jump: where the result is jumped over,
    the values on both sides, first the smaller. least: of whole numbers, the least that reaches the result. neared:
    whether the result is only come near to, however large the unknown is.
    """

    values: tuple[float, ...]
    flat: bool
    reach: tuple[float, float]
    jump: tuple[float, float] | None = None
    least: float | None = None
    neared: bool = False


def solutions(formula: Formula, unknown: str, result: float, known: dict[str, Any]) -> Solutions:
    """Every value of one argument with which a formula gives a result. All numbers in coherent units.

    The argument's whole range is looked through for where the result is met or passed, and each such place is closed
    in on; also towards the edges of where there is a value at all. A jump over the result is no answer.
    Raises SlipstickError where no value of the argument gives any result, and where looking for one takes too long.
    """
    dim, scale = formula.parameters[unknown], abs(result) or TINY
    whole, until = is_whole(formula, unknown), process_time() + SECONDS

    def difference(x: float) -> float:
        if process_time() > until:
            raise SlipstickError(f"{formula.name}: {unknown} is not found in {SECONDS:g} s: one value takes too long")
        return (_value(formula, known | {unknown: x}) - result) / scale

    search = Search(difference, dim.low, dim.high, whole)
    found = search.found([*_anchors([*known.values(), result]), *_of_powers(formula, unknown, known)])
    if not found.points:
        raise SlipstickError(f"{formula.name} has no value for any {unknown} with these arguments")
    return _told(found, search, result, scale, dim)


def is_whole(formula: Formula, unknown: str) -> bool:
    """Whether an argument is a whole number: by its dimension, or as it has to be a power of two, or even."""
    counted = any(each.said in (POWER, "even") and each.of == (unknown,) for each in formula.holds)
    return formula.parameters[unknown].whole or counted


def _told(found: Found, search: Search, result: float, scale: float, dim: Dim) -> Solutions:
    reached = [_at_end(search, *pair) for pair in found.stretches if not _is_neared(search, *pair)]
    reached = reached or _all_over(found)
    flat = any(low != high for low, high in reached)
    stretches = [_counted(search, *pair) if dim.name == COUNT else pair for pair in reached]
    values = tuple(dict.fromkeys(end for pair in stretches for end in pair))
    results = [result + y * scale for _, y in found.points]
    jump = found.passed[0] if found.passed and not values else None
    least, neared = jump[1] if jump and search.whole else None, bool(found.stretches and not reached)
    return Solutions(values, flat, (min(results), max(results)), jump, least, neared)


def _all_over(found: Found) -> list[tuple[float, float]]:
    """The stretch of a function that the unknown cancels out of: but for rounding it is zero from next to 0 on."""
    zero = [x for x, y in found.points if abs(y) <= ZERO]
    every = zero and zero[0] < SMALL and zero == [x for x, _ in found.points[-len(zero) :]]
    return [(zero[0], zero[-1])] if every else []


def _is_neared(search: Search, low: float, high: float) -> bool:
    """Whether rounding alone makes it zero there: half as far it is as near, and at the end of all, if not at first."""
    if search.whole or high <= LARGE or low <= max(search.low, SMALL):
        return False
    return all(abs(search.function(x)) <= ZERO for x in (low / 2, min(search.high, WIDEST[1])))


def _at_end(search: Search, low: float, high: float) -> tuple[float, float]:
    """The end of the range in place of what is next to it, where the function is zero there too."""
    ends = [end for end in (search.low, search.high) if abs(end - low) < STEEP and not search.function(end)]
    return (ends[0], ends[0]) if low == high and ends else (low, high)


def _counted(search: Search, low: float, high: float) -> tuple[float, float]:
    """The whole numbers at the ends of a stretch of a plain number, if it has two: 4213 to 4320 for 4212.000001 on."""
    first, last = float(ceil(low)), float(floor(high)) if high < WHOLE else high
    whole = 1 <= first < last and all(abs(search.function(x)) <= ZERO for x in (first, last))
    return (first, last) if whole else (low, high)


def solve(formula: Formula, unknown: str, result: float, known: dict[str, Any]) -> float:
    """The one answer of :func:`solutions`; of whole numbers that all miss the result, the least that reaches it.

    Raises SlipstickError where there is none, or more than one.
    """
    answer = solutions(formula, unknown, result, known)
    if len(answer.values) == 1:
        return answer.values[0]
    if answer.least is not None:
        return answer.least
    raise refused(formula, unknown, result, known, answer)


def refused(formula: Formula, unknown: str, result: float, known: dict[str, Any], answer: Solutions) -> SlipstickError:
    """The error that says why there is not one answer."""
    wanted, dim = show(result, formula.result.unit), formula.parameters[unknown]
    if answer.flat:
        return SlipstickError(f"{formula.name}: more than one {unknown} gives {wanted}: {stretch(dim, answer)}")
    shown = [show(value, dim.unit) for value in answer.values]
    if shown:
        told = f"{len(shown)} values of {unknown} give {wanted}: {' and '.join(shown)}"
        return SlipstickError(f"{formula.name}: {told}")
    whole = "whole " * dim.whole
    return SlipstickError(
        f"{formula.name}: no {whole}{unknown} gives {wanted}: {_why(formula, unknown, known, answer)}"
    )


def _why(formula: Formula, unknown: str, known: dict[str, Any], answer: Solutions) -> str:
    """Why no value gives a result: it is jumped over, or out of reach."""
    unit = formula.result.unit
    if answer.neared:
        return "the result only comes near to it, however large that is"
    if answer.jump:
        low, high = (show(_value(formula, known | {unknown: x}), unit) for x in answer.jump)
        where = show(answer.jump[1], formula.parameters[unknown].unit)
        return f"the result jumps from {low} to {high} at {where}"
    low, high = (show(value, unit) for value in answer.reach)
    return f"with these arguments the result lies between {low} and {high}"


def stretch(dim: Dim, answer: Solutions) -> str:
    """All values of a stretch, in words: 'every one from 4213 to 4320 does'."""
    low, high = answer.values[0], answer.values[-1]
    end = "on" if high >= 0.999 * min(dim.high, WIDEST[1]) else f"to {show(high, dim.unit, digits=6)}"
    return f"every one from {show(low, dim.unit, digits=6)} {end} does"


def least(formula: Formula, unknown: str, known: dict[str, Any], answer: Solutions) -> str:
    """What the least whole number that reaches a result gives, and the one before it, in words."""
    assert answer.jump is not None
    before, after = (show(_value(formula, known | {unknown: x}), formula.result.unit) for x in answer.jump)
    low, high = (show(x, formula.parameters[unknown].unit, digits=15) for x in answer.jump)
    return (
        f"no whole {unknown} gives just that: {high} is the least that reaches it, with {after}; {low} gives {before}"
    )


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


def _of_powers(formula: Formula, unknown: str, known: dict[str, Any]) -> list[float]:
    """Where several arguments together make a power of two: what the known ones make, times each power."""
    several = [each.of for each in formula.holds if each.said == POWER and unknown in each.of and len(each.of) > 1]
    made = {x for of in several for x in _anchors(known[name] for name in of if name != unknown)}
    return [x * 2.0**power for x in made for power in range(-MOST_BITS, MOST_BITS)]


def _anchors(known: Iterable[Any]) -> list[float]:
    """The numbers that are known, their inverses, and what two of them make: where edges often are."""
    plain = {abs(x) for each in known for x in (each if isinstance(each, tuple) else (each,))} - {0.0}
    few = sorted(plain)[:8]
    made = [y for a, b in combinations(few, 2) for y in (a * b, a / b, b / a, a + b, abs(a - b))]
    return [*few, *(1 / x for x in few), *made]
