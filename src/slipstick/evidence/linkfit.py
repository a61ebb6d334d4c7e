"""The calibration of collectives: fitted to rows, with the range that these need, and tried on rows left out."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import least_squares

from ..estimates.links.reach import CLOCK, REGIMES, by_clock
from ..estimates.links.reach import FAMILY as FAMILY
from ..formulas.moving import collective_time, hops_time, link_ramp_time, shared_link_time
from ..specs.catalogue import load
from .collectives import Rows
from .score import Score, score, short

KIND = "nvlink"  # of the links that were measured
OWN = {"launch": 8e-6, "hop": 0.8e-6, "share": 0.75, "switched": 0.55}  # fitted to each part, from these on
SHARED = {"ramp": 30e-6, "half": 5e-6, "own": 0.25, "handshake": 5e-6}  # and to all together
FIXED = {"eager": 16384.0, "switch_start": 25e-6}  # as NCCL has them
STATED = {
    "unmeasured_range_power": 2,
    "why": "what was not measured has the range of an unmeasured part over NVLink, twice as wide in ratios",
    "steps": {"pcie": 1.0e-6, "network": 2.7e-6},
    "fixed": "steps over PCIe and networks, and the start of a switch, as in nccl-tuning; eager as in nccl-enqueue",
}
CONDITIONS = {
    "": "as NCCL 2.27 runs them in nccl-tests, one after the other",
    "pcie": "cards that cannot read each other's memory may take ten times as long, as eight L40S did for 64 MiB",
}
FEWEST = 20  # rows of a regime that has a range of its own
ENDS = (3.5, 96.5)  # percentiles: rows that were not seen lie outside a little more often
PAYLOAD = 0.94  # of a link, the most that its packets leave: a share is no greater
BIG = 100e-6  # seconds: above it the start matters less
STRAY = 0.05  # of a row, from which on it counts less and less

Numbers = dict[str, Any]
Ranges = dict[str, tuple[float, float]]


class Fit(NamedTuple):
    """The parameters of each part by name, those of all, and the range by what takes longest."""

    parts: dict[str, dict[str, float]]
    shared: dict[str, float]
    ranges: Ranges


class Expected(NamedTuple):
    """Expected time of each row in seconds, and what takes longest of it: a place in REGIMES."""

    time: Any
    regime: Any


def expected(rows: Rows, own: Numbers, shared: Numbers) -> Expected:
    """What each row is expected to take. own: the parameters of its part, as arrays. Times in seconds."""
    unasked = np.where(rows.message > FIXED["eager"], shared["handshake"], 0.0)
    settings = {
        "ring": (0.0, shared["own"], own["share"]),
        "direct": (unasked, shared["own"], own["share"]),
        "switch": (FIXED["switch_start"], 0.0, own["switched"]),
    }
    every = [_one(rows, name, *settings[name], own, shared) for name in rows.ways]
    best = np.argmin([total for total, _ in every], axis=0)
    return Expected(*(np.choose(best, column) for column in zip(*every, strict=True)))


def _one(rows: Rows, name: str, extra: Any, copied: float, share: Any, own: Numbers, shared: Numbers) -> Any:
    steps, transfer = rows.ways[name]
    there = np.isfinite(transfer)
    transfer = np.where(there, transfer, 1.0)
    hops = hops_time.rule([steps], [own["hop"]])
    ramp = link_ramp_time.rule(transfer, shared["ramp"], shared["half"])
    link = shared_link_time.rule(transfer, rows.ranks, copied, share)
    launch = own["launch"] + extra
    total = np.maximum(transfer, collective_time.rule(launch, hops, ramp, link))
    return np.where(there, total, np.inf), np.argmax([launch + hops, ramp, link], axis=0)


def fit(rows: Rows) -> Fit:
    """The parameters that bring the model closest to rows, with the range that these need."""
    parts = sorted({*rows.part.tolist()})
    place = np.searchsorted(parts, rows.part)
    first = np.log([*np.repeat([*OWN.values()], len(parts)), *SHARED.values()])

    def off(x: Any) -> Any:
        return np.log(expected(rows, *_named(np.exp(x), parts, place)).time / rows.measured)

    most = np.full(len(first), np.inf)
    most[2 * len(parts) : 3 * len(parts)] = np.log(PAYLOAD)
    found = least_squares(off, first, bounds=(-np.inf, most), loss="soft_l1", f_scale=STRAY, x_scale=0.1, max_nfev=300)
    numbers = np.array([float(f"{value:.4g}") for value in np.exp(found.x)])
    columns = numbers[: len(OWN) * len(parts)].reshape(len(OWN), len(parts))
    own = {part: dict(zip(OWN, column.tolist(), strict=True)) for part, column in zip(parts, columns.T, strict=True)}
    shared = dict(zip(SHARED, numbers[columns.size :].tolist(), strict=True))
    for part in parts:
        if not np.isfinite(rows.ways["switch"].transfer[rows.part == part]).any():
            del own[part]["switched"]  # its switches sum nothing
    made = Fit(own, shared, {})
    return made._replace(ranges=ranges_of([ratios(rows, made)]))


def _named(values: Any, parts: list[str], place: Any) -> tuple[Numbers, Numbers]:
    columns = values[: len(OWN) * len(parts)].reshape(len(OWN), len(parts))
    own = {name: column[place] for name, column in zip(OWN, columns, strict=True)}
    return own, dict(zip(SHARED, values[columns.size :], strict=True))


def middle(fits: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """The fit in the middle of several parts' own: the median of each parameter, over those that have it."""
    found = {name: [each[name] for each in fits.values() if name in each] for name in OWN}
    return {name: float(f"{np.median(values):.4g}") for name, values in found.items() if values}


