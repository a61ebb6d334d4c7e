"""Calibration: how real libraries fall short of the floor, fitted to published measurements.

The fits are data, in ``data/calibration/``; ``python -m slipstick.evidence.calibrate`` makes them from
``data/measurements/``.
"""

import json
import os
from typing import Any, NamedTuple

from ..specs.spec import Spec
from ..units.data import data_folder
from ..units.dtypes import BITS

NARROW = 8  # bits up to which a dtype is calibrated with the 8-bit ones
REGIMES = ("startup", "compute", "memory")


class Calibration(NamedTuple):
    """The model's parameters for one part and dtype, and how far measurements scatter about it.

    launch, fill: times in seconds. compute, memory: shares of the peak and of the bandwidth that are reached.
    deep: inner side from which filling costs no more. exposed: share of the shorter of arithmetic and traffic
    that is not hidden. ranges: by what dominates, the ratios of measured to expected that hold nine in ten.
    kind: "measured" on this part, "related" (its base part was), or "prior". measurements: how many.
    basis: where it comes from, in words. conditions: what the measurements include beside the kernel, in words.
    source: the key of the measurements' source.
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
    conditions: str = ""
    source: str = ""


def path(kernel: str) -> str:
    """The calibration file of a kernel."""
    return os.path.join(data_folder(), "calibration", f"{kernel}.json")


def find(kernel: str, part: Spec, dtype: str, batched: bool = False) -> Calibration:
    """The best fit at hand: of this part and dtype, else of the part it extends, else the prior over all parts.

    batched: several at once, which nobody measured: the range is that of an unmeasured part.
    """
    with open(path(kernel), encoding="utf-8") as file:
        table = json.load(file)
    found = _closest(table, part, dtype)._replace(conditions=table["conditions"][group(dtype)], source=table["source"])
    if not batched or found.kind == "prior":
        return found
    prior = table["priors"][group(dtype)]
    basis = f"{found.basis}, one matmul at a time; for a batch the range of an unmeasured part"
    return found._replace(ranges=_ranges(prior["ranges"]), kind="related", basis=basis)


def group(dtype: str) -> str:
    """The dtypes a dtype is calibrated with where its part was not measured: "narrow" or "wide".

    >>> group("fp8")
    'narrow'
    """
    return "narrow" if BITS[dtype] <= NARROW else "wide"


def _closest(table: dict[str, Any], part: Spec, dtype: str) -> Calibration:
    prior = table["priors"][group(dtype)]
    for handle in (part.handle, *part.extends):
        found, as_dtype = _measured(table["fits"].get(handle, {}), part, dtype)
        if found and handle == part.handle:
            count = found["measurements"]
            alike = f" in {as_dtype}, which has the same width and rate" if as_dtype != dtype else f" in {dtype}"
            return _fit(table, found, found["ranges"], count, "measured", f"{count} measurements on this part{alike}")
        if found:
            basis = f"{found['measurements']} measurements on {handle}, which this part extends, with a wider range"
            return _fit(table, found, prior["ranges"], found["measurements"], "related", basis)
    return _prior(table, prior, part, dtype)


def _measured(fits: dict[str, Any], part: Spec, dtype: str) -> tuple[Any, str]:
    """A part's fit in a dtype, or in another of the same width and peak rate, which runs alike."""
    alike = [d for d in fits if BITS[d] == BITS[dtype] and f"peak.{d}" in part and f"peak.{dtype}" in part]
    alike = [d for d in alike if part.number(f"peak.{d}") == part.number(f"peak.{dtype}")]
    name = dtype if dtype in fits else next(iter(alike), "")
    return fits.get(name), name


def _prior(table: dict[str, Any], prior: dict[str, Any], part: Spec, dtype: str) -> Calibration:
    others = " and ".join([", ".join(prior["parts"][:-1]), prior["parts"][-1]])
    ranges, basis = prior["ranges"], f"no measurements in {dtype} on this part: the middle of {others}"
    if part.kind not in table["measured_kinds"]:
        power = table["stated"]["unmeasured_kind_range_power"]
        ranges = {regime: [low**power, high**power] for regime, (low, high) in ranges.items()}
        basis = f"no measurements on any {part.kind}: the middle of {others}, with their range squared"
    return _fit(table, prior, ranges, 0, "prior", basis)


def _fit(table: dict[str, Any], found: dict[str, Any], ranges: Any, count: int, kind: str, basis: str) -> Calibration:
    return Calibration(
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
