"""Transfers: blocks that an algorithm has to move between a small memory and a large one (the I/O model)."""

from ..units import Count
from ..units.maths import ceil, log, maximum
from .core.conditions import least
from .core.formula import formula

MERGING = least("buffers", 3, "two runs are merged into a third")


@formula(source="terraflow-io-model")
def scan_transfers(items: Count, block: Count) -> Count:
    """Transfers of reading items that lie one after the other: Scan(N), N / B in whole blocks.

    items: how many. block: items of one transfer. Worked here: 1 Gi items in blocks of 32 Ki, 32 Ki transfers, where
    one transfer for each item would be 32,768 times as many: the source speaks of three orders of magnitude and more.

    >>> show(scan_transfers(2**30, 2**15), digits=5), show(scan_transfers(33, 32))
    ('32768', '2')
    """
    return ceil(items / block)


@formula(source="uw-cse544-external-sort")
def sorted_runs(pages: Count, buffers: Count) -> Count:
    """Sorted runs that the first pass of an external merge sort leaves: as much as fits in memory is sorted at once.

    pages: of the file. buffers: pages of memory. 108 pages in 5 buffers: 22 runs.

    >>> show(sorted_runs(108, 5))
    '22'
    """
    return ceil(pages / buffers)


@formula(source="geophile-external-sort", holds=[MERGING])
def sort_passes(pages: Count, buffers: Count) -> Count:
    """Passes over a file of an external merge sort: one makes runs, each further one merges all buffers but one.

    pages: of the file, more than fit in memory. buffers: pages of memory, at least 3. 108 pages in 5 buffers: 4 passes,
    from 22 runs over 6 and 2 to 1. Worked here: 1000 pages in 11 buffers, 3; 108 in 500 are sorted at once, in 1.

    >>> show(sort_passes(108, 5)), show(sort_passes(108, 500))
    ('4', '1')
    >>> show(sort_passes(1000, 11)), show(sort_passes(750, 6))
    ('3', '4')
    """
    return 1 + ceil(log(sorted_runs(pages, buffers)) / log(buffers - 1))


@formula(source="uw-cse544-external-sort", holds=[MERGING])
def sort_transfers(pages: Count, buffers: Count) -> Count:
    """Pages read and written by an external merge sort: each pass reads all of them and writes them again.

    pages: of the file, more than fit in memory. buffers: pages of memory, at least 3. 108 pages in 5 buffers: 4 passes
    of 216, 864.

    >>> show(sort_transfers(108, 5))
    '864'
    """
    return 2 * pages * sort_passes(pages, buffers)


@formula(source="hong-kung-1981")
def fft_transfers_order(points: Count, memory: Count) -> Count:
    """Numbers that an FFT has to move, in order of size: n log n / log S. No algorithm does better than a multiple.

    points: of the transform. memory: numbers that fit. Whatever the constant, squaring the memory halves it. Worked
    here: a million points through a thousand numbers, 2 million: every number in and out once.

    >>> show(fft_transfers_order(2**20, 2**10)), show(fft_transfers_order(2**20, 2**20))
    ('2.1e6', '1.05e6')
    """
    return points * log(points) / log(memory)


@formula(source="hong-kung-1981")
def matmul_transfers_order(n: Count, memory: Count) -> Count:
    """Numbers that an ordinary matmul of squares has to move, in order of size: n^3 / sqrt(S), or what there is.

    n: side of the matrices. memory: numbers that fit. No algorithm does better than a multiple; the three matrices
    themselves are moved at least. Worked here: side 1024 through 4096 numbers, 16.8 million; all in memory, 3.15.

    >>> show(matmul_transfers_order(1024, 4096)), show(matmul_transfers_order(1024, 4e6))
    ('16.8e6', '3.15e6')
    """
    return maximum(n**3 / memory**0.5, 3 * n**2)
