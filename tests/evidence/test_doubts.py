import json
from pathlib import Path

import pytest

from examples import run
from owned import MEMORY, OWN, doubts
from slipstick import load
from slipstick.evidence.checks import check
from slipstick.files.derivations import CODING, LANES

ROUNDED = OWN.replace(MEMORY, "{bandwidth: 2000 GB/s, pins: 2048, pin: 8 Gbit/s}")
NODE = """\
name: Mine
kind: node
parts: {{gpu: {{spec: h100-sxm, count: 8}}}}
links: {{nvlink: {{bandwidth: {rate}}}}}
sources: {{'*': {{title: t, seen: 2026-11-23}}}}
"""


def test_a_page_without_doubts_has_none(tmp_path):
    assert doubts(tmp_path, OWN) == []


@pytest.mark.parametrize(
    ("memory", "told"),
    [
        ("bandwidth: 2000 GB/s, pins: 2048, pin: 8 Gbit/s", ("2 TB/s", "2.048 TB/s (+2.4%)")),
        ("bandwidth: 6.0 TB/s, pins: 8192, pin: 6 Gbit/s", ("6 TB/s", "6.144 TB/s (+2.4%)")),
        ("bandwidth: 2100 GB/s, pins: 2048, pin: 8 Gbit/s", ("2.1 TB/s", "2.048 TB/s (\N{MINUS SIGN}2.5%)")),
        ("bandwidth: 2 TB/s, pins: 2048, pin: 8 Gbit/s", None),
        ("bandwidth: 2048 GB/s, pins: 2048, pin: 8 Gbit/s", None),
        ("bandwidth: 2030 GB/s, pins: 2048, pin: 8 Gbit/s", None),
    ],
)
def test_a_figure_coarser_than_what_it_follows_from_is_doubtful_unless_it_is_its_rounding(tmp_path, memory, told):
    found = doubts(tmp_path, OWN.replace(MEMORY, f"{{{memory}}}"))
    said = told and f"6: memory.HBM.bandwidth is {told[0]}, but memory.HBM.pins x memory.HBM.pin make {told[1]}"
    assert found == ([said] if said else [])


def test_a_note_that_names_the_path_settles_a_doubt(tmp_path):
    assert len(doubts(tmp_path, ROUNDED)) == 1
    assert doubts(tmp_path, ROUNDED + "notes: ['memory.HBM.bandwidth: as its maker rounds it']\n") == []
    assert len(doubts(tmp_path, ROUNDED + "notes: ['memory.HBM.pins: as its maker rounds it']\n")) == 1


@pytest.mark.parametrize(
    ("link", "doubtful"),
    [
        ("generation: 4, count: 16, bandwidth: 31.5 GB/s", False),
        ("generation: 4.0, count: 16, bandwidth: 32 GB/s", True),  # before coding
        ("generation: 4, count: 16, bandwidth: 31 GB/s", True),
        ("generation: 4, bandwidth: 25 GB/s", False),  # of how many lanes is not known
    ],
)
def test_pcie_of_one_generation_and_width_has_one_bandwidth(tmp_path, link, doubtful):
    found = doubts(tmp_path, OWN + f"links:\n  pcie: {{{link}}}\n")
    assert len(found) == doubtful
    assert all("links.pcie.count, links.pcie.generation make 31.51 GB/s" in text for text in found)


@pytest.mark.parametrize("generation", LANES)
def test_a_lane_of_pcie_carries_what_the_page_of_its_generation_says(generation):
    page = load(f"pcie-{generation}")
    assert page.number("links.x1.lane") == LANES[generation]
    assert page.number("links.x1.encoding") == pytest.approx(CODING[generation], rel=1e-5)


def test_the_bandwidth_of_pcie_follows_from_generation_and_width(tmp_path):
    (tmp_path / "mine.yaml").write_text(OWN + "links:\n  pcie: {generation: 5, count: 8}\n")
    told = run(["show", "mine.links.pcie", "--specs", str(tmp_path)]).stdout
    assert "31.508 GB/s" in told.partition("what follows")[2]
    listed = run(["list", "--where", "links.pcie.bandwidth > 31 GB/s", "--specs", str(tmp_path), "--json"])
    assert "mine" in {each["handle"] for each in json.loads(listed.stdout)}


@pytest.mark.parametrize(("count", "told"), [(18, None), (12, "450 GB/s, but 12 ports of nvlink-4 make 300 GB/s")])
def test_ports_make_the_bandwidth_of_a_link(tmp_path, count, told):
    found = doubts(tmp_path, OWN + f"links:\n  nvlink: {{generation: 4, count: {count}, bandwidth: 450 GB/s}}\n")
    assert found == ([f"10: links.nvlink.bandwidth is {told}"] if told else [])


@pytest.mark.parametrize(("rate", "many"), [("450 GB/s", 0), ("900 GB/s", 1)])
def test_the_link_of_a_node_is_that_of_its_devices(tmp_path, rate, many):
    found = doubts(tmp_path, NODE.format(rate=rate))
    assert found == ["4: links.nvlink.bandwidth is 900 GB/s here, and 450 GB/s on the page of h100-sxm"] * many


def test_the_command_tells_doubts_of_ones_own_at_once_and_counts_those_of_the_catalogue(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(ROUNDED)
    done = run(["check", str(path)])
    assert (done.returncode, done.stderr) == (0, "")
    first, second = done.stdout.splitlines()
    assert first == "1 spec with 4 values, all right but for 1 doubt"
    assert second.startswith(f"{path}:6: memory.HBM.bandwidth is 2 TB/s")
    made = json.loads(run(["check", str(path), "--json"]).stdout)
    assert made == {"specs": 1, "values": 4, "problems": [], "doubts": [second]}


def test_no_shipped_page_is_in_doubt():
    assert check().doubts == []
    (told,) = run(["check", "--doubts"]).stdout.splitlines()
    assert told.endswith(", all right")
    assert run(["check"]).stdout == f"{told}\n"


def test_a_doubt_is_about_what_a_page_itself_says(tmp_path):
    (tmp_path / "base.yaml").write_text(ROUNDED)
    (tmp_path / "variant.yaml").write_text("name: Variant\nextends: base\n")
    assert [Path(each.split(":")[0]).stem for each in check(str(tmp_path)).doubts] == ["base"]


def test_a_page_with_a_problem_has_that_told_first(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(ROUNDED + "released: soon\n")
    found = check(str(path))
    assert len(found.problems) == 1
    assert found.doubts == []
