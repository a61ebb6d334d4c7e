"""Erlang's loss of one load on many servers, in far fewer steps than servers."""

import math

STEP_BY_STEP = 1000  # so many servers are counted one by one, which is exact to the last digit
NEGLIGIBLE = 1e-17  # of a sum: what comes after it changes no digit


def loss(load: float, servers: int) -> float:
    """Probability that all servers are busy where nobody waits, from 0 to 1, to ten digits at 100,000 servers.

    load: in servers kept busy, not negative. servers: a whole number, not negative.

    >>> loss(2.0, 2), round(loss(99_000.0, 100_000), 9)
    (0.4, 8.226e-06)
    """
    if servers <= STEP_BY_STEP:
        return _one_by_one(load, servers)
    if load >= servers:
        return 1 / _sum_down(load, servers)
    exactly = _poisson(load, servers)
    return exactly / (1 - exactly * _sum_up(load, servers))


def _one_by_one(load: float, servers: int) -> float:
    """B(0) = 1, 1/B(n) = 1 + n / (load B(n-1)); nothing is left to lose once B is 0."""
    blocked = 1.0
    for server in range(1, servers + 1):
        blocked = load * blocked / (server + load * blocked)
        if not blocked:
            break
    return blocked


def _sum_down(load: float, servers: int) -> float:
    """1/B = 1 + n/a + n(n-1)/a^2 + ..., whose terms fall where the load a is at least n."""
    term = found = 1.0
    for server in range(servers, 0, -1):
        term *= server / load
        found += term
        if term < NEGLIGIBLE * found:
            break
    return found


def _sum_up(load: float, servers: int) -> float:
    """a/(n+1) + a^2/((n+1)(n+2)) + ...: the chances of more than n arrivals, each over that of n."""
    term, found, above = 1.0, 0.0, servers
    while term > NEGLIGIBLE * found:
        above += 1
        term *= load / above
        found += term
    return found


def _poisson(load: float, servers: int) -> float:
    """The chance of just so many arrivals, by Stirling's series with what is left of its sum kept small."""
    if not load:
        return 0.0
    away = (load - servers) / servers
    log = math.log1p(away) if away > -0.5 else math.log(load / servers)
    off = servers * (log - away)
    left = 1 / (12 * servers) - 1 / (360 * servers**3)
    return math.exp(off - left) / math.sqrt(2 * math.pi * servers)
