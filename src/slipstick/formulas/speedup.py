"""Speedup: how much faster a program gets when a part of it does, or when many processors share it."""

from ..units import Count, D, Processors, Share, Speedup, Time
from ..units.maths import length, pairs, product, sqrt, total
from .core.conditions import at_most, below_one, least, within_one
from .core.formula import formula


@formula(source="uni-notes-performance")
def speedup(before: Time, after: Time) -> Speedup:
    """How many times faster: the time before over the time after.

    before, after: of the same work. The fence of the source takes 360 minutes alone; done in 90 with helpers,
    worked here, that is a speedup of 4.

    >>> show(speedup("360 min", "90 min"))
    '4'
    """
    return before / after


@formula(source="kok-s0s-amdahl")
def amdahl(fraction: Share, processors: Processors) -> Speedup:
    """Speedup of a program of which only a fraction gets faster (Amdahl's law).

    fraction: share of the original time that gets faster. processors: how many share it, or how many times faster
    that part gets in any other way. 60 % three times as fast: 1.67. 95 % a hundred times as fast: 17. The
    textbook's pairs: 40 % ten times is 1.56; 20 % ten times is 1.22, and 50 % 1.6 times is 1.23. A hundred
    processors reach 80 only where 99.75 % is parallel.

    >>> show(amdahl(0.6, 3)), show(amdahl(0.95, 100), digits=3), show(amdahl(0.4, 10))
    ('1.67', '16.8', '1.56')
    >>> show(amdahl(0.2, 10)), show(amdahl(0.5, 1.6)), round(amdahl.solve("fraction", speedup=80, processors=100).m, 4)
    ('1.22', '1.23', 0.9975)
    """
    return 1 / (1 - fraction + fraction / processors)


@formula(source="kok-s0s-amdahl", holds=[below_one("fraction", "all of it gets faster, so there is no limit")])
def amdahl_limit(fraction: Share) -> Speedup:
    """Speedup if the part that gets faster took no time at all: what no number of processors can beat.

    fraction: share of the original time that gets faster. 60 %: 2.5.

    >>> show(amdahl_limit(0.6)), show(amdahl_limit(0.95))
    ('2.5', '20')
    """
    return 1 / (1 - fraction)


@formula(source="tamu-csce614-homework", holds=[within_one("fractions")])
def amdahl_parts(fractions: list[Share], factors: list[Count]) -> Speedup:
    """Speedup of a program of which several parts get faster or slower, each by a factor of its own.

    fractions: each part's share of the original time. factors: how many times faster each gets; below 1 is slower.
    15 % 30 times and 70 % ten times as fast: 4.444. By hand: 20 % twice as fast, 10 % at two thirds: 1.053.

    >>> show(amdahl_parts([0.15, 0.7], [30, 10]), digits=4)
    '4.444'
    >>> show(amdahl_parts([0.2, 0.1], [2, 2 / 3]), digits=4)
    '1.053'
    """
    return 1 / (1 - total(fractions) + total(fraction / factor for fraction, factor in pairs(fractions, factors)))


@formula(source="cnblogs-speedup-laws")
def gustafson(fraction: Share, processors: Processors) -> Speedup:
    """Speedup where the work grows with the processors and the time stays (Gustafson's law).

    fraction: share of the time on the parallel machine that is parallel. With f serial it is p - f (p - 1): worked
    here, a tenth serial on 64 processors gives 57.7.

    >>> show(gustafson(0.9, 64))
    '57.7'
    """
    return processors - (1 - fraction) * (processors - 1)


@formula(source="usl-package")
def universal_scalability(processors: Processors, contention: Count, coherency: Count) -> Speedup:
    """Speedup that rises, flattens and falls again: waiting for what is shared, and agreeing (Gunther's law).

    contention: share of the work done one at a time. coherency: cost of each pair's agreement. 0.02 of both: 3.0769
    on four processors, 3.3557 on ten. Without coherency it is Amdahl's law with the serial share for contention.

    >>> show(universal_scalability(4, 0.02, 0.02), digits=5), show(universal_scalability(10, 0.02, 0.02), digits=5)
    ('3.0769', '3.3557')
    >>> show(universal_scalability(100, 0.05, 0))
    '16.8'
    """
    return processors / (1 + contention * (processors - 1) + coherency * processors * (processors - 1))


@formula(source="pacheco-efficiency")
def parallel_efficiency(speedup: Speedup, processors: Processors) -> Count:
    """Speedup over the number of processors: 1 where every one counts in full.

    It can be above 1 where the parts fit in caches and the whole does not. Worked here: 80 on 100 is 0.8.

    >>> show(parallel_efficiency(80, 100))
    '0.8'
    """
    return speedup / processors


@formula(
    source="vt-cs4234-metrics",
    holds=[
        at_most("speedup", "processors", "a speedup beyond that says nothing of a serial part"),
        least("processors", 2, "one processor has nothing to share"),
    ],
)
def karp_flatt(speedup: Speedup, processors: Processors) -> Count:
    """Serial share of a program, as its measured speedup shows it (the Karp-Flatt metric).

    speedup: measured. processors: more than one. If it grows with the processors, overhead is to blame and not the
    serial part. Turned around from Amdahl's law: the speedup of 16.8067 on a hundred shows the 5 % put into it.

    >>> show(karp_flatt(16.8067, 100))
    '0.05'
    """
    return (1 / speedup - 1 / processors) / (1 - 1 / processors)


