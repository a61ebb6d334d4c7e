"""The functions a rule may call that go step by step. Each works on floats, on numpy arrays and on Quantities alike."""

from typing import Any

from ..errors import UsageError
from .maths import choose, exp, is_array, log, maximum, minimum, plain, total
from .special import log_factorial

MOST_THINGS = 1000  # of more, the number of ways to choose half of them is no float any more
MOST_USERS = 100_000
TINY = 1e-300  # in the place of zero where a logarithm is taken


def binomial(n: Any, k: Any) -> Any:
    """In how many ways k of n things can be chosen; element by element for arrays.

    n: at most 1000. k: none where it is more than n. Both whole numbers. Raises UsageError for more things.

    >>> binomial(4, 3), binomial(3, 4)
    (4.0, 0.0)
    """
    n, k = plain(n), plain(k)
    _last(n, MOST_THINGS, "things")
    found = 1.0 + 0 * n + 0 * k
    for chosen in range(1, _last(k, MOST_THINGS, "things") + 1):
        found = found * choose([(k >= chosen, maximum(n - k + chosen, 0.0) / chosen)], 1.0)
    return found


def binomial_tail(n: Any, k: Any, probability: Any) -> Any:
    """Probability that at least k of n independent things happen; element by element for arrays.

    n: at most 1000. k: whole numbers, as n. probability: of each. Terms of one sign are added, so that tiny
    probabilities keep their digits. Raises UsageError for more things.

    >>> round(binomial_tail(4, 3, 0.9), 4)
    0.9477
    """
    n, k, probability = plain(n), plain(k), plain(probability)
    found, ways = 0.0 * (n + k + probability), 1.0 + 0.0 * n
    for happen in range(_last(n, MOST_THINGS, "things") + 1):
        ways = ways * maximum(n - happen + 1, 0.0) / happen if happen else ways
        term = ways * probability**happen * (1 - probability) ** maximum(n - happen, 0.0)
        found = found + choose([(k <= happen, term)], 0.0)
    return found


def poisson(mean: Any, events: Any) -> Any:
    """Probability of just so many events that come at random; element by element for arrays.

    mean: how many come on average, 0 or more. events: a whole number, at most 100,000. The factors of m^k / k! e^-m
    are added as logarithms, so that no mean is too large. Raises UsageError for more events.

    >>> round(poisson(2.0, 3), 4), poisson(0.0, 0), poisson(0.0, 1)
    (0.1804, 1.0, 0.0)
    """
    mean, events = plain(mean), plain(events)
    _last(events, MOST_USERS, "events")
    found = events * log(maximum(mean, TINY)) - log_factorial(events) - mean
    return choose([((mean > 0) | (events == 0), exp(found))], 0.0)


def closed_rate(users: Any, demands: Any, think: Any) -> Any:
    """How often one of some users gets through a closed network, by exact mean value analysis; element by element.

    users: a whole number. demands: time that a user needs of each station, one at a time. think: time in between.
    One user after the other is added; each finds what the others leave in line: R = D (1 + Q), X = n / (Z + sum R),
    Q = X R. Raises UsageError for more than 100,000 users.

    >>> closed_rate(2, (1.0, 1.0), 0.0)
    0.6666666666666666
    """
    users, demands = plain(users), tuple(demands)
    alone = think + total(demands)
    needs, pause = [plain(demand / alone) for demand in demands], plain(think / alone)  # numbers only: the loop is long
    return _paced(users, needs, pause) / alone


def _paced(users: Any, needs: list[Any], pause: Any) -> Any:
    """How often users get through in the time that one alone takes. needs, pause: in that time."""
    single = not is_array(users + pause + total(needs))
    rate = found = 0 * (pause + total(needs))
    queues: list[Any] = [0.0] * len(needs)
    for user in range(1, _last(users, MOST_USERS, "users") + 1):
        waits = [need + need * queue for need, queue in zip(needs, queues, strict=True)]
        before, rate = rate, user / (pause + sum(waits))
        queues = [rate * wait for wait in waits]
        found = rate if single else choose([(users >= user, rate)], found)
        if single and rate == before:  # the bottleneck is full: from here on it stays so
            break
    return found


def limited_number(load: Any, servers: Any, room: Any) -> Any:
    """Mean number in a queue with room for so many (M/M/c/K); element by element for arrays.

    load: arrivals times service time. servers: how many. room: a whole number, at most 1000. One place after the other
    is added: p, the share of the time that all are taken, becomes r p / (1 + r p) with r = load / min(n, servers), and
    the mean Q (1 - p) + n p. Raises UsageError for more room.

    >>> round(limited_number(1.5, 2.0, 5.0), 5)
    2.00595
    """
    load, servers, room = plain(load), plain(servers), plain(room)
    found = 0.0 * (load + servers + room)
    full = found + 1.0
    for place in range(1, _last(room, MOST_THINGS, "places") + 1):
        taken = load / minimum(float(place), servers) * full
        full = taken / (1 + taken)
        found = choose([(room >= place, found * (1 - full) + place * full)], found)
    return found


def _last(count: Any, most: int, what: str) -> int:
    """The whole number that a loop runs to: the count, or the greatest of an array of them."""
    last = int(count.max()) if is_array(count) else int(count)
    if last > most:
        raise UsageError(f"{last} {what} are too many to count one by one: expected at most {most}")
    return last
