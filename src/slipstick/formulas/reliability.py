"""Reliability: how long until something fails, and what a second one of it is worth."""

from ..units import Bandwidth, Count, Probability, Rate, RequestRate, Share, Size, Time, Whole, bit
from ..units.maths import ceil, exp, expm1, log, log1p, log2, pairs, product, sqrt, total
from ..units.special import if_less
from .core.conditions import at_most, below_one, least
from .core.formula import formula


@formula(source="hennessy-patterson")
def failure_rate(mttf: Time) -> Rate:
    """Failures in a time, of a part that fails at random: one over its mean time to failure.

    A million hours are 1000 FIT, failures in 10^9 hours.

    >>> round(failure_rate("1e6 h").to("FIT").magnitude)
    1000
    """
    return 1 / mttf


@formula(source="hennessy-patterson")
def series_mttf(mttfs: list[Time]) -> Time:
    """Mean time to failure of a system that needs all its parts: their failure rates add up.

    Ten disks of 1,000,000 hours, with a controller of 500,000, a supply and a fan of 200,000 each and a cable of
    1,000,000: 43,500 hours.

    >>> round(series_mttf(["1e6 h"] * 10 + ["5e5 h", "2e5 h", "2e5 h", "1e6 h"]).to("h").magnitude)
    43478
    """
    return 1 / total(failure_rate(mttf) for mttf in mttfs)


@formula(source="nemotron-mttf")
def cluster_mttf(mttf: Time, parts: Count) -> Time:
    """Mean time to the first failure among many equal parts.

    mttf: of one. parts: how many. Five disks of 6,000,000 hours: 1,200,000 hours. Epoch AI's 100,000 chips of
    50,000 hours: half an hour.

    >>> round(cluster_mttf("6e6 h", 5).to("h").magnitude)
    1200000
    >>> show(cluster_mttf("50000 h", 100000))
    '30 min'
    """
    return mttf / parts


@formula(source="hennessy-patterson")
def redundant_mttf(mttf: Time, repair: Time) -> Time:
    """Mean time until both of a pair are down: the second has to fail while the first is repaired.

    mttf: of one. repair: mean time to repair it, far shorter. Supplies of 200,000 hours, repaired
    in 24 hours: 830,000,000 hours.

    >>> round(redundant_mttf("200000 h", "24 h").to("h").magnitude, -7)
    830000000.0
    """
    return mttf**2 / (2 * repair)


@formula(source="training-algebra-failures")
def fleet_mttf(counts: list[Count], mttfs: list[Time]) -> Time:
    """Mean time to the first failure in a fleet of several kinds of parts: the failure rates of all add up.

    counts: how many of each kind. mttfs: mean time to failure of one of each kind. 4096 chips of 25,000 hours, 512
    hosts of 8000 and 32 switches of 100,000: 4.4 hours. 10,000 chips of 20,000 and 1250 hosts of 10,000: 96 minutes.

    >>> show(fleet_mttf([4096, 512, 32], ["25000 h", "8000 h", "100000 h"]), digits=2)
    '4.4 h'
    >>> show(fleet_mttf([10000, 1250], ["20000 h", "10000 h"]))
    '96 min'
    """
    return 1 / total(count * failure_rate(mttf) for count, mttf in pairs(counts, mttfs))


@formula(source="nemotron-mttf")
def unrepaired_mttf(first: Time, second: Time) -> Time:
    """Mean time until both of a pair are down when neither is ever repaired.

    first, second: mean time to failure of each, that fail at random and do not wait for each other. Two equal ones
    last only half as long again as one: repairing is what makes a pair worth having.

    >>> round(unrepaired_mttf("1000 h", "1000 h").to("h").magnitude)
    1500
    >>> round(unrepaired_mttf("1000 h", "3000 h").to("h").magnitude)
    3250
    """
    return first + second - 1 / (failure_rate(first) + failure_rate(second))


