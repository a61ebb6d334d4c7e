"""An estimate: an answer that remembers its work, its range, its assumptions and its sources."""

from collections.abc import Callable
from functools import cached_property
from math import isfinite
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from ..formulas.core.formula import unrecorded
from ..specs.spec import Fact
from ..units.show import in_operations, show
from ..words import quoted
from . import report
from .outcome import Answer, Outcome, Placed, Told
from .verdict import reached, shares, verdict

if TYPE_CHECKING:
    from numpy import floating, str_
    from numpy.typing import NDArray

    from ..formulas.core.steps import Step
    from ..units.quantity import Quantity


class Estimate:
    """The answer to one question. Made by the questions, such as :func:`slipstick.matmul`.

    name, unit: of the first answer. model: ``model(run, double)`` gives the Outcome; ``run`` calls formulas, ``double``
    names an input to double. inputs: those whose doubling is worth knowing, or what finds them out. told: makes what is
    told beside the numbers, from the estimate itself, when it is first asked for.
    """

    def __init__(
        self,
        name: str,
        unit: str,
        model: Callable[[Any, str], Outcome],
        inputs: tuple[str, ...] | Callable[[], tuple[str, ...]],
        told: "Callable[[Estimate], Told]",
    ) -> None:
        self.name, self.unit, self.model = name, unit, model
        self._inputs, self._tell = inputs, told

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        """The inputs whose doubling is worth knowing."""
        return self._inputs() if callable(self._inputs) else self._inputs

    @cached_property
    def outcome(self) -> Outcome:
        """The plain numbers, in coherent units."""
        return self.model(unrecorded, "")

    @cached_property
    def told(self) -> Told:
        """What is told beside the numbers."""
        return self._tell(self)

    @property
    def question(self) -> dict[str, Any]:
        """The command and its options."""
        return self.told.question

    @property
    def title(self) -> str:
        """The question in words."""
        return self.told.title

    @property
    def facts(self) -> dict[str, Fact]:
        """The facts used, by path."""
        return self.told.facts

    @property
    def assumptions(self) -> tuple[str, ...]:
        """What was taken for granted, in words."""
        return self.told.assumptions

    @property
    def calibration(self) -> dict[str, Any]:
        """How many measurements stand behind the expected value, of which kind, and where they are from."""
        return self.told.calibration

    @cached_property
    def sources(self) -> dict[str, dict[str, str]]:
        """Title, publisher, address and day seen by key, of everything used: facts, calibration, formulas."""
        return self.told.describe(self.source_keys)

    @cached_property
    def source_keys(self) -> tuple[str, ...]:
        """The key of each source, in the order of the work; none is looked up."""
        return tuple(dict.fromkeys((*self.told.cited, *(step.formula.source for step in self.steps))))

    def _quantity(self, value: Any, unit: str) -> "Quantity":
        from ..units import quantity as quantities

        return quantities.make(value, unit)

    @property
    def time(self) -> "Quantity":
        """Expected time, a Quantity in seconds: what real libraries reach."""
        return self._quantity(self.outcome.value, self.unit)

    @property
    def low(self) -> "Quantity":
        """Lower end of the range meant to hold nine measurements in ten, a Quantity. Never below the floor."""
        return self._quantity(self.outcome.low, self.unit)

    @property
    def high(self) -> "Quantity":
        """Upper end of the range meant to hold nine measurements in ten, a Quantity."""
        return self._quantity(self.outcome.high, self.unit)

    @property
    def floor(self) -> "Quantity":
        """What physics and the datasheet allow at best, a Quantity."""
        return self._quantity(self.outcome.floor, self.unit)

    @property
    def bound_by(self) -> "str | NDArray[str_]":
        """What sets the floor: ``"compute"`` or ``"memory"``; an array of these words for arrays."""
        bound: str | NDArray[str_] = self.outcome.bound_by
        return bound

    @property
    def quantities(self) -> "dict[str, Quantity]":
        """Further Quantities of the answer by name, such as work, traffic and intensity."""
        return {name: self._quantity(value, unit) for name, (value, unit) in self.outcome.quantities.items()}

    @property
    def answers(self) -> dict[str, Answer]:
        """Every answer by name, the first one first: plain numbers in coherent units."""
        outcome = self.outcome
        first = Answer(outcome.value, outcome.low, outcome.high, outcome.floor, self.unit)
        return {self.name: first, **outcome.also, **reached(outcome)}

    @property
    def shares(self) -> "dict[str, float | NDArray[floating]]":
        """What share of each rate is reached, by its name: 0.8 of the peak."""
        return shares(self.outcome)

    @property
    def verdict(self) -> str:
        """Why the answer is what it is, in a sentence; empty for arrays."""
        return self.spoken(verdict(self.outcome))

    def spoken(self, text: str) -> str:
        """A text about this answer with work in OP, where the rates that were looked up are."""
        return (
            text.replace("FLOP", "OP") if in_operations(" ".join(fact.text for fact in self.facts.values())) else text
        )

    @cached_property
    def steps(self) -> "tuple[Step, ...]":
        """The formulas used, in order, each with its inputs and value."""
        from ..formulas.core.steps import Recorder

        recorder = Recorder()
        self.model(recorder, "")
        return tuple(recorder.steps)

    @cached_property
    def levers(self) -> "dict[str, float | NDArray[floating]]":
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

    def measured(self, value: "str | Quantity") -> Placed:
        """Whether what somebody measured is normal: where it lies in the range, and what could be wrong.

        value: a time, a rate, a bandwidth, or a share of the peak, such as "190 TFLOP/s" or "60 %". Raises UsageError
        for anything else, and for an estimate of arrays.
        """
        from .placing import placed

        return placed(self, value)

    def text(self, width: int = report.WIDTH, measured: Placed | None = None) -> str:
        """The answer for a person on one screen: value and range, floor, why, levers, assumptions.

        width: columns, 40 or more; a word that is longer stays whole. measured: what was measured, to be told as well.
        Raises UsageError for fewer columns.
        """
        return report.text(self, _columns(width), measured)

    def explain(self, width: int = report.WIDTH) -> str:
        """The answer with everything: each formula in symbols and numbers, its source, all facts and addresses."""
        return report.explain(self, _columns(width))

    def work(self, width: int = report.WIDTH) -> str:
        """The work alone: the facts, and each formula in symbols and with numbers."""
        return report.work(self, _columns(width))

    def _repr_html_(self) -> str:
        from .notebook import html

        return html(self)

    def as_dict(self) -> dict[str, Any]:
        """The answer for a program, with stable keys and values in coherent units; arrays become lists."""
        return _program(self)


