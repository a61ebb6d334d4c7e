"""Calibration: how real libraries fall short of the floor, fitted to published measurements.

The fits are data, in ``data/calibration/``; ``python -m slipstick.calibrate`` makes them from
``data/measurements/``.
"""

import json
import os
from typing import Any, NamedTuple

from ..dtypes import BITS
from ..spec import Spec
from ..units import data_folder

NARROW = 8  # bits up to which a dtype is calibrated with the 8-bit ones
REGIMES = ("startup", "compute", "memory")


class Fit(NamedTuple):
    """The model's parameters for one part and dtype, and how far measurements scatter about it.

    launch, fill: times in seconds. compute, memory: shares of the peak and of the bandwidth that are reached.
    deep: inner side from which filling costs no more. exposed: share of the shorter of arithmetic and traffic
    that is not hidden. ranges: by what dominates, the ratios of measured to expected that hold nine in ten.
    kind: "measured" on this part, "related" (its base part was), or "prior". measurements: how many.
    basis: where it comes from, in words.
    """

    launch: float
    fill: float
    compute: float
    memory: float
    deep: float
    exposed: float
    ranges: dict[str, tuple[float, float]]
    measurements: int
    kind: str
    basis: str


def path(kernel: str) -> str:
    """The calibration file of a kernel."""
    return os.path.join(data_folder(), "calibration", f"{kernel}.json")


def fit(kernel: str, part: Spec, dtype: str, batched: bool = False) -> Fit:
    """The best fit at hand: of this part and dtype, else of the part it extends, else the prior over all parts.

    batched: several at once, which nobody measured: the range is that of an unmeasured part.
    """
    found = _closest(kernel, part, dtype)
    if not batched or found.kind == "prior":
        return found
    with open(path(kernel), encoding="utf-8") as file:
        prior = _prior_of(json.load(file), dtype)
    basis = f"{found.basis}, one matmul at a time; for a batch the range of an unmeasured part"
    return found._replace(ranges=_ranges(prior["ranges"]), kind="related", basis=basis)


def _prior_of(table: dict[str, Any], dtype: str) -> dict[str, Any]:
    prior: dict[str, Any] = table["priors"]["narrow" if BITS[dtype] <= NARROW else "wide"]
    return prior


def _closest(kernel: str, part: Spec, dtype: str) -> Fit:
    with open(path(kernel), encoding="utf-8") as file:
        table = json.load(file)
    prior = _prior_of(table, dtype)
    for handle in (part.handle, *part.extends):
        found, as_dtype = _measured(table["fits"].get(handle, {}), part, dtype)
        if found and handle == part.handle:
            count = found["measurements"]
            alike = f" in {as_dtype}, which has the same width and rate" if as_dtype != dtype else f" in {dtype}"
            return _fit(table, found, found["ranges"], count, "measured", f"{count} measurements on this part{alike}")
        if found:
            basis = f"{found['measurements']} measurements on {handle}, which this part extends, with a prior's range"
            return _fit(table, found, prior["ranges"], found["measurements"], "related", basis)
    return _prior(table, prior, part)


def _measured(fits: dict[str, Any], part: Spec, dtype: str) -> tuple[Any, str]:
    """A part's fit in a dtype, or in another of the same width and peak rate, which runs alike."""
    alike = [d for d in fits if BITS[d] == BITS[dtype] and f"peak.{d}" in part and f"peak.{dtype}" in part]
    alike = [d for d in alike if part.number(f"peak.{d}") == part.number(f"peak.{dtype}")]
    name = dtype if dtype in fits else next(iter(alike), "")
    return fits.get(name), name


def _prior(table: dict[str, Any], prior: dict[str, Any], part: Spec) -> Fit:
    ranges, basis = prior["ranges"], f"no measurements on this part: the middle of {prior['parts']} others"
    if part.kind not in table["measured_kinds"]:
        power = table["stated"]["unmeasured_kind_range_power"]
        ranges = {regime: [low**power, high**power] for regime, (low, high) in ranges.items()}
        basis = f"no measurements on any {part.kind}: the middle of {prior['parts']} gpus, with a range twice as wide"
    return _fit(table, prior, ranges, 0, "prior", basis)


def _fit(table: dict[str, Any], found: dict[str, Any], ranges: Any, count: int, kind: str, basis: str) -> Fit:
    return Fit(
        launch=found["launch"],
        fill=found["fill"],
        compute=found["compute"],
        memory=found["memory"],
        deep=table["model"]["deep"],
        exposed=table["model"]["exposed"],
        ranges=_ranges(ranges),
        measurements=count,
        kind=kind,
        basis=basis,
    )


def _ranges(found: dict[str, Any]) -> dict[str, tuple[float, float]]:
    return {regime: (found[regime][0], found[regime][1]) for regime in REGIMES}
