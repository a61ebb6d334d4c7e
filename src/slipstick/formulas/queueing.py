"""Queueing: how busy a server is, how long requests wait for it, and how many stand in line."""

from ..units import Count, Probability, Processors, RequestRate, Requests, Share, Time, Utilization, Whole, request
from ..units.maths import highest, log, maximum, minimum, sqrt, total
from ..units.special import buffer_blocking, erlang_b
from .core.conditions import below_one, steady
from .core.formula import formula

QUEUE = ("arrivals", "service")
STEADY = steady(lambda arrivals, service: arrivals * service, *QUEUE)
STEADY_ALL = steady(lambda arrivals, service: arrivals * service, *QUEUE, servers="servers")
EVER = below_one("percentile", "no time is long enough for every request")


@formula(source="r-queueing-mm1", holds=[steady(lambda arrivals, service: arrivals * service, *QUEUE, full=True)])
def server_utilization(arrivals: RequestRate, service: Time) -> Utilization:
    """Share of the time a server is busy; from 1 on its queue grows without end.

    arrivals: requests in a time. service: mean time of one. One in 4 seconds, each of 3: 0.75.

    >>> show(server_utilization("0.25 request/s", "3 s")), show(server_utilization("40 IOPS", "20 ms"))
    ('0.75', '0.8')
    """
    return arrivals * service / request


@formula(source="r-queueing-mm1", holds=[STEADY])
def mm1_response(arrivals: RequestRate, service: Time) -> Time:
    """Time from asking to answer of one server with random arrivals and service times (M/M/1).

    service: mean time of one request. One in 4 seconds, each of 3: 12 s. Worked here: 40 a second of 20 ms, 100 ms.

    >>> show(mm1_response("0.25 request/s", "3 s")), show(mm1_response("40 request/s", "20 ms"))
    ('12 s', '100 ms')
    """
    return service / (1 - server_utilization(arrivals, service))


@formula(source="r-queueing-mm1", holds=[STEADY])
def mm1_wait(arrivals: RequestRate, service: Time) -> Time:
    """Time a request waits in line before it is served (M/M/1).

    service: mean time of one request. One in 4 seconds, each of 3: 9 s. Worked here: 40 a second of 20 ms, 80 ms.

    >>> show(mm1_wait("0.25 request/s", "3 s")), show(mm1_wait("40 request/s", "20 ms"))
    ('9 s', '80 ms')
    """
    return server_utilization(arrivals, service) * mm1_response(arrivals, service)


@formula(source="r-queueing-mm1", holds=[STEADY])
def mm1_in_system(arrivals: RequestRate, service: Time) -> Requests:
    """Requests waiting or being served, on average (M/M/1).

    One in 4 seconds, each of 3: 3.

    >>> show(mm1_in_system("0.25 request/s", "3 s"))
    '3 request'
    """
    return request * server_utilization(arrivals, service) / (1 - server_utilization(arrivals, service))


@formula(source="r-queueing-mm1", holds=[STEADY])
def mm1_queue(arrivals: RequestRate, service: Time) -> Requests:
    """Requests waiting in line, on average, without the one being served (M/M/1).

    One in 4 seconds, each of 3: 2.25.

    >>> show(mm1_queue("0.25 request/s", "3 s"))
    '2.25 request'
    """
    return server_utilization(arrivals, service) * mm1_in_system(arrivals, service)


@formula(source="cs152-queueing")
def littles_law(arrivals: RequestRate, response: Time) -> Requests:
    """Requests in a system in the long run: how many arrive, times how long each stays.

    It needs no assumption about either. 40 a second that stay 100 ms, worked here, are 4.

    >>> show(littles_law("40 request/s", "100 ms"))
    '4 request'
    """
    return arrivals * response


@formula(source="4e03-markov-chains", holds=[STEADY])
def mm1_probability(arrivals: RequestRate, service: Time, requests: Whole) -> Probability:
    """Probability that so many requests, and no more or fewer, are waiting or being served (M/M/1).

    service: mean time of one. requests: how many. A server half busy is empty half of the time; it has 0, 1, 2 or 3
    requests 0.9375 of the time, and one busy nine tenths only 0.3439.

    >>> show(mm1_probability("50 request/s", "10 ms", 0)), show(mm1_probability("90 request/s", "10 ms", 2))
    ('0.5', '0.081')
    >>> round(sum(mm1_probability("90 request/s", "10 ms", n).m for n in range(4)), 4)
    0.3439
    """
    return (1 - server_utilization(arrivals, service)) * server_utilization(arrivals, service) ** requests


