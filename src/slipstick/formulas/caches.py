"""Caches: the time of an access, sets and tags, traffic of writes, page tables, TLBs, page faults, prefetches."""

from ..units import CPI, Count, Cycles, D, PerInstruction, Probability, Share, Size, Time, bit, byte
from ..units.maths import ceil, log2, maximum, minimum, sqrt
from .core.conditions import at_most, power_of_two
from .core.formula import formula

SETS = power_of_two("capacity", "line", "ways", made=lambda capacity, line, ways: capacity / (line * ways), what="sets")


@formula(source="hennessy-patterson")
def amat(hit: D, miss_rate: Share, penalty: D) -> D:
    """Average memory access time of one level of cache, in time or in cycles.

    hit: what a hit takes. miss_rate: share of the accesses that miss. penalty: what a miss adds. Hennessy and
    Patterson's 1 cycle, and 4 % of 110 more, are 5.4. Worked here: 10 ns, and 20 % of 100 ns more, are 30 ns.

    >>> show(amat("1 cycle", 0.04, "110 cycle")), show(amat("10 ns", 0.2, "100 ns"))
    ('5.4 cycle', '30 ns')
    """
    return hit + miss_rate * penalty


@formula(source="hennessy-patterson")
def amat_two_levels(hit: D, miss_rate: Share, second_hit: D, second_miss_rate: Share, penalty: D) -> D:
    """Average memory access time of two levels of cache: a miss of the first is an access of the second.

    miss_rate: of the first level. second_miss_rate: local, the share of the second level's own accesses. penalty: of
    a miss of the second level. 40 of 1000 miss the first level and 20 of them the second; hits of 1 and 10 cycles and
    a penalty of 200: 5.4 cycles. Worked here: with 10 of the 40 and 15 cycles 3.6.

    >>> show(amat_two_levels("1 cycle", 0.04, "10 cycle", 0.5, "200 cycle"))
    '5.4 cycle'
    >>> show(amat_two_levels("1 cycle", 0.04, "15 cycle", 0.25, "200 cycle"))
    '3.6 cycle'
    """
    return amat(hit, miss_rate, amat(second_hit, second_miss_rate, penalty))


@formula(source="jlin-amat")
def amat_three_levels(
    hit: D,
    miss_rate: Share,
    second_hit: D,
    second_miss_rate: Share,
    third_hit: D,
    third_miss_rate: Share,
    penalty: D,
) -> D:
    """Average memory access time of three levels of cache; each miss rate is local.

    The source adds up each level's hit time by the global miss rate of the one before, which is the same: its exercise
    of 60, 30 and 5 misses in 1000, hits of 1, 5 and 10 cycles and a penalty of 100 is 1 + 0.3 + 0.3 + 0.5 cycles. With
    a third level that always hits it is the rule of two levels, 3.6 (worked here).

    >>> show(amat_three_levels("1 cycle", 0.04, "15 cycle", 0.25, "200 cycle", 0, "900 cycle"))
    '3.6 cycle'
    >>> show(amat_three_levels("1 cycle", 0.06, "5 cycle", 0.5, "10 cycle", 1 / 6, "100 cycle"))
    '2.1 cycle'
    """
    return amat_two_levels(hit, miss_rate, second_hit, second_miss_rate, amat(third_hit, third_miss_rate, penalty))


# former names, from when those in cycles were formulas of their own
amat_cycles = amat
amat_two_levels_cycles = amat_two_levels
amat_three_levels_cycles = amat_three_levels


@formula(source="hamdi-cache-performance")
def amat_split(instructions: Share, instruction_amat: D, data_amat: D) -> D:
    """Average access time of split caches: instruction fetches and data accesses in their shares.

    instructions: share of the accesses that fetch instructions. Hennessy and Patterson's 74 %, with 0.4 % and 11.4 %
    of misses at 200 cycles: 7.52; their unified cache, 3.18 % and one more cycle for data: 7.62.

    >>> show(amat_split(0.74, amat("1 cycle", 0.004, "200 cycle"), amat("1 cycle", 0.114, "200 cycle")))
    '7.52 cycle'
    >>> show(amat_split(0.74, amat("1 cycle", 0.0318, "200 cycle"), amat("2 cycle", 0.0318, "200 cycle")))
    '7.62 cycle'
    """
    return instructions * instruction_amat + (1 - instructions) * data_amat


