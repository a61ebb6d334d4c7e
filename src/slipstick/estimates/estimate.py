"""An estimate: an answer that remembers its work, its range, its assumptions and its sources."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, NamedTuple

from ..formulas.core.steps import Recorder, Step, unrecorded
from ..specs.spec import Fact
from ..units.show import show
from . import report


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
        from ..units import quantity as quantities

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
        return f"<estimate: {self.title}: {self.short} ({report.span(self)})>"

    def text(self) -> str:
        """The answer for a person, in 79 columns: value and range, floor, work, levers, assumptions, sources."""
        return report.text(self)

    def explain(self) -> str:
        """The answer with everything: each formula in symbols and numbers, its source, all levers and addresses."""
        return report.explain(self)

    def _repr_html_(self) -> str:
        return report.html(self)

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
                "facts": {path: fact.as_dict() for path, fact in self.facts.items()},
                "steps": [step.as_dict() for step in self.steps],
                "levers": self.levers,
                "assumptions": list(self.assumptions),
                "sources": [{"key": key, **entry} for key, entry in self.sources.items()],
                "calibration": self.calibration,
            }
        )
        return made


def _plain(value: Any) -> Any:
    """The same with arrays as lists, all the way down."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.tolist() if hasattr(value, "tolist") else value
