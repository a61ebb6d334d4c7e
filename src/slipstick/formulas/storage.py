"""Storage: how fast disks, flash drives and arrays of them are, how much they hold, and how long they last."""

from ..units import Bandwidth, Count, Rate, RequestRate, Requests, Share, Size, SizePerRequest, Time, request
from ..units.maths import ceil, log
from .core.conditions import at_most, below_one, least
from .core.formula import formula


@formula(source="ostep-notes-disks")
def rotational_latency(rotation: Rate) -> Time:
    """Time until a sector comes by under the head of a disk, on average: half a turn.

    rotation: turns in a time. At 15,000 rpm a turn takes 4 ms, and the wait is 2 ms. At 3600 rpm: 8.3 ms.

    >>> show(rotational_latency("15000 rpm")), show(rotational_latency("3600 rpm"))
    ('2 ms', '8.33 ms')
    """
    return 1 / (2 * rotation)


@formula(source="coursehero-disk-transfer")
def track_bandwidth(rotation: Rate, sectors: Count, sector: Size) -> Bandwidth:
    """Bandwidth of a disk's head: what one turn brings by, times the turns in a time.

    sectors: of a track. sector: size of one. 125 sectors of 512 bytes at 3600 rpm: 3.84 MB/s.

    >>> show(track_bandwidth("3600 rpm", 125, "512 B"))
    '3.84 MB/s'
    """
    return rotation * sectors * sector


@formula(source="ostep-notes-disks")
def disk_access_time(seek: Time, rotation: Rate, size: Size, bandwidth: Bandwidth, controller: Time) -> Time:
    """Time of one disk access: the arm's way, half a turn, the transfer, and the controller's time.

    seek: average. A Cheetah of 4 ms, 15,000 rpm and 125 MB/s: 6.03 ms for 4 KB, 806 ms for 100 MB. A Barracuda of 9 ms,
    7200 rpm and 105 MB/s: 965 ms for 100 MB.

    >>> show(disk_access_time("4 ms", "15000 rpm", "4 kB", "125 MB/s", "0 s"))
    '6.03 ms'
    >>> show(disk_access_time("4 ms", "15000 rpm", "100 MB", "125 MB/s", "0 s"))
    '806 ms'
    >>> show(disk_access_time("4 ms", "15000 rpm", "4 kB", "125 MB/s", "1 ms"))
    '7.03 ms'
    >>> round(disk_access_time("9 ms", "7200 rpm", "100 MB", "105 MB/s", "0 s").to("ms").magnitude, -1)
    970.0
    """
    return seek + rotational_latency(rotation) + size / bandwidth + controller


@formula(source="ostep-notes-disks")
def disk_effective_bandwidth(
    seek: Time, rotation: Rate, size: Size, bandwidth: Bandwidth, controller: Time
) -> Bandwidth:
    """Bandwidth of a disk that moves its arm for every access.

    size: of one access. bandwidth: of a long transfer. A disk of 4 ms, 15,000 rpm and 125 MB/s: 0.66 MB/s with 4 KB
    at a time, less than a hundredth, and 124 MB/s with 100 MB.

    >>> show(disk_effective_bandwidth("4 ms", "15000 rpm", "100 MB", "125 MB/s", "0 s"))
    '124 MB/s'
    >>> round(disk_effective_bandwidth("4 ms", "15000 rpm", "4 kB", "125 MB/s", "0 s").to("MB/s").magnitude, 2)
    0.66
    """
    return size / disk_access_time(seek, rotation, size, bandwidth, controller)


@formula(
    source="ostep-notes-lfs",
    holds=[below_one("fraction", "no transfer is so long that getting into position takes nothing")],
)
def efficient_transfer_size(fraction: Share, positioning: Time, bandwidth: Bandwidth) -> Size:
    """Size of a transfer that gets a fraction of the bandwidth although the device has to get into position first.

    fraction: of the bandwidth, that is wanted. positioning: seek and rotation. bandwidth: of a long transfer. 10 ms and
    100 MB/s: 9 MB for 90 %, 19 MB for 95 %, 99 MB for 99 %.

    >>> [show(efficient_transfer_size(fraction, "10 ms", "100 MB/s")) for fraction in (0.9, 0.95)]
    ['9 MB', '19 MB']
    """
    return fraction / (1 - fraction) * bandwidth * positioning


