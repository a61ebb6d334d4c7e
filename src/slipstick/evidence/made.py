"""A calibration with the rows it is made from: its fits, what stands for unmeasured parts, and how it scores."""

from collections.abc import Mapping
from functools import cached_property, partial
from typing import Any

import numpy as np

from ..estimates.calibration import RARE, Calibration, group
from ..estimates.layers import CYCLES, holding
from ..specs.catalogue import load
from .fitting import (
    Fits,
    Left,
    Prior,
    best,
    by_group,
    fit_all,
    known_share,
    layer,
    middle,
    parts_left_out,
    priors,
    shapes_left_out,
    strange_ranges,
)
from .residuals import LONG, residuals, scored
from .rows import Key, Rows
from .score import Score, short

STATED = {
    "unmeasured_kind_range_power": 2,
    "why": "no part of this kind was measured: the range of an unmeasured gpu is taken twice as wide, in ratios",
    "measured_kinds_only": ["step", "gather", "kept", "droop"],
}
CONVERSION = ("conversion", "converted")  # parameters of a library that converts its input
OVER = "over 100 µs"
FEW = 20  # rows of a part below which its range holds that of a part that was not measured


class Made:
    """A calibration with the rows it is made from. groups: by part and dtype. family: whose it is.

    shared: what is the same for all parts, where it is not fitted.
    """

    def __init__(self, groups: dict[Key, Rows], shared: Mapping[str, float] | None = None) -> None:
        self.groups, self.shared = groups, shared
        self.family = next(iter(groups.values())).kernel.family
        self.fits: Fits = best(groups, shared)
        self.priors = priors(self.fits, self.family)
        self.strangers = parts_left_out(groups, partial(fit_all, shared=shared))

    def table(self, source: str, about: str, conditions: dict[str, str]) -> dict[str, Any]:
        """The calibration as it is written to its file. Times in seconds, shares and ratios plain."""
        found: dict[str, Any] = {}
        for (handle, name), own in self.fits.items():
            fit = self._shipped(own, (handle, name))
            marks = _marks(self.groups[handle, name], fit)
            found.setdefault(handle, {})[name] = {**self._numbers(fit, (handle, name)), **marks}
        return {
            "about": about,
            "source": source,
            "parameters": [*self._names],
            "shared": self._shared,
            "libraries": self._libraries(),
            "measured_kinds": sorted({load(handle).kind for handle, _ in self.fits}),
            "stated": {**STATED, **self.family.stated},
            "conditions": conditions,
            "fits": {handle: fits | self._bare(fits) for handle, fits in found.items()},
            "priors": self._priors,
            **self._layers(),
            "left_out": self._left_out(),
        }

    @cached_property
    def _names(self) -> tuple[str, ...]:
        every = [*self.family.parameters, *self.family.converting]
        apart = [*self.family.shared, *self.family.fixed] if self.family.apart else []
        return tuple(dict.fromkeys([*every, *apart]))

    @cached_property
    def _shared(self) -> dict[str, float]:
        if self.family.apart:
            return {}
        numbers = next(fit.numbers for (_, name), fit in self.fits.items() if " " not in name)
        return {name: numbers[name] for name in (*self.family.shared, *self.family.fixed)}

    def _libraries(self) -> dict[str, dict[str, bool]]:
        """The libraries of each width, and whether they have fits of their own."""
        own = dict.fromkeys((name.split()[1] for _, name in self.fits if " " in name), True)
        return {"narrow": own, "wide": dict.fromkeys(own, self.family.apart)} if own else {}

    def _bare(self, fits: dict[str, Any]) -> dict[str, Any]:
        """The fits of kernels that are fed what libraries convert: of the library that the model meets best."""
        found: dict[str, Any] = {}
        for name, fit in fits.items() if self.family.converting else ():
            dtype, _, library = name.partition(" ")
            if library and (dtype not in found or fit["median_error"] < found[dtype]["median_error"]):
                found[dtype] = fit
        return {dtype: self._fed(fit) for dtype, fit in found.items()}

    @staticmethod
    def _fed(fit: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in fit.items() if name not in CONVERSION}

    @cached_property
    def _priors(self) -> dict[str, Any]:
        """What stands for unmeasured parts, with the range that each part needs where it is left out."""
        found = {}
        for name, keys in by_group(self.fits).items():
            found[name] = self._as_dict(self.priors[name])
            without = {key: (rows, self._without(fit, key)) for key, (rows, fit) in self.strangers.items()}
            found[name]["ranges"] = strange_ranges(without, keys) or self.fits[keys[0]].ranges
            if by_rate := strange_ranges(self.strangers, [key for key in keys if self._known(key)]):
                found[name]["sustained_ranges"] = by_rate
        if self.family.converting and "narrow" not in found:
            bare = {name: each for name, each in found.items() if " " in name}
            first = min(bare, key=lambda name: bare[name]["ranges"]["compute"][1], default="")
            found |= {"narrow": self._fed(bare[first])} if first else {}
        return found

    def _known(self, key: Key) -> bool:
        """Whether a part is known to reach some share of its peak by other measurements."""
        return known_share(key, self.family) > 0

    def _stranger_ranges(self, prior: dict[str, Any], key: Key) -> dict[str, tuple[float, float]]:
        found: dict[str, tuple[float, float]] = prior["ranges"]
        return prior.get("sustained_ranges", found) if self._known(key) else found

    def _without(self, fit: Calibration, key: Key) -> Calibration:
        """A stranger's fit with the share of the peak that it has without a best rate."""
        others = [each for other, each in self.fits.items() if other[0] != key[0] and group(other[1]) == group(key[1])]
        return fit._replace(numbers={**fit.numbers, "compute": middle(others).numbers["compute"]})

    def _as_dict(self, prior: Prior) -> dict[str, Any]:
        more = {CYCLES[name]: cycles for name, cycles in prior.cycles.items()} | {"of_sustained": prior.of_sustained}
        return {**self._own(prior.fit), **{name: value for name, value in more.items() if value}, "parts": prior.parts}

    def _layers(self) -> dict[str, Any]:
        """The fits of architectures, and of kinds where several were measured."""
        found = {name: layer(self.fits, name, self.family) for name in ("architecture", "kind")}
        return {
            f"{name}s": {
                of: {width: self._as_dict(prior) for width, prior in each.items()} for of, each in fits.items()
            }
            for name, fits in found.items()
            if fits and (name != "kind" or len(fits) > 1)
        }

    def _left_out(self) -> dict[str, dict[str, dict[str, Any]]]:
        found = self.left_out
        return {kind: {name: short(each) for name, each in found[kind].items()} for kind in found}

    def _own(self, fit: Calibration) -> dict[str, Any]:
        """The parameters of a fit that are its own."""
        return {name: fit.numbers[name] for name in self._names if name in fit.numbers and self._differs(fit, name)}

    def _differs(self, fit: Calibration, name: str) -> bool:
        return fit.numbers[name] != self._shared.get(name)

    def _numbers(self, fit: Calibration, key: Key) -> dict[str, Any]:
        known = known_share(key, self.family)
        ratio = {"of_sustained": fit.numbers["compute"] / known} if known else {}  # for parts that take over its facts
        return {**self._own(fit), **ratio, "ranges": fit.ranges}

    @cached_property
    def left_out(self) -> dict[str, dict[str, Score]]:
        """The score on rows that were left out, by shape and by part: of each dtype, and of all.

        Of those that took longer than 100 µs, where launch and start-up matter less, there is another.
        """
        kinds = self.pairs
        known = {key: pair for key, pair in kinds["part"].items() if self._known(key)}
        kinds = kinds | ({"part with a best rate": known} if len(known) < len(kinds["part"]) else {})
        found = {name: _by_dtype(pairs) for name, pairs in kinds.items()}
        return found | {f"{name} {OVER}": _by_dtype(_long(pairs)) for name, pairs in kinds.items()}

    @cached_property
    def pairs(self) -> dict[str, Left]:
        """The rows that were left out, by shape and by part, each with the fit that has not seen them."""
        ranges = self._priors
        strangers = {
            key: (rows, fit._replace(ranges=self._stranger_ranges(ranges[group(key[1])], key)))
            for key, (rows, fit) in self.strangers.items()
        }
        shapes = {key: (rows, self._shipped(fit, key)) for key, (rows, fit) in self._shapes.items()}
        return {"shape": shapes, "part": strangers}

    @cached_property
    def _shapes(self) -> Left:
        return shapes_left_out(self.groups, self.shared)

    def _shipped(self, fit: Calibration, key: Key) -> Calibration:
        """A fit as it ships: the range of few rows holds that of an unmeasured part; what is rare has that too."""
        strange = self._priors[group(key[1])]["ranges"]
        if len(self.groups[key]) < FEW:
            return fit._replace(ranges=holding(fit.ranges, strange))
        return fit._replace(ranges={**{name: ends for name, ends in strange.items() if name == RARE}, **fit.ranges})


