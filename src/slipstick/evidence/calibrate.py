"""Make a calibration: the shipped one from the published measurements, or a person's own from theirs.

Needs the ``calibrate`` extra (numpy, scipy).
"""

import csv
import json
import os
from collections.abc import Iterable, Mapping
from functools import cached_property, partial
from typing import Any

from ..errors import SlipstickError
from ..estimates.calibration import Calibration, group, own_path, path, shipped_table
from ..estimates.family import MATMUL
from ..specs.catalogue import load
from ..units.data import data_folder
from ..units.writing import write_whole
from .fitting import (
    Fits,
    Prior,
    best,
    by_group,
    fit_all,
    layer,
    middle,
    parts_left_out,
    priors,
    shapes_left_out,
    strange_ranges,
    sustained,
)
from .measurements import by_library, source_file
from .own import own_rows
from .residuals import LONG, residuals, scored
from .rows import Key, Rows, matmuls
from .score import Score

STATED = {
    "unmeasured_kind_range_power": 2,
    "why": "no part of this kind was measured: the range of an unmeasured gpu is taken twice as wide, in ratios",
}
CONVERSION = ("conversion", "converted")  # parameters of a library that converts its input
CONVERTS = "8 bits as {} runs them: it converts the input from 16 bits in the same call"
FED = "the input comes in 8 bits; serving libraries convert it in the same call: library {}"


class Made:
    """A calibration with the rows it is made from. groups: by part and dtype. family: whose it is.

    shared: what is the same for all parts, where it is not fitted.
    """

    def __init__(self, groups: dict[Key, Rows], shared: Mapping[str, float] | None = None) -> None:
        self.groups, self.shared = groups, shared
        self.family = next(iter(groups.values())).kernel.family
        self.fits: Fits = best(groups, shared)
        self.priors = priors(self.fits)
        self.strangers = parts_left_out(groups, partial(fit_all, shared=shared))

    def table(self, source: str, about: str, conditions: dict[str, str]) -> dict[str, Any]:
        """The calibration as it is written to its file. Times in seconds, shares and ratios plain."""
        found: dict[str, Any] = {}
        for (handle, name), fit in self.fits.items():
            found.setdefault(handle, {})[name] = {**self._numbers(fit), **_marks(self.groups[handle, name], fit)}
        return {
            "about": about,
            "source": source,
            "parameters": [*self._names],
            "shared": self._shared,
            "libraries": self._libraries(),
            "measured_kinds": sorted({load(handle).kind for handle, _ in self.fits}),
            "stated": STATED,
            "conditions": conditions,
            "fits": {handle: fits | self._bare(fits) for handle, fits in found.items()},
            "priors": self._priors(),
            **self._layers(),
            "left_out": self._left_out(),
        }

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*self.family.parameters, *self.family.converting]))

    @cached_property
    def _shared(self) -> dict[str, float]:
        numbers = next(fit.numbers for (_, name), fit in self.fits.items() if " " not in name)
        return {name: numbers[name] for name in (*self.family.shared, *self.family.fixed)}

    def _libraries(self) -> dict[str, dict[str, bool]]:
        """The libraries of each width, and whether they convert their input."""
        narrow = dict.fromkeys((name.split()[1] for _, name in self.fits if " " in name), True)
        return {"narrow": narrow, "wide": dict.fromkeys(narrow, False)} if narrow else {}

    def _bare(self, fits: dict[str, Any]) -> dict[str, Any]:
        """The fits of kernels that are fed what libraries convert: of the library that the model meets best."""
        found: dict[str, Any] = {}
        for name, fit in fits.items():
            dtype, _, library = name.partition(" ")
            if library and (dtype not in found or fit["median_error"] < found[dtype]["median_error"]):
                found[dtype] = fit
        return {dtype: self._fed(fit) for dtype, fit in found.items()}

    @staticmethod
    def _fed(fit: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in fit.items() if name not in CONVERSION}

    def _priors(self) -> dict[str, Any]:
        """What stands for unmeasured parts, with the range that each part needs where it is left out."""
        found = {}
        for name, keys in by_group(self.fits).items():
            found[name] = self._as_dict(self.priors[name])
            without = {key: (rows, self._without(fit, key)) for key, (rows, fit) in self.strangers.items()}
            found[name]["ranges"] = strange_ranges(without, keys) or self.fits[keys[0]].ranges
            if by_rate := strange_ranges(self.strangers, [key for key in keys if sustained(key)]):
                found[name]["sustained_ranges"] = by_rate
        if self.family.converting and "narrow" not in found:
            bare = {name: each for name, each in found.items() if " " in name}
            first = min(bare, key=lambda name: bare[name]["ranges"]["compute"][1], default="")
            found |= {"narrow": self._fed(bare[first])} if first else {}
        return found

    def _without(self, fit: Calibration, key: Key) -> Calibration:
        """A stranger's fit with the share of the peak that it has without a best rate."""
        others = [each for other, each in self.fits.items() if other[0] != key[0] and group(other[1]) == group(key[1])]
        return fit._replace(numbers={**fit.numbers, "compute": middle(others).numbers["compute"]})

    def _as_dict(self, prior: Prior) -> dict[str, Any]:
        ratio = {"of_sustained": prior.of_sustained} if prior.of_sustained else {}
        return {**self._own(prior.fit), **ratio, "parts": prior.parts}

    def _layers(self) -> dict[str, Any]:
        """The fits of architectures, and of kinds where several were measured."""
        found = {name: layer(self.fits, name) for name in ("architecture", "kind")}
        return {
            f"{name}s": {of: {width: self._as_dict(prior) for width, prior in each.items()} for of, each in fits.items()}
            for name, fits in found.items()
            if fits and (name != "kind" or len(fits) > 1)
        }

    def _left_out(self) -> dict[str, dict[str, dict[str, Any]]]:
        found = self.left_out()
        return {kind: {name: _short(each) for name, each in found[kind].items()} for kind in found}

    def _own(self, fit: Calibration) -> dict[str, Any]:
        """The parameters of a fit that are its own."""
        return {name: fit.numbers[name] for name in self._names if name in fit.numbers and self._differs(fit, name)}

    def _differs(self, fit: Calibration, name: str) -> bool:
        return fit.numbers[name] != self._shared.get(name)

    def _numbers(self, fit: Calibration) -> dict[str, Any]:
        return {**self._own(fit), "ranges": fit.ranges}

    def left_out(self) -> dict[str, dict[str, Score]]:
        """The score on rows that were left out, by shape and by part: of each dtype, and of all.

        Of those that took longer than 100 µs, where launch and start-up matter less, there is another.
        """
        ranges = self._priors()
        strangers = {
            key: (rows, fit._replace(ranges=_stranger_ranges(ranges[group(key[1])], key)))
            for key, (rows, fit) in self.strangers.items()
        }
        kinds = {"shape": shapes_left_out(self.groups, self.shared), "part": strangers}
        found = {name: _by_dtype(pairs) for name, pairs in kinds.items()}
        return found | {f"{name} {OVER}": _by_dtype(_long(pairs)) for name, pairs in kinds.items()}


