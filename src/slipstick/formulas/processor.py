"""Processor: what the silicon adds up to, and how much of it programs get."""

from ..units import (
    CPI,
    FLOP,
    Bandwidth,
    Compute,
    Count,
    CPIs,
    Cycles,
    Frequency,
    InstructionRate,
    Instructions,
    Share,
    Shares,
    Size,
    Speedup,
    Time,
    Work,
    WorkPerCycle,
    cycle,
)
from ..units.maths import pairs, total
from .core.formula import formula


@formula(source="ml-engineering-accelerators")
def machine_peak(units: Count, rate: WorkPerCycle, clock: Frequency) -> Compute:
    """Peak rate of a machine: its units, times the work of one unit in a cycle, times the clock.

    units: cores, SMs or CUs. rate: of one unit, two FLOP a multiply-add. clock: at which the rate is promised.
    A100: 108 SMs of 2048 FLOP per cycle at 1410 MHz are the datasheet's 312 TFLOP/s.

    >>> show(machine_peak(108, "2048 FLOP/cycle", "1410 MHz"))
    '312 TFLOP/s'
    """
    return units * rate * clock


@formula(source="nvidia-ds-10662")
def combined_peak(first: Compute, second: Compute) -> Compute:
    """Peak rate of two kinds of units working at once, such as the big and the small cores of one processor.

    first, second: the peak rate of each kind. A Jetson AGX Orin's sparse 275 TOP/s are 170 of its GPU and 105 of its
    two deep-learning accelerators.

    >>> show(combined_peak("170 TOP/s", "105 TOP/s"))
    '275 TFLOP/s'
    """
    return first + second


@formula(source="ml-engineering-accelerators")
def pin_bandwidth(pins: Count, pin: Bandwidth) -> Bandwidth:
    """Bandwidth of a memory: its data pins times the rate of one.

    pins: data pins over all channels or stacks. pin: rate of one pin. An HBM3 stack: 1024 x 6.4 Gbit/s = 819 GB/s.

    >>> show(pin_bandwidth(1024, "6.4 Gbit/s"))
    '819 GB/s'
    """
    return pins * pin


@formula(source="kerncraft-skylake-sp")
def simd_rate(pipes: Count, width: Size, element: Size) -> WorkPerCycle:
    """Work of a SIMD core in a cycle: a multiply-add on every element of every pipe's register.

    pipes: units for fused multiply-adds. width: of one register. element: of one number. A Skylake-SP core has two
    pipes of 512 bit: 32 FLOP a cycle in fp64, 64 in fp32.

    >>> show(simd_rate(2, "512 bit", "64 bit")), show(simd_rate(2, "512 bit", "32 bit"))
    ('32 FLOP/cycle', '64 FLOP/cycle')
    """
    return 2 * FLOP / cycle * pipes * width / element


@formula(source="kerncraft-skylake-sp")
def simd_peak(units: Count, pipes: Count, width: Size, element: Size, clock: Frequency) -> Compute:
    """Peak rate of a processor from its SIMD units, where the work of a core in a cycle is not printed.

    units: cores. pipes: units for fused multiply-adds in a core. width: of one register. element: of one number.
    clock: at which all pipes run. A Xeon Gold 6148 has 20 cores with two pipes of 512 bit: at its 2.4 GHz that is
    1.536 TFLOP/s in fp64.

    >>> show(simd_peak(20, 2, "512 bit", "64 bit", "2.4 GHz"), digits=4)
    '1.536 TFLOP/s'
    """
    return machine_peak(units, simd_rate(pipes, width, element), clock)


@formula(source="stas-network")
def link_bandwidth(count: Count, lane: Bandwidth, encoding: Share) -> Bandwidth:
    """Bandwidth of a link, one way: its lanes, times the rate of one on the wire, times the share that is payload.

    lane: signalling rate of one lane or link, one way. encoding: what line coding leaves, such as 128/130.
    An H100 has 18 NVLinks of 26.5625 GB/s on the wire, of which 0.9412 are left: 450 GB/s each way.

    >>> show(link_bandwidth(18, "26.5625 GB/s", 0.9412))
    '450 GB/s'
    """
    return count * lane * encoding


@formula(source="ml-engineering-mfu")
def efficiency(achieved: Compute, peak: Compute) -> Share:
    """Share of the peak that a program achieves. 156 TFLOP/s on an A100 are half its 312.

    >>> show(efficiency("156 TFLOP/s", "312 TFLOP/s"))
    '0.5'
    """
    return achieved / peak


