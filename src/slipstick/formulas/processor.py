"""Processor: cycles, instructions and clocks, and how long a program takes with them."""

from ..units import CPI, Cycles, Frequency, InstructionRate, Instructions, Share, Speedup, Time
from ..units.maths import pairs, total
from .core.conditions import adds_up
from .core.formula import formula
from .kernels import busy_compute as busy_compute
from .kernels import busy_memory as busy_memory
from .peaks import combined_peak as combined_peak
from .peaks import efficiency as efficiency
from .peaks import link_bandwidth as link_bandwidth
from .peaks import machine_peak as machine_peak
from .peaks import pin_bandwidth as pin_bandwidth
from .peaks import simd_peak as simd_peak
from .peaks import simd_rate as simd_rate


@formula(source="hu-csci370-cpu-time")
def cycles_time(cycles: Cycles, clock: Frequency) -> Time:
    """Time that a number of clock cycles takes: the cycles over the clock rate.

    cycles: of the whole program. clock: rate it runs at. The source's two machines need 21,000 cycles at 2 GHz and
    20,000 at 1.5 GHz: the one with more cycles is done first.

    >>> show(cycles_time(21000, "2 GHz")), show(cycles_time(20000, "1.5 GHz"))
    ('10.5 µs', '13.3 µs')
    """
    return cycles / clock


@formula(source="hu-csci370-cpu-time")
def cpu_time(instructions: Instructions, cpi: CPI, clock: Frequency) -> Time:
    """Time of a program on one core by the processor's performance equation, the iron law.

    instructions: how many are executed. cpi: cycles an instruction takes on average. clock: rate of the cycles.
    10,000 instructions of 2.1 cycles are the source's 21,000 cycles: 10.5 µs at 2 GHz.

    >>> show(cpu_time(1e4, 2.1, "2 GHz")), show(cpu_time(5e6, 3.5, "2 GHz"))
    ('10.5 µs', '8.75 ms')
    """
    return cycles_time(instructions * cpi, clock)


@formula(source="cybercomputing-cpi", holds=[adds_up("shares")])
def cpi_from_mix(shares: list[Share], cpis: list[CPI]) -> CPI:
    """Cycles per instruction of a mix: those of each kind, weighted with how often it is executed.

    shares: of each kind in the instructions executed; they add up to one. cpis: cycles of each kind. 60 % arithmetic
    at 1 cycle, 18 % loads that hit at 2, 12 % branches at 4 and 10 % loads that miss at 8 make 2.24. Hennessy and
    Patterson's quarter of floating point at 4 cycles, with the rest at 4/3, makes 2.0; at 2.5 cycles it makes 1.625.

    >>> show(cpi_from_mix([0.6, 0.18, 0.12, 0.1], [1, 2, 4, 8])), show(cpi_from_mix([0.25, 0.75], [4, 1.33]))
    ('2.24 cycle/instruction', '2 cycle/instruction')
    >>> show(cpi_from_mix([0.25, 0.75], [2.5, 4 / 3]), digits=4)
    '1.625 cycle/instruction'
    """
    return total(share * cpi for share, cpi in pairs(shares, cpis))


@formula(source="hennessy-patterson")
def improved_cpi(cpi: CPI, share: Share, before: CPI, after: CPI) -> CPI:
    """Cycles per instruction once one kind of instruction is faster.

    cpi: of the whole mix so far. share: of that kind in the instructions, not in the time. before, after: its cycles. 2
    % square roots in a mix with CPI 2.0, at 2 cycles instead of 20: 1.64. Worked here: 30 % of a mix with CPI 4.5, at 2
    instead of 8, 2.7.

    >>> show(improved_cpi(2.0, 0.02, 20, 2)), show(improved_cpi(4.5, 0.3, 8, 2))
    ('1.64 cycle/instruction', '2.7 cycle/instruction')
    """
    return cpi - share * (before - after)


@formula(source="hennessy-patterson")
def cpi_speedup(before: CPI, after: CPI) -> Speedup:
    """Speedup of a program whose instructions take fewer cycles, at the same clock and number of instructions.

    before, after: cycles per instruction. From 2.0 to 1.64: 1.22. From 4.5 to 2.7 (worked here): 1.67.

    >>> show(cpi_speedup(2.0, 1.64)), show(cpi_speedup(4.5, 2.7))
    ('1.22', '1.67')
    """
    return before / after


@formula(source="cybercomputing-cpi")
def instruction_rate(clock: Frequency, cpi: CPI) -> InstructionRate:
    """Instructions a core executes in a second: the clock over the cycles per instruction.

    In millions it is the MIPS rate, good for comparing machines of one instruction set only. clock: rate of the
    cycles. cpi: cycles per instruction. At 400 MHz and 2.24: 178 MIPS in the source, which rounds down.

    >>> show(instruction_rate("400 MHz", 2.24), digits=4)
    '178.6e6 instruction/s'
    """
    return clock / cpi


@formula(source="cybercomputing-cpi")
def executed_rate(instructions: Instructions, time: Time) -> InstructionRate:
    """Instructions a program executed in a second: as counted, over the time it took (native MIPS, in millions).

    instructions: executed. time: the program took. A million instructions in 5.6 ms are the source's 178 MIPS.

    >>> show(executed_rate(1e6, "5.6 ms"), digits=4)
    '178.6e6 instruction/s'
    """
    return instructions / time


@formula(source="eyerman-weighted-speedup")
def weighted_speedup(alone: list[CPI], together: list[CPI]) -> Speedup:
    """Throughput of programs that share a core or a chip: the speed each keeps of that alone, added up.

    alone, together: each program's cycles per instruction when it has the machine for itself, and when it shares it.
    Two threads on one core that each keep 60 % of their speed do 1.2 times the work.

    >>> show(weighted_speedup([0.6, 1.2], [1.0, 2.0]))
    '1.2'
    """
    return total(one / other for one, other in pairs(alone, together))
