"""Kernels: the work and traffic of a matmul, a copy, a softmax and a norm, and what a library takes for them."""

from ..units import FLOP, Bandwidth, Compute, Count, Intensity, Share, Size, Speedup, Time, Work
from ..units.maths import ceil, highest, log, maximum, minimum, total
from .core.formula import formula
from .roofline import intensity


@formula(source="nvidia-matmul-guide-notes")
def matmul_work(batch: Count, m: Count, n: Count, k: Count) -> Work:
    """Work of a batch of matmuls: k multiply-adds, two FLOP each, for every element of every result.

    batch: number of matmuls. m, n: rows and columns of the result. k: the inner side.
    Eight rows times a square matrix of 131,072: 2.7e11 FLOP (the scaling book, TPUs, question 6).

    >>> show(matmul_work(1, 8, 131072, 131072))
    '275 GFLOP'
    >>> show(matmul_work(3, 8, 131072, 131072))
    '825 GFLOP'
    """
    return 2 * FLOP * batch * m * n * k


@formula(source="nvidia-matmul-guide-notes")
def matmul_traffic(batch: Count, m: Count, n: Count, k: Count, width: Size, result_width: Size) -> Size:
    """Least memory traffic of a batch of matmuls: each factor read once, each result written once.

    batch: number of matmuls, each with factors of its own. width: bytes of an element of the factors;
    result_width: of the result. 8192 x 128 x 8192 in fp16 moves 138 MB, hence its published 124.1 FLOP/B:

    >>> show(matmul_traffic(1, 8192, 128, 8192, "2 B", "2 B"))
    '138 MB'
    >>> show(matmul_traffic(3, 8192, 128, 4096, "1 B", "2 B"))
    '109 MB'
    """
    return batch * (width * (m * k + k * n) + result_width * m * n)


@formula(source="nvidia-matmul-guide-notes")
def matmul_intensity(batch: Count, m: Count, n: Count, k: Count, width: Size, result_width: Size) -> Intensity:
    """Work per byte of a batch of matmuls.

    batch, m, n, k, width, result_width: as for the work and the traffic. NVIDIA's guide prints 124.1 and
    2730 FLOP/B for these, in fp16:

    >>> show(matmul_intensity(1, 8192, 128, 8192, "2 B", "2 B"), digits=4)
    '124.1 FLOP/B'
    >>> show(matmul_intensity(1, 8192, 8192, 8192, "2 B", "2 B"), digits=4)
    '2731 FLOP/B'
    """
    return intensity(matmul_work(batch, m, n, k), matmul_traffic(batch, m, n, k, width, result_width))


@formula(source="stream-write-allocate")
def copy_traffic(size: Size) -> Size:
    """Memory traffic of a copy: every byte is read once and written once, and nothing else is fetched.

    size: what is copied. STREAM counts 16 B for each double of its copy. A processor that reads a line of its cache
    before it writes there moves half as much again.

    >>> show(copy_traffic("8 B"))
    '16 B'
    """
    return 2 * size


@formula(source="llm-viewer-analyzer")
def softmax_work(rows: Count, columns: Count) -> Work:
    """Work of a softmax on the vector units: the maximum, a difference, the sum and a quotient for each element.

    rows: how many there are. columns: elements of a row, over which it adds up to one. The exponentials are counted
    apart; with them the source has 5 an element. Counted by hand for 4096 rows of 4096:

    >>> show(softmax_work(4096, 4096)), show(softmax_work(4096, 4096) + softmax_exponentials(4096, 4096))
    ('67.1 MFLOP', '83.9 MFLOP')
    """
    return 4 * FLOP * rows * columns


@formula(source="llm-viewer-analyzer")
def softmax_exponentials(rows: Count, columns: Count) -> Work:
    """Exponentials of a softmax, one for each element, each counted as one FLOP of the special-function units.

    rows, columns: as for the work. Counted by hand for 4096 rows of 4096:

    >>> show(softmax_exponentials(4096, 4096))
    '16.8 MFLOP'
    """
    return FLOP * rows * columns


@formula(source="triton-fused-softmax")
def softmax_traffic(rows: Count, columns: Count, width: Size) -> Size:
    """Least memory traffic of a softmax: each element read once and written once, by a kernel that keeps a row on chip.

    rows, columns: as for the work. width: bytes of an element. Five separate kernels read 7 elements and write 3 for
    each of the matrix, about 5 times as much. Counted by hand for 4096 rows of 4096 in fp32, twice 67 MB:

    >>> show(softmax_traffic(4096, 4096, "4 B"))
    '134 MB'
    """
    return 2 * width * rows * columns


