"""Main memory: DRAM's channels, rows and refreshes, how many accesses must be under way, and what loops move."""

from ..units import FLOP, Bandwidth, Count, Cycles, Intensity, Rate, Share, Size, Time, cycle
from ..units.maths import ceil, sqrt
from .core.conditions import least, parts_of_one
from .core.formula import formula
from .gpu import bytes_in_flight
from .kernels import matmul_work
from .roofline import intensity


@formula(source="perf-book-memory")
def dram_peak_bandwidth(channels: Count, width: Size, transfers: Rate) -> Bandwidth:
    """Peak bandwidth of main memory: channels, times the width of one, times the transfers in a time.

    width: of a channel's data bus, such as 64 bit. transfers: twice the clock in double data rate memory; 2400 MT/s are
    2400e6/s. DDR4-2400: 19.2 GB/s with one channel, 38.4 GB/s with two.

    >>> [show(dram_peak_bandwidth(channels, "64 bit", "2400e6/s")) for channels in (1, 2)]
    ['19.2 GB/s', '38.4 GB/s']
    """
    return channels * width * transfers


@formula(source="crucial-cas-latency")
def dram_timing(cycles: Cycles, transfers: Rate) -> Time:
    """Time of a DRAM timing such as CL, tRCD or tRP, which are given in cycles of the memory's clock.

    transfers: in a time, two to a cycle. The source finds DDR4-2400 at CL17 and DDR4-2666 at CL19 roughly the same:
    14.2 and 14.3 ns. Worked here: DDR4-3200 at CL16, 10 ns.

    >>> show(dram_timing(17, "2400e6/s")), show(dram_timing(19, "2666e6/s"))
    ('14.2 ns', '14.3 ns')
    >>> show(dram_timing(16, "3200e6/s"))
    '10 ns'
    """
    return 2 * cycles / (cycle * transfers)


@formula(source="iharness-memory-timing", holds=[least("words", 1, "1 is the first")])
def dram_word_time(latency: Cycles, words: Count, transfers: Rate) -> Time:
    """Time until a word of a burst has come from an open row of DRAM: the first after CL, then one with each transfer.

    latency: CL. words: which word, 1 for the first. transfers: in a time. DDR4-3200 at CL16: 10 ns, and, worked here,
    12.2 ns for the last of eight.

    >>> show(dram_word_time(16, 1, "3200e6/s")), show(dram_word_time(16, 8, "3200e6/s"))
    ('10 ns', '12.2 ns')
    """
    return dram_timing(latency, transfers) + (words - 1) / transfers


@formula(source="waltdhill-dram-rows", holds=[parts_of_one("hits", "conflicts")])
def dram_latency(hits: Share, conflicts: Share, precharge: Time, activate: Time, column: Time) -> Time:
    """Average latency of DRAM, without queues and the way there: a row may be open, shut, or another one open.

    hits: share of the accesses to the open row. conflicts: share that find another row open; the rest find none.
    precharge, activate, column: tRP, tRCD and CL as times. DDR5-4800, 39-39-40 cycles: about 17 ns if all hit, 49 ns if
    all conflict. Half hits and half conflicts, worked here: 33 ns.

    >>> show(dram_latency(1, 0, "16.25 ns", "16.25 ns", "16.67 ns"), digits=2)
    '17 ns'
    >>> show(dram_latency(0, 1, "16.25 ns", "16.25 ns", "16.67 ns"), digits=2)
    '49 ns'
    >>> show(dram_latency(0.5, 0.25, "8 ns", "16 ns", "20 ns"))
    '30 ns'
    """
    return column + (1 - hits) * activate + conflicts * precharge


@formula(source="waltdhill-dram-rows")
def row_cycle(active: Cycles, precharge: Cycles) -> Cycles:
    """Least time between two rows of one DRAM bank (tRC): the row has to stay open for a time, and then to be closed.

    active: tRAS. precharge: tRP. DDR5-4800: 79 and 39 make 118 cycles, 49 ns.

    >>> show(row_cycle(79, 39)), show(dram_timing(row_cycle(79, 39), "4800e6/s"), digits=2)
    ('118 cycle', '49 ns')
    """
    return active + precharge


