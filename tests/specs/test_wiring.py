import pytest

from slipstick import SlipstickError, UsageError, catalogue, machine

KNOWN = catalogue()


def wired(text):
    """Each link as name, page, path, GB/s, kind, shape, joins."""
    return [
        (link.name, link.spec.handle, link.path, round(link.bandwidth / 1e9, 3), link.kind, link.shape, link.joins)
        for link in machine(text, KNOWN).links
    ]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("dgx-h100", [("nvlink", "dgx-h100", "links.nvlink", 450, "switch", (), 8)]),
        (
            "4xdgx-h100",
            [
                ("nvlink", "dgx-h100", "links.nvlink", 450, "switch", (), 8),
                ("infiniband", "dgx-h100", "network.infiniband", 50, "", (), 32),
            ],
        ),
        ("8xh100", [("nvlink", "h100-sxm", "links.nvlink", 450, "switch", (), 8)]),
        ("2xh100", [("nvlink", "h100-sxm", "links.nvlink", 450, "switch", (), 2)]),
        (
            "12xh100",
            [
                ("nvlink", "h100-sxm", "links.nvlink", 450, "switch", (), 8),
                ("infiniband", "dgx-h100", "network.infiniband", 50, "", (), 12),
            ],
        ),
        ("2xrtx-4090", [("pcie", "pcie-4", "links.x16", 31.508, "", (), 2)]),
        ("2xrtx-4090+pcie-4", [("pcie-4", "pcie-4", "links.x16", 31.508, "", (), 2)]),
        ("2xrtx-4060+pcie-4", [("pcie-4", "pcie-4", "links.x8", 15.754, "", (), 2)]),
        ("2xrtx-4090+pcie-5", [("pcie-5", "pcie-5", "links.x16", 31.508, "", (), 2)]),
        ("2xrtx-3090+nvlink-3", [("nvlink-3", "nvlink-3", "links.device", 56.25, "full", (), 2)]),
        ("8xh100+nvswitch-3", [("nvswitch-3", "nvswitch-3", "links.nvlink", 450, "", (), 8)]),
        ("2xrtx-4090+pcie-4.x8", [("pcie-4", "pcie-4", "links.x8", 15.754, "", (), 2)]),
        ("dgx-h100+pcie-5", [("pcie-5", "pcie-5", "links.x16", 63.015, "", (), 8)]),
        (
            "16xa100+ib-hdr",
            [
                ("nvlink", "a100-sxm-80gb", "links.nvlink", 300, "switch", (), 8),
                ("infiniband-hdr", "infiniband-hdr", "links.port", 25, "", (), 16),
            ],
        ),
        (
            "2xgb200-nvl72+ib-ndr",
            [
                ("nvlink", "gb200-nvl72", "links.nvlink", 900, "switch", (), 72),
                ("infiniband-ndr", "infiniband-ndr", "links.port", 50, "", (), 144),
            ],
        ),
        (
            "16xa100+nvlink-3+ib-hdr",
            [
                ("nvlink-3", "nvlink-3", "links.device", 300, "switch", (), 8),
                ("infiniband-hdr", "infiniband-hdr", "links.port", 25, "", (), 16),
            ],
        ),
        ("2xrtx-4090+ethernet-10g", [("ethernet-10g", "ethernet-10g", "links.port", 1.25, "", (), 2)]),
    ],
)
def test_links_lead_from_the_devices_outward(text, links):
    assert wired(text) == links


@pytest.mark.parametrize(
    ("text", "kind", "shape"),
    [
        ("4096xtpu-v4", "torus", (16, 16, 16)),
        ("64xtpu-v4", "torus", (4, 4, 4)),
        ("192xtpu-v4", "torus", (4, 4, 12)),
        ("8xtpu-v4", "mesh", (2, 2, 2)),
        ("8960xtpu-v5p", "torus", (16, 20, 28)),
        ("tpu-v5e-pod", "torus", (16, 16)),
        ("32xtpu-v5e", "mesh", (4, 8)),
        ("16xtrainium2", "torus", (4, 4)),
        ("tpu-v7-pod", "torus", (16, 24, 24)),
        ("8xv100-sxm2-16gb", "hybrid-cube-mesh", ()),
    ],
)
def test_a_grid_has_the_shape_of_its_page_or_the_most_cubic_one(text, kind, shape):
    link = machine(text, KNOWN).links[0]
    assert (link.kind, link.shape) == (kind, shape)


