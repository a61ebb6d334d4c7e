"""A formula in MathML, which a browser typesets by itself."""

import ast
from html import escape

from ...errors import SlipstickError
from ...units import CONSTANTS
from .formula import Formula
from .steps import SPOKEN, STRENGTH, body

FENCES = {"ceil": "⌈⌉", "floor": "⌊⌋"}
BIG = {"total": "∑", "product": "∏"}
SIGNS = {ast.Add: "+", ast.Sub: "−", ast.Mult: "·"}


def mathml(formula: Formula) -> str:
    """A formula as a ``math`` element, with its name on the left.

    >>> from slipstick.formulas.roofline import ridge
    >>> print(mathml(ridge)[30:])
    <mfrac><mi>peak</mi><mi>bandwidth</mi></mfrac></math>
    """
    return f"<math>{_word(formula.name)}<mo>=</mo>{_Writer(formula).write(body(formula))}</math>"


class _Writer:
    """Writes the expressions of one formula, whose parameters may have the name of a unit, such as 'second'."""

    def __init__(self, formula: Formula) -> None:
        self.own = formula.parameters

    def write(self, node: ast.expr, strength: int = 0) -> str:
        """An expression; in brackets where what is around it binds stronger."""
        match node:
            case ast.Constant(int() | float() as value):
                return _number(value)
            case ast.Name(name):
                return _word(name if name in self.own else CONSTANTS.get(name, name))
            case ast.UnaryOp(ast.USub(), operand):
                return f"<mo>−</mo>{self.write(operand, 3)}"
            case ast.Call(ast.Name(name), arguments):
                return self._call(name, arguments)
            case ast.BinOp(left, ast.Div(), right):
                return f"<mfrac>{_row(self.write(left))}{_row(self.write(right))}</mfrac>"
            case ast.BinOp(left, ast.Pow(), right):
                return f"<msup>{_row(self.write(left, 5))}{_row(self.write(right))}</msup>"
            case ast.BinOp(left, operator, right):
                own, sign = STRENGTH[type(operator)], SIGNS[type(operator)]
                text = f"{self.write(left, own)}<mo>{sign}</mo>{self.write(right, own + (sign == '−'))}"
                return _fenced(text) if own < strength else text
        raise SlipstickError(f"cannot write {ast.unparse(node)} in MathML")

    def _call(self, name: str, arguments: list[ast.expr]) -> str:
        match arguments:
            case [ast.GeneratorExp(item)]:
                sign = f"<mo>{BIG[name]}</mo>" if name in BIG else _word(SPOKEN.get(name, name))
                return f"{sign}{self.write(item, 2)}"
        inner = "<mo>,</mo>".join(self.write(each) for each in arguments)
        if name == "sqrt":
            return f"<msqrt>{inner}</msqrt>"
        if name in FENCES:
            return _fenced(inner, FENCES[name])
        word = "<msub><mi>log</mi><mn>2</mn></msub>" if name == "log2" else _word(SPOKEN.get(name, name))
        return f"{word}{_fenced(inner)}"


def _row(text: str) -> str:
    """What has to be one element."""
    return text if text.count("<") == 2 else f"<mrow>{text}</mrow>"


def _fenced(text: str, fences: str = "()") -> str:
    return f"<mrow><mo>{fences[0]}</mo>{text}<mo>{fences[1]}</mo></mrow>"


def _word(name: str) -> str:
    return f"<mi>{escape(name.replace('_', ' '))}</mi>"


def _number(value: float) -> str:
    digits, _, power = f"{value:g}".partition("e")
    if not power:
        return f"<mn>{digits}</mn>"
    ten = f"<msup><mn>10</mn><mn>{int(power)}</mn></msup>"
    return ten if digits == "1" else f"<mn>{digits}</mn><mo>·</mo>{ten}"
