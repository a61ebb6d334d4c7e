"""Fitting a family's parameters to rows, and what is left out to try them on: shapes, and whole parts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import sqrt
from typing import Any

import numpy as np
from scipy.optimize import minimize

from ..estimates.calibration import Calibration, group, reached
from ..estimates.carried import apart, beside, whole
from ..estimates.family import Family
from ..estimates.layers import pace
from ..specs.catalogue import load
from .residuals import LONG, loss, narrowest, ranges, ratios
from .rows import Key, Rows

SHARES = ("compute", "memory", "exposed", "alone")  # parameters between 0 and 1; the others are above 0
STEPS = (0.3, -0.8)  # first steps of two searches, up and down: one alone may end in a side valley
# Of rates that rows do not tell apart, as none beats the floor, the one nearest to the start is taken: what is added to
# the loss, by parameter, for each squared e-fold from it.
NEARER = {"reach": 0.02}
Fits = dict[Key, Calibration]
Numbers = dict[str, float]


def fit_all(groups: Mapping[Key, Rows], shared: Mapping[str, float] | None = None) -> Fits:
    """The parameters that bring the model closest to the rows, with no range yet.

    shared: what is the same for all groups, where it is not to be fitted. Where a family's libraries are apart, all is
    fitted to each. Rows of a library that converts its input are fitted after the others, with what those share and the
    launch of their part.
    """
    family = next(iter(groups.values())).kernel.family
    libraries = [*dict.fromkeys(map(_library, groups))]
    if family.apart:
        each = ({key: rows for key, rows in groups.items() if _library(key) == name} for name in libraries)
        return {key: fit for own in each for key, fit in _together(own, shared).items()}
    fits = _together({key: rows for key, rows in groups.items() if not _library(key)} or groups, shared)
    return fits | {key: _converted(key, rows, fits) for key, rows in groups.items() if key not in fits}


def _together(groups: Mapping[Key, Rows], shared: Mapping[str, float] | None) -> Fits:
    """The fits of groups that share some parameters: turn by turn what is their own, and what they share."""
    family = next(iter(groups.values())).kernel.family
    known = {**family.fixed, **family.libraries.get(_library(next(iter(groups))), {}), **(shared or family.shared)}
    own: dict[Key, Numbers] = {key: dict(family.parameters) for key in groups}
    for steps in [STEPS] if shared else [STEPS, STEPS[:1], STEPS[:1]]:
        own = {key: _own(own[key], known, rows, steps) for key, rows in groups.items()}
        if not shared and family.shared:
            names = {name: known[name] for name in family.shared}
            known |= _fit(names, known, [(rows, own[key]) for key, rows in groups.items()], STEPS[:1])
    return {key: _calibration({**known, **own[key]}, rows) for key, rows in groups.items()}


def _own(start: Numbers, known: Mapping[str, float], rows: Rows, steps: Sequence[float]) -> Numbers:
    """A group's own parameters; long rows alone say nothing of a launch."""
    held = {"launch": start["launch"]} if "launch" in start and rows.measured.min() > LONG else {}
    fitted = {name: value for name, value in start.items() if name not in held}
    return {**held, **_fit(fitted, {**known, **held}, [(rows, {})], steps)}


def _library(key: Key) -> str:
    return key[1].partition(" ")[2]


def _converted(key: Key, rows: Rows, fits: Fits) -> Calibration:
    """The fit of a library that converts its input: the launch is that of the part, or of all."""
    family = rows.kernel.family
    launches = [fit.numbers["launch"] for each, fit in fits.items() if each[0] == key[0]]
    launch = float(np.median(launches or [fit.numbers["launch"] for fit in fits.values()]))
    numbers = next(iter(fits.values())).numbers
    known = {name: numbers[name] for name in (*family.fixed, *family.shared)} | {"launch": launch}
    return _calibration({**known, **_fit(dict(family.converting), known, [(rows, {})], STEPS)}, rows)


