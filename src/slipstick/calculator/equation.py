"""Equations: what stands for the one '?', each operation around it undone in turn."""

import math
from typing import Any

from ..formulas.core.solver import solve
from ..units import reading
from ..units.amounts import Amount
from .arguments import matched
from .arithmetic import combine, of_unit
from .evaluate import Evaluation, formula_named
from .tree import Binary, Call, Hole, Measured, Minus, Node, Statement, walk

UNDONE = {"+": "-", "-": "+", "*": "/", "/": "*"}


class Equation:
    """The equation of a statement. Raises ExpressionError where it has no '?', or more than one."""

    def __init__(self, statement: Statement, evaluation: Evaluation) -> None:
        assert statement.other is not None
        self.statement, self.evaluation = statement, evaluation
        holes = [node for node in walk(statement, evaluation.variables) if isinstance(node, Hole)]
        if not holes:
            raise evaluation.fail("an equation needs one '?' for what is sought", statement)
        if len(holes) > 1:
            raise evaluation.fail("an equation can have only one '?'", holes[1])
        self.left, self.right = statement.part, statement.other
        if not self._has_hole(self.left):
            self.left, self.right = self.right, self.left

    def solved(self) -> Amount:
        """What the '?' is."""
        return self.sought(self.left, self.single(self.right))

    def check(self, found: Amount) -> str:
        """Both sides with the answer put back."""
        filled = _Filled(self.evaluation, found)
        sides = [filled.value(side) for side in (self.statement.part, self.statement.other) if side]
        return " = ".join(str(value) if isinstance(value, Amount) else "?" for value in sides)

    def single(self, node: Node) -> Amount:
        """The value of a node that must not be a list."""
        value = self.evaluation.value(node)
        if isinstance(value, list):
            raise self.evaluation.fail("an equation cannot have a list in it", node)
        amount: Amount = value
        return amount

    def combine(self, sign: str, a: Amount, b: Amount, node: Node) -> Amount:
        """One operation on two amounts, for a place."""
        amount: Amount = self.evaluation.at(node, combine, sign, a, b)
        return amount

    def _has_hole(self, node: Node) -> bool:
        return any(isinstance(each, Hole) for each in walk(node, self.evaluation.variables))

    def sought(self, node: Node, target: Amount) -> Amount:
        """What the hole under a node has to be for the node to have a value."""
        match node:
            case Hole():
                return target
            case Minus(part=part):
                return self.sought(part, target._replace(value=-target.value))
            case Measured(part=part, unit=unit):
                return self.sought(part, self.combine("/", target, of_unit(unit), node))
            case Binary(sign="^", left=left, right=right):
                return self._power_sought(node, left, right, target)
            case Binary(sign=sign, left=left, right=right):
                return self._operand_sought(node, sign, left, right, target)
            case Call():
                return self._argument_sought(node, target)
        raise self.evaluation.fail("'?' cannot stand inside of this", node)

    def _operand_sought(self, node: Node, sign: str, left: Node, right: Node, target: Amount) -> Amount:
        if self._has_hole(left):
            return self.sought(left, self.combine(UNDONE[sign], target, self.single(right), node))
        known = self.single(left)
        if sign in "-/":
            return self.sought(right, self.combine(sign, known, target, node))
        return self.sought(right, self.combine(UNDONE[sign], target, known, node))

    def _power_sought(self, node: Node, left: Node, right: Node, target: Amount) -> Amount:
        if self._has_hole(left):
            power = self.single(right).value
            if power == 0:
                raise self.evaluation.fail("everything to the power 0 is 1: '?' could be anything", node)
            return self.sought(left, self.combine("^", target, Amount(1 / power), node))
        base = self.single(left)
        if base.powers or target.powers or base.value <= 0 or target.value <= 0 or base.value == 1:
            raise self.evaluation.fail("'?' as an exponent needs plain positive numbers around it", node)
        return self.sought(right, Amount(math.log(target.value) / math.log(base.value)))

    def _argument_sought(self, node: Call, target: Amount) -> Amount:
        formula, evaluation = formula_named(node.name), self.evaluation
        if formula is None:
            raise evaluation.fail(f"'?' cannot stand inside of {node.name}", node)
        arguments = matched(formula, node, evaluation.text)
        [(unknown, inner)] = [(name, part) for name, part in arguments.items() if self._has_hole(part)]
        others = {name: part for name, part in arguments.items() if name != unknown}
        formula = evaluation.settled(formula, others, node, target.powers)
        known = {name: evaluation.argument(formula, name, part) for name, part in others.items()}
        if any(isinstance(value, list) for value in known.values()):
            raise evaluation.fail("an equation cannot have a list in it", node)
        result = evaluation.fitted(target, formula.result, "the result", node)
        found = solve(formula, unknown, result, known)
        return self.sought(inner, Amount(found, reading.unit(formula.parameters[unknown].unit).powers))


class _Filled(Evaluation):
    """The evaluation of an equation whose hole has been found."""

    def __init__(self, evaluation: Evaluation, found: Amount) -> None:
        super().__init__(evaluation.text, evaluation.variables, evaluation.specs)
        self.found = found

    def value(self, node: Node) -> Any:
        """The value of a node; the hole's is known."""
        return self.found if isinstance(node, Hole) else super().value(node)
