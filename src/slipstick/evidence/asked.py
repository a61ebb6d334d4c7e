"""The question of a measurement, as far as it can be asked today."""

from typing import Any

from ..errors import SlipstickError, UsageError
from ..estimates import calibration
from ..estimates.estimate import Estimate
from ..estimates.kernel import LIBRARY, Kernel
from ..estimates.outcome import Answer
from ..estimates.question import DTYPE, On, Question
from ..estimates.questions import find
from ..estimates.shelf import every
from ..estimates.training.reach import OTHER, software
from ..estimates.training.train import Train
from ..specs.catalogue import Catalogue
from ..units import Dim
from ..units.door import number
from ..units.dtypes import dtype as known_dtype
from .measurement import Measurement

WHERE = ("on", "dtype")
LONG = "1 TB"
TOKENS = Dim("token", "tokens", binary=True)


def question_of(measured: Measurement) -> Question | None:
    """The question a measurement is an answer to; None where there is none of that name yet."""
    return question_called(measured.command)


def question_called(command: str) -> Question | None:
    """The question of a command, such as "run softmax"; None where there is none of that name yet."""
    name = command.removeprefix("run ")
    return find(name) if name in every() else None


def values_of(measured: Measurement) -> dict[str, Any]:
    """The values of its parameters."""
    return {name: value for name, value in measured.question.items() if name not in WHERE} | _behind(measured)


def _behind(measured: Measurement) -> dict[str, float]:
    """The context of a prompt alone: what was in the cache before it, as tables have it, and the prompt.

    Of decoding alone: what was in the cache before it, and half of the answer.
    """
    values = measured.question
    told = {name: number(values.get(name) or 0, TOKENS, name) for name in ("context", "prompt", "output")}
    if [*measured.measured] == ["first token"] and told["context"]:
        return {"context": told["context"] + told["prompt"]}
    if told["output"] and not told["prompt"] and {"throughput", "per token"} & {*measured.measured}:
        return {"context": told["context"] + told["output"] / 2}
    return {}


def estimate_of(measured: Measurement, question: Question, known: Catalogue, on: On | None) -> Estimate:
    """What is estimated for a measurement. on: its machine. Raises SlipstickError for what cannot be asked."""
    if on is None and question.placed:
        raise UsageError("it does not say on what it was measured")
    dtype = known_dtype(measured.question.get("dtype", DTYPE))
    values = {**_long(measured), **_runtime(measured, question), **values_of(measured)}
    values |= _library(measured, question, dtype)
    return question.ask(values, on, dtype, known)


def _long(measured: Measurement) -> dict[str, str]:
    """The size of a move of which a rate is printed and none: one so long that its start does not matter."""
    return {"size": LONG} if measured.command == "move" and "bandwidth" in measured.measured else {}


def _runtime(measured: Measurement, question: Question) -> dict[str, str]:
    """What served the model, where the question is about that."""
    asks = any(each.name == "runtime" for each in question.parameters)
    return {"runtime": measured.library} if asks and measured.library else {}


def _library(measured: Measurement, question: Question, dtype: str) -> dict[str, str]:
    """The library it was measured with, where estimates know it."""
    if isinstance(question, Train):
        return {LIBRARY: measured.library if measured.library in software() else OTHER} if measured.library else {}
    known = calibration.libraries(question.family.name, dtype) if isinstance(question, Kernel) else {}
    return {LIBRARY: measured.library} if measured.library in known and LIBRARY in question.picks else {}


def held_to(measured: Measurement, estimate: Estimate) -> tuple[float, Answer]:
    """What was measured and the answer it is held to, as times in seconds: a rate is scored as its inverse.

    Raises SlipstickError where nothing was measured that the question answers.
    """
    answers = estimate.answers
    for name, (value, unit) in measured.measured.items():
        name = "answer" if name == "time" and "answer" in answers else name
        if name in answers and answers[name].unit == unit and name not in ("rate", "bandwidth"):
            found = answers[name]
            if unit == "s":
                return value, found
            if unit == "token/s":
                slow, fast, best = (1 / float(each) for each in (found.low, found.high, found.floor))
                return 1 / value, Answer(1 / float(found.value), fast, slow, best, "s")
    return time_of(measured, estimate), answers[estimate.name]


def time_of(measured: Measurement, estimate: Estimate) -> float:
    """The measured time in seconds; of a rate that was measured, what the estimate's work or traffic takes at it.

    Raises SlipstickError where neither was measured.
    """
    for name, amount in (("time", ""), ("throughput", "tokens"), ("rate", "work"), ("bandwidth", "traffic")):
        if name in measured.measured and (not amount or amount in estimate.outcome.quantities):
            value = measured.measured[name][0]
            return float(estimate.outcome.quantities[amount][0]) / value if amount else value
    if "device time" in measured.measured and "devices" in estimate.outcome.quantities:
        return measured.measured["device time"][0] / float(estimate.outcome.quantities["devices"][0])
    raise SlipstickError(f"its {', '.join(measured.measured)} is not what the question answers")
