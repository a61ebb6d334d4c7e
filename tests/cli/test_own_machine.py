"""A machine of one's own: a chip and a pod of sixteen of it, joined as a torus."""

import pytest

from examples import run
from slipstick import machine

CHIP = """name: My chip
kind: accelerator
peak: {bf16: 200 TFLOP/s}
memory: {HBM: {capacity: 16 GiB, bandwidth: 1 TB/s}}
links: {ici: {count: 4, lane: 50 GB/s, direction: each way, per: device}}
sources: {"*": {title: my own sheet, seen: 2026-11-30}}
"""
POD = """name: My pod
kind: node
parts: {accelerator: {spec: mychip, count: 16}}
links: {ici: {count: 4, lane: 50 GB/s, direction: each way, per: device, topology: {kind: torus, shape: [4, 4]}}}
sources: {"*": {title: my own sheet, seen: 2026-11-30}}
"""


@pytest.fixture
def own(tmp_path):
    (tmp_path / "mychip.yaml").write_text(CHIP)
    (tmp_path / "mypod.yaml").write_text(POD)
    return tmp_path


def test_a_pod_of_ones_own_is_a_machine_with_a_torus(own):
    pod = machine("mypod", str(own))
    (ici,) = pod.links
    assert (pod.count, ici.kind, ici.shape, ici.joins, ici.bandwidth) == (16, "torus", (4, 4), 16, 200e9)
    assert pod.rate("ici").printed == 200e9
    (borrowed,) = machine("16xmychip", str(own)).links
    assert borrowed.shape == (4, 4)


def test_a_kernel_runs_on_one_chip_of_it_and_says_so(own):
    done = run(["matmul", "4096", "4096", "4096", "--on", "mypod", "--specs", str(own)])
    assert (done.returncode, done.stderr) == (0, "")
    assert "on My chip (mychip), one of 16" in done.stdout.replace("\n", " ")
    assert "floor      687 µs" in done.stdout  # 137.4 GFLOP / 200 TFLOP/s
    assert run(["list", "node", "--specs", str(own), "--csv"]).stdout.count("torus 4x4") >= 1


def test_a_shape_that_does_not_multiply_to_the_number_of_chips_is_refused(own):
    (own / "mypod.yaml").write_text(POD.replace("[4, 4]", "[4, 5]"))
    for words in (["check", str(own)], ["matmul", "1", "1", "1", "--on", "mypod", "--specs", str(own)]):
        done = run(words)
        assert done.returncode == 1
        assert len((done.stdout + done.stderr).strip().splitlines()) <= 2
        assert "20" in done.stdout + done.stderr
        assert "16" in done.stdout + done.stderr