def stranger(fits: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """What a part that was not measured goes by: the middle of others, and the cycles of a clock in a launch."""
    cycles = [fit["launch"] * load(handle).number(CLOCK) for handle, fit in fits.items()]
    return {**middle(fits), "cycles": float(f"{np.median(cycles):.4g}")}


def foreseen(rows: Rows, made: Fit) -> Expected:
    """What rows are expected to take by a fit; of a part that it does not have by the middle of the others."""
    strange = OWN | stranger(made.parts)
    each = {part: by_clock(strange, load(part)) | made.parts.get(part, {}) for part in {*rows.part.tolist()}}
    own = {name: np.array([each[part][name] for part in rows.part.tolist()]) for name in OWN}
    return expected(rows, own, made.shared)


def ratios(rows: Rows, made: Fit) -> tuple[Any, Any]:
    """Measured over expected of each row, and what takes longest of it."""
    found = foreseen(rows, made)
    return rows.measured / found.time, found.regime


def ranges_of(pairs: list[tuple[Any, Any]]) -> Ranges:
    """For each regime the ratios between which nine in ten lie."""
    ratio, regime = (np.concatenate(column) for column in zip(*pairs, strict=True))
    found = {}
    for place, name in enumerate(REGIMES):
        own = ratio[regime == place]
        low, high = np.percentile(own if len(own) >= FEWEST else ratio, ENDS)
        found[name] = (float(f"{min(low, 1.0):.3g}"), float(f"{max(high, 1.0):.3g}"))
    return found


def scored(pairs: list[tuple[Rows, Fit]], ranges: Ranges | None = None) -> Score:
    """The score of fits on rows, all together. ranges: in place of their own."""
    every = [columns(rows, made, ranges or made.ranges) for rows, made in pairs]
    return score(*(np.concatenate(column) for column in zip(*every, strict=True)))


def columns(rows: Rows, made: Fit, ranges: Ranges) -> tuple[Any, ...]:
    """Of rows the measured and expected time, the ends of the range, and the floor."""
    found = foreseen(rows, made)
    low, high = (np.choose(found.regime, [ranges[name][end] for name in REGIMES]) for end in (0, 1))
    value = np.maximum(rows.floor, found.time)
    return rows.measured, value, np.maximum(rows.floor, found.time * low), found.time * high, rows.floor


class Collectives:
    """The calibration of collectives with the rows it is made from."""

    def __init__(self, rows: Rows) -> None:
        self.rows, self.fit = rows, fit(rows)
        self.sizes = self._sizes_left_out()
        self.strangers = self._parts_left_out()
        self.strange = ranges_of([ratios(*pair) for pair in self.strangers])

    def _sizes_left_out(self) -> list[tuple[Rows, Fit]]:
        """Every second size of each machine, op and number format, by a fit of the others; both ways."""
        odd = _places(self.rows.group) % 2
        return [(self.rows.some(odd == half), fit(self.rows.some(odd != half))) for half in (0, 1)]

    def _parts_left_out(self) -> list[tuple[Rows, Fit]]:
        """The rows of each part, by a fit of the others."""
        part = self.rows.part
        return [(self.rows.some(part == one), fit(self.rows.some(part != one))) for one in sorted({*part.tolist()})]

    @property
    def left_out(self) -> dict[str, dict[str, Score]]:
        """The score on rows left out: by size and by part; of those over 100 µs another."""
        kinds = {"size": (self.sizes, None), "part": (self.strangers, self.strange)}
        found = {name: {"all": scored(pairs, ranges)} for name, (pairs, ranges) in kinds.items()}
        for name, (pairs, ranges) in kinds.items():
            big = [(rows.some(rows.measured > BIG), made) for rows, made in pairs]
            found[f"{name} over 100 µs"] = {"all": scored(big, ranges)}
        return found

    def table(self, source: str, about: str) -> dict[str, Any]:
        """The calibration as it is written to its file. Times in seconds, sizes in bytes, shares and ratios plain."""
        parts = self.fit.parts
        return {
            "about": about,
            "source": source,
            "parameters": [*OWN],
            "shared": {**self.fit.shared, **FIXED},
            "measured_kinds": [KIND],
            "stated": STATED,
            "conditions": CONDITIONS,
            "fits": {part: {KIND: {**parts[part], "ranges": self.fit.ranges, **self._marks(part)}} for part in parts},
            "priors": {KIND: {**stranger(parts), "ranges": self.strange, "parts": [*parts]}},
            "architectures": {name: {KIND: self._layer(own)} for name, own in _architectures(parts).items()},
            "left_out": {kind: {name: short(each) for name, each in by.items()} for kind, by in self.left_out.items()},
        }

    def _layer(self, own: list[str]) -> dict[str, Any]:
        return {**stranger({part: self.fit.parts[part] for part in own}), "ranges": self.strange, "parts": own}

    def _marks(self, part: str) -> dict[str, Any]:
        """How the fit does on the rows of a part, which it has seen."""
        found = scored([(self.rows.some(self.rows.part == part), self.fit)])
        marks = {"median_error": round(found.median, 3), "inside": round(found.inside, 3)}
        return {"measurements": found.count, "below_floor": found.below_floor, **marks}


def _architectures(parts: Mapping[str, Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for handle in parts:
        part = load(handle)
        if "architecture" in part:
            found.setdefault(part.told("architecture")[2], []).append(handle)
    return found


def _places(group: Any) -> Any:
    """The place of each row within its group."""
    return np.concatenate([np.arange(each) for each in np.unique(group, return_counts=True)[1]])