@formula(source="qnx-availability")
def module_availability(mttf: Time, repair: Time) -> Share:
    """Share of the time that a system is up: how long it runs, over that and how long it is repaired.

    mttf: mean time it runs until it fails. repair: mean time until it runs again. 1000 hours and one: 0.999, three
    nines; repaired in six minutes, four.

    >>> show(module_availability("1000 h", "1 h"), digits=3), show(module_availability("1000 h", "6 min"), digits=4)
    ('0.999', '0.9999')
    """
    return mttf / (mttf + repair)


@formula(
    source="kafsemo-fractional-nines",
    holds=[below_one("availability", "there is no downtime, so no finite number of nines")],
)
def availability_nines(availability: Share) -> Count:
    """Nines of an availability, with fractions of one: each takes nine tenths of the downtime away.

    availability: share of the time a system is up, below 1: what is never down has no finite number of nines. 99.9 %
    has three, 90 % one, and 80 % only 0.699.

    >>> show(availability_nines(0.999)), show(availability_nines(0.9)), show(availability_nines(0.8))
    ('3', '1', '0.699')
    """
    return -log(1 - availability) / log(10)


@formula(source="system-design-primer-availability")
def downtime(availability: Share, period: Time) -> Time:
    """Time in a period that a service is down at an availability.

    period: such as a year. Three nines of a year of 365.2425 days: 525.9 minutes, 8 h 45 min 57 s; of a week 10 min
    5 s; four nines of a day: 8.6 s.

    >>> round(downtime(0.999, "365.2425 d").to("min").magnitude, 1)
    525.9
    >>> round(downtime(0.999, "7 d").to("s").magnitude, 1), show(downtime(0.9999, "1 d"))
    (604.8, '8.64 s')
    """
    return (1 - availability) * period


@formula(source="4e03-reliability")
def series_availability(availabilities: list[Probability]) -> Probability:
    """Availability, or reliability, of a system that needs all of its parts: their product.

    availabilities: of each part; they have to fail independently of each other. Parts of 0.95,
    0.9 and 0.95: 0.81.

    >>> show(series_availability([0.95, 0.9, 0.95]), digits=2)
    '0.81'
    """
    return product(availability for availability in availabilities)


@formula(source="4e03-reliability")
def parallel_availability(availabilities: list[Probability]) -> Probability:
    """Availability, or reliability, of a system that any one of its parts is enough for: all have to be down at once.

    availabilities: of each part; they have to fail independently of each other. In a chain of 0.95, 0.9 and 0.95
    it pays to double the weakest: 0.8935, and 0.8529 for either other one.

    >>> round(parallel_availability([0.9, 0.9, 0.9]).m, 9)
    0.999
    >>> show(series_availability([0.95, parallel_availability([0.9, 0.9]), 0.95]), digits=4)
    '0.8935'
    >>> show(series_availability([parallel_availability([0.95, 0.95]), 0.9, 0.95]), digits=4)
    '0.8529'
    """
    return 1 - product(1 - availability for availability in availabilities)


@formula(source="4e03-reliability")
def tmr_reliability(reliability: Probability) -> Probability:
    """Reliability of three equal parts that vote, of which two are enough (triple modular redundancy).

    reliability: of one part; they fail independently of each other, and the voter never. Better than one part only
    where that is above a half. Worked here: 0.9 becomes 0.972, and 0.4 only 0.352.

    >>> show(tmr_reliability(0.9)), show(tmr_reliability(0.4)), show(tmr_reliability(0.5))
    ('0.972', '0.352', '0.5')
    """
    return reliability**3 + 3 * reliability**2 * (1 - reliability)


@formula(source="storage-reliability-notes")
def survival_probability(mttf: Time, period: Time) -> Probability:
    """Probability that a part that fails at random still works after a time (its reliability).

    mttf: mean time to failure, the same at any age: no early failures and no wear. period: the time. Worked here:
    only 37 % of parts outlive their mean time to failure.

    >>> show(survival_probability("1000 h", "1000 h")), show(survival_probability("1000 h", "500 h"))
    ('0.368', '0.607')
    """
    return exp(-period / mttf)


