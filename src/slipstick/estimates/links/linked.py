"""What the answer to a collective says beside its numbers: title, facts, assumptions, what stands behind it."""

from collections.abc import Iterator, Sequence

from ...specs.spec import Fact
from ...units.maths import is_array
from ...units.show import show
from ..calibration import Calibration
from ..estimate import Estimate
from ..outcome import Told
from ..question import Asked, Question, plain
from ..telling import NINE, picked, texts_of
from .algorithms import EXCHANGE, GATHER, REDUCE, SCATTER, SEND, sums
from .fabric import Level

COUNTS = {
    REDUCE: "size is of the vector that every device has before and after",
    GATHER: "size is of the gathered result; each of the {many} devices brings its part of that",
    SCATTER: "size is of the vector that every device has before; each of the {many} keeps its part of the sum",
    EXCHANGE: "size is of what every device has for all {many}, itself included",
    "broadcast": "size is of what one device has before, and every one after",
    SEND: "size is of what one device sends to another",
}
SAYS = {REDUCE: "nccl-nvls-types", EXCHANGE: "nccl-enqueue", SEND: "nccl-enqueue"}  # what switches sum; what waits


def told(question: Question, asked: Asked, fabric: Sequence[Level], fit: Calibration, estimate: Estimate) -> Told:
    """What is told of a collective beside the numbers of its estimate."""
    facts = {path: fact for level in fabric for path, fact in _facts(level)}
    cited = [fact.source for fact in facts.values()]
    op = asked.values["op"]
    if op in SAYS and (op != REDUCE or sums(fabric, asked.dtype)):
        cited.append(SAYS[op])
    values = {each.name: plain(asked.values[each.name]) for each in question.parameters}
    where = {"on": asked.machine.handle, "dtype": asked.dtype}
    return Told(
        question={"command": question.name, **values, **asked.picked, **where},
        title=_title(question, asked),
        facts=facts,
        assumptions=tuple(dict.fromkeys(line for line in _assumptions(asked, fabric, fit, estimate) if line)),
        cited=(*cited, *fit.source.split()),
        calibration={"measurements": fit.measurements, "kind": fit.kind, "basis": fit.basis, "source": fit.source},
        describe=lambda keys: asked.known.described(asked.part, keys),
    )


def _facts(level: Level) -> Iterator[tuple[str, Fact]]:
    """What a page says of the link of a level, by path with its page's handle."""
    page, path = level.link.spec, level.link.path
    rate = [key for key in ("bandwidth", "both") if f"{path}.{key}" in page][:1] or ["count", "lane"]
    for key in (*rate, "latency"):
        if f"{path}.{key}" in page:
            yield f"{page.handle}.{path}.{key}", page.fact(f"{path}.{key}")


def _title(question: Question, asked: Asked) -> str:
    texts = texts_of(question.parameters, asked.values)
    return (
        f"{question.name} {question.in_words(texts)} in {asked.dtype} on {asked.machine.name} ({asked.machine.handle})"
    )


def _assumptions(asked: Asked, fabric: Sequence[Level], fit: Calibration, estimate: Estimate) -> list[str]:
    op, many = asked.values["op"], asked.machine.count
    return [
        COUNTS[op].format(many=many),
        _least(asked, fabric, estimate),
        *picked(asked, estimate.outcome),
        f"expected and range{NINE}: {fit.basis}",
        fit.conditions,
        *asked.machine.assumptions,
        asked.machine.choice,
    ]


def _least(asked: Asked, fabric: Sequence[Level], estimate: Estimate) -> str:
    """What the floor counts."""
    outcome = estimate.outcome
    if is_array(outcome.value):
        amount = ""
    else:
        amount = f", {show(next(a.amount for a in outcome.asks if a.name == outcome.bound_by), 'B', binary=True)}"
    switch = asked.values["op"] == REDUCE and sums(fabric, asked.dtype)
    return f"floor: what a device has to send over its own link{amount}{', as the switches can sum' if switch else ''}"
