"""Estimates of uncertain values: one answer whose range holds what every end of them gives."""

from collections.abc import Callable, Mapping
from typing import Any

from ..formulas.core.steps import unrecorded
from ..units import Dim
from ..units.maths import highest, is_array, lowest
from .estimate import Estimate
from .outcome import Answer, Outcome, Told
from .parameter import shown
from .spans import Span, corners, middle, spanned


def uncertain(
    dims: Mapping[str, Dim], given: Mapping[str, Any], answer: Callable[[Mapping[str, float]], Estimate]
) -> Estimate:
    """The estimate in the middle of uncertain values, with the range of all their ends.

    dims: of each parameter. given: the values, some of them like ``"2048..8192"``. answer: answers with some values
    put in, plain numbers in coherent units. Raises UsageError for ends that are none.
    """
    found = {name: spanned(given[name], dim, name) for name, dim in dims.items() if name in given}
    spans = {name: span for name, span in found.items() if span}
    at = answer({name: middle(span, dims[name]) for name, span in spans.items()})
    return _widened(at, [answer(each) for each in corners(spans)], spans, dims)


def _widened(at: Estimate, ends: list[Estimate], spans: Mapping[str, Span], dims: Mapping[str, Dim]) -> Estimate:
    texts = {name: _text(span, dims[name].unit) for name, span in spans.items()}

    def model(run: Any, double: str) -> Outcome:
        outcome = at.model(run, double)
        every = [outcome, *(each.model(unrecorded, double) for each in ends)]
        low, high = lowest(each.low for each in every), highest(each.high for each in every)
        floor = lowest(each.floor for each in every)
        return outcome._replace(low=low, high=high, floor=floor, also=_also(every))

    def told(estimate: Estimate) -> Told:
        words = at.told
        title = f"{words.title}, {' and '.join(f'{name} uncertain: {text}' for name, text in texts.items())}"
        line = _share(at.outcome, texts)
        asked = {**words.question, **{name: f"{span.low:.15g}..{span.high:.15g}" for name, span in spans.items()}}
        return words._replace(title=title, question=asked, assumptions=(line, *words.assumptions))

    return Estimate(at.name, at.unit, model, at.inputs, told)


def _also(every: list[Outcome]) -> dict[str, Answer]:
    """The further answers of the first of some outcomes, with the range and the floor of all of them."""
    found = {}
    for name, first in every[0].also.items():
        each = [outcome.also[name] for outcome in every]
        low, high = lowest(one.low for one in each), highest(one.high for one in each)
        floor = (highest if first.unit.endswith("/s") else lowest)(one.floor for one in each)
        found[name] = first._replace(low=low, high=high, floor=floor)
    return found


def _text(span: Span, unit: str) -> str:
    return " to ".join(shown(end, unit) for end in span)


def _share(outcome: Outcome, texts: Mapping[str, str]) -> str:
    """What of the range is the model's own, and what the uncertain values'."""
    middles = " and ".join(f"{name} from {text}" for name, text in texts.items())
    if is_array(outcome.value):
        return f"the range holds {middles}; the expected value is for the middle"
    low, high = (f"{end / outcome.value - 1:+.0%}".replace("-", "−") for end in (outcome.low, outcome.high))
    return f"of the range {low} to {high} is the model's, the rest is {middles}; expected is for the middle"
