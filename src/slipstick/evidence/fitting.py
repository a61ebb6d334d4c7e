"""Fitting a family's parameters to rows, and what is left out to try them on: shapes, and whole parts."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy.optimize import minimize

from ..estimates.calibration import Calibration, group
from ..estimates.family import Family
from ..specs.catalogue import load
from .residuals import loss, ranges, ratios
from .rows import Key, Rows

DEEP = (512.0, 1024.0, 2048.0)
EXPOSED = (0.0, 0.1, 0.2, 0.3, 0.4)
TIMES = ("launch", "fill")  # parameters in seconds; the others are shares
Fits = dict[Key, Calibration]


def fit_rows(rows: Rows, deep: float, exposed: float) -> Calibration:
    """The parameters that bring the model closest to the rows, with no range yet."""
    names = rows.kernel.family.parameters
    start = Calibration(0.0, 0.0, 1.0, 1.0, deep, exposed, {}, len(rows), "measured", "")

    def made(x: Any) -> Calibration:
        return _with(start, {name: _value(name, v) for name, v in zip(names, x, strict=True)})

    options = {"maxiter": 1500, "xatol": 1e-4, "fatol": 1e-6}
    best = minimize(lambda x: loss(rows, made(x)), [1.0] * len(names), method="Nelder-Mead", options=options)
    return _rounded(made(best.x), rows.kernel.family)


def _value(name: str, v: float) -> float:
    """A parameter of the number that is searched over: a time in µs by its logarithm, a share by its odds."""
    return float(f"{np.exp(v) * 1e-6:.6g}") if name in TIMES else float(1 / (1 + np.exp(-v)))


def _rounded(fit: Calibration, family: Family) -> Calibration:
    return _with(fit, {name: float(f"{getattr(fit, name):.4g}") for name in family.parameters})


def middle(fits: list[Calibration], family: Family) -> Calibration:
    """The fit halfway between others: the median of each parameter."""
    medians = {name: float(np.median([getattr(fit, name) for fit in fits])) for name in family.parameters}
    return _rounded(_with(fits[0], medians), family)


def _with(fit: Calibration, values: dict[str, float]) -> Calibration:
    changes: dict[str, Any] = dict(values)
    return fit._replace(**changes)


def ranged(fit: Calibration, rows: Rows) -> Calibration:
    """A fit with the range that its rows need."""
    return fit._replace(ranges=ranges([ratios(rows, fit)]))


def best(groups: Mapping[Key, Rows], deep: tuple[float, ...] = DEEP, exposed: tuple[float, ...] = EXPOSED) -> Fits:
    """The fit of every group, with its range; the depth and the exposed share are those best for all together."""
    tried = []
    for depth in deep:
        for share in exposed:
            fits = {key: fit_rows(rows, depth, share) for key, rows in groups.items()}
            tried.append((sum(loss(groups[key], fit) * len(groups[key]) for key, fit in fits.items()), fits))
    fits = min(tried, key=lambda pair: pair[0])[1]
    return {key: ranged(fit, groups[key]) for key, fit in fits.items()}


def priors(groups: Mapping[Key, Rows], fits: Fits) -> dict[str, Calibration]:
    """The fit for parts not measured: of narrow dtypes, and of wide ones.

    Its range is what each part would have needed, had it been estimated from the others alone.
    """
    found = {}
    for name in dict.fromkeys(group(dtype) for _, dtype in groups):
        keys = [key for key in groups if group(key[1]) == name]
        family = groups[keys[0]].kernel.family
        strangers = [(key, middle(_others(fits, key), family)) for key in keys if _others(fits, key)]
        spreads = ranges([ratios(groups[key], fit) for key, fit in strangers]) if strangers else fits[keys[0]].ranges
        center = middle([fits[key] for key in keys], family)
        found[name] = center._replace(ranges=spreads, measurements=len(keys), kind="prior")
    return {name: found[name] for name in ("narrow", "wide") if name in found}


Layer = dict[str, dict[str, tuple[Calibration, list[str]]]]


def layer(groups: Mapping[Key, Rows], fits: Fits, by: str) -> Layer:
    """The fits of architectures or kinds with two measured parts at least: by name and width, with their parts.

    Its range is what each of its parts would have needed, had it been estimated from the others of it alone.
    """
    members: dict[str, dict[Key, Rows]] = {}
    for key, rows in groups.items():
        part = load(key[0])
        name = part.kind if by == "kind" else part.told(by)[2] if by in part else ""
        members.setdefault(name, {})[key] = rows
    found: Layer = {}
    for name, own in members.items():
        for width, fit in priors(own, {key: fits[key] for key in own}).items():
            parts = sorted({handle for handle, dtype in own if group(dtype) == width})
            if name and len(parts) > 1:
                found.setdefault(name, {})[width] = fit, parts
    return found


def _others(fits: Fits, key: Key) -> list[Calibration]:
    """The fits of other parts in dtypes of about this width."""
    return [fit for other, fit in fits.items() if other[0] != key[0] and group(other[1]) == group(key[1])]


def parts_left_out(groups: Mapping[Key, Rows], fits: Fits, known: dict[str, Calibration]) -> dict[Key, Calibration]:
    """What each part is estimated by where it is left out: the middle of the others, with the range of a prior."""
    return {
        key: middle(_others(fits, key), rows.kernel.family)._replace(ranges=known[group(key[1])].ranges)
        for key, rows in groups.items()
        if _others(fits, key)
    }


def shapes_left_out(groups: Mapping[Key, Rows], fits: Fits) -> dict[Key, tuple[Rows, Calibration]]:
    """The odd rows of each group, with a fit and a range that have seen the even ones alone."""
    found = {}
    for key, rows in groups.items():
        even, odd = rows.every_second(0), rows.every_second(1)
        found[key] = odd, ranged(fit_rows(even, fits[key].deep, fits[key].exposed), even)
    return found
