"""Moving: what a collective or a copy takes on real links, beyond its latency and its bandwidth."""

from ..units import Bandwidth, Count, Processors, Share, Side, Size, Time
from ..units.maths import floor, lowest, pairs, sqrt, total
from .core.conditions import at_most, least
from .core.formula import formula
from .network import serialization_delay

TWO = least("ranks", 2, "one device has nobody to send to")


@formula(source="nccl-tuning")
def hops_time(hops: list[Count], latencies: list[Time]) -> Time:
    """Time of the steps of a collective that wait for each other: so many over each kind of link.

    latencies: of a step over each. NCCL's own figures: a ring all-reduce of 8 GPUs, 14 steps of 0.6 µs over NVLink,
    8.4 µs. Worked here: 12 such steps and two of 2.7 µs over a network, 12.6 µs.

    >>> show(hops_time([14], ["0.6 us"])), show(hops_time([12, 2], ["0.6 us", "2.7 us"]))
    ('8.4 µs', '12.6 µs')
    """
    return total(count * each for count, each in pairs(hops, latencies))


@formula(source="aiconfigurator-nccl")
def link_ramp_time(transfer: Time, ramp: Time, half: Time) -> Time:
    """Time that a transfer in chunks loses: more chunks fill the link sooner, and each costs something.

    transfer: what it takes at the rate of the link. With the best number of chunks it is the root of the transfer times
    what a chunk costs, ramp; short ones, of much less than half, have but one chunk and lose in proportion. By hand, of
    30 µs and 10 µs: a transfer of 20 µs loses 20, one of 290 µs 91.7, one of 2 µs 3.16.

    >>> show(link_ramp_time("20 us", "30 us", "10 us")), show(link_ramp_time("290 us", "30 us", "10 us"))
    ('20 µs', '91.7 µs')
    >>> show(link_ramp_time("2 us", "30 us", "10 us"))
    '3.16 µs'
    """
    return transfer * sqrt(ramp / (transfer + half))


@formula(source="aiconfigurator-nccl", holds=[TWO])
def shared_link_time(transfer: Time, ranks: Processors, own: Share, share: Share) -> Time:
    """Time of a collective's transfer at the share of a link that it reaches, each device copying its own part too.

    transfer: at the rate of the link. ranks: that take part, two or more. own: what a byte copied within a device
    costs, as a share of one sent; of n parts a device keeps one and sends n - 1. share: of the link's rate. By hand, of
    70 µs at 0.7: among 2, with own = 0.25, 125 µs; among 6, 105 µs.

    >>> show(shared_link_time("70 us", 2, 0.25, 0.7)), show(shared_link_time("70 us", 6, 0.25, 0.7))
    ('125 µs', '105 µs')
    """
    return transfer * (1 + own / (ranks - 1)) / share


@formula(source="nccl-tuning")
def collective_time(launch: Time, steps: Time, ramp: Time, link: Time) -> Time:
    """Time of a collective: the launch, its steps, and the link's time with what is lost until it is up to speed.

    Without the ramp it is the model by which NCCL chooses among its algorithms. Its figures for a ring of 8 over NVLink
    are 6.6 and 8.4 µs; with 10 µs on the link, 25 µs.

    >>> show(collective_time("6.6 us", "8.4 us", "0 us", "10 us"))
    '25 µs'
    >>> show(collective_time("6.6 us", "8.4 us", "4 us", "10 us"))
    '29 µs'
    """
    return launch + steps + ramp + link


@formula(source="nccl-tests-performance", holds=[at_most("inner", "ranks", "the group is a part of all")])
def alltoall_outer_traffic(ranks: Processors, inner: Processors, size: Size) -> Size:
    """Data each rank sends out of its group in an all-to-all.

    inner: ranks of the group. size: what a rank has for all, itself included. 32 ranks in nodes of 8, 32 MB: 24 MB
    leave the node (worked here); of a single rank, all but its own part, 31 MB.

    >>> show(alltoall_outer_traffic(32, 8, "32 MB")), show(alltoall_outer_traffic(32, 1, "32 MB"))
    ('24 MB', '31 MB')
    """
    return (ranks - inner) / ranks * size


@formula(source="scaling-book-sharding")
def alltoall_line_time(side: Side, size: Size, lane: Bandwidth, ways: Count) -> Time:
    """Least time of an all-to-all along one side of a grid: what has to cross its middle, over the links there.

    side: devices in a row. size: what a device has for all. lane: bandwidth of a link, one way. ways: links between the
    halves of a row, 2 where it wraps round, else 1. On a ring a quarter of an all-gather in both directions: 16 MB
    on each of 16 at 45 GB/s, 711 µs (worked here); without the way back twice that. A row of 3 sends two thirds.

    >>> show(alltoall_line_time(16, "16 MB", "45 GB/s", 2)), show(alltoall_line_time(16, "16 MB", "45 GB/s", 1))
    ('711 µs', '1.42 ms')
    >>> show(alltoall_line_time(3, "3 MB", "1 GB/s", 1))
    '2 ms'
    """
    return floor(side / 2) * (side - floor(side / 2)) / side * size / (lane * ways)


@formula(source="vaia-store-and-forward", holds=[at_most("chunk", "size", "a chunk is a part of the whole")])
def staged_time(size: Size, chunk: Size, latencies: list[Time], bandwidths: list[Bandwidth]) -> Time:
    """Time to move data through stages one behind the other, each of which passes on a chunk when it has all of it.

    chunk: the whole is store and forward. latencies, bandwidths: of each stage. The first chunk goes through all, the
    others come out at the rate of the slowest. Worked here: 8 Mbit over three links of 2 Mbit/s take 12 s at once,
    and 4.01 s in packets of 10,000 bits; 1 GB from a disk of 500 MB/s to a link of 100 MB/s and 10 ms, 1 MB at a time,
    10.01 s.

    >>> show(staged_time("8 Mbit", "8 Mbit", ["0 s"] * 3, ["2 Mbit/s"] * 3))
    '12 s'
    >>> show(staged_time("8 Mbit", "10000 bit", ["0 s"] * 3, ["2 Mbit/s"] * 3))
    '4.01 s'
    >>> show(staged_time("1 GB", "1 MB", ["0 s", "10 ms"], ["500 MB/s", "100 MB/s"]), digits=5)
    '10.012 s'
    """
    return (
        total(latencies)
        + total(serialization_delay(chunk, each) for each in bandwidths)
        + (size - chunk) / lowest(bandwidths)
    )
