"""An estimate: an answer that remembers its work, its range, its assumptions and its sources."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, NamedTuple

from .display import show
from .spec import Fact, describe
from .work import Recorder, Step, unrecorded

WIDTH = 79
LABEL = 21
ROWS = 12  # of an array, in the text of an answer


class Outcome(NamedTuple):
    """What a model answers: numbers (or arrays) in coherent units.

    value, low, high, floor: expected, its range, and what the datasheet allows. bound_by: what sets the floor.
    quantities: further numbers with their coherent units, by name.
    """

    value: Any
    low: Any
    high: Any
    floor: Any
    bound_by: Any
    quantities: dict[str, tuple[Any, str]]


class Estimate:
    """The answer to one question. Made by the workloads, such as :func:`slipstick.matmul`.

    question: the command and its options. title: the question in words. name, unit: of the answer.
    model: ``model(run, double)`` gives the Outcome; ``run`` calls formulas, ``double`` names an input to double.
    inputs: the inputs whose doubling is worth knowing. facts: the facts used, by path.
    assumptions: in words. sources: title, address and day seen by key, of everything used.
    calibration: how many measurements stand behind the expected value, and of which kind.
    """

    def __init__(
        self,
        *,
        question: dict[str, Any],
        title: str,
        name: str,
        unit: str,
        model: Callable[[Any, str], Outcome],
        inputs: tuple[str, ...],
        facts: dict[str, Fact],
        assumptions: tuple[str, ...],
        sources: dict[str, dict[str, str]],
        calibration: dict[str, Any],
    ) -> None:
        self.question, self.title, self.name, self.unit = question, title, name, unit
        self.model, self.inputs = model, inputs
        self.facts, self.assumptions, self.sources, self.calibration = facts, assumptions, sources, calibration

    @cached_property
    def outcome(self) -> Outcome:
        """The plain numbers, in coherent units."""
        return self.model(unrecorded, "")

    def _quantity(self, value: Any, unit: str) -> Any:
        from . import quantities

        return quantities.make(value, unit)

    @property
    def time(self) -> Any:
        """Expected time, a Quantity in seconds: what real libraries reach."""
        return self._quantity(self.outcome.value, self.unit)

    @property
    def low(self) -> Any:
        """Lower end of the range meant to hold nine measurements in ten, a Quantity. Never below the floor."""
        return self._quantity(self.outcome.low, self.unit)

    @property
    def high(self) -> Any:
        """Upper end of the range meant to hold nine measurements in ten, a Quantity."""
        return self._quantity(self.outcome.high, self.unit)

    @property
    def floor(self) -> Any:
        """What physics and the datasheet allow at best, a Quantity."""
        return self._quantity(self.outcome.floor, self.unit)

    @property
    def bound_by(self) -> Any:
        """What sets the floor: ``"compute"`` or ``"memory"``; an array of these words for arrays."""
        return self.outcome.bound_by

    @property
    def quantities(self) -> dict[str, Any]:
        """Further Quantities of the answer by name, such as work, traffic and intensity."""
        return {name: self._quantity(value, unit) for name, (value, unit) in self.outcome.quantities.items()}

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The formulas used, in order, each with its inputs and value."""
        recorder = Recorder()
        self.model(recorder, "")
        return tuple(recorder.steps)

    @cached_property
    def levers(self) -> dict[str, Any]:
        """By how much the answer moves when one input doubles: -0.4 is 40 % less, 1.0 is twice as much."""
        return {name: self.model(unrecorded, name).value / self.outcome.value - 1 for name in self.inputs}

    @property
    def short(self) -> str:
        """The expected value alone, such as '541 µs'."""
        return show(self.outcome.value, self.unit)

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<estimate: {self.title}: {self.short} ({self._range()})>"

    def _range(self) -> str:
        return f"{show(self.outcome.low, self.unit)} to {show(self.outcome.high, self.unit)}"

    def text(self) -> str:
        """The answer for a person, in 79 columns: value and range, floor, work, levers, assumptions, sources."""
        return "\n".join(
            [*self._head(), "", *self._work(symbols=False), "", *self._levers(few=True), *self._tail(brief=True)]
        )

    def explain(self) -> str:
        """The answer with everything: each formula in symbols and numbers, its source, all levers and addresses."""
        return "\n".join(
            [*self._head(), "", *self._work(symbols=True), "", *self._levers(few=False), *self._tail(brief=False)]
        )

    @property
    def _many(self) -> bool:
        return bool(getattr(self.outcome.value, "ndim", 0))

    def _head(self) -> list[str]:
        floor = show(self.outcome.floor, self.unit)
        if self._many:
            return [*_wrap("", self.title, 0), "", *self._rows()]
        return [
            *_wrap("", self.title, 0),
            "",
            *_wrap("expected", f"{self.short}   ({self._range()})", LABEL),
            *_wrap("floor", f"{floor}   {self.bound_by}-bound", LABEL),
        ]

    def _rows(self) -> list[str]:
        """One line for each element of an array answer, the first dozen."""
        outcome, shape = self.outcome, self.outcome.value.shape
        columns = [(a + 0 * outcome.value).ravel() for a in (outcome.value, outcome.low, outcome.high, outcome.floor)]
        lines = ["  " + "".join(f"{name:>12}" for name in ("expected", "low", "high", "floor"))]
        lines += [
            "  " + "".join(f"{show(v, self.unit):>12}" for v in row)
            for row in zip(*(c[:ROWS] for c in columns), strict=True)
        ]
        return lines + ([f"  ... {columns[0].size} in all, of shape {shape}"] if columns[0].size > ROWS else [])

    def _work(self, symbols: bool) -> list[str]:
        lines = [
            line
            for path, fact in self.facts.items()
            for line in _wrap(path, self._cited(describe(fact), fact.source), LABEL)
        ]
        lines.append("")
        for step in self.steps:
            label = step.formula.name.replace("_", " ")
            if symbols or self._many:
                lines += _wrap(label, self._cited(step.expression, step.formula.source), LABEL)
                label = ""
            if not self._many:
                lines += _wrap(label, f"{step.result} = {step.with_numbers}", LABEL)
        return lines

    def _cited(self, text: str, key: str) -> str:
        keys = list(self.sources)
        return f"{text} [{keys.index(key) + 1}]" if key in keys else text

    def _levers(self, few: bool) -> list[str]:
        shown = {name: value for name, value in self.levers.items() if not few or name in ("peak", "bandwidth")}
        if self._many:
            return []
        return _wrap("if doubled", ", ".join(f"{name} {_percent(value)}" for name, value in shown.items()), LABEL)

    def _tail(self, brief: bool) -> list[str]:
        lines = []
        for number, assumption in enumerate(self.assumptions):
            lines += _wrap("" if number else "assumed", assumption, LABEL)
        told = {fact.source for fact in self.facts.values()} | {self.calibration.get("source")}
        for number, (key, source) in enumerate(self.sources.items(), 1):
            if brief and key not in told:
                continue
            text = f"[{number}] {source['title']}"
            if source.get("publisher"):
                text += f" ({source['publisher']})"
            if not brief:
                text += f", seen {source['seen']} {source.get('address', '')}"
            lines += _wrap("sources" if number == 1 else "", text, LABEL)
        return lines

    def as_dict(self) -> dict[str, Any]:
        """The answer for a program, with stable keys and values in coherent units; arrays become lists."""
        outcome = self.outcome
        made: dict[str, Any] = _plain(
            {
                "question": self.question,
                "answer": {
                    "name": self.name,
                    "value": outcome.value,
                    "unit": self.unit,
                    "low": outcome.low,
                    "high": outcome.high,
                    "text": self.short,
                },
                "floor": {"value": outcome.floor, "unit": self.unit, "text": show(outcome.floor, self.unit)},
                "bound_by": outcome.bound_by,
                "quantities": {
                    name: {"value": value, "unit": unit, "text": show(value, unit)}
                    for name, (value, unit) in outcome.quantities.items()
                },
                "facts": {
                    path: {"value": f.value, "unit": f.unit, "text": f.text, "source": f.source}
                    for path, f in self.facts.items()
                },
                "steps": [step.as_dict() for step in self.steps],
                "levers": self.levers,
                "assumptions": list(self.assumptions),
                "sources": [{"key": key, **entry} for key, entry in self.sources.items()],
                "calibration": self.calibration,
            }
        )
        return made

    def _repr_html_(self) -> str:
        """The answer as a table, for notebooks."""
        from html import escape

        rows = [("expected", f"<b>{escape(self.short)}</b> ({escape(self._range())})")]
        rows += [("floor", f"{escape(show(self.outcome.floor, self.unit))}, {escape(str(self.bound_by))}-bound")]
        rows += [(path, escape(describe(fact))) for path, fact in self.facts.items()]
        rows += [(s.formula.name.replace("_", " "), escape(f"{s.result} = {s.with_numbers}")) for s in self.steps]
        rows += [("assumed", "<br>".join(map(escape, self.assumptions)))]
        links = (
            f'<a href="{escape(s.get("address", ""))}">{escape(s["title"])}</a>'
            if s.get("address")
            else escape(s["title"])
            for s in self.sources.values()
        )
        rows += [("sources", "<br>".join(links))]
        body = "".join(
            f"<tr><th style='text-align:left'>{escape(a)}</th><td style='text-align:left'>{b}</td></tr>"
            for a, b in rows
        )
        return f"<table><caption style='text-align:left'>{escape(self.title)}</caption>{body}</table>"


def _percent(share: float) -> str:
    """A change as a person writes it: '−48%', '+98%', 'no change'."""
    return f"{share:+.0%}".replace("-", "−") if abs(share) >= 0.005 else "no change"


def _plain(value: Any) -> Any:
    """The same with arrays as lists, all the way down."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.tolist() if hasattr(value, "tolist") else value


def _wrap(label: str, text: str, indent: int) -> list[str]:
    """A labelled text, wrapped at the page's width; a word too long for a line keeps one of its own."""
    lines, line = [], ""
    room = WIDTH - indent - (2 if indent else 0)
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > room:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    lines.append(line)
    start = f"  {label:<{indent}}" if indent else ""
    rest = " " * (indent + 2) if indent else ""
    return [(start if number == 0 else rest) + line for number, line in enumerate(lines)]