@formula(source="stackexchange-four-activates")
def activation_bandwidth(activations: Count, line: Size, window: Time) -> Bandwidth:
    """Bandwidth of a rank of DRAM when every access opens another row, by the current that opening takes.

    activations: rows that may be opened within a window, four. line: what each access fetches. window: tFAW. Worked
    here: four lines of 64 B in 30 ns are 8.5 GB/s, a third of what DDR4-3200 can transfer.

    >>> show(activation_bandwidth(4, "64 B", "30 ns"))
    '8.53 GB/s'
    """
    return activations * line / window


@formula(source="ruigus-dram-refresh")
def refresh_interval(retention: Time, commands: Count) -> Time:
    """Time from one refresh command to the next (tREFI).

    retention: time in which every row has to be refreshed. commands: that do them all. 64 ms and 8192: 7.8 µs; in the
    heat, with 32 ms, 3.9 µs.

    >>> show(refresh_interval("64 ms", 8192)), show(refresh_interval("32 ms", 8192))
    ('7.81 µs', '3.91 µs')
    """
    return retention / commands


@formula(source="globalsino-refresh")
def refresh_overhead(refresh: Time, interval: Time) -> Share:
    """Share of the time in which DRAM is busy with refreshing itself and serves nobody.

    refresh: time of one command (tRFC), the longer the denser the chip. interval: between commands (tREFI). 8 Gbit:
    350 ns of 7.8 µs are 4.5 %, and 9 % in the heat. The source's table prints a tenth more than its times give, 4.91 %.

    >>> show(refresh_overhead("350 ns", "7.8 us"), digits=2), show(refresh_overhead("350 ns", "3.9 us"), digits=2)
    ('0.045', '0.09')
    """
    return refresh / interval


@formula(source="anandtech-sdram")
def dram_chip_capacity(banks: Count, rows: Count, columns: Count, width: Size) -> Size:
    """Capacity of a DRAM chip: banks of rows of columns.

    rows: of a bank. columns: of a row. width: what a column holds, as many bits as the chip has data pins. DDR3: 8
    banks of 16,384 rows of 1024 columns of 8 bit are 128 MiB.

    >>> dram_chip_capacity(8, 16384, 1024, "8 bit").to("MiB").magnitude
    128.0
    """
    return banks * rows * columns * width


@formula(source="wikipedia-memory-rank")
def rank_chips(bus: Size, chip: Size) -> Count:
    """Chips of a rank, which answer together: as many as fill the width of the bus.

    bus: width of the data bus, 64 bit, or 72 with ECC. chip: width of a chip. Eight of x8, nine with ECC, 16 of x4.

    >>> [show(rank_chips(bus, chip)) for bus, chip in (("64 bit", "8 bit"), ("72 bit", "8 bit"), ("64 bit", "4 bit"))]
    ['8', '9', '16']
    """
    return bus / chip


@formula(source="anandtech-sdram")
def module_capacity(ranks: Count, bus: Size, chip: Size, capacity: Size) -> Size:
    """Capacity of a memory module.

    ranks: of the module. bus: width of the data bus without ECC. chip, capacity: width and capacity of a chip. Two
    ranks of eight chips of 128 MiB: 2 GiB.

    >>> module_capacity(2, "64 bit", "8 bit", "128 MiB").to("GiB").magnitude
    2.0
    """
    return ranks * rank_chips(bus, chip) * capacity


@formula(source="csc4250-main-memory", holds=[least("words", 1, "a block has a first word")])
def block_fetch_time(first: Time, following: Time, words: Count) -> Time:
    """Time to fetch a block of several words, when the first takes longer than those that follow.

    first, following: time of the first word and of each other one. words: of the block. A first word after 4 + 56 + 4
    cycles of 1 ns and three more of 4 from banks that work side by side: 76. By hand: 20 and 5 ns, 32 words: 175 ns.

    >>> show(block_fetch_time("64 ns", "4 ns", 4)), show(block_fetch_time("20 ns", "5 ns", 32))
    ('76 ns', '175 ns')
    """
    return first + (words - 1) * following