def _program(estimate: Estimate) -> dict[str, Any]:
    outcome = estimate.outcome
    first, *_ = answers = estimate.answers
    made: dict[str, Any] = plain(
        {
            "question": estimate.question,
            "answer": {"name": first, **_brief(answers[first])},
            "floor": {"value": outcome.floor, "unit": estimate.unit, "text": show(outcome.floor, estimate.unit)},
            "bound_by": outcome.bound_by,
            "quantities": {
                name: {"value": value, "unit": unit, "text": show(value, unit)}
                for name, (value, unit) in outcome.quantities.items()
            },
            "facts": {path: fact.as_dict() for path, fact in estimate.facts.items()},
            "steps": [step.as_dict() for step in estimate.steps],
            "levers": estimate.levers,
            "assumptions": list(estimate.assumptions),
            "sources": [{"key": key, **entry} for key, entry in estimate.sources.items()],
            "calibration": estimate.calibration,
            "answers": {name: answer.as_dict() for name, answer in answers.items()},
            "shares": estimate.shares,
            "picked": dict(outcome.picked),
            "verdict": estimate.verdict,
        }
    )
    return made


def _brief(answer: Answer) -> dict[str, Any]:
    """The first answer as the first version of the JSON has it."""
    made = answer.as_dict()
    return {key: made[key] for key in ("value", "unit", "low", "high", "text")}


def _columns(width: int) -> int:
    if not isinstance(width, int) or width < report.NARROWEST:
        raise UsageError(f"width = {quoted(width)}: expected a whole number of columns, {report.NARROWEST} or more")
    return width


def plain(value: Any) -> Any:
    """The same with arrays as lists, all the way down; what is too large for a number as None: JSON has no other."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    return None if isinstance(value, float) and not isfinite(value) else value
