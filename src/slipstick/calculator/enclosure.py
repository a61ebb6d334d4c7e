"""An expression's tree over intervals: every value it has while its ranges take all of theirs.

Its units have been checked where it was evaluated at one point, so it is worked out here with plain numbers.
"""

import math
from collections.abc import Callable, Sequence
from functools import reduce
from operator import add, mul, sub, truediv
from typing import Any

from ..formulas.core.formula import Formula
from ..units import Dim, amounts
from .arguments import matched
from .evaluate import Evaluation, formula_named
from .functions import MATHS, magnitude, stepped
from .interval import Interval, NotEnclosedError, exp, interval, log, power, within
from .tree import Binary, Call, Items, Literal, Measured, Minus, Name, Node, Range, walk

SIGNS: dict[str, Callable[[Any, Any], Any]] = {"+": add, "-": sub, "*": mul, "/": truediv, "^": power}
OF_ONE: dict[str, Callable[[Any], Any]] = {
    **{"abs": magnitude, "exp": exp, "ln": log, "log": log, "log10": lambda a: log(a) / math.log(10.0)},
    **{name: MATHS[name] for name in ("sqrt", "ceil", "floor", "log2")},
    "round": stepped(lambda x: math.floor(x + 0.5)),
}
OVER_ALL: dict[str, Callable[[list[Any]], Any]] = {
    **{"min": MATHS["lowest"], "max": MATHS["highest"], "sum": lambda several: reduce(add, several)},
    "mean": lambda several: reduce(add, several) / len(several),
}
each: Callable[..., Any] = amounts.each
both: Callable[..., Any] = amounts.both
whole = stepped(lambda x: math.floor(x + 0.5))


class Enclosure:
    """Of a tree, over ranges that each lie between two positions from 0 to 1."""

    def __init__(self, evaluation: Evaluation, top: Node, ranges: Sequence[Range]) -> None:
        self.evaluation, self.top = evaluation, top
        self.places = {node: place for place, node in enumerate(ranges)}
        self.known: dict[Node, Any] = {}  # what no range moves
        self.ends = [tuple(self._fixed(end) for end in (node.low, node.high)) for node in ranges]
        self.moved: dict[Node, bool] = {}
        self.rules: dict[Formula, Callable[..., Any]] = {}
        self.worked: dict[Node, Any] = {}
        self.box: Sequence[tuple[float, float]] = ()

    def __call__(self, box: Sequence[tuple[float, float]]) -> Interval:
        """All values in a box of positions. Raises NotEnclosedError where there is no telling."""
        self.box, self.worked = box, {}
        try:
            return interval(self.value(self.top))
        except (ValueError, ZeroDivisionError, OverflowError, TypeError) as error:
            raise NotEnclosedError from error

    def value(self, node: Node) -> Any:
        """The value of a node: a number, an interval, or a list."""
        if node not in self.worked:
            self.worked[node] = self._value(node) if self._moves(node) else self._fixed(node)
        return self.worked[node]

    def _moves(self, node: Node) -> bool:
        if node not in self.moved:
            self.moved[node] = any(isinstance(under, Range) for under in walk(node, self.evaluation.variables))
        return self.moved[node]

    def _fixed(self, node: Node) -> Any:
        if node not in self.known:
            self.known[node] = each(self.evaluation.value(node), lambda amount: amount.value)
        return self.known[node]

    def _value(self, node: Node) -> Any:
        match node:
            case Range():
                return self._range(self.places[node])
            case Minus(part=part):
                return each(self.value(part), lambda a: -a)
            case Measured(part=part, unit=unit):
                return each(self.value(part), lambda a: a * unit.factor)
            case Binary(sign=sign, left=left, right=right):
                return both(self.value(left), self.value(right), SIGNS[sign])
            case Items(parts=parts):
                return [self.value(part) for part in parts]
            case Name(name=name):
                return self.value(self.evaluation.variables[name])
            case Call(name=name, arguments=arguments):
                return self._called(node, name, [part for _, part in arguments])
        raise NotEnclosedError

    def _range(self, place: int) -> Interval:
        low, high = self.ends[place]
        first, last = (low + at * (high - low) for at in self.box[place])
        return Interval(min(first, last), max(first, last), {place: (high - low, high - low)})

    def _called(self, node: Call, name: str, parts: list[Node]) -> Any:
        if name in OVER_ALL:
            return OVER_ALL[name]([item for part in parts for item in _flat(self.value(part))])
        if name in OF_ONE:
            return each(self.value(parts[0]), OF_ONE[name])
        formula = formula_named(name)
        if formula is None:
            raise NotEnclosedError
        return self._applied(formula, matched(formula, node, self.evaluation.text), node)

    def _applied(self, formula: Formula, arguments: dict[str, Node], node: Node) -> Any:
        formula = self.evaluation.settled(formula, arguments, node)
        values = {name: self._argument(formula.parameters[name], part) for name, part in arguments.items()}
        if any(isinstance(value, list) for value in values.values()):
            raise NotEnclosedError  # a list of answers
        return self._rule(formula)(**values)

    def _argument(self, dim: Dim, part: Node) -> Any:
        value = self.value(part)
        if isinstance(part, Literal) and part.count is not None and dim.counted and part.unit.powers:
            value = part.count
        if dim.many:
            return tuple(_bounded(item, dim) for item in (value if isinstance(value, list) else [value]))
        return value if isinstance(value, list) else _bounded(value, dim)

    def _rule(self, formula: Formula) -> Callable[..., Any]:
        """A formula of intervals; its value, and that of each inside, is in its range."""
        if formula not in self.rules:
            rule = formula.bind(self._rule, MATHS)
            self.rules[formula] = lambda *values, **named: _bounded(rule(*values, **named), formula.result)
        return self.rules[formula]


def _bounded(value: Any, dim: Dim) -> Any:
    """What of a value a dimension's range has: elsewhere there is no value. In a range of whole numbers the nearest."""
    if not isinstance(value, Interval):
        return value
    return within(whole(value) if dim.whole else value, dim.low, dim.high)


def _flat(value: Any) -> list[Any]:
    return [inner for item in value for inner in _flat(item)] if isinstance(value, list) else [value]
