"""Blocking: a matmul written by hand for a GPU, what its blocks move past the registers, and how long they wait."""

from ..units import Bandwidth, Count, Frequency, Size, Time, cycle
from ..units.maths import ceil, maximum
from .core.formula import formula
from .kernels import matmul_tiles


@formula(source="nvidia-cuda-guide-banks")
def shared_bandwidth(units: Count, banks: Count, word: Size, clock: Frequency) -> Bandwidth:
    """Bandwidth of the shared memories of a machine together, which loads through the first caches share.

    units: streaming multiprocessors. banks: of shared memory in one, each handing out a word a cycle. word: its bytes.
    clock: at which they run. Counted by hand for an RTX A6000, 84 with 32 banks of 4 B at 1800 MHz:

    >>> show(shared_bandwidth(84, 32, "4 B", "1800 MHz"))
    '19.4 TB/s'
    """
    return units * banks * word * clock / cycle


@formula(source="sgemm-cuda-code")
def sgemm_traffic(m: Count, n: Count, k: Count, word: Size) -> Size:
    """Least memory traffic of C = a A B + b C: A, B and C read once, C written once.

    m, n: rows and columns of C. k: the inner side. word: bytes of an element. Counted by hand, four matrices of 4096:

    >>> show(sgemm_traffic(4096, 4096, 4096, "4 B")), show(sgemm_traffic(1000, 10, 100, "4 B"))
    ('268 MB', '484 kB')
    """
    return word * (m * k + k * n + 2 * m * n)


@formula(source="sgemm-cuda-code")
def block_rounds(m: Count, n: Count, k: Count, tile_m: Count, tile_n: Count, depth: Count) -> Count:
    """Rounds of all blocks of a matmul: each block goes along k in steps, and loads anew for each.

    m, n, k: of the matmul. tile_m, tile_n: of the result that a block makes. depth: of a step. Counted by hand, 4096 on
    every side in tiles of 128 x 128 by 8: 32 x 32 blocks of 512 rounds.

    >>> show(block_rounds(4096, 4096, 4096, 128, 128, 8), digits=6), show(block_rounds(64, 128, 9, 64, 64, 8))
    ('524288', '4')
    """
    return matmul_tiles(m, n, tile_m, tile_n) * ceil(k / depth)


@formula(source="sgemm-cuda-code")
def shared_traffic(rounds: Count, depth: Count, threads: Count, reads: Count, staged: Count, word: Size) -> Size:
    """What a matmul's blocks occupy of the path between their registers and shared memory or the first cache.

    rounds: of all blocks. depth: elements along k in one. threads: of a block. reads: cycles that a warp's loads take
    of the path for each element along k: one where all lanes read a row of banks or one word, more with conflicts or
    where lines are scattered. staged: cycles for what it brings in for a round. word: of a lane in a cycle. By hand,
    1024 threads that read two words for each of 32 elements and need 4 cycles before, 68 words each:

    >>> show(shared_traffic(1, 32, 1024, 2, 4, "4 B")), show(shared_traffic(10, 8, 256, 32, 28, "4 B"))
    ('279 kB', '2.91 MB')
    """
    return rounds * threads * word * (depth * reads + staged)


@formula(source="sgemm-cuda-code")
def unit_waits(rounds: Count, waits: Count, units: Count) -> Count:
    """Times that the blocks of one multiprocessor wait, one after the other.

    rounds: of all blocks. waits: of a block in a round: at each of its barriers, or for its loads where it has none.
    units: multiprocessors that share the blocks. Counted by hand, 524,288 rounds with two barriers on 84: 12,483.

    >>> show(unit_waits(524288, 2, 84), digits=5)
    '12483'
    """
    return rounds * waits / units


@formula(source="sgemm-cuda-code")
def resident_time(busy: Time, waited: Count, wait: Time, resident: Count) -> Time:
    """Time of blocks that share a multiprocessor: while one waits the others work, if there are others.

    busy: time that all the work takes. waited: how often the blocks wait, one after the other. wait: how long each
    time. resident: blocks at once. Alone a block adds all its waits to its work: 2 ms of work and a thousand times
    1 µs are 3 ms; of two at once, each has half of both, 1.5 ms, and the work decides.

    >>> show(resident_time("2 ms", 1000, "1 us", 1)), show(resident_time("2 ms", 1000, "1 us", 2))
    ('3 ms', '2 ms')
    """
    return maximum(busy, (busy + waited * wait) / resident)


@formula(source="gpu-puzzles")
def blocks_of(elements: Count, tile: Count) -> Count:
    """Blocks of threads that share elements out, one thread each: the last block may be part empty.

    elements: how many there are. tile: threads of a block. The puzzle's 15 in blocks of 8: 2.

    >>> show(blocks_of(15, 8)), show(blocks_of(16, 8))
    ('2', '2')
    """
    return ceil(elements / tile)


@formula(source="gpu-puzzles")
def window_reads(elements: Count, window: Count) -> Count:
    """Reads where each element of the result takes a window of elements for itself, cut off at one end.

    elements: of the result. window: of how many, at most all of them. Counted by hand for pooling 8 by 3:
    1 + 2 + 6 x 3.

    >>> show(window_reads(8, 3)), show(window_reads(15, 4))
    ('21', '54')
    """
    return window * elements - window * (window - 1) / 2


@formula(source="gpu-puzzles")
def halo_reads(elements: Count, window: Count, tile: Count) -> Count:
    """Reads where a block brings in what its windows take together: its own elements, and some of its neighbour.

    elements, window: as for reads of a window. tile: elements of a block. The puzzle's convolution of 15 by 4, counted
    by hand: 8 and 3 more, then 7. Pooling 8 by 3 in one block needs one read a thread.

    >>> show(halo_reads(15, 4, 8)), show(halo_reads(8, 3, 8))
    ('18', '8')
    """
    return elements + (window - 1) * (blocks_of(elements, tile) - 1)


@formula(source="gpu-puzzles")
def outer_reads(rows: Count, columns: Count, depth: Count, tile: Count) -> Count:
    """Reads where every row meets every column: each is read again for every tile of the others.

    rows, columns: of the result. depth: elements of a row and of a column. tile: rows and columns of a block's result,
    1 where each thread reads for itself. The puzzle's matmul of 8 in tiles of 3, counted by hand: 6 a thread, 384; and
    1024 without tiles. A row broadcast to a column has a depth of one.

    >>> show(outer_reads(8, 8, 8, 3)), show(outer_reads(8, 8, 8, 1), digits=4), show(outer_reads(2, 3, 1, 3))
    ('384', '1024', '5')
    """
    return depth * (rows * blocks_of(columns, tile) + columns * blocks_of(rows, tile))
