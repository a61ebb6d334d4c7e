"""A formula written out: the formulas it calls inside it, and what they have in common once. Same numbers, sooner."""

import ast
import builtins
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import chain, product
from typing import Any

from ...errors import SlipstickError
from ...units.maths import AS_GOOD
from .formula import Formula
from .steps import SIGNS, body

WORDS = re.compile(r"[A-Za-z_]\w*")
ROWS = [f"_rows{place}" for place in range(9)]
SIGNS_IN_CODE = {**SIGNS, ast.Mult: "*", ast.Pow: "**"}
# Functions of units.maths in code for plain numbers: what they do, without a call. Of ceil and floor in steps.
PLAIN: dict[str, tuple[str, ...]] = {
    "minimum": ("{0} if {0} <= {1} else {1}",),
    "maximum": ("{0} if {0} >= {1} else {1}",),
}
PLAIN["ceil"] = (
    f"{{0}} * {AS_GOOD!r} if {{0}} >= 0 else {{0}} * -{AS_GOOD!r}",
    "{1} if {1} < 0.25 else 0.25",
    "-(({2} - {0}) // 1.0)",
    "{3} + 0.0 if {3} == {3} else {0}",
)
PLAIN["floor"] = (*PLAIN["ceil"][:2], "({2} + {0}) // 1.0", PLAIN["ceil"][3])


class UnfitError(Exception):
    """What is no arithmetic and no call: sums over lists."""


class Writer:
    """Writes a formula's rule as lines of code, one operation each. plain: for plain numbers alone, no arrays."""

    def __init__(self, plain: bool) -> None:
        self.plain = plain
        self.lines: dict[str, str] = {}  # the name of each operation's value, by its code
        self.scope: dict[str, Any] = {"__builtins__": builtins}

    def line(self, code: str) -> str:
        """The name of an operation's value: of the same operation the same."""
        return self.lines.setdefault(code, f"_{len(self.lines)}")

    def write(self, node: ast.expr, formula: Formula, known: Mapping[str, str]) -> str:
        """The name of an expression's value. known: the names of the formula's arguments' values."""
        match node:
            case ast.Constant(int() | float() as value):
                return repr(value)
            case ast.Name(name):
                return known[name] if name in known else self._given(name, formula)
            case ast.UnaryOp(ast.USub(), operand):
                return self.line(f"-{self.write(operand, formula, known)}")
            case ast.BinOp(left, operator, right):
                sides = [self.write(each, formula, known) for each in (left, right)]
                return self.line(f"{sides[0]} {SIGNS_IN_CODE[type(operator)]} {sides[1]}")
            case ast.Call(ast.Name(name), arguments, []):
                return self._call(name, [self.write(each, formula, known) for each in arguments], formula)
        raise UnfitError(ast.dump(node))

    def _call(self, name: str, values: list[str], formula: Formula) -> str:
        called = formula.function.__globals__[name]
        if isinstance(called, Formula):
            nested = formula.inner(called)
            return self.write(body(nested), nested, dict(zip(nested.parameters, values, strict=True)))
        if not self.plain or name not in PLAIN:
            return self.line(f"{self._given(name, formula)}({', '.join(values)})")
        for code in PLAIN[name]:
            values.append(self.line(code.format(*values)))
        return values[-1]

    def _given(self, name: str, formula: Formula) -> str:
        """A constant or a function, which has to be the same in all chapters."""
        value = formula.function.__globals__[name]
        if self.scope.setdefault(name, value) is not value:
            raise UnfitError(name)
        return name


@lru_cache(256)
def flat(formula: Formula) -> Callable[..., Any]:
    """The formula's rule for arrays with the formulas it calls written out; the rule itself where that cannot be."""
    try:
        value, writer = _value(formula, plain=False)
    except (SlipstickError, UnfitError):
        return formula.rule
    lines = [f" {name} = {code}" for code, name in writer.lines.items()]
    return _made([f"def {formula.name}({', '.join(formula.parameters)}):", *lines, f" return {value}"], formula, writer)


@lru_cache(256)
def each(formula: Formula, names: tuple[tuple[str, ...], ...]) -> Callable[..., list[float]]:
    """What the formula's rule gives for all combinations of some arguments, as a loop in a loop, for plain numbers.

    names: of these, in groups that vary together, the outermost first. It takes the rows of values of each group, and
    the other arguments by name. What does not vary with a loop stands before it.
    """
    try:
        value, writer = _value(formula, plain=True)
    except (SlipstickError, UnfitError):
        return lambda *rows, **given: [
            formula.rule(**given, **dict(zip(chain(*names), chain(*row), strict=True))) for row in product(*rows)
        ]
    others = [name for name in formula.parameters if name not in chain(*names)]
    lines = _looped(names, writer.lines, value)
    return _made([f"def {formula.name}({', '.join([*ROWS[: len(names)], *others])}):", *lines], formula, writer)


def _looped(names: tuple[tuple[str, ...], ...], lines: Mapping[str, str], value: str) -> list[str]:
    """The loops of :func:`each`. What varies with one loop alone is worked out before, once for each of its rows."""
    loops = {name: {place} for place, own in enumerate(names) for name in own}  # that a name varies with
    alone: list[list[tuple[str, str]]] = [[] for _ in names]
    inside: list[list[str]] = [[" _found = []"], *[[] for _ in names]]
    for code, name in lines.items():
        loops[name] = {place for word in WORDS.findall(code) for place in loops.get(word, ())}
        if len(loops[name]) == 1:
            alone[max(loops[name])].append((name, code))
        else:
            depth = max(loops[name], default=-1) + 1
            inside[depth].append(f"{' ' * (depth + 1)}{name} = {code}")
    used = {word for code in (*chain(*inside), value) for word in WORDS.findall(code)}
    for place, own in enumerate(names):
        kept = ", ".join([*own, *(name for name, _ in alone[place] if name in used)])
        inside[0] += [f" _own{place} = []", f" for {', '.join(own)}, in {ROWS[place]}:"]
        inside[0] += [f"  {name} = {code}" for name, code in alone[place]] + [f"  _own{place}.append(({kept},))"]
        inside[place + 1].insert(0, f"{' ' * (place + 1)}for {kept}, in _own{place}:")
    return [*chain(*inside), f"{' ' * (len(names) + 1)}_found.append({value})", " return _found"]


def _value(formula: Formula, plain: bool) -> tuple[str, Writer]:
    """The name of a formula's value, and who wrote it."""
    writer, names = Writer(plain), [*formula.parameters]
    return writer.write(body(formula), formula, dict(zip(names, names, strict=True))), writer


def _made(lines: list[str], formula: Formula, writer: Writer) -> Callable[..., Any]:
    exec("\n".join(lines), writer.scope)
    made: Callable[..., Any] = writer.scope[formula.name]
    return made
