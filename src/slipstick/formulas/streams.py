"""Streams: the traffic and work of kernels that walk over arrays once, such as a triad, a scan, a norm, a gather."""

from ..units import FLOP, Bandwidth, Count, Frequency, Size, Time, Work, WorkPerCycle
from ..units.maths import ceil
from .core.formula import formula
from .kernels import cached_memory_time


@formula(source="babelstream-main")
def array_size(elements: Count, width: Size) -> Size:
    """Bytes of an array.

    elements: how many it has. width: bytes of one. BabelStream's usual 33,554,432 doubles: 268.4 MB.

    >>> show(array_size(33554432, "8 B"), digits=4)
    '268.4 MB'
    """
    return elements * width


@formula(source="babelstream-main")
def array_elements(size: Size, width: Size) -> Count:
    """Elements of an array.

    size: its bytes. width: bytes of an element. BabelStream's usual 268,435,456 B of doubles: 33,554,432.

    >>> show(array_elements("268435456 B", "8 B"), digits=8)
    '33.554432e6'
    """
    return size / width


@formula(source="babelstream-main")
def arrays_streamed(reads: Count, writes: Count) -> Count:
    """Arrays that a kernel walks over: those it reads and those it writes.

    reads, writes: how many of each; one that is both is in both. A triad reads two and writes one: 3.

    >>> show(arrays_streamed(2, 1))
    '3'
    """
    return reads + writes


@formula(source="babelstream-main")
def streamed_traffic(streams: Count, size: Size) -> Size:
    """Least memory traffic of a kernel that walks over arrays of one size: each is read or written once.

    streams: arrays that are read and arrays that are written, one that is both counting twice. size: of each array.
    BabelStream counts 2 for copy, scale and dot and 3 for add and triad: 805 MB for a triad of its usual arrays.

    >>> show(streamed_traffic(3, "268.4 MB"), digits=4), show(streamed_traffic(1, "6 GB"))
    ('805.2 MB', '6 GB')
    """
    return streams * size


@formula(source="objblas-axpy")
def streamed_work(operations: Work, elements: Count) -> Work:
    """Work of a kernel that does the same to each element.

    operations: work of one element. elements: how many there are. An axpy does 2 FLOP for each: a million take 2 MFLOP.

    >>> show(streamed_work("2 FLOP", 1e6))
    '2 MFLOP'
    """
    return operations * elements


@formula(source="pytorch-gelu")
def gelu_work(elements: Count) -> Work:
    """Work of a GELU by its tanh on the vector units: 8 operations an element, the tanh itself counted apart.

    elements: how many there are. Counted by hand in 0.5 x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))): two products for
    the cube, one with its factor, a sum, the product with the root, a sum with one, and two more products.

    >>> show(gelu_work(1e6))
    '8 MFLOP'
    """
    return 8 * FLOP * elements


@formula(source="llm-viewer-analyzer")
def layernorm_work(rows: Count, columns: Count) -> Work:
    """Work of a LayerNorm: sum, difference, square, sum, quotient, product and sum for each element.

    rows: how many there are, such as tokens. columns: elements of a row. The few operations a row are left out.
    Counted by hand for 4096 rows of 4096:

    >>> show(layernorm_work(4096, 4096))
    '117 MFLOP'
    """
    return 7 * FLOP * rows * columns


@formula(source="tracelens-rmsnorm")
def layernorm_traffic(rows: Count, columns: Count, width: Size) -> Size:
    """Least memory traffic of a LayerNorm: each element read once and written once, a row of weights and one of biases.

    rows, columns: as for the work. width: bytes of an element. An RMSNorm, of which the source tells, has no biases.
    Counted by hand for 4 rows of 7168 in bf16: 4 x 7168 x 4 B, and 2 x 14336 B.

    >>> show(layernorm_traffic(4, 7168, "2 B"), digits=6)
    '143.36 kB'
    """
    return 2 * width * (rows * columns + columns)


@formula(source="nvidia-transpose-sample")
def transpose_traffic(rows: Count, columns: Count, width: Size) -> Size:
    """Least memory traffic of a transpose: each element read once and written once, in whole lines both times.

    rows, columns: of the matrix. width: bytes of an element. The source's 1024 x 1024 floats: 8 MiB. Without a tile on
    chip either the reads or the writes jump from row to row.

    >>> show(transpose_traffic(1024, 1024, "4 B"))
    '8.39 MB'
    """
    return streamed_traffic(2, array_size(rows * columns, width))


@formula(source="cub-device-scan")
def scan_traffic(elements: Count, width: Size) -> Size:
    """Least memory traffic of a prefix sum in a single pass: each element read once, each sum written once.

    elements: how many there are. width: bytes of one. The source's 2 n; one that adds up first and spreads then reads
    the elements twice. Counted by hand for a million floats:

    >>> show(scan_traffic(1e6, "4 B"))
    '8 MB'
    """
    return streamed_traffic(2, array_size(elements, width))


@formula(source="manning-coalesced-access")
def gather_traffic(rows: Count, columns: Count, width: Size, sector: Size, index: Size) -> Size:
    """Memory traffic of gathering rows of a table: each is read in whole sectors and written once, by an index each.

    rows: that are wanted, none of them twice. columns: elements of a row. width: bytes of one. sector: bytes that
    memory is read in, 32 on NVIDIA's GPUs. index: bytes of an index. Counted by hand for 1000 rows: 4096 elements of
    bf16 take 8192 B twice and 8; one element of fp32 takes 32 + 4 + 8.

    >>> show(gather_traffic(1000, 4096, "2 B", "32 B", "8 B"), digits=5)
    '16.392 MB'
    >>> show(gather_traffic(1000, 1, "4 B", "32 B", "8 B")), show(gather_traffic(1000, 9, "4 B", "64 B", "4 B"))
    ('44 kB', '104 kB')
    """
    return rows * (sector * ceil(columns * width / sector) + columns * width + index)


@formula(source="gpu-benches-stream")
def streamed_time(traffic: Size, stream: Bandwidth, reach: Count, cache: Size, kept: Count) -> Time:
    """Time of memory traffic at the rate that streams really reach, of which the last cache keeps a part.

    traffic: of the kernel. stream: what a triad reaches. reach: the kernel's rate over that. cache: capacity of the
    last one. kept: as for cached memory. A triad of 8.59 GB on an A40, at the 671 GB/s that the source prints:

    >>> show(streamed_time("8.59 GB", "671 GB/s", 1, "6 MiB", 4))
    '12.8 ms'
    >>> show(streamed_time("3 MB", "1 TB/s", 0.5, "24 MB", 4))
    '3 µs'
    """
    return cached_memory_time(traffic, reach * stream, 1, cache, kept)


@formula(source="liger-benchmarks")
def paced_time(work: Work, units: Count, clock: Frequency, pace: WorkPerCycle) -> Time:
    """Time of the reductions along rows, which units work off at a pace of their own, far below their peak.

    work: of all. units: multiprocessors. clock: at which they run. pace: work of one in a cycle: some ten FLOP as most
    libraries write a norm. By hand for PyTorch on an A100, 4096 rows of 16384 at 7 FLOP and 14 FLOP a cycle:

    >>> show(paced_time("470 MFLOP", 108, "1410 MHz", "14 FLOP/cycle"))
    '220 µs'
    """
    return work / (units * clock * pace)