@formula(source="tech-jockey-iops")
def disk_iops(seek: Time, rotation: Rate) -> RequestRate:
    """Small random requests a second of one disk: one over seek and half a turn.

    seek: average. 4.5 ms at 10,000 rpm: 133.

    >>> show(disk_iops("4.5 ms", "10000 rpm"))
    '133 request/s'
    """
    return request / (seek + rotational_latency(rotation))


@formula(source="almon-queueing")
def queue_iops(depth: Requests, latency: Time) -> RequestRate:
    """Requests a second of a device that is kept at a queue depth: Little's law turned around.

    depth: requests outstanding. latency: of one request at that depth. Solved for the depth, it says how many
    requests a program has to keep under way. 16 of 10 ms: 1600. One of 1 ms: 1000.

    >>> show(queue_iops(16, "10 ms"), digits=4), show(queue_iops(1, "1 ms"), digits=4)
    ('1600 request/s', '1000 request/s')
    """
    return depth / latency


@formula(source="noah-raid-iops")
def raid_iops(drives: Count, drive: RequestRate, writes: Share, penalty: Count) -> RequestRate:
    """Random requests a second that an array of drives serves, each write costing several of a drive's.

    drive: requests a second of one. writes: share of the requests. penalty: 1 for RAID 0, 2 for mirrors, 4 for RAID 5,
    which reads old data and old parity and writes both. Twelve drives of 120, only writes, RAID 5: 360. Pages that add
    writes / penalty to the reads (900 raw with 16 % writes: 792) count shares of drives, not of requests: it is 608.

    >>> show(raid_iops(12, "120 IOPS", 1, 4)), show(raid_iops(5, "180 IOPS", 0.16, 4))
    ('360 request/s', '608 request/s')
    """
    return drives * drive / (1 - writes + writes * penalty)


@formula(
    source="itandoffice-raid-capacity",
    holds=[at_most("parities", "drives", "some drive has to hold data", strict=True)],
)
def parity_raid_capacity(drives: Count, drive: Size, parities: Count) -> Size:
    """Data that an array of drives with parity holds.

    drive: size of one. parities: drives' worth of parity, 0 for RAID 0, 1 for RAID 5, 2 for RAID 6. Six drives of 4 TB:
    20 TB as RAID 5 and 16 TB as RAID 6.

    >>> show(parity_raid_capacity(6, "4 TB", 1)), show(parity_raid_capacity(6, "4 TB", 2))
    ('20 TB', '16 TB')
    """
    return (drives - parities) * drive


@formula(source="itandoffice-raid-capacity")
def mirrored_capacity(drives: Count, drive: Size, copies: Count) -> Size:
    """Data that drives hold which keep every block several times: RAID 1, RAID 10 or replicas.

    drive: size of one. copies: of each block, the first included. Six drives of 4 TB as RAID 10: 12 TB.

    >>> show(mirrored_capacity(6, "4 TB", 2))
    '12 TB'
    """
    return drives * drive / copies


@formula(source="aliyun-erasure-code")
def erasure_overhead(data: Count, parity: Count) -> Count:
    """Storage that an erasure code takes for a byte of data: (k + m) / k.

    data, parity: blocks of a stripe; it survives the loss of as many as have parity. Four and two: 1.5. Six and three
    cost the same and survive three losses, where three copies cost 3 and survive two.

    >>> show(erasure_overhead(4, 2)), show(erasure_overhead(6, 3))
    ('1.5', '1.5')
    """
    return (data + parity) / data


@formula(source="servethehome-mttr", holds=[below_one("load", "nothing is left of the bandwidth to rebuild with")])
def raid_rebuild_time(drive: Size, rate: Bandwidth, load: Share) -> Time:
    """Least time to fill the new drive of an array after a failure; until then the next failure may lose data.

    drive: size of one. rate: a drive's bandwidth. load: share of it that other work takes. Worked here: an idle
    array of 4 TiB drives at 100 MiB/s, 11.65 hours; of 20 TiB at 200 MiB/s, 29.1; 1 TB at a quarter of 100 MB/s, 11.1.

    >>> round(raid_rebuild_time("4 TiB", "100 MiB/s", 0).to("h").magnitude, 2)
    11.65
    >>> round(raid_rebuild_time("20 TiB", "200 MiB/s", 0).to("h").magnitude, 1)
    29.1
    >>> show(raid_rebuild_time("1 TB", "100 MB/s", 0.75))
    '11.1 h'
    """
    return drive / (rate * (1 - load))