@pytest.mark.parametrize(
    ("text", "rate", "joins"),
    [
        ("8xmi300x", 448, 8),
        ("2xmi300x", 64, 2),
        ("el-capitan", 3 * 128, 4),
        ("8xgaudi3", 525, 8),
        ("2xgaudi3", 75, 2),
        ("frontier", 200, 4),
        ("2xmi250x", 200, 2),
        ("4xmi100", 138, 4),
        ("2xmi100", 46, 2),
    ],
)
def test_a_device_linked_directly_has_the_links_to_the_others_there_are(text, rate, joins):
    link = machine(text, KNOWN).links[0]
    assert link.name in ("infinity-fabric", "ethernet")
    assert (link.bandwidth, link.joins) == (pytest.approx(rate * 1e9), joins)


@pytest.mark.parametrize(
    ("text", "rate"),
    [("2xdgx-h100", 400 / 8), ("2xdgx-a100", 25), ("20xl4", 12.5 / 8), ("64xtrainium2", 400 / 16), ("16xmi300x", 50)],
)
def test_a_network_of_a_node_is_shared_by_its_devices(text, rate):
    assert machine(text, KNOWN).links[-1].bandwidth == pytest.approx(rate * 1e9)


def test_a_bridge_joins_two_and_pcie_the_rest():
    assert [(name, joins) for name, *_, joins in wired("4xrtx-3090")] == [("nvlink", 2), ("pcie", 4)]
    assert [(name, joins) for name, *_, joins in wired("2xrtx-3090")] == [("nvlink", 2)]


@pytest.mark.parametrize(
    ("text", "rate", "page", "path"),
    [("8xt4", 15.754, "pcie-3", "links.x16"), ("2xarc-b580", 15.754, "pcie-4", "links.x8")],
)
def test_pcie_of_which_only_the_lanes_are_printed_has_the_rate_of_its_generation(text, rate, page, path):
    assert wired(text) == [("pcie", page, path, rate, "", (), int(text[0]))]


def test_a_link_that_leads_to_a_host_or_a_die_joins_no_devices():
    for text in ("2xgb10", "4xmi250", "4xgh200-96gb", "frontier"):
        assert not {link.name for link in machine(text, KNOWN).links} & {"c2c", "die-to-die", "infinity-fabric-host"}


def test_a_link_without_a_rate_is_left_out_and_said():
    for text, name in (("tpu-v3-pod", "ici"), ("aurora", "xe-link"), ("2xepyc-9654", "")):
        said = machine(text, KNOWN).assumptions
        assert any(f"{name} is left out, as no page gives its rate" in each for each in said) == bool(name)
    assert machine("2xepyc-9654", KNOWN).links == ()
    assert "no page gives the rate at which they reach each other" in machine("2xepyc-9654", KNOWN).assumptions[-1]


def test_of_several_links_that_join_a_part_it_is_said_which_was_taken():
    """An RTX 3090 has NVLink and PCIe, and no page of a node shows how two are joined; a T4 has PCIe alone."""
    assert "joined by nvlink, the fastest link of rtx-3090 that joins 2" in machine("2xrtx-3090", KNOWN).assumptions
    assert not any("the fastest link" in each for each in machine("2xt4", KNOWN).assumptions)


def test_a_network_without_a_rate_is_left_out_and_said():
    assert "infiniband is left out, as dgx-1-v100 gives no rate" in machine("2xdgx-1-v100", KNOWN).assumptions
    assert machine("2xdgx-1-v100", KNOWN).links[-1].name == "ethernet"


def test_a_node_that_is_no_machine_shows_nothing_about_its_parts(tmp_path):
    parts = "{gpu: {spec: h100-sxm, count: 16}, accelerator: {spec: tpu-v4, count: 4}}"
    source = "sources: {'*': {title: t, seen: 2026-11-23}}"
    (tmp_path / "odd.yaml").write_text(f"name: Odd\nvendor: NVIDIA\nkind: node\nparts: {parts}\n{source}\n")
    assert machine("16xh100", str(tmp_path)).nodes == 2


@pytest.mark.parametrize("text", ["2xfrontier", "16xmi300x", "12xh100", "3xdgx-a100", "4xrtx-3090"])
def test_each_link_joins_more_devices_than_the_one_before_and_the_last_all(text):
    made = machine(text, KNOWN)
    joins = [link.joins for link in made.links]
    assert joins == sorted(set(joins))
    assert joins[-1] == made.count


