"""Many answers of one question, as a table: of several machines, sizes or formats."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, overload

from ..errors import SlipstickError, UsageError
from ..layout import Tabular, table, wrap
from ..specs.catalogue import Catalogue, catalogue
from ..units.show import show
from .axes import Axes, parameter_of, unit_of
from .costs import added
from .estimate import Estimate
from .outcome import Answer
from .parameter import USUAL, shown
from .question import On, Question
from .report import WIDTH
from .spans import MOST

if TYPE_CHECKING:
    from ..frames import Column

RANKED = {"on", "model", "dtype"}  # where nothing else varies, the fastest comes first
LESSER = ("bound by", "floor")  # columns that go first where a screen is too narrow
WEIGHTS = "weights"  # what is picked that makes another question of it, and so is told in the table


class Answers(Sequence[Estimate], Tabular):
    """The answers of a question asked with lists: one for each combination, in order.

    varied: what the lists are of, such as ``("on", "m")``. rows: each estimate with its texts of these. refused: why
    others have no answer.
    """

    def __init__(
        self,
        question: Question,
        varied: tuple[str, ...],
        rows: list[tuple[tuple[str, ...], Estimate]],
        refused: tuple[str, ...] = (),
    ) -> None:
        self.question, self.varied, self.rows, self.refused = question, varied, rows, refused

    @classmethod
    def of(cls, question: Question, estimate: Estimate) -> "Answers":
        """A table of one answer, by its machine; by what is given first, where it has none."""
        name = "on" if "on" in estimate.question else question.places[0].name
        return cls(question, (name,), [((_told(estimate, question, name),), estimate)])

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Estimate]:
        return (estimate for _, estimate in self.rows)

    @overload
    def __getitem__(self, place: int) -> Estimate: ...
    @overload
    def __getitem__(self, place: slice) -> list[Estimate]: ...
    def __getitem__(self, place: int | slice) -> Estimate | list[Estimate]:
        return [estimate for _, estimate in self.rows][place]

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<{len(self)} answers: {self.question.name} by {', '.join(self.varied)}>"

    def text(self, width: int = WIDTH) -> str:
        """The answers for a person: what they have in common, and a row each."""
        ranked = self.ranked()
        made = ranked or self
        after = [line for each in self.refused for line in wrap(f"not answered: {each}", width, hang=2)]
        after = [*wrap(made._by_cost(), width, hang=2), *after] if ranked else after
        heads, rows = made.cells()
        kept, rows = fitting(heads, rows, self._lesser(), width)
        after = [*wrap(left_out(heads, kept), width, hang=2), *after]
        told = table(kept, rows)
        title = f"{self._title()}{'; the fastest first' if ranked else ''}"
        return "\n".join([*wrap(title, width), "", told, *[""] * bool(after), *after])

    def ranked(self) -> "Answers | None":
        """The same with the fastest first, where they are of several machines or models and of nothing else."""
        if len(self) < 2 or not {*self.varied} <= RANKED or any(each.unit != "s" for each in self):
            return None
        rows = sorted(self.rows, key=lambda row: row[1].outcome.value)
        return Answers(self.question, self.varied, rows, self.refused)

    def _by_cost(self) -> str:
        """The cheapest first, in words; empty where no cost is asked for."""
        if not all("cost" in each.answers for each in self):
            return ""
        every = sorted(self.rows, key=lambda row: row[1].answers["cost"].value)
        if every == self.rows:
            return "by cost: in the same order"
        return f"by cost: {', '.join(' '.join([*texts, *_costs(each, ['cost'])]) for texts, each in every)}"

    def cells(self) -> tuple[list[str], list[list[str]]]:
        """The heads of the columns, and the texts of each row."""
        if not any(estimate.outcome.bound_by for estimate in self):
            return self._unbound()
        if all(estimate.outcome.low == estimate.outcome.high == estimate.outcome.floor for estimate in self):
            return self._exact()
        names = [*self.varied, "expected", "low", "high", "floor", "bound by"]
        rows = [[*texts, *_cells(estimate)] for texts, estimate in self.rows]
        also = [*self.question.tells, *added(self[0].question)]
        costs = [name for name in dict.fromkeys(also) if all(name in each.answers for each in self)]
        names += costs
        rows = [[*row, *_costs(each, costs)] for row, each in zip(rows, self, strict=True)]
        picked = [str(estimate.outcome.picked.get(WEIGHTS, "")) for estimate in self]
        if not any(picked):
            return names, rows
        return [*names, WEIGHTS], [[*row, name] for row, name in zip(rows, picked, strict=True)]

    def _exact(self) -> tuple[list[str], list[list[str]]]:
        """Of answers that are counted and have no range: the first, every further one, and what limits it, in short."""
        further = list(dict.fromkeys(name for each in self for name in each.outcome.also))
        rows = [[*texts, *_counted(estimate, further)] for texts, estimate in self.rows]
        return [*self.varied, self[0].name, *further, "limited by"], rows

    def _lesser(self) -> tuple[str, ...]:
        """The columns that a narrow screen goes without, the first one first: further answers that not all have too."""
        also = dict.fromkeys(name for each in self for name in each.outcome.also)
        some = [name for name in also if not all(name in each.outcome.also for each in self)]
        return (*LESSER, *self.question.tells, *some)

    def _unbound(self) -> tuple[list[str], list[list[str]]]:
        """Of answers that nothing binds: the first, its range where it has one, and the further ones."""
        every = [estimate.outcome for estimate in self]
        ends = ["low", "high"] if any(each.low != each.high for each in every) else []
        apart = ["nat"] * ("data" in self.varied)  # losses of several texts are not compared
        units = {name: each.unit for name, each in every[0].also.items()}
        further = [
            name for name, unit in units.items() if unit not in apart and all(name in each.also for each in every)
        ]
        rows = [
            [
                *texts,
                *_cells(estimate)[: 1 + len(ends)],
                *(show(estimate.outcome.also[name].value, estimate.outcome.also[name].unit) for name in further),
            ]
            for texts, estimate in self.rows
        ]
        return [*self.varied, self[0].name, *ends, *further], rows

    def as_list(self) -> list[dict[str, Any]]:
        """Every answer for a program."""
        return [estimate.as_dict() for estimate in self]

    def _title(self) -> str:
        first, every = self[0].question, [each.question for each in self]
        common = [key for key, value in first.items() if all(each.get(key) == value for each in every)]
        keys = [key for key in common if key not in (*self.varied, "command", "kernel", "energy")]
        rest = {key: _told(self[0], self.question, key) for key in keys}
        told = ", ".join(f"{key} {value}" for key, value in rest.items())
        return f"{self.question.name} by {' and '.join(self.varied)}{': ' if told else ''}{told}"

    def as_columns(self) -> "list[Column]":
        """What varies, every answer with its range and floor, and what binds it: numbers in coherent units."""
        from ..frames import Column
        from .columns import of_answers, of_axis

        bound = [Column("bound by", [str(each.outcome.bound_by) for each in self])]
        texts = zip(self.varied, zip(*(texts for texts, _ in self.rows), strict=True), strict=True)
        items = {name: [_value(each, self.question, name) for each in self] for name in self.varied}
        varied = [of_axis(name, items[name], told, unit_of(self.question, name)) for name, told in texts]
        return [*varied, *of_answers([each.answers for each in self]), *bound]

    def _repr_html_(self) -> str:
        from ..markup import joined, table

        made = self.ranked() or self
        return table(*made.cells(), self._title()) + joined(f"not answered: {each}" for each in self.refused)


def _cells(estimate: Estimate) -> list[str]:
    outcome, unit = estimate.outcome, estimate.unit
    shown = [show(value, unit) for value in (outcome.value, outcome.low, outcome.high, outcome.floor)]
    return [*shown, str(outcome.bound_by)]


def _counted(estimate: Estimate, further: list[str]) -> list[str]:
    """The texts of an answer that is counted: it, the further ones, and what limits it: 'memory', 'nothing'."""
    limit = estimate.outcome.bound_by.removeprefix("the ").partition(":")[0].partition(" of ")[0]
    return [show(estimate.outcome.value, estimate.unit), *(_further(estimate, name) for name in further), limit]


def _further(estimate: Estimate, name: str) -> str:
    """A further answer that is counted; a dash where this one has none."""
    found = estimate.outcome.also.get(name)
    return shown(found.value, found.unit) if found else "-"


def _costs(estimate: Estimate, names: list[str]) -> list[str]:
    return [brief(estimate.answers[name]) for name in names]


def brief(answer: Answer) -> str:
    """An answer in short, in the unit that people say it in."""
    return shown(answer.value, answer.unit) if answer.unit in USUAL else show(answer.value, answer.unit)


def fitting(
    heads: list[str], rows: list[list[str]], lesser: tuple[str, ...], width: int
) -> tuple[list[str], list[list[str]]]:
    """The columns without those that a narrow screen has no room for. lesser: that go, the first one first."""
    for name in lesser:
        wide = sum(max(len(row[place]) for row in [heads, *rows]) + 2 for place in range(len(heads))) - 2
        if wide > width and name in heads:
            place = heads.index(name)
            heads, *rows = [each[:place] + each[place + 1 :] for each in [heads, *rows]]
    return heads, rows


def left_out(heads: Sequence[str], kept: Sequence[str]) -> str:
    """Which columns a screen was too narrow for, and what shows them; empty for none."""
    names = [head for head in heads if head not in kept]
    return f"left out: {', '.join(names)} (--csv shows them)" if names else ""


def ask(
    question: Question,
    given: Mapping[str, Any],
    on: On | Sequence[On] | None,
    dtype: str | Sequence[str] | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate | Answers:
    """Ask a question; with lists in it, once for each combination of their items.

    given: values by parameter; a list is ``[1, 2, 4]``, ``"1,2,4"``, ``"1..1024*2"`` or ``"0..100+25"``. on, dtype: one
    or several, as a list or with commas. Raises UsageError for more than 1000 combinations, and what
    :meth:`Question.ask` does.
    """
    known = catalogue(specs)
    if question.wants_table(given):
        made: Answers = question.table(given, on, dtype, known)  # type: ignore[arg-type]
        return made
    axes = Axes.of(question, given, on, dtype, known)
    if not axes.items:
        return axes.ask({})
    if len(axes) > MOST:
        raise UsageError(f"{len(axes)} answers at once: expected at most {MOST}; slipstick sweep takes more")
    rows, refused = [], []
    for place in range(len(axes)):
        try:
            rows.append(axes.ask(axes.point(place)))
        except SlipstickError as error:
            if isinstance(error, UsageError):
                raise
            refused.append(str(error))
    if not rows:
        raise SlipstickError(refused[0])
    varied = (*axes.items, *["dtype"] * (dtype is None and len({each.question.get("dtype") for each in rows}) > 1))
    told = [(tuple(_told(each, question, name) for name in varied), each) for each in rows]
    return Answers(question, varied, told, tuple(refused))


def _told(estimate: Estimate, question: Question, name: str) -> str:
    """The value of an option as a row says it: what it is by default, where the answer leaves that out."""
    parameter, value = parameter_of(question, name), _value(estimate, question, name)
    return shown(value, parameter.dim.unit) if parameter and isinstance(value, int | float) else str(value)


def _value(estimate: Estimate, question: Question, name: str) -> Any:
    """The value of an option; what it is by default, where the answer leaves that out."""
    parameter = parameter_of(question, name)
    return estimate.question.get(name, parameter and parameter.default)
