"""Equations: what stands for the one '?', each operation around it undone in turn."""

import math
from typing import Any

from ..errors import SlipstickError
from ..formulas.core.formula import Formula
from ..formulas.core.solver import least, refused, solutions, stretch
from ..units import reading
from ..units.amounts import Amount, flat
from .arguments import matched
from .arithmetic import OF_ONE, OVER_ALL, combine, of_unit
from .evaluate import Evaluation, formula_named
from .tree import Binary, Call, Hole, Items, Measured, Minus, Node, Statement, walk
from .undone import Undone, undone, undone_over

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
        self.exact = True  # whether the answer put back gives the other side, and not just reaches it
        self.left, self.right = statement.part, statement.other
        if not self._has_hole(self.left):
            self.left, self.right = self.right, self.left

    def solved(self) -> Amount | list[Amount]:
        """What the '?' is; a list where several numbers solve it."""
        roots = self.sought(self.left, self.single(self.right))
        values = list(dict.fromkeys(root.value for root in roots))
        return roots[0] if len(values) == 1 else [roots[0]._replace(value=value) for value in values]

    def check(self, found: Amount | list[Amount]) -> str:
        """Both sides with the answer put back; with each of several. Nothing where it only reaches the other side."""
        if not self.exact:
            return ""
        if isinstance(found, list):
            return "; ".join(map(self.check, found))
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

    def sought(self, node: Node, target: Amount) -> list[Amount]:
        """All that the hole under a node can be for the node to have a value."""
        match node:
            case Hole():
                return [target]
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

    def _all_sought(self, node: Node, targets: list[Amount]) -> list[Amount]:
        """What the hole can be for the node to have any of several values; some of them may be out of its reach."""
        found, problems = [], []
        for target in targets:
            try:
                found += self.sought(node, target)
            except SlipstickError as error:
                problems.append(error)
        if not found:
            raise problems[0]
        return found

    def _operand_sought(self, node: Node, sign: str, left: Node, right: Node, target: Amount) -> list[Amount]:
        if self._has_hole(left):
            known = self.single(right)
            self._refuse_zero(node, sign, known, target, "")
            return self.sought(left, self.combine(UNDONE[sign], target, known, node))
        known = self.single(left)
        self._refuse_zero(node, sign, known, target, "below")
        if sign in "-/":
            return self.sought(right, self.combine(sign, known, target, node))
        return self.sought(right, self.combine(UNDONE[sign], target, known, node))

    def _refuse_zero(self, node: Node, sign: str, known: Amount, target: Amount, below: str) -> None:
        """Refuse a product with 0, a quotient by 0, and one that would have to be 0. below: the '?' is divided by."""
        if sign == "*" and known.value == 0:
            why = "every number gives that" if target.value == 0 else "0 times a number is 0, and nothing else"
        elif sign == "/" and known.value == 0 and not below:
            why = "nothing can be divided by zero"
        elif sign == "/" and target.value == 0 and below:
            why = "every number but 0 gives that" if known.value == 0 else "a quotient nears 0, and never is 0"
        else:
            return
        raise self.evaluation.fail(why, node)

    def _power_sought(self, node: Node, left: Node, right: Node, target: Amount) -> list[Amount]:
        if self._has_hole(left):
            roots = self._roots(node, self.single(right).value, target)
            return self._all_sought(left, roots)
        base = self.single(left)
        if base.powers or target.powers or base.value <= 0 or target.value <= 0 or base.value == 1:
            raise self.evaluation.fail("'?' as an exponent needs plain positive numbers around it", node)
        return self.sought(right, Amount(math.log(target.value) / math.log(base.value)))

    def _roots(self, node: Node, power: float, target: Amount) -> list[Amount]:
        """What has a power: two numbers for an even one, also a negative one for an odd one."""
        if power == 0:
            raise self.evaluation.fail("everything to the power 0 is 1: '?' could be anything", node)
        if target.value < 0 and power % 2 != 1:
            raise self.evaluation.fail(f"no number to the power {power:g} is negative", node)
        root = self.combine("^", target._replace(value=abs(target.value)), Amount(1 / power), node)
        opposite = root._replace(value=-root.value)
        if target.value < 0:
            return [opposite]
        return [root, opposite] if power % 2 == 0 and root.value else [root]

    def _argument_sought(self, node: Call, target: Amount) -> list[Amount]:
        if node.name in OVER_ALL or node.name in OF_ONE:
            return self._inverse_sought(node, target)
        formula, evaluation = formula_named(node.name), self.evaluation
        if formula is None:
            raise evaluation.fail(f"'?' cannot stand inside of {node.name}", node)
        arguments = matched(formula, node, evaluation.text)
        [(unknown, inner)] = [(name, part) for name, part in arguments.items() if self._has_hole(part)]
        others = {name: part for name, part in arguments.items() if name != unknown}
        formula = evaluation.settled(formula, others, node, target.powers)
        if formula.parameters[unknown].many:
            raise evaluation.fail(f"{unknown} of {formula.name} is a list: '?' stands for one number", node)
        known = {name: evaluation.argument(formula, name, part) for name, part in others.items()}
        if any(isinstance(value, list) for value in known.values()):
            raise evaluation.fail("an equation cannot have a list in it", node)
        result = evaluation.fitted(target, formula.result, "the result", node)
        powers = reading.unit(formula.parameters[unknown].unit).powers
        values = self._values(formula, unknown, result, known)
        return self._all_sought(inner, [Amount(value, powers) for value in values])

    def _inverse_sought(self, node: Call, target: Amount) -> list[Amount]:
        """The argument of a function that is no formula: sqrt, ceil, max and their like."""
        given = [each for _, part in node.arguments for each in (part.parts if isinstance(part, Items) else [part])]
        inner = next(part for part in given if self._has_hole(part))
        at = self.evaluation.at
        if node.name in OVER_ALL:
            others = [amount for part in given if part is not inner for amount in flat(self.evaluation.value(part))]
            return self.sought(inner, at(node, undone_over, node.name, others, target))
        if len(given) != 1:
            raise self.evaluation.fail(f"{node.name} takes one argument", node)
        found: Undone = at(node, undone, node.name, target)
        roots = self._all_sought(inner, found.values)
        if found.beyond:
            for root, end in zip(roots, self._all_sought(inner, [found.beyond]), strict=True):
                between = f"above {end} up to {root}" if end.value < root.value else f"from {root} to below {end}"
                self._note(f"more than one '?' gives it: every one {between} does")
        return roots

    def _values(self, formula: Formula, unknown: str, result: float, known: dict[str, Any]) -> tuple[float, ...]:
        """The values of an argument; of a stretch the first, of whole numbers that all miss the least beyond it."""
        answer = solutions(formula, unknown, result, known)
        if not answer.values and answer.least is None:
            raise refused(formula, unknown, result, known, answer)
        if answer.flat:
            self._note(f"more than one {unknown} gives it: {stretch(formula.parameters[unknown], answer)}")
            return answer.values[:1]
        if answer.least is None:
            return answer.values
        self.exact = False
        self._note(least(formula, unknown, known, answer))
        return (answer.least,)

    def _note(self, text: str) -> None:
        if not self.evaluation.positions and text not in self.evaluation.notes:
            self.evaluation.notes.append(text)


class _Filled(Evaluation):
    """The evaluation of an equation whose hole has been found."""

    def __init__(self, evaluation: Evaluation, found: Amount) -> None:
        super().__init__(evaluation.text, evaluation.variables, evaluation.specs)
        self.found = found

    def value(self, node: Node) -> Any:
        """The value of a node; the hole's is known."""
        return self.found if isinstance(node, Hole) else super().value(node)
