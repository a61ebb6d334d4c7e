"""The calibration of training steps: fitted to published runs, and tried on those left out, by source, part and row."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import least_squares

from ..errors import SlipstickError
from ..estimates.calibration import Calibration
from ..estimates.training import Train
from ..estimates.training_reach import FAMILY as FAMILY
from ..estimates.training_reach import OTHER, RUNS
from ..estimates.training_steps import Amounts, split
from ..formulas.core.formula import unrecorded
from ..units.dtypes import BITS
from .asked import question_of, values_of
from .measurement import Measurement
from .score import Score, score, short

# Where the fit starts, and how far a parameter may be from that before it costs as much as a row that is far off.
SHARED = {"tensors": 20.0, "whole": 4.0, "again": 0.9, "through": 9.0, "hidden": 0.5, "narrow": 0.8}
RATES = {"wide": 0.8, "attention": 0.4}
LOOSE = {"tensors": 0.5, "whole": 0.7, "again": 0.15, "through": 0.3, "hidden": 0.3, "narrow": 0.3}
LOOSE |= {"wide": 0.15, "attention": 0.5, "software": 0.15}
PULL, STRAY = 0.05, 0.08  # of all of these; of a row, from which on it counts less and less
FULL = 8  # rows of a source beyond which more of them say little more
UNFUSED = ("megatron-lm", "metaseq", "t5x")  # attention by matmuls and a softmax, as these had it then
FEW = 3  # rows that a software needs for a factor of its own
ENDS = (5.0, 95.0)
KINDS = ("measured", "related", "part")

Numbers = Mapping[str, Any]

NEUTRAL = {**SHARED, **RATES, "matmul": RATES["wide"], "software": 1.0, "fused": 1.0}
START = Calibration(NEUTRAL, {"step": (1.0, 1.0)}, 0, "prior", "where the fit starts")


class Rows(NamedTuple):
    """Published runs. amounts: of each a step's, in arrays; measured: seconds of a step. The rest are words."""

    amounts: Amounts
    measured: Any
    floor: Any
    software: Any
    built: Any
    source: Any
    narrow: Any
    part: Any

    def some(self, which: Any) -> "Rows":
        """Some of the rows."""
        return Rows(Amounts(*(each[which] for each in self.amounts)), *(each[which] for each in self[1:]))


class Fit(NamedTuple):
    """What the rows gave: parameters of all, those of each architecture, and the factor of each software."""

    shared: dict[str, float]
    rates: dict[str, dict[str, float]]
    software: dict[str, float]


def rows_of(measured: Sequence[Measurement]) -> Rows:
    """The runs that estimates are held to and whose time of a step follows; others are left out."""
    found = [row for each in measured if each.score and each.command == "train" and (row := _row(each))]
    amounts = Amounts(*(np.array(column) for column in zip(*(row[0] for row in found), strict=True)))
    return Rows(amounts, *(np.array(column) for column in zip(*(row[1:] for row in found), strict=True)))


def _row(each: Measurement) -> tuple[Any, ...] | None:
    question = question_of(each)
    assert isinstance(question, Train)
    dtype = str(each.question.get("dtype", "bf16"))
    values = {**values_of(each), "library": OTHER}
    try:
        run, placed, done = question.prepared(values, str(each.question["on"]), dtype, START)
    except SlipstickError:
        return None
    seconds = time_of_step(each, run.layout.batch * run.sequence, placed.devices)
    part = placed.part
    built = part.told("architecture")[2] if "architecture" in part else part.handle
    floor = run.floor(placed) / run.tokens * run.layout.batch * run.sequence
    software = each.library or RUNS
    return done, seconds, floor, software, built, each.source, BITS[dtype] < BITS["bf16"], part.handle


def time_of_step(each: Measurement, batch: float, devices: float) -> float:
    """Seconds of a step of so many tokens, by what was measured of a run."""
    found = each.measured
    if "throughput" in found:
        return batch / found["throughput"][0]
    time = found["time"][0] if "time" in found else found["device time"][0] / devices
    return time * batch / float(each.question["tokens"])


def numbers_of(rows: Rows, fit: Fit) -> dict[str, Any]:
    """The parameters of each row by a fit; of what it does not have the middle of what it has."""
    rates = {name: _each(rows.built, {b: own[name] for b, own in fit.rates.items()}) for name in RATES}
    named = {name: factor for name, factor in fit.software.items() if name != RUNS}
    whole = np.where(rows.software == RUNS, fit.software.get(RUNS, _middle(named)), 0.0)
    return {
        **fit.shared,
        **rates,
        "matmul": rates["wide"] * np.where(rows.narrow, fit.shared["narrow"], 1.0),
        "software": np.array([named.get(name, _middle(named)) for name in rows.software]),
        "run": whole,
        "fused": np.where(np.isin(rows.software, UNFUSED), 0.0, 1.0),
    }


