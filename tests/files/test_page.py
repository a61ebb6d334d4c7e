import os

import pytest

from owned import OWN
from slipstick import SpecError, load, matmul
from slipstick.evidence.checks import check
from slipstick.files.page import sources
from slipstick.files.places import read_bytes, shipped_root
from slipstick.files.schema import RANKS
from slipstick.files.yamltree import read


def test_a_value_over_several_lines_is_one_text(own):
    text = OWN.replace("peak: {bf16: 100 TFLOP/s}", 'peak:\n  bf16: |\n    100\n    TFLOP/s\ndie:\n  process: "a\\tb"')
    (own / "my-gpu.yaml").write_text(text)
    part = load("mine", str(own))
    assert part.facts["peak.bf16"][:3] == (1e14, "FLOP/s", "100 TFLOP/s")
    assert part.facts["die.process"][:3] == ("a b", None, "a b")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("name: [unclosed\n", 2, "not valid YAML"),
        ("name: a\n\tkind: gpu\n", 2, "not valid YAML"),
        (OWN.replace("memory:", "memroy:"), 5, "unknown key 'memroy': did you mean memory?"),
        (OWN.replace("bandwidth:", "bandwith:"), 6, "unknown key 'memory.HBM.bandwith': did you mean bandwidth?"),
        (OWN.replace("bf16", "bf61"), 4, "unknown key 'peak.bf61': did you mean bf16"),
        (
            OWN.replace("1 TB/s", "1"),
            6,
            "memory.HBM.bandwidth = 1 has no unit: a bandwidth belongs there, such as '1 B/s'",
        ),
        (
            OWN.replace("1 TB/s", "1 TFLOP/s"),
            6,
            "memory.HBM.bandwidth is a compute rate (FLOP/s), but a bandwidth (B/s) belongs",
        ),
        (
            OWN.replace("100 TFLOP/s", "100 TB/s"),
            4,
            "peak.bf16 is a bandwidth (B/s), but a compute rate (FLOP/s) belongs there",
        ),
        (OWN.replace("10 GB", "10 gb"), 6, "memory.HBM.capacity = '10 gb': unknown unit 'gb' in '10 gb': write Gbit"),
        (
            OWN.replace("10 GB", "10 KB"),
            6,
            "memory.HBM.capacity = '10 KB': unknown unit 'KB' in '10 KB': write kB (1000 B) or KiB",
        ),
        (OWN.replace("10 GB", "-10 GB"), 6, "memory.HBM.capacity = -10 GB is out of range: a size cannot be negative"),
        (
            OWN.replace("1 TB/s", "1 GHz"),
            6,
            "memory.HBM.bandwidth is a frequency (Hz), but a bandwidth (B/s) belongs there",
        ),
        (OWN.replace("1 TB/s", "0 TB/s"), 6, "memory.HBM.bandwidth is zero: leave out what the part does not have"),
        (OWN.replace("1 TB/s", "1e400 TB/s"), 6, "memory.HBM.bandwidth = '1e400 TB/s': '1e400 TB/s' is too large"),
        (OWN.replace("10 GB", "10 GB, latency: 5 gs"), 6, "memory.HBM.latency = '5 gs': unknown unit 'gs' in '5 gs'"),
        (
            OWN.replace("10 GB", "10 GB, latency: 5 GB"),
            6,
            "memory.HBM.latency is a size (B), but a time (s) belongs there",
        ),
        (OWN[: OWN.index("sources")], 1, "sources is missing"),
        (OWN.replace('"*"', "peak"), 6, "memory.HBM.bandwidth has no source: name one under sources"),
        (
            OWN.replace("{title: my own measurement, seen: 2026-11-23}", "nvidia-a100"),
            8,
            "unknown source 'nvidia-a100'",
        ),
        (OWN.replace(", seen: 2026-11-23", ""), 8, "source * has no seen"),
        (OWN.replace("kind: gpu", "kind: gpus"), 2, "kind = 'gpus': did you mean gpu?"),
        (OWN.replace("name: My GPU\n", ""), 1, "name is missing"),
        (OWN + "name: again\n", 9, "name is given twice, first on line 1"),
        (
            OWN.replace("peak: {bf16: 100 TFLOP/s}", "peak: 100 TFLOP/s"),
            4,
            "peak = '100 TFLOP/s': expected 'key: value' lines",
        ),
        (OWN.replace("[mine]", "mine"), 3, "aliases = 'mine': expected a list"),
        (OWN.replace("released", "x") + "released: yesterday\n", 9, "released = 'yesterday': expected a year"),
        (OWN.replace("100 TFLOP/s", "&a 100 TFLOP/s"), 4, "anchors and aliases (a) are not used here"),
        (OWN.replace("100 TFLOP/s", "!!python/object:os.system x"), 4, "tags"),
        (OWN + "---\nname: b\n", 9, "a second document"),
        ("- a\n- b\n", 1, "expected 'key: value' lines"),
        ("", 1, "name is missing"),
        ("a: " + "[" * 50 + "]" * 50, 1, "nested more than 8 deep"),
        (
            'a: &a ["x","x"]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b]\n',
            1,
            "anchors and aliases (a) are not used here: write the value out",
        ),
        (
            OWN.replace("capacity: 10 GB", "pins: 1024, pin: 1 Gbit/s"),
            6,
            "memory.HBM.bandwidth is 1 TB/s, but memory.HBM.pins x memory.HBM.pin make 128 GB/s: one of them is wrong",
        ),
        (
            OWN + "compute: {units: 10, rate: {bf16: 1024 FLOP/cycle}}\nclock: {boost: 1 GHz}\n",
            4,
            "peak.bf16 is 100 TFLOP/s, but compute.units x compute.rate.bf16 x clock.boost make 10.2 TFLOP/s",
        ),
        (OWN + "sparse: {bf16: 50 TFLOP/s}\n", 4, "peak.bf16 is more than sparse.bf16: dense and sparse are exchanged"),
        (
            OWN + "vector: {bf16: 101 TFLOP/s}\n",
            9,
            "vector.bf16 is more than peak.bf16: the rates of the vector and of the matrix units are exchanged",
        ),
        (
            OWN + "half_accumulate: {bf16: 50 TFLOP/s}\n",
            4,
            "peak.bf16 is more than half_accumulate.bf16: the rates for sums in fp16 and in fp32 are exchanged",
        ),
        (OWN + "clock: {base: 2 GHz, boost: 1 GHz}\n", 9, "clock.base is more than clock.boost: the two are exchanged"),
        (OWN + "power: {idle: 2 kW, tdp: 1 kW}\n", 9, "power.idle is more than power.tdp: one of them is wrong"),
        (
            OWN + "links: {x: {bandwidth: 300 GB/s, both: 300 GB/s}}\n",
            9,
            "links.x.bandwidth is 300 GB/s, but half of links.x.both make 150 GB/s: one of them is wrong",
        ),
        (
            OWN + "links: {x: {bandwidth: 64 GB/s, count: 16, lane: 32 Gbit/s, encoding: 0.5}}\n",
            9,
            "links.x.bandwidth is 64 GB/s, but links.x.count x links.x.lane x encoding make 32 GB/s: one of them",
        ),
        (
            OWN + "cache: {L3: {capacity: 32 MiB, count: 12, total: 32 MiB}}\n",
            9,
            "cache.L3.total is 33.6 MB, but cache.L3.count x cache.L3.capacity make 403 MB: one of them is wrong",
        ),
        (
            OWN + "compute: {rate: {fp64: 32 FLOP/cycle}, width: 256 bit, pipes: 2}\n",
            9,
            "compute.rate.fp64 is 32 FLOP/cycle, but compute.pipes of compute.width make 16 FLOP/cycle",
        ),
        (
            OWN + "links: {x: {topology: torus}}\n",
            9,
            "links.x.topology = 'torus': expected 'key: value' lines under it",
        ),
        (
            OWN + "links: {x: {topology: {kind: tours}}}\n",
            9,
            "links.x.topology.kind = 'tours': did you mean torus",
        ),
        (
            OWN + "links: {x: {topology: {kind: torus, shape: 4x4}}}\n",
            9,
            "links.x.topology.shape = '4x4': expected a list of sides, such as [4, 4]",
        ),
        (
            OWN + "links: {x: {topology: {kind: torus, shape: []}}}\n",
            9,
            "links.x.topology.shape = 'a list or mapping': ",
        ),
        *(
            (
                OWN + f"links: {{x: {{topology: {{kind: torus, shape: [4, {side}]}}}}}}\n",
                9,
                f"links.x.topology.shape = '{side}': expected a whole number from 1 to 999999",
            )
            for side in ("0", "-4", "2.5", "four", "1e3", "1000000")
        ),
        (
            OWN + "links: {x: {topology: {kind: torus, shape: [4, [4]]}}}\n",
            9,
            "links.x.topology.shape: expected one value, not a list or mapping",
        ),
        (
            OWN + "route: {distance: 6000 km, round_trip: 20 ms}\n",
            9,
            "route.round_trip is less than the 40 ms light takes",
        ),
        (
            OWN + "numbers: {x: {low: 3 us, typical: 2 us, high: 4 us}}\n",
            9,
            "numbers.x.low is more than numbers.x.typical: the range is upside down",
        ),
        (
            OWN + "parts: {gpu: {spec: h1000-sxm, count: 8}}\n",
            9,
            "parts.gpu.spec = 'h1000-sxm': did you mean h100-sxm",
        ),
    ],
)
def test_a_bad_file_is_named_with_its_line_and_remedy(text, line, said, tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_text(text)
    problems, *_ = check(str(path))
    assert problems
    hits = [problem for problem in problems if problem.startswith(f"{path}:{line}: {said}")]
    assert hits, problems
    assert all("\n" not in problem for problem in problems)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\xfe\x00name", "1: not a text file in UTF-8: expected YAML"),
        (b"name: a\n\x00\x01", "2: not valid YAML"),
        (b"name: a\nkind: \xc3\x28\n", "2: not a text file in UTF-8"),
        (b"#" * 1_000_001, "1: the file is 1000001 bytes long"),
    ],
)
def test_a_file_that_is_not_text_is_named(data, said, tmp_path):
    path = tmp_path / "bad.yaml"
    path.write_bytes(data)
    problems, *_ = check(str(path))
    assert problems[0].startswith(f"{path}:{said}")


