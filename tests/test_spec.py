import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from zlib import crc32

import pytest

import slipstick
from records import records
from slipstick import SpecError, UsageError, catalogue, load, matmul, select
from slipstick.evidence.checks import check
from slipstick.files import places as files
from slipstick.files.places import compiled_paths, shipped_root
from slipstick.files.schema import is_value

OWN = """\
name: My GPU
kind: gpu
aliases: [mine]
peak: {bf16: 100 TFLOP/s}
memory:
  HBM: {bandwidth: 1 TB/s, capacity: 10 GB}
sources:
  "*": {title: my own measurement, seen: 2026-11-23}
"""


@pytest.fixture
def own(tmp_path):
    folder = tmp_path / "specs"
    folder.mkdir()
    (folder / "my-gpu.yaml").write_text(OWN)
    return folder


def cache_of(root):
    return Path(compiled_paths(str(root))[0])


def test_the_first_parts_are_there():
    wanted = (
        "a100-sxm-40gb a100-sxm-80gb a100-pcie-80gb h100-sxm h100-pcie h200-sxm b200 l40s t4 rtx-4090 mi300x tpu-v5e"
    )
    assert set(wanted.split()) <= set(catalogue().words)
    assert "apple-m2" in catalogue().words


def test_the_shipped_specs_pass_every_check():
    problems, specs, values = check()
    assert problems == []
    assert specs == len(catalogue())
    assert values == sum(is_value(path) for part in catalogue() for path in part) >= 500


def test_every_value_has_a_source_with_a_title_an_address_and_a_day():
    for part in catalogue():
        for path, fact in part.facts.items():
            for source in (part.sources[key] for key in (fact.source, *fact.also)):
                assert source["title"], (part, path)
                assert source["publisher"], (part, path)
                assert source["address"].startswith("http"), (part, path)
                assert re.fullmatch(r"202\d-\d\d-\d\d", source["seen"]), (part, path)


def test_every_source_is_used():
    formulas = {formula.source for formula in slipstick.formulas.formulas().values()}
    text = "".join(path.read_text() for path in Path(shipped_root()).rglob("*.yaml"))
    recorded = {record.source for record in records()}
    facts = {key for part in catalogue() for fact in part.facts.values() for key in (fact.source, *fact.also)}
    used = (
        formulas
        | recorded
        | facts
        | {key for key in catalogue().sources if re.search(rf": {key}$", text, re.MULTILINE)}
    )
    assert set(catalogue().sources) - used == set()


@pytest.mark.parametrize(
    ("word", "handle"),
    [
        ("a100", "a100-sxm-80gb"),
        ("A100", "a100-sxm-80gb"),
        ("rtx 4090", "rtx-4090"),
        ("RTX_4090", "rtx-4090"),
        ("4090", "rtx-4090"),
        ("8480", "xeon-8480-plus"),
        ("NVIDIA A100 SXM4 80GB", "a100-sxm-80gb"),
        ("v5e", "tpu-v5e"),
        ("m2", "apple-m2"),
        ("h100-p", "h100-pcie"),
    ],
)
def test_a_word_finds_its_part(word, handle):
    assert load(word).handle == handle


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("h1000", "unknown device 'h1000': did you mean h100"),
        ("a100-sxm", "'a100-sxm' is ambiguous: it could be a100-sxm-40gb, a100-sxm-80gb"),
        ("zz", "unknown device 'zz': slipstick list shows what there is"),
        ("", "unknown device ''"),
        ("-", "unknown device '-'"),
        ("x" * 500, "unknown device 'xxx"),
    ],
)
def test_a_word_that_finds_none_or_many_is_refused(word, said):
    with pytest.raises(UsageError) as error:
        load(word)
    assert str(error.value).startswith(said)
    assert len(str(error.value)) < 300


def test_a_fact_is_a_quantity_or_words():
    part = load("a100")
    assert part["memory.HBM.bandwidth"] == slipstick.quantity("2039 GB/s")
    assert str(part["memory.HBM.capacity"].units) == "gibibyte"
    assert part["memory.HBM.type"] == "HBM2e"
    with pytest.raises(slipstick.SlipstickError, match=r"a100-sxm-80gb has no memory.HBM.bandwith: did you mean"):
        part["memory.HBM.bandwith"]