@formula(source="4e03-markov-chains", holds=[STEADY])
def mm1_at_least(arrivals: RequestRate, service: Time, requests: Whole) -> Probability:
    """Probability that so many requests, or more, are waiting or being served (M/M/1).

    service: mean time of one. requests: how many. 12 or more where a server is busy nine tenths: 0.2825. 10 or more
    where it is half busy: 0.000976, as good as the share that a buffer for 10 loses.

    >>> show(mm1_at_least("90 request/s", "10 ms", 12)), show(mm1_at_least("500 request/s", "1 ms", 10))
    ('0.282', '0.000977')
    """
    return server_utilization(arrivals, service) ** requests


@formula(source="r-queueing-mm1", holds=[STEADY, EVER])
def mm1_response_percentile(arrivals: RequestRate, service: Time, percentile: Share) -> Time:
    """Time that a share of the requests is answered within (M/M/1): 2.3 times the mean for the 90th percentile.

    service: mean time of one. percentile: that share, 0.9 for the 90th. The source's distribution turned around: 100 a
    second of 5 ms, with a mean of 10 ms, ln 10 times that, 23 ms (worked here). Gunther's rules of thumb are 5/3, 7/3
    and 3 times the mean for the 80th, 90th and 95th.

    >>> show(mm1_response_percentile("100 request/s", "5 ms", 0.9))
    '23 ms'
    >>> show(mm1_response_percentile("100 request/s", "5 ms", 0.95), digits=2)
    '30 ms'
    """
    return -log(1 - percentile) * mm1_response(arrivals, service)


@formula(source="r-queueing-mm1", holds=[STEADY, EVER])
def mm1_wait_percentile(arrivals: RequestRate, service: Time, percentile: Share) -> Time:
    """Time that a share of the requests waits in line at most (M/M/1); no time at all for those that find it idle.

    service: mean time of one. percentile: that share, 0.9 for the 90th. The source's distribution turned around; worked
    here: 100 a second of 5 ms, the 90th percentile is 16.1 ms; half wait not at all, so neither does the 40th.

    >>> show(mm1_wait_percentile("100 request/s", "5 ms", 0.9)), show(mm1_wait_percentile("100 request/s", "5 ms", 0.4))
    ('16.1 ms', '0 s')
    """
    return mm1_response(arrivals, service) * log(maximum(1, server_utilization(arrivals, service) / (1 - percentile)))


@formula(source="4e03-markov-chains")
def mm1k_blocking(load: Count, room: Whole) -> Probability:
    """Probability that a request finds no room and is lost: one server and a buffer that can be full (M/M/1/K).

    load: arrivals times service time, more than 1 too. room: for requests waiting or being served. The probability is
    (1 - load) load^room / (1 - load^(room + 1)), and 1 / (room + 1) at a load of 1. With room for 5: 0.016 at a load of
    0.5, 0.508 at 2. At 0.9: 0.474 with room for the one being served only, 0.051 for 10, 0.014 for 20.

    >>> show(mm1k_blocking(0.5, 5), digits=2), show(mm1k_blocking(2, 5)), show(mm1k_blocking(5, 5))
    ('0.016', '0.508', '0.8')
    >>> show(mm1k_blocking(0.9, 1)), show(mm1k_blocking(0.9, 10), digits=2), show(mm1k_blocking(0.9, 20), digits=2)
    ('0.474', '0.051', '0.014')
    >>> show(mm1k_blocking(1, 3)), show(mm1k_blocking(1e200, 3)), show(mm1k_blocking(0, 3))
    ('0.25', '1', '0')
    """
    return buffer_blocking(load, room)


@formula(source="4e03-markov-chains")
def mm1k_throughput(arrivals: RequestRate, service: Time, room: Whole) -> RequestRate:
    """Requests in a time that are served and not lost: one server and a buffer that can be full (M/M/1/K).

    service: mean time of one. room: for requests waiting or being served. 50.8 % of 200 a second are lost where one
    takes 10 ms and there is room for 5: 98.4 are left.

    >>> show(mm1k_throughput("200 request/s", "10 ms", 5))
    '98.4 request/s'
    """
    return arrivals * (1 - mm1k_blocking(offered_load(arrivals, service), room))


