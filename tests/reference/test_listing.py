import csv
import io

import pytest

from examples import run
from slipstick import load, select
from slipstick.files.kinds import KINDS
from slipstick.reference.listing import rows


def test_the_list_has_a_column_for_what_was_asked():
    done = run(["list", "cpu", "--where", "compute.units > 100", "--sort", "power.tdp", "--csv"])
    found = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {"handle", "cores", "power.tdp"} <= set(found[0])
    assert "compute.units" not in found[0]  # which is what cores says
    assert all(int(row["cores"]) > 100 for row in found)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_list_of_its_own(kind):
    done = run(["list", kind, "--csv"])
    assert (done.returncode, done.stderr) == (0, "")
    found = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["handle"] for row in found] == [part.handle for part in select(kind)]
    for column in found[0]:
        assert any(row[column] for row in found), column


@pytest.mark.parametrize(
    ("handle", "topology"),
    [
        ("dgx-h100", "switch"),
        ("tpu-v5p-pod", "torus 16x20x28"),
        ("tpu-v7-pod", "torus"),
        ("tpu-v3-pod", "torus 32x32"),
        ("frontier-node", "irregular"),
        ("gcp-a2-megagpu-16g", ""),
    ],
)
def test_a_node_says_how_its_fastest_link_joins_its_parts(handle, topology):
    header, lines = rows([load(handle), load("dgx-a100")], "node")
    assert lines[0][header.index("topology")] == topology


@pytest.mark.parametrize(("ids", "told"), [("a b", "a, b"), ("a b c", "a, b, c"), ("a b c d", "a, b, c and 1 more")])
def test_three_numbers_of_a_page_are_named_and_the_rest_counted(tmp_path, ids, told):
    page = "".join(f"  {id}: {{name: {id}, typical: 1 ns}}\n" for id in ids.split())
    source = "sources: {'*': {title: T, seen: 2026-11-30}}\n"
    (tmp_path / "mine.yaml").write_text(f"name: Mine\nkind: numbers\nnumbers:\n{page}{source}")
    assert rows([load("mine", specs=str(tmp_path))], "numbers")[1][0][-1] == told
