"""Algorithms of collectives: how many steps each takes over each level of a fabric, and what a device sends there."""

from collections.abc import Callable, Sequence
from math import prod
from typing import Any

from ...formulas.collectives import allgather_traffic, allreduce_traffic, tree_rounds
from ...formulas.core.formula import Formula
from ...formulas.moving import alltoall_line_time, alltoall_outer_traffic
from ...formulas.network import serialization_delay
from ...records import Fields
from ...specs.topology import GRIDS
from ...units.maths import highest
from .fabric import SUMMED, Level

REDUCE, GATHER, SCATTER = "all-reduce", "all-gather", "reduce-scatter"
EXCHANGE, BROADCAST, SEND = "all-to-all", "broadcast", "send"
OPS = (REDUCE, GATHER, SCATTER, EXCHANGE, BROADCAST, SEND)
TRAFFIC: dict[str, Formula] = {REDUCE: allreduce_traffic, GATHER: allgather_traffic, SCATTER: allgather_traffic}


class Sent(Fields):
    """What goes over a level: steps that wait for each other, bytes a device sends, seconds at the link's rate."""

    level: Level
    steps: float
    traffic: Any
    time: Any


Levels = Sequence[Level]
Sends = Callable[[Any, str, Any, Levels], list[Sent]]  # how formulas are called, the op, the size, the levels


class Algorithm(Fields):
    """An algorithm of a collective.

    sends: what goes over each level. usual: whether NCCL has it for that op; others are there for the asking.
    start: the parameter of what it needs to start beside the launch. share: that of the share of the link it reaches.
    own: whether a device copies its own part. direct: whether messages go straight to their receivers.
    adds: whether the levels follow one another.
    """

    sends: Sends
    usual: bool = True
    start: str = ""
    share: str = "share"
    own: bool = True
    direct: bool = False
    adds: bool = False


def algorithms(op: str, levels: Levels, dtype: str) -> dict[str, Algorithm]:
    """The algorithms that an op has on some levels, by name, the usual ones first."""
    if op == SEND:
        return {"direct": Algorithm(_lane, own=False, direct=True)}
    if op == EXCHANGE:
        return {"direct": Algorithm(_exchanged, direct=True)}
    found = {"ring": Algorithm(_ring)}
    several, grid = len(levels) > 1, levels[0].link.kind in GRIDS
    if op == REDUCE and sums(levels, dtype) and not several and levels[0].ranks > 2:
        found["switch"] = Algorithm(_switch, start="switch_start", share="switched", own=False)
    if op == REDUCE and not grid:
        found["tree"] = Algorithm(_tree, usual=several)
    if op != BROADCAST and several:
        found["hierarchical"] = Algorithm(_hierarchical, usual=False, adds=True)
    if op != BROADCAST and not grid:
        found["one-shot"] = Algorithm(_one_shot, usual=False)
    return found


def sums(levels: Levels, dtype: str) -> bool:
    """Whether the switches next to the devices can sum what they send in a number format."""
    return levels[0].sums and dtype in SUMMED


def least(run: Any, op: str, size: Any, levels: Levels, dtype: str) -> list[Sent]:
    """What each device has to send over its own link at each level, whatever the algorithm."""
    if op == SEND:
        return _lane(run, op, size, levels)
    if op == EXCHANGE:
        return _exchanged(run, op, size, levels)
    found = [_sent(run, each, 0, _needed(run, op, size / each.inner, each)) for each in levels]
    if op != REDUCE or not sums(levels, dtype):
        return found
    return [_sent(run, levels[0], 0, size), *found[1:]]


def _needed(run: Any, op: str, size: Any, level: Level) -> Any:
    return run(TRAFFIC[op], ranks=float(level.ranks), size=size) if op in TRAFFIC else size


def _sent(run: Any, level: Level, steps: float, traffic: Any, bandwidth: float = 0.0) -> Sent:
    time = run(serialization_delay, size=traffic, bandwidth=bandwidth or level.bandwidth)
    return Sent(level, float(steps), traffic, time)


def _ring(run: Any, op: str, size: Any, levels: Levels) -> list[Sent]:
    """One ring through all devices; every group of them has the links of all its members for it."""
    ranks = float(levels[-1].outer)
    traffic = run(TRAFFIC[op], ranks=ranks, size=size) if op in TRAFFIC else size
    rounds = 2 if op == REDUCE else 1
    return [
        _sent(run, each, rounds * each.steps * prod(above.ranks for above in levels[place:]), traffic / each.inner)
        for place, each in enumerate(levels, 1)
    ]


def _switch(run: Any, op: str, size: Any, levels: Levels) -> list[Sent]:
    """Up to the switch, which sums, and down again."""
    return [_sent(run, levels[0], 2, size)]


def _tree(run: Any, op: str, size: Any, levels: Levels) -> list[Sent]:
    """Up a tree and down again, in chunks: a device sends its vector up, and the sum down."""
    rounds = [run(tree_rounds, ranks=float(each.ranks)) for each in levels]
    return [_sent(run, each, 2 * many, 2 * size / each.inner) for each, many in zip(levels, rounds, strict=True)]


def _hierarchical(run: Any, op: str, size: Any, levels: Levels) -> list[Sent]:
    """One level after the other: a device has only its share of a group's data for the level above."""
    rounds = 2 if op == REDUCE else 1
    return [_sent(run, each, rounds * each.steps, _needed(run, op, size / each.inner, each)) for each in levels]


def _one_shot(run: Any, op: str, size: Any, levels: Levels) -> list[Sent]:
    """In one step: each device sends each other one all that it needs."""
    each_other = size if op == REDUCE else size / levels[-1].outer
    return [_sent(run, each, 1, each_other * (each.outer - each.inner)) for each in levels]


def _exchanged(run: Any, op: str, size: Any, levels: Levels) -> list[Sent]:
    """Each device sends each other one its part; along a grid parts go through others."""
    if levels[0].link.kind in GRIDS:
        return [_along(run, size, levels[0])]
    ranks = levels[-1].outer
    traffic = [_leaving(run, size * each.outer / ranks, each.outer, each.inner) for each in levels]
    return [_sent(run, each, 1, amount) for each, amount in zip(levels, traffic, strict=True)]


def _leaving(run: Any, size: Any, ranks: int, inner: int) -> Any:
    return run(alltoall_outer_traffic, ranks=float(ranks), inner=float(inner), size=size)


def _along(run: Any, size: Any, grid: Level) -> Sent:
    given = {"size": size, "lane": grid.lane, "ways": float(grid.ways)}
    times = [run(alltoall_line_time, side=float(side), **given) for side in grid.link.shape]
    return Sent(grid, float(grid.steps), _leaving(run, size, grid.ranks, 1), highest(times))


def _lane(run: Any, op: str, size: Any, levels: Levels) -> list[Sent]:
    """From one device to a neighbour, or to one of another group, over its own link."""
    return [_sent(run, levels[-1], 1, size, levels[-1].lane)]