@formula(source="southern-memory-design")
def interleaved_fill_cycles(address: Cycles, access: Cycles, transfer: Cycles, words: Count, banks: Count) -> Cycles:
    """Cycles to fill a cache line from banks that are accessed at the same time and share a bus one word wide.

    address: to send it. access: of a bank. transfer: of a word. words: of the line. banks: 1 if memory is not
    interleaved. Patterson and Hennessy's 1, 15, 1 and four words from one bank: 65. An exercise's 1, 3, 1 and four
    words from four banks: 8.

    >>> show(interleaved_fill_cycles(1, 15, 1, 4, 1)), show(interleaved_fill_cycles(1, 3, 1, 4, 4))
    ('65 cycle', '8 cycle')
    >>> show(interleaved_fill_cycles(1, 15, 2, 5, 4))
    '41 cycle'
    """
    return address + ceil(words / banks) * access + words * transfer


@formula(source="algorithmica-mlp")
def lines_in_flight(latency: Time, bandwidth: Bandwidth, line: Size) -> Count:
    """Cache lines that have to be under way at once to use all of a memory's bandwidth.

    latency: of one line. bandwidth: to be reached. line: size of one. 100 ns at 120 GB/s and lines of 128 B: 94. Worked
    here: 80 ns at 25.6 GB/s and 64 B: 32.

    >>> show(lines_in_flight("100 ns", "120 GB/s", "128 B"), digits=2)
    '94'
    >>> show(lines_in_flight("80 ns", "25.6 GB/s", "64 B"))
    '32'
    """
    return bytes_in_flight(latency, bandwidth) / line


@formula(source="techecho-littles-law")
def core_bandwidth(outstanding: Count, line: Size, latency: Time) -> Bandwidth:
    """Bandwidth that one core can draw from memory: the misses it may have outstanding, over the time of one.

    outstanding: line fill buffers, or miss status registers. line: of the cache. latency: of memory. Worked here: 10 of
    64 B at 100 ns, 6.4 GB/s. One pointer after the other, 0.64 GB/s.

    >>> show(core_bandwidth(10, "64 B", "100 ns")), show(core_bandwidth(1, "64 B", "100 ns"))
    ('6.4 GB/s', '640 MB/s')
    """
    return outstanding * line / latency


@formula(source="mowry-prefetch-distance")
def prefetch_distance(latency: Cycles, iteration: Cycles) -> Count:
    """Iterations of a loop that a prefetch has to be ahead, so that its line is there when it is wanted.

    latency: of the prefetch. iteration: the shortest time of one. 100 cycles, and 36 an iteration: three ahead.

    >>> show(prefetch_distance(100, 36))
    '3'
    """
    return ceil(latency / iteration)


@formula(source="stream-write-allocate")
def write_allocate_factor(reads: Count, writes: Count) -> Count:
    """Traffic of a streaming loop over what STREAM counts, where a store first reads the line it is going to overwrite.

    reads: arrays that the loop reads. writes: arrays that it writes and has not read just before. Copy moves 24 bytes
    and not 16: 1.5. Triad moves 32 and not 24: 1.33. Non-temporal stores avoid it.

    >>> show(write_allocate_factor(1, 1)), show(write_allocate_factor(2, 1)), show(write_allocate_factor(1, 3))
    ('1.5', '1.33', '1.75')
    """
    return (reads + 2 * writes) / (reads + writes)


@formula(source="stream-write-allocate")
def overwriting_bandwidth(bandwidth: Bandwidth, reads: Count, writes: Count) -> Bandwidth:
    """Bandwidth that is left of a memory's for what a streaming loop counts, where a store first reads its line.

    bandwidth: that the memory reaches. reads, writes: arrays, as in :func:`write_allocate_factor`. Of 120 GB/s a copy
    gets 80, as the source's third of the traffic that STREAM leaves out.

    >>> show(overwriting_bandwidth("120 GB/s", 1, 1)), show(overwriting_bandwidth("120 GB/s", 2, 1))
    ('80 GB/s', '90 GB/s')
    """
    return bandwidth / write_allocate_factor(reads, writes)


