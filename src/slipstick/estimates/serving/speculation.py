"""Speculative decoding: a small model drafts tokens one by one, and the model checks them all in one step."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ...errors import UsageError
from ...formulas.core.formula import unrecorded
from ...formulas.inference import speculated_step, speculated_tokens
from ...units.maths import is_array
from ...units.show import show
from ..outcome import Answer
from ..question import Asked
from ..verdict import percent
from .decoding import Step, decoding
from .placed import Serving

OWN = {"draft": "", "accepted": 0.0, "weights": "", "offload": "", "ep": 0.0}  # what is asked of the small model


def drafted(serving: Serving, build: Callable[[Asked], Serving]) -> Serving:
    """A model with the small one beside it that drafts for it, where one was named. build: a model on the machine.

    Raises as build does, and UsageError for one that is larger than the model itself.
    """
    values = serving.values
    if not values["draft"]:
        return serving
    asked = serving.asked._replace(values={**values, **OWN, "model": values["draft"]})
    small = build(asked)
    if small.shape.active > serving.shape.active:
        larger, own = small.shape.spec.handle, serving.shape.spec.handle
        raise UsageError(f"draft = {larger} is larger than {own}: a small model drafts for a large one")
    return serving._replace(draft=small)


def speculated(serving: Serving, step: Step, speeds: Mapping[str, float], run: Any) -> tuple[Step, dict[str, Answer]]:
    """A token's part of a step that checks what was drafted, with the drafting; and how many times as fast that is."""
    values = serving.values
    small = serving.draft._replace(asked=serving.asked._replace(values={**values, **OWN})) if serving.draft else serving
    draft = decoding(small, speeds, unrecorded)
    given = {"drafts": values["drafted"], "acceptance": values["accepted"]}
    expected = run(speculated_step, target=step.expected, draft=draft.expected, **given)
    floor, memory, compute = (
        speculated_step.rule(getattr(step, name), getattr(draft, name), **given)
        for name in ("floor", "memory", "compute")
    )
    yielded, many = speculated_tokens.rule(values["accepted"], values["drafted"]), values["drafted"]
    parts = {"drafting": many * draft.expected / yielded}
    parts |= {name: time / yielded for name, time in step.parts.items()}
    traffic, work = ((a + many * b) / yielded for a, b in ((step.traffic, draft.traffic), (step.work, draft.work)))
    plain = decoding(serving._replace(draft=None), speeds, unrecorded)
    faster = plain.expected / expected
    made = Step(memory, compute, floor, traffic, work, step.weights, parts, expected)
    return made, {"speedup": Answer(faster, faster, faster, faster, "")}


def drafting(serving: Serving, small: Serving) -> Iterator[str]:
    """What is said of the small model."""
    values = serving.values
    if is_array(values["accepted"]) or is_array(values["drafted"]):
        yield f"{values['draft']} drafts in {small.weights.name}, and all that it drafts is checked in one step"
        return
    yielded = speculated_tokens.rule(values["accepted"], values["drafted"])
    many = f"{values['drafted']:g} tokens a step in {small.weights.name}"
    yield f"{values['draft']} drafts {many}, {percent(values['accepted'])} accepted: {show(yielded, '')} tokens a step"
    ours, theirs = (each.shape.embedding / each.shape.width for each in (serving, small))
    if abs(theirs / ours - 1) > 0.05:
        yield f"their tokens differ, {theirs:g} and {ours:g} of them: drafts need those of the model"