@formula(source="hennessy-patterson")
def global_miss_rate(miss_rate: Share, second_miss_rate: Share) -> Share:
    """Share of all accesses that miss both levels of cache.

    second_miss_rate: local. 40 of 1000, and 20 of those 40: 2 % of all.

    >>> show(global_miss_rate(0.04, 0.5))
    '0.02'
    """
    return miss_rate * second_miss_rate


@formula(source="hennessy-patterson")
def misses_per_instruction(accesses: PerInstruction, miss_rate: Share) -> PerInstruction:
    """Misses of an instruction: its accesses to memory, and the share of them that miss.

    accesses: per instruction. An instruction and half a load or store at 2 %: 0.03, or 30 misses in 1000 instructions.

    >>> show(misses_per_instruction(1.5, 0.02))
    '0.03 1/instruction'
    """
    return accesses * miss_rate


@formula(
    source="hamdi-cache-performance", holds=[at_most("hit", "average", "an access takes at least as long as a hit")]
)
def stall_cpi(accesses: PerInstruction, average: Cycles, hit: Cycles) -> CPI:
    """Cycles an instruction waits for memory: those of the average access beyond a hit, for each of its accesses.

    accesses: per instruction. average: cycles of an average access. hit: cycles of a hit, 1 in the source. Hennessy and
    Patterson's 1.5 of 5.4 cycles where a hit is 1: 6.6.

    >>> show(stall_cpi(1.5, 5.4, 1))
    '6.6 cycle/instruction'
    """
    return accesses * (average - hit)


@formula(source="carleton-cs208-caches")
def cache_sets(capacity: Size, line: Size, ways: Count) -> Count:
    """Sets of a cache: its lines, over those of one set.

    capacity: data it holds. line: size of a line, or block. ways: lines of a set; 1 if direct mapped. 256 B in lines of
    32 B, two ways: 4. Algorithmica's L3 of 4 MiB, 64 B and 16 ways: 4096.

    >>> show(cache_sets("256 B", "32 B", 2)), show(cache_sets("4 MiB", "64 B", 16), digits=4)
    ('4', '4096')
    """
    return capacity / (line * ways)


@formula(source="algorithmica-associativity", holds=[power_of_two("block")])
def offset_bits(block: Size) -> Count:
    """Bits of an address that say which byte of a cache line, or of a page, is meant.

    block: size of the line or page. A line of 64 B: 6. A page of 4 KiB: 12.

    >>> show(offset_bits("64 B")), show(offset_bits("4 KiB"))
    ('6', '12')
    """
    return log2(block / byte)


@formula(source="algorithmica-associativity", holds=[SETS])
def index_bits(capacity: Size, line: Size, ways: Count) -> Count:
    """Bits of an address that say in which set of the cache its line has to be.

    capacity, line, ways: of the cache. An L3 of 4 MiB, 64 B and 16 ways: 12.

    >>> show(index_bits("4 MiB", "64 B", 16))
    '12'
    """
    return log2(cache_sets(capacity, line, ways))


@formula(source="packt-cache-tag", holds=[SETS, power_of_two("line")])
def tag_bits(address: Count, capacity: Size, line: Size, ways: Count) -> Count:
    """Bits of an address that a cache keeps with each line to know whose it is: those beyond index and offset.

    address: bits of an address. capacity, line, ways: of the cache. Addresses of 32 bits: 17 for 32 KB in lines of
    64 B, direct mapped; 20 for 16 KB in lines of 32 B, four ways.

    >>> show(tag_bits(32, "32 KiB", "64 B", 1)), show(tag_bits(32, "16 KiB", "32 B", 4))
    ('17', '20')
    """
    return address - (index_bits(capacity, line, ways) + offset_bits(line))


