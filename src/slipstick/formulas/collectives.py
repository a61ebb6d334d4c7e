"""Collectives: what it costs to broadcast, gather, reduce and exchange data among many processors."""

from ..units import Bandwidth, Count, Processors, Size, Speedup, Time, TimePerSize, Tokens, Whole, byte, token
from ..units.maths import ceil, length, log2, lowest, maximum, minimum, pairs, total
from ..units.special import last_delivery
from .core.conditions import at_most, least, power_of_two
from .core.formula import formula
from .network import bandwidth_delay_product, serialization_delay

POWER = power_of_two("ranks")


@formula(source="training-algebra-alpha-beta")
def message_time(latency: Time, size: Size, bandwidth: Bandwidth) -> Time:
    """Time to send a message from one processor to another (the alpha-beta model).

    latency: alpha, of a message without data. bandwidth: the source's beta (elsewhere beta is its inverse). 64 MB of
    activations at 50 GB/s and 5 us: 1.285 ms (chapter 13: 1.28).

    >>> show(message_time("5 us", "64 MB", "50 GB/s"), digits=4)
    '1.285 ms'
    """
    return latency + serialization_delay(size, bandwidth)


@formula(source="training-algebra-alpha-beta")
def latency_bound_size(latency: Time, bandwidth: Bandwidth) -> Size:
    """Size of a message that spends as long on latency as on bandwidth: smaller ones are bound by latency.

    InfiniBand, 2 us and 50 GB/s: 100 kB. NVLink, 1 us and 900 GB/s: 900 kB. How to Scale Your Model: a link of a
    TPU v5e, 1 us and 45 GB/s, 45 kB.

    >>> show(latency_bound_size("2 us", "50 GB/s")), show(latency_bound_size("1 us", "900 GB/s"))
    ('100 kB', '900 kB')
    >>> show(latency_bound_size("1 us", "45 GB/s"))
    '45 kB'
    """
    return bandwidth_delay_product(latency, bandwidth)


@formula(source="training-algebra-alpha-beta", holds=[least("tensors", 1, "nothing would be sent")])
def bucketing_saving(tensors: Count, latency: Time) -> Time:
    """Time saved by sending many small tensors as one message: all latencies but one.

    tensors: how many. latency: of a message, or of a collective's steps together. 1000 all-reduces of 252 us of
    latency each: 252 ms.

    >>> show(bucketing_saving(1000, "252 us")), show(bucketing_saving(5, "2 us"))
    ('252 ms', '8 µs')
    """
    return (tensors - 1) * latency


@formula(source="rauber-runger-logp")
def logp_message_time(latency: Time, overhead: Time) -> Time:
    """Time until a small message can be used at its destination, in the LogP model.

    latency: L, of the network. overhead: o, time the sender and the receiver are busy with it, each. A read of
    another processor's memory is two messages, 2 L + 4 o. With L = 6 and o = 2 one takes 10 (worked here).

    >>> show(logp_message_time("6 us", "2 us"))
    '10 µs'
    """
    return 2 * overhead + latency


@formula(source="karp-logp-broadcast")
def logp_broadcast_time(ranks: Whole, latency: Time, overhead: Time, gap: Time) -> Time:
    """Least time until all processors have a small message of one of them, in the LogP model.

    ranks: at most 100,000. latency: L. overhead: o, of sender and receiver, each. gap: g, from one message a processor
    sends to its next. Each that has the message sends it on. L = 6, o = 2 and g = 4 us: 24 us for 8 processors.
    Worked here: with g = 1 the sender's overhead of 2 is what holds its second message up: 12 us for three.

    >>> show(logp_broadcast_time(8, "6 us", "2 us", "4 us")), show(logp_broadcast_time(3, "6 us", "2 us", "1 us"))
    ('24 µs', '12 µs')
    """
    return last_delivery(ranks, logp_message_time(latency, overhead), maximum(gap, overhead))