def test_a_variant_takes_over_what_it_does_not_say():
    base, variant = load("a100-sxm-80gb"), load("a100-sxm-40gb")
    assert variant.extends == ["a100-sxm-80gb"]
    assert variant["peak.bf16"] == base["peak.bf16"]
    assert variant["memory.HBM.bandwidth"] < base["memory.HBM.bandwidth"]
    assert variant["memory.HBM.type"] == "HBM2"


def test_own_specs_are_used_beside_and_before_the_shipped_ones(own, monkeypatch):
    assert matmul(4096, 4096, 4096, on="mine", specs=str(own)).floor.to("ms").magnitude == pytest.approx(
        1.3744, rel=1e-4
    )
    assert load("a100", str(own)).handle == "a100-sxm-80gb"
    (own / "other.yaml").write_text(OWN.replace("mine", "a100").replace("My GPU", "Another"))
    assert load("a100", str(own)).handle == "other"
    with pytest.raises(UsageError):
        load("mine")
    monkeypatch.setenv("SLIPSTICK_SPECS", str(own))
    assert load("mine").name == "My GPU"
    assert load("my-gpu", str(own / "my-gpu.yaml")).name == "My GPU"


def test_the_users_configuration_is_read(own, monkeypatch, tmp_path):
    place = tmp_path / "config" / "slipstick"
    place.mkdir(parents=True)
    own.rename(place / "hardware")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert load("mine").name == "My GPU"


def test_a_value_over_several_lines_is_one_text(own):
    text = OWN.replace("peak: {bf16: 100 TFLOP/s}", 'peak:\n  bf16: |\n    100\n    TFLOP/s\ndie:\n  process: "a\\tb"')
    (own / "my-gpu.yaml").write_text(text)
    part = load("mine", str(own))
    assert part.facts["peak.bf16"][:3] == (1e14, "FLOP/s", "100 TFLOP/s")
    assert part.facts["die.process"][:3] == ("a b", None, "a b")


def test_own_specs_can_extend_a_shipped_one(own):
    fast = own / "fast.yaml"
    memory, sources = "memory: {HBM: {bandwidth: 3 TB/s}}", "sources: {'*': {title: t, seen: 2026-11-23}}"
    fast.write_text(f"name: Fast A100\nextends: a1000\n{memory}\n{sources}\n")
    with pytest.raises(SpecError, match=r"fast.yaml:2: extends 'a1000': did you mean a100"):
        load("fast", str(own))
    fast.write_text(f"name: Fast A100\nextends: a100\n{memory}\n{sources}\n")
    part = load("fast", str(own))
    assert part["memory.HBM.bandwidth"] == slipstick.quantity("3 TB/s")
    assert part["memory.HBM.capacity"] == slipstick.quantity("80 GiB")
    problems, *_ = check(str(fast))
    assert problems == [
        f"{fast}:3: memory.HBM.bandwidth is 3 TB/s, but memory.HBM.pins x memory.HBM.pin make 2.04 TB/s: "
        "one of them is wrong"
    ]


def test_an_edit_changes_the_next_answer(own):
    before = matmul(4096, 4096, 4096, on="mine", specs=str(own)).floor
    path = own / "my-gpu.yaml"
    stamp = os.stat(path)
    path.write_text(OWN.replace("100 TFLOP/s", "200 TFLOP/s"))
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))  # same length, same time: still an edit
    after = matmul(4096, 4096, 4096, on="mine", specs=str(own)).floor
    assert after.magnitude == pytest.approx(before.magnitude / 2)


