"""Fit what runtimes add to published runs of language models: by runtime and kind of device.

Of each row is kept what its step and its prompt are made of, at the peaks of the datasheet; the fit weighs these.
"""

import os
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize

from ..errors import SlipstickError
from ..estimates.decoding import decoding, prompting
from ..estimates.inference import Infer
from ..estimates.runtimes import FAMILY, PARAMETERS, Runtime, kind_of
from ..estimates.serving import Serving
from ..formulas.core.formula import unrecorded
from .asked import question_of, values_of
from .measurement import Measurement
from .measurements import read, shipped
from .score import Score, score, short

BARE = Runtime("", 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, {}, 0, "", "", ())
START = {"memory": 0.95, "handling": 1.5, "layer": 3e-5, "exchange": 1.0, "compute": 0.6, "attention": 0.4}
SHARES = ("memory", "compute", "attention")
WHAT = {0.0: "prompt", 1.0: "token"}  # what a run is of, by its tokens
MISSED = 0.7  # the most a run counts, in logarithms
HELD = 0.01  # what it costs to leave the start of a fit, in logarithms
FEWEST = 6  # rows of a runtime and kind that a fit of its own needs
STATED = {
    "related": {"step": [0.8, 1.45], "prompt": [0.6, 1.9]},
    "prior": {"step": [0.7, 1.8], "prompt": [0.5, 2.2]},
}
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
    serving = question.serving(asked)._replace(runtime=BARE)
    speeds = {name: rate.value(unrecorded) for name, rate in serving.rates.items()}
    step, prompt = decoding(serving, speeds, unrecorded), prompting(serving, speeds, unrecorded)
    time, tokens = _timed(each, serving)
    floor = prompt.floor if not tokens else step.floor * (tokens if tokens == 1 else tokens - 1)
    runtime = each.library or str(each.question.get("runtime", ""))
    if not runtime:
        raise SlipstickError("which runtime it was is not said")
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


PARTS = ("reading", "unpacking", "arithmetic", "offloaded", "layers", "exchanges", "attention")


class Columns(NamedTuple):
    """Runs side by side, as arrays: what steps and prompts are made of by part, tokens and measured seconds."""

    step: dict[str, Any]
    prompt: dict[str, Any]
    tokens: Any
    measured: Any


def columns(rows: list[Run]) -> Columns:
    """The columns of some runs."""
    step, prompt = (
        {name: np.array([getattr(row, kind).get(name, 0.0) for row in rows]) for name in PARTS}
        for kind in ("step", "prompt")
    )
    tokens, measured = (np.array([getattr(row, name) for row in rows]) for name in ("tokens", "measured"))
    return Columns(step, prompt, tokens, measured)


def expected(found: Columns, numbers: Mapping[str, float]) -> Any:
    """What runs are expected to take, in seconds, by the parameters of a runtime."""
    step, prompt = _step(found.step, numbers), _prompt(found.prompt, numbers)
    return np.where(found.tokens == 1, step, prompt + np.maximum(found.tokens - 1, 0) * step)


def _step(parts: Mapping[str, Any], numbers: Mapping[str, float]) -> Any:
    return (
        (parts["reading"] + parts["offloaded"]) / numbers["memory"]
        + parts["unpacking"] * numbers["handling"]
        + parts["arithmetic"] / numbers["compute"]
        + parts["layers"] * numbers["layer"]
        + parts["exchanges"] * numbers["exchange"]
    )


def _prompt(parts: Mapping[str, Any], numbers: Mapping[str, float]) -> Any:
    arithmetic = parts["arithmetic"] / numbers["compute"] + parts["attention"] / numbers["attention"]
    rest = parts["layers"] * numbers["layer"] + parts["exchanges"] * numbers["exchange"]
    return np.maximum(arithmetic, parts["reading"] / numbers["memory"]) + rest


def fit(rows: list[Run], start: Mapping[str, float]) -> dict[str, float]:
    """The parameters that bring the model closest to runs, from some on, which hold it where the runs say little."""
    found = columns(rows)

    def lost(x: Any) -> float:
        misses = np.abs(np.log(expected(found, _numbers(start, x)) / found.measured))
        return float(np.minimum(misses, MISSED).mean() + HELD * np.abs(x).mean())

    simplex = np.vstack([np.zeros(len(start)), 0.4 * np.eye(len(start))])
    options = {"maxiter": 1500, "xatol": 1e-3, "fatol": 1e-6, "initial_simplex": simplex}
    return _numbers(start, minimize(lost, simplex[0], method="Nelder-Mead", options=options).x)


def _numbers(start: Mapping[str, float], x: Any) -> dict[str, float]:
    found = {}
    for (name, value), by in zip(start.items(), x, strict=True):
        odds = np.exp(by) * (value / max(1 - value, 1e-4) if name in SHARES else value)
        found[name] = float(f"{odds / (1 + odds) if name in SHARES else odds:.4g}")
    return found


def published() -> "Runtimes":
    """The fits of what ships: every file of runs of models."""
    files = [path for path in shipped() if os.path.basename(path).startswith(("models", "llm_"))]
    return Runtimes(runs(read(files)))