@formula(source="csc-hadoop-scan")
def parallel_scan_time(data: Size, drives: Count, drive: Bandwidth) -> Time:
    """Time to read or write a data set that lies evenly on many drives or tapes: a scan, a backup, a restore.

    drives: that work at once. drive: bandwidth of one. 100 TB at 100 MB/s: 1,000,000 s from one, 1000 s from 1000.

    >>> round(parallel_scan_time("100 TB", 1, "100 MB/s").to("s").magnitude)
    1000000
    >>> round(parallel_scan_time("100 TB", 1000, "100 MB/s").to("s").magnitude)
    1000
    """
    return data / (drives * drive)


@formula(source="javadialog-thumbnails")
def random_reads_time(reads: Count, disks: Count, seek: Time, size: Size, bandwidth: Bandwidth) -> Time:
    """Time to read scattered blocks from one disk, or from several at once.

    seek: time to position of one read. size: of one read. Jeff Dean's 30 thumbnails of 256 kB, 10 ms and 30 MB/s:
    560 ms one after the other; from 30 disks at once 18 ms (18.5).

    >>> round(random_reads_time(30, 1, "10 ms", "256 kB", "30 MB/s").to("ms").magnitude, -1)
    560.0
    >>> show(random_reads_time(30, 30, "10 ms", "256 kB", "30 MB/s"))
    '18.5 ms'
    >>> show(random_reads_time(3, 2, "1 s", "1 B", "1 B/s"))
    '4 s'
    """
    return ceil(reads / disks) * (seek + size / bandwidth)


@formula(source="usenix-storage-load")
def uncached_iops(requests: RequestRate, hit_rate: Share, operations: Count) -> RequestRate:
    """Requests a second that reach storage behind a cache.

    requests: that reach the cache. hit_rate: share of them that it answers. operations: on storage for one miss. 1000 a
    second, 90 % hits and two operations a miss, worked here: 200. From 90 % to 95 % hits it halves.

    >>> show(uncached_iops("1000 request/s", 0.9, 2)), show(uncached_iops("1000 request/s", 0.95, 2))
    ('200 request/s', '100 request/s')
    """
    return requests * (1 - hit_rate) * operations


@formula(source="kingston-dwpd")
def drive_writes_per_day(endurance: Size, capacity: Size, warranty: Time) -> Rate:
    """How often a flash drive may be written full in a time (DWPD) until its warranty ends.

    endurance: data that may be written (TBW). 1432 TB on a drive of 1.8 TB in five years of 365 days: 0.43 a day,
    rounded down. Worked here: 3504 TB on 1.92 TB, 1.

    >>> round(drive_writes_per_day("1432 TB", "1.8 TB", "1825 d").to("1/d").magnitude, 3)
    0.436
    >>> round(drive_writes_per_day("3504 TB", "1.92 TB", "1825 d").to("1/d").magnitude, 3)
    1.0
    """
    return endurance / (capacity * warranty)


@formula(source="ostep-notes-ssds")
def write_amplification(flash: Size, host: Size) -> Count:
    """Bytes written to flash for a byte that the host writes.

    A drive without a log that rewrites a block of 64 pages of 4 KB to change one: 256 KB for 4 KB, 64.

    >>> show(write_amplification("256 kB", "4 kB"))
    '64'
    """
    return flash / host


@formula(source="ostep-notes-ssds")
def flash_map_size(capacity: Size, page: Size, entry: Size) -> Size:
    """Memory of the table in which a flash drive looks up where its data lies.

    page: what an entry maps. entry: size of one. 1 TiB in pages of 4 KiB, with entries of 4 bytes: 1 GiB; by blocks of
    64 pages: 16 MiB, but then a small write moves a whole block.

    >>> flash_map_size("1 TiB", "4 KiB", "4 B").to("GiB").magnitude
    1.0
    >>> flash_map_size("1 TiB", "256 KiB", "4 B").to("MiB").magnitude
    16.0
    """
    return capacity / page * entry


