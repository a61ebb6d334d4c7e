"""How many devices a rate of requests takes, and how long a first token waits in line.

Each copy of the model reads prompts one after the other, and makes the tokens of all its sequences in between.
"""

from itertools import pairwise
from typing import Any, NamedTuple

from ...errors import SlipstickError
from ...formulas.inference import answer_latency
from ...formulas.money import token_cost
from ...formulas.queueing import mm1_wait_percentile, server_utilization
from ...units.show import show
from ...words import counted
from ..estimate import Estimate
from ..outcome import Answer, Outcome, Told
from ..question import Asked
from .placed import Serving
from .shape import find_model
from .splitting import Serves
from .turned import MOST, served, unreachable

SHARE = 0.95  # of the first tokens
COPIES = 2**16  # at most
SIZES = (1, 2, 4, 8)  # devices of a copy that are tried where one device is named


class Copy(NamedTuple):
    """A copy of the model on its devices: the first token of one request alone, and the seconds of a step by batch.

    given: the question as it was asked; asked: that of this copy.
    """

    given: Asked
    asked: Asked
    devices: int
    first: Answer
    steps: list[tuple[float, float]]  # batches, and the seconds of a step

    @property
    def prompt(self) -> float:
        """Seconds of a prompt alone."""
        return float(self.first.value)

    def step(self, batch: float) -> float:
        """Seconds of a step at a batch between those that were worked out."""
        for (low, fast), (high, slow) in pairwise(self.steps):
            if batch <= high:
                return fast + (slow - fast) * max(batch - low, 0.0) / (high - low)
        return self.steps[-1][1]

    @property
    def most(self) -> float:
        """Sequences at once, at most."""
        return self.steps[-1][0]


class Load(NamedTuple):
    """A copy under its share of the requests: sequences at once, seconds of a token, of them all how many there are."""

    copy: Copy
    copies: int
    arrivals: float
    batch: float
    time: float

    @property
    def devices(self) -> int:
        """Devices of all copies."""
        return self.copies * self.copy.devices

    @property
    def service(self) -> float:
        """Seconds of a copy that a request takes where it is full."""
        copy = self.copy
        return copy.prompt + float(copy.asked.values["output"]) * copy.step(copy.most) / copy.most


def loaded(copy: Copy, copies: int) -> Load | None:
    """What a copy settles at, by Little's law; None where it cannot keep up, or keep to the time a token."""
    values = copy.asked.values
    arrivals = values["rate"] / copies
    left = 1.0 - arrivals * copy.prompt  # of the time, beside prompts
    if left <= 0:
        return None
    batch = 1.0
    for _ in range(200):
        more = arrivals * values["output"] * copy.step(batch) / left
        if more > copy.most:
            return None
        if abs(more - batch) <= 1e-6 * batch:
            break
        batch = more
    time = copy.step(max(batch, 1.0)) / left
    return None if values["latency"] and time > values["latency"] else Load(copy, copies, arrivals, batch, time)


def fewest(copy: Copy) -> Load | None:
    """The fewest copies that serve the requests; None where the most that are tried do not."""
    high = 1
    while (found := loaded(copy, high)) is None:
        high *= 2
        if high > COPIES:
            return None
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        one = loaded(copy, middle)
        low, high, found = (low, middle, one) if one else (middle, high, found)
    return found


def enough(question: Serves, asked: Asked) -> Estimate:
    """The answer with the fewest devices that serve ``rate`` requests a second.

    Raises SlipstickError where the model does not fit, or no number of devices keeps to ``latency``.
    """
    copies = [copy for each in _sizes(asked) if (copy := _copy(question, asked, each))]
    if not copies:
        question.estimate(asked._replace(values={**asked.values, "rate": 0.0}))  # says why it does not fit
    loads = [load for copy in copies if (load := fewest(copy))]
    if not loads:
        most = asked.values["latency"]
        if not most:
            rate = show(asked.values["rate"], "request/s")
            raise SlipstickError(f"rate = {rate}: {COPIES} copies of {asked.values['model']} do not keep up with that")
        raise SlipstickError(f"rate and latency = {show(most, 's')}: {unreachable(question, asked, most)}")
    best = min(loads, key=lambda each: (each.devices, each.time))
    return _answer(question, best)


