import pytest

from slipstick import SlipstickError, UsageError, catalogue, load, machine
from slipstick.specs.links import Link
from slipstick.specs.machine import Machine

KNOWN = catalogue()
SOURCES = "sources: {'*': {title: t, seen: 2026-11-23}}\n"


@pytest.mark.parametrize(
    ("text", "handle", "count", "part", "nodes"),
    [
        ("a100", "a100-sxm-80gb", 1, "a100-sxm-80gb", 1),
        ("1xa100", "a100-sxm-80gb", 1, "a100-sxm-80gb", 1),
        ("8xh100", "8xh100-sxm", 8, "h100-sxm", 1),
        ("8 x h100", "8xh100-sxm", 8, "h100-sxm", 1),
        (" 8X H100 ", "8xh100-sxm", 8, "h100-sxm", 1),
        ("8 × h100", "8xh100-sxm", 8, "h100-sxm", 1),
        ("16xh100", "16xh100-sxm", 16, "h100-sxm", 2),
        ("12xh100", "12xh100-sxm", 12, "h100-sxm", 2),
        ("dgx-h100", "dgx-h100", 8, "h100-sxm", 1),
        ("4x dgx-h100", "4xdgx-h100", 32, "h100-sxm", 4),
        ("gb200-nvl72", "gb200-nvl72", 72, "gb200", 1),
        ("el-capitan", "el-capitan-node", 4, "mi300a", 1),
        ("64xtpu-v4", "64xtpu-v4", 64, "tpu-v4", 1),
        ("8192 x tpu-v4", "8192xtpu-v4", 8192, "tpu-v4", 2),
        ("1000000xa100", "1000000xa100-sxm-80gb", 1_000_000, "a100-sxm-80gb", 125_000),
        ("2xrtx-4090+pcie-4", "2xrtx-4090+pcie-4", 2, "rtx-4090", 1),
        ("2xrtx-4090 + pcie-4.x8", "2xrtx-4090+pcie-4.x8", 2, "rtx-4090", 1),
        ("16xa100+ib-hdr", "16xa100-sxm-80gb+infiniband-hdr", 16, "a100-sxm-80gb", 2),
        ("16xa100+nvlink-3+ib-hdr", "16xa100-sxm-80gb+nvlink-3+infiniband-hdr", 16, "a100-sxm-80gb", 2),
        ("epyc-9654", "epyc-9654", 1, "epyc-9654", 1),
    ],
)
def test_a_machine_is_read_as_it_is_written(text, handle, count, part, nodes):
    made = machine(text, KNOWN)
    assert (made.handle, made.count, made.part.handle, made.nodes) == (handle, count, part, nodes)
    again = machine(made.handle, KNOWN)
    assert (again.handle, again.count, again.nodes) == (handle, count, nodes)


@pytest.mark.parametrize(
    ("text", "count", "part"),
    [
        ("mi300x", 1, "mi300x"),
        ("8xmi300x", 8, "mi300x"),
        ("7900xtx", 1, "rx-7900-xtx"),
        ("7900 xtx", 1, "rx-7900-xtx"),
        ("2x7900xtx", 2, "rx-7900-xtx"),
        ("7950x3d", 1, "ryzen-9-7950x3d"),
        ("gcp-a3-highgpu-8g", 8, "h100-sxm"),
        ("2xgcp-a3-highgpu-8g", 16, "h100-sxm"),
        ("xeon-8480+", 1, "xeon-8480-plus"),
        ("2xxeon-8480+", 2, "xeon-8480-plus"),
        ("2xxeon-8480+ + upi-2", 2, "xeon-8480-plus"),
        ("4xrtx 4090", 4, "rtx-4090"),
    ],
)
def test_a_name_with_digits_x_or_plus_in_it_stays_a_name(text, count, part):
    made = machine(text, KNOWN)
    assert (made.count, made.part.handle) == (count, part)


def test_a_spec_is_a_machine_of_one_and_a_machine_is_itself():
    made = machine(load("a100"))
    assert (made.handle, made.links, made.assumptions) == ("a100-sxm-80gb", (), ())
    assert machine(load("dgx-h100"), KNOWN).count == 8
    assert machine(made) is made


