"""Data-level parallelism: vector loops, memory banks, systolic arrays."""

from ..units import Compute, Count, Cycles, Frequency, Share, Time, Work, cycle
from ..units.maths import ceil, floor, maximum
from .core.conditions import least
from .core.formula import formula
from .gpu import bank_conflict_degree as bank_conflict_degree
from .gpu import blocks_by_registers as blocks_by_registers
from .gpu import blocks_by_shared_memory as blocks_by_shared_memory
from .gpu import blocks_by_threads as blocks_by_threads
from .gpu import bytes_in_flight as bytes_in_flight
from .gpu import coalescing_efficiency as coalescing_efficiency
from .gpu import occupancy as occupancy
from .gpu import resident_blocks as resident_blocks
from .gpu import warp_efficiency as warp_efficiency
from .gpu import warp_registers as warp_registers
from .gpu import warps_per_block as warps_per_block
from .gpu import warps_to_hide_latency as warps_to_hide_latency
from .kernels import matmul_tiles as matmul_tiles
from .kernels import more_units_speedup as more_units_speedup
from .kernels import quantization_efficiency as quantization_efficiency
from .kernels import tile_efficiency as tile_efficiency
from .kernels import tile_waves as tile_waves


@formula(source="ustc-vector-execution-time")
def chime_cycles(chimes: Count, n: Count, lanes: Count) -> Cycles:
    """Time of the elements of a vector loop alone: each convoy takes a cycle for every group of elements.

    chimes: convoys, the groups of vector instructions that run together. n: elements. lanes: elements that a unit
    takes in a cycle. Start-up and the loop around it come on top. Three convoys over 200 elements: 600 cycles. With
    four lanes one convoy takes 16 cycles for a register of 64.

    >>> show(chime_cycles(3, 200, 1)), show(chime_cycles(1, 64, 4)), show(chime_cycles(2, 65, 4))
    ('600 cycle', '16 cycle', '34 cycle')
    """
    return cycle * chimes * ceil(n / lanes)


@formula(source="ustc-vector-execution-time")
def strip_mined_cycles(n: Count, register: Count, loop: Cycles, startup: Cycles, chimes: Count) -> Cycles:
    """Time of a vector loop over more elements than a vector register holds, cut into strips.

    n: elements. register: elements of a vector register, the longest strip. loop: scalar instructions around each
    strip. startup: filling the pipelines of each strip's instructions. chimes: convoys, one cycle an element each.
    A = B x s with 200 elements on a DLXV or VMIPS: four strips, 784 cycles.

    >>> show(strip_mined_cycles(200, 64, "15 cycle", "31 cycle", 3))
    '784 cycle'
    """
    return ceil(n / register) * (loop + startup) + chimes * n * cycle


@formula(source="ustc-vector-execution-time")
def element_cycles(n: Count, register: Count, loop: Cycles, startup: Cycles, chimes: Count) -> Cycles:
    """Time of one element of a strip-mined vector loop, its share of all overheads included.

    n: elements. register: of a vector register. loop, startup: of each strip. chimes: convoys.
    Those 200 elements of A = B x s take 784 cycles, 3.9 each, where the chimes alone would be 3.

    >>> show(element_cycles(200, 64, "15 cycle", "31 cycle", 3))
    '3.92 cycle'
    """
    return strip_mined_cycles(n, register, loop, startup, chimes) / n


@formula(source="ustc-vector-performance")
def vector_rate(
    n: Count, register: Count, loop: Cycles, startup: Cycles, chimes: Count, work: Work, clock: Frequency
) -> Compute:
    """Rate of a strip-mined vector loop over n elements.

    register: elements of a vector register. loop, startup: cycles of each strip. chimes: convoys. work: of one
    element. DAXPY at 200 MHz, with two FLOP an element, three convoys and 64 cycles of overhead a strip, reaches
    50 MFLOP/s, half of its best, at 12.8 elements.

    >>> show(vector_rate(12.8, 64, "15 cycle", "49 cycle", 3, "2 FLOP", "200 MHz"))
    '50 MFLOP/s'
    """
    return n * work * clock / strip_mined_cycles(n, register, loop, startup, chimes)


@formula(source="ustc-vector-performance")
def vector_peak_rate(
    register: Count, loop: Cycles, startup: Cycles, chimes: Count, work: Work, clock: Frequency
) -> Compute:
    """Rate of a strip-mined vector loop that never ends (R infinity): every strip is full.

    register: elements of a vector register. loop, startup: cycles of each strip. chimes: convoys. work: of one
    element. DAXPY at 200 MHz with 64 cycles of overhead for every strip of 64: 100 MFLOP/s. Without overhead, at
    500 MHz, its three chimes would allow 333 MFLOP/s.

    >>> show(vector_peak_rate(64, "15 cycle", "49 cycle", 3, "2 FLOP", "200 MHz"))
    '100 MFLOP/s'
    >>> show(vector_peak_rate(64, "0 cycle", "0 cycle", 3, "2 FLOP", "500 MHz"))
    '333 MFLOP/s'
    """
    return work * clock / (chimes * cycle + (loop + startup) / register)