@formula(source="tracelens-rmsnorm")
def rmsnorm_work(rows: Count, columns: Count) -> Work:
    """Work of an RMSNorm: for each element its square, the sum, the product with the root and that with its weight.

    rows: how many there are, such as tokens. columns: elements of a row. The few operations a row, for the mean
    and the root, are left out: 2101 rows of 2048 take 17.2 MFLOP, and 2 more a row would be 0.004 MFLOP.

    >>> show(rmsnorm_work(2101, 2048))
    '17.2 MFLOP'
    """
    return 4 * FLOP * rows * columns


@formula(source="tracelens-rmsnorm")
def rmsnorm_traffic(rows: Count, columns: Count, width: Size) -> Size:
    """Least memory traffic of an RMSNorm: each element read once and written once, and one row of weights read.

    rows, columns: as for the work. width: bytes of an element. Counted by hand for 4 rows of 7168 in bf16, 4 x 7168
    x 4 B and 14336 B of weights:

    >>> show(rmsnorm_traffic(4, 7168, "2 B"), digits=6)
    '129.024 kB'
    """
    return width * (2 * rows * columns + columns)


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


@formula(source="ml-engineering-mfu")
def busy_compute(work: Work, peak: Compute, share: Share) -> Time:
    """Time of arithmetic at the share of the peak that real libraries reach.

    share: achieved rate over peak. Training that would take 7 days at the peak takes 14 at a share of a half.

    >>> show(busy_compute("1.887e20 FLOP", "312 TFLOP/s", 0.5))
    '14 days'
    """
    return work / (share * peak)


@formula(source="gpt-fast-readme")
def busy_memory(traffic: Size, bandwidth: Bandwidth, share: Share) -> Time:
    """Time of memory traffic at the share of the bandwidth that real libraries reach.

    share: achieved bandwidth over the datasheet's. Llama 2 7B makes 104.9 tokens a second on an A100 at 1397.31 GB/s,
    so it reads 13.32 GB for each: at 68.5 % of the bandwidth 9.53 ms, the source's rate again.

    >>> show(busy_memory("13.32 GB", "2039 GB/s", 0.6853))
    '9.53 ms'
    >>> show(1 / busy_memory("13.32 GB", "2039 GB/s", 0.6853), digits=4)
    '104.9 1/s'
    """
    return traffic / (share * bandwidth)


@formula(source="cutlass-efficient-gemm")
def split_depth(k: Count, split: Count) -> Count:
    """Inner side that one of several thread blocks works along, in whole steps of 64.

    k: the inner side of the matmul. split: parts that it is cut into, each with thread blocks of its own.
    128 x 128 x 4096 in 16 parts is 16 matmuls with k = 256, as CUTLASS tells:

    >>> show(split_depth(4096, 16)), show(split_depth(100, 1)), show(split_depth(6400, 1))
    ('256', '128', '6400')
    """
    return 64 * ceil(k / (64 * split))


@formula(source="nvidia-matmul-guide-notes")
def multiply_add_work(work: Work, matmuls: Count, m: Count, n: Count, k: Count) -> Work:
    """Work of each multiply-add of a matmul: two FLOP, and less where an algorithm needs fewer.

    work: of all of it. matmuls, m, n, k: of the matmul. By hand, 1024 FLOP for twice 8 x 8 x 4:

    >>> show(multiply_add_work("1024 FLOP", 2, 8, 8, 4))
    '2 FLOP'
    """
    return work / (matmuls * m * n * k)


@formula(source="cutlass-efficient-gemm")
def tile_time(
    each: Work, tile_m: Count, tile_n: Count, depth: Count, units: Count, peak: Compute, share: Share, step: Time
) -> Time:
    """Time of a tile of a matmul on one unit of a machine: for each element along k the arithmetic, or its latency.

    each: work of a multiply-add. tile_m, tile_n: sides of the tile. depth: steps along k. units: of the machine, such
    as SMs. peak: of all of them. share: of it that busy units reach. step: least time of an element along k. By hand
    for an A100: 128 x 128 x 4096 is 134 MFLOP on one of 108 units of 2.89 TFLOP/s; of 16 x 64 it is the latency.

    >>> show(tile_time("2 FLOP", 128, 128, 4096, 108, "312 TFLOP/s", 1, "5 ns"))
    '46.5 µs'
    >>> show(tile_time("2 FLOP", 128, 128, 4096, 108, "312 TFLOP/s", 0.5, "5 ns"))
    '92.9 µs'
    >>> show(tile_time("2 FLOP", 16, 64, 4096, 108, "312 TFLOP/s", 1, "5 ns"))
    '20.5 µs'
    """
    return depth * maximum(each * tile_m * tile_n * units / (share * peak), step)


