"""How many users get through a closed network in a time, from the ways in which they can stand in it."""

import math
from collections.abc import Iterable, Sequence
from itertools import accumulate

TINY = 1e-300  # in the place of zero where a logarithm is taken


def throughput(users: float, think: float, *stations: float) -> float:
    """Users that get through in the unit of time, by Buzen's convolution in logarithms.

    users: a whole number. think: time between. stations: time that a user needs of one, its servers, then of the next.
    G(n) sums the weights of all ways to spread n users, and the throughput is G(n-1) / G(n): sums of one sign, which
    lose no digits.

    >>> round(throughput(2, 0.0, 1.0, 1, 1.0, 1), 4)
    0.6667
    """
    if not users:
        return 0.0
    sums = _weights(int(users), think, math.inf)
    for demand, servers in zip(stations[::2], stations[1::2], strict=True):
        sums = _folded(sums, _weights(int(users), demand, servers))
    return math.exp(sums[-2] - sums[-1])


def _weights(users: int, demand: float, servers: float) -> list[float]:
    """Logarithms of the weights of 0, 1, ... users at a station."""
    steps = (math.log(max(demand, TINY) / min(user, servers)) for user in range(1, users + 1))
    return list(accumulate(steps, initial=0.0))


def _folded(first: Sequence[float], second: Sequence[float]) -> list[float]:
    """Logarithms of the weights of 0, 1, ... users spread over what has the first weights and what has the second."""
    return [_log_of_sum(first[n] + second[both - n] for n in range(both + 1)) for both in range(len(first))]


def _log_of_sum(logs: Iterable[float]) -> float:
    terms = list(logs)
    top = max(terms)
    return top + math.log(math.fsum(math.exp(term - top) for term in terms))