@formula(source="nemotron-cache-bits", holds=[SETS, power_of_two("line")])
def cache_total_size(capacity: Size, line: Size, ways: Count, address: Count, state: Count) -> Size:
    """Memory that a cache really takes: its data, and for every line the tag and some bits of state.

    capacity, line, ways: of the cache. address: bits of an address. state: bits of a line beside the tag: 1 if only
    valid, 2 with dirty. Patterson and Hennessy's 16 KiB of data in lines of 16 B, direct mapped: 147 Kibit, 18.4 KiB.

    >>> cache_total_size("16 KiB", "16 B", 1, 32, 1).to("Kibit").magnitude
    147.0
    >>> cache_total_size("16 KiB", "16 B", 2, 32, 2).to("Kibit").magnitude
    149.0
    """
    return capacity / line * (line + bit * (tag_bits(address, capacity, line, ways) + state))


@formula(source="nemotron-cache-bits", holds=[SETS, power_of_two("line")])
def tag_overhead(capacity: Size, line: Size, ways: Count, address: Count, state: Count) -> Count:
    """Size of a cache's tags and state, over the size of its data; longer lines need less.

    capacity, line, ways, address, state: as for the total. That cache of 16 KiB: 147 Kibit for 128 Kibit of data, 15 %
    more. With lines of 64 B, worked here: 3.7 %.

    >>> show(tag_overhead("16 KiB", "16 B", 1, 32, 1)), show(tag_overhead("16 KiB", "64 B", 1, 32, 1))
    ('0.148', '0.0371')
    """
    return cache_total_size(capacity, line, ways, address, state) / capacity - 1


@formula(source="nemotron-critical-stride")
def critical_stride(capacity: Size, ways: Count) -> Size:
    """Distance of addresses that fall into the same set: more of them than the cache has ways push each other out.

    capacity, ways: of the cache. 8 KB with four ways: 2048 B, four rows of a 64 x 64 matrix of doubles.

    >>> show(critical_stride("8192 B", 4), digits=4)
    '2.048 kB'
    """
    return capacity / ways


@formula(source="algorithmica-associativity", holds=[power_of_two("stride"), SETS])
def strided_sets(capacity: Size, line: Size, ways: Count, stride: Size) -> Count:
    """Sets of a cache that a walk with a stride of a power of two uses, and so the share of the cache that is of use.

    capacity, line, ways: of the cache. stride: a power of two. An L3 of 4 MiB, 64 B and 16 ways: a stride of 1 KiB uses
    256 sets of 4096, as if the cache had shrunk by 16. A stride below a line uses all of them, and one of the critical
    stride or more only one (worked here).

    >>> show(strided_sets("4 MiB", "64 B", 16, "1 KiB")), show(strided_sets("4 MiB", "64 B", 16, "1 GiB"))
    ('256', '1')
    >>> show(strided_sets("4 MiB", "64 B", 16, "32 B"), digits=4)
    '4096'
    """
    return maximum(1, cache_sets(capacity, line, ways) * line / maximum(stride, line))


@formula(source="nemotron-array-hits")
def stream_miss_rate(stride: Size, line: Size) -> Share:
    """Share of accesses that miss in a walk through an array that is not in the cache: the compulsory misses.

    stride: from one access to the next. line: of the cache. Numbers of 4 B in a row, in lines of 64 B: 1 in 16. Down a
    column, more than a line apart: all. In a list of 32 B nodes that lie side by side: half.

    >>> [show(stream_miss_rate(stride, "64 B")) for stride in ("4 B", "4 KiB", "32 B")]
    ['0.0625', '1', '0.5']
    """
    return minimum(1, stride / line)


