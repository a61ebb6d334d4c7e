"""Parts of one family held to each other: the work of a unit in a cycle is a round binary number, and one for all."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import log2
from typing import NamedTuple

from ..specs.rates import clock
from ..units.dtypes import DTYPES
from .facts import Facts

SECTIONS = ("peak", "vector", "half_accumulate")
LEADING = ("peak.bf16", "peak.fp16")  # parts alike in the first of these they have are of one design
ALIKE = 0.01  # within which a rate is a binary one
FEW = 32  # FLOP a unit and cycle: below this the digits that makers print say little

Doubts = Iterator[tuple[str, str]]
Design = tuple[str, str, str, float]


class Member(NamedTuple):
    """A part of a design, and what a unit of it does in a cycle, in FLOP, by the path of the rate."""

    handle: str
    rates: dict[str, float]


def designs(every: Iterable[Facts]) -> dict[Design, list[Member]]:
    """The parts of each design: of one maker and architecture, with the same leading rate of a unit."""
    found: dict[Design, list[Member]] = defaultdict(list)
    for facts in every:
        rates = _per_cycle(facts)
        if (design := _design(facts, rates)) is not None:
            found[design].append(Member(facts.handle, rates))
    return found


def odd_rates(facts: Facts) -> Doubts:
    """Rates of which a unit does neither 2^n nor 3 x 2^n in a cycle: the rate, the units or the clock is wrong."""
    held = {f"peak{path.removeprefix('compute.rate')}" for path in facts.numbers if path.startswith("compute.rate.")}
    rates = {path: per for path, per in _per_cycle(facts).items() if path not in held and per >= FEW}
    odd = {path: per for path, per in rates.items() if abs(per / _binary(per) - 1) > ALIKE}
    for per in dict.fromkeys(round(each) for each in odd.values()):
        paths = [path for path, each in odd.items() if round(each) == per]
        told = f"{', '.join(paths)}: {per} FLOP a unit and cycle at the highest clock"
        yield paths[0], f"{told}, not {_binary(per):.0f}: the rate, the units or the clock is off"


def unlike_siblings(facts: Facts, known: dict[Design, list[Member]]) -> Doubts:
    """Rates that a unit has twice or half as much of as in most other parts of its design."""
    rates = _per_cycle(facts)
    design = _design(facts, rates)
    siblings = [each for each in known.get(design, ()) if each.handle != facts.handle] if design else []
    for path, per in rates.items():
        found: dict[float, list[str]] = defaultdict(list)
        for each in siblings:
            if path in each.rates:
                found[_binary(each.rates[path])].append(each.handle)
        usual = max(found, key=lambda rate: len(found[rate]), default=_binary(per))
        if usual != _binary(per):
            told = f"{_binary(per):.0f} FLOP a unit and cycle, but {usual:.0f} on {', '.join(found[usual][:3])}"
            yield path, f"{path} is {told}, of the same design: do they count alike?"


def _design(facts: Facts, rates: dict[str, float]) -> Design | None:
    built, leading = facts.words.get("architecture"), next((path for path in LEADING if path in rates), None)
    return (facts.vendor, built, leading, _binary(rates[leading])) if built and leading else None


def _per_cycle(facts: Facts) -> dict[str, float]:
    """FLOP a cycle of each unit by the path of a rate; empty for all but GPUs whose units and clock are known."""
    units, pace = facts.numbers.get("compute.units"), facts.numbers.get(clock(facts.numbers))
    if facts.kind != "gpu" or not units or not pace:
        return {}
    paces = (pace, facts.numbers.get("clock.boost", pace))
    paths = (f"{section}.{dtype}" for section in SECTIONS for dtype in DTYPES)
    return {path: _nearest(facts.numbers[path] / units, paces) for path in paths if path in facts.numbers}


def _nearest(rate: float, paces: tuple[float, ...]) -> float:
    """The work in a cycle of the clock that makes the rounder number: matrix and vector units may have one each."""
    return min((rate / pace for pace in paces), key=lambda per: abs(per / _binary(per) - 1))


def _binary(rate: float) -> float:
    """The nearest of 2^n and 3 x 2^n."""
    choices = (2.0 ** round(log2(rate)), 3 * 2.0 ** round(log2(rate / 3)))
    return min(choices, key=lambda each: abs(each / rate - 1))
