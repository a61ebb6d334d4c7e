"""Roofline: a kernel is limited by arithmetic or by memory traffic, whichever takes longer."""

from ..formula import formula
from ..maths import maximum, minimum
from ..units import Bandwidth, Compute, Intensity, Size, Time, Work

CHAPTER = 1


@formula(source="roofline-cacm-2009")
def attainable(peak: Compute, bandwidth: Bandwidth, intensity: Intensity) -> Compute:
    """Highest rate a kernel can reach: the lower of the two roofs.

    peak: the machine's compute rate. bandwidth: of its memory. intensity: the kernel's work per byte moved.
    The paper's Opteron X2 reaches 17.6 GFLOP/s and 15 GB/s, so below 17.6/15 = 1.17 FLOP/B memory limits it:

    >>> show(attainable("17.6 GFLOP/s", "15 GB/s", "0.25 FLOP/B"))
    '3.75 GFLOP/s'
    >>> show(attainable("17.6 GFLOP/s", "15 GB/s", "16 FLOP/B"))
    '17.6 GFLOP/s'
    """
    return minimum(peak, bandwidth * intensity)


@formula(source="scaling-book-roofline")
def ridge(peak: Compute, bandwidth: Bandwidth) -> Intensity:
    """Intensity where the two roofs meet: kernels below it are memory-bound, above it compute-bound.

    peak: the machine's compute rate. bandwidth: of its memory. TPU v5e: 240 FLOP/B.

    >>> show(ridge("197 TFLOP/s", "820 GB/s"))
    '240 FLOP/B'
    """
    return peak / bandwidth


@formula(source="nvidia-matmul-guide-notes")
def intensity(work: Work, traffic: Size) -> Intensity:
    """Work per byte moved, also called operational or arithmetic intensity.

    An 8192 x 128 x 8192 matmul in fp16 has 124.1 FLOP/B: 17.2 GFLOP over 138 MB.

    >>> show(intensity("17.18 GFLOP", "138.4 MB"))
    '124 FLOP/B'
    """
    return work / traffic


@formula(source="scaling-book-roofline")
def compute_time(work: Work, peak: Compute) -> Time:
    """Time of the arithmetic alone, at the peak rate. 10^12 FLOP on an H100 take 1.01 ms.

    >>> show(compute_time("1e12 FLOP", "989 TFLOP/s"))
    '1.01 ms'
    """
    return work / peak


@formula(source="scaling-book-tpus")
def memory_time(traffic: Size, bandwidth: Bandwidth) -> Time:
    """Time of the memory traffic alone, at full bandwidth. 12.5 GB over a TPU v4p's 1.23 TB/s take about 10 ms.

    >>> show(memory_time("12.5 GB", "1.23 TB/s"))
    '10.2 ms'
    """
    return traffic / bandwidth


@formula(source="scaling-book-roofline")
def roofline_time(compute: Time, memory: Time) -> Time:
    """Shortest time a kernel can take: arithmetic and traffic overlap fully, and the longer one decides.

    compute: time of its arithmetic. memory: time of its traffic. The source's TPU v5e example reads
    weights for 19 ms while it computes for 1.3 ms: 19 ms. With its arithmetic 40 times as long it is compute-bound.

    >>> show(roofline_time("1.3 ms", "19 ms"))
    '19 ms'
    >>> show(roofline_time("52 ms", "19 ms"))
    '52 ms'
    """
    return maximum(compute, memory)
