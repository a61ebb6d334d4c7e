"""Serving turned round: the largest batch that keeps to a time a token, or why none does and what would."""

from collections.abc import Iterator
from typing import NamedTuple

from ...errors import SlipstickError, UsageError
from ...formulas.core.formula import unrecorded
from ...units.show import show
from ..estimate import Estimate
from ..question import Asked
from .placed import USABLE, Serving, capacity, has_capacity, memory_of
from .shape import find_model
from .splitting import Serves, fastest, in_split, splits

MOST = 2.0**16  # sequences at once that are tried
NARROWER = ("fp8", "q4_k_m")
MORE = (2, 4, 8)  # times as many devices


class Batched(NamedTuple):
    """A batch in a split: the seconds of a token, and tokens a second of a device. next: seconds at one more, or 0."""

    serving: Serving
    time: float
    next: float

    @property
    def rate(self) -> float:
        """Tokens a second of a device."""
        serving = self.serving
        return float(serving.values["batch"]) * serving.copies / self.time / serving.asked.machine.count


def largest(question: Serves, asked: Asked) -> Serving:
    """The batch and the split that give most while a token takes no longer than ``latency``.

    Raises SlipstickError, with the floor and what it would take, where no batch does.
    """
    most, told = asked.values["latency"], show(asked.values["latency"], "s")
    found = [each for one in every_split(question, asked) if (each := _largest(question, one, most))]
    if not found:
        raise SlipstickError(f"latency = {told}: {unreachable(question, asked, most)}")
    best = max(found, key=lambda each: (each.rate, -each.time))
    after = f"one more takes {show(best.next, 's')}" if best.next else "no more fit, or were asked for"
    line = f"batch {best.serving.values['batch']:g} is the largest that keeps to it; {after}"
    values = {**best.serving.values, "tp": asked.values["tp"], "pp": asked.values["pp"]}
    kept = best.serving.asked._replace(values={**values, "weights": asked.values["weights"]})
    return best.serving._replace(asked=kept, notes=(line,))


def every_split(question: Serves, asked: Asked) -> Iterator[Asked]:
    """The question in every split, in the weights that fit at batch 1. Raises SlipstickError where none does."""
    alone = asked._replace(values={**asked.values, "batch": 1.0})
    shape = find_model(asked.known, asked.values["model"])
    first = fastest(alone, shape, question.serving, lambda serving: 0.0)
    for which in splits(asked.machine, shape, asked.values):
        one = in_split(asked, which)
        yield one._replace(values={**one.values, "weights": first.picked or asked.values["weights"]})


def served(question: Serves, asked: Asked, batch: float) -> tuple[Serving, float] | None:
    """The model at a batch and the seconds of a token; None where it does not fit with the weights as they are."""
    try:
        serving = question.serving(asked._replace(values={**asked.values, "batch": batch}))
    except UsageError:
        raise
    except SlipstickError:
        return None
    return None if serving.picked else (serving, float(question.timed(serving)))


def _largest(question: Serves, asked: Asked, most: float) -> Batched | None:
    """The largest batch of a split whose tokens take no longer; None where batch 1 does."""
    limit = asked.values["batch"] if asked.values["batch"] > 1 else MOST
    low = served(question, asked, 1.0)
    if low is None or low[1] > most:
        return None
    batch, end, guess = 1.0, limit + 1, _room(low[0], limit)
    while end - batch > 1:
        guess = min(max(guess, batch + 1), end - 1)
        more = served(question, asked, guess)
        slope = (more[1] - low[1]) / (guess - batch) if more else 0.0
        if more and more[1] <= most:
            low, batch = more, guess
        else:
            end = guess
        # A token's time is nearly a line in the batch; where it is not, or memory ends, the middle is nearer.
        straight = batch + (most - low[1]) // slope if slope > 0 else 0.0
        guess = straight if batch < straight < end else (batch + end) // 2
    after = served(question, asked, batch + 1) if batch + 1 <= limit else None
    return Batched(low[0], low[1], after[1] if after else 0.0)


def _room(serving: Serving, limit: float) -> float:
    """About how many sequences fit, up to a limit: where to look first."""
    part = serving.asked.part
    if serving.values["offload"] or not has_capacity(part):
        return limit
    weights, cache = memory_of(serving, unrecorded)
    return float(min((USABLE * capacity(part) * serving.cut * serving.stages - weights) // cache, limit))


def unreachable(question: Serves, asked: Asked, most: float) -> str:
    """Why no batch keeps to a time a token, and what would."""
    first = question.estimate(_plain(asked))
    floor, handle = float(first.outcome.floor), asked.machine.handle
    below = f"is below the floor of {show(floor, 's')}" if most < floor else f"of at least {show(floor, 's')}"
    told = f"a token takes {first.short} at batch 1 on {handle}"
    told = f"{told}; what is asked {below}" if most < floor else f"{told}, {below}"
    ways = [f"{what} takes {each.short}" for what, each in _ways(question, asked) if each.outcome.value <= most]
    return f"{told}: {ways[0] if ways else 'neither narrower weights nor 8 times the devices would do'}"


def _plain(asked: Asked) -> Asked:
    return asked._replace(values={**asked.values, "batch": 1.0, "latency": 0.0, "rate": 0.0})


def _ways(question: Serves, asked: Asked) -> Iterator[tuple[str, Estimate]]:
    """What else there is: narrower weights, more devices, and both."""
    one, part = _plain(asked), asked.part.handle
    counts = [times * asked.machine.count for times in MORE]
    for weights in ("", *NARROWER):
        for count in (asked.machine.count, *counts):
            narrow = one._replace(
                values={**one.values, **({"weights": weights} if weights else {}), "tp": 0.0, "pp": 0.0}
            )
            where = asked.machine.some(count)
            try:
                found = question.estimate(narrow._replace(where=where))
            except SlipstickError:
                continue
            on = f"{count} of {part}" if count > 1 else part
            yield f"on {on}{f' in {weights}' if weights else ''} it", found
