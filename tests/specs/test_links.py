import pytest

from slipstick.specs.catalogue import catalogue
from slipstick.specs.links import _share, grid, names, page_link, reach

MINE = """\
name: Mine
kind: gpu
links:
  lanes: {count: 4, lane: 25 GB/s}
  coded: {count: 4, lane: 25 GB/s, encoding: 0.5, latency: 300 ns}
  both: {both: 200 GB/s, count: 9, lane: 1 GB/s}
  told: {bandwidth: 7 GB/s, both: 200 GB/s}
  counted: {count: 4}
  host: {bandwidth: 9 GB/s, to: host}
  node: {bandwidth: 8 GB/s, per: node}
  pair: {bandwidth: 8 GB/s, per: pair}
  pcie: {generation: 5, count: 16}
sources: {"*": {title: t, seen: 2026-11-30}}
"""


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    path = tmp_path_factory.mktemp("links") / "mine.yaml"
    path.write_text(MINE)
    return catalogue(str(path))


@pytest.mark.parametrize(
    ("name", "rate", "latency"),
    [("lanes", 100e9, None), ("coded", 50e9, 300e-9), ("both", 100e9, None), ("told", 7e9, None)],
)
def test_a_link_has_the_rate_that_is_told_or_follows(known, name, rate, latency):
    found = page_link(known.find("mine"), f"links.{name}", known)
    assert (found.name, found.path, found.bandwidth) == (name, f"links.{name}", pytest.approx(rate))
    assert found.latency == (latency and pytest.approx(latency))


def test_a_link_without_a_rate_is_none_but_pcie_is_that_of_its_generation(known):
    assert page_link(known.find("mine"), "links.counted", known) is None
    found = page_link(known.find("mine"), "links.pcie", known)
    assert (found.name, found.spec.handle, found.path) == ("pcie", "pcie-5", "links.x16")


def test_links_to_a_host_join_no_devices(known):
    assert "host" not in names(known.find("mine"))
    assert [name for name in names(known.find("mine")) if name in ("lanes", "pcie")] == ["lanes", "pcie"]


@pytest.mark.parametrize(("said", "inside", "joins"), [({}, 8, 8), ({"devices": 2.0}, 8, 2), ({"devices": 9.0}, 8, 8)])
def test_a_link_joins_all_devices_or_those_of_its_topology(said, inside, joins):
    assert reach(said, inside) == joins


@pytest.mark.parametrize(
    ("name", "said", "whole", "joins", "share"),
    [
        ("node", {}, 8, 8, 1 / 8),
        ("pair", {}, 8, 4, 3),
        ("told", {}, 8, 4, 1),
        ("told", {"kind": "switch"}, 8, 4, 1),
        ("told", {"kind": "full"}, 8, 8, 1),
        ("told", {"kind": "full"}, 8, 4, 3 / 7),
        ("told", {"kind": "full", "devices": 16.0}, 8, 4, 3 / 15),
        ("told", {"kind": "full"}, 1, 1, 1),
        ("told", {"kind": "full"}, 2, 4, 1),
    ],
)
def test_a_device_has_its_share_of_what_a_page_gives(known, name, said, whole, joins, share):
    assert _share(known.find("mine"), name, said, whole, joins) == pytest.approx(share)


@pytest.mark.parametrize(
    ("said", "joins", "found"),
    [
        ({}, 8, ("", ())),
        ({"kind": "ring", "shape": (8,)}, 8, ("ring", (8,))),
        ({"kind": "ring"}, 4, ("ring", (4,))),
        ({"kind": "torus", "shape": (4, 4)}, 16, ("torus", (4, 4))),
        ({"kind": "torus", "shape": (4, 4)}, 8, ("torus", (2, 4))),
        ({"kind": "torus", "shape": (4, 4, 4), "wraparound": 4.0}, 8, ("mesh", (2, 2, 2))),
        ({"kind": "torus", "dimensions": 3.0, "wraparound": 4.0}, 64, ("torus", (4, 4, 4))),
        ({"kind": "mesh", "shape": (4, 4)}, 9, ("mesh", (3, 3))),
        ({"kind": "switch", "shape": (4, 4)}, 9, ("switch", ())),
    ],
)
def test_fewer_devices_make_the_most_cubic_grid(said, joins, found):
    assert grid(said, joins) == found