def _each(names: Any, known: Mapping[str, float]) -> Any:
    return np.array([known.get(name, _middle(known)) for name in names])


def _middle(known: Mapping[str, float]) -> float:
    return float(np.exp(np.mean(np.log([*known.values()])))) if known else 1.0


def expected(rows: Rows, fit: Fit) -> Any:
    """Seconds of a step of each row by a fit."""
    return split(unrecorded, rows.amounts, numbers_of(rows, fit)).all


def fit(rows: Rows) -> Fit:
    """The parameters that bring the model closest to rows."""
    builds = sorted({*rows.built.tolist()})
    many = {name: int((rows.software == name).sum()) for name in {*rows.software.tolist()}}
    software = sorted(name for name, count in many.items() if count >= FEW)
    names = [*SHARED, *(name for _ in builds for name in RATES), *["software"] * len(software)]
    start = np.log([*SHARED.values(), *[*RATES.values()] * len(builds), *[1.0] * len(software)])
    loose = np.array([LOOSE[name] for name in names])
    weight = _weights(rows.source)

    def made(x: Any) -> Fit:
        values = iter(float(f"{value:.4g}") if x is not start else float(value) for value in np.exp(x))
        shared = {name: next(values) for name in SHARED}
        rates = {built: {name: next(values) for name in RATES} for built in builds}
        return Fit(shared, rates, {name: next(values) for name in software})

    def off(x: Any) -> Any:
        values = iter(np.exp(x))
        shared = {name: next(values) for name in SHARED}
        rates = {built: {name: next(values) for name in RATES} for built in builds}
        one = Fit(shared, rates, {name: next(values) for name in software})
        return np.concatenate([weight * np.log(expected(rows, one) / rows.measured), PULL * (x - start) / loose])

    return made(least_squares(off, start, loss="soft_l1", f_scale=STRAY).x)


def _weights(source: Any) -> Any:
    """Weights by which a source with many rows does not outweigh the rest."""
    return np.array([min(1.0, (FULL / (source == each).sum()) ** 0.5) for each in source])


class Steps:
    """The calibration of training steps, with the rows it is made from."""

    def __init__(self, rows: Rows) -> None:
        self.rows, self.fit = rows, fit(rows)
        self.left = {"row": self._quarters(), "source": self._without("source"), "part": self._without("built")}
        self.ranges = {
            "measured": self._range("row"),
            "related": self._range("source"),
            "part": self._range("part"),
        }

    def _quarters(self) -> list[tuple[Rows, Fit]]:
        """Every fourth row, by a fit of the others."""
        place = np.arange(len(self.rows.measured)) % 4
        return [(self.rows.some(place == one), fit(self.rows.some(place != one))) for one in range(4)]

    def _without(self, name: str) -> list[tuple[Rows, Fit]]:
        """The rows of each source or architecture, by a fit of the others."""
        names = getattr(self.rows, name)
        return [(self.rows.some(names == one), fit(self.rows.some(names != one))) for one in sorted({*names.tolist()})]

    def _range(self, kind: str) -> tuple[float, float]:
        """The ratios of measured to expected between which nine in ten of the rows left out lie."""
        ratios = np.concatenate([rows.measured / expected(rows, made) for rows, made in self.left[kind]])
        low, high = np.percentile(ratios, ENDS)
        return float(f"{min(low, 1.0):.3g}"), float(f"{max(high, 1.0):.3g}")

    @property
    def left_out(self) -> dict[str, dict[str, Score]]:
        """The score on rows left out: one row in four, one source, one architecture; all, and by software."""
        kinds = zip(("row", "source", "part"), KINDS, strict=True)
        return {kind: {"all": self._score(self.left[kind], self.ranges[of])} for kind, of in kinds}

    def _score(self, pairs: list[tuple[Rows, Fit]], ends: tuple[float, float]) -> Score:
        every = [columns(rows, made, ends) for rows, made in pairs]
        return score(*(np.concatenate(column) for column in zip(*every, strict=True)))

    def table(self, source: str, about: str) -> dict[str, Any]:
        """The calibration as it is written to its file: shares and factors plain."""
        rows, found = self.rows, self.fit
        named = {name: factor for name, factor in found.software.items() if name != RUNS}
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
                "software": {"factor": _middle(named), "fused": 1.0},
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


def columns(rows: Rows, made: Fit, ends: tuple[float, float]) -> tuple[Any, ...]:
    """Of rows the measured and expected time of a step, the ends of the range, and the floor."""
    value = np.maximum(rows.floor, expected(rows, made))
    return rows.measured, value, np.maximum(rows.floor, value * ends[0]), value * ends[1], rows.floor


CONDITIONS = {
    RUNS: "whole runs as published: they lose a share to exchanges, checkpoints, evaluation and failures",
    OTHER: "steps alone, without what a run loses to checkpoints, evaluation and failures",
}