@formula(source="cutlass-efficient-gemm")
def tiled_matmul_time(
    each: Work,
    matmuls: Count,
    m: Count,
    n: Count,
    k: Count,
    tile_m: Count,
    tile_n: Count,
    split: Count,
    units: Count,
    peak: Compute,
    share: Share,
    step: Time,
    gather: Time,
) -> Time:
    """Time of a matmul's arithmetic cut into tiles: in waves over the units, and adding up where k is split.

    matmuls, m, n, k: of the matmul. each, tile_m, tile_n, units, peak, share, step: as for the time of a tile.
    gather: time of the second kernel, which adds the parts where k is split. By hand, 4096 x 4096 x 4096 in bf16 on
    an A100: 1024 tiles are 10 waves of 46.5 µs, and one tile of k = 4096 in 16 parts is one wave of 2.9 µs.

    >>> show(tiled_matmul_time("2 FLOP", 1, 4096, 4096, 4096, 128, 128, 1, 108, "312 TFLOP/s", 1, "5 ns", "2 us"))
    '465 µs'
    >>> show(tiled_matmul_time("2 FLOP", 3, 4096, 4096, 4096, 128, 128, 4, 108, "312 TFLOP/s", 0.5, "5 ns", "2 us"))
    '2.65 ms'
    >>> show(tiled_matmul_time("2 FLOP", 1, 128, 128, 4096, 128, 128, 16, 108, "312 TFLOP/s", 1, "5 ns", "2 us"))
    '4.9 µs'
    """
    return tile_waves(matmuls * split * matmul_tiles(m, n, tile_m, tile_n), units) * tile_time(
        each, tile_m, tile_n, split_depth(k, split), units, peak, share, step
    ) + gather * minimum(1, split - 1)


@formula(source="aiconfigurator")
def throttled_time(time: Time, short: Time, droop: Share) -> Time:
    """Time of arithmetic with the clock falling under load: longer by a share for each factor of e above a short one.

    time: at the clock of short kernels. short: up to which the clock holds. droop: that share. By hand, for a hundred
    times as long, of which the logarithm is 4.6:

    >>> show(throttled_time("15 us", "150 us", 0.04)), show(throttled_time("15 ms", "150 us", 0.04))
    ('15 µs', '17.8 ms')
    """
    return time * (1 + droop * log(maximum(1, time / short)))


@formula(source="aiconfigurator")
def matmul_busy_time(
    each: Work,
    matmuls: Count,
    m: Count,
    n: Count,
    k: Count,
    tile_m: Count,
    tile_n: Count,
    split: Count,
    units: Count,
    peak: Compute,
    share: Share,
    step: Time,
    gather: Time,
    short: Time,
    droop: Share,
) -> Time:
    """Time of a matmul's arithmetic on a machine of many units: in tiles, with the clock falling under load.

    The parameters are those of the tiled matmul and of the throttled time. 4096 x 4096 x 4096 in bf16 on an A100,
    which takes 514 to 541 µs with launch and traffic:

    >>> a100 = {"units": 108, "peak": "312 TFLOP/s", "share": 0.96, "step": "6 ns", "short": "150 us", "droop": 0.04}
    >>> tile = {"tile_m": 128, "tile_n": 128, "split": 1, "gather": "2 us"}
    >>> show(matmul_busy_time("2 FLOP", 1, 4096, 4096, 4096, **tile, **a100))
    '507 µs'
    """
    return throttled_time(
        tiled_matmul_time(each, matmuls, m, n, k, tile_m, tile_n, split, units, peak, share, step, gather), short, droop
    )