def _stranger_ranges(prior: dict[str, Any], key: Key) -> dict[str, tuple[float, float]]:
    found: dict[str, tuple[float, float]] = prior["ranges"]
    if sustained(key):
        found = prior.get("sustained_ranges", found)
    return found


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
    dtypes = dict.fromkeys(dtype for _, dtype in pairs)  # with the library, where it converts
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
    return matmuls(by_library())


def measured_by() -> str:
    """The key of the measurements' source. The calibration cites one; several would need it to say which."""
    with open(source_file(), encoding="utf-8", newline="") as file:
        (key,) = {row["source"] for row in csv.DictReader(file)}
    return key


def shipped() -> tuple[Made, dict[str, Any]]:
    """The shipped calibration, made again, and its table."""
    made = Made(measurements())
    about = "Made by `slipstick calibrate` from data/measurements/gemm.csv. Times in seconds."
    libraries = sorted({name.split()[1] for _, name in made.groups if " " in name})
    conditions = {f"narrow {library}": CONVERTS.format(library) for library in libraries}
    return made, made.table(measured_by(), about, {**conditions, "narrow": FED.format(", ".join(libraries))})


def own(paths: Iterable[str]) -> list[tuple[Made, dict[str, Any]]]:
    """A person's own calibrations, one for each family their measurements are of, and their tables.

    Raises UsageError for a file with a fault, SlipstickError where there are too few rows to fit.
    """
    made = [Made(groups, _shared(groups)) for groups in own_rows(paths).values()]
    if not made:
        raise SlipstickError("nothing to calibrate: 20 scored times of one kernel, part and dtype are needed")
    about = "Made by `slipstick calibrate` from files of your own. Times in seconds."
    return [(each, each.table("your own measurements", about, dict.fromkeys(CONDITIONS, ""))) for each in made]


def _shared(groups: dict[Key, Rows]) -> dict[str, float] | None:
    """What the shipped calibration of a family shares among parts; None where there is none."""
    family = next(iter(groups.values())).kernel.family
    shipped = shipped_table(family.name)
    return shipped["shared"] if shipped else None


def remakes() -> bool:
    """Whether the shipped calibration can be made again: in a checkout, and not where the package is installed."""
    return os.path.isfile(os.path.join(os.path.dirname(data_folder()), "pyproject.toml"))


def write(family: str, table: dict[str, Any], mine: bool) -> str:
    """Write a calibration to its file, and say where. Raises SlipstickError where it cannot be written."""
    place = own_path(family) if mine else path(family)
    write_whole(place, (json.dumps(table, indent=1) + "\n").encode())
    return place


__all__ = ["MATMUL", "Made", "measurements", "own", "shipped", "write"]