def flipped(data, at):
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def test_a_damaged_cache_changes_nothing(own):
    def told():
        return [load(word, str(own)).as_dict() for word in ("mine", "my gpu", "my-g")]

    answer = told()
    path = cache_of(own)
    whole = path.read_bytes()
    places = [whole.index(text) for text in (b"1000000000000.0", b'"mark"', b"my own measurement", b"my-gpumy-gpu")]
    for damage in (
        *(b"", b"\0" * 100, whole[:-50], whole[:200], whole[:4096], b"{}\n[]\n"),
        *(flipped(whole, at) for at in (0, 20, 100, *places, *range(3, len(whole), 997))),
    ):
        assert damage != whole
        path.write_bytes(damage)
        assert told() == answer


def test_stamps_are_believed_only_of_files_that_have_not_moved(own):
    path = own / "my-gpu.yaml"
    kept = Path(f"{cache_of(own)}.stamps")
    select(specs=str(own))
    assert not kept.exists()  # the file is too young to be told apart from one written right after
    past = time.time_ns() - 10**10
    for layer in catalogue(str(own)).layers[1:]:
        found = files.file_stamps(layer.root)
        kept.write_text(f"{layer.store.meta['mark']} {crc32(repr(sorted(found.items())).encode()):08x}")
    assert "mine" in catalogue(str(own)).words
    path.write_text(OWN.replace("aliases: [mine]", "aliases: [yours]"))
    os.utime(path, ns=(past, past))
    assert "yours" in catalogue(str(own)).words
    assert "mine" not in catalogue(str(own)).words
    kept.write_text("{damaged")
    assert "yours" in catalogue(str(own)).words


def test_a_damaged_cache_is_mended(own):
    load("mine", str(own))
    whole = cache_of(own).read_bytes()
    cache_of(own).write_bytes(whole[:100])
    load("mine", str(own))
    assert cache_of(own).read_bytes() == whole


@pytest.mark.parametrize("obstacle", ["a file where the folder belongs", "nowhere to write"])
def test_a_cache_that_cannot_be_written_changes_nothing(own, obstacle, monkeypatch, tmp_path):
    place = tmp_path / "blocked"
    if obstacle == "nowhere to write":
        place = "/proc/slipstick"
    else:
        place.write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(place))
    assert load("mine", str(own)).name == "My GPU"


def test_twenty_processes_on_an_empty_cache_all_answer(own, tmp_path):
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "empty")}
    question = ["matmul", "4096", "4096", "4096", "--on", "mine", "--specs", str(own), "--short"]
    command = [sys.executable, "-m", "slipstick", *question]

    def ask(_):
        return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(ask, range(20)))
    assert {(a.returncode, a.stdout, a.stderr) for a in answers} == {(0, answers[0].stdout, "")}
    assert answers[0].stdout.endswith("ms\n")
    assert [
        name for name in os.listdir(tmp_path / "empty" / "slipstick") if not name.endswith((".db", ".db.stamps"))
    ] == []


GOOD_SOURCES = 'sources: {"*": {title: t, seen: 2026-11-23}}\n'


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


def test_a_bad_file_does_not_answer(own):
    (own / "my-gpu.yaml").write_text(OWN.replace("1 TB/s", "1"))
    with pytest.raises(SpecError, match=r"my-gpu.yaml:6: memory.HBM.bandwidth = 1 has no unit"):
        matmul(1, 1, 1, on="mine", specs=str(own))


def test_two_parts_of_one_name_are_refused(own):
    (own / "second.yaml").write_text(OWN.replace("My GPU", "Second"))
    problems, *_ = check(str(own))
    assert problems == [f"{own}/second.yaml:3: mine already means my-gpu: use another alias"]


def test_specs_that_extend_each_other_are_refused(own):
    for one, other in (("a", "b"), ("b", "a")):
        (own / f"{one}.yaml").write_text(f"name: {one}{one}\nextends: {other}\n")
    problems, *_ = check(str(own))
    assert any("a.yaml:2: extends 'b', which extends this spec" in p or "b.yaml:2: extends 'a'" in p for p in problems)


def test_a_place_without_specs_is_a_usage_error(tmp_path):
    with pytest.raises(UsageError, match=r"no .yaml file in /"):
        load("a100", str(tmp_path))


def test_a_missing_path_is_a_usage_error():
    with pytest.raises(UsageError, match="no such file or folder: /nowhere"):
        check("/nowhere")
