"""Why an answer is what it is: the rates it reaches, their shares of the peaks, and a sentence."""

from typing import Any

from ..records import Fields
from ..units.maths import is_array
from ..units.show import show
from .outcome import Answer, Outcome

MOVED = ("memory", "shared")  # rates of bytes; all others are of work
DOES = {"memory": "memory traffic", "special": "exponentials"}
BOUND = {"matrix": "compute"}  # what an answer bound by a rate is called, where it is not called after it
MOST = {
    "memory": "the bandwidth",
    "special": "the peak of exponentials",
    "vector": "the vector peak",
    "shared": "its bandwidth",
}


class Total(Fields):
    """All that is asked of rates of one name: in FLOP or B, and the seconds that takes at least."""

    name: str
    amount: Any
    time: Any
    link: bool = False

    @property
    def moved(self) -> bool:
        """Whether bytes are asked of it, and not work."""
        return self.link or self.name in MOVED

    @property
    def unit(self) -> str:
        """The coherent unit of the rate."""
        return "B/s" if self.moved else "FLOP/s"

    @property
    def most(self) -> str:
        """What the most of the rate is called."""
        return self.name if self.link else MOST.get(self.name, "peak")


def totals(outcome: Outcome) -> list[Total]:
    """What is asked of each rate, over all parts of an answer."""
    found: dict[str, Total] = {}
    for ask in outcome.asks:
        before = found.get(ask.name, Total(ask.name, 0.0, 0.0))
        time = before.time + ask.amount / ask.rate
        found[ask.name] = Total(ask.name, before.amount + ask.amount, time, ask.link)
    return list(found.values())


def leading(outcome: Outcome) -> list[Total]:
    """What is asked of arithmetic and of memory: the first of each kind."""
    found: dict[bool, Total] = {}
    for each in totals(outcome):
        found.setdefault(each.moved, each)
    return list(found.values())


def reached(outcome: Outcome) -> dict[str, Answer]:
    """The rates that are reached, by name, in FLOP/s and B/s: what is asked over the expected time, and its range.

    Their floor is the most that the datasheet allows.
    """
    made = {}
    for each in leading(outcome):
        name = "bandwidth" if each.moved else "rate"
        value, low, high, most = (
            each.amount / time for time in (outcome.value, outcome.high, outcome.low, outcome.floor)
        )
        made[name] = Answer(value, low, high, most, each.unit)
    return made


def shares(outcome: Outcome) -> dict[str, Any]:
    """What share of each rate is reached, by the name of the rate."""
    return {each.name: each.time / outcome.value for each in totals(outcome)}


def verdict(outcome: Outcome) -> str:
    """Why the answer is what it is, in a sentence; empty for arrays, and where nothing says why."""
    if is_array(outcome.value) or not (outcome.asks or outcome.because):
        return ""
    return f"{_because(outcome)}; {achieved(outcome)}" if outcome.asks else _because(outcome)


def _because(outcome: Outcome) -> str:
    """What binds, and by how much."""
    if outcome.because:
        return outcome.because()
    if "ridge" in outcome.quantities:
        intensity, ridge = (outcome.quantities[name][0] for name in ("intensity", "ridge"))
        above = "above" if intensity >= ridge else "below"
        told = f"{show(intensity, 'FLOP/B')} is {above} the ridge of {show(ridge, 'FLOP/B')}"
        return f"{told}: {outcome.bound_by}-bound"
    every = totals(outcome)
    if len(every) == 1:
        return f"nothing but {DOES.get(every[0].name, 'arithmetic')}: {outcome.bound_by}-bound"
    times = ", ".join(f"{each.name} {show(each.time, 's')}" for each in every)
    return f"at their peaks {times}: {outcome.bound_by}-bound"


def achieved(outcome: Outcome) -> str:
    """The rate of what binds, and its share of the most: '254 TFLOP/s, 81 % of peak'."""
    every = totals(outcome)
    each = next((one for one in every if BOUND.get(one.name, one.name) == outcome.bound_by), every[0])
    rate, share = show(each.amount / outcome.value, each.unit), percent(each.time / outcome.value)
    return f"{rate}, {share} of {each.most}"


def percent(share: float) -> str:
    """A share as a person writes it.

    >>> percent(0.8143), percent(0.004), percent(1e-9)
    ('81 %', '0.4 %', 'under 0.01 %')
    """
    if 0 < share < 1e-4:
        return "under 0.01 %"
    return f"{share:.0%}".replace("%", " %") if share >= 0.095 else f"{100 * share:.2g} %"