@formula(source="codes-loggp")
def loggp_message_time(latency: Time, overhead: Time, per_byte: TimePerSize, size: Size) -> Time:
    """Time until a long message can be used at its destination, in the LogGP model.

    latency: L, of the network. overhead: o, of the sender and of the receiver; 0 where it goes on beside the transfer.
    per_byte: G, gap between bytes. 1001 bytes, L = 6 us, o = 2 us and G = 1 ns: 11 us (worked here).

    >>> show(loggp_message_time("6 us", "2 us", "1 ns/B", "1001 B"))
    '11 µs'
    >>> show(loggp_message_time("6 us", "2 us", "1 us/B", "3 B"))
    '12 µs'
    """
    return logp_message_time(latency, overhead) + (size - byte) * per_byte


@formula(source="mpich-allgather-bruck")
def tree_rounds(ranks: Processors) -> Count:
    """Rounds in which a message reaches all ranks when each one that has it passes it on: their number doubles.

    64 ranks: 6, as in chapter 12 of The Algebra of Distributed Training.

    >>> show(tree_rounds(64)), show(tree_rounds(65))
    ('6', '7')
    """
    return ceil(log2(ranks))


@formula(source="mpich-bcast-binomial")
def broadcast_tree_time(ranks: Processors, latency: Time, size: Size, bandwidth: Bandwidth) -> Time:
    """Time to broadcast along a binomial tree: best for short messages.

    size: of the message. Half a tree all-reduce: 66 us for 1 MB to 64 ranks at 1 us and 100 GB/s, where chapter 11 of
    The Algebra of Distributed Training has 132 us for both halves.

    >>> show(broadcast_tree_time(64, "1 us", "1 MB", "100 GB/s"))
    '66 µs'
    """
    return tree_rounds(ranks) * message_time(latency, size, bandwidth)


@formula(source="mpich-reduce-binomial")
def reduce_tree_time(ranks: Processors, latency: Time, size: Size, bandwidth: Bandwidth, reduction: Bandwidth) -> Time:
    """Time to reduce to one rank along a binomial tree: each round receives a whole vector and adds it.

    size: of the vector. reduction: bytes of a vector added in a time, the inverse of the source's gamma. 8 ranks, 1 us,
    1 MB at 100 GB/s, added at 500 GB/s: 39 us (worked here).

    >>> show(reduce_tree_time(8, "1 us", "1 MB", "100 GB/s", "500 GB/s"))
    '39 µs'
    """
    return broadcast_tree_time(ranks, latency, size, bandwidth) + tree_rounds(ranks) * size / reduction


@formula(source="nccl-tests-performance")
def allgather_traffic(ranks: Processors, size: Size) -> Size:
    """Data each rank sends in an all-gather or a reduce-scatter: everything but its own part.

    size: of the whole vector. ml-engineering: of 4 GiB among 8 ranks 3.5 GiB.

    >>> allgather_traffic(8, "4 GiB").to("GiB").magnitude
    3.5
    """
    return (ranks - 1) / ranks * size


@formula(source="nccl-tests-performance")
def allreduce_factor(ranks: Processors) -> Count:
    """Times its own data that each rank sends in an all-reduce without help from the switches.

    It is the ratio of nccl-tests' bus to its algorithm bandwidth, and of what an in-network reduction could gain:
    1.75 for 8 GPUs, where 1.3 is seen. ml-engineering: 1 for 2, 1.75 for 8, 1.9375 for 32.

    >>> show(allreduce_factor(2)), show(allreduce_factor(8)), show(allreduce_factor(32), digits=5)
    ('1', '1.75', '1.9375')
    """
    return 2 * (ranks - 1) / ranks


@formula(source="nccl-tests-performance")
def allreduce_traffic(ranks: Processors, size: Size) -> Size:
    """Data each rank sends in an all-reduce that moves as little as possible: a reduce-scatter and an all-gather.

    size: of the vector. 4 GiB among 32: 7.75 GiB. Among 4 nodes, each with the eighth of it, 0.5 GiB: 0.75 GiB.

    >>> allreduce_traffic(32, "4 GiB").to("GiB").magnitude, allreduce_traffic(4, "0.5 GiB").to("GiB").magnitude
    (7.75, 0.75)
    """
    return allreduce_factor(ranks) * size


