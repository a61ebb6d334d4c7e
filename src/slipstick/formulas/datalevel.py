"""Data-level parallelism: vector loops, memory banks, warps and blocks on a GPU, tiles and waves, systolic arrays."""

from ..units import (
    IPC,
    Bandwidth,
    Compute,
    Count,
    Counts,
    Cycles,
    Frequency,
    Instructions,
    Share,
    Size,
    Speedup,
    Time,
    Work,
    cycle,
)
from ..units.maths import ceil, floor, length, maximum, minimum, total
from .core.formula import formula
from .pipeline import operations_in_flight


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


@formula(source="quesba-interleaved-memory")
def banked_load_cycles(n: Count, banks: Count, busy: Cycles, latency: Cycles) -> Cycles:
    """Time to load a vector from interleaved memory: one element a cycle, or slower where a bank is still busy.

    n: elements, one or more. banks: those that the stride really visits, all banks over the greatest common divisor of
    stride and banks. busy: a bank's time for one access. latency: until the first word comes. Sixteen words at
    stride 1 from eight banks of six cycles: 6 + 16 = 22 cycles. All in one bank, each after the first waits six.

    >>> show(banked_load_cycles(16, 8, "6 cycle", "6 cycle")), show(banked_load_cycles(16, 1, "6 cycle", "6 cycle"))
    ('22 cycle', '97 cycle')
    >>> show(banked_load_cycles(64, 3, "6 cycle", "12 cycle"))
    '139 cycle'
    """
    return latency + cycle + (n - 1) * maximum(cycle, busy / banks)


@formula(source="vyre-bank-conflict")
def bank_conflict_degree(threads: Count, banks: Count) -> Count:
    """Accesses that a warp's access to shared memory falls into, where its words are spread evenly over some banks.

    threads: of a warp, each wanting a word of its own. banks: those that they really visit, of 32. A stride of one
    visits all, and one access serves the warp. Down a column of a 32 x 32 tile all threads meet in one bank: 32.

    >>> show(bank_conflict_degree(32, 32)), show(bank_conflict_degree(32, 1)), show(bank_conflict_degree(32, 9))
    ('1', '32', '4')
    """
    return ceil(threads / banks)


@formula(source="manning-coalesced-access")
def coalescing_efficiency(useful: Size, sectors: Count, sector: Size) -> Share:
    """Share of the bytes moved for a warp's access to global memory that its threads asked for.

    useful: bytes asked for. sectors: those touched. sector: bytes of one, 32 on NVIDIA's GPUs. A warp reading 32 floats
    in a row touches 4 sectors and wastes nothing; 32 elements apart it touches 32 and uses 12.5 %.

    >>> show(coalescing_efficiency("128 B", 4, "32 B")), show(coalescing_efficiency("128 B", 32, "32 B"))
    ('1', '0.125')
    """
    return useful / (sectors * sector)


@formula(source="nvidia-instruction-count")
def warp_efficiency(active: Counts, width: Count) -> Share:
    """Share of a warp's lanes that do something, over the instructions it executes (control flow efficiency).

    active: threads enabled in each instruction, one number for each. width: lanes of a warp or of a SIMD register.
    Where even threads take one path and odd ones another, 16 of 32 lanes work in each.

    >>> show(warp_efficiency([16, 16], 32)), show(warp_efficiency([32, 16, 16], 32))
    ('0.5', '0.667')
    """
    return total(active) / (length(active) * width)


@formula(source="modular-warp")
def warps_per_block(threads: Count, warp: Count) -> Count:
    """Warps of a block of threads: the last may be part empty, but takes the place of a whole one.

    threads: of the block. warp: threads of a warp, 32 on NVIDIA's GPUs and 64 on AMD's big ones. 100 threads: 4 warps.

    >>> show(warps_per_block(100, 32))
    '4'
    """
    return ceil(threads / warp)


@formula(source="siboehm-cuda-matmul")
def warp_registers(registers: Count, warp: Count, granularity: Count) -> Count:
    """Registers set aside for a warp: those of its threads, rounded up to the unit of allocation.

    registers: of one thread. warp: threads of a warp. granularity: registers that are given out at once, 256.
    37 registers a thread are 1184 for a warp, which gets 1280.

    >>> show(warp_registers(37, 32, 256), digits=4)
    '1280'
    """
    return granularity * ceil(registers * warp / granularity)


@formula(source="siboehm-cuda-matmul")
def blocks_by_threads(most: Count, threads: Count) -> Count:
    """Blocks that fit on a streaming multiprocessor by its limit of threads.

    most: threads that can be resident. threads: of a block. 1024 threads of an A6000's 1536: 1 block.

    >>> show(blocks_by_threads(1536, 1024)), show(blocks_by_threads(1536, 256))
    ('1', '6')
    """
    return floor(most / threads)


@formula(source="siboehm-cuda-matmul")
def blocks_by_registers(file: Count, threads: Count, registers: Count, warp: Count, granularity: Count) -> Count:
    """Blocks that fit on a streaming multiprocessor by its registers.

    file: registers there are. threads: of a block. registers: of a thread. warp: threads of a warp.
    granularity: registers given out at once to a warp. 1024 threads of 37 registers take 40960 of 65536: 1 block.

    >>> show(blocks_by_registers(65536, 1024, 37, 32, 256)), show(blocks_by_registers(65536, 32, 8, 32, 256))
    ('1', '256')
    """
    return floor(file / (warps_per_block(threads, warp) * warp_registers(registers, warp, granularity)))


