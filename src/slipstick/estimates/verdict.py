"""Why an answer is what it is: the rates it reaches, their shares of the peaks, and a sentence."""

from typing import Any

from ..units.maths import is_array
from ..units.show import show
from .outcome import Answer, Ask, Outcome

MOVED = ("memory",)  # rates of bytes; all others are of work
DOES = {"memory": "memory traffic", "special": "exponentials"}
BOUND = {"matrix": "compute"}  # what an answer bound by a rate is called, where it is not called after it
MOST = {"memory": "the bandwidth", "special": "the peak of exponentials", "vector": "the vector peak"}


def unit_of(name: str) -> str:
    """The coherent unit of what is asked of a rate."""
    return "B" if name in MOVED else "FLOP"


def leading(outcome: Outcome) -> list[Ask]:
    """What is asked of arithmetic and of memory: the first of each kind."""
    found: dict[bool, Ask] = {}
    for ask in outcome.asks:
        found.setdefault(ask.name in MOVED, ask)
    return list(found.values())


def reached(outcome: Outcome) -> dict[str, Answer]:
    """The rates that are reached, by name, in FLOP/s and B/s: what is asked over the expected time, and its range.

    Their floor is the most that the datasheet allows.
    """
    made = {}
    for ask in leading(outcome):
        name = "bandwidth" if ask.name in MOVED else "rate"
        value, low, high, most = (
            ask.amount / time for time in (outcome.value, outcome.high, outcome.low, outcome.floor)
        )
        made[name] = Answer(value, low, high, most, f"{unit_of(ask.name)}/s")
    return made


def shares(outcome: Outcome) -> dict[str, Any]:
    """What share of each rate is reached, by the name of the rate."""
    return {ask.name: ask.amount / ask.rate / outcome.value for ask in outcome.asks}


def verdict(outcome: Outcome) -> str:
    """Why the answer is what it is, in a sentence; empty for arrays."""
    if is_array(outcome.value):
        return ""
    return f"{_because(outcome)}; {achieved(outcome)}"


def _because(outcome: Outcome) -> str:
    """What binds, and by how much."""
    if "ridge" in outcome.quantities:
        intensity, ridge = (outcome.quantities[name][0] for name in ("intensity", "ridge"))
        above = "above" if intensity >= ridge else "below"
        told = f"{show(intensity, 'FLOP/B')} is {above} the ridge of {show(ridge, 'FLOP/B')}"
        return f"{told}: {outcome.bound_by}-bound"
    if len(outcome.asks) == 1:
        return f"nothing but {DOES.get(outcome.asks[0].name, 'arithmetic')}: {outcome.bound_by}-bound"
    times = ", ".join(f"{ask.name} {show(ask.amount / ask.rate, 's')}" for ask in outcome.asks)
    return f"at their peaks {times}: {outcome.bound_by}-bound"


def achieved(outcome: Outcome) -> str:
    """The rate of what binds, and its share of the most: '254 TFLOP/s, 81 % of peak'."""
    ask = next(each for each in outcome.asks if BOUND.get(each.name, each.name) == outcome.bound_by)
    rate, share = ask.amount / outcome.value, ask.amount / ask.rate / outcome.value
    return f"{show(rate, unit_of(ask.name) + '/s')}, {percent(share)} of {MOST.get(ask.name, 'peak')}"


def percent(share: float) -> str:
    """A share as a person writes it.

    >>> percent(0.8143), percent(0.004), percent(1e-9)
    ('81 %', '0.4 %', 'under 0.01 %')
    """
    if 0 < share < 1e-4:
        return "under 0.01 %"
    return f"{share:.0%}".replace("%", " %") if share >= 0.095 else f"{100 * share:.2g} %"