@formula(source="usl-package")
def scalability_peak(contention: Count, coherency: Count) -> Count:
    """Processors beyond which more of them make it slower, by the universal scalability law: where its slope is zero.

    contention: share of the work done one at a time. coherency: cost of each pair's agreement, above 0. 0.001
    and 0.00001: 316.07. A SPARCcenter 2000 with 0.0277285 and 0.0001044: 96.5.

    >>> show(scalability_peak(0.001, 0.00001), digits=5), show(scalability_peak(0.0277285, 0.0001044))
    ('316.07', '96.5')
    """
    return sqrt((1 - contention) / coherency)


@formula(source="distributed-training-data-parallelism")
def strong_scaling_efficiency(single: Time, processors: Processors, parallel: Time) -> Count:
    """Share of the ideal speedup that many processors reach on a problem of fixed size.

    single: time on one. parallel: time on all of them. Worked here: 100 s on one and 2 s on 64 are 78 %.

    >>> show(strong_scaling_efficiency("100 s", 64, "2 s"))
    '0.781'
    """
    return parallel_efficiency(speedup(single, parallel), processors)


@formula(source="distributed-training-data-parallelism")
def weak_scaling_efficiency(single: Time, parallel: Time) -> Count:
    """Share of the ideal rate that many processors reach on a problem that grows with them.

    single: time of one processor's share on one alone. parallel: time of all shares on all processors; what it is
    longer by is communication. Worked here: 10 s alone and 12.5 s together are 80 %.

    >>> show(weak_scaling_efficiency("10 s", "12.5 s"))
    '0.8'
    """
    return single / parallel


@formula(source="apple-geomean")
def geometric_mean(ratios: list[Count]) -> Count:
    """Mean of ratios, such as speedups on several programs: the same whichever machine is the reference.

    ratios: above 0. The source's example, of 5, 7, 3, 2, 6 and 22, is 5.50.

    >>> show(geometric_mean([5, 7, 3, 2, 6, 22]), digits=6)
    '5.5013'
    """
    return product(ratio for ratio in ratios) ** (1 / length(ratios))


@formula(source="uw-cse548-means")
def arithmetic_mean(values: list[D]) -> D:
    """Mean of values whose sum means something, such as the times of several programs.

    values: of one dimension. Worked here: 2 and 6 s take 4 s on average.

    >>> show(arithmetic_mean(["2 s", "6 s"])), show(arithmetic_mean([1, 2, 6]))
    ('4 s', '3')
    """
    return total(value for value in values) / length(values)


@formula(source="uw-cse548-means")
def harmonic_mean(rates: list[D]) -> D:
    """Mean of rates at which programs do as much work each, one after the other: that of all the work in all the time.

    rates: of one dimension, above 0. Worked here: as much work at 2 and at 6 GFLOP/s runs at 3 on average, not 4.

    >>> show(harmonic_mean(["2 GFLOP/s", "6 GFLOP/s"])), show(harmonic_mean([2, 3, 6]))
    ('3 GFLOP/s', '3')
    """
    return length(rates) / total(1 / rate for rate in rates)


@formula(source="uw-cse548-means")
def weighted_mean(weights: list[Count], values: list[D]) -> D:
    """Mean of values, such as times of programs, that count by a weight each.

    weights: as many, how often each program is run, or its share. values: of one dimension. Worked here: three runs of
    2 s and one of 6 s take 3 s on average.

    >>> show(weighted_mean([3, 1], ["2 s", "6 s"])), show(weighted_mean([0.5, 0.5], ["2 s", "6 s"]))
    ('3 s', '4 s')
    """
    return total(weight * value for weight, value in pairs(weights, values)) / total(weight for weight in weights)


@formula(source="uw-cse548-means")
def weighted_harmonic_mean(weights: list[Count], rates: list[D]) -> D:
    """Mean of rates at which programs do their work, one after the other, where they do not all do as much.

    weights: as many, the work of each, or its share. rates: of one dimension, above 0. Worked here: a third of the work
    at 2 GFLOP/s and the others at 8 run at 4 on average.

    >>> show(weighted_harmonic_mean([1, 2], ["2 GFLOP/s", "8 GFLOP/s"]))
    '4 GFLOP/s'
    """
    return total(weight for weight in weights) / total(weight / rate for weight, rate in pairs(weights, rates))


@formula(source="hu-csci370-spec")
def spec_ratio(reference: Time, time: Time) -> Speedup:
    """How many times as fast as the reference machine a program of SPEC's is; their geometric mean sums up a machine.

    reference: time on that machine. time: on the one measured. perl 8660 and 400 s: 21.65. mcf 8500 and 1000: 8.5.
    The mean of the two: 13.57.

    >>> show(spec_ratio("8660 s", "400 s"), digits=4), show(spec_ratio("8500 s", "1000 s"))
    ('21.65', '8.5')
    >>> show(geometric_mean([21.65, 8.5]), digits=4)
    '13.57'
    """
    return reference / time
