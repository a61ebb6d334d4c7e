"""What is told of the cores of a CPU that run a kernel, and of where its data lie, in words."""

from collections.abc import Mapping
from typing import Any

from ..formulas.cores import busy_clock
from ..specs.cores import Cores
from ..units.maths import is_array
from ..units.show import show
from ..words import counted
from .outcome import Outcome

ALLOCATING = ("AMD", "Intel")  # whose cores read the line of a store first; of others no measurements say it
ROOM = 2 / 3  # of a level is what a loop finds there again: the rest is for its neighbours, as in the measurements


def threads_said(busy: Cores) -> str:
    """How many cores run it, and at which clock."""
    clock, told = busy.slowest
    if busy.threads == 1:
        return f"one thread, on one core at {show(busy.boost, 'Hz')}"
    held = busy_clock.rule(busy.boost, clock, busy.threads, busy.cores * busy.sockets)
    cores = f"all {busy.cores:.0f} cores" if busy.threads == busy.cores else f"{busy.threads:.0f} cores"
    sockets = f" of {busy.sockets:.0f} sockets" if busy.sockets > 1 else ""
    why = f": {told}" if busy.threads >= busy.cores else ""
    return f"{cores}{sockets}, a thread each, at {show(held, 'Hz')}{why} (threads=1 for one)"


def small_said(busy: Cores, outcome: Outcome) -> list[str]:
    """That the data would stay in a cache, where they are taken to come from memory."""
    traffic = outcome.quantities.get("traffic", (0.0, ""))[0]
    if is_array(traffic) or not traffic or busy.link or busy.level != busy.levels[-1].name:
        return []
    inner = next(each for each in busy.levels if traffic <= ROOM * each.capacity)
    return [] if inner.main else [f"the data fit in {inner.name}: level=warm counts them there, as a loop finds them"]


def place_said(busy: Cores, at: Any) -> list[str]:
    """Where the data lie. at: the name of the level, or an array of such."""
    if is_array(at):
        return [f"the data lie in {' or '.join(sorted(set(at.flat)))} by their size, as a loop that repeats finds them"]
    level = next((each for each in busy.levels if each.name == at), None)
    if level is None:
        return []
    counts = level.borrowed and not level.one and not (level.main and busy.whole)
    borrowed = [f"its page gives no latency of {at}: {level.borrowed} is taken"] * bool(counts)
    if level.main:
        far = f", in that of the other socket, over a link of {show(busy.link, 'B/s')} each way" if busy.link else ""
        return [f"the data lie in memory{far}"] * bool(far) + borrowed
    why = "as you say" if busy.level else "as a loop finds them"
    told = f"the data lie in {at}, of which these cores have {show(level.capacity, 'B', binary=True)}: {why}"
    return [told, *borrowed]


def matmuls_said(numbers: Mapping[str, float], tiled: bool, matmul: bool) -> str:
    """What stands behind arithmetic: so many matmuls. tiled: on units of tiles. matmul: whether it is one itself."""
    kind, of = ("tiled", "on units that multiply tiles, on") if tiled else ("matmuls", "on")
    many, parts = int(numbers[kind]), int(numbers[f"{kind}_parts"])
    left = "a range that is stated" if tiled else "the range of CPUs that were left out in turn"
    told = f"{counted(many, 'matmul')} {of} {counted(parts, 'CPU')}; {left}"
    return told if matmul else f"arithmetic as in {told}"
