"""Groups of devices that exchange data in a training step, and how long an exchange of theirs takes."""

from collections.abc import Sequence
from typing import Any

from ...errors import SlipstickError
from ...formulas.core.formula import unrecorded
from ...specs.machine import Machine
from ...specs.topology import GRIDS
from ..links.algorithms import algorithms
from ..links.collective import timed
from ..links.fabric import Level, levels
from ..links.reach import reached


def group(fabric: Sequence[Level], stride: int, ranks: int) -> list[Level]:
    """The levels between the members of a group: every so manieth device, so many of them.

    Of a grid, a group has a row round which it passes on.
    """
    found: list[Level] = []
    inner = 1
    for level in fabric:
        outer = min(ranks, max(1, level.outer // stride))
        if outer > inner:
            found.append(_between(level, inner, outer))
            inner = outer
    return found


def _between(level: Level, inner: int, outer: int) -> Level:
    grid = level.link.kind in GRIDS
    rate = level.bandwidth / len(level.link.shape) if grid else level.bandwidth
    link = level.link._replace(joins=outer, bandwidth=rate)
    link = link._replace(kind="", shape=()) if grid else link
    return Level(link, -(-outer // inner), inner, rate)


class Exchanges:
    """How long the groups of a machine take to exchange something, each kind and size worked out once."""

    def __init__(self, machine: Machine) -> None:
        self.part = machine.part
        self.fabric = levels(machine) if machine.count > 1 else []
        self._known: dict[Any, float] = {}

    def time(self, op: str, size: float, stride: int, ranks: int) -> float:
        """Expected seconds of a collective in 16-bit numbers. stride: from a member to the next. ranks: members."""
        if ranks <= 1 or size <= 0:
            return 0.0
        key = (op, size, stride, ranks)
        if key not in self._known:
            self._known[key] = self._time(*key)
        return self._known[key]

    def _time(self, op: str, size: float, stride: int, ranks: int) -> float:
        among = group(self.fabric, stride, ranks)
        if not among:
            raise SlipstickError(f"{ranks} devices that lie {stride} apart have no link between them")
        fit = reached(self.part, among, True)
        usual = [each for each in algorithms(op, among, "bf16").values() if each.usual]
        return min(float(timed(unrecorded, op, size, among, each, fit).expected) for each in usual)

    def lane(self) -> float:
        """B/s from a device to one of another group: over the outermost link."""
        return self.fabric[-1].lane if self.fabric else float("inf")

    def inner(self) -> int:
        """Devices that the innermost link joins."""
        return self.fabric[0].outer if self.fabric else 1
