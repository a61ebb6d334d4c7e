"""A formula is one expression. From its definition come the checked call, the plain rule and the written work.

>>> from slipstick.units import Bandwidth, Size, Time
>>> @formula(source="scaling-book-tpus")
... def seconds_to_read(size: Size, bandwidth: Bandwidth) -> Time:
...     return size / bandwidth
>>> print(seconds_to_read("80 GB", "2 TB/s").to("ms"))
40.0 millisecond
>>> seconds_to_read.rule(80e9, 2e12)
0.04
"""

import builtins
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, update_wrapper
from types import CodeType, FunctionType
from typing import Any

from ...errors import DimensionError, UsageError
from ...units import Dim, dim_of
from ...units.door import in_range, number
from ...words import did_you_mean
from .conditions import Condition, no_value


class Formula:
    """A rule of one expression whose parameters and result have dimensions. Made by :func:`formula`.

    name, source: its name, and the key of its source. parameters: each parameter's dimension, in order.
    result: the dimension of its value. generic: whether parameters are of any one dimension, such as a time or cycles;
    ``of`` is the same formula with that dimension known, and ``fixed`` that dimension. holds: what has to hold of its
    arguments beyond their ranges.
    """

    def __init__(
        self, function: FunctionType, source: str, fixed: Dim | None = None, holds: Iterable[Condition] = ()
    ) -> None:
        self.name, self.source, self.function, self.holds = function.__name__, source, function, tuple(holds)
        code = function.__code__
        names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
        self.parameters = {name: _declared(function, name) for name in names}
        self.result = _declared(function, "return")
        self.generic = fixed is None and any(dim.generic for dim in self.parameters.values())
        if self.result.generic and not (fixed or self.generic):
            raise TypeError(f"{self.name}: a result of any dimension needs a parameter of it")
        self.fixed = fixed
        self._fixed: dict[Dim, Formula] = {}
        if fixed:
            self.parameters = {name: _in(dim, fixed) for name, dim in self.parameters.items()}
            self.result = _in(self.result, fixed)
        for known in map(function.__globals__.get, _names(code, function)):
            if isinstance(known, Formula):
                self.inner(known)
        update_wrapper(self, function)

    def __repr__(self) -> str:
        return f"<formula {self.name}({', '.join(self.parameters)})>"

    def __str__(self) -> str:
        from ... import printed

        return printed.text(self)

    def _repr_html_(self) -> str:
        from ... import printed

        return printed.html(self)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """The formula's value as a Quantity, every argument checked.

        Arguments are Quantities, text with a unit ("3.35 TB/s"), or plain numbers where a plain number
        belongs; numpy arrays of them give an array. Raises UsageError or DimensionError, naming every bad one.
        """
        from ...units import quantity as quantities

        given = self._given(args, kwargs)
        if self.generic:
            return self._settled(given)(**given)
        inputs, problems = {}, []
        for name, dim in self.parameters.items():
            try:
                inputs[name] = number(given[name], dim, name)
            except UsageError as error:
                problems.append(error)
        if problems:
            kind = DimensionError if any(isinstance(p, DimensionError) for p in problems) else UsageError
            raise kind(f"{self.name}: " + "; ".join(str(problem) for problem in problems))
        worked = [value for value in given.values() if isinstance(value, str) or hasattr(value, "unit_items")]
        unit = self.result.unit.replace("FLOP", "OP") if quantities.in_operations(worked) else self.result.unit
        return quantities.make(self.checked(**inputs), unit)

    def of(self, dim: Dim) -> "Formula":
        """A formula of any dimension, of this one: the same name and expression, and the parameters have units."""
        if dim not in self._fixed:
            self._fixed[dim] = Formula(self.function, self.source, dim, self.holds)
        return self._fixed[dim]

    def shared(self, units: Mapping[str, Mapping[str, float]], result: Mapping[str, float] | None = None) -> Dim:
        """The dimension of a call, by the root units of its arguments and of its result, as far as they are known.

        Raises DimensionError where those that have to be of one dimension are not.
        """
        from ...units.shared import common  # reads units, which most questions have no need of

        found = {name: units[name] for name, dim in self.parameters.items() if dim.generic and name in units}
        try:
            return common(found | ({"the result": result} if result and self.result.generic else {}))
        except DimensionError as error:
            raise DimensionError(f"{self.name}: {error}") from None

    def _settled(self, given: dict[str, Any], result: Any = None) -> "Formula":
        """This formula of any dimension, of the one that a call's arguments and result have."""
        from ...units.shared import powers

        generic = [name for name, dim in self.parameters.items() if dim.generic and name in given]
        try:
            units = {name: powers(given[name], name) for name in generic}
            found = powers(result, "the result") if self.result.generic else {}
        except UsageError as error:
            raise UsageError(f"{self.name}: {error}") from None
        return self.of(self.shared(units, found))

    def inner(self, nested: "Formula") -> "Formula":
        """A formula that this one calls, as it is called here: of this one's dimension if it is of any.

        Raises TypeError where this one has only dimensions of its own: then nothing says which it is.
        """
        if not nested.generic or self.generic:
            return nested
        if self.fixed is None:
            raise TypeError(f"{self.name} calls {nested.name}, which only a formula of any dimension may")
        return nested.of(self.fixed)

    def checked(self, *args: Any, **inputs: Any) -> Any:
        """The rule's value over plain numbers; it and that of each formula inside must lie in its range.

        Raises UsageError where a condition is broken (a queue that grows without end), for a value out of range, or a
        division by zero.
        """
        given = dict(zip(self.parameters, args, strict=False)) | inputs
        try:
            for condition in self.holds:
                condition.check(self.name, given, lambda name: self.parameters[name].unit)
            value = self._guarded(**given)
        except (ArithmeticError, ValueError, TypeError) as error:
            if isinstance(error, UsageError):
                raise
            raise UsageError(f"{self.name}{no_value(error, given)}") from None
        return in_range(value, self.result, self.name)

    def solve(self, unknown: str, **known: Any) -> Any:
        """The value of one argument, as a Quantity, from the others and the result.

        unknown: the argument's name. known: the other arguments, and the result by what it measures
        (``speedup=10``), by the formula's name, or as ``result``. Raises SlipstickError where no value gives that
        result, or more than one does, and says which; UsageError for wrong names.
        """
        from ...units import quantity as quantities
        from .solver import known_result, solve

        if unknown not in self.parameters:
            raise UsageError(f"{self.name} has no '{unknown}': {did_you_mean(unknown, self.parameters)}")
        name = known_result(self, known)
        if self.generic:
            arguments = {key: value for key, value in known.items() if key != name}
            return self._settled(arguments, known[name]).solve(unknown, **arguments, result=known[name])
        inputs = self._given((), {k: v for k, v in known.items() if k != name} | {unknown: None})
        numbers = {k: number(v, self.parameters[k], k) for k, v in inputs.items() if k != unknown}
        dim = self.parameters[unknown]
        return quantities.make(solve(self, unknown, number(known[name], self.result, name), numbers), dim.unit)

    @cached_property
    def _guarded(self) -> Callable[..., Any]:
        return self.bind(lambda nested: nested.checked)

    def _given(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
        given = dict(zip(self.parameters, args, strict=False)) | kwargs
        unknown = [name for name in kwargs if name not in self.parameters]
        if unknown:
            raise UsageError(f"{self.name} has no '{unknown[0]}': {did_you_mean(unknown[0], self.parameters)}")
        missing = [name for name in self.parameters if name not in given]
        if missing or len(args) > len(self.parameters) or len(given) < len(args) + len(kwargs):
            wanted = f"needs {', '.join(missing)}" if missing else f"takes {', '.join(self.parameters)}, each once"
            raise UsageError(f"{self.name} {wanted}")
        return given

    @cached_property
    def rule(self) -> Callable[..., Any]:
        """The plain function over numbers (or arrays) in coherent units. Nothing is checked."""
        return self.bind(lambda nested: nested.rule)

    def bind(self, nested: Callable[["Formula"], Callable[..., Any]], names: Mapping[str, Any] = {}) -> Any:
        """The rule again, with each formula it calls replaced by ``nested(formula)`` and other names by ``names``."""
        known = {name: self.function.__globals__[name] for name in _names(self.function.__code__, self.function)}
        known = {k: nested(self.inner(v)) if isinstance(v, Formula) else v for k, v in known.items()} | dict(names)
        scope = {"__builtins__": builtins} | known
        return FunctionType(self.function.__code__, scope, self.name, None, self.function.__closure__)


def unrecorded(formula: Formula, **inputs: Any) -> Any:
    """The formula's value over plain numbers, with nothing remembered."""
    return formula.rule(**inputs)


def _names(code: CodeType, function: FunctionType) -> list[str]:
    """The global names a rule uses, in its sums over lists too, which are code of their own."""
    inner = [name for const in code.co_consts if isinstance(const, CodeType) for name in _names(const, function)]
    return [*(name for name in code.co_names if name in function.__globals__), *inner]


def _declared(function: FunctionType, name: str) -> Dim:
    dim = dim_of(function.__annotations__.get(name))
    if dim is None:
        raise TypeError(f"{function.__name__}: {name} needs a dimension for its type, such as Bandwidth or Time")
    return dim


def _in(dim: Dim, fixed: Dim) -> Dim:
    return fixed._replace(many=dim.many) if dim.generic else dim


def formula(*, source: str, holds: Iterable[Condition] = ()) -> Callable[[Any], Formula]:
    """Make a Formula of a function whose body is one return expression and whose types are dimensions.

    source: the key in ``data/sources.yaml`` of where the formula is stated. holds: the conditions its arguments meet.
    Raises TypeError for a parameter without a dimension, or with a default, and for a condition of no parameter.
    """

    def declared(function: Any) -> Formula:
        if function.__defaults__ or function.__kwdefaults__:
            raise TypeError(f"{function.__name__}: a default argument hides an assumption; make it a parameter")
        made = Formula(function, source, holds=holds)
        unknown = {name for condition in made.holds for name in condition.of} - set(made.parameters)
        if unknown:
            raise TypeError(f"{made.name}: a condition is about {', '.join(sorted(unknown))}, which it does not take")
        return made

    return declared
