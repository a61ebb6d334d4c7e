"""What has to hold between a formula's arguments beyond their ranges, each with the reason in words.

A formula declares them beside its rule: ``@formula(source=..., holds=[power_of_two("nodes")])``.
"""

from collections.abc import Callable, Mapping
from typing import Any

from ...errors import UsageError
from ...records import Record
from ...units.maths import anywhere, ceil, floor, is_array, log2, maximum, total
from ...units.show import show

ROUNDED = 0.001  # shares in a table are rounded: a third three times, written 0.333, is one


class Condition(Record):
    """What has to hold of some arguments.

    said: the condition in words. of: the arguments it is about. broken: whether their values (plain numbers, arrays or
    tuples of them, in coherent units) break it, element by element for arrays. why: the reason, of the same values, and
    after them, where it is ``told`` in units, the unit of the first.
    """

    said: str
    of: tuple[str, ...]
    broken: Callable[..., Any]
    why: Callable[..., str]
    told: bool = False

    def check(self, name: str, inputs: Mapping[str, Any], units: Callable[[str], str]) -> None:
        """Raise UsageError with the reason, after the formula's name, where the inputs break it."""
        values = [inputs[each] for each in self.of]
        broken = self.broken(*values)
        if anywhere(broken):
            unit = [units(self.of[0])] if self.told else []
            raise UsageError(f"{name}: {self.why(*(_at(value, broken) for value in values), *unit)}")


def _at(value: Any, broken: Any) -> Any:
    """A value where the condition is broken first."""
    if isinstance(value, tuple):
        return tuple(_at(each, broken) for each in value)
    return (value + 0 * broken).ravel()[broken.argmax()] if is_array(broken) else value


def adds_up(shares: str) -> Condition:
    """A list of shares that are all there is: they have to add up to one, within what rounding does."""

    def why(values: tuple[float, ...]) -> str:
        return f"{shares} add up to {show(total(values), '')}, but have to add up to 1: they are all there is"

    return Condition("add up to one", (shares,), lambda values: abs(total(values) - 1) > ROUNDED, why)


def within_one(shares: str) -> Condition:
    """A list of shares of one whole: together they cannot be more than one."""

    def why(values: tuple[float, ...]) -> str:
        return f"{shares} add up to {show(total(values), '')}, and shares of one whole cannot be more than 1"

    return Condition("at most one", (shares,), lambda values: total(values) > 1 + ROUNDED, why)


def parts_of_one(*of: str) -> Condition:
    """Several shares of one whole: together they cannot be more than one."""

    def why(*values: float) -> str:
        return f"{' and '.join(of)} add up to {show(total(values), '')}, and shares of one whole cannot be more than 1"

    return Condition("parts of one", of, lambda *values: total(values) > 1 + ROUNDED, why)


def power_of_two(*of: str, made: Callable[..., Any] = lambda value: value, what: str = "") -> Condition:
    """A number that has to be a power of two. made: what is made of several arguments; what: its name."""

    def why(*values: Any) -> str:
        value = made(*values)
        below = 2 ** floor(log2(maximum(value, 1.0)))
        near = f"{below:.0f}" if value <= 1 else f"{below:.0f} or {2 * below:.0f}"
        return f"{what or of[0]} = {show(value, '', digits=6)}, but has to be a power of two, such as {near}"

    return Condition("power of two", of, lambda *values: _fraction(made(*values)), why)


def _fraction(value: Any) -> Any:
    """Whether a number is no power of two."""
    known = maximum(value, 1.0)
    return (known != value) | (2 ** floor(log2(known)) != known)


def even(name: str) -> Condition:
    """A number that has to be even, and not 0."""

    def why(value: float) -> str:
        near = f"{2 * floor(value / 2):.0f} or {2 * ceil((value + 1) / 2):.0f}" if value > 2 else "2"
        return f"{name} = {show(value, '', digits=6)}, but has to be even, such as {near}"

    return Condition("even", (name,), lambda value: (value % 2 != 0) | (value < 2), why)


def least(name: str, low: float, reason: str) -> Condition:
    """A number that has to be at least so much. reason: what needs that."""

    def why(value: float) -> str:
        return f"{name} = {show(value, '', digits=6)}, but has to be at least {show(low, '')}: {reason}"

    return Condition("at least", (name,), lambda value: value < low, why)


def at_most(name: str, most: str, reason: str, strict: bool = False) -> Condition:
    """A number that cannot be more than another, or with ``strict`` has to be less. reason: why."""

    def why(value: float, other: float, unit: str) -> str:
        than = "is not less than" if strict else "is more than"
        return f"{name} = {show(value, unit, digits=6)} {than} {most} = {show(other, unit, digits=6)}: {reason}"

    def broken(value: Any, other: Any) -> Any:
        return value >= other if strict else value > other

    return Condition("at most another", (name, most), broken, why, told=True)


def below_one(name: str, reason: str) -> Condition:
    """A share that has to be below one. reason: what happens at one."""

    def why(value: float) -> str:
        return f"{name} = {show(value, '', digits=6)}: {reason}"

    return Condition("below one", (name,), lambda value: value >= 1, why)


def steady(load: Callable[..., Any], *of: str, servers: str = "", full: bool = False) -> Condition:
    """A queue that does not grow without end. load: how busy its servers are, of some arguments.

    servers: the argument that says how many there are, if not one. full: whether busy all the time is allowed.
    """

    def busy(*values: Any) -> Any:
        return load(*values[: len(of)]) / (values[len(of)] if servers else 1)

    def why(*values: Any) -> str:
        most = "above 1" if full else "from 1 on"
        return f"utilization is {show(busy(*values), '', digits=6)}: {most} the queue grows without end"

    def broken(*values: Any) -> Any:
        return busy(*values) > 1 if full else busy(*values) >= 1

    return Condition("queue ends", (*of, *([servers] if servers else [])), broken, why)


def no_value(error: Exception, inputs: Mapping[str, Any]) -> str:
    """Why a rule has no value at some inputs, in words that follow its name."""
    empty = [name for name, value in inputs.items() if isinstance(value, tuple) and not value]
    if empty:
        return f": {' and '.join(empty)} {'is' if len(empty) == 1 else 'are'} empty: expected a list of one or more"
    if isinstance(error, ZeroDivisionError):
        zero = [name for name, value in inputs.items() if not is_array(value) and value == 0]
        told = f"{' and '.join(zero)} is 0" if len(zero) == 1 else "what it divides by comes to 0"
        return f": nothing can be divided by zero: {told}"
    if isinstance(error, OverflowError):
        return " has no value there: it is too large to be counted with"
    if str(error).startswith(("math domain error", "expected a")):  # of a logarithm
        return " has no value there: a logarithm is taken of nothing, or of less"
    return f" has no value there: {error}"
