"""The calibration of moves: what copies over a kind of link were measured to reach, of the few that are published."""

from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import least_squares

from ..estimates.links.move import FAMILY as FAMILY
from ..estimates.links.route import Stage, stage
from ..specs.catalogue import catalogue
from ..units import Size, dim_of
from ..units.door import number
from .measurement import Measurement

FIRST = (10e-6, 0.85)  # seconds to start, and share of the rate, from these on
STATED = {
    "unmeasured_range_power": 2,
    "noise": 1.15,
    "why": "independent measurements of one transfer agree within 15 %, and no range is narrower; twice as wide, in "
    "ratios, over links of a kind that was not measured",
}
SIZE = dim_of(Size)


class Copy(NamedTuple):
    """A measured copy: what it went over, its size in bytes, and seconds; without a size bytes a second."""

    over: Stage
    size: float
    measured: float


def copies(measured: list[Measurement]) -> list[Copy]:
    """The copies among measurements that are scored."""
    known = catalogue(None)
    found = []
    for each in measured:
        if each.command == "move" and each.score and "over" in each.question:
            end = known.find(each.question["on"]) if "on" in each.question else None
            over = stage(each.question["over"], known, False, end)
            assert SIZE
            size = float(number(each.question["size"], SIZE, "size")) if "size" in each.question else 0.0
            ((value, _),) = [each.measured["time" if size else "bandwidth"]]
            found.append(Copy(over, size, value))
    return found


def fitted(found: list[Copy]) -> dict[str, Any]:
    """The start and the share of the rate of copies over one kind of link, and the ratios that hold them."""
    timed = [each for each in found if each.size]
    shares = [each.measured / each.over.bandwidth for each in found if not each.size]
    launch, share = FIRST[0], float(np.median(shares)) if shares else FIRST[1]
    if timed:
        line = np.array([each.size / each.over.bandwidth for each in timed])
        real = np.array([each.measured for each in timed])
        best = least_squares(lambda x: np.log((np.exp(x[0]) + line / np.exp(x[1])) / real), np.log(FIRST))
        launch, share = map(float, np.exp(best.x))
        ratios = real / (launch + line / share)
    else:
        ratios = share / np.array(shares)
    noise = STATED["noise"]
    assert isinstance(noise, float)
    ends = [min(ratios.min(), 1 / noise), max(ratios.max(), noise)]
    numbers = {"launch": float(f"{launch:.3g}"), "share": float(f"{share:.3g}")}
    return {**numbers, "range": [float(f"{end:.3g}") for end in ends], "measurements": len(found)}


def table(measured: list[Measurement], source: str, about: str) -> dict[str, Any]:
    """The calibration of moves as it is written to its file. Times in seconds, shares and ratios plain."""
    every = copies(measured)
    kinds = sorted({each.over.kind for each in every})
    fits = {kind: fitted([each for each in every if each.over.kind == kind]) for kind in kinds}
    middle = {name: float(f"{np.median([each[name] for each in fits.values()]):.3g}") for name in ("launch", "share")}
    ends = [min(each["range"][0] for each in fits.values()), max(each["range"][1] for each in fits.values())]
    return {
        "about": about,
        "source": source,
        "parameters": ["launch", "share"],
        "shared": {},
        "measured_kinds": kinds,
        "stated": STATED,
        "conditions": {},
        "fits": fits,
        "priors": {"": {**middle, "range": ends}},
    }