@formula(source="training-algebra-cost-model")
def allgather_ring_time(ranks: Processors, latency: Time, size: Size, bandwidth: Bandwidth) -> Time:
    """Time of an all-gather around a ring: each rank passes on a part, until all have all.

    size: of the whole result. bandwidth: of a link, one way. An all-to-all in which each rank sends to each other one
    in turn takes as long, size being what a rank holds. 100 MB among 16 ranks, 10 us and 100 GB/s: 1.09 ms.

    >>> show(allgather_ring_time(16, "10 us", "100 MB", "100 GB/s"))
    '1.09 ms'
    """
    return (ranks - 1) * latency + allgather_traffic(ranks, size) / bandwidth


@formula(source="training-algebra-cost-model")
def reduce_scatter_ring_time(ranks: Processors, latency: Time, size: Size, bandwidth: Bandwidth) -> Time:
    """Time of a reduce-scatter around a ring: an all-gather backwards, with sums (whose time is left out).

    size: of the whole vector. 8 GPUs of a node, 1 us and 300 GB/s, reduce 4 GB in 11.67 ms.

    >>> show(reduce_scatter_ring_time(8, "1 us", "4 GB", "300 GB/s"), digits=4)
    '11.67 ms'
    """
    return allgather_ring_time(ranks, latency, size, bandwidth)


@formula(source="mpich-allgather-doubling", holds=[POWER])
def allgather_doubling_time(ranks: Processors, latency: Time, size: Size, bandwidth: Bandwidth) -> Time:
    """Time of an all-gather by recursive doubling: pairs exchange all they have, at twice the distance each round.

    ranks: a power of two. size: of the whole result. A reduce-scatter by recursive halving, and a scatter or gather
    along a tree, take as long. 64 ranks, 1 us, 1 MB at 100 GB/s: 15.8 us (worked here), where a ring takes 72.8.

    >>> show(allgather_doubling_time(64, "1 us", "1 MB", "100 GB/s"))
    '15.8 µs'
    >>> show(allgather_ring_time(64, "1 us", "1 MB", "100 GB/s"))
    '72.8 µs'
    """
    return tree_rounds(ranks) * latency + allgather_traffic(ranks, size) / bandwidth


@formula(source="mpich-bcast-scatter-ring")
def broadcast_scatter_time(ranks: Processors, latency: Time, size: Size, bandwidth: Bandwidth) -> Time:
    """Time to broadcast a long message: it is scattered along a tree, and then gathered around a ring.

    size: of the message. 64 ranks, 1 us, 10 MB at 100 GB/s: 266 us, where a tree takes 606 (worked here).

    >>> show(broadcast_scatter_time(64, "1 us", "10 MB", "100 GB/s"))
    '266 µs'
    >>> show(broadcast_tree_time(64, "1 us", "10 MB", "100 GB/s"))
    '606 µs'
    """
    return (
        tree_rounds(ranks) * latency
        + allgather_traffic(ranks, size) / bandwidth
        + allgather_ring_time(ranks, latency, size, bandwidth)
    )


@formula(source="training-algebra-alpha-beta")
def allreduce_ring_time(ranks: Processors, latency: Time, size: Size, bandwidth: Bandwidth) -> Time:
    """Time of an all-reduce around a ring: a reduce-scatter and an all-gather; best for large vectors.

    size: of the vector. bandwidth: of a link, one way. 10 GB among 256 GPUs, 2 us and 50 GB/s: 399 ms. 1 MB among 64:
    291.4 us, most of it latency. Chapter 13: 100 MB among 16, 10 us and 100 GB/s, 2.175 ms.

    >>> show(allreduce_ring_time(256, "2 us", "10 GB", "50 GB/s"))
    '399 ms'
    >>> show(allreduce_ring_time(64, "2 us", "1 MB", "50 GB/s"), digits=4)
    '291.4 µs'
    >>> show(allreduce_ring_time(16, "10 us", "100 MB", "100 GB/s"), digits=4)
    '2.175 ms'
    """
    return reduce_scatter_ring_time(ranks, latency, size, bandwidth) + allgather_ring_time(
        ranks, latency, size, bandwidth
    )