def test_the_sides_of_a_shape_are_whole_numbers(own):
    (own / "my-gpu.yaml").write_text(OWN + "links: {x: {topology: {kind: torus, shape: [2, 4, 8]}}}\n")
    (own / "twin.yaml").write_text("name: Twin\nextends: mine\n")
    for word in ("mine", "twin"):
        part = load(word, str(own))
        assert part["links.x.topology.shape"] == (2, 4, 8)
        assert part.as_dict()["facts"]["links.x.topology.shape"]["text"] == "2x4x8"


def test_a_spec_above_takes_over_a_shape_from_below(own):
    source = "sources: {'*': {title: t, seen: 2026-11-23}}"
    (own / "pod.yaml").write_text(f"name: Own pod\nextends: tpu-v4-pod\nreleased: 2026\n{source}\n")
    assert load("own pod", str(own))["links.ici.topology.shape"] == (16, 16, 16)


def test_a_bad_file_does_not_answer(own):
    (own / "my-gpu.yaml").write_text(OWN.replace("1 TB/s", "1"))
    with pytest.raises(SpecError, match=r"my-gpu.yaml:6: memory.HBM.bandwidth = 1 has no unit"):
        matmul(1, 1, 1, on="mine", specs=str(own))


def test_every_shipped_source_says_its_rank():
    path = os.path.join(shipped_root(), "sources.yaml")
    found, problems = sources(path, read(path, read_bytes(path)))
    assert not problems
    assert len(found) > 1000
    assert not [key for key, entry in found.items() if entry.get("rank") not in RANKS]