@formula(source="aiconfigurator")
def cached_memory_time(traffic: Size, bandwidth: Bandwidth, share: Share, cache: Size, kept: Count) -> Time:
    """Time of memory traffic of which the last cache keeps a part, and hands it out twice as fast.

    bandwidth: of the memory. share: of it that is reached. cache: capacity. kept: all of the traffic is kept as long as
    it is less than the cache over this number, and nothing from twice that on. By hand, of 40 MiB with kept = 10:
    2 MiB at 2 TB/s take half of 1.05 µs, 6 MiB three quarters of 3.15 µs, 80 MiB the whole of 41.9 µs, and at half of
    the bandwidth twice that.

    >>> show(cached_memory_time("2 MiB", "2 TB/s", 1, "40 MiB", 10))
    '524 ns'
    >>> show(cached_memory_time("6 MiB", "2 TB/s", 1, "40 MiB", 10))
    '2.36 µs'
    >>> show(cached_memory_time("80 MiB", "2 TB/s", 1, "40 MiB", 10))
    '41.9 µs'
    >>> show(cached_memory_time("80 MiB", "2 TB/s", 0.5, "40 MiB", 10))
    '83.9 µs'
    """
    return busy_memory(traffic, bandwidth, share) * (1 - minimum(1, maximum(0, 2 - kept * traffic / cache)) / 2)


@formula(source="aiconfigurator")
def converting_startup(
    launch: Time,
    conversion: Time,
    converted: Size,
    matmuls: Count,
    m: Count,
    k: Count,
    bandwidth: Bandwidth,
    memory: Share,
) -> Time:
    """Time before a matmul in 8 bits whose input a serving library converts from 16 bits in the same call.

    launch: of the matmul. conversion: fixed time of the kernel that converts. converted: bytes it moves an element of
    the input, which is matmuls x m x k. memory: share of the bandwidth that is reached. By hand, 2 x 4096 x 2048
    elements of 6 B at 3.35 TB/s and a share of 0.9: 33.4 µs, and 12.6 µs before.

    >>> show(converting_startup("2.6 us", "10 us", "6 B", 2, 4096, 2048, "3.35 TB/s", 0.9))
    '46 µs'
    """
    return launch + conversion + matmuls * m * k * converted / (memory * bandwidth)


@formula(source="aiconfigurator")
def kernel_time(startup: Time, compute: Time, memory: Time, exposed: Share) -> Time:
    """Time of a kernel whose arithmetic and traffic overlap in part: the longer, and a share of the shorter.

    startup: launch and fill. compute, memory: each alone, at the rates libraries reach.
    exposed: share of the shorter one that is not hidden behind the longer.
    4096 x 4096 x 4096 in bf16 on an A100, measured at 539 µs:

    >>> show(kernel_time("6.2 us", "521 us", "66 us", 0.2))
    '540 µs'
    >>> show(kernel_time("6.2 us", "66 us", "521 us", 0.2))
    '540 µs'
    """
    return startup + maximum(compute, memory) + exposed * minimum(compute, memory)


@formula(source="aiconfigurator")
def overlapped_time(startup: Time, times: list[Time], exposed: Share) -> Time:
    """Time of a kernel whose parts overlap: the longest, and a share of what the others take.

    startup: launch and fill. times: of each rate that is asked, alone. exposed: share of the shorter ones that is not
    hidden behind the longest. With two times it is the kernel time, 4096 x 4096 x 4096 in bf16 on an A100 at 540 µs:

    >>> show(overlapped_time("6.2 us", ["521 us", "66 us"], 0.2))
    '540 µs'
    >>> show(overlapped_time("3 us", ["10 us", "20 us", "5 us"], 0.2)), show(overlapped_time("3 us", ["20 us"], 0.2))
    ('26 µs', '23 µs')
    """
    return startup + highest(times) + exposed * (total(times) - highest(times))


@formula(source="scaling-book-roofline")
def slowest_rate_time(times: list[Time]) -> Time:
    """Least time of a kernel that keeps several rates busy at once: the slowest decides.

    times: of each rate alone, at its peak. 440.5 µs of arithmetic, 49.4 µs of traffic, 20 µs of exponentials: 440 µs.

    >>> show(slowest_rate_time(["440.5 us", "49.4 us", "20 us"])), show(slowest_rate_time(["1 ms", "2 ms"]))
    ('440 µs', '2 ms')
    """
    return highest(times)


@formula(source="scaling-book-roofline")
def phases_time(times: list[Time]) -> Time:
    """Time of phases of which each needs all of the one before: they add.

    times: of each phase. Scores, softmax and values of an attention that keeps its scores in memory: 25 + 40 + 27 µs.

    >>> show(phases_time(["25 us", "40 us", "27 us"]))
    '92 µs'
    """
    return total(times)


@formula(source="scaling-book-roofline")
def repeated_time(time: Time, count: Count) -> Time:
    """Time of the same thing again and again, one after the other: the layers of a model.

    time: of one. count: how many. 32 layers of 541 µs: 17.3 ms.

    >>> show(repeated_time("541 us", 32))
    '17.3 ms'
    """
    return time * count
