"""Calibration: how real libraries fall short of the floor, fitted to published measurements.

The fits are data, in ``data/calibration/``; ``slipstick calibrate`` makes them from
``data/measurements/``. A calibration belongs to a family of kernels, and is layered: the part's own, its base part's,
its architecture's, its kind's, all. A person's own, of the same form, is a layer above.
"""

import json
import os
from functools import lru_cache
from math import inf
from typing import Any, NamedTuple

from ..errors import SlipstickError
from ..files.places import config_folder
from ..specs.spec import Spec
from ..units.data import data_folder
from ..units.dtypes import BITS
from ..units.maths import anywhere, choose, is_array
from ..words import counted

NARROW = 8  # bits up to which a dtype is calibrated with the 8-bit ones
SQUARED = ", with their range squared"
NEEDED = ("source", "model", "measured_kinds", "stated", "conditions", "fits", "priors")
REGIMES = ("startup", "compute", "memory")


class Calibration(NamedTuple):
    """The model's parameters for one part and dtype, and how far measurements scatter about it.

    launch, fill: times in seconds. compute, memory: shares of the peak and of the bandwidth that are reached.
    deep: inner side from which filling costs no more. exposed: share of the shorter of arithmetic and traffic
    that is not hidden. ranges: by what dominates, the ratios of measured to expected that hold nine in ten.
    kind: "measured" on this part, "related" (its base part was), or "prior". measurements: how many.
    basis: where it comes from, in words. conditions: what the measurements include beside the kernel, in words.
    source: the key of the measurements' source. held: whether its range was held to measurements that it had not seen.
    """

    launch: float
    fill: float
    compute: float
    memory: float
    deep: float
    exposed: float
    ranges: dict[str, tuple[Any, Any]]
    measurements: int
    kind: str
    basis: str
    conditions: str = ""
    source: str = ""
    held: bool = True


@lru_cache(64)
def path(family: str) -> str:
    """The calibration file of a family of kernels that ships."""
    return os.path.join(data_folder(), "calibration", f"{family}.json")


def own_path(family: str) -> str:
    """The file of a person's own calibration of a family, which counts before the shipped one."""
    return f"{config_folder()}/calibration/{family}.json"


def find(
    family: str, part: Spec, dtype: str, *, batched: bool = False, like: str = "", borrowed: str = ""
) -> Calibration:
    """The best fit at hand, in layers: a person's own, of this part, its base part, architecture, kind, all.

    batched: several at once, which nobody measured: the range is that of an unmeasured part. like: the family whose
    calibration stands in where this one has none. borrowed: the kernel whose calibration a kernel goes by that was not
    measured itself.
    """
    mine, shipped = _table(own_path(family)), _table(path(family))
    fallback = shipped or _table(path(like))
    key = ("calibration", family, dtype, batched, borrowed, *(each and each["stamp"] for each in (mine, fallback)))
    found: Calibration | None = part.memo.get(key)
    if found is None:
        try:
            found = part.memo[key] = _found(mine, shipped, fallback, part, dtype, batched, borrowed)
        except (AttributeError, KeyError, TypeError, ValueError):
            if not mine:
                raise
            raise SlipstickError(f"{own_path(family)} is no calibration: slipstick calibrate makes one") from None
    return found


def _found(
    mine: dict[str, Any] | None,
    shipped: dict[str, Any] | None,
    fallback: dict[str, Any] | None,
    part: Spec,
    dtype: str,
    batched: bool,
    borrowed: str,
) -> Calibration:
    """From the closest layer that has a fit. fallback: has one for every part."""
    for table in (mine, shipped):
        close = table and (_of_part(table, part, dtype) or _of_layer(table, part, dtype))
        if table and close:
            break
    else:
        assert fallback, "a family without a calibration has one to go by"
        table, close = fallback, _of_part(fallback, part, dtype) or _prior(fallback, part, dtype)
    found = close._replace(conditions=table["conditions"][group(dtype)], source=table["source"])
    found = _of_batch(found, table, dtype) if batched else found
    stands_in = table is fallback and not shipped
    return _stand_in(found, table, dtype, borrowed or "matmul") if stands_in or borrowed else found


def find_for(batched: Any, family: str, part: Spec, dtype: str, **how: str) -> Calibration:
    """The best fit at hand, as :func:`find`; for an array of ``batched`` with the range of each element."""
    if not is_array(batched) or batched.all() or not batched.any():
        return find(family, part, dtype, batched=anywhere(batched), **how)
    alone, several = (find(family, part, dtype, batched=many, **how).ranges for many in (False, True))
    ends = {regime: zip(several[regime], alone[regime], strict=True) for regime in REGIMES}
    mixed = {regime: tuple(choose([(batched, many)], one) for many, one in ends[regime]) for regime in REGIMES}
    return find(family, part, dtype, batched=True, **how)._replace(ranges=mixed)


@lru_cache(64)
def _read(path: str, stamp: int) -> dict[str, Any]:
    try:
        with open(path, encoding="utf-8") as file:
            made = json.load(file)
    except (OSError, ValueError, RecursionError) as error:
        raise SlipstickError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from None
    lacking = [name for name in NEEDED if not isinstance(made, dict) or name not in made]
    if lacking:
        raise SlipstickError(f"{path} is no calibration: it has no {lacking[0]}")
    return {**made, "stamp": stamp}


