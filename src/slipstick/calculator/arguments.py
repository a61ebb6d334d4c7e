"""The arguments of a formula's call: which is which, and each as the plain number its place needs.

Raises UsageError in words; the caller knows the place.
"""

from collections.abc import Iterable
from typing import Any

from ..errors import UsageError
from ..formulas.core.formula import Formula
from ..units import Dim, mismatch, reading
from ..units.amounts import Amount, elements
from ..units.door import in_range
from ..words import did_you_mean, quoted
from .arithmetic import FUNCTIONS, OVER_ALL
from .tree import Call, ExpressionError, Literal, Node, written


def matched(formula: Formula, node: Call, text: str) -> dict[str, Node]:
    """The arguments of a call by the formula's names for them. text: the whole, for the place of an error."""
    found: dict[str, Node] = {}
    places = iter(formula.parameters)
    for key, part in node.arguments:
        name = key or next((place for place in places if place not in found), "")
        problem = _misnamed(formula, name) or (f"{formula.name} has {name} twice" if name in found else "")
        if problem:
            raise ExpressionError(problem, text, part.start, part.end)
        found[name] = part
    lacking = [name for name in formula.parameters if name not in found]
    if lacking:
        raise ExpressionError(f"{formula.name} needs {', '.join(lacking)}", text, node.start, node.end)
    return found


def _misnamed(formula: Formula, name: str) -> str:
    """What is wrong with the name of an argument; an empty text if nothing is."""
    if name in formula.parameters:
        return ""
    if not name:
        each = [f"{name}, a list [a, b]" if dim.many else name for name, dim in formula.parameters.items()]
        return f"too many arguments: it takes {', '.join(each)}"
    return f"{formula.name} has no {quoted(name)}: {did_you_mean(name, formula.parameters)}"


def meant(name: str, formulas: Iterable[str]) -> str:
    """What was meant by a name that no formula has: those called so elsewhere or begun so, or the nearest spelling."""
    from ..files.synonyms import synonyms  # wanted after a mistake alone

    called = [formula for formula, others in synonyms().items() if name.replace("_", " ").casefold() in others]
    begun = [formula for formula in formulas if formula.startswith(f"{name}_")]
    if called or begun:
        return f"did you mean {' or '.join((called or begun)[:3])}?"
    known = [*formulas, *FUNCTIONS, "sqrt", "abs", "integers", *OVER_ALL]
    return did_you_mean(name, known, "slipstick formula lists them")


EVENTS = {"second": -1}
REQUESTS = {"request": 1, **EVENTS}  # both a second


def fitted(amount: Amount, dim: Dim, name: str, part: Node, notes: list[str]) -> Any:
    """An amount's number where a dimension belongs.

    '70B' is a count where only a count fits, and 5/s are requests where only these do, which a note says.
    """
    count = part.count if isinstance(part, Literal) else None
    powers = reading.unit(dim.unit).powers
    if dict(amount.powers) == powers or (dim.counted and not amount.powers):
        return amount.value
    if dict(amount.powers) == EVENTS and powers == REQUESTS:
        notes.append(f"{name} = {written(part)} was read as a rate of requests")
        return amount.value
    if dim.counted and count is not None:
        number = written(part).partition(" ")[0]
        notes[:] = [note for note in notes if not note.startswith(f"{number}B was read")]
        notes.append(f"{name} = {number}B was read as {count:g}; for bytes give a size, for a billion write {number}G")
        return count
    raise UsageError(_mismatch(amount, dim, name, part, count))


def in_its_range(value: Any, dim: Dim, name: str) -> Any:
    """A plain number, or an array of them, in the range of its dimension."""
    return in_range(value, dim, name)


def _mismatch(amount: Amount, dim: Dim, name: str, part: Node, count: float | None) -> str:
    if count is not None:
        return f"{name} = {written(part)} is a size, or the count {count:g}, but {dim.name} ({dim.unit}) belongs there"
    if not amount.powers:
        first = elements(amount)[0]
        return f"{name} = {amount} has no unit: {dim.name} belongs there, such as '{first} {dim.unit}'"
    expected = reading.unit(dim.unit).powers
    problem = f"{name} is {mismatch.words(amount.powers)}, but {mismatch.words(expected)} belongs there"
    return problem + mismatch.missing(amount.powers, expected)
