"""Limited queues: with room for so many, asked by so few, in classes of priority, or closed in a network."""

from ..units import Count, Probability, RequestRate, Requests, Time, Utilization, Whole, request
from ..units.maths import pairs, total
from ..units.recursions import closed_rate, limited_number
from ..units.special import queue_blocking, staffed_rate
from .core.conditions import at_most, below_one, least
from .core.formula import formula
from .queueing import erlang_loss, interactive_response, offered_load

ROOM = at_most("servers", "room", "those that are served take room too")
SERVED = least("servers", 1, "nobody would be served")
ASKED = least("sources", 1, "nobody would ask")
USED = least("users", 1, "nobody would ask")


@formula(source="octave-queueing-mmmk", holds=[ROOM, SERVED])
def mmck_blocking(load: Count, servers: Whole, room: Whole) -> Probability:
    """Probability that a request finds no room and is lost: several servers and a queue that can be full (M/M/c/K).

    load: arrivals times service time, also as much as the servers or more. servers: how many. room: for requests
    waiting or being served, at least the servers. A load of 1.5 on 2 with room for 5: 0.0851; of 5 on 4 with room for
    6: 0.2935. Worked here: 3 on 3, where every place is as likely, 4.5 / 22 with room for 5.

    >>> show(mmck_blocking(1.5, 2, 5), digits=5), show(mmck_blocking(5, 4, 6), digits=6)
    ('0.085114', '0.293543')
    >>> show(mmck_blocking(3, 3, 5), digits=6), show(mmck_blocking(0.5, 1, 5), digits=2)
    ('0.204545', '0.016')
    """
    return queue_blocking(erlang_loss(load, servers), load / servers, room - servers)


@formula(source="octave-queueing-mmmk", holds=[ROOM, SERVED])
def mmck_throughput(arrivals: RequestRate, service: Time, servers: Whole, room: Whole) -> RequestRate:
    """Requests in a time that are served and not lost: several servers and a queue that can be full (M/M/c/K).

    service: mean time of one. servers: how many. room: for requests waiting or being served, at least the servers.
    3 a second of half a second on 2 with room for 5: 2.745, as 8.51 % are lost.

    >>> show(mmck_throughput("3 request/s", "500 ms", 2, 5), digits=4)
    '2.745 request/s'
    """
    return arrivals * (1 - mmck_blocking(offered_load(arrivals, service), servers, room))


@formula(source="octave-queueing-mmmk", holds=[ROOM, SERVED])
def mmck_in_system(load: Count, servers: Whole, room: Whole) -> Requests:
    """Requests waiting or being served, on average: several servers and a queue that can be full (M/M/c/K).

    load: arrivals times service time, also more than the servers. servers: how many. room: for requests waiting or
    being served, at most 1000. A load of 1.5 on 2 with room for 5: 2.006; as much as one server: half of the room.

    >>> show(mmck_in_system(1.5, 2, 5), digits=4), show(mmck_in_system(1, 1, 10))
    ('2.006 request', '5 request')
    """
    return request * limited_number(load, servers, room)


@formula(source="octave-queueing-mmmk", holds=[ROOM, SERVED])
def mmck_response(arrivals: RequestRate, service: Time, servers: Whole, room: Whole) -> Time:
    """Mean time until a request that found room is done: several servers and a queue that can be full (M/M/c/K).

    service: mean time of one. servers: how many. room: for requests waiting or being served, at least the servers.
    3 a second of half a second on 2 with room for 5: 730.86 ms, of which they wait 230.86.

    >>> show(mmck_response("3 request/s", "500 ms", 2, 5), digits=5)
    '730.86 ms'
    """
    return mmck_in_system(offered_load(arrivals, service), servers, room) / mmck_throughput(
        arrivals, service, servers, room
    )


@formula(source="management-science-finite-calling")
def finite_source_idle(sources: Whole, running: Time, service: Time) -> Probability:
    """Probability that nobody asks a server that serves only some machines, terminals or cores (machine repair).

    sources: how many, none of which asks again before it is served. running: mean time of one until it asks. service:
    mean time of serving one, random. 6 machines that run for 20 h and are repaired in 2: 0.4845.

    >>> show(finite_source_idle(6, "20 h", "2 h"), digits=4)
    '0.4845'
    """
    return erlang_loss(running / service, sources)


@formula(source="management-science-finite-calling")
def finite_source_throughput(sources: Whole, running: Time, service: Time) -> RequestRate:
    """Requests in a time that a server of only some machines, terminals or cores gets done (machine repair).

    sources: how many. running: mean time of one until it asks. service: mean time of serving one. Worked here: 6
    machines that run for 20 h and are repaired in 2 keep the mechanic busy 0.5155 of the time, 0.2577 repairs an hour.

    >>> round(finite_source_throughput(6, "20 h", "2 h").to("request/h").m, 4)
    0.2577
    """
    return request * (1 - finite_source_idle(sources, running, service)) / service


@formula(source="management-science-finite-calling", holds=[ASKED])
def finite_source_response(sources: Whole, running: Time, service: Time) -> Time:
    """Time from asking to being served where a server has only some machines, terminals or cores (machine repair).

    sources: how many. running: mean time of one until it asks. service: mean time of serving one. 6 machines that run
    for 20 h and are repaired in 2: 3.279 h, of which they wait 1.279.

    >>> round(finite_source_response(6, "20 h", "2 h").to("h").m, 3)
    3.279
    """
    return interactive_response(sources * request, finite_source_throughput(sources, running, service), running)


