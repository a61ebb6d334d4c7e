import pytest

from slipstick import SlipstickError, catalogue, load
from slipstick.estimates.links.route import stage


def found(word, write=False, end=None):
    return stage(word, catalogue(), write, end)


@pytest.mark.parametrize(
    ("word", "kind", "bandwidth"),
    [
        ("pcie-5", "pcie", 63.015e9),
        ("pcie-5.x4", "pcie", 15.754e9),
        ("nvlink-4", "nvlink", 450e9),
        ("h100.nvlink", "nvlink", 450e9),
        ("h100.pcie", "pcie", 63.015e9),
        ("10gbe", "link", 1.25e9),
        ("10 Gbit/s", "link", 1.25e9),
        ("h100-sxm.memory", "memory", 3350e9),
        ("h100-sxm.HBM", "memory", 3350e9),
        ("a100.L2", "memory", 5405e9),
        ("ddr5-5600", "memory", 44.8e9),
        ("990-pro", "storage", 7450e6),
        ("990-pro.write", "storage", 6900e6),
        ("dgx-h100.infiniband", "link", 400e9),
    ],
)
def test_a_word_is_a_stage_with_the_rate_of_its_page(word, kind, bandwidth):
    assert (found(word).kind, found(word).bandwidth) == (kind, pytest.approx(bandwidth))


def test_a_disk_at_the_end_is_written():
    assert found("990-pro", write=True).bandwidth == pytest.approx(6900e6)


def test_packets_leave_of_ethernet_what_its_page_says():
    assert (found("10gbe").payload, found("10 Gbit/s").payload) == (0.9493, 1.0)


def test_a_disk_waits_for_half_a_turn():
    assert found("exos-x24").latency == pytest.approx(8.33e-3 / 2)


def test_a_network_takes_half_its_round_trip_and_has_no_rate():
    way = found("hibernia-express")
    assert (way.latency, way.distance, way.bandwidth) == (pytest.approx(58.95e-3 / 2), 4600e3, float("inf"))


def test_a_part_at_one_end_may_have_a_slower_link():
    slow = found("pcie-6", end=load("a100"))
    assert slow.bandwidth == pytest.approx(31.508e9)
    assert "which is slower" in slow.note
    assert found("pcie-3", end=load("v100-pcie-16gb")).bandwidth == pytest.approx(15.754e9)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("h100", "h100 is h100-sxm, a gpu: name its memory or one of its links, such as .*h100-sxm.nvlink"),
        ("s3", "gives no storage.read"),
        ("fooo bar", "fooo bar"),
        ("c4", "nothing is moved over it; links, memories, disks and networks are"),
        ("0 B/s", "expected a rate of more than 0 B/s"),
        ("990-pro.capacity", "name its read or its write"),
        ("gtx-1080.L2", "gives no bandwidth of L2: expected GDDR"),
        ("epyc-9654.cache.L3", "slipstick run read size=1MB level=L3 --on epyc-9654 says how fast"),
    ],
)
def test_what_moves_nothing_is_refused_with_what_does(word, said):
    with pytest.raises(SlipstickError, match=said):
        found(word)


def test_a_network_may_have_a_round_trip_alone():
    near = found("same-rack")
    assert (near.latency, near.distance) == (1e-6, 0.0)


def test_a_distance_alone_is_crossed_at_the_speed_of_light_in_glass(tmp_path):
    text = "name: Far\nkind: network\nvendor: Me\nroute: {distance: 1000 km}\nsources: {'*': nccl-tuning}\n"
    (tmp_path / "far.yaml").write_text(text)
    far = stage("far", catalogue(str(tmp_path)), False, None)
    assert far.latency == pytest.approx(1e6 / 2e8)
    assert far.note.startswith("far at the speed of light in glass")


def test_a_way_needs_no_page():
    far = found("1000 km")
    assert (far.bandwidth, far.distance) == (float("inf"), 1e6)
    assert far.latency == pytest.approx(1e6 / 2e8)
    assert "at the speed of light in glass" in far.note
    assert found("10 Gbit/s").distance == 0.0
