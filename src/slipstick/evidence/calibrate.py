"""Make a calibration: the shipped one from the published measurements, or a person's own from theirs.

Needs the ``calibrate`` extra (numpy, scipy).
"""

import csv
import json
import os
from collections.abc import Iterable, Mapping
from typing import Any

from ..errors import SlipstickError
from ..estimates.calibration import Calibration, group, own_path, path
from ..estimates.family import MATMUL
from ..specs.catalogue import load
from ..units.data import data_folder
from ..units.writing import write_whole
from .fitting import Fits, best, layer, parts_left_out, priors, shapes_left_out
from .measurements import every_measurement, source_file
from .own import own_rows
from .residuals import LONG, residuals, scored
from .rows import Key, Rows, matmuls
from .score import Score

STATED = {
    "unmeasured_kind_range_power": 2,
    "why": "no part of this kind was measured: the range of an unmeasured gpu is taken twice as wide, in ratios",
}
CONDITIONS = {
    "narrow": "8 bits as serving libraries run them, which convert the input from 16 bits in the same call; "
    "a kernel fed 8 bits is faster",
    "wide": "",
}


class Made:
    """A calibration with the rows it is made from. groups: by part and dtype. family: whose it is."""

    def __init__(self, groups: dict[Key, Rows]) -> None:
        self.groups = groups
        self.family = next(iter(groups.values())).kernel.family
        self.fits: Fits = best(groups)
        self.priors = priors(groups, self.fits)

    def table(self, source: str, about: str, conditions: dict[str, str] = CONDITIONS) -> dict[str, Any]:
        """The calibration as it is written to its file. Times in seconds, shares and ratios plain."""
        found: dict[str, Any] = {}
        for (handle, dtype), fit in self.fits.items():
            found.setdefault(handle, {})[dtype] = {**self._numbers(fit), **_marks(self.groups[handle, dtype], fit)}
        one = next(iter(self.fits.values()))
        return {
            "about": about,
            "source": source,
            "model": {"deep": one.deep, "exposed": one.exposed},
            "measured_kinds": sorted({load(handle).kind for handle, _ in self.fits}),
            "stated": STATED,
            "conditions": conditions,
            "fits": found,
            "priors": {name: {**self._numbers(fit), "parts": self._parts(name)} for name, fit in self.priors.items()},
            **self._layers(),
            "left_out": self._left_out(),
        }

    def _layers(self) -> dict[str, Any]:
        """The fits of architectures and of kinds, of which two parts at least were measured; not of the only kind."""
        found = {name: layer(self.groups, self.fits, name) for name in ("architecture", "kind")}
        several = {name: fits for name, fits in found.items() if fits and (name != "kind" or len(fits) > 1)}
        return {
            f"{name}s": {
                of: {width: {**self._numbers(fit), "parts": parts} for width, (fit, parts) in each.items()}
                for of, each in fits.items()
            }
            for name, fits in several.items()
        }

    def _left_out(self) -> dict[str, dict[str, dict[str, Any]]]:
        found = self.left_out()
        return {kind: {name: _short(each) for name, each in found[kind].items()} for kind in found}

    def _numbers(self, fit: Calibration) -> dict[str, Any]:
        return {name: getattr(fit, name) for name in (*self.family.parameters, "ranges")}

    def _parts(self, name: str) -> list[str]:
        return sorted(handle for handle, dtype in self.fits if group(dtype) == name)

    def left_out(self) -> dict[str, dict[str, Score]]:
        """The score on rows that were left out, by shape and by part: of each dtype, and of all.

        Of those that took longer than 100 µs, where launch and start-up matter less, there is another.
        """
        shapes = shapes_left_out(self.groups, self.fits)
        strangers = parts_left_out(self.groups, self.fits, self.priors)
        parts = {key: (self.groups[key], fit) for key, fit in strangers.items()}
        kinds = {"shape": shapes, "part": parts}
        found = {name: _by_dtype(pairs) for name, pairs in kinds.items()}
        return found | {f"{name} {OVER}": _by_dtype(_long(pairs)) for name, pairs in kinds.items()}


def _short(found: Score) -> dict[str, Any]:
    """A score with as many digits as it deserves."""
    return {name: round(value, 4) if isinstance(value, float) else value for name, value in found._asdict().items()}


OVER = "over 100 µs"


def _long(pairs: Mapping[Key, tuple[Rows, Calibration]]) -> dict[Key, tuple[Rows, Calibration]]:
    """The rows that took long, with their fits."""
    long = {key: (rows.longer_than(LONG), fit) for key, (rows, fit) in pairs.items()}
    return {key: pair for key, pair in long.items() if len(pair[0])}


def _by_dtype(pairs: Mapping[Key, tuple[Rows, Calibration]]) -> dict[str, Score]:
    """The score of each dtype, and of all together; none where nothing was left out."""
    dtypes = dict.fromkeys(dtype for _, dtype in pairs)
    found = {dtype: scored([pair for key, pair in pairs.items() if key[1] == dtype]) for dtype in dtypes}
    return {**found, "all": scored([*pairs.values()])} if pairs else {}


def _marks(rows: Rows, fit: Calibration) -> dict[str, Any]:
    """How a fit does on the rows that it has seen."""
    import numpy as np

    marks = residuals(rows, fit)
    return {
        "measurements": fit.measurements,
        "below_floor": marks["below_floor"],
        "median_error": round(float(np.median(marks["error"])), 3),
        "median_error_long": round(float(np.median(marks["long"])), 3) if len(marks["long"]) else None,
        "inside": round(float(marks["inside"].mean()), 3),
    }


def measurements() -> dict[Key, Rows]:
    """The published matmuls that the shipped calibration is made from, by part and dtype."""
    return matmuls(every_measurement())


def measured_by() -> str:
    """The key of the measurements' source. The calibration cites one; several would need it to say which."""
    with open(source_file(), encoding="utf-8", newline="") as file:
        (key,) = {row["source"] for row in csv.DictReader(file)}
    return key


def shipped() -> tuple[Made, dict[str, Any]]:
    """The shipped calibration, made again, and its table."""
    made = Made(measurements())
    about = "Made by `slipstick calibrate` from data/measurements/gemm.csv. Times in seconds."
    return made, made.table(measured_by(), about)


def own(paths: Iterable[str]) -> list[tuple[Made, dict[str, Any]]]:
    """A person's own calibrations, one for each family their measurements are of, and their tables.

    Raises UsageError for a file with a fault, SlipstickError where there are too few rows to fit.
    """
    made = [Made(groups) for groups in own_rows(paths).values()]
    if not made:
        raise SlipstickError("nothing to calibrate: 20 scored times of one kernel, part and dtype are needed")
    about = "Made by `slipstick calibrate` from files of your own. Times in seconds."
    return [(each, each.table("your own measurements", about, dict.fromkeys(CONDITIONS, ""))) for each in made]


def remakes() -> bool:
    """Whether the shipped calibration can be made again: in a checkout, and not where the package is installed."""
    return os.path.isfile(os.path.join(os.path.dirname(data_folder()), "pyproject.toml"))


def write(family: str, table: dict[str, Any], mine: bool) -> str:
    """Write a calibration to its file, and say where. Raises SlipstickError where it cannot be written."""
    place = own_path(family) if mine else path(family)
    write_whole(place, (json.dumps(table, indent=1) + "\n").encode())
    return place


__all__ = ["MATMUL", "Made", "measurements", "own", "shipped", "write"]