def test_a_latency_is_that_of_the_page():
    assert machine("16xa100+ib-hdr", KNOWN).links[-1].latency == pytest.approx(0.6e-6)
    assert machine("8xh100", KNOWN).links[0].latency is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("8xh100", ("joined by nvlink as in dgx-h100, which has 8 of them",)),
        ("dgx-h100", ()),
        (
            "16xh100",
            (
                "each node of 8, as dgx-h100",
                "joined by nvlink as in dgx-h100, which has 8 of them",
                "nodes joined by infiniband as dgx-h100 has it, through switches that do not block",
            ),
        ),
        (
            "2xrtx-4090",
            ("all in one node, as no page says how many a node has", "pcie as links.x16 of pcie-4 gives it"),
        ),
        (
            "2xrtx-4090+ethernet-10g",
            ("each in a node of its own", "one ethernet-10g for each device, through switches that do not block"),
        ),
        (
            "8xtpu-v4",
            (
                "joined by ici as in tpu-v4-pod, which has 4096 of them",
                "a mesh of 2x2x2, the most cubic shape of 8",
                "not a torus: a side wraps round only where it is a multiple of 4",
            ),
        ),
        ("2xmi325x-platform", ("no page says how the nodes are joined: join a link, as +infiniband-ndr does",)),
        (
            "2xmi300x",
            (
                "joined by infinity-fabric as in mi300x-platform, which has 8 of them",
                "only the links among 2 of 8 count, as each two have their own",
            ),
        ),
        (
            "2xrtx-4090+pcie-5.x16",
            (
                "all in one node, as no page says how many a node has",
                "pcie-5.x16 at the rate of the pcie of rtx-4090, which is slower",
            ),
        ),
        (
            "frontier",
            (
                "infinity-fabric has the rate of one die, of which 4 mi250x have 8",
                "infinity-fabric is irregular: some pairs of devices reach each other at less than its rate",
            ),
        ),
    ],
)
def test_what_is_taken_for_granted_is_said(text, said):
    assert machine(text, KNOWN).assumptions == said


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        ("2xa100+starlink", SlipstickError, "starlink (Starlink access, United States) gives no bandwidth"),
        ("2xa100+same-rack", SlipstickError, "same-rack (Same rack through one switch, RDMA) gives no bandwidth"),
        (
            "2xa100+pcie-4+nvlink-3",
            UsageError,
            "pcie-4 and nvlink-3 would join the same devices: leave one",
        ),
        ("2xa100+pcie-4+nvlink-3+pcie-5", UsageError, "pcie-4 and nvlink-3 would join the same devices"),
        ("dgx-h100+ib-ndr", UsageError, "infiniband-ndr joins nodes, and all 8 h100-sxm are in one: leave it"),
        ("16xa100+ib-hdr+ib-ndr", UsageError, "infiniband-hdr and infiniband-ndr would join the same devices"),
        (
            "8xrtx-4090+pcie-4+ib-hdr",
            UsageError,
            "no page says how many rtx-4090 pcie-4 joins before infiniband",
        ),
    ],
)
def test_links_that_do_not_go_together_are_refused(text, error, said):
    with pytest.raises(error) as caught:
        list(machine(text, KNOWN).links)
    assert str(caught.value).startswith(said)


LINK = """\
name: Own fabric
kind: {kind}
{what}
sources: {{'*': {{title: t, seen: 2026-11-23}}}}
"""


@pytest.mark.parametrize(
    ("text", "kind", "what", "found"),
    [
        (
            "8xh100+own-fabric",
            "link",
            "links: {ring: {bandwidth: 10 GB/s, topology: {kind: ring}}}",
            ("ring", (8,), 8, 1),
        ),
        ("8xh100+own-fabric", "link", "links: {x: {both: 20 GB/s}}", ("", (), 8, 1)),
        ("4xdgx-h100+own-fabric", "link", "links: {x: {bandwidth: 10 GB/s}}", ("", (), 32, 2)),
        ("16xh100+own-fabric", "network", "route: {bandwidth: 10 GB/s, round_trip: 4 us}", ("", (), 16, 2)),
    ],
)
def test_a_link_of_ones_own_joins_devices_or_the_nodes_that_were_named(tmp_path, text, kind, what, found):
    (tmp_path / "own-fabric.yaml").write_text(LINK.format(kind=kind, what=what))
    links = machine(text, str(tmp_path)).links
    last = links[-1]
    assert (last.name, last.bandwidth) == ("own-fabric", 1e10)
    assert (last.kind, last.shape, last.joins, len(links)) == found
    assert last.latency == (pytest.approx(2e-6) if kind == "network" else None)


def test_nodes_like_a_machine_are_looked_for_once_a_question(monkeypatch):
    known, looked = catalogue(), []
    specs = known.specs
    monkeypatch.setattr(known, "specs", lambda kind="": looked.append(kind) or specs(kind))
    assert [machine(f"{count}xh100", known).links[0].joins for count in (2, 4, 8)] == [2, 4, 8]
    assert len(looked) <= 1
    known.asked_again()  # another question, before which a page may have changed
    machine("2xh100", known).links  # noqa: B018
    assert looked[-1:] == ["node"]
    assert len(looked) <= 2
