"""Parallelism: how fast work with dependences can get, what waits for the slowest, and which cores to build."""

from ..units import Count, D, Processors, Share, Speedup, Time
from ..units.maths import highest, length, maximum, sqrt, total
from .core.conditions import at_most
from .core.formula import formula


@formula(source="clrs-chess-lesson")
def greedy_time(work: Time, span: Time, processors: Processors) -> Time:
    """Most time that a greedy schedule takes on some processors (the work-span model; the sharper bound: brent_time).

    work: time on one processor. span: time on as many as there may be, the longest chain of dependences. At most twice
    the best. A chess program of 2048 s and 1 s: 65 s on 32 processors, 5 on 512. Changed to 1024 s and 8 s: 40 and 10.

    >>> show(greedy_time("2048 s", "1 s", 32)), show(greedy_time("2048 s", "1 s", 512))
    ('65 s', '5 s')
    >>> show(greedy_time("1024 s", "8 s", 32)), show(greedy_time("1024 s", "8 s", 512))
    ('40 s', '10 s')
    """
    return work / processors + span


@formula(source="awpala-work-span")
def brent_time(work: Time, span: Time, processors: Processors) -> Time:
    """Most time that work with dependences takes on some processors (Brent's theorem).

    work: time on one processor. span: time of the longest chain of dependences, a part of the work. Six units of work,
    four of them on the longest path: 5 on two processors.

    >>> show(brent_time("6 s", "4 s", 2))
    '5 s'
    """
    return (work - span) / processors + span


@formula(source="clrs-chess-lesson")
def parallel_time_floor(work: Time, span: Time, processors: Processors) -> Time:
    """Least time that any schedule takes: neither under the work of each processor nor under the span.

    work: time on one processor. span: time on as many as there may be. The chess program of 2048 s and 1 s on 32: 64 s.
    Worked here: with a span of 8 s, 1024 s of work on 512 take those 8 s at least.

    >>> show(parallel_time_floor("2048 s", "1 s", 32)), show(parallel_time_floor("1024 s", "8 s", 512))
    ('64 s', '8 s')
    """
    return maximum(work / processors, span)


@formula(source="clrs-chess-lesson")
def parallelism(work: Time, span: Time) -> Speedup:
    """Most speedup that the dependences allow, on however many processors: the work over the span.

    work: time on one processor. span: time on as many as there may be. 2048 s and 1 s: 2048. Worked here: 1024 s and
    8 s, 128.

    >>> show(parallelism("2048 s", "1 s"), digits=4), show(parallelism("1024 s", "8 s"))
    ('2048', '128')
    """
    return work / span


@formula(source="clrs-chess-lesson")
def parallel_slackness(work: Time, span: Time, processors: Processors) -> Count:
    """How many times the parallelism exceeds the processors: under 1, they cannot all be kept busy.

    work: time on one processor. span: time on as many as there may be. 2048 s and 1 s on 32 processors: 64.

    >>> show(parallel_slackness("2048 s", "1 s", 32)), show(parallel_slackness("1024 s", "8 s", 512))
    ('64', '0.25')
    """
    return parallelism(work, span) / processors


@formula(source="pop-load-balance")
def load_balance_efficiency(times: list[D]) -> Share:
    """Share of the time that processors work while they wait for the slowest of them: the mean over the longest.

    times: that each processor works, or the work that each has got. 1 where all have the same. Worked here: 8, 10, 10
    and 12 s are 10 s on average, 0.833 of the 12.

    >>> show(load_balance_efficiency(["8 s", "10 s", "10 s", "12 s"]))
    '0.833'
    """
    return total(time for time in times) / (length(times) * highest(time for time in times))


@formula(source="sakellariou-imbalance")
def load_imbalance(times: list[D]) -> Share:
    """Share of the time that processors lose by waiting for the slowest of them (relative load imbalance).

    times: that each processor works, or the work that each has got. 0 where all have the same, at most 1 - 1/p for p
    processors, where one has everything. Worked here: 8, 10, 10 and 12 s lose 0.167.

    >>> show(load_imbalance(["8 s", "10 s", "10 s", "12 s"])), show(load_imbalance([0, 0, 0, 5]))
    ('0.167', '0.75')
    """
    return 1 - load_balance_efficiency(times)


@formula(source="hill-marty-slides", holds=[at_most("core", "chip", "a core has to fit on the chip")])
def symmetric_multicore_speedup(fraction: Share, chip: Count, core: Count) -> Speedup:
    """Speedup of a chip of equal cores, over one core of the smallest kind (Hill and Marty, Amdahl for multicore).

    fraction: of the work that can be parallel. chip: room, in cores of the smallest kind. core: what one core takes of
    it; it is its square root as fast. 0.99 on 256 of the smallest: 72. Worked here: 0.975 is best on cores of 7, 51.2.

    >>> show(symmetric_multicore_speedup(0.99, 256, 1), digits=2), show(symmetric_multicore_speedup(0.975, 256, 7))
    ('72', '51.2')
    """
    return sqrt(core) / (1 - fraction + fraction * core / chip)


@formula(source="hill-marty-slides", holds=[at_most("core", "chip", "a core has to fit on the chip")])
def asymmetric_multicore_speedup(fraction: Share, chip: Count, core: Count) -> Speedup:
    """Speedup of a chip of one big core and many of the smallest kind, over one of these (Hill and Marty).

    fraction: of the work that can be parallel; all cores do it. chip: room, in cores of the smallest kind. core: what
    the big one takes; it is its square root as fast and does the rest. Worked here: 0.975 of 256 with one of 64, 125.

    >>> show(asymmetric_multicore_speedup(0.975, 256, 64)), show(asymmetric_multicore_speedup(0.99, 256, 1), digits=2)
    ('125', '72')
    """
    return 1 / ((1 - fraction) / sqrt(core) + fraction / (sqrt(core) + chip - core))


@formula(source="hill-marty-slides", holds=[at_most("core", "chip", "a core has to fit on the chip")])
def dynamic_multicore_speedup(fraction: Share, chip: Count, core: Count) -> Speedup:
    """Speedup of a chip whose cores can join to one big one for the serial part, over one core (Hill and Marty).

    fraction: of the work that can be parallel; all small cores do it. chip: room, in cores of the smallest kind.
    core: how many of them join; together they are its square root as fast. Worked here: 0.975 on 256, all joined, 186.

    >>> show(dynamic_multicore_speedup(0.975, 256, 256)), show(dynamic_multicore_speedup(0.99, 256, 1), digits=2)
    ('186', '72')
    """
    return 1 / ((1 - fraction) / sqrt(core) + fraction / chip)