@formula(source="training-algebra-ring-tree")
def allreduce_tree_time(ranks: Processors, latency: Time, size: Size, bandwidth: Bandwidth) -> Time:
    """Time of an all-reduce along a tree: a reduction to the root and a broadcast; best for small vectors.

    size: of the vector. The sums' time is left out. 64 GPUs, 1 us and 100 GB/s: 100 kB take 24 us, 1 MB 132 us, 10 MB
    1.2 ms; around a ring 1 MB take 146 us. So has chapter 11.

    >>> show(allreduce_tree_time(64, "1 us", "100 kB", "100 GB/s"))
    '24 µs'
    >>> show(allreduce_tree_time(64, "1 us", "1 MB", "100 GB/s"))
    '132 µs'
    >>> show(allreduce_ring_time(64, "1 us", "1 MB", "100 GB/s"))
    '146 µs'
    """
    return 2 * broadcast_tree_time(ranks, latency, size, bandwidth)


@formula(source="mpich-allreduce-doubling", holds=[POWER])
def allreduce_doubling_time(
    ranks: Processors, latency: Time, size: Size, bandwidth: Bandwidth, reduction: Bandwidth
) -> Time:
    """Time of an all-reduce by recursive doubling: in each round pairs exchange whole vectors and add them.

    ranks: a power of two. size: of the vector. reduction: bytes of a vector added in a time. Half the rounds of a tree.
    16 ranks, 1 us, 1 kB at 1 GB/s, added at 1 GB/s: 12 us (worked here).

    >>> show(allreduce_doubling_time(16, "1 us", "1 kB", "1 GB/s", "1 GB/s"))
    '12 µs'
    """
    return reduce_tree_time(ranks, latency, size, bandwidth, reduction)


@formula(source="mpich-allreduce-rabenseifner", holds=[POWER])
def allreduce_halving_time(
    ranks: Processors, latency: Time, size: Size, bandwidth: Bandwidth, reduction: Bandwidth
) -> Time:
    """Time of an all-reduce by recursive halving and doubling (Rabenseifner): a tree's rounds, a ring's traffic.

    ranks: a power of two. size: of the vector. reduction: bytes of a vector added in a time. 64 ranks, 1 us, 1 MB at
    100 GB/s, added at 1 TB/s: 32.7 us (worked here).

    >>> show(allreduce_halving_time(64, "1 us", "1 MB", "100 GB/s", "1 TB/s"))
    '32.7 µs'
    """
    return 2 * allgather_doubling_time(ranks, latency, size, bandwidth) + allgather_traffic(ranks, size) / reduction


@formula(source="training-algebra-topology", holds=[POWER])
def ring_beats_tree_size(ranks: Processors, latency: Time, bandwidth: Bandwidth) -> Size:
    """Size of the vector above which a ring does an all-reduce faster than a tree.

    ranks: a power of two, eight or more. 8, 5 us and 50 GB/s: the source has 0.47 MB; it is 0.471. Chapter 11: 64, 1 us
    and 100 GB/s, 1.14 MB.

    >>> show(ring_beats_tree_size(8, "5 us", "50 GB/s"), digits=2)
    '470 kB'
    >>> show(ring_beats_tree_size(64, "1 us", "100 GB/s"))
    '1.14 MB'
    """
    return (
        latency_bound_size(latency, bandwidth)
        * (ranks - 1 - tree_rounds(ranks))
        / (tree_rounds(ranks) - (ranks - 1) / ranks)
    )


