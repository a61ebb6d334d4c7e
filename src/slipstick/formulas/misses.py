"""Misses: what they add to the cycles of an instruction and to the time of a program."""

from ..units import CPI, Count, Cycles, Frequency, Instructions, PerInstruction, Share, Time, instruction
from .caches import misses_per_instruction
from .core.formula import formula
from .processor import cpu_time


@formula(source="hennessy-patterson")
def memory_cpi(base: CPI, accesses: PerInstruction, miss_rate: Share, penalty: Cycles) -> CPI:
    """Cycles of an instruction with those that it waits for memory: the base, and misses times their penalty.

    base: with a cache that never misses. accesses: of an instruction, its own fetch and its data. penalty: of a miss.
    A TLB's misses add up in the same way. 1 cycle, 1.5 accesses, 1 % misses of 50 cycles: 1.75.

    >>> show(memory_cpi(1, 1.5, "1%", 50))
    '1.75 cycle/instruction'
    """
    return base + misses_per_instruction(accesses, miss_rate) * penalty


@formula(source="hu-csci370-cache-misses")
def split_cache_cpi(
    base: CPI, fetch_miss_rate: Share, data: PerInstruction, data_miss_rate: Share, penalty: Cycles
) -> CPI:
    """Cycles of an instruction where a cache for instructions and one for data miss.

    base: with caches that never miss. fetch_miss_rate: of the cache for instructions, one access an instruction.
    data: loads and stores of an instruction. data_miss_rate: of the cache for data. penalty: of a miss in either.
    1.5 cycles, 2 % misses, 20 % loads and stores, 5 % misses, 100 cycles: 4.5, three times as many.

    >>> show(split_cache_cpi(1.5, "2%", 0.2, "5%", 100))
    '4.5 cycle/instruction'
    """
    return memory_cpi(memory_cpi(base, 1 / instruction, fetch_miss_rate, penalty), data, data_miss_rate, penalty)


@formula(source="hennessy-patterson")
def cpu_time_with_misses(
    instructions: Instructions,
    base: CPI,
    accesses: PerInstruction,
    miss_rate: Share,
    penalty: Cycles,
    clock: Frequency,
) -> Time:
    """Time of a program on one core with what it waits for memory: the processor's performance equation with stalls.

    instructions: how many are executed. base: cycles of one with a cache that never misses. accesses: to memory of an
    instruction. penalty: cycles of a miss. clock: rate of the cycles. 1 cycle, 1.5 accesses and 1 % misses
    of 50 cycles: 1.75 times the time without misses. Worked here: a billion instructions take 1.75 s
    at 1 GHz, 0.4375 s at 4 GHz.

    >>> show(cpu_time_with_misses(1e9, 1, 1.5, "1%", 50, "1 GHz"))
    '1.75 s'
    >>> show(cpu_time_with_misses(1e9, 1, 1.5, "1%", 50, "4 GHz"), digits=4)
    '437.5 ms'
    """
    return cpu_time(instructions, memory_cpi(base, accesses, miss_rate, penalty), clock)


@formula(source="hennessy-patterson")
def mpki(misses: Count, instructions: Instructions) -> Count:
    """Misses per thousand instructions (MPKI), of a cache or a TLB: it counts how often memory is asked, too.

    misses: in a run. instructions: executed in it. 0.03 of an instruction, or 30 million in a billion: 30.

    >>> show(mpki(30e6, 1e9), digits=6)
    '30'
    """
    return 1000 * instruction * misses / instructions


@formula(source="hennessy-patterson")
def mpki_of_miss_rate(accesses: PerInstruction, miss_rate: Share) -> Count:
    """Misses per thousand instructions from a miss rate, which counts them for each access to memory.

    accesses: to memory of an instruction. 1.5 accesses of which 2 % miss are 30 misses.

    >>> show(mpki_of_miss_rate(1.5, "2%"), digits=6)
    '30'
    """
    return 1000 * instruction * misses_per_instruction(accesses, miss_rate)


@formula(source="hennessy-patterson")
def mpki_cpi(base: CPI, mpki: Count, penalty: Cycles) -> CPI:
    """Cycles of an instruction with those that it waits for memory, from the misses per thousand instructions.

    base: with no misses. penalty: of a miss, with nothing overlapped. 1 cycle and 30 misses of 25 cycles: 1.75.

    >>> show(mpki_cpi(1, 30, 25), digits=5)
    '1.75 cycle/instruction'
    """
    return base + mpki / (1000 * instruction) * penalty
