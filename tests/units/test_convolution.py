from math import isclose

from slipstick.units.convolution import throughput
from slipstick.units.recursions import closed_rate


def test_a_network_of_single_servers_is_that_of_exact_mean_value_analysis():
    for users in (0, 1, 7, 200):
        for think in (0.0, 3.0):
            found = throughput(users, think, 0.25, 1, 0.1, 1, 0.02, 1)
            assert isclose(found, closed_rate(users, (0.25, 0.1, 0.02), think), rel_tol=1e-12)


def test_many_servers_share_the_work_and_lose_no_digits():
    assert isclose(throughput(300, 0.0, 1.0, 50), 50, rel_tol=1e-12)
    assert isclose(throughput(20, 1.0, 0.5, 20, 0.5, 20), 20 / 2, rel_tol=1e-12)
    assert isclose(throughput(300, 5.0, 1.0, 10, 0.05, 1), 10, rel_tol=1e-9)


def test_what_takes_no_time_has_no_part_in_it():
    assert isclose(throughput(6, 0.0, 0.5, 1, 0.0, 3), 2, rel_tol=1e-12)
