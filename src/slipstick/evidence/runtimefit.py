"""Fit what runtimes add to published runs of language models: by runtime and kind of device.

Of each row is kept what its step and its prompt are made of, at the peaks of the datasheet; the fit weighs these.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import least_squares

from ..estimates.serving.runtimes import FAMILY, PARAMETERS
from .measurements import read, shipped
from .runtimeleft import STATED, Guess, Ranges, scores, spans
from .score import Score, short
from .served import Group, Run, runs

START = {
    **{"memory": 0.95, "handling": 1.5, "layer": 3e-5, "element": 2.5e-9, "expert": 3e-5, "exchange": 1.0},
    **{"arithmetic": 0.6, "compute": 0.5, "attention": 0.3, "begin": 2e-4},
}
SHARES = ("memory", "arithmetic", "compute", "attention")
ALONE = ("attention", "exchange")  # fitted to a runtime alone: each has its own way, and few were measured
MISSED = 0.05  # in logarithms: beyond it what a run misses counts by its size and not by its square
# How hard a fit is held to its start, which is that of all like it: an all-reduce differs least between runtimes, what
# they make of a prompt, and of the few elements of a token, most. Chosen on half of the models.
HELD = {"exchange": 0.2, **dict.fromkeys(("compute", "attention", "begin", "element"), 0.05)}
FEWEST = 3  # rows of a runtime and kind that a fit of its own needs
# What each parameter weighs of a step, and of a prompt: shares divide, the others multiply.
STEP = {
    **{"memory": ("reading", "offloaded"), "handling": ("unpacking",), "arithmetic": ("arithmetic",)},
    **{"layer": ("layers",), "element": ("vectors",), "expert": ("experts",), "exchange": ("exchanges",)},
}
PROMPT = {
    **{"memory": ("reading",), "compute": ("arithmetic",), "attention": ("attention",)},
    **{"begin": ("layers",), "exchange": ("exchanges",)},
}


class Columns(NamedTuple):
    """Runs side by side, as arrays: what each parameter weighs, of shape (runs, parameters), and measured seconds."""

    weighed: Any
    measured: Any


def columns(rows: list[Run]) -> Columns:
    """The columns of some runs."""
    return Columns(np.array([_weighed(row) for row in rows]), np.array([row.measured for row in rows]))


def _weighed(row: Run) -> list[float]:
    """What each parameter weighs in a run: a step, or a prompt and the steps after the first token."""
    prompts, steps = (0.0, 1.0) if row.tokens == 1 else (1.0, max(row.tokens - 1, 0.0))
    return [
        prompts * _sum(row.prompt, PROMPT.get(name, ())) + steps * _sum(row.step, STEP.get(name, ())) for name in START
    ]


def _sum(parts: Mapping[str, float], names: tuple[str, ...]) -> float:
    return sum(parts.get(name, 0.0) for name in names)


def expected(found: Columns, numbers: Mapping[str, float]) -> Any:
    """What runs are expected to take, in seconds, by the parameters of a runtime."""
    return found.weighed @ np.array([1 / numbers[name] if name in SHARES else numbers[name] for name in START])


def fit(rows: list[Run], start: Mapping[str, float], shared: bool = False) -> dict[str, float]:
    """The parameters that bring the model closest to runs, from some on, which hold it where the runs say little.

    shared: of several runtimes, which count alike however many runs they have, and keep what is each one's own.
    """
    found = columns(rows)
    free = np.array([not (shared and name in ALONE) for name in START], float)
    many = Counter(row.group for row in rows)
    weights = np.array([many[row.group] ** -0.5 if shared else 1.0 for row in rows])
    held = np.array([HELD.get(name, 0.1) for name in START])

    def missed(x: Any) -> tuple[Any, Any]:
        times = expected(found, _numbers(start, x * free))
        return times, np.log(times / found.measured) / MISSED

    def lost(x: Any) -> Any:
        _, misses = missed(x)
        damped = np.sign(misses) * np.sqrt(2 * (np.sqrt(1 + misses**2) - 1)) * MISSED
        return np.concatenate([damped * weights, held * x])

    def slopes(x: Any) -> Any:
        """Of what is lost, by each parameter."""
        times, misses = missed(x)
        root = np.sqrt(1 + misses**2)
        damped = np.sqrt((root + 1) / 2) / root  # the slope of what is damped, by the miss
        by = found.weighed * (_by(_numbers(start, x * free)) * free) / times[:, None]
        return np.vstack([by * (damped * weights)[:, None], np.diag(held)])

    best = least_squares(lost, np.zeros(len(START)), jac=slopes, max_nfev=100).x
    return {name: float(f"{value:.4g}") for name, value in _numbers(start, best * free).items()}


def _numbers(start: Mapping[str, float], x: Any) -> dict[str, float]:
    found = {}
    for name, by in zip(START, x, strict=True):
        value = start[name]
        odds = np.exp(by) * (value / max(1 - value, 1e-4) if name in SHARES else value)
        found[name] = float(odds / (1 + odds) if name in SHARES else odds)
    return found


def _by(numbers: Mapping[str, float]) -> Any:
    """How what a parameter makes of its weight changes with the logarithm of the parameter, or of its odds."""
    return np.array([(value - 1) / value if name in SHARES else value for name, value in numbers.items()])


class Layers:
    """Fits in layers, each held to the one above: of all runs, of a kind of device, of a runtime on that kind."""

    def __init__(self, rows: list[Run]) -> None:
        self.groups: dict[Group, list[Run]] = {}
        for row in sorted(rows, key=lambda row: row.group):
            self.groups.setdefault(row.group, []).append(row)
        self.kinds = sorted({kind for _, kind in self.groups})
        self.fitted = [key for key, own in self.groups.items() if len(own) >= FEWEST]
        self.all = fit(rows, START, shared=True)
        self._known: dict[Any, dict[str, float]] = {}

    def of_kind(self, kind: str) -> dict[str, float]:
        """The numbers of a kind of device; those of all where no run was on such a one."""
        if kind not in self._known:
            own = [row for key, rows in self.groups.items() if key[1] == kind for row in rows]
            self._known[kind] = fit(own, self.all, shared=True) if own else self.all
        return self._known[kind]

    def of(self, group: Group) -> dict[str, float]:
        """The numbers of a runtime on a kind of device, or of the nearest layer that has some."""
        if group not in self._known:
            start = self.of_kind(group[1])
            self._known[group] = fit(self.groups[group], start) if group in self.fitted else start
        return self._known[group]


def published() -> "Runtimes":
    """The fits of what ships: every file of runs of models."""
    files = [path for path in shipped() if os.path.basename(path).startswith(("models", "llm_"))]
    return Runtimes(runs(read(files)))


class Runtimes:
    """The fits of all runtimes, and what they score on runs that were left out."""

    def __init__(self, rows: list[Run]) -> None:
        self.rows, self.layers = rows, Layers(rows)

    def table(self, about: str) -> dict[str, Any]:
        """The calibration as it is written to its file."""
        fits: dict[str, Any] = {}
        layers = self.layers
        for runtime, kind in layers.fitted:
            key = runtime, kind
            made = _entry(layers.of(key), layers.groups[key])
            fits.setdefault(runtime, {})[kind] = {**made, "ranges": self.ranges.own[key]}
        priors = {
            kind: _entry(layers.of_kind(kind), [row for row in self.rows if row.group[1] == kind])
            for kind in layers.kinds
        }
        return {
            "about": about,
            "source": "models.yaml and llm_*.csv",
            "parameters": list(PARAMETERS),
            "shared": {},
            "measured_kinds": layers.kinds,
            "stated": {**STATED, "elsewhere": self.ranges.elsewhere},
            "conditions": {},
            "fits": fits,
            "priors": {**priors, "": _entry(layers.all, self.rows)},
            "left_out": {
                name: {each: short(found) for each, found in every.items()} for name, every in self.left_out.items()
            },
        }

    @cached_property
    def ranges(self) -> Ranges:
        """The ratios that hold nine in ten of runs left out by model or by source; elsewhere of those left out by part.

        Who asks is a source that nobody has seen: another system, another version.
        """
        every = [each for each in (*self._models, *self._sources) if each.seen and each.known]
        own = {key: spans([each for each in every if each.run.group == key], every) for key in self.layers.fitted}
        far = [each for each in self._parts if each.seen]
        return Ranges(own, spans(far, far))

    @cached_property
    def _models(self) -> list[Guess]:
        return [*self._without(lambda row: row.model)]

    @cached_property
    def _parts(self) -> list[Guess]:
        return [*self._without(lambda row: row.part)]

    @cached_property
    def _sources(self) -> list[Guess]:
        return [*self._without(lambda row: row.source)]

    def _without(self, of: Callable[[Run], str]) -> Iterator[Guess]:
        """What is expected of every run where all that are like it in something are left out."""
        for each in sorted({of(row) for row in self.rows}):
            rest = [row for row in self.rows if of(row) != each]
            if not rest:
                continue
            layers, known = Layers(rest), {(row.group, row.part) for row in rest}
            for row in self.rows:
                if of(row) == each:
                    guess = float(expected(columns([row]), layers.of(row.group))[0])
                    yield Guess(row, max(guess, row.floor), row.group in layers.fitted, (row.group, row.part) in known)

    @cached_property
    def left_out(self) -> dict[str, dict[str, Score]]:
        """Scores on runs left out by model, part, source or runtime: by runtime and kind, and by what was seen."""
        return {name: scores(every, self.ranges) for name, every in self.guesses.items()}

    @cached_property
    def guesses(self) -> dict[str, list[Guess]]:
        """The runs whose model, part, source or runtime was left out, each with what was expected of it."""
        found = {"model": self._models, "part": self._parts}
        found["source"] = self._sources
        found["runtime"] = [*self._without(lambda row: row.group[0])]
        return found


def _entry(numbers: Mapping[str, float], rows: list[Run]) -> dict[str, Any]:
    return {
        **numbers,
        "measurements": len(rows),
        "parts": sorted({row.part for row in rows}),
        "sources": sorted({row.source for row in rows}),
    }


__all__ = ["FAMILY", "Runtimes", "published", "runs"]
