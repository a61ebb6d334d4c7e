"""Published runs of language models: what a step and a prompt of each are made of, beside the time it took.

Of each run the parts are those at the peaks of the datasheet; the fit of runtimes weighs these.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from ..errors import SlipstickError
from ..estimates.serving.decoding import decoding, prompting
from ..estimates.serving.infer import Infer
from ..estimates.serving.placed import Serving
from ..estimates.serving.runtimes import PARAMETERS, Runtime, kind_of
from ..formulas.core.formula import unrecorded
from .asked import question_of, values_of
from .measurement import Measurement

BARE = Runtime(name="", ranges={}, measurements=0, kind="", basis="", source=(), **dict.fromkeys(PARAMETERS, 1.0))
Group = tuple[str, str]  # a runtime, and a kind of device


class Run(NamedTuple):
    """A published run: what its step and prompt are made of at the peaks, what was measured, and its floor, in seconds.

    tokens: of the answer that the time is of; 0 for the prompt alone, 1 for one step.
    """

    group: Group
    part: str
    model: str
    source: str
    step: Mapping[str, float]
    prompt: Mapping[str, float]
    tokens: float
    measured: float
    floor: float


def runs(measured: Iterable[Measurement]) -> list[Run]:
    """The runs that can be fitted: scored, of a model, a part and a runtime that are known."""
    found = []
    for each in measured:
        if each.command == "infer" and each.score and "on" in each.question:
            try:
                found.append(_run(each))
            except SlipstickError:
                continue
    return found


def _run(each: Measurement) -> Run:
    question = question_of(each)
    assert isinstance(question, Infer)
    values = {name: value for name, value in values_of(each).items() if name != "runtime"}
    asked = question.asked(values, each.question["on"], each.question.get("dtype"))
    runtime = each.library or str(each.question.get("runtime", ""))
    if not runtime:
        raise SlipstickError("which runtime it was is not said")
    serving = question.serving(asked, BARE._replace(name=runtime))
    speeds = {name: rate.value(unrecorded) for name, rate in serving.rates.items()}
    step, prompt = decoding(serving, speeds, unrecorded), prompting(serving, speeds, unrecorded)
    time, tokens = _timed(each, serving)
    floor = prompt.floor if not tokens else step.floor * (tokens if tokens == 1 else tokens - 1)
    group = runtime, kind_of(asked.part)
    key = asked.part.handle, serving.shape.spec.handle, each.source
    return Run(group, *key, _plain(step.parts), _plain(prompt.parts), tokens, time, float(floor))


def _plain(parts: Mapping[str, Any]) -> dict[str, float]:
    return {name: float(value) for name, value in parts.items()}


def _timed(each: Measurement, serving: Serving) -> tuple[float, float]:
    """The measured seconds, and of how many tokens after the prompt: 0 for it alone, 1 for a step."""
    measured, batch = each.measured, float(serving.values["batch"])
    if "per token" in measured:
        return measured["per token"][0], 1.0
    if "throughput" in measured:
        return batch * serving.copies / measured["throughput"][0], 1.0
    if "first token" in measured:
        return measured["first token"][0], 0.0
    if "time" in measured:
        return measured["time"][0], float(serving.values["output"])
    raise SlipstickError("nothing that an answer has was measured")
