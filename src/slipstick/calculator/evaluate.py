"""The value of an expression: numbers with units, facts, formulas, ranges, and what stands for a '?'."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

from ..errors import SlipstickError, UsageError
from ..formulas.core.formula import Formula
from ..formulas.core.solver import solve
from ..formulas.core.steps import Recorder
from ..specs.catalogue import Catalogue, catalogue
from ..specs.selection import looked_up
from ..units import Dim, reading
from ..units.amounts import Amount, both, each, flat, raised
from ..units.door import in_range
from ..units.maths import ceil, exp, floor, log, log2, sqrt
from ..words import did_you_mean, quoted
from .answer import Calculation, Known
from .parser import (
    Binary,
    Call,
    ExpressionError,
    Hole,
    Items,
    Measured,
    Minus,
    Name,
    Node,
    Number,
    Range,
    Statement,
    parse,
    written,
)
from .ranges import spread


def calculate(text: str, variables: dict[str, Node] | None = None, specs: str | Catalogue | None = None) -> Calculation:
    """Answer a unit-aware expression such as ``"80 GB / 2 TB/s"``.

    text: numbers with units, facts (``a100.memory.HBM.bandwidth``), formulas (``amdahl(0.95, 64)``), variables
    (``x = 3 GB; x / 2 s``), ranges (``35%..55%``), lists (``[1, 2]``), ``in UNIT``; or an equation with one ``?``.
    variables: what was set before, by name; those of this text are added. specs: as in ``load``, or a catalogue.
    Raises ExpressionError, with the place, for what cannot be read; DimensionError's words for what does not fit.

    >>> print(calculate("80 GB / 2 TB/s").text())
    80 GB / (2 TB/s) = 40 ms  [time]
    >>> calculate("2 * 4096^3 FLOP / ? = 441 us").short
    '311.653 TFLOP/s'
    """
    known = {} if variables is None else variables
    answer = None
    for statement in parse(text, known):
        try:
            machine = Machine(text, known, specs)
            answer = machine.answer(statement)
            answer.kept = machine.kept(statement, answer)
            if statement.name:
                known[statement.name] = answer.kept
        except RecursionError:
            raise UsageError("variables that rest on so many others are too much: set one to a number") from None
    assert answer is not None
    return answer


FUNCTIONS: dict[str, Callable[..., float]] = {
    **{"exp": exp, "ln": log, "log": log, "log2": log2, "log10": lambda x: log(x) / math.log(10.0)},
    **{"ceil": ceil, "floor": floor, "round": lambda x: floor(x + 0.5)},
}
MOST = 8  # ranges of one expression
LISTED = "slipstick formula lists them"
OVER_ALL = ("min", "max", "sum", "mean")


class Machine:
    """Works out one statement. positions: where in each range to stand, from 0 to 1."""

    def __init__(self, text: str, variables: dict[str, Node], specs: str | Catalogue | None) -> None:
        self.text, self.variables, self.specs = text, variables, specs
        self.worked: dict[Node, Any] = {}  # each part once, however often a variable is used
        self.positions: dict[Range, float] = {}
        self.facts: dict[str, Known] = {}
        self.recorder = Recorder()
        self.notes: list[str] = []

    def fail(self, problem: str, node: Node) -> ExpressionError:
        """The error for a place."""
        return ExpressionError(problem, self.text, node.start, node.end)

    def answer(self, statement: Statement) -> Calculation:
        """The value of a statement, with its range if it has any."""
        found = Calculation(statement, self.facts, self.recorder.steps, self.notes)
        compute = self._equation(statement) if statement.other else lambda: self.value(statement.part)
        holes = [node for node in self.walk(statement.part) if isinstance(node, Hole)]
        if holes and not statement.other:
            raise self.fail("'?' needs an equation: write '... = ...'", holes[0])
        ranges = [node for node in self.walk(statement) if isinstance(node, Range)]
        if len(ranges) > MOST:
            raise self.fail(f"{len(ranges)} ranges in one expression: expected at most {MOST}", ranges[MOST])
        found.value = compute()
        self._fits_target(found.value, statement)
        if ranges and isinstance(found.value, Amount):
            found.ranges = [written(each) for each in ranges]
            found.spread = spread(lambda at: self._at(compute, ranges, at), len(ranges))
            found.value = found.value._replace(value=found.spread.typical)
        elif statement.other and isinstance(found.value, Amount):
            found.check = self._check(statement, found.value)
        return found

    def _at(self, compute: Callable[[], Any], ranges: list[Range], at: Any) -> float:
        self.positions = dict(zip(ranges, at, strict=True))
        self.worked = {}
        value: float = compute().value
        return value

    def _fits_target(self, value: Any, statement: Statement) -> None:
        for amount in flat(value):
            if statement.target and dict(amount.powers) != dict(statement.target.powers):
                problem = (
                    f"{reading.words(amount.powers)} cannot be converted to {reading.words(statement.target.powers)}"
                )
                raise self.fail(problem + reading.missing(amount.powers, statement.target.powers), statement)

    def walk(self, top: Any) -> list[Node]:
        """Every node under one, through the variables it uses, each once."""
        found: dict[Node, None] = {}
        left = [top]
        while left:
            node = left.pop()
            if node not in found:
                found[node] = None
                kept = [self.variables[node.name]] if isinstance(node, Name) and node.name in self.variables else []
                left += reversed([*kept, *_parts(node)])
        return list(found)

    def kept(self, statement: Statement, answer: Calculation) -> Node:
        """What a variable stands for: its value, or with ranges the tree, so that a range counts once."""
        if answer.spread and not statement.other:
            tree: Node = _bound(statement.part, self.variables)
            return tree
        return Kept(statement.start, statement.end, answer.value)

    # Values

    def value(self, node: Node) -> Any:
        """The value of a node: an Amount, or a list."""
        if node not in self.worked:
            self.worked[node] = self._value(node)
        return self.worked[node]

    def _value(self, node: Node) -> Any:
        match node:
            case Kept(value=value):
                return value
            case Number(value=value, unit=unit):
                return Amount(value * unit.factor, unit.powers, reading.in_binary(unit.names))
            case Range(low=low, high=high):
                ends = self.value(low), self.value(high)
                place = self.positions.get(node, 0.5)
                return ends[0]._replace(value=ends[0].value + place * (ends[1].value - ends[0].value))
            case Minus(part=part):
                return each(self.value(part), lambda a: a._replace(value=-a.value))
            case Measured(part=part, unit=unit):
                other = Amount(unit.factor, unit.powers, reading.in_binary(unit.names))
                return each(self.value(part), lambda a: self.combine("*", a, other, node))
            case Binary(sign=sign, left=left, right=right):
                try:
                    return both(self.value(left), self.value(right), lambda a, b: self.combine(sign, a, b, node))
                except UsageError as error:
                    raise error if isinstance(error, ExpressionError) else self.fail(str(error), node) from None
            case Items(parts=parts):
                return [self.value(part) for part in parts]
            case Name():
                return self.named(node)
            case Call():
                return self.called(node)
        raise self.fail("'?' cannot stand there: it can be an operand, or the argument of a formula", node)

    def combine(self, sign: str, a: Amount, b: Amount, node: Node) -> Amount:
        """One operation on two amounts. Sums need one dimension; an exponent is a plain number."""
        binary = a.binary or b.binary
        try:
            if sign in "+-":
                if dict(a.powers) != dict(b.powers):
                    verb = "added to" if sign == "+" else "subtracted from"
                    first, second = (a, b) if sign == "+" else (b, a)
                    problem = f"{reading.words(first.powers)} cannot be {verb} {reading.words(second.powers)}"
                    raise self.fail(problem + reading.missing(first.powers, second.powers), node)
                return self.finite(
                    Amount(a.value + b.value if sign == "+" else a.value - b.value, a.powers, binary), node
                )
            if sign == "^":
                if b.powers:
                    raise self.fail(f"an exponent is a plain number, and this is {reading.words(b.powers)}", node)
                power = a.value**b.value
                if isinstance(power, complex):
                    raise self.fail("a negative number has no such power", node)
                return self.finite(Amount(power, raised(a.powers, b.value), binary), node)
            factor = 1 if sign == "*" else -1
            product = a.value * b.value if sign == "*" else a.value / b.value
            return self.finite(Amount(product, reading.combined(a.powers, b.powers, factor), binary), node)
        except ZeroDivisionError:
            raise self.fail("nothing can be divided by zero", node) from None
        except OverflowError:
            raise self.fail("this number is too large", node) from None

    def finite(self, amount: Amount, node: Node) -> Amount:
        """The amount, if it is a finite number."""
        if not math.isfinite(amount.value):
            raise self.fail("this number is too large", node)
        return amount

    # Names

    def named(self, node: Name) -> Any:
        """A variable, a unit standing alone, a fact, or pi."""
        if node.name in self.variables:
            return self.value(self.variables[node.name])
        if "." in node.name:
            return self.fact(node)
        if node.name == "pi":
            return Amount(math.pi)
        full = reading.known(node.name)
        if full:
            unit = reading.unit(node.name)
            return Amount(unit.factor, unit.powers, reading.in_binary(unit.names))
        formulas = _formulas()
        if node.name in formulas:
            raise self.fail(
                f"{node.name} is a formula: write {node.name}({', '.join(formulas[node.name].parameters)})", node
            )
        try:
            reading.canonical(node.name, node.name)
        except UsageError as error:
            nearest = did_you_mean(node.name, [*self.variables, *formulas, *FUNCTIONS, "pi"], "")
            hint = nearest or str(error).partition(": ")[2]
            raise self.fail(f"unknown name {quoted(node.name)}: {hint}", node) from None
        raise AssertionError(node.name)

    def fact(self, node: Name) -> Amount:
        """A fact by its part and path."""
        if node.name not in self.facts:
            try:
                part, path, fact = looked_up(node.name, catalogue(self.specs))
            except SlipstickError as error:
                if not isinstance(error, UsageError):
                    raise
                raise self.fail(str(error), node) from None
            if fact.unit is None or not isinstance(fact.value, int | float):
                raise self.fail(f"{node.name} is {quoted(fact.text)}, which is not a number", node)
            self.facts[node.name] = Known(node.name, part.handle, path, fact)
        used = self.facts[node.name].fact
        unit = reading.unit(used.unit or "")
        return Amount(used.value * unit.factor, unit.powers, "iB" in used.text)

    # Calls

    def called(self, node: Call) -> Any:
        """A function or formula of its arguments."""
        if node.name in OVER_ALL:
            return self.over_all(node)
        if node.name in ("sqrt", "abs") or node.name in FUNCTIONS:
            if len(node.arguments) != 1 or node.arguments[0][0]:
                raise self.fail(f"{node.name} takes one argument", node)
            return each(self.value(node.arguments[0][1]), lambda a: self.function(node, a))
        formulas = _formulas()
        if node.name not in formulas:
            hint = did_you_mean(node.name, [*formulas, *FUNCTIONS, "sqrt", "abs", *OVER_ALL], LISTED)
            raise self.fail(f"unknown formula {quoted(node.name)}: {hint}", node)
        formula = formulas[node.name]
        return self.apply(formula, self.matched(formula, node), node)

    def function(self, node: Call, a: Amount) -> Amount:
        """A function of one amount."""
        try:
            if node.name == "sqrt":
                return Amount(sqrt(a.value), raised(a.powers, 0.5))
            if node.name == "abs":
                return a._replace(value=abs(a.value))
            if a.powers:
                raise self.fail(f"{node.name} is of a plain number, and this is {reading.words(a.powers)}", node)
            return self.finite(Amount(FUNCTIONS[node.name](a.value)), node)
        except (ValueError, OverflowError) as error:
            if isinstance(error, UsageError):
                raise
            raise self.fail(f"{node.name} has no value at {a}", node) from None

    def over_all(self, node: Call) -> Amount:
        """min, max, sum or mean of several amounts of one dimension, or of lists of them."""
        amounts = [amount for _, part in node.arguments for amount in flat(self.value(part))]
        if not amounts:
            raise self.fail(f"{node.name} needs at least one argument", node)
        summed = reduce(lambda a, b: self.combine("+", a, b, node), amounts)  # which checks their dimensions
        if node.name in ("min", "max"):
            return (min if node.name == "min" else max)(amounts, key=lambda a: a.value)
        return summed if node.name == "sum" else summed._replace(value=summed.value / len(amounts))

    def matched(self, formula: Formula, node: Call) -> dict[str, Node]:
        """The arguments of a call by the formula's names for them."""
        found: dict[str, Node] = {}
        places = iter(formula.parameters)
        for key, part in node.arguments:
            name = key or next((place for place in places if place not in found), "")
            if name not in formula.parameters:
                hint = did_you_mean(name, formula.parameters) if name else f"it takes {', '.join(formula.parameters)}"
                raise self.fail(
                    f"{formula.name} has no {quoted(name)}: {hint}" if name else f"too many arguments: {hint}", part
                )
            if name in found:
                raise self.fail(f"{formula.name} has {name} twice", part)
            found[name] = part
        lacking = [name for name in formula.parameters if name not in found]
        if lacking:
            raise self.fail(f"{formula.name} needs {', '.join(lacking)}", node)
        return found

    def apply(self, formula: Formula, arguments: dict[str, Node], node: Node) -> Any:
        """A formula of its arguments; a list where one value belongs gives a list of answers."""
        formula = self.settled(formula, arguments, node)
        values = {name: self.argument(formula, name, part) for name, part in arguments.items()}
        long = {name: len(value) for name, value in values.items() if isinstance(value, list)}
        if len(set(long.values())) > 1:
            raise self.fail(f"lists of different lengths: {', '.join(f'{n} has {c}' for n, c in long.items())}", node)
        if not long:
            return self.applied(formula, values, node)
        count = next(iter(long.values()))
        return [
            self.applied(formula, {n: v[i] if n in long else v for n, v in values.items()}, node) for i in range(count)
        ]

    def settled(
        self, formula: Formula, arguments: dict[str, Node], node: Node, target: Amount | None = None
    ) -> Formula:
        """A formula of any dimension, of that which its arguments and its result have."""
        if not formula.generic:
            return formula
        noted = len(self.notes)
        places = {name: part for name, part in arguments.items() if formula.parameters[name].generic}
        units = {name: next((a.powers for a in flat(self.value(part))), {}) for name, part in places.items()}
        del self.notes[noted:]  # they are said when the arguments are taken
        try:
            return formula.of(formula.shared(units, target.powers if target else None))
        except SlipstickError as error:
            raise self.fail(str(error), node) from None

    def applied(self, formula: Formula, inputs: dict[str, Any], node: Node) -> Amount:
        """One answer of a formula, remembered as a step."""
        try:
            value = formula.checked(**inputs)
        except SlipstickError as error:
            raise self.fail(str(error), node) from None
        if not self.positions:
            self.recorder(formula, **inputs)
        return Amount(float(value), reading.unit(formula.result.unit).powers)

    def argument(self, formula: Formula, name: str, part: Node) -> Any:
        """An argument as the plain number (or tuple, or list of numbers) its place needs."""
        dim = formula.parameters[name]
        value = self.value(part)
        if dim.many:
            amounts = value if isinstance(value, list) else [value]
            inner = part.parts if isinstance(part, Items) and len(part.parts) == len(amounts) else [part] * len(amounts)
            return tuple(self.fitted(a, dim, name, p) for a, p in zip(amounts, inner, strict=True))
        if isinstance(value, list):
            return [self.fitted(a, dim, name, part) for a in value]
        return self.fitted(value, dim, name, part)

    def fitted(self, amount: Any, dim: Dim, name: str, part: Node) -> float:
        """An amount's number where a dimension belongs; '70B' is a count where only a count fits."""
        if isinstance(amount, list):
            raise self.fail(f"{name} cannot be a list of lists", part)
        count = part.count if isinstance(part, Number) else None
        value = amount.value
        if dict(amount.powers) != reading.unit(dim.unit).powers:
            if dim.counted and not amount.powers:
                pass
            elif dim.counted and count is not None:
                value = count
                self.notes.append(f"{name} = {written(part)} was read as the count {count:g}, not as bytes")
            else:
                raise self.fail(self._mismatch(amount, dim, name, part, count), part)
        if dim.whole and any(isinstance(node, Range) for node in self.walk(part)):
            value = floor(value + 0.5)
        try:
            return float(in_range(value, dim, name))
        except UsageError as error:
            raise self.fail(str(error), part) from None

    def _mismatch(self, amount: Amount, dim: Dim, name: str, part: Node, count: float | None) -> str:
        if count is not None:
            return (
                f"{name} = {written(part)} is a size, or the count {count:g}, but {dim.name} ({dim.unit}) belongs there"
            )
        if not amount.powers:
            return f"{name} = {amount} has no unit: {dim.name} belongs there, such as '{amount} {dim.unit}'"
        expected = reading.unit(dim.unit).powers
        problem = f"{name} is {reading.words(amount.powers)}, but {reading.words(expected)} belongs there"
        return problem + reading.missing(amount.powers, expected)

    # Equations

    def _equation(self, statement: Statement) -> Callable[[], Any]:
        assert statement.other is not None
        holes = [node for node in self.walk(statement) if isinstance(node, Hole)]
        if len(holes) != 1:
            problem = (
                "an equation needs one '?' for what is sought" if not holes else "an equation can have only one '?'"
            )
            raise self.fail(problem, holes[1] if holes else statement)
        left, right = statement.part, statement.other
        if not self._has_hole(left):
            left, right = right, left
        return lambda: self.sought(left, self.single(right))

    def single(self, node: Node) -> Amount:
        """The value of a node that must not be a list."""
        value = self.value(node)
        if isinstance(value, list):
            raise self.fail("an equation cannot have a list in it", node)
        amount: Amount = value
        return amount

    def _has_hole(self, node: Node) -> bool:
        return any(isinstance(each, Hole) for each in self.walk(node))

    def sought(self, node: Node, target: Amount) -> Amount:
        """What the hole under a node has to be for the node to have a value: each operation undone in turn."""
        match node:
            case Hole():
                return target
            case Minus(part=part):
                return self.sought(part, target._replace(value=-target.value))
            case Measured(part=part, unit=unit):
                return self.sought(part, self.combine("/", target, Amount(unit.factor, unit.powers), node))
            case Binary(sign="^", left=left, right=right):
                return self._power_sought(node, left, right, target)
            case Binary(sign=sign, left=left, right=right):
                if self._has_hole(left):
                    undo = {"+": "-", "-": "+", "*": "/", "/": "*"}[sign]
                    return self.sought(left, self.combine(undo, target, self.single(right), node))
                known = self.single(left)
                if sign in "-/":
                    return self.sought(right, self.combine(sign, known, target, node))
                return self.sought(right, self.combine("-" if sign == "+" else "/", target, known, node))
            case Call():
                return self._argument_sought(node, target)
        raise self.fail("'?' cannot stand inside of this", node)

    def _power_sought(self, node: Node, left: Node, right: Node, target: Amount) -> Amount:
        if self._has_hole(left):
            power = self.single(right).value
            if power == 0:
                raise self.fail("everything to the power 0 is 1: '?' could be anything", node)
            return self.sought(left, self.combine("^", target, Amount(1 / power), node))
        base = self.single(left)
        if base.powers or target.powers or base.value <= 0 or target.value <= 0 or base.value == 1:
            raise self.fail("'?' as an exponent needs plain positive numbers around it", node)
        return self.sought(right, Amount(math.log(target.value) / math.log(base.value)))

    def _argument_sought(self, node: Call, target: Amount) -> Amount:
        formulas = _formulas()
        if node.name not in formulas:
            raise self.fail(f"'?' cannot stand inside of {node.name}", node)
        formula = formulas[node.name]
        arguments = self.matched(formula, node)
        [(unknown, inner)] = [(name, part) for name, part in arguments.items() if self._has_hole(part)]
        formula = self.settled(formula, {n: p for n, p in arguments.items() if n != unknown}, node, target)
        known = {name: self.argument(formula, name, part) for name, part in arguments.items() if name != unknown}
        if any(isinstance(value, list) for value in known.values()):
            raise self.fail("an equation cannot have a list in it", node)
        result = self.fitted(target, formula.result, "the result", node)
        found = solve(formula, unknown, result, known)
        return self.sought(inner, Amount(found, reading.unit(formula.parameters[unknown].unit).powers))

    def _check(self, statement: Statement, found: Amount) -> str:
        """Both sides with the answer put back."""
        assert statement.other is not None
        sides = []
        for side in (statement.part, statement.other):
            value = _Filled(self, found).value(side)
            sides.append(str(value) if isinstance(value, Amount) else "?")
        return " = ".join(sides)