@formula(source="storage-reliability-notes")
def failure_probability(mttf: Time, period: Time) -> Probability:
    """Probability that a part, or a whole cluster, fails at least once in a time; in a year, its AFR.

    mttf: mean time to or between failures. period: how long it is watched. The annualized failure rate of a disk
    of a million hours is 8760 hours over that, the usual 0.88 %, less a little.

    >>> show(failure_probability("1e6 h", "8760 h"), digits=2), show(failure_probability("10 h", "24 h"))
    ('0.0087', '0.909')
    >>> show(failure_probability("1e20 h", "1 h"))
    '10e-21'
    """
    return -expm1(-period / mttf)


@formula(source="mslearn-disk-failures")
def expected_failures(parts: Count, mttf: Time, period: Time) -> Count:
    """How many of many parts fail in a time, when each that does is replaced.

    parts: how many. mttf: mean time to failure of one. period: how long. 20,000 disks said to last a million hours,
    of which half is believed: 350 a year.

    >>> round(expected_failures(20000, "500000 h", "8760 h").m)
    350
    """
    return period / cluster_mttf(mttf, parts)


@formula(
    source="nemotron-zfs-mttdl", holds=[least("disks", 2, "RAID 5 keeps one disk's worth of parity beside the data")]
)
def raid5_mttdl(mttf: Time, repair: Time, disks: Count) -> Time:
    """Mean time until an array that survives one failed disk loses data: RAID 5, or a mirror of two.

    mttf: of one disk. repair: mean time until a failed one is replaced and filled, far shorter. disks: of the array,
    with the parity. It leaves out read errors and disks that fail together. A mirror of 100,000 hours repaired in 10:
    500 million hours, 57,000 years. Worked here: eight such disks, 18 million hours.

    >>> round(raid5_mttdl("1e5 h", "10 h", 2).to("h").magnitude), round(raid5_mttdl("1e5 h", "10 h", 8).to("h").m, -3)
    (500000000, 17857000.0)
    """
    return mttf**2 / (disks * (disks - 1) * repair)


@formula(
    source="nemotron-zfs-mttdl", holds=[least("disks", 3, "RAID 6 keeps two disks' worth of parity beside the data")]
)
def raid6_mttdl(mttf: Time, repair: Time, disks: Count) -> Time:
    """Mean time until an array that survives two failed disks loses data: RAID 6, or a mirror of three.

    mttf: of one disk. repair: mean time until a failed one is replaced and filled, far shorter. disks: of the array,
    with the parity. It leaves out read errors and disks that fail together. Worked here: eight disks of 100,000
    hours, repaired in 10, 3 x 10^10 hours, 1667 times a RAID 5 of them.

    >>> round(raid6_mttdl("1e5 h", "10 h", 8).to("h").magnitude, -6)
    29762000000.0
    >>> show(raid6_mttdl("1e5 h", "10 h", 8) / raid5_mttdl("1e5 h", "10 h", 8), digits=4)
    '1667'
    """
    return raid5_mttdl(mttf, repair, disks) * mttf / ((disks - 2) * repair)


@formula(source="superuser-read-errors")
def read_error_probability(size: Size, errors: Count) -> Probability:
    """Probability of at least one unrecoverable read error while so much is read, such as to rebuild an array.

    size: read from all disks together. errors: unrecoverable ones for each bit read, 1e-14 or 1e-15 as disks are
    specified; far below 1, so the source's 1 - (1 - errors)^bits is an exponential. 6 TB: 38 % or 4.7 %; 3 TB: 21 %
    or 2.4 %. One byte at 1e-17: 8e-17 (worked here).

    >>> show(read_error_probability("6 TB", 1e-14), digits=2), show(read_error_probability("6 TB", 1e-15), digits=2)
    ('0.38', '0.047')
    >>> show(read_error_probability("3 TB", 1e-14), digits=2), show(read_error_probability("3 TB", 1e-15), digits=2)
    ('0.21', '0.024')
    >>> show(read_error_probability("1 B", 1e-17))
    '80e-18'
    """
    return -expm1(-errors * size / bit)


