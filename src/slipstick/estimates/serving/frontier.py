"""The frontier of serving a model: what nothing beats in both the time of a token and tokens a second."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, cast

from ...errors import SlipstickError, UsageError
from ...layout import table, wrap
from ...specs.catalogue import Catalogue, catalogue
from ...specs.machine import machine
from ...units.show import show
from ..answers import Answers
from ..estimate import Estimate
from ..question import Asked, On, Question
from ..report import WIDTH
from ..verdict import percent
from .placed import Serving
from .shape import find_model
from .splitting import Serves, fastest, in_split, named, splits

MOST = 2.0**14  # sequences at once that are tried
ROWS = 12  # of a table on one screen
HEADS = ("batch", "split", "per token", "tok/s a user", "in all", "a device", "USD/Mtoken")


class Point(NamedTuple):
    """A batch in a split: how it is shared out, and its answer."""

    serving: Serving
    estimate: Estimate

    @property
    def time(self) -> float:
        """Seconds of a token, as expected."""
        return float(self.estimate.outcome.value)

    @property
    def rate(self) -> float:
        """Tokens a second of a device, as expected."""
        return float(self.estimate.answers["throughput"].value) / self.serving.asked.machine.count


class Frontier(Answers):
    """The points that nothing beats, the fastest token first: each an estimate, of a batch in a split."""

    def __init__(self, question: Question, points: list[Point], tried: int) -> None:
        rows: list[tuple[tuple[str, ...], Estimate]] = [
            ((f"{each.serving.values['batch']:g}", named(each.serving)), each.estimate) for each in points
        ]
        super().__init__(question, ("batch", "split"), rows)
        self.points, self.tried = points, tried

    def cells(self) -> tuple[list[str], list[list[str]]]:
        """The heads of the columns, and the texts of each row."""
        rows = [[*texts, *_numbers(each)] for (texts, _), each in zip(self.rows, self.points, strict=True)]
        return [*HEADS[: len(rows[0])]], rows

    def text(self, width: int = WIDTH) -> str:
        """The frontier for a person, on one screen: of many points every so many."""
        heads, rows = self.cells()
        step = -(-len(rows) // ROWS)
        kept = [row for place, row in enumerate(rows) if (len(rows) - 1 - place) % step == 0]
        lines = [*wrap(self.title, width), "", table(heads, kept), ""]
        return "\n".join([*lines, *(line for each in self.notes(len(kept)) for line in wrap(each, width))])

    @property
    def title(self) -> str:
        """What it is of, in words."""
        first = self.points[0].serving
        prompt, answer = first.values["prompt"], first.values["output"]
        told = f"a prompt of {prompt:g} tokens, an answer of {answer:g}, weights in {first.weights.name}"
        where = first.asked.machine
        return f"frontier of {first.shape.spec.handle} on {where.name} ({where.handle}): {told}"

    def notes(self, shown: int) -> Iterator[str]:
        """What the table is, and what it is not. shown: how many of its rows are."""
        low, high = self.points[0].serving.runtime.ranges["step"]
        more = f"; {shown} of {len(self)} shown, --csv has all" if shown < len(self) else ""
        yield f"no other of {self.tried} batches and splits is faster a token and gives more tokens a second{more}"
        yield f"estimates, not measured: nine tokens in ten take {percent(low)} to {percent(high)} of these times"
        if any(each.serving.copies > 1 for each in self.points):
            yield "the batch is that of one copy of the model"


def _numbers(point: Point) -> list[str]:
    """The numbers of a row."""
    answers, time = point.estimate.answers, point.time
    rates = [1 / time, float(answers["throughput"].value), point.rate]
    cost = [show(float(answers["cost"].value) * 1e6)] if "cost" in answers else []
    return [show(time, "s"), *map(show, rates), *cost]


def frontier(
    question: Serves, given: Mapping[str, Any], on: On | None, dtype: str | None, specs: str | Catalogue | None
) -> Frontier:
    """Every batch and split that nothing beats. given: values by parameter; a batch is the largest that is tried.

    Raises UsageError for several machines or uncertain values, SlipstickError where the model does not fit.
    """
    if isinstance(on, list | tuple) or any("," in str(each) or ".." in str(each) for each in (on, *given.values())):
        raise UsageError("a frontier is of one model on one machine: leave out lists and ranges")
    if on is None:
        raise UsageError(f"{question.name} needs a machine to run on, such as {question.device}")
    known = catalogue(specs)
    asked = question.asked(given, machine(on, known), dtype, known)
    points = list(_points(question, asked))
    return Frontier(cast(Question, question), unbeaten(points, lambda each: (each.time, each.rate)), len(points))


def _points(question: Serves, asked: Asked) -> Iterator[Point]:
    """Every batch, twice the one before, in every split that holds it, with the weights that fit at batch 1."""
    most = asked.values["batch"] if asked.values["batch"] > 1 else MOST
    alone = asked._replace(values={**asked.values, "batch": 1.0})
    shape = find_model(asked.known, asked.values["model"])
    first = fastest(alone, shape, question.serving, lambda serving: 0.0)
    weights = first.picked or asked.values["weights"]
    for which in splits(asked.machine, shape, asked.values):
        batch = 1.0
        while batch <= most:
            one = in_split(asked, which)
            one = one._replace(values={**one.values, "batch": batch, "weights": weights})
            try:
                serving = question.serving(one)
            except SlipstickError:
                break
            if serving.picked:
                break
            yield Point(serving, question.answer(serving))
            batch *= 2


def unbeaten(points: list[Any], of: Callable[[Any], tuple[float, float]]) -> list[Any]:
    """The points that none beats, in order. of: a point's cost, where less is better, and its worth, where more is.

    >>> unbeaten([(1, 5), (2, 4), (3, 9), (3, 8)], lambda each: each)
    [(1, 5), (3, 9)]
    """
    found: list[Any] = []
    best = float("-inf")
    for each in sorted(points, key=lambda each: (of(each)[0], -of(each)[1])):
        if of(each)[1] > best:
            found.append(each)
            best = of(each)[1]
    return found
