"""The functions that a formula or an expression may call, of intervals."""

import math
from collections.abc import Callable, Iterable
from functools import reduce
from typing import Any

from ..units import maths
from ..units.erlang import loss
from ..units.special import MOST_SERVERS
from .interval import RISES, Ends, Interval, either, exp, interval, joined, log, power, scaled, sum_of, within

FALLS: Ends = (-math.inf, 0.0)


def stepped(function: Callable[[float], float]) -> Callable[[Any], Any]:
    """A function that rises in steps, of numbers and of intervals."""

    def made(value: Any) -> Any:
        if not isinstance(value, Interval):
            return function(value)
        low, high = (function(end) if math.isfinite(end) else end for end in value.ends)
        return Interval(low, high, scaled(value.slopes, RISES) if low < high else {})

    return made


def minimum(a: Any, b: Any) -> Any:
    """The smaller of two."""
    a, b = interval(a), interval(b)
    if a.high <= b.low or b.high <= a.low:
        return a if a.high <= b.low else b
    return Interval(min(a.low, b.low), min(a.high, b.high), either(a.slopes, b.slopes))


def maximum(a: Any, b: Any) -> Any:
    """The larger of two."""
    return -minimum(-interval(a), -interval(b))


def magnitude(value: Any) -> Any:
    """The absolute value."""
    if not isinstance(value, Interval):
        return abs(value)
    either: Interval = maximum(value, -value)
    return Interval(max(either.low, 0.0), either.high, either.slopes)


def erlang_b(load: Any, servers: Any) -> Any:
    """Erlang's loss: it rises with the load, by at most as much, and falls with the servers."""
    load, servers = interval(load), within(interval(servers), 0.0, MOST_SERVERS)
    low, high = loss(load.low, int(servers.high)), loss(load.high, int(servers.low))
    slopes = joined(scaled(load.slopes, (0.0, 1.0)), scaled(servers.slopes, FALLS), sum_of)
    return Interval(loss(load.low, int(servers.high)), max(low, high), slopes)


def lowest(values: Iterable[Any]) -> Any:
    """The smallest of several."""
    return reduce(minimum, values)


def highest(values: Iterable[Any]) -> Any:
    """The largest of several."""
    return reduce(maximum, values)


MATHS: dict[str, Callable[..., Any]] = {
    **{"minimum": minimum, "maximum": maximum, "lowest": lowest, "highest": highest, "exp": exp, "log": log},
    **{"ceil": stepped(maths.ceil), "floor": stepped(maths.floor), "sqrt": lambda a: power(a, 0.5)},
    **{"log2": lambda a: log(a) / math.log(2.0), "erlang_b": erlang_b},
}