@formula(source="kingston-ssd-endurance")
def flash_endurance(capacity: Size, cycles: Count, amplification: Count) -> Size:
    """Data that may be written to a flash drive before its cells wear out (TBW).

    cycles: how often a block may be programmed and erased. amplification: bytes written to flash for a byte from the
    host. 1 TB of 3000 cycles and an amplification of 1.5, worked here: 2000 TB.

    >>> show(flash_endurance("1 TB", 3000, 1.5))
    '2 PB'
    """
    return capacity * cycles / amplification


@formula(source="kingston-dwpd")
def ssd_lifetime(endurance: Size, writes: Bandwidth, amplification: Count) -> Time:
    """Time until a flash drive has been written as often as it may be.

    endurance: bytes that its flash may take. writes: of the host. amplification: bytes written to flash for a byte from
    the host; 1 if the endurance counts the host's bytes, as a data sheet's TBW does. 1432 TB at 774 GB a day last the
    five years of the warranty. Worked here: 600 TB, 50 GB a day and 1.5, 21.9 years.

    >>> show(ssd_lifetime("1432 TB", "774 GB/d", 1), digits=2)
    '5.1 years'
    >>> show(ssd_lifetime("600 TB", "50 GB/d", 1.5))
    '21.9 years'
    """
    return endurance / (writes * amplification)


@formula(source="smalldatum-lsm-levels")
def lsm_write_amplification(fanout: Count, levels: Count) -> Count:
    """Bytes a log-structured merge tree writes for a byte of data, with leveled compaction: n T^(1/n).

    fanout: size of the database over that of the buffer in memory. levels: each rewrites a byte as often as it is
    larger than the one before. A database 1024 times its buffer, worked here: 2 x 32 = 64 with two, 18.8 with seven.

    >>> show(lsm_write_amplification(1024, 2)), show(lsm_write_amplification(1024, 7))
    ('64', '18.8')
    """
    return levels * fanout ** (1 / levels)


@formula(source="smalldatum-lsm-levels")
def lsm_best_levels(fanout: Count) -> Count:
    """Levels with which a log-structured merge tree writes least: the natural logarithm of its fanout.

    fanout: size of the database over that of the buffer in memory. For 1024: 6.93, thus 7 or 6. Fewer read faster.

    >>> show(lsm_best_levels(1024))
    '6.93'
    """
    return log(fanout)


@formula(source="sanandnas-deduplication", holds=[least("ratio", 1, "what is reduced takes no more space")])
def reduction_saving(ratio: Count) -> Share:
    """Share of the space that deduplication or compression saves.

    ratio: size before over size after, 1 or more. 10 to 1 saves 90 %, 100 to 1 99 %, 500 to 1 only 99.8 %.

    >>> show(reduction_saving(10)), show(reduction_saving(100)), show(reduction_saving(500))
    ('0.9', '0.99', '0.998')
    """
    return 1 - 1 / ratio


@formula(source="system-design-pastebin")
def average_request_rate(requests: Requests, time: Time) -> RequestRate:
    """Requests a second when so many come in a time, a month or a day; the busiest hour brings more.

    The source's month has 2.5 million seconds: 10 million writes in it are 4 a second. Its 15 billion tweets: 6000.

    >>> show(average_request_rate("10e6 request", "2.5e6 s")), show(average_request_rate("15e9 request", "2.5e6 s"))
    ('4 request/s', '6000 request/s')
    """
    return requests / time


@formula(source="system-design-pastebin")
def stored_data(writes: RequestRate, record: SizePerRequest, kept: Time) -> Size:
    """Size that stored records reach.

    writes: records in a time. record: size of one. kept: how long. 10 million a month of 1.27 kB: 12.7 GB a month and
    about 450 GB in three years. Its web crawler's 4 billion a month of 500 kB: 2 PB, and 72 PB.

    >>> show(stored_data("10e6 request/month", "1.27 kB/request", "1 month"))
    '12.7 GB'
    >>> show(stored_data("4e9 request/month", "500 kB/request", "36 month"))
    '72 PB'
    """
    return writes * record * kept


@formula(source="system-design-twitter")
def fan_out_rate(writes: RequestRate, fan_out: Count) -> RequestRate:
    """Deliveries a second where each write goes to several readers or replicas.

    fan_out: deliveries of one write. 6000 tweets a second, ten deliveries each: 60,000.

    >>> show(fan_out_rate("6000 request/s", 10))
    '60000 request/s'
    """
    return writes * fan_out
