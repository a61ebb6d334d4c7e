import pytest

from slipstick.estimates.training.groups import Exchanges, group
from slipstick.specs.machine import machine


def exchanges(text):
    return Exchanges(machine(text))


def test_a_group_within_a_node_does_not_reach_the_network():
    fabric = exchanges("64xh100").fabric
    assert [each.ranks for each in group(fabric, 1, 8)] == [8]
    assert [each.ranks for each in group(fabric, 8, 8)] == [8]
    assert group(fabric, 8, 8)[0].kind == "network"
    assert [each.ranks for each in group(fabric, 4, 16)] == [2, 8]


def test_nobody_to_send_to_takes_no_time():
    assert exchanges("h100").time("all-reduce", 1e9, 1, 1) == 0.0
    assert exchanges("8xh100").time("all-reduce", 0.0, 1, 8) == 0.0
    assert exchanges("8xh100").time("all-reduce", 1.0, 1, 8) > 1e-6  # a byte takes as long as all steps do


def test_over_the_network_it_takes_longer_than_within_a_node():
    found = exchanges("64xh100")
    assert found.time("all-reduce", 1e9, 8, 8) > 3 * found.time("all-reduce", 1e9, 1, 8)
    assert (found.inner(), found.lane()) == (8, 50e9)


def test_a_row_of_a_grid_has_its_share_of_the_ports():
    found = exchanges("64xtpu-v4")
    (level,) = group(found.fabric, 1, 4)
    assert level.bandwidth == pytest.approx(found.fabric[0].bandwidth / 3)