def _long(pairs: Mapping[Key, tuple[Rows, Calibration]]) -> dict[Key, tuple[Rows, Calibration]]:
    """The rows that took long, with their fits."""
    long = {key: (rows.longer_than(LONG), fit) for key, (rows, fit) in pairs.items()}
    return {key: pair for key, pair in long.items() if len(pair[0])}


def _by_dtype(pairs: Mapping[Key, tuple[Rows, Calibration]]) -> dict[str, Score]:
    """The score of each dtype, and of all together; none where nothing was left out."""
    dtypes = dict.fromkeys(dtype for _, dtype in pairs)  # with the library, where it has a fit of its own
    found = {dtype: scored([pair for key, pair in pairs.items() if key[1] == dtype]) for dtype in dtypes}
    apart = next(iter(pairs.values()))[0].kernel.family.apart if pairs else False
    once = [pair for key, pair in pairs.items() if not apart or " " in key[1]]  # rows of all libraries are there twice
    return {**found, "all": scored(once or [*pairs.values()])} if pairs else {}


def _marks(rows: Rows, fit: Calibration) -> dict[str, Any]:
    """How a fit does on the rows that it has seen."""
    marks = residuals(rows, fit)
    return {
        "measurements": fit.measurements,
        "below_floor": marks["below_floor"],
        "median_error": round(float(np.median(marks["error"])), 3),
        "median_error_long": round(float(np.median(marks["long"])), 3) if len(marks["long"]) else None,
        "inside": round(float(marks["inside"].mean()), 3),
    }