def test_a_machine_has_a_title_and_says_what_it_is():
    made = machine("4x dgx-h100", KNOWN)
    assert made.name == "4 x NVIDIA DGX H100"
    assert repr(made) == "<machine 4xdgx-h100: 4 x NVIDIA DGX H100>"
    assert (made.node.handle, made.node.kind) == ("dgx-h100", "node")
    assert machine("a100", KNOWN).name == "NVIDIA A100 SXM4 80GB"
    assert machine("2xrtx-4090+pcie-4", KNOWN).name == "2 x NVIDIA GeForce RTX 4090, PCI Express 4.0"
    assert machine("8xh100", KNOWN).node is None


@pytest.mark.parametrize("name", ["count", "part", "links", "nodes", "anything"])
def test_a_machine_is_never_changed(name):
    made = machine("8xh100", KNOWN)
    with pytest.raises(AttributeError):
        setattr(made, name, 4)
    with pytest.raises(AttributeError):
        delattr(made, name)
    assert isinstance(made.links[0], Link)
    with pytest.raises(AttributeError):
        made.links[0].joins = 4
    assert made.count == 8


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        ("0xa100", UsageError, "'0xa100' has 0 devices: expected a whole number from 1 to 1000000"),
        ("1.5xa100", UsageError, "'1.5xa100' has 1.5 devices: expected a whole number"),
        ("-2xa100", UsageError, "'-2xa100' has -2 devices: expected a whole number"),
        ("+2xa100", UsageError, "'+2xa100' has +2 devices: expected a whole number"),
        ("1,000xa100", UsageError, "'1,000xa100' has 1,000 devices: expected a whole number"),
        ("1e3xa100", UsageError, "'1e3xa100' has 1e3 devices: expected a whole number"),
        ("1000001xa100", UsageError, "'1000001xa100' has 1000001 devices"),
        ("200000xdgx-h100", UsageError, "'200000xdgx-h100' has 1600000 devices"),
        ("9" * 5000 + "xa100", UsageError, "'99999"),
        ("2x8xh100", UsageError, "'2x8xh100' has two counts: write 16xh100, of all devices"),
        ("2x8xa100+pcie-4", UsageError, "'2x8xa100+pcie-4' has two counts: write 16xa100+pcie-4, of all devices"),
        (f"2x{'9' * 5000}xa100", UsageError, "'2x9999"),
        ("8x7900xtxx", UsageError, "unknown device '7900xtxx': did you mean 7900xtx"),
        ("8xh1000", UsageError, "unknown device 'h1000': did you mean h100"),
        ("7900xtxx", UsageError, "unknown device '7900xtxx': did you mean 7900xtx"),
        ("xa100", UsageError, "unknown device 'xa100': did you mean a100"),
        ("8x", UsageError, "unknown device '8x'"),
        ("", UsageError, "unknown device ''"),
        ("4xa100-sxm", UsageError, "'a100-sxm' is ambiguous: it could be a100-sxm-40gb"),
        ("4xa100+4xh100", UsageError, "4xh100 is no link but a gpu: after the + belongs what joins devices"),
        ("a100+h100", UsageError, "h100 is no link but a gpu"),
        ("4xa100+2xpcie-4", UsageError, "2xpcie-4 is no link but a link"),
        ("a100+nvme-gen4", UsageError, "nvme-gen4 is no link but a storage"),
        ("2xa100+pcie-44", UsageError, "unknown device 'pcie-44': did you mean pcie-4"),
        ("2xa100+pcie-4.x17", SlipstickError, "pcie-4 has no x17: "),
        ("a100+pcie-4", UsageError, "'a100+pcie-4' is one device, with nothing to join: say how many"),
        ("2xa100+pcie-4.x16.bandwidth", UsageError, "'pcie-4.x16.bandwidth' is no link of pcie-4 but its links.x16"),
        ("2xa100+pcie-4.released", UsageError, "'pcie-4.released' is no link of pcie-4 but its released"),
        ("a100+", UsageError, "'a100+' has nothing after its +: a link belongs there"),
        ("a100++pcie-4", UsageError, "'a100++pcie-4' has nothing after its +"),
        (
            "4xddr5-4800",
            UsageError,
            "ddr5-4800 (memory) computes nothing: a machine is of a gpu, accelerator, cpu or node",
        ),
        ("same-rack", UsageError, "same-rack (network) computes nothing"),
        ("2xpcie-4", UsageError, "pcie-4 (link) computes nothing"),
        ("nvme-gen4", UsageError, "nvme-gen4 (storage) computes nothing"),
        (
            "aws-dl1-24xlarge",
            SlipstickError,
            "aws-dl1-24xlarge (AWS EC2 dl1.24xlarge) names no page of its Habana Gaudi",
        ),
    ],
)
def test_what_is_no_machine_is_refused_in_one_line(text, error, said):
    with pytest.raises(error) as caught:
        machine(text, KNOWN)
    assert str(caught.value).startswith(said)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


