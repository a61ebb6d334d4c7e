"""The work: which formulas an answer used, and each as a person writes it, in symbols and with numbers."""

import ast
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from typing import Any

from ...errors import SlipstickError
from ...records import Record
from ...units import CONSTANTS, Dim
from ...units.maths import is_array
from ...units.show import show
from .formula import Formula
from .formula import unrecorded as unrecorded  # the other way to call one

SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "×", ast.Div: "/", ast.Pow: "^", ast.FloorDiv: "//", ast.Mod: "%"}
STRENGTH = {ast.Add: 1, ast.Sub: 1, ast.Mult: 2, ast.Div: 2, ast.FloorDiv: 2, ast.Mod: 2, ast.Pow: 4}
SPOKEN = {"minimum": "min", "maximum": "max", "lowest": "min", "highest": "max", "log": "ln"}
JOINED = {"total": (" + ", 1), "product": (" × ", 2)}  # how the items of a list are put together
DIGITS = 5  # enough for a pocket calculator to land on the next line's number


class Step(Record):
    """One formula applied: its inputs and its value, as plain numbers (or arrays) in coherent units."""

    formula: Formula
    inputs: dict[str, Any]
    value: Any

    def __repr__(self) -> str:
        return f"<step {self.formula.name}: {self.result}>"

    def __str__(self) -> str:
        return f"{self.result} = {self.expression if is_array(self.value) else self.with_numbers}"

    @property
    def expression(self) -> str:
        """The formula in symbols: 'work / peak'."""
        return expression(self.formula)

    @property
    def with_numbers(self) -> str:
        """The formula with this step's numbers in it: '137.44 GFLOP / 312 TFLOP/s'."""
        return with_numbers(self)

    @property
    def result(self) -> str:
        """This step's value with its unit: '440.51 µs'."""
        return number(self.value, self.formula.result)

    def as_dict(self) -> dict[str, Any]:
        """The step for a program: its text, and its value in the coherent unit."""
        return {
            "formula": self.formula.name,
            "expression": self.expression,
            "with_numbers": self.with_numbers,
            "value": self.value,
            "unit": self.formula.result.unit,
            "text": self.result,
            "source": self.formula.source,
        }


class Recorder:
    """Calls formulas by their rules and remembers each call, nested ones first, as the steps of an answer."""

    def __init__(self) -> None:
        self.steps: list[Step] = []

    def __call__(self, formula: Formula, **inputs: Any) -> Any:
        """The formula's value over plain numbers in coherent units; the call is recorded once."""
        value = formula.bind(self._nested)(**inputs)
        if not any(step.formula is formula and _same(step.inputs, inputs) for step in self.steps):
            self.steps.append(Step(formula, inputs, value))
        return value

    def _nested(self, formula: Formula) -> Callable[..., Any]:
        return lambda *args, **kwargs: self(formula, **dict(zip(formula.parameters, args, strict=False)), **kwargs)


def _same(a: dict[str, Any], b: dict[str, Any]) -> bool:
    """Whether two calls had the same inputs: the very same objects, which is enough and works for arrays."""
    return all(a[name] is b[name] or (isinstance(a[name], float) and a[name] == b[name]) for name in a)


@cache
def body(formula: Formula) -> ast.expr:
    """The return expression of a formula. Raises SlipstickError where its source text is not to be had."""
    import linecache

    code = formula.function.__code__
    source = linecache.getlines(code.co_filename, formula.function.__globals__)  # whose loader knows a zip
    own = [line for *_, line in code.co_lines() if line and line > code.co_firstlineno]
    text = "".join(source[min(own) - 1 : max(own)]).strip() if own else ""
    if text.startswith("return "):  # the usual case, and forty times faster than parsing the chapter
        with suppress(SyntaxError):
            return ast.parse(text[len("return ") :], mode="eval").body
    return _search("".join(source), formula)


