"""A formula with arguments as they are typed one by one, written as an expression."""

from collections.abc import Iterable

from ..errors import UsageError
from ..formulas.core.formula import Formula
from ..formulas.core.solver import result_names
from ..words import did_you_mean, quoted
from .parser import parse


def call_of(formula: Formula, arguments: Iterable[str]) -> str:
    """A formula with its arguments, such as ``peak=312TFLOP/s``, as an expression; an equation if one is a ``?``.

    Raises UsageError for an argument that the formula has not, or that is not one value.
    """
    inside, result = [], ""
    for argument in (each.replace("\u2212", "-") for each in arguments):
        key, equals, value = argument.partition("=")
        key, argument = key.strip(), f"{key.strip()}={value}" if equals else argument
        _alone(value if equals else argument, argument)
        if equals and key in result_names(formula):
            result = value
        elif equals and key not in formula.parameters:
            known = [*formula.parameters, *result_names(formula)]
            raise UsageError(f"{formula.name} has no {quoted(key)}: {did_you_mean(key, known)}")
        else:
            listed = equals and formula.parameters[key].many and "," in value
            inside.append(f"{key}=[{value.strip('[]')}]" if listed else argument)
    call = f"{formula.name}({', '.join(inside)})"
    if result.strip() == "?":
        return call
    if result and "?" not in call:
        raise UsageError(f"{formula.name}: its result is given, so one argument has to be '?', the one to solve for")
    if "?" in call and not result:
        raise UsageError(f"{formula.name}: to solve it, give its result too, by the name {result_names(formula)[0]}")
    return f"{call} = {result}" if result else call


def _alone(value: str, argument: str) -> None:
    """Refuse an argument that is not one value by itself: it would be read with what stands beside it."""
    try:
        statements = parse(f"[{value}]" if "," in value and "[" not in value else value)
    except UsageError as error:
        raise UsageError(f"{quoted(argument)} is not one value: {error}") from None
    if len(statements) > 1 or statements[0].name or statements[0].other or statements[0].target:
        raise UsageError(f"{quoted(argument)} is not one value: expected a number, a fact or an expression")
