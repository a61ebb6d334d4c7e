"""Runs of language models that were left out of a fit: what was expected of them, in which range, and their scores."""

from collections.abc import Mapping
from typing import NamedTuple

from .score import Score, percentile, score
from .served import Group, Run

WHAT = {0.0: "prompt", 1.0: "token"}  # what a run is of, by its tokens
ENDS = (0.04, 0.96)  # of the ratios, that a range reaches to
ENOUGH = 20  # runs that a range needs
STATED = {"related": {"step": [0.7, 1.8], "prompt": [0.4, 2.6]}}
Spans = dict[str, list[float]]  # the ratios of a ``step`` and of a ``prompt``


class Guess(NamedTuple):
    """A run that was left out, and the seconds that were expected of it.

    seen: whether its runtime was on its kind of device. known: whether it was on this very part.
    """

    run: Run
    expected: float
    seen: bool
    known: bool


class Ranges(NamedTuple):
    """The ratios of measured over expected that hold nine in ten.

    own: of runtimes on a kind of device, on parts that they ran on. elsewhere: on another part of that kind.
    strange: of a runtime that was not measured.
    """

    own: Mapping[Group, Spans]
    elsewhere: Spans
    strange: Spans

    def of(self, guess: Guess) -> tuple[float, float, float]:
        """What was expected of a run in seconds, and the ends of its range."""
        found = self.strange
        if guess.seen:
            found = self.own[guess.run.group] if guess.known else self.elsewhere
        low, high = found["prompt" if guess.run.tokens == 0 else "step"]
        return guess.expected, max(guess.run.floor, guess.expected * low), guess.expected * high


def spans(guesses: list[Guess], every: list[Guess]) -> Spans:
    """The ratios that hold nine in ten of some guesses, or of all where these are few."""
    found = {}
    for name, prompts in (("step", False), ("prompt", True)):
        own, many = (
            [each.run.measured / each.expected for each in some if (each.run.tokens == 0) == prompts]
            for some in (guesses, every)
        )
        ratios = own if len(own) >= ENOUGH else many
        ends = [percentile(ratios, share) for share in ENDS] if len(ratios) >= ENOUGH else STATED["related"][name]
        found[name] = [float(f"{min(ends[0], 1):.3g}"), float(f"{max(ends[1], 1):.3g}")]
    return found


def scores(guesses: list[Guess], ranges: Ranges) -> dict[str, Score]:
    """The scores of guesses: of all, by whether the runtime was seen, and by runtime and kind of device."""
    groups: dict[str, list[Guess]] = {}
    for each in guesses:
        what = WHAT.get(each.run.tokens, "answer")
        for name in ("all", "seen" if each.seen else "not seen", " ".join(each.run.group)):
            groups.setdefault(f"{name} {what}", []).append(each)
    return {name: _score(every, ranges) for name, every in groups.items()}


def _score(guesses: list[Guess], ranges: Ranges) -> Score:
    value, low, high = zip(*(ranges.of(each) for each in guesses), strict=True)
    return score([each.run.measured for each in guesses], value, low, high, [each.run.floor for each in guesses])
