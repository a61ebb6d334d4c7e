from math import comb, exp, factorial, isclose
from time import process_time

import pytest

from slipstick import UsageError
from slipstick.units.recursions import binomial, binomial_tail, closed_rate, limited_number, poisson


def test_a_binomial_is_the_number_of_ways_to_choose():
    for n in (0, 1, 7, 64):
        for k in range(n + 3):
            assert isclose(binomial(n, k), comb(n, k), rel_tol=1e-12)


def test_a_tail_sums_to_one_and_keeps_the_digits_of_the_improbable():
    assert isclose(binomial_tail(1000, 0, 0.3), 1, rel_tol=1e-9)
    assert binomial_tail(5, 6, 0.5) == 0
    assert binomial_tail(0, 0, 0.0) == 1
    assert isclose(binomial_tail(20, 4, 1e-9), comb(20, 4) * 1e-36, rel_tol=1e-6)


def test_events_at_random_are_poisson_distributed_whatever_their_mean():
    for mean in (0.0, 0.01, 2.0, 30.0):
        for events in (0, 1, 4, 40):
            assert isclose(poisson(mean, events), exp(-mean) * mean**events / factorial(events), rel_tol=1e-11)
    assert isclose(sum(poisson(2000.0, events) for events in range(1000, 3000)), 1, rel_tol=1e-9)


def test_many_events_take_no_longer_than_few():
    start = process_time()
    assert all(0 < poisson(9e4, float(events)) < 2e-3 for events in range(89_000, 91_000))
    assert process_time() - start < 1


def test_users_of_one_station_without_thinking_keep_it_busy():
    assert isclose(closed_rate(5, (0.25,), 0.0), 4)
    assert closed_rate(0, (0.25,), 1.0) == 0


def test_a_queue_with_room_holds_the_mean_of_its_states():
    for load, servers, room in ((1.5, 2, 5), (2.0, 2, 5), (5.0, 4, 6), (0.3, 1, 1)):
        terms = [1.0]
        for place in range(1, room + 1):
            terms.append(terms[-1] * load / min(place, servers))
        mean = sum(place * term for place, term in enumerate(terms)) / sum(terms)
        assert isclose(limited_number(load, servers, room), mean, rel_tol=1e-12)
    assert isclose(limited_number(50.0, 1.0, 1000.0), 1000 - 1 / 49, rel_tol=1e-9)


def test_users_beyond_those_that_fill_the_bottleneck_take_no_time():
    start = process_time()
    assert all(isclose(closed_rate(100_000, (1.0, 0.5, 0.1), think), 1) for think in (0.0, 10.0, 100.0) * 20)
    assert process_time() - start < 1
    assert isclose(closed_rate(60, (1.0, 1.0), 0.0), 60 / 61)


def test_arrays_are_worked_off_element_by_element():
    np = pytest.importorskip("numpy")
    n, k = np.array([4.0, 64.0]), np.array([3.0, 32.0])
    assert np.allclose(binomial(n, k), [4, comb(64, 32)])
    assert np.allclose(binomial_tail(n, k, np.array([0.9, 4 / 9])), [0.9477, 0.2206021], rtol=1e-6)
    assert np.allclose(closed_rate(np.array([1.0, 2.0]), (1.0, 1.0), 0.0), [1 / 2, 2 / 3])
    assert np.allclose(poisson(np.array([2.0, 3.0]), np.array([0.0, 1.0])), [exp(-2), 3 * exp(-3)])


@pytest.mark.parametrize(
    "many",
    [
        lambda: binomial(1001, 2),
        lambda: binomial_tail(1e9, 2, 0.5),
        lambda: poisson(1.0, 1e9),
        lambda: closed_rate(1e9, (1.0,), 0.0),
    ],
)
def test_what_would_take_too_many_steps_is_refused(many):
    with pytest.raises(UsageError, match="too many to count one by one: expected at most"):
        many()


def test_as_many_as_are_allowed_are_counted():
    assert isclose(binomial(1000, 998), comb(1000, 2), rel_tol=1e-9)
    assert isclose(binomial_tail(1000, 1000, 0.5), 0.5**1000, rel_tol=1e-9)
    assert isclose(closed_rate(100_000, (1e-9,), 1.0), 1e5, rel_tol=1e-3)
    with pytest.raises(UsageError, match=r"^1001 things are too many to count one by one: expected at most 1000$"):
        binomial(1001, 2)
    with pytest.raises(UsageError, match=r"^1001 things are too many"):
        binomial_tail(1001, 2, 0.5)
    with pytest.raises(UsageError, match=r"^100001 users are too many to count one by one: expected at most 100000$"):
        closed_rate(100_001, (1.0,), 0.0)


def test_users_wait_for_each_other_where_two_stations_are_unlike():
    """By the states of a network of two users, with the service times 1 and 2, and 3 spent thinking."""
    states = {
        (a, b): 1.0**a * 2.0**b * 3.0 ** (2 - a - b) / (1, 1, 2)[2 - a - b] for a in range(3) for b in range(3 - a)
    }
    one = 1.0 + 2.0 + 3.0
    assert isclose(closed_rate(2, (1.0, 2.0), 3.0), one / sum(states.values()))
    assert isclose(closed_rate(1, (1.0, 2.0), 3.0), 1 / one)
    assert closed_rate(0, (1.0, 2.0), 3.0) == 0


def test_no_think_time_and_no_user_is_no_rate():
    np = pytest.importorskip("numpy")
    assert closed_rate(np.array([0.0, 3.0]), (2.0,), 0.0).tolist() == [0, 0.5]