def _table(path: str) -> dict[str, Any] | None:
    """A calibration file, read once while it stays as it is; None where there is none."""
    try:
        return _read(path, os.stat(path).st_mtime_ns)
    except FileNotFoundError:
        return None


def left_out(family: str) -> dict[str, Any]:
    """What the shipped calibration of a family scored on rows that were left out of it: by shape and by part."""
    table = _table(path(family))
    found: dict[str, Any] = table.get("left_out", {}) if table else {}
    return found


def _of_batch(found: Calibration, table: dict[str, Any], dtype: str) -> Calibration:
    if found.kind == "prior":
        return found
    prior = table["priors"][group(dtype)]
    basis = f"{found.basis}, one matmul at a time; for a batch the range of an unmeasured part"
    return found._replace(ranges=_ranges(prior["ranges"]), kind="related", basis=basis)


def _stand_in(found: Calibration, table: dict[str, Any], dtype: str, of: str) -> Calibration:
    """The fit of other kernels for one that was not measured: their launch and shares, and a range twice as wide."""
    ranges = _widened(table["priors"][group(dtype)]["ranges"], table)
    behind = found.basis.rpartition(": ")[2].removesuffix(SQUARED)
    basis = f"no such kernel was measured; launch and shares as of {of} ({behind}){SQUARED}"
    return found._replace(ranges=ranges, kind="prior", measurements=0, held=False, basis=basis)


def _widened(ranges: dict[str, Any], table: dict[str, Any]) -> dict[str, Any]:
    power = table["stated"]["unmeasured_kind_range_power"]
    return {regime: (low**power, high**power) for regime, (low, high) in ranges.items()}


def group(dtype: str) -> str:
    """The dtypes a dtype is calibrated with where its part was not measured: "narrow" or "wide".

    >>> group("fp8")
    'narrow'
    """
    return "narrow" if BITS[dtype] <= NARROW else "wide"


def _of_part(table: dict[str, Any], part: Spec, dtype: str) -> Calibration | None:
    """The fit of the part itself, or with a wider range of one whose facts it takes over."""
    for handle in (part.handle, *part.extends):
        found, as_dtype = _measured(table["fits"].get(handle, {}), part, dtype)
        many = counted(found["measurements"], "measurement") if found else ""
        if found and handle == part.handle:
            alike = f" in {as_dtype}, which has the same width and rate" if as_dtype != dtype else f" in {dtype}"
            basis = f"{many} on this part{alike}"
            return _fit(table, found, found["ranges"], found["measurements"], "measured", basis)
        if found:
            basis = f"{many} on {handle}, which this part extends, with a wider range"
            ranges = table["priors"][group(dtype)]["ranges"]
            return _fit(table, found, ranges, found["measurements"], "related", basis)
    return None


def _of_layer(table: dict[str, Any], part: Spec, dtype: str) -> Calibration | None:
    """The fit of the part's architecture, or of its kind, where the table has one: two parts at least were measured."""
    architecture = part.told("architecture")[2] if "architecture" in part else ""
    for layer, name in (("architectures", architecture), ("kinds", part.kind)):
        found = table.get(layer, {}).get(name, {}).get(group(dtype))
        if found:
            basis = f"no measurements in {dtype} on this part: the middle of {_all_of(found['parts'])}, also {name}"
            return _fit(table, found, found["ranges"], 0, "related", basis)
    return None


def _all_of(parts: list[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else parts[0]


def _measured(fits: dict[str, Any], part: Spec, dtype: str) -> tuple[Any, str]:
    """A part's fit in a dtype, or in another of the same width and peak rate, which runs alike."""
    alike = [d for d in fits if BITS[d] == BITS[dtype] and f"peak.{d}" in part and f"peak.{dtype}" in part]
    alike = [d for d in alike if part.number(f"peak.{d}") == part.number(f"peak.{dtype}")]
    name = dtype if dtype in fits else next(iter(alike), "")
    return fits.get(name), name


def _prior(table: dict[str, Any], part: Spec, dtype: str) -> Calibration:
    prior = table["priors"][group(dtype)]
    others = _all_of(prior["parts"])
    ranges, basis = prior["ranges"], f"no measurements in {dtype} on this part: the middle of {others}"
    if part.kind not in table["measured_kinds"]:
        ranges = _widened(ranges, table)
        basis = f"no measurements on any {part.kind}: the middle of {others}{SQUARED}"
    return _fit(table, prior, ranges, 0, "prior", basis)


def _fit(table: dict[str, Any], found: dict[str, Any], ranges: Any, count: int, kind: str, basis: str) -> Calibration:
    return Calibration(
        launch=_positive(found["launch"]),
        fill=_positive(found.get("fill", 0.0)),
        compute=_positive(found["compute"]),
        memory=_positive(found["memory"]),
        deep=_positive(table["model"]["deep"]),
        exposed=_positive(table["model"]["exposed"]),
        ranges=_ranges(ranges),
        measurements=count,
        kind=kind,
        basis=basis,
    )


def _ranges(found: dict[str, Any]) -> dict[str, tuple[float, float]]:
    return {regime: (_positive(found[regime][0]), _positive(found[regime][1])) for regime in REGIMES}


def _positive(value: Any) -> float:
    """A number of a table. Raises ValueError, or TypeError, for what is none or below 0."""
    if not 0 <= value < inf:
        raise ValueError(value)
    return float(value)