@formula(source="training-algebra-cost-model")
def allreduce_two_level_time(
    ranks: Processors,
    nodes: Processors,
    size: Size,
    inner_latency: Time,
    inner_bandwidth: Bandwidth,
    outer_latency: Time,
    outer_bandwidth: Bandwidth,
) -> Time:
    """Time of an all-reduce in two levels: reduce-scatter in each node, all-reduce between nodes, all-gather.

    ranks: of a node. size: of the vector. inner: in a node. outer: between nodes, of each rank's own link. 4 nodes of
    4, all links 10 us and 100 GB/s, 100 MB: 1.995 ms. 8 nodes of 8, 1 us and 300 GB/s inside, 5 us and 50 GB/s outside,
    4 GB: 40.9 ms. Phases that overlap take less.

    >>> show(allreduce_two_level_time(4, 4, "100 MB", "10 us", "100 GB/s", "10 us", "100 GB/s"), digits=4)
    '1.995 ms'
    >>> show(allreduce_two_level_time(8, 8, "4 GB", "1 us", "300 GB/s", "5 us", "50 GB/s"))
    '40.9 ms'
    """
    return (
        reduce_scatter_ring_time(ranks, inner_latency, size, inner_bandwidth)
        + allreduce_ring_time(nodes, outer_latency, size / ranks, outer_bandwidth)
        + allgather_ring_time(ranks, inner_latency, size, inner_bandwidth)
    )


@formula(source="mpich-alltoall-bruck")
def alltoall_bruck_time(ranks: Processors, latency: Time, size: Size, bandwidth: Bandwidth) -> Time:
    """Time of an all-to-all in few rounds, each of which passes on half of the data (Bruck); for short messages.

    size: what a rank has for all others. 64 ranks, 1 us, 64 kB at 100 GB/s: 7.92 us, where 63 messages need 63.6
    (worked here).

    >>> show(alltoall_bruck_time(64, "1 us", "64 kB", "100 GB/s"))
    '7.92 µs'
    >>> show(allgather_ring_time(64, "1 us", "64 kB", "100 GB/s"))
    '63.6 µs'
    """
    return tree_rounds(ranks) * message_time(latency, size / 2, bandwidth)


@formula(source="scaling-book-gpus")
def alltoall_switched_time(ranks: Processors, size: Size, bandwidth: Bandwidth) -> Time:
    """Time of an all-to-all of large data through a switch: each rank sends each other one its part.

    size: of the array over all ranks. bandwidth: of a rank into the switch. About size / (ranks x bandwidth): half of
    what a ring of TPUs as fast needs among 8. 1 GB among 8 H100 of 450 GB/s: 243 us (worked here).

    >>> show(alltoall_switched_time(8, "1 GB", "450 GB/s"))
    '243 µs'
    """
    return allgather_traffic(ranks, size / ranks) / bandwidth


@formula(source="scaling-book-gpus")
def ragged_alltoall_time(ranks: Processors, used: Count, size: Size, bandwidth: Bandwidth) -> Time:
    """Time of an all-to-all through a switch in which each rank has data for some others only, such as experts.

    used: destinations that data is for, out of the ranks. Four of eight: half.

    >>> show(ragged_alltoall_time(8, 4, "1 GB", "450 GB/s")), show(ragged_alltoall_time(8, 9, "1 GB", "450 GB/s"))
    ('122 µs', '243 µs')
    """
    return minimum(1, used / ranks) * alltoall_switched_time(ranks, size, bandwidth)


@formula(source="nccl-tests-performance")
def algorithm_bandwidth(size: Size, time: Time) -> Bandwidth:
    """Bandwidth of a collective as seen from outside: its data over its time (nccl-tests' algbw).

    The Algebra of Distributed Training: 1 GB in 50 ms, 20 GB/s; in 80 ms, 12.5 GB/s.

    >>> show(algorithm_bandwidth("1 GB", "50 ms")), show(algorithm_bandwidth("1 GB", "80 ms"))
    ('20 GB/s', '12.5 GB/s')
    """
    return size / time


