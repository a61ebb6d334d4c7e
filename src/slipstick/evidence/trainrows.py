"""The published training runs that a calibration of steps is fitted to, in arrays."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from ..errors import SlipstickError
from ..estimates.calibration import Calibration
from ..estimates.training.reach import OTHER, RUNS, STEP, TUNED
from ..estimates.training.steps import Amounts
from ..estimates.training.train import Train
from ..units.dtypes import BITS
from .asked import question_of, values_of
from .measurement import Measurement
from .measurements import read, table_file

TABLES = ("models.yaml", "llm_lora.csv")
# Where a fit starts: parameters of all, those of an architecture, and these as a calibration that chooses layouts.
SHARED = {"tensors": 20.0, "whole": 4.0, "again": 0.9, "through": 9.0, "hidden": 0.5, "narrow": 0.8}
SHARED |= {"adapted": 6.0, "unpack": 16.0, "launch": 2e-3}
RATES = {"wide": 0.8, "attention": 0.4}
NEUTRAL = {**SHARED, **RATES, "matmul": RATES["wide"], "software": 1.0, "fused": 1.0}
START = Calibration(NEUTRAL, {STEP: (1.0, 1.0), TUNED: (1.0, 1.0)}, 0, "prior", "where the fit starts")


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


def rows_of(measured: Sequence[Measurement]) -> Rows:
    """The runs that estimates are held to and whose time of a step follows; others are left out."""
    found = [row for each in measured if each.score and each.command == "train" and (row := _row(each))]
    amounts = Amounts(*(np.array(column) for column in zip(*(row[0] for row in found), strict=True)))
    return Rows(amounts, *(np.array(column) for column in zip(*(row[1:] for row in found), strict=True)))


def published() -> Rows:
    """The published runs that the shipped calibration is made from."""
    return rows_of(read([table_file(name) for name in TABLES]))


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
