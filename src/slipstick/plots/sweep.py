"""A sweep: an expression over a variable, or a question over one of its parameters, with its range."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ..calculator.answer import Calculation
from ..calculator.calculate import calculate
from ..calculator.tree import Node
from ..errors import UsageError
from ..estimates.outcome import Answer
from ..estimates.question import Asked, On, Parameter, Question
from ..estimates.questions import shipped
from ..layout import wrap
from ..specs.catalogue import Catalogue, catalogue
from ..specs.machine import machine
from ..units import mismatch, reading
from ..units.amounts import Amount, kind
from ..units.door import number
from ..words import did_you_mean, pattern, quoted
from .figure import Axis, Figure, Series, logarithmic, spaced

COUNT = 97  # points along the axis
PLAIN = pattern(r"\s*[-+]?[\d.]++(?:[eE][-+]?\d+)?+\s*(\D.*)?")  # a number and its unit
SIDES = ("m", "n", "k", "batch")


def sweep(expression: str, over: str, specs: str | None = None) -> Figure:
    """An expression over one variable.

    expression: as for :func:`slipstick.calculate`, with the variable in it; with ranges (``35%..55%``) it is drawn as a
    band from low to high. over: the variable with its ends, such as ``"x=1..1024"`` or ``"size=1 kB..1 GB"``.
    Raises UsageError for what cannot be read, and the expression's own errors.

    >>> figure = sweep("amdahl(0.95, x)", "x=1..64")
    >>> figure.series[0].y[0], round(figure.series[0].y[-1], 1)
    (1.0, 15.4)
    """
    name, low, high = _over(over)
    if not re.search(rf"(?<![\w.]){re.escape(name)}(?![\w(])", expression):
        raise UsageError(f"{quoted(expression)} does not use {name}, the variable of {quoted(over)}")
    measure, known = reading.unit_text(low.powers), catalogue(specs)
    xs = _values(low, high)
    answers = [_answer(expression, name, _measured(Amount(x, low.powers)), known) for x in xs]
    ys = tuple(answer.value.value for answer in answers)
    spreads = [answer.spread for answer in answers if answer.spread]
    lows, highs = tuple(each.low for each in spreads), tuple(each.high for each in spreads)
    powers = answers[-1].value.powers
    y = Axis(_named(expression, powers), reading.unit_text(powers), logarithmic([*ys, *lows, *highs]))
    line = Series(expression, tuple(xs), ys, "line", lows, highs)
    return Figure(f"{expression} over {name}", Axis(name, measure, logarithmic(xs)), y, (line,))


def _answer(expression: str, name: str, value: str, known: Catalogue) -> Calculation:
    """The expression where the variable has a value."""
    variables: dict[str, Node] = {}
    calculate(f"{name} = {value}", variables, known)
    answer = calculate(expression, variables, known)
    if not isinstance(answer.value, Amount):
        raise UsageError(f"{quoted(expression)} gives a list: expected one value for each {name}")
    return answer


def _named(expression: str, powers: dict[str, float]) -> str:
    """What is up the axis: a formula says so, and else its dimension."""
    from ..formulas import formulas

    called = re.match(r"(\w+)\(", expression)
    formula = formulas().get(called[1]) if called else None
    told = formula and expression.endswith(")") and not formula.result.generic
    return formula.result.name.split(" ", 1)[1] if formula and told else kind(powers)


def _over(text: str) -> tuple[str, Amount, Amount]:
    """The variable and the ends of its range."""
    name, equals, ends = text.partition("=")
    low, dots, high = ends.partition("..")
    if not (equals and dots) or not re.fullmatch(r"[A-Za-z_]\w*", name.strip()):
        raise UsageError(f"cannot read {quoted(text)}: expected a variable and its ends, such as x=1..1024")
    if (shared := PLAIN.fullmatch(high)) and shared[1] and (alone := PLAIN.fullmatch(low)) and not alone[1]:
        low = f"{low} {shared[1]}"  # '1..99 request/s': the unit is that of both ends
    first, last = (calculate(end).value for end in (low, high))
    if not isinstance(first, Amount) or not isinstance(last, Amount):
        raise UsageError(f"cannot read {quoted(text)}: each end is one value")
    if dict(first.powers) != dict(last.powers):
        raise UsageError(
            f"{quoted(text)}: one end is {mismatch.words(first.powers)}, the other {mismatch.words(last.powers)}"
        )
    if not first.value < last.value:
        raise UsageError(f"{quoted(text)}: the first end has to be the smaller one")
    return name.strip(), first, last


def _values(low: Amount, high: Amount) -> list[float]:
    """Where the variable stands: whole numbers between whole ends without a unit."""
    values = spaced(low.value, high.value, COUNT)
    if not low.powers and low.value % 1 == 0 and high.value % 1 == 0 and high.value - low.value > 8:
        values = sorted({float(round(value)) for value in values})
    return values


def question_sweep(
    question: Question,
    given: Mapping[str, Any],
    on: Sequence[On],
    *,
    dtype: str | None = None,
    rate: bool = False,
    specs: str | Catalogue | None = None,
) -> Figure:
    """A question over one of its parameters: a line with its range for each machine; for a single one its floor too.

    given: values by parameter, one of them a range such as ``"1..65536"`` or ``"1 kB..1 GB"``; there is no point where
    the values do not go together, such as heads that are no multiple of key heads. on: the machines. rate: the rate in
    FLOP/s instead of the time; of what only moves bytes, the bandwidth in B/s.
    Raises UsageError for another number of ranges, a value out of range, and a rate that the question has not.
    """
    known = catalogue(specs)
    swept = _swept(question, given)
    points = _points(question, given, swept)
    xs = list(points)
    picked = {name: str(given[name]) for name in question.picks if name in given}
    asked = [_asked(question, picked, each, dtype, known) for each in on]
    drawn = [[_drawn(question, each, values, rate) for values in points.values()] for each in asked]
    axis = drawn[0][0][0]
    answers = [[answer for _, answer in line] for line in drawn]
    series = _single(xs, answers[0], rate) if len(asked) == 1 else _several(asked, xs, answers)
    ends = [end for line in answers for each in line for end in (each.value, each.low, each.high)]
    y = Axis(axis, answers[0][0].unit, logarithmic(ends))
    return Figure(_title(question, given, asked), Axis(swept.name, swept.dim.unit, logarithmic(xs)), y, series)


def _asked(question: Question, picked: dict[str, str], on: On, dtype: str | None, known: Catalogue) -> Asked:
    """A question without its values. dtype: None for the usual one of the part."""
    where, name, note = question.opened(on, dtype, known)
    return Asked({}, picked, where, name, known, note)


def _swept(question: Question, given: Mapping[str, Any]) -> Parameter:
    """The parameter whose value is a range."""
    ranges = [name for name, value in given.items() if ".." in str(value)]
    known = {each.name: each for each in question.parameters if each.words is None}
    for name in ranges:
        if name not in known:
            raise UsageError(f"{question.name} has no {quoted(name)}: {did_you_mean(name, known)}")
    if len(ranges) != 1:
        told = f", not {' and '.join(ranges)}" if ranges else f", such as {next(iter(known))}=LOW..HIGH"
        raise UsageError(f"a sweep of {question.name} needs one parameter that is a range{told}")
    return known[ranges[0]]


def _points(question: Question, given: Mapping[str, Any], swept: Parameter) -> dict[float, dict[str, Any]]:
    """Every value in coherent units, by that of the parameter that is swept, wherever they go together."""
    _, *ends = _over(f"{swept.name}={given[swept.name]}")
    low, high = (number(_measured(end), swept.dim, swept.name) for end in ends)
    xs = spaced(low, high, COUNT)
    others = {name: value for name, value in given.items() if name not in question.picks}
    made, problem = {}, UsageError()
    for x in sorted({float(round(x)) for x in xs}) if swept.dim.whole else xs:
        try:
            made[x] = question.values({**others, swept.name: f"{x!r} {swept.dim.unit}".strip()})
        except UsageError as error:
            problem = error
    if not made:
        raise problem
    return made


def _measured(amount: Amount) -> str:
    """An amount as text, in coherent units."""
    return f"{amount.value!r} {reading.unit_text(amount.powers)}".strip()


def _drawn(question: Question, asked: Asked, values: dict[str, Any], rate: bool) -> tuple[str, Answer]:
    """The answer that is drawn, with its name."""
    answers = question.estimate(asked._replace(values=values)).answers
    name = next((name for name in ("rate", "bandwidth") if name in answers), "") if rate else next(iter(answers))
    if not name:
        raise UsageError(f"{question.name} has no rate: leave --rate out")
    return name, answers[name]


def _single(xs: list[float], line: list[Answer], rate: bool) -> tuple[Series, ...]:
    """The lines of one machine: what is expected, and the floor."""
    least = Series("most the datasheet allows" if rate else "floor", tuple(xs), _of(line, "floor"), "thin", group=1)
    return _expected("expected, with its range", xs, line), least


def _several(asked: list[Asked], xs: list[float], lines: list[list[Answer]]) -> tuple[Series, ...]:
    """A line for each of several machines."""
    names = [f"{each.machine.name} ({each.machine.handle}), expected with its range" for each in asked]
    return tuple(_expected(name, xs, line, group) for group, (name, line) in enumerate(zip(names, lines, strict=True)))


def _expected(label: str, xs: list[float], line: list[Answer], group: int = 0) -> Series:
    return Series(label, tuple(xs), _of(line, "value"), "line", _of(line, "low"), _of(line, "high"), group=group)


def _of(line: list[Answer], which: str) -> tuple[float, ...]:
    return tuple(getattr(answer, which) for answer in line)


def _title(question: Question, given: Mapping[str, Any], asked: list[Asked]) -> str:
    """The question in words, on the machine if it is a single one; in lines as wide as a terminal."""
    sizes = question.in_words({name: str(value) for name, value in given.items()})
    typed = f"{asked[0].dtype} " if question.typed else ""
    where = f" on {asked[0].machine.name}" if len(asked) == 1 else ""
    return "\n".join(wrap(f"{typed}{question.name} {sizes}{where}", 80))


def matmul_sweep(
    m: Any,
    n: Any,
    k: Any,
    *,
    on: On,
    dtype: str | None = None,
    vary: str,
    rate: bool = False,
    specs: str | Catalogue | None = None,
) -> Figure:
    """The time of a matmul over one of its sizes, with the range and the floor of the estimate.

    m, n, k, on, dtype, specs: as in :func:`slipstick.matmul`. vary: ``"m=1..8192"``; also n, k and batch. rate: the
    rate in FLOP/s instead of the time.
    """
    side, ends = _side(vary)
    sizes = {"m": m, "n": n, "k": k}
    figure = question_sweep(shipped("matmul"), {**sizes, side: ends}, (on,), dtype=dtype, rate=rate, specs=specs)
    told = " x ".join(key if key == side else str(size) for key, size in sizes.items())
    device = machine(on, specs)
    where = device.name + (f", {side} of them" if side == "batch" else "")
    name = dtype or shipped("matmul").usual(device.part)[0]
    return figure._replace(title=f"{name} matmul {told} on {where}")


def _side(vary: str) -> tuple[str, str]:
    """The side that varies, and the range of it as it was typed."""
    side, low, _ = _over(vary)
    if side not in SIDES:
        raise UsageError(f"--vary {quoted(vary)}: {did_you_mean(side, SIDES)}, such as m=1..8192")
    if low.powers:
        raise UsageError(f"--vary {quoted(vary)}: a side has no unit, such as m=1..8192")
    if low.value < 1:
        raise UsageError(f"--vary {quoted(vary)}: a side is at least 1")
    return side, vary.partition("=")[2]
