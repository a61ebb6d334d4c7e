"""Phases: what of a kernel runs together, how much it asks of each rate, and how long that takes."""

from collections.abc import Mapping
from typing import Any

from ..errors import UsageError
from ..formulas.core.formula import Formula
from ..formulas.kernels import slowest_rate_time
from ..formulas.roofline import compute_time, intensity, memory_time, ridge, roofline_time
from ..records import Fields
from ..units.maths import anywhere, highest, maximum, total
from .calibration import Calibration
from .family import MOVED as MOVED
from .family import NONE, Family, Spent, overlapped

MAIN = ("matrix", "vector")  # the rate whose work is a kernel's work: the first of them that it asks


class Phase(Fields):
    """How much is asked of each rate: a formula of the kernel's parameters, or one of these. name: in the work."""

    asks: dict[str, Formula | str]
    name: str = ""


def asks(name: str = "", /, **rates: Formula | str) -> Phase:
    """A phase. rates: how much is asked of ``matrix``, ``vector``, ``special`` (exponentials) or ``memory``."""
    return Phase(rates, name)


class Timed(Fields):
    """A phase with numbers in coherent units: what it asks, the least time of each, and what libraries take.

    balance: its intensity and the ridge, where it asks one rate of work and one of bytes, and moves some. picked: what
    the library picks, by choice. rates: that it ran at, in FLOP/s and B/s.
    """

    amounts: dict[str, Any]
    least: dict[str, Any]
    floor: Any
    balance: tuple[Any, ...]
    startup: Any
    expected: Any
    low: Any
    high: Any
    picked: Mapping[str, Any] = NONE
    rates: Mapping[str, Any] = NONE


def timed(
    phase: Phase,
    inputs: dict[str, Any],
    rates: dict[str, float],
    family: Family,
    fit: Calibration,
    run: Any,
    named: Mapping[str, str] = NONE,
) -> Timed:
    """The times of a phase. run: calls formulas, recording or not. rates: in FLOP/s and B/s. named: picked by hand."""
    amounts = {name: amount_of(run, formula, inputs) for name, formula in phase.asks.items()}
    known = {**inputs, **fit.numbers}
    rates = family.speeds(run, amounts, rates, known)
    least = {name: _alone(run, name, amount, rates[name]) for name, amount in amounts.items()}
    floor = _floor(run, least)
    balance = _balance(run, amounts, rates)
    found = spent(amounts, known, rates, family, fit, run, named)
    low, high = family.range_of(fit, found, known)
    low, high = maximum(floor, found.expected * low), found.expected * high
    picked = {**found.picked, **family.labels(known)}
    return Timed(amounts, least, floor, balance, found.startup, found.expected, low, high, picked, rates)


def rate_of(parts: list[Timed], name: str) -> Any:
    """The rate that phases ran at, in FLOP/s or B/s: over all of them, where it is not the same in each."""
    first, *others = [each for each in parts if name in each.rates]
    if not others or all(each.rates[name] is first.rates[name] for each in others):
        return first.rates[name]
    asked = [each for each in parts if name in each.amounts]
    return total(each.amounts[name] for each in asked) / total(each.least[name] for each in asked)


def floor_of(amounts: dict[str, Any], rates: dict[str, float], run: Any) -> Any:
    """The least time of a phase, in seconds, by how much it asks of each rate."""
    return _floor(run, {name: _alone(run, name, amount, rates[name]) for name, amount in amounts.items()})


def spent(
    amounts: dict[str, Any],
    inputs: dict[str, Any],
    rates: dict[str, float],
    family: Family,
    fit: Calibration,
    run: Any,
    named: Mapping[str, str] = NONE,
) -> Spent:
    """What libraries take for a phase, with what they pick; named: what the asker has picked, by choice."""
    known = {**inputs, **fit.numbers}
    if "memory" in rates:
        known["bandwidth"] = rates["memory"]
    about = {name: _about(name, amount, rates[name], fit) for name, amount in amounts.items()}
    picked: Mapping[str, Any] = NONE
    if family.choices and "matrix" in about:
        matrix = {**known, **about["matrix"]}
        found = family.following(run, matrix)
        picked, more = family.picked({**matrix, **found} if found else matrix, named)
        known |= {**found, **more}
    startup = family.start(run, fit, known)
    busy = {name: family.busy_time(run, name, {**known, **each}) for name, each in about.items()}
    least = {name: amount / rates[name] for name, amount in amounts.items()}
    useful = highest([time for name, time in least.items() if name not in MOVED] or [0.0])
    whole = family.whole_time(run, overlapped(run, startup, busy, fit.numbers["exposed"]), known)
    expected = maximum(highest(least.values()), whole)
    return Spent(startup, busy, expected, useful, picked, family.is_rare(inputs) if family.rare else False)


def _about(name: str, amount: Any, rate: float, fit: Calibration) -> dict[str, Any]:
    """What formulas of a busy time call an amount, its rate, and the share of it that libraries reach."""
    if name in MOVED:
        return {"traffic": amount, "bandwidth": rate, "share": fit.numbers["memory"]}
    return {"work": amount, "peak": rate, "share": fit.numbers["compute"]}


def amount_of(run: Any, amount: Formula | str, inputs: dict[str, Any]) -> Any:
    """A formula's value, its arguments taken by name; or the input of a name.

    Raises UsageError where the formula has no value, such as for a division by zero.
    """
    if isinstance(amount, str):
        return inputs[amount]
    try:
        return run(amount, **{key: inputs[key] for key in amount.parameters})
    except ArithmeticError as error:
        raise UsageError(f"{amount.name} has no value there: {error}") from None


def _alone(run: Any, name: str, amount: Any, rate: float) -> Any:
    if name in MOVED:
        return run(memory_time, traffic=amount, bandwidth=rate)
    return run(compute_time, work=amount, peak=rate)


def _floor(run: Any, least: dict[str, Any]) -> Any:
    times = tuple(least.values())
    if len(times) == 1:
        return times[0]
    if len(times) == 2:
        return run(roofline_time, compute=times[0], memory=times[1])
    return run(slowest_rate_time, times=times)


def _balance(run: Any, amounts: dict[str, Any], rates: dict[str, float]) -> tuple[Any, ...]:
    if len(amounts) != 2 or "memory" not in amounts or anywhere(amounts["memory"] == 0):
        return ()
    (main,) = (name for name in amounts if name != "memory")
    found = run(intensity, work=amounts[main], traffic=amounts["memory"])
    return found, run(ridge, peak=rates[main], bandwidth=rates["memory"])