@formula(source="nemotron-hamming-secded")
def secded_data_bits(check_bits: Whole) -> Count:
    """Data bits that a Hamming code can protect such that one wrong bit is corrected and two are noticed (SECDED).

    check_bits: added to the data, one of them the parity of all. 7 protect 57, and 8 protect 120: so a word of 64
    needs 8.

    >>> show(secded_data_bits(7)), show(secded_data_bits(8))
    ('57', '120')
    """
    return 2 ** (check_bits - 1) - check_bits


@formula(source="nemotron-hamming-secded")
def secded_check_bits(data_bits: Whole) -> Count:
    """Check bits that memory needs so that one wrong bit of a word is corrected and two are noticed (SECDED).

    data_bits: of the word. The fewest r with 2^r >= data + r + 1, and one parity bit more. 57 bits need 7, 64 need 8,
    an eighth more memory, and so does anything up to 120.

    >>> show(secded_check_bits(57)), show(secded_check_bits(58)), show(secded_check_bits(64))
    ('7', '8', '8')
    >>> show(secded_check_bits(120)), show(secded_check_bits(121)), show(secded_check_bits(4))
    ('8', '9', '4')
    >>> show(secded_check_bits(1)), show(secded_check_bits(0))
    ('3', '1')
    """
    return ceil(log2(data_bits + 1 + log2(data_bits + 1))) + 1


@formula(source="training-algebra-failures")
def unprotected_time(work: Time, mttf: Time) -> Time:
    """Time until a job is done that starts again from nothing after each failure: without checkpoints.

    work: how long it takes where nothing fails. mttf: mean time between failures of all it runs on. Worked here: a job
    of 100 minutes takes 172 where something fails every 100 minutes, and one of 500 minutes ten days.

    >>> show(unprotected_time("100 min", "100 min")), round(unprotected_time("500 min", "100 min").to("min").magnitude)
    ('2.86 h', 14741)
    """
    return mttf * expm1(work / mttf)


@formula(source="training-algebra-failures")
def checkpoint_write_time(size: Size, copy: Bandwidth, storage: Bandwidth) -> Time:
    """Time to save a checkpoint that is first copied to the host's memory and then written to storage.

    size: of one rank's share. copy: bandwidth to the host. storage: bandwidth that share gets. Where the writing goes
    on beside the training, only the copy stops it. 50 GB over 32 GB/s and 2 GB/s: 26.56 s, of which 1.56 s stop it.

    >>> show(checkpoint_write_time("50 GB", "32 GB/s", "2 GB/s"), digits=4)
    '26.56 s'
    """
    return size / copy + size / storage


@formula(source="training-algebra-failures")
def young_interval(write: Time, mttf: Time) -> Time:
    """Time between checkpoints that wastes least: writing them often and losing much work balance (Young's formula).

    write: time to save one, far shorter than mttf: mean time between failures of all the job runs on. 30 s and 2 hours:
    657 s. 60 s and 1.6 hours: about 14 minutes.

    >>> round(young_interval("30 s", "2 h").to("s").magnitude), show(young_interval("60 s", "1.6 h"), digits=2)
    (657, '14 min')
    """
    return sqrt(2 * write * mttf)


@formula(source="scr-checkpoint-interval")
def daly_interval(write: Time, mttf: Time) -> Time:
    """Time between checkpoints that wastes least, where writing one is not so short (Daly's higher-order formula).

    write: time to save one. mttf: mean time between failures; where writing takes twice as long as that or longer, save
    every mttf. Worked here: 30 s and 2 hours, 637 s; 30 minutes and 2 hours, 66 minutes, where Young's says 85; 5 hours
    and 2, 2 hours.

    >>> round(daly_interval("30 s", "2 h").to("s").magnitude), show(daly_interval("30 min", "2 h"))
    (637, '66 min')
    >>> show(daly_interval("5 h", "2 h")), show(daly_interval("4 h", "2 h")), show(daly_interval("3.9 h", "2 h"))
    ('2 h', '2 h', '107 min')
    """
    return if_less(
        write,
        2 * mttf,
        young_interval(write, mttf) * (1 + sqrt(write / (2 * mttf)) / 3 + write / (2 * mttf) / 9) - write,
        mttf,
    )


