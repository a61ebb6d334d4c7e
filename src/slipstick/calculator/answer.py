"""The answer to an expression, and how it is printed."""

from typing import TYPE_CHECKING, Any

from ..formulas.core.steps import Step
from ..records import Record
from ..specs.spec import LANES, Fact
from ..units import reading
from ..units.amounts import Amount, flat, kind
from ..units.maths import is_array
from ..units.show import in_operations, show
from .habit import of_chain, wanted
from .tree import Call, Statement, written

if TYPE_CHECKING:
    from .ranges import Spread


LONG = 6  # elements of an array that are all printed


class Known(Record):
    """A fact that was used: what it was asked for as, the spec, the path and the fact."""

    asked: str
    handle: str
    path: str
    fact: Fact

    @property
    def place(self) -> str:
        """The spec, and of a link that comes in several widths which one was taken."""
        width = LANES.match(self.path)
        return f"{self.handle} {width[1]}" if width and width[1] not in self.asked else self.handle


class Calculation:
    """The answer to an expression.

    reading: how it was read. value: an :class:`Amount`, or a list of them. spread: low, typical and high, if it had
    ranges. facts: those it used. steps: the formulas it used. name: of the variable it set. notes: what to know.
    """

    def __init__(self, statement: Statement, facts: dict[str, Known], steps: list[Step], notes: list[str]) -> None:
        self.statement, self.name = statement, statement.name
        self.facts, self.steps, self.notes = facts, steps, notes
        self.value: Any = None
        self.spread: Spread | None = None
        self.ranges: list[str] = []
        self.check = ""
        self.kept: Any = None  # what a variable of this value stands for
        self.words: list[str] = []  # the units that were typed
        self.digits = 6  # significant ones, of what is printed

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<calculation: {self.reading} = {self.short}>"

    def _repr_html_(self) -> str:
        from ..markup import Html, joined, marked, pairs, strong

        before, after = joined(self._before().splitlines()), joined(map(str.strip, self._after()))
        told = Html(f"{before}{strong(self.short)}{marked(self._span())}")
        steps = joined(self.spoken(str(step)) for step in self.steps)
        return pairs([("answer", told), ("dimension", self._kinds()), ("with", after), ("work", steps)])

    @property
    def reading(self) -> str:
        """The expression as it was read, with brackets where they matter."""
        left = written(self.statement.part)
        return f"{left} = {written(self.statement.other)}" if self.statement.other else left

    @property
    def quantity(self) -> Any:
        """The value as a Quantity; a list of them for a list."""
        from ..units import quantity as quantities

        def made(value: Any) -> Any:
            if isinstance(value, list):
                return [made(each) for each in value]
            return quantities.make(value.value, reading.unit_text(value.powers))

        return made(self.value)

    @property
    def short(self) -> str:
        """The value alone: '40 ms'."""
        return self.shown(self.value)

    def shown(self, value: Any) -> str:
        """A value in the unit that was asked for, in one that was typed, or in the one that fits."""
        if isinstance(value, list) and self.statement.other:
            return " or ".join(self.shown(each) for each in value)  # several numbers solve an equation
        if isinstance(value, list):
            return f"[{', '.join(self.shown(each) for each in value)}]"
        if is_array(value.value):
            return self._many(value)
        target = self.statement.target
        if target is not None:
            blank = "" if self.statement.target_text in reading.COUNTS else " "
            number = show(value.value / target.factor, digits=self.digits, plain=True)
            return f"{number}{blank}{self.statement.target_text}".strip()
        told = any("byte" in reading.unit(used.fact.unit or "").powers for used in self.facts.values())
        unit = of_chain(self.statement.part) or wanted(value.powers, self.words, told)
        if unit is None:
            return self.spoken(str(value.text(self.digits)))
        if not unit.prefixed:
            return f"{show(value.value / unit.factor, digits=self.digits, plain=True)} {unit.words}"
        return show(value.value / unit.factor, unit.words, digits=self.digits, binary=value.binary, plain=True)

    def _many(self, value: Amount) -> str:
        """The ends of an array."""
        every = value.value.ravel()
        kept = [*every[:3], None, *every[-2:]] if every.size > LONG else [*every]
        told = ("..." if each is None else self.shown(value._replace(value=float(each))) for each in kept)
        return f"[{', '.join(told)}]"

    def spoken(self, text: str) -> str:
        """A text about this answer with work in OP, where all that was typed or looked up is."""
        said = " ".join((self.reading, *(used.fact.text for used in self.facts.values())))
        return text.replace("FLOP", "OP") if in_operations(said) else text

    def text(self) -> str:
        """The answer for a person: how it was read, the value, its dimension, its range, the facts it used."""
        return "\n".join([f"{self._before()}{self.short}{self._span()}  [{self._kinds()}]", *self._after()])

    def _before(self) -> str:
        """What stands before the value: the name it is given, and how the expression was read."""
        named = f"{self.name} = " if self.name else ""
        if self.reading == self.short:  # nothing was worked out: 'x = 3 GB', not 'x = 3 GB = 3 GB'
            return named
        return f"{named}{self.reading}" + ("\n? = " if self.statement.other else " = ")

    def _span(self) -> str:
        """The range behind the value; empty where there is none."""
        if not self.spread:
            return ""
        return f" ({self.shown(self._at(self.spread.low))} to {self.shown(self._at(self.spread.high))})"

    def _kinds(self) -> str:
        """The dimension of the value, or of each of several."""
        return ", ".join(dict.fromkeys(self.kind(each) for each in flat(self.value) or [Amount(0.0)]))

    def _after(self) -> list[str]:
        """The lines under the answer: the check of an equation, the facts it used, its levers and notes."""
        facts = [
            f"  {used.asked} = {used.fact.text}  ({used.place}, {used.fact.source})" for used in self.facts.values()
        ]
        levers = self.levers if len(self.ranges) > 1 else []
        check = [f"  check: {self.spoken(self.check)}"] * bool(self.check)
        return [*check, *facts, *levers, *(f"  {note}" for note in self.notes)]

    def kind(self, value: Amount) -> str:
        """What the answer is: a formula says so, and else its dimension."""
        alone = isinstance(self.statement.part, Call) and not self.statement.other and self.steps
        named = self.steps[-1].formula if alone else None
        return named.result.name.split(" ", 1)[1] if named and named.name == self._called() else kind(value.powers)

    def _called(self) -> str:
        return self.statement.part.name if isinstance(self.statement.part, Call) else ""

    def _at(self, number: float) -> Amount:
        return Amount(number, self.value.powers, self.value.binary)

    @property
    def levers(self) -> list[str]:
        """Which range matters most: by how much each moves the answer with the others in the middle."""
        if not self.spread:
            return []
        moved = sorted(
            zip(self.spread.levers, self.ranges, strict=True), key=lambda pair: -abs(pair[0][1] - pair[0][0])
        )
        lines = []
        for (low, high), text in moved:
            lines.append(f"  {text} alone moves it from {self.shown(self._at(low))} to {self.shown(self._at(high))}")
        return lines

    @property
    def unit(self) -> str:
        """The coherent unit of the value."""
        unit = _plainly(self.value)["unit"]
        return unit if isinstance(unit, str) else ", ".join(map(str, unit))

    @property
    def sources(self) -> list[str]:
        """The keys of the sources of its facts and formulas."""
        return sorted({used.fact.source for used in self.facts.values()} | {s.formula.source for s in self.steps})

    def as_dict(self) -> dict[str, Any]:
        """The answer for a program: stable keys, values in coherent units."""
        return {
            "question": {"command": "calc", "expression": self.reading},
            "answer": {"name": self.name or "value", **_plainly(self.value), "text": self.short}
            | ({"low": self.spread.low, "high": self.spread.high} if self.spread else {}),
            "levers": [
                {"range": text, "low": low, "high": high}
                for text, (low, high) in zip(self.ranges, self.spread.levers if self.spread else (), strict=True)
            ],
            "facts": {
                used.asked: {"spec": used.handle, "path": used.path, "text": used.fact.text}
                for used in self.facts.values()
            },
            "steps": [{**step.as_dict(), "value": _listed(step.value)} for step in self.steps],
            "notes": self.notes,
            "sources": self.sources,
        }


def _listed(value: Any) -> Any:
    """A number, or an array as a list."""
    return value.tolist() if is_array(value) else value


def _plainly(value: Any) -> dict[str, Any]:
    if isinstance(value, list):
        inner = [_plainly(each) for each in value]
        units = [each["unit"] for each in inner]
        mixed = any(unit != units[0] for unit in units)  # each item keeps its own
        return {"value": [each["value"] for each in inner], "unit": units if mixed else units[0] if units else ""}
    number = _listed(value.value) if is_array(value.value) else value.value or 0.0
    return {"value": number, "unit": reading.unit_text(value.powers)}
