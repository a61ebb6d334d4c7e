"""Matmul: the work and traffic of C = A B, where A is m x k and B is k x n, and what a library takes for it."""

from ..units import FLOP, Count, Intensity, Share, Size, Time, Work
from ..units.maths import maximum, minimum
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


@formula(source="aiconfigurator")
def startup_time(launch: Time, fill: Time, depth: Count, deep: Count) -> Time:
    """Time before and around the useful part of a kernel: its launch, and filling the pipeline along k.

    launch: least time of any kernel. fill: added for a long inner side. depth: the inner side.
    deep: inner side from which on libraries split the work, so that filling costs no more.
    Small matmuls measured on an A100 take 3 µs at k = 32 and 6.2 µs and more from about k = 1024 on.

    >>> show(startup_time("3 us", "3.2 us", 32, 1024))
    '3.1 µs'
    >>> show(startup_time("3 us", "3.2 us", 4096, 1024))
    '6.2 µs'
    """
    return launch + fill * minimum(1, depth / deep)


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