@formula(source="nccl-tests-performance")
def allreduce_bus_bandwidth(algorithm: Bandwidth, ranks: Processors) -> Bandwidth:
    """Bandwidth of the links that an all-reduce has used, comparable with their peak (nccl-tests' busbw).

    algorithm: the algorithm bandwidth. The Algebra of Distributed Training: 20 GB/s among 8, 35 GB/s. ml-engineering:
    13.68 among 8 H200, 23.94. A reduction in the switches makes it more than the links carry.

    >>> show(allreduce_bus_bandwidth("20 GB/s", 8)), show(allreduce_bus_bandwidth("13.68 GB/s", 8), digits=4)
    ('35 GB/s', '23.94 GB/s')
    """
    return algorithm * allreduce_factor(ranks)


@formula(source="nccl-tests-performance")
def allgather_bus_bandwidth(algorithm: Bandwidth, ranks: Processors) -> Bandwidth:
    """Bandwidth of the links that an all-gather, reduce-scatter or all-to-all has used (nccl-tests' busbw).

    algorithm: the algorithm bandwidth, with the size of the whole array. 8 ranks: 7/8 of it, 400 GB/s are 350 GB/s
    (worked here).

    >>> show(allgather_bus_bandwidth("400 GB/s", 8))
    '350 GB/s'
    """
    return algorithm * (ranks - 1) / ranks


@formula(source="scaling-book-gpus")
def allgather_bandwidth_time(ranks: Processors, size: Size, bandwidth: Bandwidth) -> Time:
    """Time of an all-gather or reduce-scatter of large data, latency left out.

    size: of the whole array. bandwidth: of a rank, one way. 8 H100 of 450 GB/s: bf16[4096, 65536], 1.04 ms (1.5 seen);
    bf16[1024, 16384], 65 us. A row of 4 TPU v5e without a link back, 45 GB/s, bf16[2048, 8192]: 560 us.

    >>> show(allgather_bandwidth_time(8, f"{2 * 4096 * 65536} B", "450 GB/s"))
    '1.04 ms'
    >>> show(allgather_bandwidth_time(8, f"{2 * 1024 * 16384} B", "450 GB/s"), digits=2)
    '65 µs'
    >>> show(allgather_bandwidth_time(4, f"{2 * 2048 * 8192} B", "45 GB/s"), digits=2)
    '560 µs'
    """
    return allgather_traffic(ranks, size) / bandwidth


@formula(source="nccl-tests-performance")
def allreduce_bandwidth_time(ranks: Processors, size: Size, bandwidth: Bandwidth) -> Time:
    """Time of an all-reduce of large data, latency left out.

    bandwidth: of a rank, one way, or the bus bandwidth that was measured. Measured by others: 4 GiB at 740.64 GB/s
    among 8 B200: 10.15 ms; at 377.34 GB/s among 32: 22.05 ms.

    >>> show(allreduce_bandwidth_time(8, "4 GiB", "740.64 GB/s"), digits=4)
    '10.15 ms'
    >>> show(allreduce_bandwidth_time(32, "4 GiB", "377.34 GB/s"), digits=4)
    '22.05 ms'
    """
    return allreduce_traffic(ranks, size) / bandwidth


@formula(source="stas-network", holds=[at_most("nodes", "ranks", "each node has a rank")])
def outer_bandwidth_used(bus: Bandwidth, nodes: Processors, ranks: Processors) -> Bandwidth:
    """Bandwidth that each rank's own network link carries in an all-reduce of two levels.

    bus: bus bandwidth of the all-reduce. nodes: how many. ranks: in all nodes. 377.34 GB/s over 4 nodes with 32 B200:
    36.52 GB/s of 50.

    >>> show(outer_bandwidth_used("377.34 GB/s", 4, 32), digits=4)
    '36.52 GB/s'
    """
    return bus * (nodes - 1) / (ranks - 1)