@dataclass(eq=False)
class Kept(Node):
    """The value of a variable."""

    value: Any


class _Filled(Machine):
    """The machine of an equation whose hole has been found."""

    def __init__(self, machine: Machine, found: Amount) -> None:
        super().__init__(machine.text, machine.variables, machine.specs)
        self.found = found

    def value(self, node: Node) -> Any:
        """The value of a node; the hole's is known."""
        return self.found if isinstance(node, Hole) else super().value(node)


def _bound(node: Any, variables: dict[str, Node]) -> Any:
    """A tree with what its variables stand for in their place, so that setting one again changes nothing."""
    match node:
        case Name(name=name):
            return variables.get(name, node)
        case Range() | Number() | Hole() | Kept():
            return node
        case Binary(left=left, right=right):
            return replace(node, left=_bound(left, variables), right=_bound(right, variables))
        case Minus(part=part) | Measured(part=part):
            return replace(node, part=_bound(part, variables))
        case Items(parts=parts):
            return replace(node, parts=[_bound(part, variables) for part in parts])
        case Call(arguments=arguments):
            return replace(node, arguments=[(key, _bound(part, variables)) for key, part in arguments])
    raise AssertionError(node)


def _parts(node: Any) -> list[Any]:
    match node:
        case Statement(part=part, other=other):
            return [part, other] if other else [part]
        case Binary(left=left, right=right):
            return [left, right]
        case Minus(part=part) | Measured(part=part):
            return [part]
        case Items(parts=parts):
            return list(parts)
        case Call(arguments=arguments):
            return [part for _, part in arguments]
    return []


def _formulas() -> dict[str, Formula]:
    from ..formulas import formulas

    return formulas()