@formula(source="ustc-vector-performance")
def vector_half_length(register: Count, loop: Cycles, startup: Cycles, chimes: Count) -> Count:
    """Elements at which a vector loop reaches half of its rate on endless vectors (n one half).

    register: elements of a vector register. loop, startup: cycles of each strip. chimes: convoys. For the usual case
    that the answer fits in one register. DAXPY on the machine above: 12.8 elements.

    >>> show(vector_half_length(64, "15 cycle", "49 cycle", 3))
    '12.8'
    """
    return (loop + startup) / (chimes * cycle + 2 * (loop + startup) / register)


@formula(source="ustc-vector-performance")
def vector_break_even(loop: Cycles, startup: Cycles, chimes: Count, scalar: Cycles) -> Count:
    """Elements from which on the vector loop is faster than the scalar one (n v).

    loop, startup: overhead of a strip. chimes: convoys. scalar: cycles of one element in scalar instructions, more
    than the chimes. DAXPY with 59 cycles an element in scalar code against 64 + 3n: from 2 elements on.

    >>> show(vector_break_even("15 cycle", "49 cycle", 3, "59 cycle"))
    '2'
    >>> show(vector_break_even("15 cycle", "49 cycle", 3, "7 cycle"))
    '16'
    """
    return ceil((loop + startup) / (scalar - chimes * cycle))


@formula(source="netlib-parkbench-rinf")
def hockney_rate(peak: Compute, half: Count, n: Count) -> Compute:
    """Rate of a loop over n elements by Hockney's two parameters, fitted to measured times.

    peak: rate on endless vectors, r infinity. half: elements at which half of it is reached, n one half.
    At four times the half length a loop runs at 80 % of its peak.

    >>> show(hockney_rate("100 MFLOP/s", 50, 200))
    '80 MFLOP/s'
    """
    return peak / (1 + half / n)


@formula(source="cray-t90-banks")
def memory_banks_needed(processors: Count, references: Count, busy: Time, period: Time) -> Count:
    """Memory banks that let every processor make all its references in every cycle.

    references: loads and stores of one processor in a cycle. busy: time a bank needs for one access. period: of the
    processor's clock. A Cray T932 has 32 processors with 6 references each every 2.167 ns, and SRAM of 15 ns:
    1344 banks. It had 1024.

    >>> show(memory_banks_needed(32, 6, "15 ns", "2.167 ns"), digits=4)
    '1344'
    """
    return processors * references * ceil(busy / period)


@formula(
    source="hennessy-patterson",
    holds=[least("n", 1, "there is nothing to load"), least("banks", 1, "the words are in one at least")],
)
def banked_load_cycles(n: Count, banks: Count, busy: Cycles, latency: Cycles) -> Cycles:
    """Time to load a vector from interleaved memory: one element a cycle, or slower where a bank is still busy.

    n: elements, one or more. banks: those that the stride really visits, all banks over the greatest common divisor of
    stride and banks. busy: a bank's time for one access. latency: until the first word comes. 64 elements
    from eight banks of 6 cycles, 12 cycles away: at stride 1 in 12 + 64 = 76 cycles, at stride 32, all in one bank, in
    12 + 1 + 6 x 63 = 391. Words come in whole cycles: 64 of them from four banks take 106 (worked here).

    >>> show(banked_load_cycles(64, 8, "6 cycle", "12 cycle")), show(banked_load_cycles(64, 1, "6 cycle", "12 cycle"))
    ('76 cycle', '391 cycle')
    >>> show(banked_load_cycles(64, 3, "6 cycle", "12 cycle"))
    '139 cycle'
    >>> show(banked_load_cycles(64, 4, "6 cycle", "12 cycle"))
    '106 cycle'
    """
    return latency + n * cycle + floor((n - 1) / banks) * maximum(0, busy - banks * cycle)


@formula(source="scale-sim-modelling-note")
def systolic_cycles(rows: Count, columns: Count, depth: Count) -> Cycles:
    """Time of one tile on a systolic array that starts empty: loading, filling, streaming and draining.

    rows, columns: of the array. depth: what streams through it, such as rows of activations past resident weights.
    The simulator SCALE-Sim counts 2 rows + columns + depth - 2. A 128 x 128 array, 128 deep: 510 cycles.

    >>> show(systolic_cycles(128, 128, 128))
    '510 cycle'
    >>> show(systolic_cycles(3, 5, 7))
    '16 cycle'
    """
    return cycle * (2 * rows + columns + depth - 2)


@formula(source="scale-sim-modelling-note")
def systolic_utilization(rows: Count, columns: Count, depth: Count) -> Share:
    """Share of a systolic array's multiply-adds that one tile uses, if nothing overlaps its filling and draining.

    rows, columns: of the array. depth: what streams through it. Each cell works once for each step of the depth.
    A 128 x 128 array: 25 % at a depth of 128. Arrays that load the next weights meanwhile do better.

    >>> show(systolic_utilization(128, 128, 128)), show(systolic_utilization(128, 128, 4096))
    ('0.251', '0.915')
    """
    return depth * cycle / systolic_cycles(rows, columns, depth)
