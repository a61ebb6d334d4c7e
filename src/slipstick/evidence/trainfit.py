"""The calibration of training steps: fitted to published runs, and tried on those left out, by source, part and row."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import least_squares

from ..estimates.training.reach import FAMILY as FAMILY
from ..estimates.training.reach import OTHER, RUNS, STEP, TUNED, TUNER
from ..estimates.training.steps import split, tuned
from ..formulas.core.formula import unrecorded
from .score import Score, score, short
from .trainrows import RATES, SHARED, Rows

# How far a parameter may be from where the fit starts before it costs as much as a row that is far off.
LOOSE = {"tensors": 0.5, "whole": 0.7, "again": 0.15, "through": 0.3, "hidden": 0.15, "narrow": 0.3}
LOOSE |= {"wide": 0.15, "attention": 0.5, "software": 0.15}
LOOSE |= {"adapted": 0.5, "unpack": 0.4, "launch": 0.3}
PULL, STRAY = 0.05, 0.08  # of all of these; of a row, from which on it counts less and less
FULL = 8  # rows of a source beyond which more of them say little more
UNFUSED = ("megatron-lm", "metaseq", "t5x")  # attention by matmuls and a softmax, as these had it then
FEW = 3  # rows that a software needs for a factor of its own
ENDS = (5.0, 95.0)
KINDS = ("measured", "related", "part")
PARTS = ("all", f"all {STEP}", f"all {TUNED}")

Numbers = Mapping[str, Any]
Ranges = dict[str, tuple[float, float]]


class Fit(NamedTuple):
    """What the rows gave: parameters of all, those of each architecture, and the factor of each software."""

    shared: dict[str, float]
    rates: dict[str, dict[str, float]]
    software: dict[str, float]


def numbers_of(rows: Rows, fit: Fit) -> dict[str, Any]:
    """The parameters of each row by a fit; of what it does not have the middle of what it has."""
    rates = {name: _each(rows.built, {b: own[name] for b, own in fit.rates.items()}) for name in RATES}
    usual = _usual(fit)
    whole = np.where(rows.software == RUNS, fit.software.get(RUNS, usual), 0.0)
    return {
        **fit.shared,
        **rates,
        "launch": np.where(rows.software == TUNER, fit.shared["launch"], 0.0),
        "matmul": rates["wide"] * np.where(rows.narrow, fit.shared["narrow"], 1.0),
        "software": np.array([usual if name == RUNS else fit.software.get(name, usual) for name in rows.software]),
        "run": whole,
        "fused": np.where(np.isin(rows.software, UNFUSED), 0.0, 1.0),
    }


def _usual(fit: Fit) -> float:
    """The factor of software that was not measured: the middle of what trains models from the start."""
    return _middle({name: factor for name, factor in fit.software.items() if name not in (RUNS, TUNER)})


def _each(names: Any, known: Mapping[str, float]) -> Any:
    return np.array([known.get(name, _middle(known)) for name in names])


def _middle(known: Mapping[str, float]) -> float:
    return float(np.exp(np.mean(np.log([*known.values()])))) if known else 1.0


def expected(rows: Rows, fit: Fit) -> Any:
    """Seconds of a step of each row by a fit."""
    return _split(rows, fit).all


def _split(rows: Rows, fit: Fit) -> Any:
    return split(unrecorded, rows.amounts, numbers_of(rows, fit))


def regimes(rows: Rows, fit: Fit) -> Any:
    """Of each row what decides its range."""
    return np.where(tuned(rows.amounts, _split(rows, fit)), TUNED, STEP)


def fit(rows: Rows, near: Fit | None = None) -> Fit:
    """The parameters that bring the model closest to rows. near: those of more rows, to look from."""
    builds = sorted({*rows.built.tolist()})
    many = {name: int((rows.software == name).sum()) for name in {*rows.software.tolist()}}
    software = sorted(name for name, count in many.items() if count >= FEW)
    names = [*SHARED, *(name for _ in builds for name in RATES), *["software"] * len(software)]
    start = np.log([*SHARED.values(), *[*RATES.values()] * len(builds), *[1.0] * len(software)])
    loose = np.array([LOOSE[name] for name in names])
    weight = _weights(rows.source)

    def made(numbers: Iterable[float]) -> Fit:
        values = iter(numbers)
        shared = {name: next(values) for name in SHARED}
        rates = {built: {name: next(values) for name in RATES} for built in builds}
        return Fit(shared, rates, {name: next(values) for name in software})

    def off(x: Any) -> Any:
        time = expected(rows, made(np.exp(x)))
        return np.concatenate([weight * np.log(time / rows.measured), PULL * (x - start) / loose])

    first = start if near is None else np.log([*_flat(near, builds, software)])
    found = least_squares(off, first, loss="soft_l1", f_scale=STRAY, xtol=1e-6, ftol=1e-6).x
    return made(float(f"{value:.4g}") for value in np.exp(found))


def _flat(near: Fit, builds: list[str], software: list[str]) -> Iterator[float]:
    """The parameters of a fit in the order of another's."""
    yield from near.shared.values()
    for built in builds:
        yield from near.rates[built].values()
    yield from (near.software[name] for name in software)