@formula(source="hartstein-miss-power-law")
def power_law_miss_rate(miss_rate: Share, capacity: Size, larger: Size, exponent: Count) -> Share:
    """Miss rate of a cache of another size by the power law: doubling the cache divides it by the root of two.

    miss_rate: of a cache of the first capacity. larger: the other capacity. exponent: 0.3 to 0.7 by program, on average
    0.5, the rule of the square root. Only while the data does not fit: a cache that holds it all misses no more. Worked
    here: 10 % at 1 MiB become 7.07 % at 2 MiB and 5 % at 4 MiB.

    >>> show(power_law_miss_rate(0.1, "1 MiB", "2 MiB", 0.5)), show(power_law_miss_rate(0.1, "1 MiB", "4 MiB", 0.5))
    ('0.0707', '0.05')
    """
    return miss_rate * (capacity / larger) ** exponent


@formula(
    source="algorithmica-latency", holds=[at_most("capacity", "footprint", "all of it fits, and every access hits")]
)
def random_access_latency(capacity: Size, footprint: Size, inner: Time, outer: Time) -> Time:
    """Latency of random accesses to data larger than a cache: part of them still hit.

    capacity: of the cache. footprint: of the data, no smaller. inner: latency of a hit. outer: latency of a miss, in
    all. It nears that of memory only slowly. Worked here: 10 ns and 90 ns, data twice the cache: 50 ns; ten times:
    82 ns.

    >>> show(random_access_latency("8 MiB", "16 MiB", "10 ns", "90 ns"))
    '50 ns'
    >>> show(random_access_latency("8 MiB", "80 MiB", "10 ns", "90 ns"))
    '82 ns'
    """
    return outer - capacity / footprint * (outer - inner)


@formula(source="iastate-cache-traffic")
def write_through_traffic(fills: Share, line: Size, writes: Share, word: Size) -> Size:
    """Traffic to memory of an average access to a cache that passes every write on.

    fills: share of the accesses that bring a line in: all misses if a write allocates, only those of reads if not.
    writes: share of the accesses. word: size of a write. With 10 % misses on lines of two words and 25 % writes:
    0.45 words. Flynn's 5 %, eight words and 16 % writes that do not allocate: 0.50. Words of 1 B stand for words here.

    >>> show(write_through_traffic(0.1, "2 B", 0.25, "1 B"))
    '0.45 B'
    >>> show(write_through_traffic(0.05 * 0.84, "8 B", 0.16, "1 B"), digits=2)
    '0.5 B'
    >>> show(write_through_traffic(0, "8 B", 0.5, "4 B"))
    '2 B'
    """
    return fills * line + writes * word


@formula(source="iastate-cache-traffic")
def write_back_traffic(miss_rate: Share, dirty: Share, line: Size) -> Size:
    """Traffic to memory of an average access to a cache that writes a line back when it is replaced.

    miss_rate: of reads and writes, both allocate. dirty: share of the replaced lines that have been written to. With
    10 % misses, 30 % dirty and lines of two words: 0.26 words, where writing through takes 0.45. Flynn's 5 % and eight
    words: 0.52.

    >>> show(write_back_traffic(0.1, 0.3, "2 B")), show(write_back_traffic(0.05, 0.3, "8 B"))
    ('0.26 B', '0.52 B')
    """
    return miss_rate * (1 + dirty) * line


@formula(source="ubc-write-policies")
def write_back_amat(hit: Cycles, miss_rate: Share, fill: Cycles, dirty: Share, write_back: Cycles) -> Cycles:
    """Average access time of a write-back cache that has no buffer for the lines it replaces.

    hit: cycles of an average hit, where a write may take one more. fill: to bring a line in, in all. dirty: share of
    the replaced lines that have to be written back first. write_back: cycles of that. After Hennessy and Patterson:
    hits of 1.45 cycles, 4 % misses of 10, and half of the time 10 more: 1.99.

    >>> show(write_back_amat(1.45, 0.04, 10, 0.5, 10)), show(write_back_amat(1, 0.5, 10, 0.5, 20))
    ('1.99 cycle', '10.5 cycle')
    """
    return (1 - miss_rate) * hit + miss_rate * (fill + dirty * write_back)


