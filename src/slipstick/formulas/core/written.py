"""A model written out: what it does to the numbers it is asked about, as one function. Same numbers, sooner.

The model runs once with symbols in place of numbers, which write down what is done to them. Where it decides by a
number which way to go, the function looks whether another number goes the same way, and says so if not.
"""

import operator
from collections.abc import Callable, Mapping
from functools import partial
from math import isfinite
from typing import Any

from ...errors import SlipstickError
from .flat import UnfitError, Writer, each
from .formula import Formula
from .steps import body

PLAIN = (str, int, float, bool, type(None))
SIGNS = {
    "add": "+",
    "sub": "-",
    "mul": "*",
    "truediv": "/",
    "floordiv": "//",
    "mod": "%",
    "pow": "**",
    "and": "&",
    "or": "|",
    "lt": "<",
    "le": "<=",
    "gt": ">",
    "ge": ">=",
    "eq": "==",
    "ne": "!=",
}


class Symbol:
    """A number that a function is to be written for. text: its name there. value: what it is this time."""

    __slots__ = ("text", "value", "writing")
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, text: str, value: Any, writing: "Writing") -> None:
        self.text, self.value, self.writing = text, value, writing

    def __bool__(self) -> bool:
        """Which way a decision goes this time: the function is for numbers that go the same way."""
        truth = bool(self.value)
        self.writing.writer.lines[f"if {'not ' if truth else ''}{self.text}: return None"] = ""
        return truth

    def __str__(self) -> str:
        raise TypeError("a number that is not known yet has no text")

    def __neg__(self) -> "Symbol":
        return self.writing.line(f"-{self.text}", -self.value)

    def chosen(self, cases: list[tuple[Any, Any]], otherwise: Any) -> "Symbol":
        """The value of the first of these cases whose condition holds, as :func:`slipstick.units.maths.choose`."""
        found = otherwise
        for condition, value in reversed(cases):
            texts = [self.writing.text(part) for part in (value, condition, found)]
            now = _now(value) if _now(condition) else _now(found)
            found = self.writing.line("{} if {} else {}".format(*texts), now)
        return found


def _operation(name: str, sign: str, turned: bool) -> Callable[[Symbol, Any], Symbol]:
    done = getattr(operator, name, None) or getattr(operator, f"{name}_")

    def method(self: Symbol, other: Any) -> Symbol:
        left, right = (other, self) if turned else (self, other)
        text = self.writing.text
        return self.writing.line(f"{text(left)} {sign} {text(right)}", done(_now(left), _now(right)))

    return method


for _name, _sign in SIGNS.items():
    setattr(Symbol, f"__{_name}__", _operation(_name, _sign, False))
    if _name not in ("lt", "le", "gt", "ge", "eq", "ne"):
        setattr(Symbol, f"__r{_name}__", _operation(_name, _sign, True))


def _now(value: Any) -> Any:
    """What a number is this time."""
    return value.value if type(value) is Symbol else value


class Writing:
    """Calls formulas by writing them down, as :func:`slipstick.formulas.core.formula.unrecorded` calls them."""

    def __init__(self) -> None:
        self.writer = Writer(plain=True)

    def line(self, code: str, value: Any) -> Symbol:
        """What an operation gives. value: this time."""
        return Symbol(self.writer.line(code), value, self)

    def __call__(self, formula: Formula, **inputs: Any) -> Any:
        """The formula's value, written down if it is not the same each time."""
        value = formula.rule(**{name: _all_now(each) for name, each in inputs.items()})
        if not any(map(_varies, inputs.values())):
            return value
        lines, texts = dict(self.writer.lines), {name: self.text(each) for name, each in inputs.items()}
        try:
            return Symbol(self.writer.write(body(formula), formula, texts), value, self)
        except (SlipstickError, UnfitError):
            self.writer.lines = lines
            given = ", ".join(f"{name}={text}" for name, text in texts.items())
            return self.line(f"{self.constant(formula.rule)}({given})", value)

    def cheapest(self, every: list[Any], names: Any, rows: Any, cost: Formula, given: Mapping[str, Any]) -> Any:
        """The combination that costs least, as :func:`slipstick.estimates.choice.cheapest`."""
        costs = each(cost, names)
        now = costs(*rows, **{name: _now(value) for name, value in given.items()})
        texts = ", ".join([*map(self.constant, rows), *(f"{name}={self.text(value)}" for name, value in given.items())])
        times = self.line(f"{self.constant(costs)}({texts})", now).text
        place = now.index(min(now))
        found = self.line(f"{self.constant(every)}[{times}.index(min({times}))]", every[place]).text
        return tuple(
            {name: self.line(f"{found}[{part}][{name!r}]", value) for name, value in every[place][part].items()}
            for part in (0, 1)
        )

    def constant(self, value: Any) -> str:
        """The name of what is the same each time."""
        scope = self.writer.scope
        known = next((name for name, one in scope.items() if one is value and name.startswith("_same")), "")
        name = known or f"_same{len(scope)}"
        scope[name] = value
        return name

    def text(self, value: Any) -> str:
        """A value in code, with all that it holds. Raises UnfitError for what may hold a symbol unseen."""
        if type(value) is Symbol:
            return value.text
        if isinstance(value, tuple):
            inner = "".join(f"{self.text(one)}, " for one in value)
            named = hasattr(value, "_fields")  # made without its own call, which takes longer
            return f"{self.constant(tuple.__new__)}({self.constant(type(value))}, ({inner}))" if named else f"({inner})"
        if isinstance(value, partial) and not value.keywords and not getattr(value.func, "__closure__", True):
            return f"{self.constant(partial)}({self.constant(value.func)}, *{self.text(value.args)})"
        if isinstance(value, dict) or (isinstance(value, Mapping) and value):
            return f"{{{', '.join(f'{name!r}: {self.text(one)}' for name, one in value.items())}}}"
        if isinstance(value, float) and isfinite(value):
            return f"({value!r})" if value < 0 else repr(value)
        if not isinstance(value, (*PLAIN, Mapping)):
            raise UnfitError(repr(value))
        return self.constant(value)


def _all_now(value: Any) -> Any:
    return tuple(map(_now, value)) if isinstance(value, tuple) else _now(value)


def _varies(value: Any) -> bool:
    return any(map(_varies, value)) if isinstance(value, tuple) else type(value) is Symbol


def written(values: Mapping[str, Any], model: Callable[[dict[str, Any], Any], Any]) -> Callable[..., Any]:
    """The function that does what a model does for these values, by name, and for others that decide alike.

    values: plain numbers, and words, which are the same each time. model: of values, and of what calls formulas. The
    function gives None for numbers that decide another way. Raises what a model does to a number that cannot be
    written down.
    """
    writing = Writing()
    symbols = {name: one if isinstance(one, str) else Symbol(name, one, writing) for name, one in values.items()}
    result = writing.text(model(symbols, writing))
    lines, scope = writing.writer.lines, writing.writer.scope
    if values.keys() & {*scope, *lines.values()}:
        raise UnfitError("a value is called as a function, a constant or a step is")
    written = [f" {name} = {code}" if name else f" {code}" for code, name in lines.items()]
    exec("\n".join([f"def _model({', '.join(values)}):", *written, f" return {result}"]), scope)
    made: Callable[..., Any] = scope["_model"]
    return made