@formula(source="ml-engineering-mfu")
def busy_compute(work: Work, peak: Compute, share: Share) -> Time:
    """Time of arithmetic at the share of the peak that real libraries reach.

    share: achieved rate over peak. Training that would take 7 days at the peak takes 14 at a share of a half.

    >>> show(busy_compute("1.887e20 FLOP", "312 TFLOP/s", 0.5))
    '14 days'
    """
    return work / (share * peak)


@formula(source="model-bandwidth-utilization")
def busy_memory(traffic: Size, bandwidth: Bandwidth, share: Share) -> Time:
    """Time of memory traffic at the share of the bandwidth that real libraries reach.

    share: achieved bandwidth over the datasheet's. A 2 x 10240 x 65536 matmul in bf16 reads 1342 MB; measured
    on an A100 it takes 758 µs, 87 % of the bandwidth.

    >>> show(busy_memory("1342.5 MB", "2039 GB/s", 0.869))
    '758 µs'
    """
    return traffic / (share * bandwidth)


@formula(source="hu-csci370-cpu-time")
def cycles_time(cycles: Cycles, clock: Frequency) -> Time:
    """Time that a number of clock cycles takes: the cycles over the clock rate.

    cycles: of the whole program. clock: rate it runs at. The source's two machines need 21,000 cycles at 2 GHz and
    20,000 at 1.5 GHz: the one with more cycles is done first.

    >>> show(cycles_time(21000, "2 GHz")), show(cycles_time(20000, "1.5 GHz"))
    ('10.5 µs', '13.3 µs')
    """
    return cycles / clock


@formula(source="codinglearning-hennessy")
def needed_clock(cycles: Cycles, time: Time) -> Frequency:
    """Clock rate at which a number of cycles takes a given time.

    cycles: of the whole program; a design for a faster clock often needs more. time: it may take. 10 s at 2 GHz are
    20 billion cycles; 1.2 times as many in 6 s need 4 GHz.

    >>> show(needed_clock(24e9, "6 s"))
    '4 GHz'
    """
    return cycles / time


@formula(source="hu-csci370-cpu-time")
def cpu_time(instructions: Instructions, cpi: CPI, clock: Frequency) -> Time:
    """Time of a program on one core by the processor's performance equation, the iron law.

    instructions: how many are executed. cpi: cycles an instruction takes on average. clock: rate of the cycles.
    10,000 instructions of 2.1 cycles are the source's 21,000 cycles: 10.5 µs at 2 GHz.

    >>> show(cpu_time(1e4, 2.1, "2 GHz")), show(cpu_time(5e6, 3.5, "2 GHz"))
    ('10.5 µs', '8.75 ms')
    """
    return cycles_time(instructions * cpi, clock)


@formula(source="cybercomputing-cpi")
def cpi_from_mix(shares: Shares, cpis: CPIs) -> CPI:
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


@formula(source="se-118725-sqrt")
def improved_cpi(cpi: CPI, share: Share, before: CPI, after: CPI) -> CPI:
    """Cycles per instruction once one kind of instruction is faster.

    cpi: of the whole mix so far. share: of that kind in the instructions, not in the time. before, after: its cycles.
    30 % square roots in a mix with CPI 4.5, at 2 cycles instead of 8: 2.7. Hennessy and Patterson's 2 % of a mix with
    CPI 2.0, at 2 instead of 20: 1.64.

    >>> show(improved_cpi(4.5, 0.3, 8, 2)), show(improved_cpi(2.0, 0.02, 20, 2))
    ('2.7 cycle/instruction', '1.64 cycle/instruction')
    """
    return cpi - share * (before - after)


@formula(source="se-118725-sqrt")
def cpi_speedup(before: CPI, after: CPI) -> Speedup:
    """Speedup of a program whose instructions take fewer cycles, at the same clock and number of instructions.

    before, after: cycles per instruction. From 4.5 to 2.7: 1.67 (printed 1.66, cut off); from 2.0 to 1.64: 1.22.

    >>> show(cpi_speedup(4.5, 2.7)), show(cpi_speedup(2.0, 1.64))
    ('1.67', '1.22')
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
def weighted_speedup(alone: CPIs, together: CPIs) -> Speedup:
    """Throughput of programs that share a core or a chip: the speed each keeps of that alone, added up.

    alone, together: each program's cycles per instruction when it has the machine for itself, and when it shares it.
    Two threads on one core that each keep 60 % of their speed do 1.2 times the work.

    >>> show(weighted_speedup([0.6, 1.2], [1.0, 2.0]))
    '1.2'
    """
    return total(one / other for one, other in pairs(alone, together))