@formula(source="algorithmica-paging")
def tlb_reach(entries: Count, page: Size) -> Size:
    """Memory whose addresses a TLB can translate without a look at the page table.

    entries: of the TLB. page: size of a page. 64 entries of 4 KiB: 256 KiB, of 2 MiB: 128 MiB. 2048 of 4 KiB: 8 MiB.

    >>> tlb_reach(64, "4 KiB").to("KiB").magnitude, tlb_reach(64, "2 MiB").to("MiB").magnitude
    (256.0, 128.0)
    >>> tlb_reach(2048, "4 KiB").to("MiB").magnitude
    8.0
    """
    return entries * page


@formula(source="jhu-tlb-time")
def tlb_access_time(hit_rate: Share, lookup: Time, memory: Time, levels: Count) -> Time:
    """Effective access time with a TLB: lookup and access, and after a miss one more access for each table level.

    hit_rate: of the TLB. lookup: time of one. memory: time of an access. levels: of the page table. 5 ns, 100 ns and
    one level: 125 ns at 80 %, 107 ns at 98 %. Silberschatz's 20 ns and 100 ns: 140 ns at 80 %, 122 ns at 98 %.

    >>> show(tlb_access_time(0.8, "5 ns", "100 ns", 1)), show(tlb_access_time(0.98, "5 ns", "100 ns", 1))
    ('125 ns', '107 ns')
    >>> show(tlb_access_time(0.8, "20 ns", "100 ns", 1)), show(tlb_access_time(0.9, "5 ns", "100 ns", 4))
    ('140 ns', '145 ns')
    """
    return lookup + memory * (1 + (1 - hit_rate) * levels)


@formula(source="umd-cmsc311-page-table")
def address_space(address: Count) -> Size:
    """Memory that addresses of so many bits can name, one byte each.

    address: bits of an address, virtual or physical. 32 bits: 2^32 bytes, 4 GiB. 48 bits: 256 TiB.

    >>> address_space(32).to("GiB").magnitude, address_space(48).to("TiB").magnitude
    (4.0, 256.0)
    """
    return 2**address * byte


@formula(source="umd-cmsc311-page-table")
def page_number_bits(address: Count, page: Size) -> Count:
    """Bits of an address that name its page: all but the offset in it.

    address: bits of an address; a virtual one gives the bits that have to be translated. 32 bits and 4 KiB: 20, for
    2^20 entries of a page table.

    >>> show(page_number_bits(32, "4 KiB"))
    '20'
    """
    return address - offset_bits(page)


@formula(source="umd-cmsc311-page-table", holds=[power_of_two("page")])
def page_table_size(address: Count, page: Size, entry: Size) -> Size:
    """Size of a page table that is one flat array with an entry for every page there could be.

    address: bits of a virtual address. page: size of a page. entry: size of one. 32 bits, 4 KiB and 4 B: 4 MiB for
    every process; 50 of them take 200 MB.

    >>> page_table_size(32, "4 KiB", "4 B").to("MiB").magnitude
    4.0
    """
    return entry * address_space(address) / page


@formula(source="uw-x86-paging")
def page_table_levels(address: Count, page: Size, entry: Size) -> Count:
    """Levels of a page table in which each table fills one page.

    address: bits of a virtual address. page: size of a page. entry: size of one. A table of 4 KiB has 512 entries of
    8 B and takes 9 bits: 48 bits need four levels, 57 five. Two for 32 bits, 4 KiB and 4 B.

    >>> show(page_table_levels(48, "4 KiB", "8 B")), show(page_table_levels(32, "4 KiB", "4 B"))
    ('4', '2')
    >>> show(page_table_levels(57, "4 KiB", "8 B")), show(page_table_levels(50, "4 KiB", "8 B"))
    ('5', '5')
    """
    return ceil(page_number_bits(address, page) / log2(page / entry))


