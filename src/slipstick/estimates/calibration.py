"""Calibration: how real libraries fall short of the floor, fitted to published measurements.

The fits are data, in ``data/calibration/``; ``slipstick calibrate`` makes them from
``data/measurements/``. A calibration belongs to a family of kernels, and is layered. A person's own, of the same form,
is a layer above.
"""

import json
import os
from functools import lru_cache
from typing import Any

from ..errors import SlipstickError
from ..files.places import config_folder
from ..specs.spec import Spec
from ..units.data import data_folder
from ..units.maths import anywhere, choose, is_array
from . import layers
from .carried import POWER, beside
from .layers import MATMULS, Table, closest
from .layers import NARROW as NARROW
from .layers import RARE as RARE
from .layers import REGIMES as REGIMES
from .layers import Calibration as Calibration
from .layers import Wanted as Wanted
from .layers import group as group

NEEDED = ("source", "parameters", "shared", "measured_kinds", "stated", "conditions", "fits", "priors")


@lru_cache(64)
def path(family: str) -> str:
    """The calibration file of a family of kernels that ships."""
    return os.path.join(data_folder(), "calibration", f"{family}.json")


def own_path(family: str) -> str:
    """The file of a person's own calibration of a family, which counts before the shipped one."""
    return f"{config_folder()}/calibration/{family}.json"


def find(wanted: Wanted) -> Calibration:
    """The best fit at hand, in layers: a person's own, of this part, its base part, architecture, kind, all.

    Raises UsageError for a library that was not measured in that dtype.
    """
    mine, shipped = _table(own_path(wanted.family)), _table(path(wanted.family))
    fallback = shipped or _table(path(wanted.like))
    key = ("calibration", *wanted.rest, *(each and each["stamp"] for each in (mine, fallback)))
    found: Calibration | None = wanted.part.memo.get(key)
    if found is None:
        try:
            by = MATMULS if shipped and wanted.family != MATMULS else "sustained"
            about = wanted.part, wanted.dtype
            known = wanted._replace(reached=reached(by, *about), beside=beside(wanted.family, *about))
            found = wanted.part.memo[key] = closest(mine, shipped, fallback, known)
        except (AttributeError, KeyError, TypeError, ValueError):
            if not mine:
                raise
            told = f"{own_path(wanted.family)} is no calibration: slipstick calibrate makes one"
            raise SlipstickError(told) from None
    return found


def reached(by: str, part: Spec, dtype: str) -> float:
    """The share of its peak that a part is known to reach; 0 where that is not known.

    by: "sustained", in the best matmuls that somebody measured over many sizes, or "matmul", in its usual ones, whose
    share counts in part.
    """
    if by == MATMULS:
        return float(find(Wanted(MATMULS, part, dtype)).numbers["compute"] ** POWER)
    best, peak = f"sustained.{dtype}", f"peak.{dtype}"
    return part.number(best) / part.number(peak) if by and best in part and peak in part else 0.0


def find_for(unlike: Any, seen: str, wanted: Wanted) -> Calibration:
    """The best fit at hand, as :func:`find`. unlike: whether it is of the sort that nobody measured; seen: what was.

    For an array of that, with the range of each element.
    """
    if not anywhere(unlike):
        return find(wanted)
    other = wanted._replace(unlike=seen)
    if not is_array(unlike) or unlike.all():
        return find(other)
    usual, strange = find(wanted).ranges, find(other).ranges
    ends = {regime: zip(strange[regime], usual[regime], strict=True) for regime in usual.keys() & strange.keys()}
    mixed = {regime: tuple(choose([(unlike, other)], one) for other, one in pairs) for regime, pairs in ends.items()}
    return find(other)._replace(ranges=mixed)


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


def _table(path: str) -> Table | None:
    """A calibration file, read once while it stays as it is; None where there is none."""
    if not os.access(path, os.F_OK):  # sooner than an error
        return None
    try:
        return _read(path, os.stat(path).st_mtime_ns)
    except FileNotFoundError:
        return None


def shipped_table(family: str) -> Table | None:
    """The shipped calibration of a family; None where there is none."""
    return _table(path(family))


def shipped_families() -> list[str]:
    """The families of kernels that a calibration ships of, the matmuls first: others go by them."""
    found = sorted(name.removesuffix(".json") for name in os.listdir(os.path.join(data_folder(), "calibration")))
    return sorted(found, key=lambda name: name != MATMULS)


def libraries(family: str, dtype: str) -> dict[str, bool]:
    """The libraries that were measured in a dtype of about this width, and whether they convert their input."""
    table = shipped_table(family)
    return layers.libraries(table, dtype) if table else {}


def left_out(family: str) -> dict[str, Any]:
    """What the shipped calibration of a family scored on rows that were left out of it: by shape and by part."""
    table = shipped_table(family)
    found: dict[str, Any] = table.get("left_out", {}) if table else {}
    return found
