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

from ..estimates.serving.runtimes import EAGER, FAMILY, LOCAL, PARAMETERS, SERVER, class_of
from .measurements import read, shipped
from .runtimeleft import STATED, Guess, Ranges, scores, spans
from .score import Score, short
from .served import Group, Run, runs

START = {
    **{"memory": 0.95, "handling": 1.5, "layer": 3e-5, "element": 2.5e-9, "expert": 3e-5, "exchange": 1.0},
    **{"repeat": 0.2, "arithmetic": 0.6, "compute": 0.5, "attention": 0.3, "begin": 2e-4},
    **{"widening": 0.5, "scores": 3.0},
}
SHARES = ("memory", "arithmetic", "compute", "attention")
ALONE = ("exchange",)  # fitted to a runtime alone: each has its own way, and few were measured
MISSED = 0.05  # in logarithms: beyond it what a run misses counts by its size and not by its square
# How hard a fit is held to its start, which is that of all like it: an all-reduce differs least between runtimes, what
# they make of a cache, and of the few elements of a token, most. Chosen on half of the models.
HOLD, HELD = 0.1, {"exchange": 0.2, "repeat": 0.05, "element": 0.05}
PART = dict.fromkeys(START, 0.1)  # so hard those of one part are held to those of its kind
CLASS = {**HELD, "layer": 0.05}  # and those of a class to those of all: they differ most in what the host takes
FEWEST = 3  # rows of a runtime and kind that a fit of its own needs
# What each parameter weighs of a step, and of a prompt: shares divide, the others multiply.
STEP = {
    **{"memory": ("reading", "offloaded"), "handling": ("unpacking",), "arithmetic": ("arithmetic",)},
    **{"layer": ("layers",), "element": ("vectors",), "expert": ("experts",), "exchange": ("exchanges",)},
    **{"repeat": ("repeats",)},
}
PROMPT = {
    **{"memory": ("reading", "widening"), "compute": ("arithmetic",), "attention": ("attention",)},
    **{"begin": ("layers",), "exchange": ("exchanges",), "widening": ("unpacking",), "scores": ("scores",)},
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


def fit(
    rows: list[Run], start: Mapping[str, float], shared: bool = False, hard: Mapping[str, float] = HELD
) -> dict[str, float]:
    """The parameters that bring the model closest to runs, from some on, which hold it where the runs say little.

    shared: of several runtimes, which count alike however many runs they have, and keep what is each one's own.
    hard: how hard they are held.
    """
    found = columns(rows)
    free = np.array([not (shared and name in ALONE) for name in START], float)
    many = Counter(row.group for row in rows)
    weights = np.array([many[row.group] ** -0.5 if shared else 1.0 for row in rows])
    held = np.array([hard.get(name, HOLD) for name in START])

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
    """Fits in layers, each held to the one above: of all runs, of a class of runtimes, of it on a kind of device.

    Below these those of a runtime on that kind, and on one part. Beside them those of all runtimes on a kind.
    """

    def __init__(self, rows: list[Run]) -> None:
        self.rows = sorted(rows, key=lambda row: row.group)
        self.groups: dict[Group, list[Run]] = {}
        for row in self.rows:
            self.groups.setdefault(row.group, []).append(row)
        self.kinds = sorted({kind for _, kind in self.groups})
        self.fitted = [key for key, own in self.groups.items() if len(own) >= FEWEST]
        self.all = fit(self.rows, START, shared=True)
        self._known: dict[Any, dict[str, float]] = {}

    def of_kind(self, kind: str) -> dict[str, float]:
        """The numbers of a kind of device; those of all where no run was on such a one."""
        return self._shared(("", kind), [row for row in self.rows if row.group[1] == kind], self.all)

    def of_class(self, name: str, kind: str = "") -> dict[str, float]:
        """The numbers of a class of runtimes, on a kind of device if one is given."""
        own = [row for row in self.rows if class_of(row.group[0]) == name and kind in ("", row.group[1])]
        return self._shared((name, kind), own, self.of_class(name) if kind else self.all)

    def _shared(self, key: tuple[str, str], rows: list[Run], start: dict[str, float]) -> dict[str, float]:
        if key not in self._known:
            self._known[key] = fit(rows, start, shared=True, hard=CLASS) if rows else start
        return self._known[key]

    def of(self, group: Group, part: str = "") -> dict[str, float]:
        """The numbers of a runtime on a kind of device, or of the nearest layer that has some. part: those on it."""
        key = (*group, part)
        if key not in self._known:
            start = self.of(group) if part else self.of_class(class_of(group[0]), group[1])
            found = self.on(group, part) if part else self.groups[group] if group in self.fitted else []
            self._known[key] = fit(found, start, hard=PART if part else HELD) if found else start
        return self._known[key]

    def on(self, group: Group, part: str) -> list[Run]:
        """The runs of a runtime on a part that numbers of its own are fitted to; none where these are few, or all."""
        every = self.groups.get(group, [])
        found = [row for row in every if row.part == part]
        return found if FEWEST <= len(found) < len(every) else []


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
            on = {part: self._on(key, part) for part in made["parts"] if layers.on(key, part)}
            fits.setdefault(runtime, {})[kind] = {**made, "ranges": self.ranges.own[key], "on": on}
        return {
            "about": about,
            "source": "models.yaml and llm_*.csv",
            "parameters": list(PARAMETERS),
            "shared": {},
            "measured_kinds": layers.kinds,
            "stated": {**STATED, "elsewhere": self.ranges.elsewhere, "prior": self.ranges.strange},
            "conditions": {},
            "fits": fits,
            "priors": {kind: self._priors(kind) for kind in ("", *layers.kinds)},
            "left_out": {
                name: {each: short(found) for each, found in every.items()} for name, every in self.left_out.items()
            },
        }

    def _on(self, key: Group, part: str) -> dict[str, float]:
        return {**self.layers.of(key, part), "measurements": len(self.layers.on(key, part))}

    def _priors(self, kind: str) -> dict[str, Any]:
        """The entries of a kind of device, or of all: of every runtime, and of each class that was measured there."""
        layers, own = self.layers, [row for row in self.rows if kind in ("", row.group[1])]
        made = {"": _entry(layers.of_kind(kind) if kind else layers.all, own)}
        for name in (SERVER, LOCAL, EAGER):
            rows = [row for row in own if class_of(row.group[0]) == name]
            made |= {name: _entry(layers.of_class(name, kind), rows)} if rows else {}
        return made

    @cached_property
    def ranges(self) -> Ranges:
        """The ratios that hold nine in ten of runs left out by model or by source; elsewhere of those left out by part.

        Who asks is a source that nobody has seen: another system, another version. strange: by runtime.
        """
        every = [each for each in (*self._models, *self._sources) if each.seen and each.known]
        own = {key: spans([each for each in every if each.run.group == key], every) for key in self.layers.fitted}
        far = [each for each in self._parts if each.seen]
        return Ranges(own, spans(far, far), spans(self._runtimes, self._runtimes))

    @cached_property
    def _models(self) -> list[Guess]:
        return [*self._without(lambda row: row.model)]

    @cached_property
    def _parts(self) -> list[Guess]:
        return [*self._without(lambda row: row.part)]

    @cached_property
    def _sources(self) -> list[Guess]:
        return [*self._without(lambda row: row.source)]

    @cached_property
    def _runtimes(self) -> list[Guess]:
        return [*self._without(lambda row: row.group[0])]

    def _without(self, of: Callable[[Run], str]) -> Iterator[Guess]:
        """What is expected of every run where all that are like it in something are left out."""
        for each in sorted({of(row) for row in self.rows}):
            rest = [row for row in self.rows if of(row) != each]
            if not rest:
                continue
            layers, known = Layers(rest), {(row.group, row.part) for row in rest}
            for row in self.rows:
                if of(row) == each:
                    guess = float(expected(columns([row]), layers.of(row.group, row.part))[0])
                    yield Guess(row, max(guess, row.floor), row.group in layers.fitted, (row.group, row.part) in known)

    @cached_property
    def left_out(self) -> dict[str, dict[str, Score]]:
        """Scores on runs left out by model, part, source or runtime: by runtime and kind, and by what was seen."""
        return {name: scores(every, self.ranges) for name, every in self.guesses.items()}

    @cached_property
    def guesses(self) -> dict[str, list[Guess]]:
        """The runs whose model, part, source or runtime was left out, each with what was expected of it."""
        found = {"model": self._models, "part": self._parts}
        return {**found, "source": self._sources, "runtime": self._runtimes}


def _entry(numbers: Mapping[str, float], rows: list[Run]) -> dict[str, Any]:
    return {
        **numbers,
        "measurements": len(rows),
        "parts": sorted({row.part for row in rows}),
        "sources": sorted({row.source for row in rows}),
    }


__all__ = ["FAMILY", "Runtimes", "published", "runs"]