@pytest.fixture
def own_node(tmp_path):
    """Writes a node of one's own, and gives the folder it is in."""

    def write(parts, links="{}"):
        text = f"name: Own node\nkind: node\nparts: {parts}\nlinks: {links}\nreleased: 2026\n{SOURCES}"
        (tmp_path / "own-node.yaml").write_text(text)
        return str(tmp_path)

    return write


@pytest.mark.parametrize(
    ("parts", "links", "said"),
    [
        (
            "{gpu: {spec: h100-sxm, count: 4}, accelerator: {spec: tpu-v4, count: 4}}",
            "{}",
            "own-node has two kinds of parts that compute, h100-sxm and tpu-v4: name one, such as 4xh100-sxm",
        ),
        ("{memory: {capacity: 1 TB}}", "{}", "own-node (Own node) names no part that computes"),
        ("{gpu: {spec: h100-sxm, count: 2.5}}", "{}", "own-node: parts.gpu.count is 2.5: expected a whole number"),
        (
            "{gpu: {spec: h100-sxm, count: 8}}",
            "{nvlink: {topology: {kind: torus, shape: [4, 4]}}}",
            "own-node: links.nvlink.topology: the shape 4x4 joins 16 devices, but there are 8",
        ),
        (
            "{gpu: {spec: h100-sxm, count: 8}}",
            "{nvlink: {topology: {kind: torus}}}",
            "own-node: links.nvlink.topology: a torus needs its shape, such as [4, 4], or its dimensions",
        ),
    ],
)
def test_a_node_that_is_no_machine_is_refused_in_one_line(own_node, parts, links, said):
    with pytest.raises(SlipstickError) as caught:
        machine("own-node", own_node(parts, links))
    assert caught.value.exit_code == 1
    assert str(caught.value).startswith(said)


@pytest.mark.parametrize(
    ("parts", "part", "count"),
    [
        ("{gpu: {spec: h100-sxm, count: 4}, cpu: {spec: epyc-7742, count: 2}}", "h100-sxm", 4),
        ("{cpu: {spec: epyc-7742, count: 2}}", "epyc-7742", 2),
        ("{cards: {spec: h100-sxm, count: 3}, hosts: {spec: epyc-7742}}", "h100-sxm", 3),
        ("{gpu: {spec: h100}}", "h100-sxm", 1),
    ],
)
def test_the_accelerators_of_a_node_are_what_computes_else_its_processors(own_node, parts, part, count):
    made = machine("own-node", own_node(parts))
    assert (made.part.handle, made.count) == (part, count)


def test_a_kernel_on_one_part_waits_for_no_link(monkeypatch):
    monkeypatch.setattr("slipstick.specs.wiring.wire", lambda *_: pytest.fail("links were worked out"))
    for text in ("a100", "8xh100", "dgx-h100", "4xdgx-h100"):
        assert isinstance(machine(text, KNOWN), Machine)
    assert machine("a100", KNOWN).links == ()


@pytest.mark.parametrize("what", [None, 100, ["a100"]])
def test_what_is_no_text_is_no_machine(what):
    with pytest.raises(UsageError, match=r"is no machine: expected the name of a part or node, such as a100 or 8xh100"):
        machine(what)


def test_some_of_the_devices_are_joined_as_all_are():
    eight = machine("8xh100")
    assert eight.some(8) is eight
    assert eight.some(2) is eight.some(2)
    assert eight.some(2).handle == "2xh100-sxm"
    assert [link.bandwidth for link in eight.some(4).links] == [link.bandwidth for link in machine("4xh100").links]
    cards = machine("4xrtx-4090+pcie-3").some(2)
    assert [link.name for link in cards.links] == ["pcie-3"]


def test_a_network_between_nodes_is_left_out_where_some_are_in_one():
    many = machine("16xh100+infiniband-ndr")
    assert [link.kind for link in many.some(4).links] == [link.kind for link in machine("4xh100").links]
    assert len(many.some(32).links) == 2