@formula(source="uw-x86-paging", holds=[power_of_two("page")])
def table_reach(level: Count, page: Size, entry: Size) -> Size:
    """Memory that one table of a multi-level page table maps; an entry of it maps what a table one level down does.

    level: 1 for the last, whose entries name pages. page: size of a page and of a table. entry: size of one. With 4 KiB
    and 8 B: 2 MiB, then 1 GiB and 512 GiB, hence the sizes of huge pages.

    >>> table_reach(1, "4 KiB", "8 B").to("MiB").magnitude, table_reach(3, "4 KiB", "8 B").to("GiB").magnitude
    (2.0, 512.0)
    """
    return page * (page / entry) ** level


@formula(source="uw-x86-paging")
def tables_needed(mapped: Size, level: Count, page: Size, entry: Size) -> Count:
    """Tables of one level of the page table that a contiguous piece of memory needs at least.

    mapped: memory in use. level: 1 for the last. page: size of a page and of a table. entry: size of one. Worked here:
    1 GiB needs 512 tables of the last level, 2 MiB in all, where a flat array for 48 bits would take 512 GiB.

    >>> show(tables_needed("1 GiB", 1, "4 KiB", "8 B")), show(tables_needed("1.1 GiB", 2, "4 KiB", "8 B"))
    ('512', '2')
    """
    return ceil(mapped / table_reach(level, page, entry))


@formula(source="dysphoria-page-size")
def paging_overhead(process: Size, page: Size, entry: Size) -> Size:
    """Memory that paging costs a process: the entries of its page table, and half of its last page, which lies empty.

    process: size of its memory, or of a segment of it. page: size of a page. entry: size of one in the table. Worked
    here: 256 KiB in pages of 2 KiB with entries of 8 B: 1 KiB for each.

    >>> paging_overhead("256 KiB", "2 KiB", "8 B").to("KiB").magnitude
    2.0
    >>> paging_overhead("256 KiB", "8 KiB", "8 B").to("KiB").magnitude
    4.25
    """
    return process / page * entry + page / 2


@formula(source="dysphoria-page-size")
def best_page_size(process: Size, entry: Size) -> Size:
    """Size of a page for which paging wastes least memory: the root of twice the process times the entry.

    process: average size of its memory, or of a segment of it. entry: size of one in the table. 256 KiB and 8 B: 2 KiB.
    4 KiB and 8 B: 256 B. Only memory counts here; disks and TLBs want larger pages.

    >>> best_page_size("256 KiB", "8 B").to("KiB").magnitude, best_page_size("4 KiB", "8 B").to("B").magnitude
    (2.0, 256.0)
    """
    return sqrt(2 * process * entry)


@formula(source="kidzsearch-nested-paging")
def nested_walk_accesses(guest: Count, host: Count) -> Count:
    """Accesses to memory that translate an address in a virtual machine after a TLB miss (a two-dimensional walk).

    guest, host: levels of the two page tables. Each of the guest's steps, and the address they lead to, is walked
    through the host's table. Four and four: 24, and the access itself is the 25th. Without a guest: 4.

    >>> show(nested_walk_accesses(4, 4)), show(nested_walk_accesses(0, 4)), show(nested_walk_accesses(3, 0))
    ('24', '4', '3')
    """
    return (guest + 1) * (host + 1) - 1


@formula(source="brooklyn-page-faults")
def demand_paging_time(fault_rate: Probability, memory: Time, service: Time) -> Time:
    """Effective access time of memory of which some pages are on disk.

    fault_rate: share of the accesses that meet a page that is not there. memory: time of an access. service: of a page
    fault. Silberschatz's 200 ns, 8 ms and one fault in 1000: 8.2 µs, 40 times slower. 50 ns and 0.2 %: 16 µs.

    >>> show(demand_paging_time(0.001, "200 ns", "8 ms")), show(demand_paging_time(0.002, "50 ns", "8 ms"))
    ('8.2 µs', '16 µs')
    >>> show(demand_paging_time(0.75, "4 ns", "8 ns"))
    '7 ns'
    """
    return (1 - fault_rate) * memory + fault_rate * service