def _fit(
    start: Numbers, known: Mapping[str, float], rows: list[tuple[Rows, Numbers]], steps: Sequence[float]
) -> Numbers:
    """The values of some parameters that bring the model closest to rows, each with what else is known of it."""

    def lost(x: Any) -> float:
        values = _values(start, x)
        far = sum(NEARER.get(name, 0.0) * step**2 for name, step in zip(start, x, strict=True))
        every = [(loss(each, _calibration({**known, **own, **values}, each)) + far) * len(each) for each, own in rows]
        return float(sum(every))

    found = [_least(lost, len(start), step) for step in steps]
    return _values(start, min(found, key=lambda each: float(each.fun)).x)


def _least(lost: Callable[[Any], float], many: int, step: float) -> Any:
    simplex = np.vstack([np.zeros(many), step * np.eye(many)])
    options = {"maxiter": 120 * many, "xatol": 1e-3, "fatol": 1e-5, "initial_simplex": simplex}
    return minimize(lost, simplex[0], method="Nelder-Mead", options=options)


def _values(start: Numbers, x: Iterable[float]) -> Numbers:
    """Parameters by the numbers that are searched over: logarithms of what they grew by, for a share of its odds."""
    found = {}
    for (name, value), step in zip(start.items(), x, strict=True):
        odds = np.exp(step) * (value / max(1 - value, 1e-4) if name in SHARES else value)
        found[name] = float(f"{odds / (1 + odds) if name in SHARES else odds:.4g}")
    return found


def _calibration(numbers: Numbers, rows: Rows) -> Calibration:
    return Calibration(numbers, {}, len(rows), "measured", "")


def middle(fits: list[Calibration]) -> Calibration:
    """The fit halfway between others: the median of each parameter."""
    medians = {name: float(f"{np.median([fit.numbers[name] for fit in fits]):.4g}") for name in fits[0].numbers}
    return fits[0]._replace(numbers=medians)


def ranged(fit: Calibration, rows: Rows) -> Calibration:
    """A fit with the range that its rows need."""
    return fit._replace(ranges=ranges([ratios(rows, fit)]))


def best(groups: Mapping[Key, Rows], shared: Mapping[str, float] | None = None) -> Fits:
    """The fit of every group, with its range."""
    return {key: ranged(fit, groups[key]) for key, fit in fit_all(groups, shared).items()}


class Prior:
    """What stands for a part that was not measured: fits of others, in dtypes of about one width.

    family: whose fits they are. fit: the middle of them, of some parameters the least. cycles: that of the launches,
    and of what else goes by the clock, in its cycles. of_sustained: the usual ratio of the share of the peak over whole
    kernels to that which a part is known to reach, if there is one for a part. parts: whose fits they are.
    """

    def __init__(self, fits: Fits, family: Family, every: Fits | None = None) -> None:
        """every: the fits of all libraries, halfway to whose middle some parameters are taken."""
        self.fit, self.family = middle([*fits.values()]), family
        least = {name: min(fit.numbers[name] for fit in fits.values()) for name in family.least}
        self.fit = self.fit._replace(numbers={**self.fit.numbers, **least})
        self.parts = sorted({handle for handle, _ in fits})
        clocked = dict.fromkeys(("launch", *(family.pooled if every else ())))
        self.cycles = {name: sqrt(_cycles(name, fits) * _cycles(name, every or fits)) for name in clocked}
        ratios = [_whole(key, fit, family) / found for key, fit in fits.items() if (found := known_share(key, family))]
        self.of_sustained = float(np.median(ratios)) if ratios else None

    def of(self, key: Key, by_rate: bool = True) -> Calibration:
        """What a part is estimated by. by_rate: with the share of the peak by what it is known to reach, if it is."""
        found, paced = known_share(key, self.family), pace(load(key[0]))
        clocked = {name: cycles / paced for name, cycles in self.cycles.items() if cycles} if paced else {}
        numbers = {**self.fit.numbers, **clocked}
        if by_rate and found and self.of_sustained:
            numbers["compute"] = apart(min(1.0, self.of_sustained * found), numbers, _beside(key, self.family))
        return self.fit._replace(numbers=numbers)