@formula(source="layer-conditions")
def layer_condition(height: Count, columns: Count, element: Size, arrays: Count) -> Size:
    """Least cache with which a stencil on a grid of two dimensions reads each element from memory only once.

    height: rows that the stencil spans. columns: of the grid. element: size of one. arrays: that share the cache, 2 for
    an input and an output. Five points, thus three rows, of 1024 floats: 24 KiB.

    >>> layer_condition(3, 1024, "4 B", 2).to("KiB").magnitude
    24.0
    """
    return arrays * height * columns * element


@formula(source="ourarash-gemm-misses")
def naive_matmul_misses(n: Count, width: Size, line: Size) -> Count:
    """Cache misses of a matmul in three plain loops, when the matrices are far larger than the cache.

    n: side of the matrices. width: of an element. line: of the cache. Walking along a row of the first one misses once
    a line, walking down a column of the second one every time. Four elements to a line: 5/4 n^3.

    >>> show(naive_matmul_misses(100, "8 B", "32 B"), digits=4)
    '1.25e6'
    """
    return n**3 * (1 + width / line)


@formula(source="changkun-blocked-matmul")
def blocked_matmul_traffic(n: Count, block: Count, width: Size) -> Size:
    """Traffic of a matmul cut into square blocks, three of which fit in the cache.

    n: side of the matrices. block: side of a block. width: of an element. Each block of the factors is read n / block
    times, and the result is read and written once: 2 (n / block + 1) n^2 elements. Worked here: side 1024, blocks of
    64, 8 bytes: 285 MB, where blocks of one would move 17 GB.

    >>> show(blocked_matmul_traffic(1024, 64, "8 B")), show(blocked_matmul_traffic(1024, 1, "8 B"))
    ('285 MB', '17.2 GB')
    """
    return 2 * (n / block + 1) * n**2 * width


@formula(source="changkun-blocked-matmul")
def blocked_matmul_intensity(n: Count, block: Count, width: Size) -> Intensity:
    """Work per byte of a matmul cut into square blocks: about the side of a block, for every element moved.

    n: side of the matrices. block: side of a block. width: of an element. Worked here: 64 for side 1024 and 8 bytes:
    60.2 for an element, 7.5 for a byte.

    >>> show(blocked_matmul_intensity(1024, 64, "8 B"))
    '7.53 FLOP/B'
    """
    return intensity(matmul_work(1, n, n, n), blocked_matmul_traffic(n, block, width))


@formula(source="changkun-blocked-matmul")
def matmul_block(cache: Size, width: Size) -> Count:
    """Side of the largest square blocks of which a cache holds three, one of each matrix of a matmul.

    cache: its size. width: of an element. Worked here: 32 KiB of doubles, 36.9, thus 32 in practice.

    >>> show(matmul_block("32 KiB", "8 B"))
    '37'
    """
    return sqrt(cache / (3 * width))


@formula(source="changkun-blocked-matmul")
def matmul_cache(balance: Intensity, width: Size) -> Size:
    """Cache that lets a matmul in square blocks reach half of the peak rate, with nothing overlapped.

    balance: peak rate over bandwidth. width: of an element. The blocks' side has to be the operations done in the time
    of one element, and three of them have to fit. Worked here: 10 FLOP/B and doubles: sides of 80, 154 kB.

    >>> show(matmul_cache("10 FLOP/B", "8 B"))
    '154 kB'
    """
    return 3 * (balance * width / FLOP) ** 2 * width


@formula(source="smith-matmul-bound")
def matmul_read_bound(n: Count, width: Size, cache: Size) -> Size:
    """Least traffic of any matmul of large square matrices through a cache, but for smaller terms: 2 n^3 / sqrt(cache).

    n: side of the matrices. width: of an element. cache: its size, which counts in elements under the root. An
    algorithm is known that reaches it. Worked here: side 1024, 8 bytes, 32 KiB: 268 MB, where square blocks, three of
    them in the cache, move 482 MB.

    >>> show(matmul_read_bound(1024, "8 B", "32 KiB"))
    '268 MB'
    """
    return 2 * n**3 * width / sqrt(cache / width)
