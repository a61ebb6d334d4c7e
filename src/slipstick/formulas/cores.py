"""Cores: what one core of a processor moves and computes, what so many do together, and at which clock."""

from ..units import FLOP, Bandwidth, Compute, Count, Frequency, Share, Size, Time, Work, cycle
from ..units.maths import maximum, minimum
from .core.formula import formula


@formula(source="kerncraft-skylake-sp")
def simd_bandwidth(peak: Compute, width: Size) -> Bandwidth:
    """Bandwidth at which cores load what their SIMD units take: an element for each multiply-add of the peak.

    peak: of the cores, in a format. width: bytes of an element of it. A core of a Xeon Gold 6148 at 2.4 GHz has 76.8
    GFLOP/s in fp64, two registers of 64 B a cycle: 307 GB/s, of which the source's loop of loads reaches 256.

    >>> show(simd_bandwidth("76.8 GFLOP/s", "8 B"))
    '307 GB/s'
    """
    return peak / (2 * FLOP) * width


@formula(source="kerncraft-skylake-sp")
def line_bandwidth(cores: Count, line: Size, clock: Frequency) -> Bandwidth:
    """Bandwidth of cores that each move a line of a cache a cycle, which no cache behind the first does better.

    cores: how many. line: of the cache. clock: of the cores. The source gives the L2 of a Xeon Gold 6148 64 B a cycle:
    for one core at 2.4 GHz 154 GB/s, of which its loop of loads reaches 111.

    >>> show(line_bandwidth(1, "64 B", "2.4 GHz")), show(line_bandwidth(20, "64 B", "2.4 GHz"))
    ('154 GB/s', '3.07 TB/s')
    """
    return cores * line * clock / cycle


@formula(source="kerncraft-epyc-7452")
def saturating_bandwidth(threads: Count, one: Bandwidth, most: Bandwidth) -> Bandwidth:
    """Bandwidth that threads draw together, one a core: so many times that of one, until they have all there is.

    threads: how many. one: bandwidth of a core alone. most: of all together. A core of an EPYC 7452 loads 21.8 GB/s
    from memory and all of them 143: two draw 43.6 GB/s, and 16 of them, that the source has at 140, no more than 143.

    >>> show(saturating_bandwidth(2, "21.8 GB/s", "143 GB/s")), show(saturating_bandwidth(16, "21.8 GB/s", "143 GB/s"))
    ('43.6 GB/s', '143 GB/s')
    """
    return minimum(threads * one, most)


@formula(source="intel-xeon-2nd-gen-spec-update")
def busy_clock(boost: Frequency, slowest: Frequency, threads: Count, cores: Count) -> Frequency:
    """Clock of the cores that are busy: from the highest, of one alone, down to that of all of them in even steps.

    boost: of one core. slowest: of all at once. threads: cores that are busy. cores: how many there are. Worked here
    for a Xeon Platinum 8280, 4 GHz alone and 2.4 in heavy AVX-512 code on its 28 cores: 15 of them, half of the way.

    >>> show(busy_clock("4 GHz", "2.4 GHz", 15, 28), digits=4), show(busy_clock("4 GHz", "2.4 GHz", 1, 1))
    ('3.17 GHz', '4 GHz')
    >>> show(busy_clock("4 GHz", "3 GHz", 2, 2))
    '3 GHz'
    """
    return boost - (boost - slowest) * (threads - 1) / maximum(cores - 1, 1)


@formula(source="kerncraft-skylake-sp")
def clocked_time(work: Work, peak: Compute, share: Share, clock: Frequency, boost: Frequency) -> Time:
    """Time of arithmetic where the clock is lower than the one that the peak is counted at.

    work: of all. peak: at the highest clock. share: of the peak that code reaches at the clock it runs at. clock: that
    one. boost: the highest. By hand: 1 TFLOP at 4.48 TFLOP/s for 4 GHz, held at 2.4 GHz, at 80 %:

    >>> show(clocked_time("1 TFLOP", "4.48 TFLOP/s", 0.8, "2.4 GHz", "4 GHz"))
    '465 ms'
    """
    return work / (peak * share) * boost / clock


@formula(source="algorithmica-latency")
def chased_time(loads: Count, latency: Time) -> Time:
    """Time of loads of which each waits for the one before, as in a list: nothing overlaps.

    loads: how many. latency: of one. By hand: a million at 100 ns.

    >>> show(chased_time(1e6, "100 ns"))
    '100 ms'
    """
    return loads * latency