@formula(
    source="ml-engineering-fault-tolerance",
    holds=[at_most("write", "interval", "the next one would be due before this one is saved")],
)
def checkpoint_overhead(write: Time, interval: Time) -> Share:
    """Time spent on saving checkpoints, as a share of the time between them.

    write: time training stops for one. interval: between them. BLOOM-176B's 40 s every three hours: 0.37 %.

    >>> show(checkpoint_overhead("40 s", "3 h"), digits=2), show(checkpoint_overhead("30 s", "657 s"), digits=2)
    ('0.0037', '0.046')
    """
    return write / interval


@formula(source="training-algebra-failures", holds=[at_most("interval", "mttf", "hardly any interval would end")])
def rework_overhead(interval: Time, mttf: Time) -> Share:
    """Work lost in failures and done again, as a share of the time: each failure costs half an interval.

    interval: between checkpoints. mttf: mean time between failures, far longer. 2 hours: 1.4 % with a checkpoint every
    200 s, 4.6 % every 657 s, 13.9 % every 2000 s.

    >>> show(rework_overhead("200 s", "2 h"), digits=2), show(rework_overhead("2000 s", "2 h"))
    ('0.014', '0.139')
    """
    return interval / (2 * mttf)


@formula(source="training-algebra-failures")
def checkpoint_waste(write: Time, interval: Time, mttf: Time) -> Count:
    """How much longer a job takes because it saves checkpoints and repeats work after failures, over its time.

    write: time to save one. interval: between them. mttf: mean time between failures. Restarting comes on top. 30 s and
    2 hours: 9.1 % at the best interval, 657 s; 16.4 % with a checkpoint every 200 s, 9.9 % every 1000 s.

    >>> show(checkpoint_waste("30 s", "657 s", "2 h"), digits=2), show(checkpoint_waste("30 s", "200 s", "2 h"))
    ('0.091', '0.164')
    >>> show(checkpoint_waste("30 s", "1000 s", "2 h"), digits=2)
    '0.099'
    """
    return checkpoint_overhead(write, interval) + rework_overhead(interval, mttf)


@formula(source="mlsysbook-reliability")
def failure_recovery_time(detect: Time, restart: Time, reload: Time, interval: Time) -> Time:
    """Time that a failure costs a job with checkpoints: to notice, restart, load the last one and redo the rest.

    detect: until the failure is noticed. restart: until other machines are ready. reload: to read the checkpoint.
    interval: between checkpoints, of which half is lost on average. Worked here: 30 s, 60 s, 25 s and 14 minutes make
    nearly 9 minutes.

    >>> show(failure_recovery_time("30 s", "60 s", "25 s", "14 min"))
    '8.92 min'
    """
    return detect + restart + reload + interval / 2


@formula(source="tail-at-scale-notes")
def tail_at_scale(probability: Probability, servers: Count) -> Probability:
    """Probability that a request that waits for many servers is slow, because at least one of them is.

    probability: that one server is slow. servers: that are asked at once and answer independently. Dean and Barroso's
    1 % and 100 servers: 63 %; 1000 servers: 99.9 % and more. One in 10,000 and 2000 servers: almost one in five.

    >>> show(tail_at_scale(0.01, 100), digits=2), round(tail_at_scale(0.01, 1000).m, 5), show(tail_at_scale(0.01, 3))
    ('0.63', 0.99996, '0.0297')
    >>> show(tail_at_scale(0.0001, 2000))
    '0.181'
    >>> show(tail_at_scale(1e-20, 100)), show(tail_at_scale(1, 3))
    ('1e-18', '1')
    """
    return -expm1(servers * log1p(-probability))


@formula(source="tail-at-scale-review")
def hedged_load(arrivals: RequestRate, percentile: Share) -> RequestRate:
    """Load on servers when a request is sent once more as soon as it is slower than most (hedged requests).

    arrivals: requests as they come. percentile: of the response time that the second one waits for. After the 95th,
    5 % more, for a much shorter tail. Worked here: 1000 a second become 1050.

    >>> show(hedged_load("1000 request/s", 0.95), digits=4)
    '1050 request/s'
    """
    return arrivals * (1 + (1 - percentile))
