"""What a page needs to try a formula: its arguments with units, ranges, and the numbers of its worked example."""

import ast
import json
from contextlib import suppress
from html import escape
from inspect import getdoc
from math import inf
from typing import Any

from ..errors import UsageError
from ..formulas.core.formula import Formula
from ..units import Dim
from ..units.door import number
from ..units.show import BINARY, COUNTED, LADDER, OF_ENERGY, PREFIXED, PREFIXES, SMALL, SPOKEN


def trying(formula: Formula) -> str:
    """The place on a page where the script lets a formula be tried; empty until it does."""
    given = example(formula)
    inputs = [_input(name, dim, given.get(name)) for name, dim in formula.parameters.items()]
    told = escape(json.dumps({"inputs": inputs, "units": steps(formula.result.unit)}, ensure_ascii=False))
    return f'<div class="try" data-formula="{formula.name}" data-told="{told}" hidden></div>\n'


def _input(name: str, dim: Dim, given: Any) -> dict[str, Any]:
    usual = max(dim.low, min(dim.high, 0.5 if dim.high == 1 else 1.0))
    value = given if given is not None else [usual, usual] if dim.many else usual
    high = None if dim.high == inf else dim.high
    found = {"name": name, "value": value, "low": dim.low, "high": high, "whole": dim.whole, "many": dim.many}
    return found | {"units": steps(dim.unit)}


def example(formula: Formula) -> dict[str, Any]:
    """The arguments of a formula's first worked example in coherent units; none where they are of any dimension.

    >>> from slipstick.formulas.roofline import ridge
    >>> example(ridge)
    {'peak': 197000000000000.0, 'bandwidth': 820000000000.0}
    """
    call = None if formula.generic else _call(formula)
    if call is None:
        return {}
    told = dict(zip(formula.parameters, call.args, strict=False))
    told |= {each.arg: each.value for each in call.keywords if each.arg}
    found: dict[str, Any] = {}
    for name, node in told.items():
        with suppress(UsageError, ValueError):  # of what is no plain number or text: another formula
            found[name] = number(ast.literal_eval(node), formula.parameters[name], name)
    return found


def _call(formula: Formula) -> ast.Call | None:
    """The call of a formula in its worked examples."""
    _, _, text = (getdoc(formula.function) or "").partition(">>> ")
    with suppress(SyntaxError):
        for node in ast.walk(ast.parse(text.partition("\n")[0])):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == formula.name:
                return node
    return None


def steps(unit: str) -> list[tuple[str, float]]:
    """The units that a person reads or writes values of a coherent unit in, each with what it is of that.

    >>> steps("B/s")[2], steps("FLOP/B")
    (('TB/s', 1000000000000.0), [('FLOP/B', 1.0)])
    """
    if unit == "s":
        return [(name, float(scale)) for _, scale, name in LADDER]
    spoken = SPOKEN.get(unit, unit)
    head, slash, rest = spoken.partition("/")
    if head not in PREFIXED or not (rest in ("", "s", "token") or rest in OF_ENERGY.get(head, ())):
        return [(spoken, 1.0)]
    ladder = (*PREFIXES, *(BINARY if head == "B" else ()), *(() if head in COUNTED else SMALL))
    return [(f"{prefix}{head}{slash}{rest}", scale) for scale, prefix in ladder]
