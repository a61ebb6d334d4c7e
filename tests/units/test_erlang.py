import random
import time
from fractions import Fraction

import numpy as np
import pytest

from slipstick import UsageError
from slipstick.formulas.queueing import erlang_c
from slipstick.units.erlang import loss
from slipstick.units.special import erlang_b


def by_the_textbook(load, servers):
    """In exact fractions: 1/B(n) = 1 + n / a 1/B(n-1)."""
    inverse = Fraction(1)
    for server in range(1, servers + 1):
        inverse = 1 + server / Fraction(load) * inverse
    return float(1 / inverse)


@pytest.mark.parametrize("servers", [0, 1, 7, 400])
@pytest.mark.parametrize("load", [0.5, 3.0, 50.0, 390.0, 1e6])
def test_few_servers_lose_what_the_recursion_in_fractions_says(load, servers):
    assert loss(load, servers) == pytest.approx(by_the_textbook(load, servers), rel=1e-13)


def slowly(load, servers):
    blocked = 1.0
    for server in range(1, servers + 1):
        blocked = load * blocked / (server + load * blocked)
    return blocked


@pytest.mark.parametrize("servers", [1001, 5000, 30_000, 100_000])
def test_many_servers_lose_what_counting_them_one_by_one_says(servers):
    drawn = random.Random(7)
    for share in (0.3, 0.9, 0.999, 1.0, 1.001, 1.5, 40.0, drawn.uniform(0.95, 1.05)):
        assert loss(share * servers, servers) == pytest.approx(slowly(share * servers, servers), rel=1e-9, abs=1e-300)


def test_the_border_between_the_two_ways_is_not_seen():
    assert loss(990.0, 1001) == pytest.approx(slowly(990.0, 1001), rel=1e-12)
    assert loss(0.0, 1001) == loss(1e-30, 2000) == 0
    assert loss(1e300, 2000) == 1


def test_arrays_of_many_servers_are_counted_element_by_element():
    loads, servers = np.array([10.0, 4900.0]), np.array([5000.0, 5000.0])
    assert erlang_b(loads, servers) == pytest.approx([loss(10.0, 5000), loss(4900.0, 5000)])
    assert erlang_b(np.array([0.0, 2.0]), np.array([1.0, 0.0])).tolist() == [0, 1]
    assert erlang_b(np.array([2.0, 20.0]), 2.0) == pytest.approx([0.4, by_the_textbook(20, 2)])


def test_a_hundred_thousand_servers_are_answered_at_once():
    started = time.process_time()
    for step in range(100):
        erlang_c.checked(99_999.0 - 400 * step, 100_000.0)
    assert time.process_time() - started < 1


def test_more_servers_than_that_are_refused():
    with pytest.raises(UsageError, match="100001 servers are too many: expected at most 100000"):
        erlang_b(5.0, 100_001)


def test_a_thousand_servers_are_counted_one_by_one():
    assert loss(990.0, 1000) == slowly(990.0, 1000)
    assert loss(990.0, 1001) != slowly(990.0, 1001)


@pytest.mark.parametrize(("load", "servers"), [(1000.0, 1001), (1001.0, 1001), (1500.0, 1001), (300.0, 1001)])
def test_many_servers_lose_what_exact_fractions_say(load, servers):
    assert loss(load, servers) == pytest.approx(by_the_textbook(load, servers), rel=3e-12, abs=1e-300)


def test_a_hundred_thousand_servers_are_not_too_many():
    assert erlang_b(1.0, 100_000) == 0
    assert erlang_b(np.array([99_000.0, 0.5]), np.array([100_000.0, 1.0])) == pytest.approx([8.226e-6, 1 / 3], rel=1e-4)


def test_arrays_of_a_thousand_servers_are_those_of_each():
    servers = np.array([1000.0, 0.0, 3.0, 1.0])
    expected = [slowly(990.0, 1000), 1.0, slowly(2.0, 3), 1 / 3]
    assert erlang_b(np.array([990.0, 5.0, 2.0, 0.5]), servers) == pytest.approx(expected, rel=1e-12)