@formula(source="page-fault-exercise")
def tolerable_fault_rate(target: Time, memory: Time, service: Time) -> Probability:
    """Share of accesses that may fault, for an effective access time.

    target: effective access time that is wanted. memory: time of an access. service: of a page fault. Silberschatz's
    100 ns, and 8 ms, or 20 ms for the 70 % of pages that were modified: 6.1e-6 for 200 ns. Not more than 10 % over
    200 ns, with 8 ms: 2.5e-6, one in 400,000.

    >>> round(tolerable_fault_rate("200 ns", "100 ns", "16.4 ms").magnitude * 1e6, 1)
    6.1
    >>> round(tolerable_fault_rate("220 ns", "200 ns", "8 ms").magnitude * 1e6, 1)
    2.5
    >>> show(tolerable_fault_rate("5 ns", "4 ns", "8 ns"))
    '0.25'
    """
    return (target - memory) / (service - memory)


@formula(source="cnblogs-page-color", holds=[power_of_two("page")])
def vipt_capacity(ways: Count, page: Size) -> Size:
    """Largest cache that can look up its set while the TLB still translates (virtually indexed, physically tagged).

    ways: of the cache. page: smallest size of a page. Index and offset have to lie within the page. Eight ways and
    4 KiB: 32 KiB, the usual first level.

    >>> vipt_capacity(8, "4 KiB").to("KiB").magnitude
    32.0
    """
    return ways * page


@formula(source="cnblogs-page-color", holds=[power_of_two("page")])
def page_colors(capacity: Size, ways: Count, page: Size) -> Count:
    """Groups into which a cache's index splits the pages: pages of different colors never meet in a set.

    capacity, ways: of the cache. page: size of a page. 2 MiB with eight ways and 4 KiB: 6 bits of the page number
    belong to the index, thus 64 colors. With one color, the index is the same for virtual and physical addresses.

    >>> show(page_colors("2 MiB", 8, "4 KiB")), show(page_colors("32 KiB", 8, "4 KiB"))
    ('64', '1')
    >>> show(page_colors("16 KiB", 8, "4 KiB"))
    '1'
    """
    return maximum(1, capacity / vipt_capacity(ways, page))


@formula(source="bergs-prefetch-metrics")
def prefetch_accuracy(useful: Count, issued: Count) -> Share:
    """Share of the prefetches whose line is used before it is replaced.

    useful, issued: prefetches. Worked here: 60 of 80 are 75 %; the other 20 are traffic for nothing.

    >>> show(prefetch_accuracy(60, 80))
    '0.75'
    """
    return useful / issued


@formula(source="bergs-prefetch-metrics")
def prefetch_coverage(useful: Count, misses: Count) -> Share:
    """Share of the misses that prefetching removes.

    useful: prefetches whose line is used. misses: that remain. Worked here: 60 misses avoided and 40 left are 60 %.

    >>> show(prefetch_coverage(60, 40))
    '0.6'
    """
    return useful / (useful + misses)


@formula(source="algorithmica-eviction", holds=[at_most("ideal", "lines", "nothing is known of a larger one")])
def lru_competitive_ratio(lines: Count, ideal: Count) -> Count:
    """Misses of LRU at most, for one of the best possible replacement in a smaller cache (Sleator and Tarjan).

    lines: of the cache with LRU. ideal: lines of the other one, which knows the future. Twice the lines: no more than
    two for one. As many lines: it can be as bad as one miss for every line.

    >>> show(lru_competitive_ratio(1024, 512)), show(lru_competitive_ratio(16, 16))
    ('2', '16')
    """
    return lines / (lines - ideal + 1)