@formula(source="management-science-finite-calling")
def finite_source_in_system(sources: Whole, running: Time, service: Time) -> Requests:
    """Machines, terminals or cores, of only so many, that wait for a server or are served (machine repair).

    sources: how many. running: mean time of one until it asks. service: mean time of serving one. 6 machines that run
    for 20 h and are repaired in 2: 0.8451.

    >>> show(finite_source_in_system(6, "20 h", "2 h"), digits=4)
    '0.8451 request'
    """
    return sources * request - finite_source_throughput(sources, running, service) * running


@formula(source="clemson-priority-queues")
def residual_service(arrivals: list[RequestRate], services: list[Time], variations: list[Count]) -> Time:
    """Time that a request which arrives finds still to be done for the one being served, over all classes.

    arrivals: of each class. services: mean time of one. variations: variance over the squared mean: 1 if random, 0 if
    always the same. Worked here: 2 a second, random, and 1 a second, always the same, of 250 ms each: 156 ms.

    >>> show(residual_service(["2 request/s", "1 request/s"], ["250 ms", "250 ms"], [1, 0]))
    '156 ms'
    """
    return total(
        arrival * service**2 * (1 + variation) / (2 * request)
        for arrival, service, variation in pairs(arrivals, services, variations)
    )


@formula(
    source="clemson-priority-queues",
    holds=[
        at_most("above", "through", "with its own class a server is not less busy"),
        below_one("through", "from 1 on the queue grows without end"),
    ],
)
def priority_wait(residual: Time, above: Utilization, through: Utilization) -> Time:
    """Time a request waits in line where those of higher priority go first, but never stop one being served (M/G/1).

    residual: time still to be done for the one being served, over all classes. above: how busy the server is with the
    higher classes; 0 for the highest. through: with those and its own. Worked here: of two classes with a residual of
    156.25 ms, a quarter and a half of the server's time, the urgent waits 208 ms, the other 833 ms.

    >>> show(priority_wait("156.25 ms", 0, 0.25)), show(priority_wait("156.25 ms", 0.25, 0.75))
    ('208 ms', '833 ms')
    """
    return residual / ((1 - above) * (1 - through))


@formula(source="octave-queueing-mva")
def arrival_residence(demand: Time, queue: Requests) -> Time:
    """Time that one more user spends at a device: its own demand, and that of those it finds (one step of exact MVA).

    demand: time that one transaction needs of the device, in all its visits. queue: waiting or being served there on
    average with one user fewer (the arrival theorem). Worked here: 3 s where half a user is found take 4.5 s.

    >>> show(arrival_residence("3 s", 0.5))
    '4.5 s'
    """
    return demand * (1 + queue / request)


@formula(source="octave-queueing-mva")
def closed_throughput(users: Whole, demands: list[Time], think: Time) -> RequestRate:
    """Transactions in a time that some users get done in a closed network, by exact mean value analysis (MVA).

    users: at most 100,000. demands: time that one transaction needs of each device, in all its visits. think: mean time
    between an answer and the next request. Jain's 2, 3 and 1 s, 4 s to think, 20 users: 0.33325, as the second device's
    queue of 16.177 has each wait 48.5 s. Bolch's 20, 80, 80 and 60 ms and 6 users: 9.92.

    >>> show(closed_throughput(20, ["2 s", "3 s", "1 s"], "4 s"), digits=5)
    '0.33325 request/s'
    >>> show(closed_throughput(6, ["20 ms", "80 ms", "80 ms", "60 ms"], "0 s"), digits=3)
    '9.92 request/s'
    """
    return request * closed_rate(users, demands, think)


@formula(source="octave-queueing-mva", holds=[USED])
def closed_response(users: Whole, demands: list[Time], think: Time) -> Time:
    """Time from asking to answer of some users in a closed network, by exact mean value analysis (MVA).

    users: at most 100,000. demands: time that one transaction needs of each device, in all its visits. think: mean time
    between an answer and the next request. Jain's 2, 3 and 1 s, 4 s to think, 20 users: 16 x 0.373 + 10 x 4.854 + 5 x
    0.3 = 56.0 s.

    >>> show(closed_response(20, ["2 s", "3 s", "1 s"], "4 s"))
    '56 s'
    """
    return interactive_response(users * request, closed_throughput(users, demands, think), think)


@formula(source="octave-queueing-mva")
def closed_multiserver_throughput(users: Whole, demands: list[Time], servers: list[Whole], think: Time) -> RequestRate:
    """Transactions in a time that some users get done in a closed network whose devices have several servers.

    users: at most 1000. demands: time that one transaction needs of each device, in all its visits. servers: of each
    device, with one line before them. think: mean time between an answer and the next request. Bolch's 0.5 s with two
    servers, 0.3 and 0.4 s with one, 1 s to think, 3 users: 1.217. With one server each it is exact MVA: Bolch's 9.92.

    >>> show(closed_multiserver_throughput(3, ["0.5 s", "0.3 s", "0.4 s"], [2, 1, 1], "1 s"), digits=4)
    '1.217 request/s'
    >>> show(closed_multiserver_throughput(6, ["20 ms", "80 ms", "80 ms", "60 ms"], [1, 1, 1, 1], "0 s"), digits=3)
    '9.92 request/s'
    """
    return request * staffed_rate(users, demands, servers, think)
