"""The catalogue: what is in it, how a part is found, and specs of one's own beside it."""

import os
import re

import pytest

import slipstick
from owned import OWN
from slipstick import SlipstickError, SpecError, UsageError, catalogue, load, look_up, matmul
from slipstick.evidence.checks import check
from slipstick.files import places
from slipstick.files.kinds import KINDS

# The parts a person asks about, in a person's words.
ASKED = """
p100-sxm2, p100-pcie, v100, v100-sxm2-16gb, v100-sxm2-32gb, v100-pcie-16gb, t4, a2, a10, a10g, a16, a30, a40, rtx a6000,
rtx 6000 ada, rtx pro 6000 workstation, rtx pro 6000 server, l4, l40, l40s, a100, a100 40gb, a100 pcie, a800-sxm-80gb,
h800-sxm, h800-pcie, h20, h100, h100 pcie, h100 nvl, gh200-96gb, h200, h200 nvl, b100, b200, b300, gb200, gb300,
gtx 1080 ti, rtx 2080 ti, rtx-3060, rtx 3060 ti, rtx-3070, rtx 3070 ti, rtx-3080, rtx 3080 ti, rtx-3090, rtx 3090 ti,
rtx-4060, rtx-4060-ti, rtx-4070, rtx 4070 super, rtx-4070-ti, rtx 4070 ti super, rtx-4080, rtx 4080 super, 4090,
rtx-5070, rtx 5070 ti, rtx-5080, rtx-5090, jetson agx orin 64gb, jetson thor t5000,
mi100, mi210, mi250, mi250x, mi300a, mi300x, mi308x, mi325x, mi350x, mi355x, rx 7900 xtx, rx 9070 xt,
tpu v2, tpu v3, tpu v4, tpu v4i, tpu v5e, tpu v5p, tpu v6e, tpu v7, ironwood, trillium,
trainium1, trainium2, trainium3, inferentia2, gaudi2, gaudi3, max 1550, arc b580, arc pro b60, wse-2, wse-3, groq,
wormhole-n150, blackhole-p150a, qualcomm-ai100, apple-m1,
apple-m1-pro, apple-m1-max, apple-m1-ultra, m2, apple-m2-ultra,
apple-m3, apple-m3-ultra, apple-m4, apple-m4-max, apple-m5,
xeon-8180, xeon-8280, xeon-8380, xeon 8480+, xeon-8592-plus, xeon-6980p, epyc-7742, epyc-7763, epyc-9654, epyc-9754,
epyc-9755, epyc-9965, graviton2, graviton3, graviton4, grace, altra-q80-30, core-i9-14900k, core-ultra-9-285k,
ryzen-9-7950x, ryzen-9-9950x, raspberry pi 4, raspberry pi 5,
ddr3-1600, ddr4-3200, ddr5-4800, lpddr4x, lpddr5-6400, lpddr5x-8533, gddr6-16, gddr6x-21, gddr7-28, hbm2-2, hbm2e-3600,
hbm3, hbm3e-9200, hbm4, cxl-memory, pcie-3, pcie-4, pcie5, pcie gen5, pcie-6, nvlink-1, nvlink-2, nvlink-3, nvlink4,
nvlink-5, nvlink-c2c, infinity-fabric-mi300, tpu-ici-v5p, neuronlink-3, infiniband-edr, infiniband-hdr, infiniband-ndr,
infiniband-xdr, ethernet-1g, ethernet-10g, ethernet-25g, ethernet-40g, ethernet-100g, ethernet-400g, ethernet-800g,
hdd, sata ssd, nvme gen3, nvme-gen4, nvme-gen5, aws-ebs-gp3, aws-s3, lto-9, same rack, same zone, cross-zone, fibre,
azure-eastus-westeurope, dgx-1-v100, dgx a100, dgx-h100, dgx-h200, dgx-b200, gb200 nvl72, hgx-mi300x, p3-16xlarge, p4d,
p5, aws-trn2-48xlarge, g5-xlarge, a2-highgpu-8g, a3-highgpu-8g, a4-highgpu-8g, tpu-v4-pod, tpu-v5p-pod,
azure-nd96asr-v4, azure-nd96isr-h100-v5, energy-45nm, cloud-prices, operating-system, compression, dean-2009
"""


@pytest.fixture(scope="module")
def parts():
    return catalogue().specs()


@pytest.mark.parametrize("words", [words.strip() for words in ASKED.replace("\n", " ").split(",")])
def test_the_part_a_person_asks_about_is_in_it(words):
    assert load(words).facts


def test_it_is_large_and_every_kind_is_there(parts):
    assert {part.kind for part in parts} == set(KINDS)
    assert len(parts) >= 220
    assert sum(len(part.facts) for part in parts) >= 1500


