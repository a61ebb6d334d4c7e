"""A sweep: an expression, or a matmul, over one of its inputs, with its range."""

import re
from typing import Any

from ..calculator.answer import Calculation
from ..calculator.calculate import calculate
from ..calculator.tree import Node
from ..errors import UsageError
from ..estimates.typed import matmul
from ..formulas.kernels import matmul_work
from ..specs.catalogue import Catalogue, catalogue
from ..specs.spec import Spec
from ..units import mismatch, reading
from ..units.amounts import Amount, kind
from ..words import did_you_mean, quoted
from .figure import Axis, Figure, Series, logarithmic, spaced

COUNT = 97  # points along the axis
PLAIN = re.compile(r"\s*[-+]?[\d.]++(?:[eE][-+]?\d+)?+\s*(\D.*)?")  # a number and its unit
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
    answers = [_answer(expression, name, f"{x!r} {measure}".strip(), known) for x in xs]
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


def matmul_sweep(
    m: Any,
    n: Any,
    k: Any,
    *,
    on: str | Spec,
    dtype: str = "bf16",
    vary: str,
    rate: bool = False,
    specs: str | None = None,
) -> Figure:
    """The time of a matmul over one of its sizes, with the range and the floor of the estimate.

    m, n, k, on, dtype, specs: as in :func:`slipstick.matmul`. vary: ``"m=1..8192"``; also n, k and batch. rate: the
    rate in FLOP/s instead of the time.
    """
    side, low, high = _side(vary)
    part = on if isinstance(on, Spec) else catalogue(specs).find(on)
    sizes = {"m": m, "n": n, "k": k, "batch": 1}
    xs = sorted({float(max(1, round(value))) for value in spaced(low, high, COUNT)})
    outcomes = [_outcome({**sizes, side: int(x)}, part, dtype, rate) for x in xs]
    expected, lows, highs, floor = (tuple(column) for column in zip(*outcomes, strict=True))
    series = (
        Series("expected, with its range", tuple(xs), expected, "line", lows, highs),
        Series("most the datasheet allows" if rate else "floor", tuple(xs), floor, "thin", group=1),
    )
    y = Axis("rate" if rate else "time", "FLOP/s" if rate else "s", logarithmic([*expected, *lows, *highs]))
    told = " x ".join(key if key == side else str(sizes[key]) for key in ("m", "n", "k"))
    title = f"{dtype} matmul {told} on {part.name}" + (f", {side} of them" if side == "batch" else "")
    return Figure(title, Axis(side, "", logarithmic(xs)), y, series)


def _side(vary: str) -> tuple[str, float, float]:
    """The side that varies and the ends of its range."""
    side, low, high = _over(vary)
    if side not in SIDES or low.powers:
        raise UsageError(f"--vary {quoted(vary)}: {did_you_mean(side, SIDES)}, such as m=1..8192")
    if low.value < 1:
        raise UsageError(f"--vary {quoted(vary)}: a side is at least 1")
    return side, low.value, high.value


def _outcome(sizes: dict[str, Any], part: Spec, dtype: str, rate: bool) -> list[float]:
    """Expected value, its low, its high and the floor of the time; or of the rate, whose floor is the most."""
    outcome = matmul(**sizes, on=part, dtype=dtype).outcome
    value, low, high, floor = (float(each) for each in (outcome.value, outcome.low, outcome.high, outcome.floor))
    if not rate:
        return [value, low, high, floor]
    work = float(matmul_work.rule(sizes["batch"], *(_whole(sizes[key]) for key in ("m", "n", "k"))))
    return [work / time for time in (value, high, low, floor)]


def _whole(value: Any) -> float:
    return float(calculate(str(value)).value.value) if isinstance(value, str) else float(value)
