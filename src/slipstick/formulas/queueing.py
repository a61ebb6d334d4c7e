"""Queueing: how busy a server is, how long requests wait for it, and how many stand in line."""

from ..formula import formula
from ..units import RequestRate, Requests, Time, Utilization, request

CHAPTER = 10


@formula(source="ques10-disk-queue")
def server_utilization(arrivals: RequestRate, service: Time) -> Utilization:
    """Share of the time a server is busy; from 1 on its queue grows without end.

    arrivals: requests in a time. service: mean time of one. 100 a second of 5 ms: a half. 40 of 20 ms: 0.8.

    >>> show(server_utilization("100 request/s", "5 ms")), show(server_utilization("40 IOPS", "20 ms"))
    ('0.5', '0.8')
    """
    return arrivals * service / request


@formula(source="ques10-disk-queue")
def mm1_response(arrivals: RequestRate, service: Time) -> Time:
    """Time from asking to answer of one server with random arrivals and service times (M/M/1).

    service: mean time of one request. 100 a second of 5 ms: 10 ms. 40 a second of 20 ms: 100 ms.

    >>> show(mm1_response("100 request/s", "5 ms")), show(mm1_response("40 request/s", "20 ms"))
    ('10 ms', '100 ms')
    """
    return service / (1 - server_utilization(arrivals, service))


@formula(source="ques10-disk-queue")
def mm1_wait(arrivals: RequestRate, service: Time) -> Time:
    """Time a request waits in line before it is served (M/M/1).

    service: mean time of one request. 100 a second of 5 ms: 5 ms. 40 a second of 20 ms: 80 ms.

    >>> show(mm1_wait("100 request/s", "5 ms")), show(mm1_wait("40 request/s", "20 ms"))
    ('5 ms', '80 ms')
    """
    return server_utilization(arrivals, service) * mm1_response(arrivals, service)


@formula(source="homeworksource-disk-queue")
def mm1_in_system(arrivals: RequestRate, service: Time) -> Requests:
    """Requests waiting or being served, on average (M/M/1).

    10 a second of 80 ms: 4. The source's response time beside it, 62.5, is wrong: 4 requests at 10 a second are 400 ms.

    >>> show(mm1_in_system("10 request/s", "80 ms"))
    '4 request'
    """
    return request * server_utilization(arrivals, service) / (1 - server_utilization(arrivals, service))


@formula(source="homeworksource-disk-queue")
def mm1_queue(arrivals: RequestRate, service: Time) -> Requests:
    """Requests waiting in line, on average, without the one being served (M/M/1).

    10 a second of 80 ms: 3.2.

    >>> show(mm1_queue("10 request/s", "80 ms"))
    '3.2 request'
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