def _cycles(name: str, fits: Fits) -> float:
    """The middle of a time, in cycles of the clock of each part; 0 where that is not known of most."""
    return float(np.median([fit.numbers[name] * pace(load(key[0])) for key, fit in fits.items()]))


def _whole(key: Key, fit: Calibration, family: Family) -> float:
    """The share of the peak over whole kernels, with all that is beside their matmuls."""
    return whole(fit.numbers["compute"], fit.numbers, _beside(key, family))


def _beside(key: Key, family: Family) -> float:
    return beside(family.name, load(key[0]), key[1].split()[0])


def known_share(key: Key, family: Family) -> float:
    """The share of its peak that a part is known to reach in a dtype, by other measurements; 0 where there are none."""
    return reached(family.scaled_by, load(key[0]), key[1].split()[0])


def by_group(keys: Iterable[Key]) -> dict[str, list[Key]]:
    """Keys by the width of their dtype, and the library where it converts."""
    found: dict[str, list[Key]] = {}
    for key in keys:
        found.setdefault(group(key[1]), []).append(key)
    return found


def priors(fits: Fits, family: Family) -> dict[str, Prior]:
    """The fit for parts not measured: of narrow dtypes by library, and of wide ones. family: whose fits they are."""
    every = {key: fit for key, fit in fits.items() if _library(key) and family.pooled}
    return {name: Prior(own, family, every) for name, own in _grouped(fits).items()}


def _grouped(fits: Fits) -> dict[str, Fits]:
    return {name: {key: fits[key] for key in keys} for name, keys in by_group(fits).items()}


def layer(fits: Fits, by: str, family: Family) -> dict[str, dict[str, Prior]]:
    """The fits of each architecture or kind: by its name, and by width."""
    members: dict[str, Fits] = {}
    for key, fit in fits.items():
        part = load(key[0])
        name = part.kind if by == "kind" else part.told(by)[2] if by in part else ""
        members.setdefault(name, {})[key] = fit
    grouped = {name: _grouped(own) for name, own in members.items() if name}
    return {name: {group: Prior(own, family) for group, own in each.items()} for name, each in grouped.items()}


Left = dict[Key, tuple[Rows, Calibration]]


def parts_left_out(groups: Mapping[Key, Rows], fit: Callable[[Mapping[Key, Rows]], Fits] = fit_all) -> Left:
    """Each part's rows, with the fit that it is estimated by where it was left out of everything; with no range yet.

    Fits that share parameters are made again without it.
    """
    family = next(iter(groups.values())).kernel.family
    found: Left = {}
    for handle in dict.fromkeys(handle for handle, _ in groups):
        others = {key: rows for key, rows in groups.items() if key[0] != handle}
        known = priors(fit(others), family) if others else {}
        own = [key for key in groups if key[0] == handle and group(key[1]) in known]
        found |= {key: (groups[key], known[group(key[1])].of(key)) for key in own}
    return found


def strange_ranges(left: Left, names: Iterable[Key]) -> dict[str, tuple[float, float]] | None:
    """The range that parts would have needed where they were left out; None where there are none."""
    pairs = [ratios(*left[key]) for key in names if key in left]
    return ranges(pairs, narrowest) if pairs else None


def shapes_left_out(groups: Mapping[Key, Rows], shared: Mapping[str, float] | None = None) -> Left:
    """The odd rows of each group, with a fit and a range that have seen the even ones alone."""
    even = {key: rows.every_second(0) for key, rows in groups.items()}
    return {key: (groups[key].every_second(1), fit) for key, fit in best(even, shared).items()}