@formula(source="scaling-book-gpus", holds=[least("children", 2, "a switch joins two or more")])
def level_bandwidth(children: Processors, bandwidth: Bandwidth) -> Bandwidth:
    """Bandwidth of an all-gather at one level of a tree of switches: slightly more than a link's.

    children: of a switch at that level. bandwidth: of the link to each. 8 GPUs of 450 GB/s: 514 GB/s. 32 nodes of
    400 GB/s: 413 GB/s. 4 units of 12.8 TB/s: 17.1 TB/s.

    >>> show(level_bandwidth(8, "450 GB/s")), show(level_bandwidth(32, "400 GB/s"))
    ('514 GB/s', '413 GB/s')
    >>> show(level_bandwidth(4, "12.8 TB/s"))
    '17.1 TB/s'
    """
    return bandwidth * children / (children - 1)


@formula(source="scaling-book-gpus")
def tree_bandwidth(children: list[Count], bandwidths: list[Bandwidth]) -> Bandwidth:
    """Bandwidth of an all-gather or reduce-scatter over a tree of switches: that of its slowest level.

    children: of a switch at each level, two or more. bandwidths: of the link to each of them. A DGX H100 SuperPod:
    514 GB/s in a node, 413 between 32, 17,100 between 4 units; so 413 GB/s.

    >>> show(tree_bandwidth([8, 32, 4], ["450 GB/s", "400 GB/s", "12.8 TB/s"]))
    '413 GB/s'
    """
    return lowest(level_bandwidth(degree, link) for degree, link in pairs(children, bandwidths))


@formula(source="scaling-book-sharding")
def ici_allgather_time(size: Size, bandwidth: Bandwidth, axes: Count) -> Time:
    """Time of an all-gather or reduce-scatter of large data over rings of TPUs, however many TPUs there are.

    size: of the result on each TPU. bandwidth: of a link in both directions. axes: of the mesh gathered over. v5e,
    90 GB/s, 34 MB: 377 us. v4p, bf16[1024, 4096]: over X, its Y being split in four, 23 us; over X and Y, 46 us.

    >>> int(ici_allgather_time("34 MB", "90 GB/s", 1).to("us").magnitude)
    377
    >>> show(ici_allgather_time(f"{2 * 1024 * 4096 / 4} B", "90 GB/s", 1), digits=2)
    '23 µs'
    >>> int(ici_allgather_time(f"{2 * 1024 * 4096} B", "90 GB/s", 2).to("us").magnitude)
    46
    """
    return size / (bandwidth * axes)


@formula(source="scaling-book-sharding")
def ici_allgather_time_with_latency(hop: Time, sides: list[Count], size: Size, bandwidth: Bandwidth) -> Time:
    """Time of an all-gather over rings of TPUs of data of any size: bound by its hops or by its bandwidth.

    hop: of a link, about 1 us. sides: TPUs along each axis gathered over; half of each is the way around. size: of the
    result. bandwidth: of a link in both directions. 256 bytes over an axis of 4: 2 us. bf16[1024, 4096] over two of
    them: 46 us, more than the 4 of latency.

    >>> show(ici_allgather_time_with_latency("1 us", [4], "256 B", "90 GB/s"))
    '2 µs'
    >>> int(ici_allgather_time_with_latency("1 us", [4, 4], f"{2 * 1024 * 4096} B", "90 GB/s").to("us").magnitude)
    46
    >>> show(ici_allgather_time_with_latency("1 us", [4, 4], "256 B", "90 GB/s"))
    '4 µs'
    """
    return maximum(hop * total(sides) / 2, ici_allgather_time(size, bandwidth, length(sides)))


@formula(source="scaling-book-sharding")
def ici_allreduce_time(size: Size, bandwidth: Bandwidth, axes: Count) -> Time:
    """Time of an all-reduce of large data over rings of TPUs: a reduce-scatter and an all-gather.

    size: of the array on each TPU. bandwidth: of a link in both directions. axes: of the mesh reduced over. v4p,
    bf16[1024, 4096]: 190 us, as the source has it for an array that its X and Y split in 16, for which it is 11.7.

    >>> show(ici_allreduce_time(f"{2 * 1024 * 4096} B", "90 GB/s", 1), digits=2)
    '190 µs'
    >>> show(ici_allreduce_time(f"{2 * 1024 * 4096 / 16} B", "90 GB/s", 1))
    '11.7 µs'
    """
    return 2 * ici_allgather_time(size, bandwidth, axes)


