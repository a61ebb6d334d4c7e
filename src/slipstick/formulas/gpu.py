"""GPU: warps and blocks, how many of them are resident, and what their accesses are worth."""

from ..units import IPC, Bandwidth, Count, Cycles, Instructions, Share, Size, Time
from ..units.maths import ceil, floor, length, minimum, total
from .core.formula import formula
from .pipeline import operations_in_flight


@formula(source="nvidia-cuda-guide-banks")
def bank_conflict_degree(threads: Count, banks: Count) -> Count:
    """Accesses that a warp's access to shared memory falls into, where its words are spread evenly over some banks.

    threads: of a warp, each wanting a word of its own. banks: those that they really visit, of 32. A stride of one or
    of three visits all, without conflict; a stride of two half of them, a two-way conflict. Worked here: down a column
    of a 32 x 32 tile all threads meet in one bank, 32; on nine banks four meet in some.

    >>> show(bank_conflict_degree(32, 32)), show(bank_conflict_degree(32, 16))
    ('1', '2')
    >>> show(bank_conflict_degree(32, 1)), show(bank_conflict_degree(32, 9))
    ('32', '4')
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
def warp_efficiency(active: list[Count], width: Count) -> Share:
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
    """Blocks that fit on a streaming multiprocessor by its limit of threads, which come in whole warps of 32.

    most: threads that can be resident. threads: of a block. 1024 threads of an A6000's 1536: 1 block. Blocks of 100
    take four warps each, so 2048 hold 16 and not 20 (worked here).

    >>> show(blocks_by_threads(1536, 1024)), show(blocks_by_threads(1536, 256)), show(blocks_by_threads(2048, 100))
    ('1', '6', '16')
    >>> show(blocks_by_threads(2048, 33)), show(blocks_by_threads(2048, 32)), show(blocks_by_threads(2016, 1024))
    ('32', '64', '1')
    """
    return floor(most / (32 * warps_per_block(threads, 32)))


@formula(source="siboehm-cuda-matmul")
def blocks_by_registers(file: Count, threads: Count, registers: Count, warp: Count, granularity: Count) -> Count:
    """Blocks that fit on a streaming multiprocessor by its registers.

    file: registers there are, a quarter in each of four partitions; a warp's are all in one. threads: of a block.
    registers: of a thread. warp: threads of a warp. granularity: registers given out at once to a warp. 1024 threads of
    37 registers take 40960 of 65536: 1 block. Of 64 threads, 12 warps to a partition are 24 blocks (worked here).

    >>> show(blocks_by_registers(65536, 1024, 37, 32, 256)), show(blocks_by_registers(65536, 32, 8, 32, 256))
    ('1', '256')
    >>> show(blocks_by_registers(65536, 64, 37, 32, 256)), show(occupancy(24, 2, 64))
    ('24', '0.75')
    """
    return floor(4 * floor(file / (4 * warp_registers(registers, warp, granularity))) / warps_per_block(threads, warp))


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


@formula(source="siboehm-cuda-matmul")
def kernel_blocks(
    threads: Count,
    registers: Count,
    shared: Size,
    most: Count,
    file: Count,
    memory: Size,
    reserved: Size,
    slots: Count,
    warp: Count,
    granularity: Count,
) -> Count:
    """Blocks of a kernel that run at once on a streaming multiprocessor, from what the kernel asks and the part has.

    threads: of a block, in whole warps. registers: of a thread. shared: memory of a block. most: threads that can be
    resident. file, memory, slots: registers, shared memory and places for blocks. reserved: shared memory added to each
    block by the runtime. warp: threads of a warp. granularity: registers given out at once to a warp. 1024 threads, 37
    registers and 8 KiB on an A6000: 1. Worked here: of blocks of 33 threads, two warps each, 24 run, and 6 of 256;
    of those that take 10 KiB with what the runtime adds, 10.

    >>> show(kernel_blocks(1024, 37, "8 KiB", 1536, 65536, "100 KiB", "1 KiB", 16, 32, 256))
    '1'
    >>> show(kernel_blocks(33, 16, "1 KiB", 1536, 65536, "100 KiB", "1 KiB", 32, 32, 256))
    '24'
    >>> show(kernel_blocks(256, 16, "1 KiB", 1536, 65536, "100 KiB", "1 KiB", 32, 32, 256))
    '6'
    >>> show(kernel_blocks(32, 160, "1 KiB", 1536, 65536, "100 KiB", "9 KiB", 32, 32, 256))
    '10'
    """
    return resident_blocks(
        blocks_by_threads(most, warp * warps_per_block(threads, warp)),
        blocks_by_registers(file, threads, registers, warp, granularity),
        blocks_by_shared_memory(memory, shared, reserved),
        slots,
    )


@formula(source="siboehm-cuda-matmul")
def kernel_occupancy(
    threads: Count,
    registers: Count,
    shared: Size,
    most: Count,
    file: Count,
    memory: Size,
    reserved: Size,
    slots: Count,
    warp: Count,
    granularity: Count,
) -> Share:
    """Occupancy of a kernel in one go: the share of a streaming multiprocessor's warps, from the kernel and the part.

    threads, registers, shared, most, file, memory, reserved, slots, warp, granularity: as for the blocks; of a part
    that says them, most is its compute.threads, file its compute.registers, memory its compute.shared and slots its
    compute.blocks. 1024 threads, 37 registers and 8 KiB on an A6000: 66 %. Worked here: with blocks of 256, 6 fill it.

    >>> show(kernel_occupancy(1024, 37, "8 KiB", 1536, 65536, "100 KiB", "1 KiB", 16, 32, 256))
    '0.667'
    >>> show(kernel_occupancy(256, 37, "8 KiB", 1536, 65536, "100 KiB", "1 KiB", 16, 32, 256))
    '1'
    """
    return occupancy(
        kernel_blocks(threads, registers, shared, most, file, memory, reserved, slots, warp, granularity),
        warps_per_block(threads, warp),
        most / warp,
    )
