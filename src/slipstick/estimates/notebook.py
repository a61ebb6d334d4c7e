"""An answer as a table for notebooks: the answer and its range, and behind a click the work."""

from typing import TYPE_CHECKING

from ..markup import Html, folded, joined, marked, pairs, sources, strong
from ..units.maths import is_array
from ..units.show import show
from .outcome import Answer as Range
from .report import Answer, behind, floor_of, further, label, span

if TYPE_CHECKING:
    pass


def html(answer: Answer) -> Html:
    """The answer as a table for notebooks."""
    bound = answer.bound_by if isinstance(answer.bound_by, str) else "/".join(sorted(set(answer.bound_by.flat)))
    low, _, high = span(answer).partition(" to ")
    first = "expected" if answer.name == "time" else answer.name
    also = ((name, _spanned(each)) for name, each in answer.answers.items() if name in answer.outcome.also)
    limit = ("floor", f"{floor_of(answer)}, {bound}-bound") if answer.unit == "s" else ("limited by", bound)
    rows = [
        (first, Html(f"{strong(answer.short)}{marked(f' ({low} to {high})' * (low != high))}")),
        *also,
        *[limit] * bool(bound),
        ("why", answer.verdict),
        ("assumed", joined(answer.assumptions)),
    ]
    facts = ((path, fact.text) for path, fact in answer.facts.items())
    steps = ((label(step), answer.spoken(str(step))) for step in answer.steps)
    inside = pairs([*facts, *steps, ("sources", sources(answer.sources))])
    return Html(pairs(rows, answer.title) + folded(f"the work: {behind(answer)}", inside))


def _spanned(each: Range) -> str:
    """A further answer with its range; of arrays the expected values alone."""
    return show(each.value, each.unit) if is_array(each.value) else further(each)