@formula(source="scaling-book-sharding")
def ici_alltoall_time(size: Size, bandwidth: Bandwidth) -> Time:
    """Time of an all-to-all of large data on a ring of TPUs: a quarter of an all-gather.

    size: of the array over all TPUs. bandwidth: of a link in both directions. What is sent goes a quarter of the way
    around on average. 34 MB on v5e: 94 us, where an all-gather takes 377 (worked here).

    >>> show(ici_alltoall_time("34 MB", "90 GB/s"), digits=2)
    '94 µs'
    """
    return ici_allgather_time(size, bandwidth, 1) / 4


@formula(source="scaling-book-sharding")
def replication(devices: Processors, shards: Processors) -> Count:
    """Copies of an array that lie in a mesh of devices which share it out in fewer parts than they are.

    shards: parts of the array, the product of the axes it is split along. A mesh of 4 x 8 x 2, an array split along the
    first: 16.

    >>> show(replication(4 * 8 * 2, 4))
    '16'
    """
    return devices / shards


@formula(source="scaling-book-tpus")
def ici_send_time(hops: Count, hop: Time, size: Size, bandwidth: Bandwidth, ports: Count) -> Time:
    """Time to send data between two TPUs of a mesh: the way of the first byte, and then the rest.

    hops: links on the way. bandwidth: of a link, one way. ports: links used at once. The
    17 MB of bf16[8, 128, 8192] across 4 x 4 v5e, 6 hops of 1 us, by two links of 45 GB/s: 188 + 6 = 194 us.

    >>> int(ici_send_time(6, "1 us", "17 MB", "45 GB/s", 2).to("us").magnitude)
    194
    >>> show(ici_send_time(6, "1 us", "0 B", "45 GB/s", 2))
    '6 µs'
    """
    return hops * hop + size / (bandwidth * ports)


@formula(source="scaling-book-tpus")
def gather_time(ranks: Processors, size: Size, bandwidth: Bandwidth, ports: Count) -> Time:
    """Time one rank needs at least to receive what the others hold: all but its own part.

    size: of the whole array. bandwidth: of a link, one way. ports: by which it receives. 16 GB spread over 4 x 4
    TPU v5e, to a corner with two links of 45 GB/s: 167 ms.

    >>> show(gather_time(16, "16 GB", "45 GB/s", 2))
    '167 ms'
    """
    return allgather_traffic(ranks, size) / (bandwidth * ports)


@formula(source="training-algebra-tensor")
def tensor_parallel_traffic(ranks: Processors, tokens: Tokens, width: Count, element: Size) -> Size:
    """Data each rank sends for one layer's forward pass under tensor parallelism: two all-reduces of the activations.

    tokens: of the batch. width: of the model. element: size of a number. The backward pass sends as much. 4 sequences
    of 2048, 4096 wide, in fp16 over 8 GPUs: 224 MiB.

    >>> round(tensor_parallel_traffic(8, 4 * 2048, 4096, "2 B").to("MiB").magnitude, 6)
    224.0
    """
    return 2 * allreduce_traffic(ranks, tokens / token * width * element)


@formula(source="stas-network")
def in_network_gain(ranks: Processors) -> Speedup:
    """Speedup of an all-reduce whose sums are made in the switches (SHARP), by counting what is sent.

    ranks: N. Instead of 2N sends it needs N + 1. 8: 1.78 (worked here), where 1.29 is measured with H200.

    >>> show(in_network_gain(8)), show(in_network_gain(1))
    ('1.78', '1')
    """
    return 2 * ranks / (ranks + 1)