def _weights(source: Any) -> Any:
    """Weights by which a source with many rows does not outweigh the rest."""
    return np.array([min(1.0, (FULL / (source == each).sum()) ** 0.5) for each in source])


class Steps:
    """The calibration of training steps, with the rows it is made from."""

    def __init__(self, rows: Rows) -> None:
        self.rows, self.fit = rows, fit(rows)
        self.left = {"row": self._quarters(), "source": self._without("source"), "part": self._without("built")}
        self.ranges = {of: self._ranges(kind) for kind, of in zip(self.left, KINDS, strict=True)}

    def _quarters(self) -> list[tuple[Rows, Fit]]:
        """Every fourth row, by a fit of the others."""
        place = np.arange(len(self.rows.measured)) % 4
        return [(self.rows.some(place == one), fit(self.rows.some(place != one), self.fit)) for one in range(4)]

    def _without(self, name: str) -> list[tuple[Rows, Fit]]:
        """The rows of each source or architecture, by a fit of the others."""
        names = getattr(self.rows, name)
        return [
            (self.rows.some(names == one), fit(self.rows.some(names != one), self.fit))
            for one in sorted({*names.tolist()})
        ]

    def _ranges(self, kind: str) -> Ranges:
        """The ratios of measured to expected between which nine in ten of the rows left out lie, by regime."""
        ratios = np.concatenate([rows.measured / expected(rows, made) for rows, made in self.left[kind]])
        which = np.concatenate([regimes(*pair) for pair in self.left[kind]])
        return {regime: _ends(ratios[which == regime]) for regime in (STEP, TUNED)}

    @property
    def left_out(self) -> dict[str, dict[str, Score]]:
        """The score on rows left out, one row in four, one source, one architecture: of all and by regime."""
        kinds = zip(self.left, KINDS, strict=True)
        return {
            kind: {name: self._score(self.left[kind], self.ranges[of], name) for name in PARTS} for kind, of in kinds
        }

    def _score(self, pairs: list[tuple[Rows, Fit]], ends: Ranges, name: str) -> Score:
        every = [columns(rows, made, ends) for rows, made in pairs]
        which = np.concatenate([(regimes(*pair) == name.removeprefix("all ")) | (name == PARTS[0]) for pair in pairs])
        return score(*(np.concatenate(column)[which] for column in zip(*every, strict=True)))

    def table(self, source: str, about: str) -> dict[str, Any]:
        """The calibration as it is written to its file: shares and factors plain."""
        rows, found = self.rows, self.fit
        return {
            "about": about,
            "source": source,
            "parameters": [*RATES],
            "shared": found.shared,
            "measured_kinds": ["gpu"],
            "stated": {"unfused": [*UNFUSED], "why": "their attention wrote its scores to memory when it was measured"},
            "conditions": CONDITIONS,
            "fits": {},
            "priors": {
                "part": {name: _middle({b: own[name] for b, own in found.rates.items()}) for name in RATES},
                "software": {"factor": _usual(found), "fused": 1.0},
            },
            "architectures": {
                built: {**own, "measurements": int((rows.built == built).sum())} for built, own in found.rates.items()
            },
            "software": {name: self._software(name) for name in found.software},
            "ranges": self.ranges,
            "left_out": {kind: {name: short(each) for name, each in by.items()} for kind, by in self.left_out.items()},
        }

    def _software(self, name: str) -> dict[str, Any]:
        count = int((self.rows.software == name).sum())
        return {"factor": self.fit.software[name], "fused": 0.0 if name in UNFUSED else 1.0, "measurements": count}


def _ends(ratios: Any) -> tuple[float, float]:
    """The ends of a range, rounded outwards."""
    low, high = np.percentile(ratios, ENDS)
    return float(np.floor(1e3 * min(low, 1.0)) / 1e3), float(np.ceil(1e3 * max(high, 1.0)) / 1e3)


def columns(rows: Rows, made: Fit, ranges: Ranges) -> tuple[Any, ...]:
    """Of rows the measured and expected time of a step, the ends of the range, and the floor."""
    value = np.maximum(rows.floor, expected(rows, made))
    low, high = np.array([ranges[regime] for regime in regimes(rows, made).tolist()]).T
    return rows.measured, value, np.maximum(rows.floor, value * low), value * high, rows.floor


CONDITIONS = {
    RUNS: "whole runs as published: they lose a share to exchanges, checkpoints, evaluation and failures",
    OTHER: "steps alone, without what a run loses to checkpoints, evaluation and failures",
}