def test_a_file_lies_in_the_folder_of_its_kind(parts):
    for part in parts:
        path = next(iter(part.made_from))
        assert re.split("[:/]", path)[-2] in (part.kind, f"{part.kind}s"), path


def test_every_product_names_its_vendor(parts):
    nameless = [part.handle for part in parts if not part.vendor and part.kind not in ("network", "numbers", "node")]
    assert nameless == []


def test_every_price_has_a_date(parts):
    for part in parts:
        if part.section("price"):
            assert "price.date" in part, part


@pytest.mark.parametrize(
    ("handle", "path", "value", "note"),
    [
        ("h100-sxm", "peak.bf16", "989.4 TFLOP/s", "2:4 sparsity"),
        ("l4", "memory.GDDR.bandwidth", "300 GB/s", "3350"),
        ("l4", "peak.bf16", "121 TFLOP/s", "sparse"),
        ("v100s-pcie", "memory.HBM.bandwidth", "1134 GB/s", "V100"),
        ("v100-sxm2-16gb", "power.tdp", "300 W", "V100S"),
        ("mi300a", "memory.HBM.capacity", "128 GiB", "TechPowerUp"),
        ("mi325x", "memory.HBM.capacity", "256 GiB", "288"),
        ("mi250x", "devices", "2", "191.5"),
        ("tpu-v3", "peak.bf16", "123 TFLOP/s", "140"),
        ("rtx-a6000", "peak.bf16", "154.8 TFLOP/s", "38.7"),
        ("b200", "memory.HBM.bandwidth", "7672.32 GB/s", "8 TB/s"),
        ("b300", "peak.int8", "153.5 TOP/s", "B200"),
        ("gaudi3", "peak.bf16", "1678 TFLOP/s", "1835"),
        ("mi210", "memory.L2.capacity", "8 MiB", "6 MB"),
    ],
)
def test_a_known_disagreement_is_settled_with_its_reason(handle, path, value, note):
    part = load(handle)
    assert part.facts[path].text == value
    assert any(note in line for line in part.notes), part.notes


def test_a_fact_is_found_by_its_path():
    assert look_up("a100.memory.L2.bandwidth") == load("a100")["memory.L2.bandwidth"]
    assert look_up("epyc-9654.cache.L3.latency") == load("epyc-9654")["cache.L3.latency"]
    assert look_up("A100.l2.Bandwidth") == look_up("a100.memory.L2.bandwidth")
    assert look_up("a100.memory") == load("a100")["memory.HBM.capacity"]
    assert look_up("rtx 4090.tdp") == slipstick.quantity("450 W")
    for question, said in (
        ("a100.bandwidth", "a100-sxm-80gb has more than one bandwidth: links.nvlink.bandwidth, memory.HBM.bandwidth"),
        ("a100.memroy.L2", "a100-sxm-80gb has no memroy.L2: did you mean memory.L2"),
        ("a1000.memory", "unknown device 'a1000': did you mean a100"),
        ("a100.links", "'a100.links' is not one fact but many: links.nvlink.generation, links.nvlink.count"),
        ("a100", "'a100' is not one fact but many: released, "),
        ("a100.zzz", "a100-sxm-80gb has no zzz: slipstick show a100-sxm-80gb shows what it has"),
    ):
        with pytest.raises(SlipstickError) as error:
            look_up(question)
        assert str(error.value).startswith(said)


def test_the_first_parts_are_there():
    wanted = (
        "a100-sxm-40gb a100-sxm-80gb a100-pcie-80gb h100-sxm h100-pcie h200-sxm b200 l40s t4 rtx-4090 mi300x tpu-v5e"
    )
    assert set(wanted.split()) <= set(catalogue().words)
    assert "apple-m2" in catalogue().words


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


def test_a_part_is_kept_in_the_process_until_a_file_of_it_changes(own, monkeypatch):
    assert load("mine", str(own)) is not load("mine", str(own))  # just written: too new to be told apart
    monkeypatch.setattr(places, "MOMENT", -1.0)
    assert load("mine", str(own)) is load("mine", str(own))
    assert load("a100", str(own)) is load("a100", str(own))
    (own / "other.yaml").write_text(OWN.replace("mine", "a100").replace("My GPU", "Another"))
    assert load("a100", str(own)).handle == "other"
    (own / "other.yaml").unlink()
    assert load("a100", str(own)).handle == "a100-sxm-80gb"
    (own / "my-gpu.yaml").write_text(OWN.replace("100 TFLOP/s", "300 TFLOP/s"))
    assert load("mine", str(own)).number("peak.bf16") == 300e12


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


@pytest.mark.parametrize("word", [None, 3, ["a100"]])
def test_what_is_no_text_is_no_name(word):
    with pytest.raises(UsageError, match="is no name of a part: expected text, such as 'a100'"):
        slipstick.load(word)