class Runtimes:
    """The fits of all runtimes, and what they score on runs that were left out."""

    def __init__(self, rows: list[Run]) -> None:
        self.rows = rows
        self.groups = {
            key: list(every) for key, every in groupby(sorted(rows, key=lambda row: row.group), lambda row: row.group)
        }
        self.all = fit(rows, START)
        self.kinds = {kind: fit(self._of_kind(kind), self.all) for kind in sorted({row.group[1] for row in rows})}
        self.fits = {key: fit(own, self.kinds[key[1]]) for key, own in self.groups.items() if len(own) >= FEWEST}

    def _of_kind(self, kind: str) -> list[Run]:
        return [row for row in self.rows if row.group[1] == kind]

    def table(self, about: str) -> dict[str, Any]:
        """The calibration as it is written to its file."""
        fits: dict[str, Any] = {}
        for (runtime, kind), numbers in self.fits.items():
            own = self.groups[runtime, kind]
            fits.setdefault(runtime, {})[kind] = {**self._entry(numbers, own), "ranges": self.ranges((runtime, kind))}
        priors = {
            kind: {**self._entry(numbers, self._of_kind(kind)), "ranges": STATED["prior"]}
            for kind, numbers in self.kinds.items()
        }
        return {
            "about": about,
            "source": "models.yaml and llm_*.csv",
            "parameters": list(PARAMETERS),
            "shared": {},
            "measured_kinds": sorted(self.kinds),
            "stated": STATED,
            "conditions": {},
            "fits": fits,
            "priors": {**priors, "": {**self._entry(self.all, self.rows), "ranges": STATED["prior"]}},
            "left_out": {
                name: {each: short(found) for each, found in scores.items()} for name, scores in self.left_out.items()
            },
        }

    @staticmethod
    def _entry(numbers: Mapping[str, float], rows: list[Run]) -> dict[str, Any]:
        return {
            **numbers,
            "measurements": len(rows),
            "parts": sorted({row.part for row in rows}),
            "sources": sorted({row.source for row in rows}),
        }

    def ranges(self, group: Group) -> dict[str, list[float]]:
        """The ratios that hold nine in ten of runs whose model was left out: of a group, or of all if it has few."""
        pairs = [(row.group, row.tokens == 0, row.measured / guess) for row, guess in self._models_left_out]
        found = {}
        for name, prompts in (("step", False), ("prompt", True)):
            own = [ratio for of, alone, ratio in pairs if alone == prompts and of == group]
            ratios = own if len(own) >= 20 else [ratio for _, alone, ratio in pairs if alone == prompts]
            ends = np.percentile(ratios, [3.5, 96.5]) if len(ratios) >= 20 else STATED["related"][name]
            found[name] = [float(f"{min(ends[0], 1):.3g}"), float(f"{max(ends[1], 1):.3g}")]
        return found

    @cached_property
    def _models_left_out(self) -> list[tuple[Run, float]]:
        """Each run of a group with a fit of its own, and what is expected of it where its model is left out."""
        found: list[tuple[Run, float]] = []
        for key in self.fits:
            own = self.groups[key]
            for model in sorted({row.model for row in own}):
                rest = [row for row in own if row.model != model]
                numbers = fit(rest, self.kinds[key[1]]) if len(rest) >= FEWEST else self.kinds[key[1]]
                found += _guessed([row for row in own if row.model == model], numbers)
        return found

    @cached_property
    def left_out(self) -> dict[str, dict[str, Score]]:
        """Scores on runs whose model was left out, and on those whose runtime was, by runtime and kind."""
        runtimes: list[tuple[Run, float]] = []
        for name in sorted({row.group[0] for row in self.rows}):
            rest = [row for row in self.rows if row.group[0] != name]
            if rest:
                numbers = fit(rest, START)
                runtimes += _guessed([row for row in self.rows if row.group[0] == name], numbers)
        own = {key: self.ranges(key) for key in self.fits}
        strange = dict.fromkeys(self.groups, STATED["prior"])
        return {"model": _scores(self._models_left_out, own), "runtime": _scores(runtimes, strange)}


def _guessed(rows: list[Run], numbers: Mapping[str, float]) -> list[tuple[Run, float]]:
    return [*zip(rows, map(float, expected(columns(rows), numbers)), strict=True)]


def _scores(pairs: list[tuple[Run, float]], ranges: Mapping[Group, Mapping[str, list[float]]]) -> dict[str, Score]:
    groups: dict[str, list[tuple[Run, float]]] = {}
    for row, guess in pairs:
        what = WHAT.get(row.tokens, "answer")
        groups.setdefault(f"{' '.join(row.group)} {what}", []).append((row, guess))
        groups.setdefault(f"all {what}", []).append((row, guess))
    return {name: _score(own, ranges) for name, own in groups.items()}


def _score(pairs: list[tuple[Run, float]], ranges: Mapping[Group, Mapping[str, list[float]]]) -> Score:
    ends = [ranges[row.group]["prompt" if row.tokens == 0 else "step"] for row, _ in pairs]
    values = [max(guess, row.floor) for row, guess in pairs]
    low = [max(row.floor, value * each[0]) for (row, _), value, each in zip(pairs, values, ends, strict=True)]
    high = [value * each[1] for value, each in zip(values, ends, strict=True)]
    return score([row.measured for row, _ in pairs], values, low, high, [row.floor for row, _ in pairs])


__all__ = ["FAMILY", "Runtimes", "published", "runs"]
