"""Peaks: what units, lanes and clocks add up to, in arithmetic and in bandwidth."""

from ..units import FLOP, Bandwidth, Compute, Count, Frequency, Rate, Share, Size, WorkPerCycle, cycle
from .core.formula import formula


@formula(source="hku-gideon-peak")
def machine_peak(units: Count, rate: WorkPerCycle, clock: Frequency) -> Compute:
    """Peak rate of a machine: its units, times the work of one unit in a cycle, times the clock.

    units: cores, SMs or CUs. rate: of one unit, two FLOP a multiply-add. clock: at which the rate is promised.
    512 processors of 2 FLOP a cycle at 2 GHz: 2048 GFLOP/s. A100: 108 SMs of 2048 FLOP per cycle at 1410 MHz are the
    datasheet's 312 TFLOP/s.

    >>> show(machine_peak(512, "2 FLOP/cycle", "2 GHz"), digits=4)
    '2.048 TFLOP/s'
    >>> show(machine_peak(108, "2048 FLOP/cycle", "1410 MHz"))
    '312 TFLOP/s'
    """
    return units * rate * clock


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


@formula(source="nvidia-ds-10662")
def combined_peak(first: Compute, second: Compute) -> Compute:
    """Peak rate of two kinds of units working at once, such as the big and the small cores of one processor.

    first, second: the peak rate of each kind. A Jetson AGX Orin's sparse 275 TOP/s are 170 of its GPU and 105 of its
    two deep-learning accelerators.

    >>> show(combined_peak("170 TOP/s", "105 TOP/s"))
    '275 TOP/s'
    """
    return first + second


@formula(source="cornell-volta-sm")
def load_store_rate(units: Count, lanes: Count, clock: Frequency) -> Rate:
    """Loads and stores that a machine can start in a second, each of one element for one thread.

    units: SMs or cores. lanes: load/store units in one, one access a cycle each. clock: at which they run.
    Counted by hand for a V100, 80 SMs with 32 of them each at 1530 MHz:

    >>> show(load_store_rate(80, 32, "1530 MHz"))
    '3.92e12 1/s'
    """
    return units * lanes * clock / cycle


@formula(source="ml-engineering-mfu")
def efficiency(achieved: Compute, peak: Compute) -> Share:
    """Share of the peak that a program achieves. 156 TFLOP/s on an A100 are half its 312.

    >>> show(efficiency("156 TFLOP/s", "312 TFLOP/s"))
    '0.5'
    """
    return achieved / peak


@formula(source="ml-engineering-accelerators")
def pin_bandwidth(pins: Count, pin: Bandwidth) -> Bandwidth:
    """Bandwidth of a memory: its data pins times the rate of one.

    pins: data pins over all channels or stacks. pin: rate of one pin. An HBM3 stack: 1024 x 6.4 Gbit/s = 819 GB/s.

    >>> show(pin_bandwidth(1024, "6.4 Gbit/s"))
    '819 GB/s'
    """
    return pins * pin


@formula(source="stas-network")
def link_bandwidth(count: Count, lane: Bandwidth, encoding: Share) -> Bandwidth:
    """Bandwidth of a link, one way: its lanes, times the rate of one on the wire, times the share that is payload.

    lane: signalling rate of one lane or link, one way. encoding: what line coding leaves, such as 128/130.
    An H100 has 18 NVLinks of 26.5625 GB/s on the wire, of which 0.9412 are left: 450 GB/s each way.

    >>> show(link_bandwidth(18, "26.5625 GB/s", 0.9412))
    '450 GB/s'
    """
    return count * lane * encoding
