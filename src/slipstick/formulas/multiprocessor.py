"""Multiprocessor: what it costs that processors share memory, a bus, a line of cache and a lock."""

from ..units import (
    CPI,
    Bandwidth,
    Count,
    Cycles,
    PerInstruction,
    Probability,
    Processors,
    Rate,
    Share,
    Size,
    Speedup,
    Time,
    bit,
)
from ..units.maths import ceil, log2, maximum, pairs, total
from .core.conditions import adds_up
from .core.formula import formula
from .processor import cpi_speedup


@formula(source="hennessy-patterson")
def remote_access_cpi(base: CPI, remote: PerInstruction, cost: Cycles) -> CPI:
    """Cycles per instruction of a processor that waits for remote memory now and then.

    base: where every reference is a local hit. remote: remote references per instruction. cost: cycles of one.
    0.2 % of 666 cycles on a CPI of 0.5: 1.83. The fifth edition prints 1.7, for it adds 1.2 where 0.2 % of 666
    is 1.33.

    >>> show(remote_access_cpi(0.5, 0.002, 666)), show(remote_access_cpi(0.5, 0.002, 600))
    ('1.83 cycle/instruction', '1.7 cycle/instruction')
    >>> show(remote_access_cpi(0.5, 0.002, 400))
    '1.3 cycle/instruction'
    """
    return base + remote * cost


@formula(source="hennessy-patterson")
def local_speedup(base: CPI, remote: PerInstruction, cost: Cycles) -> Speedup:
    """How much faster a program is without its remote references.

    base: cycles per instruction where every reference is a local hit. remote: remote references per instruction.
    cost: cycles of one. With the 1.2 cycles an instruction that the fifth edition adds to 0.5: 3.4.

    >>> show(local_speedup(0.5, 0.002, 600)), show(local_speedup(0.5, 0.002, 400))
    ('3.4', '2.6')
    """
    return cpi_speedup(remote_access_cpi(base, remote, cost), base)


@formula(source="tanenbaum-numa")
def numa_latency(local: Share, near: Time, far: Time) -> Time:
    """Average latency of memory of which a part is another node's.

    local: share of the references to the own node. near, far: latency of the own and of the other node's memory.
    20 ns, and 120 ns for the 1 % that go to another node: 21 ns. By hand: 90 % at 100 ns, the rest at 300 ns: 120 ns.

    >>> show(numa_latency(0.99, "20 ns", "120 ns")), show(numa_latency(0.9, "100 ns", "300 ns"))
    ('21 ns', '120 ns')
    """
    return local * near + (1 - local) * far


@formula(source="tanenbaum-numa", holds=[adds_up("shares")])
def numa_mixed_latency(shares: list[Share], latencies: list[Time]) -> Time:
    """Average latency of memory over several nodes at several distances.

    shares: of the references that go to each node; they add up to one. latencies: of each node's memory.
    99 % at 20 ns and 1 % at 120 ns: 21 ns.

    >>> show(numa_mixed_latency([0.99, 0.01], ["20 ns", "120 ns"]))
    '21 ns'
    """
    return total(share * latency for share, latency in pairs(shares, latencies))


@formula(source="csep524-nonlocal")
def interleaved_remote(nodes: Processors) -> Share:
    """Share of references that go to another node where memory is spread evenly over all: (P - 1) / P.

    nodes: with memory of their own. Of four nodes three are remote: 0.75.

    >>> show(interleaved_remote(4))
    '0.75'
    """
    return (nodes - 1) / nodes


@formula(source="csep524-directory-overhead")
def directory_overhead(processors: Processors, block: Size) -> Count:
    """Memory of a full bit vector directory over the memory it describes: a bit a processor for each block.

    processors: caches that may hold a copy. block: of the caches. As many processors as a block has bits: 1, that is
    100 %. Worked here: 1024 processors and blocks of 32 bytes: 4.

    >>> show(directory_overhead(1024, "32 B")), show(directory_overhead(512, "64 B"))
    ('4', '1')
    """
    return processors * bit / block


@formula(source="cmu-15418-limited-pointers")
def pointer_bits(pointers: Count, processors: Processors) -> Size:
    """Size of a directory entry that names a few sharers instead of keeping a bit for each processor.

    pointers: sharers it can name; what happens to one more is another matter. processors: to choose from. Ten
    pointers to 1024 processors: 100 bits, not 1024.

    >>> round(pointer_bits(10, 1024).to("bit").magnitude), round(pointer_bits(4, 48).to("bit").magnitude)
    (100, 24)
    """
    return pointers * bit * ceil(log2(processors))


@formula(source="cmu-15418-limited-pointers")
def pointer_overhead(pointers: Count, processors: Processors, block: Size) -> Count:
    """Memory of a limited-pointer directory over the memory it describes.

    pointers: sharers an entry can name. processors: to choose from. block: of the caches. Ten pointers of ten bits
    for each 64 bytes: 0.195, where a bit for each of 1024 processors makes 2.

    >>> show(pointer_overhead(10, 1024, "64 B")), show(directory_overhead(1024, "64 B"))
    ('0.195', '2')
    """
    return pointer_bits(pointers, processors) / block


