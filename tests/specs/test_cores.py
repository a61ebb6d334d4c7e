"""The cores of CPUs that run a kernel: how many, at which clock, and the levels of memory that they reach."""

import pytest

from slipstick import SlipstickError, UsageError, catalogue, machine
from slipstick.formulas.core.formula import unrecorded
from slipstick.specs.cores import HOP, cores
from slipstick.specs.rates import known_peak

KIB, MIB = 1024.0, 1024.0**2


def of(on, **said):
    return cores(machine(on), said, catalogue())


def test_all_cores_of_a_socket_run_a_thread_each_by_default():
    busy = of("epyc-9654")
    assert (busy.threads, busy.big, busy.small, busy.sockets, busy.whole) == (96, 96, 0, 1, True)
    hybrid = of("core-i9-13900k")
    assert (hybrid.threads, hybrid.big, hybrid.small) == (24, 8, 16)
    some = of("core-i9-13900k", threads="10")
    assert (some.big, some.small, some.whole) == (8, 2, False)


def test_threads_spread_over_as_many_sockets_as_they_need():
    assert of("2xepyc-9654").sockets == 1
    both = of("2xepyc-9654", threads="192")
    assert (both.sockets, both.whole) == (2, True)
    assert of("2xepyc-9654", threads="97").sockets == 2


# By hand: 96 x 32 FLOP x 3.7 GHz; one big core of 2 x 8 lanes x 2 FLOP at 5.8 GHz, 8 of them and 2 small at 4.3 GHz.
PEAKS = [
    ("epyc-9654", {}, 11366.4),
    ("epyc-9654", {"threads": "1"}, 118.4),
    ("epyc-9654", {"threads": "2", "clock": "2.4GHz"}, 153.6),
    ("core-i9-13900k", {"threads": "1"}, 185.6),
    ("core-i9-13900k", {"threads": "10"}, 8 * 185.6 + 2 * 68.8),
]


@pytest.mark.parametrize(("on", "said", "peak"), PEAKS)
def test_the_peak_is_that_of_the_busy_cores(on, said, peak):
    busy = of(on, **said)
    found = busy.of(known_peak(busy.part, "fp32")).value(unrecorded)
    assert found / 1e9 == pytest.approx(peak)


def test_levels_have_the_capacity_that_busy_cores_reach():
    def capacities(**said):
        return {each.name: each.capacity for each in of("epyc-9654", **said).levels[:-1]}

    assert capacities() == {"L1d": 96 * 32 * KIB, "L2": 96 * MIB, "L3": 384 * MIB}
    assert capacities(threads="1") == {"L1d": 32 * KIB, "L2": MIB, "L3": 32 * MIB}
    assert capacities(threads="2")["L3"] == 64 * MIB  # on two dies
    assert of("epyc-9654").levels[-1].main


def test_a_level_no_larger_than_one_before_it_holds_nothing_more():
    assert [each.name for each in of("apple-m1-cpu").levels] == ["L1d", "L2", "LPDDR"]  # its 8 MiB lie behind 12


def test_cycles_are_those_of_the_clock_and_a_shared_cache_has_one_between_base_and_boost():
    l1, l2, l3, main = of("ryzen-9-7950x", threads="1").levels
    assert l2.latency == pytest.approx(14 / 5.7e9)
    assert l3.latency == pytest.approx(54 / 5.1e9)
    assert main.latency == pytest.approx(71.3e-9)
    assert of("ryzen-9-7950x", clock="4.5GHz").levels[2].latency == pytest.approx(54 / 4.5e9)
    assert not any(each.borrowed for each in (l1, l2, l3, main))


def test_a_latency_that_no_page_gives_is_a_number_worth_knowing():
    main = of("xeon-8280").levels[-1]
    assert (main.latency, main.borrowed) == (pytest.approx(100e-9), "latency.dram-local")


# The clock of all cores at once: the one of vector code, else of any code, else between boost and base, else boost.
CLOCKS = [("xeon-8280", 2.4), ("epyc-9654", 3.55), ("epyc-7742", 2.825), ("apple-m1-cpu", 3.204)]


@pytest.mark.parametrize(("on", "clock"), CLOCKS)
def test_all_cores_at_once_have_the_slowest_clock_that_is_known(on, clock):
    assert of(on).slowest[0] / 1e9 == pytest.approx(clock)
    assert of(on, clock="2GHz").slowest[0] == 2e9


def test_remote_data_come_over_the_link_between_the_sockets():
    far = of("2xepyc-9654+xgmi-epyc-9004", numa="remote")
    assert far.link == 256e9
    assert far.level == far.levels[-1].name
    near = of("2xepyc-9654+xgmi-epyc-9004")
    assert near.link == 0
    assert far.levels[-1].latency == pytest.approx(near.levels[-1].latency + HOP)
    assert of("2xxeon-8280+upi-1", numa="remote").link == pytest.approx(3 * 20.8e9)  # three links a socket


@pytest.mark.parametrize(
    ("on", "said", "problem"),
    [
        ("epyc-9654", {"threads": "97"}, "threads = 97: epyc-9654 has 96 cores"),
        ("epyc-9654", {"threads": "0"}, "threads = 0 is out of range"),
        ("epyc-9654", {"threads": "1.5"}, "threads = 1.5 is a fraction"),
        ("epyc-9654", {"level": "L4"}, "level = 'L4' on epyc-9654: "),
        ("epyc-9654", {"numa": "far"}, "numa = 'far': expected one of local, remote"),
        ("epyc-9654", {"numa": "remote"}, "needs a second socket: ask about 2xepyc-9654"),
        ("epyc-9654", {"clock": "2.4"}, "clock = 2.4 has no unit: a frequency belongs there, such as 2.4GHz"),
        ("2xepyc-9654+xgmi-epyc-9004", {"numa": "remote", "level": "L2"}, "level = L2: remote data lie in memory"),
    ],
)
def test_what_cannot_be_is_told(on, said, problem):
    with pytest.raises(UsageError) as caught:
        of(on, **said)
    assert problem in str(caught.value)


def test_a_link_between_sockets_that_no_page_has_is_told():
    with pytest.raises(SlipstickError, match="no page says how fast the link between the sockets of 2xepyc-9654 is"):
        of("2xepyc-9654", numa="remote")
