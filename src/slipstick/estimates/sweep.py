"""A question swept over lists: a row for every point, those chosen that are best."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, overload

from ..errors import DimensionError, SlipstickError, UsageError
from ..layout import Tabular, shorten, table, wrap
from ..specs.catalogue import Catalogue
from ..specs.selection import SIGNS, Condition, condition, dim_of_unit
from ..units.door import number
from ..units.show import show
from ..words import did_you_mean, quoted
from .answers import brief, fitting, left_out
from .axes import Axes
from .estimate import plain
from .outcome import Answer
from .question import On, Question
from .report import WIDTH

if TYPE_CHECKING:
    from ..frames import Column

MOST = 200_000  # points: each is a row in memory
ROWS, LONGEST = 40, 40  # of a table on a screen, and letters of why a point has no answer
LESSER = (("bound by",), ("low", "high"))  # columns that a narrow screen goes without, the first ones first
ANSWERED = "answered"
BOUND, STATUS, EXPECTED = "bound by", "status", "expected"
LESS = ("s", "device s", "B", "J", "USD", "gCO2", "nat")  # better the less there is, and all that is counted by one
FEWER = {"devices", "lost"}


class Row(NamedTuple):
    """A point and what came of it. point: the item of each axis; texts: the same in words.

    answers: by name, empty where there is none; status: "answered", or why not.
    """

    point: dict[str, Any]
    texts: dict[str, str]
    answers: Mapping[str, Answer]
    bound: str
    status: str

    def __repr__(self) -> str:
        told = ", ".join(f"{name} {brief(each)}" for name, each in list(self.answers.items())[:1]) or self.status
        return f"<row {', '.join(f'{name} {text}' for name, text in self.texts.items())}: {told}>"

    def value(self, name: str) -> float:
        """What is compared under a name: the expected value of an answer."""
        return float(self.answers[name].value)

    def as_dict(self) -> dict[str, Any]:
        """The row for a program: values in coherent units."""
        answers = {name: plain(each.as_dict()) for name, each in self.answers.items()}
        items = {name: item if isinstance(item, int | float) else self.texts[name] for name, item in self.point.items()}
        return {"point": items, "answers": answers, "bound_by": self.bound, "status": self.status}


class Sweep(Sequence[Row], Tabular):
    """The rows of a sweep, in the order of its points. axes: what it is over. answers: the unit of each by name."""

    def __init__(self, axes: Axes, rows: Sequence[Row]) -> None:
        self.axes, self.rows = axes, rows
        self.answers = {name: each.unit for row in rows for name, each in row.answers.items()}  # the unit of each

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        return list(self.rows[place]) if isinstance(place, slice) else self.rows[place]

    def __repr__(self) -> str:
        return f"<{len(self)} rows: {self.axes.question.name} by {', '.join(self.axes.items)}>"

    def __str__(self) -> str:
        return self.text()

    def text(self, width: int = WIDTH, names: Sequence[str] = ()) -> str:
        """The first forty rows for a person, and how many more there are. names: of further answers to be told."""
        every, rows = self.cells(names)
        heads = every
        rows = [[*row[:-1], shorten(row[-1], LONGEST)] for row in rows[:ROWS]]
        for lesser in LESSER:
            kept = fitting(heads, rows, lesser, width)
            heads, rows = fitting(heads, rows, lesser, 0) if kept[0] != heads else kept
        more = f"\nand {len(self) - ROWS} more: --csv prints them all, -o FILE writes them" if len(self) > ROWS else ""
        left = "\n".join(["", *wrap(left_out(every, heads), width, hang=2)])
        return f"{table(heads, rows)}{more}{left.rstrip()}"

    def _repr_html_(self) -> str:
        from ..markup import table

        return table(*self.cells(), repr(self)[1:-1])

    def where(self, *conditions: str) -> "Sweep":
        """The rows that meet every condition, such as ``"throughput >= 1000 token/s"`` or ``"on = h100-sxm"``.

        A row without an answer meets none that is of answers. Raises UsageError for an unknown name.
        """
        checks = [self._check(condition(text)) for text in conditions]
        return Sweep(self.axes, [row for row in self.rows if all(check(row) for check in checks)])

    def best(self, name: str) -> "Sweep":
        """The best row: with the least time, cost, energy, memory or devices, or the greatest of anything else.

        name: of an answer; after a minus the other way round. Raises SlipstickError where no row has it.
        """
        key, sign = self._ranked(name)
        rows = [row for row in self.rows if key in row.answers]
        return Sweep(self.axes, [min(rows, key=lambda row: sign * row.value(key))])

    def pareto(self, *names: str) -> "Sweep":
        """The rows that no other row beats: none is as good in all of these answers and better in one."""
        signs = dict(map(self._ranked, names))
        rows = [row for row in self.rows if all(key in row.answers for key in signs)]
        scored = sorted(([sign * row.value(key) for key, sign in signs.items()], at) for at, row in enumerate(rows))
        kept: list[tuple[list[float], int]] = []
        for score, at in scored:
            if not any(_beats(other, score) for other, _ in kept):
                kept.append((score, at))
        return Sweep(self.axes, [rows[at] for _, at in kept])

    def cells(self, names: Sequence[str] = ()) -> tuple[list[str], list[list[str]]]:
        """The heads and the texts of a table. names: of further answers to be told."""
        first = next(iter(self.answers), "")
        asked = [self._column(name.removeprefix("-"), *self.axes.items, BOUND, STATUS) for name in names]
        further = [each for each in dict.fromkeys([*self.axes.question.tells, *asked]) if each in self.answers]
        further = [each for each in further if each != first]
        bound = [BOUND] * any(row.bound for row in self.rows)
        status = [STATUS] * any(row.status != ANSWERED for row in self.rows)
        heads = [*self.axes.items, *[EXPECTED, "low", "high"] * bool(first), *further, *bound, *status]
        return heads, [self._texts(row, first, further, bound, status) for row in self.rows]

    def table(self) -> tuple[list[str], list[list[str]]]:
        """The heads and the plain values, in coherent units, of a table for programs."""
        columns = self.as_columns()
        cells = zip(*(map(_cell, each.values) for each in columns), strict=True)
        return [each.head for each in columns], list(map(list, cells))

    def as_columns(self) -> "list[Column]":
        """The axes, every answer with its range and floor, what binds it and why there is none: coherent units."""
        from ..frames import Column
        from .columns import of_answers, of_axis

        axes = []
        for name in self.axes.items:
            items, texts = [row.point[name] for row in self.rows], [row.texts[name] for row in self.rows]
            axes.append(of_axis(name, items, texts, self.axes.unit(name)))
        words = Column(BOUND, [row.bound for row in self.rows]), Column(STATUS, [row.status for row in self.rows])
        return [*axes, *of_answers([row.answers for row in self.rows]), *words]

    def _texts(self, row: Row, first: str, further: list[str], bound: list[str], status: list[str]) -> list[str]:
        found = row.answers.get(first)
        ends = (found.value, found.low, found.high) if found else ()
        told = [show(each, found.unit) for each in ends if found] or ["-"] * (3 * bool(first))
        told += [brief(row.answers[name]) if name in row.answers else "-" for name in further]
        return [*row.texts.values(), *told, *[row.bound or "-"] * bool(bound), *[row.status] * bool(status)]

    def _column(self, name: str, *others: str) -> str:
        """The column that a name means, ``expected`` the first answer. Raises UsageError for an unknown one."""
        spelt = {each.replace(" ", "_"): each for each in (*self.answers, *others)}
        spelt |= {EXPECTED: next(iter(self.answers))} if self.answers else {}
        if (word := name.replace(" ", "_")) not in spelt:
            raise UsageError(f"no column is called {quoted(name)}: {did_you_mean(word, spelt)}")
        return spelt[word]

    def _ranked(self, name: str) -> tuple[str, int]:
        """The answer that is meant by a name, and 1 where less of it is better, or -1."""
        if not self.answers:
            why = self.rows[0].status if self.rows else "no row is left"
            raise SlipstickError(f"no point has an answer: {why}")
        key = self._column(name.removeprefix("-"))
        unit = self.answers[key]
        less = key in FEWER or unit in LESS or unit.partition("/")[0] in ("USD", "J", "gCO2")
        return key, (1 if less else -1) * (-1 if name.startswith("-") else 1)

    def _check(self, one: Condition) -> Callable[[Row], bool]:
        """Whether a row meets a condition on an axis or an answer."""
        one = one._replace(path=self._column(one.path, *self.axes.items, BOUND, STATUS))
        if one.path not in self.answers and not self._numeric(one.path):
            return lambda row: bool(SIGNS[one.sign](_word(row, one.path).casefold(), one.text.casefold()))
        limit = self._limit(one)

        def meets(row: Row) -> bool:
            found = row.answers[one.path].value if one.path in row.answers else row.point.get(one.path)
            return found is not None and bool(SIGNS[one.sign](found, limit))

        return meets

    def _numeric(self, name: str) -> bool:
        return all(isinstance(item, int | float) for item in self.axes.items.get(name, ("",)))

    def _limit(self, one: Condition) -> Any:
        unit = self.answers.get(one.path, "") or self.axes.unit(one.path)
        try:
            return number(one.text, dim_of_unit(unit), one.path)
        except DimensionError as error:
            raise UsageError(str(error)) from None


def _beats(one: list[float], other: list[float]) -> bool:
    """Whether one is as good in all and better in one."""
    return one != other and all(mine <= yours for mine, yours in zip(one, other, strict=True))


def _word(row: Row, name: str) -> str:
    return {BOUND: row.bound, STATUS: row.status}.get(name) or row.texts.get(name, "")


def _cell(value: Any) -> str:
    return "" if value is None else value if isinstance(value, str) else repr(value)


def sweep(
    question: str | Question,
    *,
    on: On | Sequence[On] | None = None,
    dtype: str | Sequence[str] | None = None,
    specs: str | Catalogue | None = None,
    **values: Any,
) -> Sweep:
    """A question over lists, a row for every combination of their items.

    question: its name, such as "infer", or one of your own. on, dtype, values: as of :func:`slipstick.run`, each of
    which may be a list such as ``[1, 2, 4]`` or ``"1..256*2"``. Raises UsageError for no list, for more than 200,000
    points and for values that are wrong, SlipstickError where no point has an answer.

    >>> rows = sweep("infer", model="llama-3.1-8b", on="a100", batch="1..64*4")
    >>> len(rows), rows.best("throughput")[0].point
    (4, {'batch': 64.0})
    """
    from .questions import find

    return swept(find(question) if isinstance(question, str) else question, values, on, dtype, specs)


def swept(
    question: Question,
    given: Mapping[str, Any],
    on: On | Sequence[On] | None,
    dtype: str | Sequence[str] | None = None,
    specs: str | Catalogue | None = None,
    step: Callable[[int, int], None] = lambda done, of: None,
) -> Sweep:
    """Every point of a question, as :func:`sweep`. step: is told how many rows of how many are done."""
    axes = Axes.of(question, given, on, dtype, specs, MOST)
    if not axes.items:
        raise UsageError("nothing to sweep: give a list, such as --batch 1,2,4 or --batch 1..256*2")
    if len(axes) > MOST:
        raise UsageError(f"{len(axes)} points: expected at most {MOST}")
    rows: list[Row] = []
    errors: list[SlipstickError] = []
    for place in range(len(axes)):
        rows.append(_row(axes, axes.point(place), errors))
        step(place + 1, len(axes))
    if len(errors) == len(rows):
        raise errors[0]
    return Sweep(axes, rows)


def _row(axes: Axes, point: dict[str, Any], errors: list[SlipstickError]) -> Row:
    """The row of a point. errors: why it has no answer is put there too."""
    texts = {name: axes.text(name, item) for name, item in point.items()}
    try:
        found = axes.ask(point)
        return Row(point, texts, found.answers, str(found.outcome.bound_by), ANSWERED)
    except SlipstickError as error:
        errors.append(error)
        return Row(point, texts, {}, "", str(error))
