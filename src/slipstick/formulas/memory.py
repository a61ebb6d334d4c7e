"""Memory hierarchy: how long an access takes on average, and what misses cost an instruction."""

from ..units import CPI, Cycles, PerInstruction, Share, Time
from .core.formula import formula


@formula(source="cdquestions-two-levels")
def amat(hit: Time, miss_rate: Share, penalty: Time) -> Time:
    """Average memory access time of one level of cache.

    hit: time of a hit. miss_rate: share of the accesses that miss. penalty: added time of a miss. Worked here, the
    source's second level alone: 10 ns, and 20 % of 100 ns more, are 30 ns.

    >>> show(amat("10 ns", 0.2, "100 ns"))
    '30 ns'
    """
    return hit + miss_rate * penalty


@formula(source="cdquestions-two-levels")
def amat_two_levels(hit: Time, miss_rate: Share, second_hit: Time, second_miss_rate: Share, penalty: Time) -> Time:
    """Average memory access time of two levels of cache: a miss of the first is an access of the second.

    miss_rate: of the first level. second_miss_rate: local, the share of the second level's own accesses. penalty: of
    a miss of the second level. 1 ns, 10 %, 10 ns, 20 % and 100 ns: 4 ns.

    >>> show(amat_two_levels("1 ns", 0.1, "10 ns", 0.2, "100 ns"))
    '4 ns'
    """
    return amat(hit, miss_rate, amat(second_hit, second_miss_rate, penalty))


@formula(source="nemotron-two-levels")
def amat_cycles(hit: Cycles, miss_rate: Share, penalty: Cycles) -> Cycles:
    """Average memory access time of one level of cache, in cycles.

    hit: cycles of a hit. miss_rate: share of the accesses that miss. penalty: added cycles of a miss. Worked here,
    the source's second level alone: 15 cycles, and a quarter of 200 more, are 65.

    >>> show(amat_cycles(15, 0.25, 200))
    '65 cycle'
    """
    return hit + miss_rate * penalty


@formula(source="nemotron-two-levels")
def amat_two_levels_cycles(
    hit: Cycles, miss_rate: Share, second_hit: Cycles, second_miss_rate: Share, penalty: Cycles
) -> Cycles:
    """Average memory access time of two levels of cache, in cycles.

    second_miss_rate: local, the share of the second level's own accesses. 40 misses of 1000 in the first, 10 of those
    40 in the second, hits of 1 and 15 cycles and a penalty of 200: 3.6. Hennessy and Patterson's 4 %, 50 % and hits
    of 1 and 10 make 5.4.

    >>> show(amat_two_levels_cycles(1, 0.04, 15, 0.25, 200)), show(amat_two_levels_cycles(1, 0.04, 10, 0.5, 200))
    ('3.6 cycle', '5.4 cycle')
    """
    return amat_cycles(hit, miss_rate, amat_cycles(second_hit, second_miss_rate, penalty))


@formula(source="nemotron-two-levels")
def amat_three_levels_cycles(
    hit: Cycles,
    miss_rate: Share,
    second_hit: Cycles,
    second_miss_rate: Share,
    third_hit: Cycles,
    third_miss_rate: Share,
    penalty: Cycles,
) -> Cycles:
    """Average memory access time of three levels of cache, in cycles; each miss rate is local.

    The two-level rule once more: with a third level that always hits it is that of two levels, 3.6 cycles. Worked
    here: an exercise's 60, 30 and 5 misses in 1000, hits of 1, 5 and 10 cycles and a penalty of 100 make 2.1.

    >>> show(amat_three_levels_cycles(1, 0.04, 15, 0.25, 200, 0, 900))
    '3.6 cycle'
    >>> show(amat_three_levels_cycles(1, 0.06, 5, 0.5, 10, 1 / 6, 100))
    '2.1 cycle'
    """
    return amat_two_levels_cycles(
        hit, miss_rate, second_hit, second_miss_rate, amat_cycles(third_hit, third_miss_rate, penalty)
    )


@formula(source="hamdi-cache-performance")
def amat_split(instructions: Share, instruction_amat: Cycles, data_amat: Cycles) -> Cycles:
    """Average access time of split caches: instruction fetches and data accesses in their shares.

    instructions: share of the accesses that fetch instructions. Hennessy and Patterson's 74 %, with 0.4 % and 11.4 %
    of misses at 200 cycles: 7.52; their unified cache, 3.18 % and one more cycle for data: 7.62.

    >>> show(amat_split(0.74, amat_cycles(1, 0.004, 200), amat_cycles(1, 0.114, 200)))
    '7.52 cycle'
    >>> show(amat_split(0.74, amat_cycles(1, 0.0318, 200), amat_cycles(2, 0.0318, 200)))
    '7.62 cycle'
    """
    return instructions * instruction_amat + (1 - instructions) * data_amat


@formula(source="nemotron-two-levels")
def global_miss_rate(miss_rate: Share, second_miss_rate: Share) -> Share:
    """Share of all accesses that miss both levels of cache.

    second_miss_rate: local. 40 of 1000, and 10 of those 40: 1 % of all.

    >>> show(global_miss_rate(0.04, 0.25))
    '0.01'
    """
    return miss_rate * second_miss_rate


@formula(source="nemotron-cache-stalls")
def misses_per_instruction(accesses: PerInstruction, miss_rate: Share) -> PerInstruction:
    """Misses of an instruction: its accesses to memory, and the share of them that miss.

    accesses: per instruction. 2.5 accesses at 10 %: 0.25, as the source's stalls need.

    >>> show(misses_per_instruction(2.5, 0.1))
    '0.25 1/instruction'
    """
    return accesses * miss_rate


@formula(source="nemotron-cache-stalls")
def stall_cpi(accesses: PerInstruction, average: Cycles, hit: Cycles) -> CPI:
    """Cycles an instruction waits for memory: those of the average access beyond a hit, for each of its accesses.

    accesses: per instruction. average: cycles of an average access. hit: cycles of a hit. 2.5 accesses of 16 cycles
    where a hit is 10: 15. Hennessy and Patterson's 1.5 of 5.4 where a hit is 1: 6.6.

    >>> show(stall_cpi(2.5, 16, 10)), show(stall_cpi(1.5, 5.4, 1))
    ('15 cycle/instruction', '6.6 cycle/instruction')
    """
    return accesses * (average - hit)
