"""Roofline: a kernel is limited by arithmetic or by memory traffic, whichever takes longer."""

from ..units import (
    FLOP,
    Bandwidth,
    Compute,
    Count,
    Energy,
    EnergyPerByte,
    EnergyPerWork,
    Intensity,
    Power,
    Share,
    Side,
    Size,
    Time,
    Work,
    WorkPerEnergy,
)
from ..units.maths import highest, lowest, maximum, minimum, pairs
from .core.formula import formula


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


@formula(source="scaling-book-roofline")
def no_overlap_time(compute: Time, memory: Time) -> Time:
    """Longest time a kernel should take: its arithmetic and its traffic one after the other.

    compute: time of its arithmetic. memory: time of its traffic. At most twice the roofline's time.
    19 ms of traffic and 1.3 ms of arithmetic: between 19 and 20.3 ms.

    >>> show(no_overlap_time("1.3 ms", "19 ms"))
    '20.3 ms'
    """
    return compute + memory


@formula(source="scaling-book-tpus")
def slowest_stage_time(sizes: list[Size], bandwidths: list[Bandwidth]) -> Time:
    """Time of a transfer through several links or levels of memory at once: the slowest decides.

    sizes: bytes that pass each one. bandwidths: of each. The book multiplies by a 16 GB matrix that lies in the hosts:
    8 GB over 8 PCIe links, 15 GB over 2 inter-chip links of 45 GB/s, 16 GB from HBM: 167 ms.

    >>> show(slowest_stage_time(["8 GB", "15 GB", "16 GB"], ["120 GB/s", "90 GB/s", "810 GB/s"]))
    '167 ms'
    """
    return highest(size / bandwidth for size, bandwidth in pairs(sizes, bandwidths))


@formula(source="scaling-book-tpus")
def hierarchical_roofline(peak: Compute, bandwidths: list[Bandwidth], intensities: list[Intensity]) -> Compute:
    """Highest rate a kernel can reach under the roof of every level of memory, all working at once.

    peak: the machine's compute rate. bandwidths: of each level. intensities: the kernel's work per byte moved at each
    level; caches raise it towards memory. A TPU v5e's on-chip memory has 22 times the bandwidth of its HBM (0.81 TB/s),
    so int8 at 394 TOP/s needs 486 FLOP/B of HBM, but only 22 FLOP/B on chip:

    >>> show(hierarchical_roofline("394 TFLOP/s", ["810 GB/s", "17.8 TB/s"], ["500 FLOP/B", "20 FLOP/B"]))
    '356 TFLOP/s'
    >>> show(hierarchical_roofline("394 TFLOP/s", ["810 GB/s", "17.8 TB/s"], ["500 FLOP/B", "24 FLOP/B"]))
    '394 TFLOP/s'
    >>> show(hierarchical_roofline("394 TFLOP/s", ["810 GB/s", "17.8 TB/s"], ["100 FLOP/B", "24 FLOP/B"]))
    '81 TFLOP/s'
    """
    return minimum(peak, lowest(bandwidth * intensity for bandwidth, intensity in pairs(bandwidths, intensities)))


@formula(source="intel-p3-efficiency")
def roofline_fraction(achieved: Compute, peak: Compute, bandwidth: Bandwidth, intensity: Intensity) -> Share:
    """Share of what the roofline allows that a kernel reaches: how much there is still to gain.

    achieved: its measured rate. peak, bandwidth: of the machine. intensity: of the kernel. The source's architectural
    efficiency, with the roofline for the peak. More than 1 means that something was counted wrongly. Worked here: at a
    quarter FLOP per byte the Opteron X2 of the roofline paper could do 3.75 GFLOP/s: 3 are 80 % of it, though only 17 %
    of the peak.

    >>> show(roofline_fraction("3 GFLOP/s", "17.6 GFLOP/s", "15 GB/s", "0.25 FLOP/B"))
    '0.8'
    """
    return achieved / attainable(peak, bandwidth, intensity)


@formula(source="objblas-axpy")
def elementwise_intensity(work: Work, accesses: Count, width: Size) -> Intensity:
    """Work per byte of a kernel that streams over arrays: axpy, dot product, triad, stencil.

    work: FLOP of one element. accesses: numbers read and written for it that caches do not supply. width: of a number.
    Double-precision axpy does 2 FLOP on 3 accesses: 1/12. A dot product in bf16 does 2 on 2 (the scaling book): 1/2.

    >>> show(elementwise_intensity("2 FLOP", 3, "8 B")), show(elementwise_intensity("2 FLOP", 2, "2 B"))
    ('0.0833 FLOP/B', '0.5 FLOP/B')
    """
    return intensity(work, accesses * width)


