"""The formula library as a handbook: its chapters, a formula explained, and the whole as Markdown."""

from inspect import getdoc
from math import inf
from types import ModuleType
from typing import Any

from ..errors import UsageError
from ..formulas import chapters, formulas, named
from ..formulas.core.formula import Formula
from ..formulas.core.latex import latex
from ..formulas.core.solver import result_names
from ..formulas.core.steps import expression
from ..layout import wrap
from ..specs.catalogue import catalogue
from ..units import Dim
from ..units.show import show
from ..words import did_you_mean


def find(name: str) -> Formula:
    """A formula by name. Raises UsageError with the nearest."""
    word = spelled(name)
    found = named(word)
    if found is None:
        hint = did_you_mean(word, formulas(), "slipstick formula lists them")
        raise UsageError(f"unknown formula '{name}': {hint}")
    return found


def spelled(name: str) -> str:
    """A name as formulas are spelled: 'kv-cache total' as 'kv_cache_total'."""
    return name.strip().replace("-", "_").replace(" ", "_")


def contents() -> list[tuple[str, list[Formula]]]:
    """Every chapter's headline with its formulas, in reading order."""
    found = []
    for chapter in chapters():
        own = [each for each in formulas().values() if each.function.__module__ == chapter.__name__]
        found.append((headline(chapter), own))
    return found


def headline(chapter: ModuleType) -> str:
    """What a chapter is about: the first line of its text."""
    return (chapter.__doc__ or chapter.__name__).strip().split("\n")[0].rstrip(".")


def summary(formula: Formula) -> str:
    """What a formula works out, in one sentence."""
    return " ".join((getdoc(formula.function) or "").split("\n\n")[0].split())


def listing() -> str:
    """The table of contents for a terminal: each formula with its arguments, by chapter."""
    lines = []
    for title, own in contents():
        lines += [title, *(f"  {each.name}({', '.join(each.parameters)})" for each in own), ""]
    return "\n".join([*lines, f"{len(formulas())} formulas; slipstick formula NAME explains one"])


def explained(formula: Formula) -> str:
    """A formula for a terminal: what it means, its arguments, the expression, its source and how to ask it."""
    text = (getdoc(formula.function) or "").split("\n\n>>>")[0]
    told = ["\n".join(wrap(part, 79)) for part in text.split("\n\n")]
    width = max(map(len, formula.parameters)) + 2
    arguments = [f"  {name:<{width}}{described(dim)}" for name, dim in formula.parameters.items()]
    source = catalogue(None).source(formula.source)
    return "\n".join(
        [
            f"{formula.name} = {expression(formula)}",
            "",
            "\n\n".join(told),
            "",
            *arguments,
            f"  {'gives':<{width}}{described(formula.result)}",
            "",
            f"source: {source['title']} ({source.get('publisher', '')}) {source.get('address', '')}",
            f"solve:  slipstick formula {formula.name} {' '.join(asked(formula))}",
        ]
    )


def asked(formula: Formula) -> list[str]:
    """How the formula is asked for its first argument."""
    first, *rest = formula.parameters
    return [f"{first}=?", *(f"{name}=..." for name in rest), f"{result_names(formula)[0]}=..."]


def described(dim: Dim) -> str:
    """A dimension with its unit and range: 'a share from 0 to 1'."""
    words = f"a list of: {dim.name}" if dim.many else dim.name
    words += f" in {dim.unit}" if dim.unit else ""
    if dim.high < inf:
        return f"{words}, from {show(dim.low, dim.unit)} to {show(dim.high, dim.unit)}"
    return f"{words}, at least {show(dim.low, dim.unit)}" if dim.low else words


def markdown() -> str:
    """The whole handbook: each formula's expression, meaning, worked examples and source."""
    lines = [
        "# The formulas",
        "",
        f"{len(formulas())} formulas, each one expression with a source and worked examples that the tests run.",
        "`slipstick formula NAME` explains one, `slipstick formula NAME a=... b=?` evaluates or solves it, and",
        '`slipstick calc "NAME(...)"` uses it in an expression.',
    ]
    for title, own in contents():
        lines += ["", f"## {title}"]
        for each in own:
            lines += ["", section(each, "###")]
    return "\n".join(lines) + "\n"


def section(formula: Formula, heading: str) -> str:
    """A formula in Markdown: its expression, meaning, worked examples and source, under a heading such as '##'."""
    source = catalogue(None).source(formula.source)
    lines = [
        f"{heading} {formula.name}",
        "",
        f"`{formula.name}({', '.join(formula.parameters)}) = {expression(formula)}`",
        "",
        _prose(formula),
        "",
        f"Source: {source['title']}, <{source.get('address', '')}>",
    ]
    return "\n".join(lines)


def _prose(formula: Formula) -> str:
    """The text of a formula with its examples as a code block."""
    text, _, examples = (getdoc(formula.function) or "").partition("\n\n>>>")
    return f"{text}\n\n```python\n>>>{examples}\n```" if examples else text


def as_dict(formula: Formula) -> dict[str, Any]:
    """A formula for a program."""
    return {
        "name": formula.name,
        "summary": summary(formula),
        "parameters": {name: _dim(dim) for name, dim in formula.parameters.items()},
        "result": _dim(formula.result) | {"names": result_names(formula)},
        "expression": expression(formula),
        "latex": latex(formula),
        "source": formula.source,
    }


def _dim(dim: Dim) -> dict[str, Any]:
    unit = None if dim.generic else dim.unit
    return {"dimension": dim.name, "unit": unit, "low": dim.low, "high": dim.high if dim.high < inf else None}
