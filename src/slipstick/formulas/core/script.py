"""A formula in JavaScript: the same numbers in a page, without Python."""

import ast
from inspect import getclosurevars
from typing import Any

from ...errors import SlipstickError
from .conditions import Condition
from .formula import Formula
from .steps import body

RESERVED = {
    *("arguments", "await", "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete"),
    *("do", "else", "enum", "eval", "export", "extends", "false", "finally", "for", "function", "if", "implements"),
    *("import", "in", "instanceof", "interface", "let", "new", "null", "package", "private", "protected", "public"),
    *("return", "static", "super", "switch", "this", "throw", "true", "try", "typeof", "var", "void", "while"),
    *("with", "yield"),
}
SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
CALLS = {ast.Div: "over", ast.Pow: "power"}  # which may have no value


def script(formula: Formula) -> str:
    """A formula as a function of JavaScript that checks its conditions and the range of its value.

    It calls the other formulas as members of ``F``, and ``M`` for what a rule may call and for the checks.

    >>> from slipstick.formulas.roofline import ridge
    >>> print(script(ridge))
    (peak, bandwidth) => M.within(M.over(peak, bandwidth), 0, Infinity)
    """
    low, high = (_number(end) for end in (formula.result.low, formula.result.high))
    value = f"M.within({_write(body(formula), formula)}, {low}, {high})"
    checks = [f"M.holds(!({_broken(each)}), {each.said!r})" for each in formula.holds]
    names = ", ".join(map(_name, formula.parameters))
    return f"({names}) => {value}" if not checks else f"({names}) => ({', '.join([*checks, value])})"


def _write(node: ast.expr, formula: Formula, own: frozenset[str] = frozenset()) -> str:
    """An expression. own: the names of the items of the list that it goes through."""

    def inner(each: ast.expr) -> str:
        return _write(each, formula, own)

    match node:
        case ast.Constant(int() | float() as value):
            return _number(value)
        case ast.Name(name) if name in own or name in formula.parameters:
            return _name(name)
        case ast.Name(name):
            return _number(formula.function.__globals__[name])
        case ast.UnaryOp(ast.USub(), operand):
            return f"(-{inner(operand)})"
        case ast.BinOp(left, operator, right) if type(operator) in CALLS:
            return f"M.{CALLS[type(operator)]}({inner(left)}, {inner(right)})"
        case ast.BinOp(left, operator, right):
            return f"({inner(left)} {SIGNS[type(operator)]} {inner(right)})"
        case ast.Call(ast.Name(name), [ast.GeneratorExp(item, [ast.comprehension(target, over)])]):
            names = [each.id for each in ast.walk(target) if isinstance(each, ast.Name)]
            many = inner(over) if isinstance(over, ast.Call) else f"M.pairs({inner(over)})"
            items = f"([{', '.join(map(_name, names))}]) => {_write(item, formula, own | set(names))}"
            return f"M.{name}({many}.map({items}))"
        case ast.Call(ast.Name(name), arguments):
            called = formula.function.__globals__[name]
            place = f"F.{called.name}" if isinstance(called, Formula) else f"M.{name}"
            return f"{place}({', '.join(map(inner, arguments))})"
    raise SlipstickError(f"cannot write {ast.unparse(node)} in JavaScript")


def _number(value: float) -> str:
    return {"inf": "Infinity", "-inf": "-Infinity"}.get(repr(value)) or repr(value).removesuffix(".0")


def _name(name: str) -> str:
    return f"{name}_" if name in RESERVED else name


class _Traced:
    """An argument of a condition, which writes down what is done to it."""

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, text: str) -> None:
        self.text = text

    def __abs__(self) -> "_Traced":
        return _Traced(f"Math.abs({self.text})")

    def __iter__(self) -> Any:
        return iter([_Traced(f"M.total({self.text})")])  # of a list a condition asks the sum alone


def _operation(sign: str, turned: bool) -> Any:
    def method(self: _Traced, other: Any) -> _Traced:
        left, right = (other, self) if turned else (self, other)
        return _Traced(f"({_text(left)} {sign} {_text(right)})")

    return method


for _title, _sign in {"add": "+", "sub": "-", "mul": "*", "truediv": "/", "pow": "**", "mod": "%"}.items():
    setattr(_Traced, f"__{_title}__", _operation(_sign, False))
    setattr(_Traced, f"__r{_title}__", _operation(_sign, True))
for _title, _sign in {"lt": "<", "le": "<=", "gt": ">", "ge": ">=", "eq": "===", "ne": "!==", "or": "||"}.items():
    setattr(_Traced, f"__{_title}__", _operation(_sign, False))


def _text(value: Any) -> str:
    return value.text if isinstance(value, _Traced) else _number(value)


def _broken(condition: Condition) -> str:
    """When a condition is broken, as an expression."""
    given = [_Traced(_name(name)) for name in condition.of]
    if condition.said == "power of two":
        return f"!M.powerOfTwo({_text(getclosurevars(condition.broken).nonlocals['made'](*given))})"
    return _text(condition.broken(*given))