@formula(source="octave-queueing-erlang")
def offered_load(arrivals: RequestRate, service: Time) -> Count:
    """Load in servers: how many would be kept busy if nobody ever waited or was lost (erlangs).

    arrivals: requests in a time, to all servers together. service: mean time of one. 9 a second of 0.2 s: 1.8.

    >>> show(offered_load("9 request/s", "0.2 s"))
    '1.8'
    """
    return arrivals * service / request


@formula(source="octave-queueing-erlang")
def erlang_loss(load: Count, servers: Whole) -> Probability:
    """Probability that all servers are busy and a request is lost, where none waits (Erlang B, M/M/m/m).

    load: arrivals times service time. servers: how many. However service times vary, it is the same. A load of 0.9 on
    one server: 0.474. Worked here: 2 on two servers, 0.4, and 20 on twenty only 0.159.

    >>> show(erlang_loss(0.9, 1)), show(erlang_loss(2, 2)), show(erlang_loss(20, 20))
    ('0.474', '0.4', '0.159')
    """
    return erlang_b(load, servers)


@formula(source="octave-queueing-erlang", holds=[steady(lambda load: load, "load", servers="servers")])
def erlang_c(load: Count, servers: Whole) -> Probability:
    """Probability that a request has to wait because all servers are busy (Erlang C, M/M/m).

    load: arrivals times service time, less than servers: how many serve one queue. Of one server it is how busy it is.
    Worked here from Erlang's loss: 2 servers each 90 % busy, 0.853; 4 with that load, 0.129.

    >>> show(erlang_c(1.8, 2)), show(erlang_c(1.8, 4)), show(erlang_c(0.7, 1))
    ('0.853', '0.129', '0.7')
    """
    return erlang_loss(load, servers) / (1 - load / servers * (1 - erlang_loss(load, servers)))


@formula(source="octave-queueing-mmm", holds=[STEADY_ALL])
def mmm_wait(arrivals: RequestRate, service: Time, servers: Whole) -> Time:
    """Time a request waits in line that several servers work off (M/M/m).

    arrivals: to all servers together. service: mean time of one. servers: how many. 9 a second of 0.2 s: in front of
    2 servers stand 7.674, in front of 4 only 0.105, so each waits a ninth of that in seconds.

    >>> round(littles_law("9 request/s", mmm_wait("9 request/s", "0.2 s", 2)).m, 3)
    7.674
    >>> round(littles_law("9 request/s", mmm_wait("9 request/s", "0.2 s", 4)).m, 3)
    0.105
    >>> show(mmm_wait("9 request/s", "0.2 s", 2)), show(mmm_wait("9 request/s", "0.2 s", 4))
    ('853 ms', '11.7 ms')
    """
    return erlang_c(offered_load(arrivals, service), servers) * service / (servers - offered_load(arrivals, service))


@formula(source="octave-queueing-mmm", holds=[STEADY_ALL])
def mmm_response(arrivals: RequestRate, service: Time, servers: Whole) -> Time:
    """Time from asking to answer where several servers work off one queue (M/M/m).

    arrivals: to all servers together. service: mean time of one. servers: how many. 9 a second of 0.2 s: 1.053 s with
    2 servers, 0.212 s with 4. One a second of one second: 1.333 s with 2. Worked here: the disk of 20 ms that took
    100 ms for 40 a second takes 23.8 ms with a second one beside it.

    >>> show(mmm_response("9 request/s", "0.2 s", 2), digits=4), show(mmm_response("9 request/s", "0.2 s", 4))
    ('1.053 s', '212 ms')
    >>> show(mmm_response("1 request/s", "1 s", 2)), show(mmm_response("40 request/s", "20 ms", 2))
    ('1.33 s', '23.8 ms')
    """
    return service + mmm_wait(arrivals, service, servers)


@formula(
    source="4e03-replication", holds=[steady(lambda arrivals, service: arrivals * service, *QUEUE, servers="copies")]
)
def replicated_response(arrivals: RequestRate, service: Time, copies: Processors) -> Time:
    """Time from asking to answer where every request goes to several servers and the first answer counts.

    service: mean time of one on one server, random. copies: servers, all asked; the others stop at once. One a second
    of one second on two: 1 s, where sharing a queue takes 1.33; one in two seconds: 0.667 s, where that takes 1.07.

    >>> show(replicated_response("1 request/s", "1 s", 2)), show(replicated_response("0.5 request/s", "1 s", 2))
    ('1 s', '667 ms')
    """
    return mm1_response(arrivals, service / copies)