@formula(source="siboehm-cuda-matmul")
def blocks_by_shared_memory(memory: Size, shared: Size, reserved: Size) -> Count:
    """Blocks that fit on a streaming multiprocessor by its shared memory.

    memory: there is. shared: of a block. reserved: added to each block by the runtime. On an A6000, 8192 B and 1024 B
    for the runtime fit 11 times in 102400 B. On an H100, 12 KB fit 19 times in 228 KB (the GPU glossary).

    >>> show(blocks_by_shared_memory("102400 B", "8192 B", "1024 B"))
    '11'
    >>> show(blocks_by_shared_memory("228 kB", "12 kB", "0 B"))
    '19'
    """
    return floor(memory / (shared + reserved))


@formula(source="modal-occupancy")
def resident_blocks(by_threads: Count, by_registers: Count, by_memory: Count, slots: Count) -> Count:
    """Blocks that run at once on a streaming multiprocessor: the scarcest resource decides.

    by_threads, by_registers, by_memory: blocks that each resource would allow. slots: blocks allowed at most.
    The glossary's kernel on an H100, with one warp in a block: 64, 256, 19 and 32, hence 19.

    >>> show(resident_blocks(64, 256, 19, 32)), show(resident_blocks(6, 7, 9, 8))
    ('19', '6')
    >>> show(resident_blocks(7, 6, 8, 9)), show(resident_blocks(8, 9, 7, 6))
    ('6', '6')
    """
    return minimum(minimum(by_threads, by_registers), minimum(by_memory, slots))


@formula(source="siboehm-cuda-matmul")
def occupancy(blocks: Count, warps: Count, most: Count) -> Share:
    """Share of a streaming multiprocessor's places for warps that are taken.

    blocks: resident. warps: of a block. most: warps that can be resident. One block of 32 warps of 48: 66 %.

    >>> show(occupancy(1, 32, 48)), show(occupancy(2, 12, 48))
    ('0.667', '0.5')
    """
    return blocks * warps / most


@formula(source="cuda-guide-multiprocessor-level")
def warps_to_hide_latency(latency: Cycles, rate: IPC, independent: Instructions) -> Count:
    """Warps that keep a multiprocessor's schedulers busy while each warp waits for its own results.

    latency: until a result is there. rate: instructions all schedulers issue in a cycle. independent: instructions of
    one warp that can go before it has to wait. Compute capability 3.x: 11 cycles, 8 instructions a cycle, 2 at a time
    from each warp: 44 warps.

    >>> show(warps_to_hide_latency("11 cycle", "8 instruction/cycle", "2 instruction"))
    '44'
    """
    return operations_in_flight(latency, rate) / independent


@formula(source="modal-littles-law")
def bytes_in_flight(latency: Time, bandwidth: Bandwidth) -> Size:
    """Bytes that have to be under way at once to use all of a memory's bandwidth (Little's law).

    latency: of one access. bandwidth: to be reached. Also the size of a transfer that gets half of the bandwidth.
    100 ns at 120 GB/s: 12 kB, 94 cache lines of 128 B.

    >>> show(bytes_in_flight("100 ns", "120 GB/s"))
    '12 kB'
    """
    return latency * bandwidth


@formula(source="ml-engineering-quantization")
def matmul_tiles(m: Count, n: Count, tile_m: Count, tile_n: Count) -> Count:
    """Tiles, and so thread blocks, that a matmul's result is cut into.

    m, n: rows and columns of the result. tile_m, tile_n: of a tile. The 8192 x 14336 result of a Llama-3.1-8B layer
    in tiles of 128 x 256: 3584.

    >>> show(matmul_tiles(8192, 14336, 128, 256), digits=4), show(matmul_tiles(257, 129, 256, 128))
    ('3584', '4')
    """
    return ceil(m / tile_m) * ceil(n / tile_n)


@formula(source="ml-engineering-quantization")
def tile_waves(tiles: Count, units: Count) -> Count:
    """Rounds in which the units of a machine work off equal tiles: the last is as long as the others.

    units: tiles that run at once, such as SMs. 109 tiles on an A100's 108 SMs: 2 waves. 3584 on 148: 25.

    >>> show(tile_waves(109, 108)), show(tile_waves(3584, 148))
    ('2', '25')
    """
    return ceil(tiles / units)


@formula(source="ml-engineering-quantization")
def more_units_speedup(tiles: Count, before: Count, after: Count) -> Speedup:
    """Speedup of a job of equal tiles from more units: a staircase, since only whole waves count.

    before, after: units that run tiles at once. From 148 to 152 SMs: 1.042 for 3584 tiles, 2 for 152, none for 296.

    >>> show(more_units_speedup(3584, 148, 152), digits=4), show(more_units_speedup(152, 148, 152))
    ('1.042', '2')
    """
    return tile_waves(tiles, before) / tile_waves(tiles, after)


@formula(source="ml-engineering-quantization")
def quantization_efficiency(n: Count, quantum: Count) -> Share:
    """Share of the places that n items fill where places come in whole groups.

    quantum: places of a group: SMs of a wave, rows of a tile, lanes of a warp or of a vector register. 109 tiles on
    108 SMs need two waves and fill 50.5 %; 100 threads fill 78 % of four warps.

    >>> show(quantization_efficiency(109, 108)), show(quantization_efficiency(100, 32))
    ('0.505', '0.781')
    """
    return n / (quantum * ceil(n / quantum))


@formula(source="ml-engineering-quantization")
def tile_efficiency(m: Count, n: Count, tile_m: Count, tile_n: Count) -> Share:
    """Share of the arithmetic in a matmul's tiles that counts: tiles at the edges are worked out whole.

    m, n: rows and columns of the result. tile_m, tile_n: of a tile. 257 rows need a third tile of 128 rows: 67 %.

    >>> show(tile_efficiency(257, 256, 128, 256)), show(tile_efficiency(256, 129, 128, 128))
    ('0.669', '0.504')
    """
    return quantization_efficiency(m, tile_m) * quantization_efficiency(n, tile_n)


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