def _sizes(asked: Asked) -> list[Asked]:
    """The question on the devices of one copy, of each size there is to try."""
    values, count = asked.values, asked.machine.count
    if values["tp"] or values["pp"] or values["ep"]:
        sizes = [int((values["tp"] or values["ep"] or 1) * (values["pp"] or 1))]
    else:
        heads = find_model(asked.known, values["model"]).heads
        every = SIZES if count == 1 else [each for each in range(1, count + 1) if count % each == 0]
        sizes = [each for each in every if heads % each == 0]
    found = []
    for size in sizes:
        where = asked.machine.some(size)
        split = {"tp": values["tp"] or size / (values["pp"] or 1), "pp": values["pp"] or 1.0}
        found.append(asked._replace(where=where, values={**values, **split, "batch": 1.0, "frontier": 0.0}))
    return found


def _copy(question: Serves, given: Asked, asked: Asked) -> Copy | None:
    """A copy of the model; None where its weights do not fit as they are."""
    steps: list[tuple[float, float]] = []
    first: Serving | None = None
    batch = 1.0
    while batch <= MOST and (found := served(question, asked, batch)):
        first = first or found[0]
        steps.append((batch, found[1]))
        batch *= 2
    if first is None:
        return None
    return Copy(given, asked, asked.machine.count, question.answer(first).answers["first token"], steps)


def _answer(question: Serves, load: Load) -> Estimate:
    """The estimate of all copies together, under their load."""
    copy = load.copy
    where = copy.asked.machine.some(load.devices)
    asked = copy.asked._replace(where=where, values={**copy.asked.values, "batch": float(max(round(load.batch), 1))})
    serving = question.serving(asked)
    slower = load.time / float(question.timed(serving))
    split = {name: copy.given.values[name] for name in ("tp", "pp")}
    told_of = asked._replace(values={**asked.values, **split})
    at = question.answer(serving._replace(asked=told_of, notes=tuple(_lines(load))))

    def model(run: Any, double: str) -> Outcome:
        outcome = at.model(run, double)
        times = {name: getattr(outcome, name) * slower for name in ("value", "low", "high")}
        return outcome._replace(**times, asks=(), because=None, also=_also(load, outcome, times, run))

    def told(estimate: Estimate) -> Told:
        words = at.told
        kept = {name: value for name, value in words.question.items() if name != "batch"}
        return words._replace(question=kept)

    return Estimate(at.name, at.unit, model, (), told)


def _also(load: Load, outcome: Outcome, times: dict[str, Any], run: Any) -> dict[str, Answer]:
    """The further answers under a load: first tokens, devices, how busy they are, what a token costs."""
    values, alone, prompt = load.copy.asked.values, load.copy.first, load.copy.prompt
    waits = run(mm1_wait_percentile, arrivals=load.arrivals, service=prompt, percentile=SHARE)
    late = waits + prompt + load.time
    first = Answer(late, late * alone.low / alone.value, late * alone.high / alone.value, prompt, "s")
    busy = run(server_utilization, arrivals=load.arrivals, service=load.service)
    tokens = values["rate"] * values["output"]
    found = {"first token": alone, "first p95": first}
    found["devices"] = _exact(float(load.devices), "")
    found["utilization"] = _exact(busy, "")
    found["throughput"] = _exact(tokens, "token/s")
    many = values["output"]
    ends = [(alone.value, times["value"]), (alone.low, times["low"]), (alone.high, times["high"])]
    value, low, high = (answer_latency.rule(begun, each, many) for begun, each in ends)
    found["answer"] = Answer(value, low, high, outcome.also["answer"].floor, "s")
    if values["rent"]:
        found["cost"] = _exact(run(token_cost, rent=values["rent"] * load.devices, rate=tokens), "USD/token")
    return found


def _exact(value: Any, unit: str) -> Answer:
    return Answer(value, value, value, value, unit)


def _lines(load: Load) -> list[str]:
    """What is taken for granted of the load, in words."""
    copy = load.copy
    fewer = f"; {counted(load.devices - copy.devices, 'device')} would not do" if load.copies > 1 else ""
    busy = f"{load.batch:.3g} requests at once on each copy{fewer}"
    return [busy, "prompts queue one by one as if random (M/M/1), an upper bound"]