@formula(source="scaling-book-roofline")
def critical_batch(peak: Compute, bandwidth: Bandwidth, weight: Size) -> Count:
    """Batch from which on a layer with weights is compute-bound: each weight read serves two FLOP for every row.

    peak: at the width of the arithmetic. bandwidth: of whatever the weights come from: memory, or a link to the host.
    weight: bytes of one weight. For batches small against the sides of the matrix. TPU v5e in int8: 243; with int8
    weights but bf16 arithmetic 120. H100 in bf16: 298. TPU v6e with weights over PCIe: 61,000.

    >>> show(critical_batch("394 TFLOP/s", "810 GB/s", "1 B")), show(critical_batch("197 TFLOP/s", "820 GB/s", "1 B"))
    ('243', '120')
    >>> show(critical_batch("1 PFLOP/s", "3.35 TB/s", "2 B"), digits=4)
    '298.5'
    >>> show(critical_batch("920 TFLOP/s", "15 GB/s", "2 B"), digits=2)
    '61000'
    """
    return ridge(peak, bandwidth) * weight / (2 * FLOP)


@formula(source="scaling-book-tpus")
def critical_rows(peak: Compute, bandwidth: Bandwidth, width: Size, n: Side, k: Side) -> Count:
    """Rows from which on a matmul is compute-bound, its activations counted in: more than the critical batch.

    peak: at the width of the arithmetic. bandwidth: of the memory. width: bytes of an element. n, k: sides of the
    weights. Never, so an error, where n and k are too small for the machine. An int8 matrix of 16384 x 4096 from a
    TPU v5e's on-chip memory: 11 rows. From HBM the book rounds to 271; unrounded it is 263.

    >>> show(critical_rows("394 TFLOP/s", "17.8 TB/s", "1 B", 16384, 4096), digits=2)
    '11'
    >>> show(critical_rows("394 TFLOP/s", "810 GB/s", "1 B", 16384, 4096))
    '263'
    """
    return width * n * k / (2 * FLOP * n * k / ridge(peak, bandwidth) - width * (n + k))


@formula(source="scaling-book-roofline")
def critical_inner_side(peak: Compute, link: Bandwidth, width: Size) -> Count:
    """Inner side from which on a matmul split along it over two chips is compute-bound (network roofline).

    peak: of one chip. link: between them, one way. width: bytes of an element of the result. Each chip does half of
    the arithmetic, then sends its partial sums. TPU v5e with 45 GB/s: 8755.6, printed as 8755.

    >>> show(critical_inner_side("197 TFLOP/s", "45 GB/s", "2 B"), digits=4)
    '8756'
    """
    return width * ridge(peak, link) / FLOP


@formula(source="roofline-of-energy")
def roofline_energy(
    work: Work, operation: EnergyPerWork, traffic: Size, transfer: EnergyPerByte, constant: Power, time: Time
) -> Energy:
    """Energy of a kernel: its arithmetic, its traffic, and what the machine draws anyway. None of them overlap.

    operation: energy of one FLOP. transfer: of one byte. constant: power of the idle machine. time: of the kernel.
    A GFLOP at 25 pJ with 1 GB at 360 pJ, in 10 ms on a machine that idles at 100 W: 25 mJ + 360 mJ + 1 J.

    >>> show(roofline_energy("1 GFLOP", "25 pJ/FLOP", "1 GB", "360 pJ/B", "100 W", "10 ms"), digits=4)
    '1.385 J'
    """
    return work * operation + traffic * transfer + constant * time


@formula(source="roofline-of-energy")
def energy_balance(transfer: EnergyPerByte, operation: EnergyPerWork) -> Intensity:
    """Intensity at which a kernel spends as much energy on traffic as on arithmetic: the ridge of the energy roofline.

    transfer: energy of one byte. operation: of one FLOP. At 360 pJ a byte and 25 pJ a FLOP: 14.4 FLOP/B.

    >>> show(energy_balance("360 pJ/B", "25 pJ/FLOP"))
    '14.4 FLOP/B'
    """
    return transfer / operation


@formula(source="roofline-of-energy")
def work_per_energy(operation: EnergyPerWork, transfer: EnergyPerByte, intensity: Intensity) -> WorkPerEnergy:
    """Work for each joule, without constant power: the arch that takes the roof's place, since energies add.

    operation: energy of one FLOP. transfer: of one byte. intensity: work per byte. Half of the best is reached at the
    energy balance: 20 GFLOP/J at 14.4 FLOP/B, where 25 pJ a FLOP would allow 40.

    >>> show(work_per_energy("25 pJ/FLOP", "360 pJ/B", "14.4 FLOP/B"))
    '20 GFLOP/J'
    """
    return 1 / (operation + transfer / intensity)