@formula(source="modcomp-bus-traffic")
def bus_traffic(accesses: Rate, misses: Probability, block: Size) -> Bandwidth:
    """Bandwidth that misses take of what the processors share: a block each.

    accesses: loads and stores of all cores in a second. misses: probability that one misses, also because another
    core wrote to the block. block: what is moved each time. Four cores with 3.33 G/s each, 2 % and 16 bytes: 4.27 GB/s.

    >>> show(bus_traffic("13.33e9/s", 0.02, "16 B"))
    '4.27 GB/s'
    """
    return accesses * misses * block


@formula(source="el-rewini-bus-limit")
def bus_processors(bus: Rate, accesses: Rate, misses: Probability) -> Count:
    """Processors a shared bus can feed, or caches that snoop it: its transactions over those of one processor.

    bus: transactions it can do in a second. accesses: of one processor in a second. misses: probability that one
    needs the bus. A million transactions, ten million accesses and 3 %: 3.33, so three.

    >>> show(bus_processors("1e6/s", "1e7/s", 0.03))
    '3.33'
    """
    return bus / (misses * accesses)


@formula(source="atena-shared-bus")
def bus_demand(processors: Processors, computing: Time, bus: Time) -> Count:
    """Share of a bus that processors ask for together; more than one means that it is full.

    processors: on the bus. computing: time between two uses of it. bus: time of a use. The source's four processors use
    29.25 ns of bus for each 100 ns of computing: 0.905 (printed 0.92, from 0.23 for each).

    >>> show(bus_demand(4, "100 ns", "29.25 ns")), show(bus_demand(1, "100 ns", "29.25 ns"), digits=2)
    ('0.905', '0.23')
    """
    return processors * bus / (computing + bus)


@formula(source="perfbook-granularity")
def lock_throughput(critical: Time, handoff: Time) -> Rate:
    """Highest rate of critical sections behind one lock, however many threads want it.

    critical: time the lock is held. handoff: time until the next holder's core has the lock's cache line. An atomic
    increment of 5 ns: about 200 million a second, fewer where the variable moves between cores. Worked here: held for
    150 ns and handed on in 50, 5 million.

    >>> show(lock_throughput("5 ns", "0 ns")), show(lock_throughput("150 ns", "50 ns"))
    ('200e6 1/s', '5e6 1/s')
    """
    return 1 / (critical + handoff)


@formula(source="ibm-aix-locking")
def lock_speedup(processors: Processors, held: Share) -> Speedup:
    """Highest speedup of threads that share a lock: the holders stand in line.

    processors: one for each thread. held: share of a thread's time, running alone, in which it holds the lock.
    With 20 % at most five run at once, on any number of processors.

    >>> show(lock_speedup(64, 0.2)), show(lock_speedup(4, 0.2))
    ('5', '4')
    >>> show(lock_speedup(64, 0))
    '64'
    """
    return 1 / maximum(held, 1 / processors)


@formula(source="network-model-barriers")
def barrier_rounds(processors: Processors) -> Count:
    """Rounds of a dissemination barrier: in each, every processor tells one other, twice as far away as before.

    processors: that have to arrive. Six rounds for 64, seven for 65.

    >>> show(barrier_rounds(64)), show(barrier_rounds(65))
    ('6', '7')
    """
    return ceil(log2(processors))


@formula(source="network-model-barriers")
def dissemination_barrier_time(processors: Processors, latency: Time) -> Time:
    """Time of a dissemination barrier: a message a round.

    processors: that have to arrive, all at the same moment. latency: of a message between two. 64 processors
    at 100 ns: 600 ns.

    >>> show(dissemination_barrier_time(64, "100 ns"))
    '600 ns'
    """
    return barrier_rounds(processors) * latency


@formula(source="nptel-barriers")
def tree_barrier_time(processors: Processors, latency: Time) -> Time:
    """Time of a barrier over a binary tree: up to the root as they arrive, and down again to let them go.

    processors: that have to arrive, all at the same moment. latency: of telling a neighbour in the tree. 64
    processors at 100 ns: 1.2 µs.

    >>> show(tree_barrier_time(64, "100 ns"))
    '1.2 µs'
    """
    return 2 * barrier_rounds(processors) * latency


@formula(source="nptel-barriers")
def central_barrier_time(processors: Processors, latency: Time) -> Time:
    """Time of a barrier with one counter: all count one after the other, then all are let go.

    processors: that have to arrive, all at the same moment. latency: of taking the counter's line from another cache,
    and of seeing the release. 64 processors at 100 ns: 6.5 µs, against 1.2 of a tree.

    >>> show(central_barrier_time(64, "100 ns"))
    '6.5 µs'
    """
    return (processors + 1) * latency