def _search(source: str, formula: Formula) -> ast.expr:
    """The return expression from the whole file: for one that spans lines."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.name == formula.name:
            last = node.body[-1]
            lines = range(min([node.lineno, *(d.lineno for d in node.decorator_list)]), node.lineno + 1)
            if formula.function.__code__.co_firstlineno in lines and isinstance(last, ast.Return) and last.value:
                return last.value
    raise SlipstickError(f"{formula.name}: its source text is needed to write its work, and was not found")


def expression(formula: Formula) -> str:
    """A formula in symbols: '2 FLOP × m × n × k'."""
    return _write(body(formula), lambda node: _named(node, formula))


def _named(node: ast.expr, formula: Formula) -> str | None:
    """A parameter by its name, which may be that of a unit, such as 'second'."""
    return node.id.replace("_", " ") if isinstance(node, ast.Name) and node.id in formula.parameters else None


def with_numbers(step: Step) -> str:
    """A step with its numbers for the symbols, and nested formulas as values: '137.44 GFLOP / 312 TFLOP/s'."""
    formula, whole = step.formula, body(step.formula)

    def numbers(node: ast.expr) -> str | None:
        if isinstance(node, ast.Name) and node.id in formula.parameters:
            return number(step.inputs[node.id], formula.parameters[node.id])
        if isinstance(node, ast.Call) and isinstance(node.args[0], ast.GeneratorExp):
            return _items(node, step, numbers)
        return None if node is whole else _nested(node, formula, step.inputs)

    return _write(whole, numbers)


def _nested(node: ast.expr, formula: Formula, inputs: Mapping[str, Any]) -> str | None:
    """The value of a call of another formula; None for any other node."""
    nested = _called(node, formula)
    if nested is None:
        return None
    value = eval(compile(ast.Expression(node), formula.name, "eval"), _rules(formula), dict(inputs))
    return number(value, nested.result)


def _items(node: ast.Call, step: Step, numbers: Callable[[ast.expr], str | None]) -> str:
    """A sum, product or choice over lists, item by item: '(0.25 × 4 + 0.75 × 1.33)'."""
    assert isinstance(node.func, ast.Name)
    assert isinstance(node.args[0], ast.GeneratorExp)
    item, over = node.args[0].elt, node.args[0].generators[0]
    lists = over.iter.args if isinstance(over.iter, ast.Call) else [over.iter]
    names = [each.id for each in ast.walk(over.target) if isinstance(each, ast.Name)]
    columns = [(each.id, step.inputs[each.id]) for each in lists if isinstance(each, ast.Name)]

    def written(place: int) -> str:
        own = {name: values[place] for name, (_, values) in zip(names, columns, strict=True)}
        dims = {
            name: step.formula.parameters[of]._replace(many=False) for name, (of, _) in zip(names, columns, strict=True)
        }

        def inner(part: ast.expr) -> str | None:
            if isinstance(part, ast.Name) and part.id in own:
                return number(own[part.id], dims[part.id])
            return _nested(part, step.formula, {**step.inputs, **own}) or numbers(part)

        return _write(item, inner, JOINED.get(name, ("", 0))[1])

    name = node.func.id
    texts = [written(place) for place in range(len(columns[0][1]))]
    if name in JOINED:
        return f"({JOINED[name][0].join(texts)})"
    return f"{SPOKEN.get(name, name)}({', '.join(texts)})"


def number(value: Any, dim: Dim) -> str:
    """A value in the work: five significant digits, counts in full; the items of a list between brackets."""
    if dim.many:
        return f"[{', '.join(number(each, dim._replace(many=False)) for each in value)}]"
    if not dim.unit and not is_array(value) and value % 1 == 0 and abs(value) < 1e15:
        return f"{value:.0f}"
    return show(value, dim.unit, digits=DIGITS)


def _called(node: ast.expr, formula: Formula) -> Formula | None:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        found = formula.function.__globals__.get(node.func.id)
        return formula.inner(found) if isinstance(found, Formula) else None
    return None


def _rules(formula: Formula) -> dict[str, Any]:
    return {name: v.rule if isinstance(v, Formula) else v for name, v in formula.function.__globals__.items()}


def _write(node: ast.expr, numbers: Callable[[ast.expr], str | None], strength: int = 0) -> str:
    known = numbers(node)
    if known is not None:
        return known
    match node:
        case ast.Constant(int() | float() as value):
            return f"{value:g}"
        case ast.Name(name):
            return CONSTANTS.get(name) or name.replace("_", " ")
        case ast.UnaryOp(ast.USub(), operand):
            return "-" + _write(operand, numbers, 3)
        case ast.Call(ast.Name(name), [ast.GeneratorExp(item)]):
            word = {"total": "sum of", "product": "product of"}.get(name, SPOKEN.get(name, name) + " of")
            return f"({word} {_write(item, numbers, 3)})" if strength > 1 else f"{word} {_write(item, numbers, 3)}"
        case ast.Call(ast.Name(name), arguments):
            return f"{SPOKEN.get(name, name)}({', '.join(_write(a, numbers) for a in arguments)})"
        case ast.BinOp(ast.Constant(), ast.Mult(), ast.Name(name)) if name in CONSTANTS and not numbers(node.right):
            return f"{_write(node.left, numbers)} {CONSTANTS[name]}"  # '2 FLOP', not '2 × FLOP'
        case ast.BinOp(left, operator, right):
            own = STRENGTH[type(operator)]
            text = f"{_write(left, numbers, own)} {SIGNS[type(operator)]} {_write(right, numbers, own + 1)}"
            return f"({text})" if own < strength else text
    raise SlipstickError(f"cannot write {ast.unparse(node)} as work")