@formula(source="square-root-staffing-notes")
def square_root_staffing(load: Count, quality: Count) -> Count:
    """Servers needed so that few requests wait: the load and, for safety, a number of times its square root.

    load: arrivals times service time. quality: roots added; 1 lets less than 20 % wait where the load is large. 12
    servers for a load of 9 do as well as 9.003 million for one of 9 million.

    >>> show(square_root_staffing(9, 1)), show(square_root_staffing(9e6, 1), digits=4)
    ('12', '9.003e6')
    >>> show(square_root_staffing(16, 2))
    '24'
    """
    return load + quality * sqrt(load)


@formula(source="4e03-scheduling", holds=[STEADY])
def mg1_wait(arrivals: RequestRate, service: Time, variation: Count) -> Time:
    """Time a request waits in line for one server whose service times vary as they like (M/G/1, Pollaczek-Khinchine).

    service: mean time of one. variation: its variance over its mean squared: 1 if it is random, 0 if always the same,
    more for a few long ones among many short. Worked here: 100 a second of a 150th of a second wait 13.3 ms, half
    that if none takes longer than another, and 5.5 times that at a variation of 10.

    >>> show(mg1_wait("100 request/s", "6.66667 ms", 1)), show(mg1_wait("100 request/s", "6.66667 ms", 0))
    ('13.3 ms', '6.67 ms')
    >>> show(mg1_wait("100 request/s", "6.66667 ms", 10))
    '73.3 ms'
    """
    return mm1_wait(arrivals, service) * (1 + variation) / 2


@formula(source="4e03-scheduling", holds=[STEADY])
def mg1_response(arrivals: RequestRate, service: Time, variation: Count) -> Time:
    """Time from asking to answer of one server whose service times vary as they like (M/G/1).

    service: mean time of one. variation: its variance over its mean squared. 100 a second at a rate of 150 take 20 ms
    if service is random; if it always takes the same, a rate of 131 does for that.

    >>> show(mg1_response("100 request/s", "6.66667 ms", 1))
    '20 ms'
    >>> show(mg1_response("100 request/s", "7.63359 ms", 0), digits=2)
    '20 ms'
    """
    return service + mg1_wait(arrivals, service, variation)


@formula(source="4e03-scheduling", holds=[STEADY])
def md1_wait(arrivals: RequestRate, service: Time) -> Time:
    """Time a request waits in line for one server that takes the same time for each (M/D/1): half of M/M/1's.

    service: time of each. 100 a second at a rate of 131 take 20 ms in all, of which 12.3 ms are waiting. Worked here:
    40 a second of 20 ms wait 40 ms, not 80.

    >>> show(md1_wait("100 request/s", "7.63359 ms")), show(md1_wait("40 request/s", "20 ms"))
    ('12.3 ms', '40 ms')
    """
    return mg1_wait(arrivals, service, 0)


@formula(source="factory-physics", holds=[STEADY])
def kingman_wait(arrivals: RequestRate, service: Time, arrival_variation: Count, service_variation: Count) -> Time:
    """Time a request waits in line for one server, about, however arrivals and service vary (Kingman, VUT).

    service: mean time of one. arrival_variation, service_variation: variance over mean squared of the times between
    arrivals and of service: 1 if random, 0 if regular. Good where the server is busy; exact where both are 1. A
    machine of 20 minutes a job, busy for 23/24 of the time: 27.79 hours with random arrivals and a service of variation
    6.25, 7.67 if that is random too.

    >>> show(kingman_wait("2.875 request/h", "20 min", 1, 6.25), digits=4)
    '27.79 h'
    >>> show(kingman_wait("2.875 request/h", "20 min", 1, 1))
    '7.67 h'
    >>> show(kingman_wait("40 request/s", "20 ms", 0, 0.5))
    '20 ms'
    """
    return mm1_wait(arrivals, service) * (arrival_variation + service_variation) / 2


