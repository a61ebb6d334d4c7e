"""Functions a rule may call that have no name in school: sums in closed form, choices, and Erlang's loss.

Each works on floats, on numpy arrays and on Quantities alike, as those of :mod:`slipstick.units.maths` do.
"""

from collections.abc import Callable
from math import lgamma
from typing import Any, TypeVar

from ..errors import UsageError
from .broadcast import broadcast_end
from .convolution import throughput
from .erlang import STEP_BY_STEP, loss
from .maths import choose, expm1, is_array, log, log1p, maximum, minimum, pairs, plain, total

T = TypeVar("T")
MOST_SERVERS = 100_000
MOST_USERS = 1000
NEAR_ONE = 1e-3
TINY = 1e-300  # in the place of zero where a logarithm is taken


def erlang_b(load: Any, servers: Any) -> Any:
    """Probability that all servers are busy where nobody waits (Erlang's loss formula); element by element.

    load: arrivals times service time, in servers kept busy. servers: a whole number.
    Raises UsageError beyond 100,000 servers, where fewer than ten digits would be right.

    >>> erlang_b(2.0, 2)
    0.4
    """
    load, servers = plain(load), plain(servers)
    _few(servers, MOST_SERVERS, "servers")
    last = float(servers.max()) if is_array(servers) else float(servers)
    if not (is_array(load) or is_array(servers)):
        return loss(float(load), int(last))
    if last > STEP_BY_STEP:
        import numpy  # an array was passed in, so it is there already

        return numpy.vectorize(lambda a, n: loss(float(a), int(n)), otypes=[float])(load, servers)
    blocked = found = 0 * load + 1.0 + 0 * servers
    for server in range(1, int(last) + 1):
        blocked = load * blocked / (server + load * blocked)
        found = choose([(servers >= server, blocked)], found)
    return found


def buffer_blocking(load: Any, room: Any) -> Any:
    """Probability that a buffer is full where one server works it off (M/M/1/K); element by element.

    load: arrivals times service time, 0 or more, of any size. room: for requests waiting or being served.
    It is load^room over the sum of all powers from 0 to room, counted such that no load is too large or too near to 1.

    >>> buffer_blocking(1.0, 3.0), buffer_blocking(1e200, 3.0), buffer_blocking(0.0, 3.0)
    (0.25, 1.0, 0.0)
    """
    load, room = plain(load), plain(room)
    low, high = minimum(load, 1.0), maximum(load, 1.0)
    inner = choose([(load == 1, 0.5)], low / high)  # at a load of one the sum is counted below
    full = low**room * (high - low) / high / -expm1((room + 1) * log(maximum(inner, TINY)))
    return choose([(load == 1, 1 / (room + 1))], full)


def staffed_rate(users: Any, demands: Any, servers: Any, think: Any) -> Any:
    """How often one of some users gets through a closed network with several servers a station; element by element.

    users: a whole number, at most 1000. demands: time that a user needs of each station. servers: of each. think: time
    in between. Raises UsageError for more users.

    >>> round(staffed_rate(3, (0.5, 0.3, 0.4), (2, 1, 1), 1.0), 4)
    1.2175
    """
    whole = think + total(demands)
    stations = [plain(value) for demand, count in pairs(demands, servers) for value in (demand / whole, count)]
    values = [plain(users), plain(think / whole), *stations]
    _few(values[0], MOST_USERS, "users")
    return _each(throughput, *values) / whole


def last_delivery(processors: Any, delivery: Any, gap: Any) -> Any:
    """Time until all processors have a message that each sends on once it has it; element by element.

    processors: a whole number, at most 100,000. delivery: time until a message can be sent on. gap: between two
    sendings of a processor, in the same unit. Raises UsageError for more processors.

    >>> last_delivery(8.0, 10.0, 4.0)
    24.0
    """
    whole, processors = delivery + gap, plain(processors)
    _few(processors, MOST_SERVERS, "processors")
    return whole * _each(broadcast_end, processors, plain(delivery / whole), plain(gap / whole))


def _few(values: Any, most: int, things: str) -> None:
    last = values.max() if is_array(values) else values
    if last > most:
        raise UsageError(f"{last:.0f} {things} are too many: expected at most {most}")


def _each(function: Callable[..., float], *values: Any) -> Any:
    """A function of numbers, element by element where one of its arguments is an array."""
    if not any(is_array(value) for value in values):
        return function(*values)
    import numpy  # an array was passed in, so it is there already

    return numpy.vectorize(function, otypes=[float])(*values)


def powers(base: Any, count: Any) -> Any:
    """The sum of so many powers of a number, from the power 0 on: 1 + base + base^2 ...; element by element.

    base: 0 or more. count: 0 or more, also between whole numbers: it is (base^count - 1) / (base - 1).

    >>> powers(3.0, 2.0), powers(1.0, 5.0), powers(0.5, 60.0)
    (4.0, 5.0, 2.0)
    """
    base, count = plain(base), plain(count)
    known = choose([(base == 1, 0.5)], base)
    near = abs(known - 1) < NEAR_ONE  # there the power less one has lost digits
    grown = expm1(count * log1p(choose([(near, known - 1)], 0.0)))
    return choose([(base == 1, count), (near, grown / (known - 1))], (known**count - 1) / (known - 1))


def log_factorial(a: Any) -> Any:
    """The natural logarithm of a! for a whole number; element by element for arrays. Dimensionless.

    >>> log_factorial(0.0), round(log_factorial(5.0), 6)
    (0.0, 4.787492)
    """
    return _each(lambda each: lgamma(each + 1), plain(a))


def queue_blocking(loss: Any, ratio: Any, waiting: Any) -> Any:
    """Probability that servers and the places to wait for them are full (M/M/c/K); element by element.

    loss: probability that all servers are busy where nobody can wait. ratio: load of one server, of any size.
    waiting: places to wait. Counted such that no power is too large.

    >>> queue_blocking(0.5, 1.0, 2.0), queue_blocking(0.9, 1e200, 3.0)
    (0.25, 1.0)
    """
    loss, ratio, waiting = plain(loss), plain(ratio), plain(waiting)
    low, high = minimum(ratio, 1.0), maximum(ratio, 1.0)
    few = loss * low**waiting / (1 + loss * low * powers(low, waiting))
    return choose([(ratio <= 1, few)], loss / (high**-waiting + loss * powers(1 / high, waiting)))


def mean_exponential(a: Any) -> Any:
    """The exponential averaged from 0 to a, (e^a - 1) / a, and 1 at 0, with all digits; element by element.

    >>> mean_exponential(0.0), mean_exponential(-1e-20)
    (1.0, 1.0)
    """
    a = plain(a)
    known = choose([(a == 0, 1.0)], a)
    return choose([(a == 0, 1.0)], expm1(known) / known)


def if_even(number: Any, even: T, odd: T) -> T:
    """One value where a whole number is even, and another where it is odd; element by element.

    >>> if_even(4.0, 1.0, 2.0)
    1.0
    """
    found: T = choose([(plain(number) % 2 == 0, even)], odd)
    return found


def if_less(a: Any, b: Any, less: T, otherwise: T) -> T:
    """One value where a is less than b, of one dimension, and another where it is not; element by element.

    >>> if_less(1.0, 2.0, 3.0, 4.0)
    3.0
    """
    found: T = choose([(a < b, less)], otherwise)
    return found
