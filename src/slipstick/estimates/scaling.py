"""Scaling: how large a model, and how many tokens, a budget of work is best spent on, as a question about a text.

The range is over the fits of that text's law, or over those of resampled rows where it is one's own.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from ..errors import UsageError
from ..formulas.core.formula import unrecorded
from ..formulas.laws import run_out_work
from ..formulas.scaling import effective_tokens
from ..specs.catalogue import Catalogue
from ..specs.machine import Machine
from ..units.maths import is_array
from ..units.show import show
from .estimate import Estimate
from .law import Best, Law, best, laws_of
from .outcome import Answer, Outcome, Told
from .question import Asked, On, Question
from .serving.told import given as given_of

USUAL = "massivetext"
DRAWN = "draw-"  # how the fits of resampled rows are called


class Scaling(Question):
    """The best size of a model and its training for a budget of work, by the law of a text."""

    @property
    def typed(self) -> bool:
        """Work is counted, whatever the format."""
        return False

    def opened(self, on: On | None, dtype: str | None, known: Catalogue) -> tuple[Machine | None, str, str]:
        """It needs no machine and no dtype. Raises UsageError for one."""
        if on is not None or dtype is not None:
            raise UsageError("scaling counts work, on no machine: ask train how long a size takes, such as train 7B")
        return super().opened(on, dtype, known)

    def estimate(self, asked: Asked) -> Estimate:
        """The answer. Raises as :meth:`ask`."""
        values, known = asked.values, asked.known
        many = [name for name, value in values.items() if is_array(value)]
        if many:
            raise UsageError(f"{many[0]} is an array: give a list, such as [1e21, 1e22], for a table")
        if values["unique"] and values["served"]:
            raise UsageError("served goes without unique: no source says what repeated tokens do to a served model")
        page = known.find(values["data"] or USUAL, ("dataset",))
        laws = laws_of(page)
        levers = ("work", *(name for name in ("unique", "served") if values[name]))
        told = partial(_told, self, values, laws, page, known)
        return Estimate("parameters", "", partial(_model, values, laws), levers, told)


def _model(values: Mapping[str, Any], laws: list[Law], call: Any, double: str) -> Outcome:
    asked = {name: values[name] * (2 if name == double else 1) for name in ("work", "unique", "served")}
    size = values["parameters"]
    every = [best(call if law is laws[0] else unrecorded, law, **asked, size=size) for law in laws]
    value, low, high, _, _ = _range([each.parameters for each in every], "")
    return Outcome(
        value=value,
        low=low,
        high=high,
        floor=low,
        bound_by="",
        quantities={},
        also=_also(every, laws[0], call, **asked),
        because=partial(_because, every[0], laws[0]),
    )


def _also(every: list[Best], law: Law, call: Any, work: float, unique: float, served: float) -> dict[str, Answer]:
    first = every[0]
    found = {
        "tokens": _range([each.tokens for each in every], "token"),
        "per parameter": _range([each.tokens / each.parameters for each in every], ""),
        "loss": _exact(first.loss, "nat"),
    }
    if unique:
        found["epochs"] = _range([each.tokens / unique for each in every], "")
        found["worth"] = _exact(call(effective_tokens, unique=min(unique, first.tokens), tokens=first.tokens), "token")
        found["runs out"] = _exact(call(run_out_work, unique=unique, **law.split), "FLOP")
    if served:
        found["training"] = _range([each.training for each in every], "FLOP")
        found["in all"] = _range([each.lifetime for each in every], "FLOP")
        found["saved"] = _range([each.saved for each in every], "")
    return found


def _exact(value: float, unit: str) -> Answer:
    return Answer(value, value, value, value, unit)


def _range(values: list[float], unit: str) -> Answer:
    """What the first fit gives, and the range of all."""
    return Answer(values[0], min(values), max(values), min(values), unit)


def _because(first: Best, law: Law) -> str:
    size, data = (show(each, "") for each in (law.a / first.worth**law.alpha, law.b / first.fresh**law.beta))
    return f"{first.loss:.4g} nat: {law.least:.4g} that no model gets below, {size} for size, {data} for data"


def _told(
    question: Question, values: Mapping[str, Any], laws: list[Law], page: Any, known: Catalogue, estimate: Estimate
) -> Told:
    own = given_of(question, values)
    units = {each.name: each.dim.unit for each in question.parameters}
    said = [f", {name} {show(values[name], units[name])}" for name in own if name not in ("work", "data")]
    first, rest = ([line for line in lines if line] for lines in (_assumptions(values, laws, page), _lesser(values)))
    facts = {f"{page.handle}.{path}": page.fact(path) for law in laws[:1] for path in law.paths}
    return Told(
        question={"command": question.name, **own, "data": page.handle},
        title=f"{question.name} {show(values['work'], 'FLOP')} on {page.name}{''.join(said)}",
        facts=facts,
        assumptions=(*first, *rest),
        lesser=tuple(rest),
        cited=tuple(fact.source for fact in facts.values()),
        calibration={"measurements": 0, "kind": "counted", "basis": f"{len(laws)} fits of {page.name}", "source": ""},
        describe=lambda keys: known.described(page, keys),
    )


def _assumptions(values: Mapping[str, Any], laws: list[Law], page: Any) -> Iterator[str]:
    if not values["data"]:
        yield f"{page.name} for want of a text: data names another, such as c4, or your own"
    yield f"losses in nats per token of {page.name}: they are not compared with those of another text or tokenizer"
    yield "" if values["parameters"] else _fits(values, laws)
    if values["parameters"]:
        yield "of that size, best or not"
    if values["served"]:
        yield "a model as good as the best of that work, so small that training and serving it are least together"


def _lesser(values: Mapping[str, Any]) -> Iterator[str]:
    """What the first screen may leave out, the last of it first."""
    if values["unique"]:
        yield "what repeated tokens and a model too large for its text are worth is measured on C4, up to 9 billion"
    yield "6 FLOP a parameter and token of training, 2 of serving; attention scores come on top"


def _fits(values: Mapping[str, Any], laws: list[Law]) -> str:
    """What the range is over."""
    drawn = [law for law in laws if law.name.startswith(DRAWN)]
    if drawn:
        return f"range (meant for nine in ten): the law fitted to {len(drawn)} draws of the rows"
    if len(laws) == 1:
        return f"one fit, {laws[0].name}: no range"
    asked = {name: values[name] for name in ("work", "unique", "served")}
    sizes = [show(best(unrecorded, law, **asked, size=values["parameters"]).parameters, "") for law in laws]
    told = ", ".join(f"{law.name} {size}" for law, size in zip(laws, sizes, strict=True))
    return f"expected by the first and range over all fits: {told}"