@formula(source="4e03-operational-analysis")
def service_demand(visits: Count, service: Time) -> Time:
    """Time that one transaction needs of a device, in all its visits, without waiting.

    visits: of one transaction. service: mean time of one visit. The device with the largest is the bottleneck. 5 reads
    of 9 ms: 45 ms. The slides' two disks get 5 and 6 visits of 20 ms: where the first is 66 % busy, 6.6 transactions a
    second are done, and the second is 79.2 % busy.

    >>> show(service_demand(5, "9 ms")), show(server_utilization("6.6 request/s", service_demand(6, "20 ms")))
    ('45 ms', '0.792')
    >>> show(server_utilization.solve("arrivals", server_utilization=0.66, service=service_demand(5, "20 ms")))
    '6.6 request/s'
    """
    return visits * service


@formula(source="4e03-operational-analysis")
def device_throughput(throughput: RequestRate, visits: Count) -> RequestRate:
    """Requests in a time that a device serves, from those that the whole system does (the forced flow law).

    throughput: transactions in a time. visits: of one transaction to that device. The textbook of Lazowska and others
    has 0.3 a second with 121 visits to the processor: 36.3 a second.

    >>> show(device_throughput("0.3 request/s", 121))
    '36.3 request/s'
    """
    return throughput * visits


@formula(source="4e03-operational-analysis")
def interactive_response(users: Requests, throughput: RequestRate, think: Time) -> Time:
    """Time from asking to answer where so many users each ask, wait for the answer and think (interactive systems).

    users: each with one request. throughput: requests done in a time. think: mean time between an answer and the next
    request. 12 users who think for 30 s and get a third of a request done each second: 6 s.

    >>> show(interactive_response(12, "0.33333333 request/s", "30 s"))
    '6 s'
    """
    return users / throughput - think


@formula(source="4e03-operational-analysis")
def bottleneck_throughput(demands: list[Time]) -> RequestRate:
    """Transactions in a time that a system can do at most, with any number of users: its busiest device is full.

    demands: time that one transaction needs of each device, in all its visits. 2, 3 and 1 s: a third each second;
    shared evenly, 2 s each, a half.

    >>> show(bottleneck_throughput(["2 s", "3 s", "1 s"])), show(bottleneck_throughput(["2 s", "2 s", "2 s"]))
    ('0.333 request/s', '0.5 request/s')
    """
    return request / highest(demands)


@formula(source="octave-queueing-bounds")
def closed_throughput_bound(users: Requests, demands: list[Time], think: Time) -> RequestRate:
    """Transactions in a time that so many users get done at most: nobody waits, or the bottleneck is full.

    demands: time that one transaction needs of each device, in all its visits. think: mean time between an answer and
    the next request. 20 users, 9.2 and 8 s, 120 s to think: 0.109 a second, for Bolch and others. Worked here: 10 of
    them, 0.0729.

    >>> show(closed_throughput_bound(20, ["9.2 s", "8 s"], "120 s"))
    '0.109 request/s'
    >>> show(closed_throughput_bound(10, ["9.2 s", "8 s"], "120 s"))
    '0.0729 request/s'
    """
    return minimum(bottleneck_throughput(demands), users / (total(demands) + think))


@formula(source="octave-queueing-bounds")
def closed_response_bound(users: Requests, demands: list[Time], think: Time) -> Time:
    """Time from asking to answer that so many users have to wait at least: no queue, or the bottleneck is full.

    demands: time that one transaction needs of each device, in all its visits. think: mean time between an answer and
    the next request. 20 users, 9.2 and 8 s, 120 s to think: 64 s, for Bolch and others. Worked here: one user, 17.2 s.

    >>> show(closed_response_bound(20, ["9.2 s", "8 s"], "120 s"))
    '64 s'
    >>> show(closed_response_bound(1, ["9.2 s", "8 s"], "120 s"))
    '17.2 s'
    """
    return maximum(total(demands), users / bottleneck_throughput(demands) - think)


@formula(source="4e03-operational-analysis")
def saturation_users(demands: list[Time], think: Time) -> Requests:
    """Users that a system can support: with more of them its bottleneck is full, and they wait (the knee, N*).

    demands: time that one transaction needs of each device, in all its visits. think: mean time between an answer and
    the next request. 2, 3 and 1 s, and 30 s to think: 12. Notes on the course have 4.2 and 5.4 s, and 40: 9.19.

    >>> show(saturation_users(["2 s", "3 s", "1 s"], "30 s")), show(saturation_users(["4.2 s", "5.4 s"], "40 s"))
    ('12 request', '9.19 request')
    """
    return bottleneck_throughput(demands) * (total(demands) + think)
