import pytest

from slipstick import SlipstickError, UsageError, machine
from slipstick.estimates.links.fabric import levels


def seen(text):
    return [(each.kind, each.ranks, each.inner, each.bandwidth / 1e9) for each in levels(machine(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("8xh100", [("nvlink", 8, 1, 450.0)]),
        ("64xh100", [("nvlink", 8, 1, 450.0), ("network", 8, 8, 50.0)]),
        ("12xh100", [("nvlink", 8, 1, 450.0), ("network", 2, 8, 50.0)]),  # a node of 8 and one of 4
        ("8xl40s", [("pcie", 8, 1, 31.508)]),
        ("8xh100+pcie-5", [("pcie", 8, 1, 63.015)]),
        ("8xmi300x", [("infinity-fabric", 8, 1, 448.0)]),
    ],
)
def test_a_machine_has_a_level_for_each_link_outward(text, found):
    assert seen(text) == found


def test_on_a_mesh_the_corner_counts_which_has_one_port_a_side():
    (level,) = levels(machine("16xtpu-v5e"))  # 4 x 4, four ports of 50 GB/s in all
    assert (level.bandwidth, level.lane, level.steps, level.ways) == (100e9, 50e9, 6, 1)


def test_on_a_torus_every_device_has_two_ports_a_side_and_half_a_ring_to_go():
    (level,) = levels(machine("64xtpu-v4"))  # 4 x 4 x 4, six ports of 45 GB/s
    assert (level.bandwidth, level.lane, level.steps, level.ways) == (270e9, 45e9, 6, 2)


def test_two_of_a_full_mesh_have_one_link_between_them():
    (level,) = levels(machine("8xmi300x"))
    assert (level.lane, level.steps) == (64e9, 7)


def test_switches_sum_from_the_fourth_generation_of_nvlink_on():
    assert [levels(machine(each))[0].sums for each in ("8xa100", "8xh100", "8xb200", "8xl40s", "8xmi300x")] == [
        False,
        True,
        True,
        False,
        False,
    ]


def test_a_faster_level_has_twice_the_bandwidth_in_every_sense():
    (level,) = levels(machine("64xtpu-v4"))
    assert (level.faster().bandwidth, level.faster().lane) == (2 * level.bandwidth, 2 * level.lane)
    assert level.faster().steps == level.steps


def test_one_device_has_nobody_to_send_to():
    with pytest.raises(UsageError, match=r"a100-sxm-80gb is one device, .*: say how many, such as 8xa100-sxm-80gb"):
        levels(machine("a100"))


def test_a_machine_whose_links_no_page_gives_is_refused_with_the_way_out():
    with pytest.raises(SlipstickError, match=r"2xepyc-9654: .* join a link, as \+pcie-4 does"):
        levels(machine("2xepyc-9654"))
