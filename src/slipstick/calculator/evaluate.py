"""The value of an expression's tree: numbers with units, variables, facts, functions and formulas."""

import math
from collections.abc import Callable, Iterable
from typing import Any

from ..errors import SlipstickError, UsageError
from ..formulas.core.formula import Formula
from ..formulas.core.steps import Recorder
from ..specs.catalogue import Catalogue, catalogue
from ..units import Dim, mismatch, reading
from ..units.amounts import Amount, both, each, elements, flat
from ..units.maths import anywhere, floor, is_array, one_shape
from ..units.reading import Powers
from ..words import did_you_mean, quoted
from .answer import Known
from .arguments import fitted, in_its_range, matched, meant
from .arithmetic import (
    FUNCTIONS,
    LONGEST,
    OF_ONE,
    OVER_ALL,
    combine,
    finite,
    function,
    integers,
    of_unit,
    over_all,
)
from .tree import Binary, Call, ExpressionError, Items, Kept, Literal, Measured, Minus, Name, Node, Range, walk


class Evaluation:
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

    def at(self, node: Node, do: Callable[..., Any], *arguments: Any) -> Any:
        """What a function gives; what it refuses is said of a place."""
        try:
            return do(*arguments)
        except UsageError as error:
            raise error if isinstance(error, ExpressionError) else self.fail(str(error), node) from None

    def value(self, node: Node) -> Any:
        """The value of a node: an Amount, or a list."""
        if node not in self.worked:
            self.worked[node] = self._value(node)
        return self.worked[node]

    def _value(self, node: Node) -> Any:
        match node:
            case Kept(value=value):
                return value
            case Literal(value=value, unit=unit):
                self.note_read(node)
                return self.at(node, finite, of_unit(unit, value))
            case Range(low=low, high=high):
                ends = self.value(low), self.value(high)
                place = self.positions.get(node, 0.5)
                value = ends[0].value + place * (ends[1].value - ends[0].value)
                return self.at(node, finite, ends[0]._replace(value=value))
            case Minus(part=part):
                return each(self.value(part), lambda a: a._replace(value=-a.value))
            case Measured(part=part, unit=unit):
                return each(self.value(part), lambda a: self.measured(a, unit, node))
            case Binary(sign=sign, left=left, right=right):
                first, second = self.value(left), self.value(right)
                self.note_percent(node, first)
                return self.at(node, both, first, second, lambda a, b: combine(sign, a, b))
            case Items(parts=parts):
                return self.listed([self.value(part) for part in parts], node)
            case Name():
                return self.named(node)
            case Call():
                return self.called(node)
        raise self.fail("'?' cannot stand there: it can be an operand, or the argument of a formula", node)

    def note(self, text: str) -> None:
        """Something to know, told once."""
        if text not in self.notes:
            self.notes.append(text)

    def note_read(self, node: Literal) -> None:
        """Say what a literal was read as, where it could be something else."""
        if node.count is not None:
            number = node.text.partition(" ")[0]
            self.note(f"{number}B was read as {number} bytes; for a billion write {number}G")
        if "degC" in node.unit.names:
            self.note("temperatures are differences in K: no zero point is moved")

    def note_percent(self, node: Binary, first: Any) -> None:
        """Say that '1000 - 20%' subtracts 0.2; of '1 TB - 20%' it is said where it is refused."""
        right = node.right
        if not (isinstance(first, Amount) and node.sign in "+-" and isinstance(right, Literal)):
            return
        share = "a discount" if node.sign == "-" else "a surcharge"
        said = f"{right.text} is {right.value:g} here; {share} is x * (1 {node.sign} {right.text})"
        if first.powers and right.text.endswith("%"):
            raise self.fail(f"{mismatch.words(first.powers)} and a plain number: {said}", node)
        if anywhere(abs(first.value) > 1) and right.text.endswith("%"):
            self.note(said)

    def measured(self, amount: Amount, unit: reading.Unit, node: Measured) -> Amount:
        """A plain number with the unit after it."""
        if amount.powers:
            said = f"{mismatch.words(amount.powers)} has its unit already"
            raise self.fail(f"{said}: write 'in {node.text}' to convert it, or '*' for a product", node)
        found: Amount = self.at(node, combine, "*", amount, of_unit(unit))
        return found

    def listed(self, values: list[Any], node: Node) -> list[Any]:
        """A list of values, lists of lists too, if it is not too long to be worked with and printed."""
        if (count := len(flat(values))) > LONGEST:
            raise self.fail(f"a list of {count} numbers: expected at most {LONGEST}", node)
        return values

    def named(self, node: Name) -> Any:
        """A variable, a unit standing alone, a fact, or pi."""
        if node.name in self.variables:
            return self.value(self.variables[node.name])
        if "." in node.name:
            return self.fact(node)
        if node.name == "pi":
            return Amount(math.pi)
        if reading.known(node.name):
            return of_unit(reading.unit(node.name))
        raise self.fail(self._part(node.name) or unknown(node.name, self.variables), node)

    def _part(self, word: str) -> str:
        """What to say of a part, or a page of numbers, that is no number itself; an empty text for any other word."""
        known = catalogue(self.specs)
        facts = known.find(word).facts if known.exact(word) else {}
        path = next((path.removeprefix("numbers.") for path, fact in facts.items() if fact.unit), "")
        fact = f"{word}.{path.removesuffix('.typical')}"
        return path and f"{quoted(word)} has many facts: name the one that is meant, such as {fact}"

    def fact(self, node: Name) -> Amount:
        """A fact by its part and path."""
        if node.name not in self.facts:
            from ..specs.derived import looked_up

            part, path, fact = self.at(node, looked_up, node.name, catalogue(self.specs))
            if fact.unit is None or not isinstance(fact.value, int | float):
                raise self.fail(f"{node.name} is {quoted(fact.text)}, which is not a number", node)
            self.facts[node.name] = Known(node.name, part.handle, path, fact)
        used = self.facts[node.name].fact
        unit = reading.unit(used.unit or "")
        return Amount(used.value * unit.factor, unit.powers, "iB" in used.text)

    def called(self, node: Call) -> Any:
        """A function or formula of its arguments."""
        if node.name in OVER_ALL:
            amounts = [amount for _, part in node.arguments for amount in flat(self.value(part))]
            return self.at(node, over_all, node.name, amounts)
        if node.name == "integers":
            return self.at(node, integers, [amount for _, part in node.arguments for amount in flat(self.value(part))])
        if node.name in OF_ONE:
            if len(node.arguments) != 1 or node.arguments[0][0]:
                raise self.fail(f"{node.name} takes one argument", node)
            return each(self.value(node.arguments[0][1]), lambda a: self.at(node, function, node.name, a))
        formula = formula_named(node.name)
        if formula is None:
            raise self.fail(f"unknown formula {quoted(node.name)}: {meant(node.name, known_formulas())}", node)
        return self.apply(formula, matched(formula, node, self.text), node)

    def apply(self, formula: Formula, arguments: dict[str, Node], node: Node) -> Any:
        """A formula of its arguments; a list where one value belongs gives a list of answers."""
        formula = self.settled(formula, arguments, node)
        values = {name: self.argument(formula, name, part) for name, part in arguments.items()}
        long = {name: len(value) for name, value in values.items() if isinstance(value, list)}
        if len(set(long.values())) > 1:
            raise self.fail(f"lists of different lengths: {', '.join(f'{n} has {c}' for n, c in long.items())}", node)
        if not one_shape(values.values()):
            sides = [f"{n} has {' x '.join(map(str, v.shape))}" for n, v in values.items() if is_array(v)]
            raise self.fail(f"arrays of different shapes: {', '.join(sides)}", node)
        if not long:
            return self.applied(formula, values, node)
        rows = ({n: v[i] if n in long else v for n, v in values.items()} for i in range(next(iter(long.values()))))
        return [self.applied(formula, row, node) for row in rows]

    def settled(
        self, formula: Formula, arguments: dict[str, Node], node: Node, target: Powers | None = None
    ) -> Formula:
        """A formula of any dimension, of that which its arguments and its result have."""
        if not formula.generic:
            return formula
        noted = len(self.notes)
        places = {name: part for name, part in arguments.items() if formula.parameters[name].generic}
        units = {name: next((a.powers for a in flat(self.value(part))), {}) for name, part in places.items()}
        del self.notes[noted:]  # they are said when the arguments are taken
        settled: Formula = self.at(node, lambda: formula.of(formula.shared(units, target)))
        return settled

    def applied(self, formula: Formula, inputs: dict[str, Any], node: Node) -> Amount:
        """One answer of a formula, remembered as a step."""
        try:
            value = formula.checked(**inputs)
        except SlipstickError as error:
            raise self.fail(str(error), node) from None
        if not self.positions:
            self.recorder(formula, **inputs)
        return Amount(value if is_array(value) else float(value), reading.unit(formula.result.unit).powers)

    def argument(self, formula: Formula, name: str, part: Node) -> Any:
        """An argument as the plain number (or tuple, or list of numbers) its place needs."""
        dim, value = formula.parameters[name], self.value(part)
        if dim.many:
            amounts = value if isinstance(value, list) else elements(value)
            inner = part.parts if isinstance(part, Items) and len(part.parts) == len(amounts) else [part] * len(amounts)
            return tuple(self.fitted(a, dim, name, p) for a, p in zip(amounts, inner, strict=True))
        if isinstance(value, list):
            return [self.fitted(a, dim, name, part) for a in value]
        return self.fitted(value, dim, name, part)

    def fitted(self, amount: Any, dim: Dim, name: str, part: Node) -> Any:
        """An amount's number where a dimension belongs, in its range; in a range of whole numbers the nearest."""
        if isinstance(amount, list):
            raise self.fail(f"{name} cannot be a list of lists", part)
        value = self.at(part, fitted, amount, dim, name, part, self.notes)
        if dim.whole and any(isinstance(node, Range) for node in walk(part, self.variables)):
            value = floor(value + 0.5)
        return self.at(part, in_its_range, value, dim, name)


def unknown(name: str, variables: Iterable[str]) -> str:
    """What to say of a name that stands for no value."""
    formulas = known_formulas()
    if name in formulas:
        return f"{name} is a formula: write {name}({', '.join(formulas[name].parameters)})"
    meant = reading.remedy(name, otherwise="")
    if not meant.startswith(("write", f"{name} is counted")):
        otherwise = meant or f"no variable, formula or unit is called that: set it before, such as {name[:20]} = 3"
        meant = did_you_mean(name, [*variables, *formulas, *FUNCTIONS, "pi"], otherwise)
    return f"unknown name {quoted(name)}: {meant}"


def formula_named(name: str) -> Formula | None:
    """The formula of a name, loaded when one is called."""
    from ..formulas import named

    return named(name)


def known_formulas() -> dict[str, Formula]:
    """Every formula by name, loaded when one is called."""
    from ..formulas import formulas

    return formulas()
