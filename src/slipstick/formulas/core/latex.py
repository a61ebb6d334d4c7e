"""A formula in LaTeX, for notebooks and papers."""

import ast
from copy import deepcopy

from ...errors import SlipstickError
from ...units import CONSTANTS
from .formula import Formula
from .steps import STRENGTH, body

FUNCTIONS = {
    **{"minimum": r"\min", "maximum": r"\max", "lowest": r"\min", "highest": r"\max"},
    **{"log": r"\ln", "exp": r"\exp"},
}
AROUND = {"ceil": (r"\lceil ", r" \rceil"), "floor": (r"\lfloor ", r" \rfloor"), "sqrt": (r"\sqrt{", "}")}
BIG = {"total": r"\sum", "product": r"\prod"}


def latex(formula: Formula) -> str:
    """A formula as LaTeX, with its name on the left.

    >>> from slipstick.formulas.roofline import ridge
    >>> print(latex(ridge))
    \\text{ridge} = \\frac{\\text{peak}}{\\text{bandwidth}}
    """
    return f"{_word(formula.name)} = {_write(_Named(formula).visit(deepcopy(body(formula))))}"


class _Named(ast.NodeTransformer):
    """Marks the parameters that have the name of a unit, such as 'second', for they are not meant."""

    def __init__(self, formula: Formula) -> None:
        self.known = CONSTANTS.keys() & formula.parameters.keys()

    def visit_Name(self, node: ast.Name) -> ast.Name:
        return ast.Name(f"{node.id}_" if node.id in self.known else node.id)


def _word(name: str) -> str:
    return rf"\text{{{CONSTANTS.get(name) or name.replace('_', ' ').strip()}}}"


def _write(node: ast.expr, strength: int = 0) -> str:
    match node:
        case ast.Constant(int() | float() as value):
            return f"{value:g}"
        case ast.Name(name):
            return _word(name)
        case ast.UnaryOp(ast.USub(), operand):
            return "-" + _write(operand, 3)
        case ast.Call(ast.Name(name), [argument]) if name in AROUND:
            return _write(argument).join(AROUND[name])
        case ast.Call(ast.Name(name), [ast.GeneratorExp(item)]):
            return f"{BIG.get(name, FUNCTIONS.get(name, name))} {_write(item, 2)}"
        case ast.Call(ast.Name("log2"), [argument]):
            return rf"\log_2 \left({_write(argument)}\right)"
        case ast.Call(ast.Name(name), arguments):
            return rf"{FUNCTIONS.get(name) or _word(name)}\left({', '.join(map(_write, arguments))}\right)"
        case ast.BinOp(left, ast.Div(), right):
            return rf"\frac{{{_write(left)}}}{{{_write(right)}}}"
        case ast.BinOp(left, ast.Pow(), right):
            return f"{_write(left, 5)}^{{{_write(right)}}}"
        case ast.BinOp(left, operator, right):
            own = STRENGTH[type(operator)]
            sign = {ast.Add: "+", ast.Sub: "-", ast.Mult: r"\cdot"}[type(operator)]
            text = f"{_write(left, own)} {sign} {_write(right, own + (sign == '-'))}"
            return rf"\left({text}\right)" if own < strength else text
    raise SlipstickError(f"cannot write {ast.unparse(node)} as LaTeX")
