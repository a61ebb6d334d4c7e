"""The catalogue: what is in it, how it is chosen from and compared, and templates for one's own."""

import csv
import io
import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

import slipstick
from examples import TOP, generated, run
from slipstick import SlipstickError, UsageError, catalogue, compare, describe, load, look_up, select
from slipstick.evidence.checks import check
from slipstick.files.schema import KINDS
from slipstick.files.template import new, schema, template
from slipstick.reference.part import derived
from slipstick.units.data import data_folder

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
        assert re.split("[:/]", path)[-2] == part.kind, path


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
        ("gaudi3", "peak.bf16", "1677 TFLOP/s", "1835"),
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
    assert look_up("rtx 4090.tdp") == slipstick.quantity("450 W")
    for question, said in (
        ("a100.bandwidth", "a100-sxm-80gb has more than one bandwidth: links.nvlink.bandwidth, links.pcie.bandwidth"),
        ("a100.memroy.L2", "a100-sxm-80gb has no memroy.L2: did you mean memory.L2"),
        ("a1000.memory", "unknown device 'a1000': did you mean a100"),
        ("a100.memory", "'a100.memory' is not one fact but many: memory.HBM.type, memory.HBM.capacity"),
        ("a100", "'a100' is not one fact but many: released, "),
        ("a100.zzz", "a100-sxm-80gb has no zzz: slipstick show a100-sxm-80gb shows what it has"),
    ):
        with pytest.raises(SlipstickError) as error:
            look_up(question)
        assert str(error.value).startswith(said)


def test_show_prints_a_page_a_fact_or_a_section():
    page = run(["show", "epyc-9654"]).stdout
    assert "96 × 16 FLOP/cycle × 3.7" in page
    assert "http" not in page
    assert "--sources names them" in page
    assert "https://" in run(["show", "epyc-9654", "--sources"]).stdout
    fact = run(["show", "a100.memory.L2.bandwidth"]).stdout
    assert re.search(r"memory.L2.bandwidth +5405 GB/s +\[1\]\n\n\[1\] GPU benchmarks", fact)
    told = json.loads(run(["show", "a100.memory.L2.bandwidth", "--json"]).stdout)
    assert (told["value"], told["unit"], told["source"]["seen"]) == (5.405e12, "B/s", "2026-11-23")
    assert set(json.loads(run(["show", "a100.power", "--json"]).stdout)["facts"]) == {"power.tdp"}


def test_what_follows_from_a_page_is_worked_out(parts):
    steps = dict(derived(load("epyc-9654")))
    assert steps["peak.fp64"].value == pytest.approx(96 * 16 * 3.7e9)
    assert steps["ridge.fp64"].value == pytest.approx(96 * 16 * 3.7e9 / 460.8e9)
    for part in parts:
        assert describe(part, sources=True)
        assert max(map(len, describe(part).splitlines())) <= 79, part.handle


def test_conditions_choose_and_facts_sort():
    chosen = select("gpu", where="memory.HBM.capacity >= 80 GiB", sort="peak.bf16")
    assert all(part.number("memory.HBM.capacity") >= 80 * 2**30 for part in chosen)
    rates = [part.number("peak.bf16") for part in chosen if "peak.bf16" in part]
    assert rates == sorted(rates, reverse=True)
    every = [part for part in catalogue() if part.kind == "gpu"]
    assert {part.handle for part in chosen} == {
        part.handle for part in every if part.facts.get("memory.HBM.capacity", (0,))[0] >= 80 * 2**30
    }


@pytest.mark.parametrize(
    ("where", "inside", "outside"),
    [
        ("vendor = AMD", "mi300x", "a100-sxm-80gb"),
        ("vendor != amd", "a100-sxm-80gb", "mi300x"),
        ("released >= 2023", "mi300x", "a100-sxm-80gb"),
        ("memory.*.capacity > 80 GiB", "h200-sxm", "a100-sxm-80gb"),
        ("memory.hbm.capacity < 80 GB", "v100-sxm2-16gb", "a100-sxm-80gb"),
        ("peak.fp64 > 15 TFLOP/s", "xeon-6980p", "epyc-9654"),
        ("ridge.bf16 >= 250 FLOP/B", "h100-sxm", "a100-sxm-80gb"),
        ("memory.L2.latency < 220 cycle", "a100-sxm-80gb", "a40"),
        ("memory.*.bandwidth > 600 GB/s", "epyc-9755", "epyc-9654"),
        ("handle = t4", "t4", "a2"),
        ("peak.* > 9 PFLOP/s", "gb200", "h100-sxm"),
        ("links.*.bandwidth < 40 GB/s", "pcie-4", "pcie-5"),
        ("numbers.*.typical < 300 pJ", "energy-by-node", "operating-system"),
    ],
)
def test_a_condition_holds_where_it_should(where, inside, outside):
    handles = {part.handle for part in select(where=where)}
    assert inside in handles
    assert outside not in handles


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"where": "nonsense"}, "cannot read the condition 'nonsense': write it like 'memory.HBM.capacity >= 80 GiB'"),
        ({"where": "memory.HBM.capcity > 1 GB"}, "no spec has 'memory.HBM.capcity': did you mean memory.HBM.capacity"),
        ({"where": "memory.HBM.capacity > 80"}, "memory.HBM.capacity = 80 has no unit: a size belongs there"),
        ({"where": "memory.HBM.capacity > 80 W"}, "memory.HBM.capacity is a power (W), but a size (B) belongs there"),
        ({"where": "memory.HBM.capacity > 80 gb"}, "memory.HBM.capacity = '80 gb': unknown unit 'gb'"),
        ({"where": "price.launch < 500 $"}, "price.launch = '500 $': cannot read the unit '$' in '500 $': write USD"),
        ({"where": "vendor = NVIDEA"}, "no vendor is 'NVIDEA': did you mean NVIDIA?"),
        ({"sort": "peak.bf61"}, "no spec has 'peak.bf61': did you mean peak.bf16"),
        ({"kind": "gpus"}, "unknown kind 'gpus': did you mean gpu?"),
    ],
)
def test_a_wrong_condition_is_refused(options, said):
    with pytest.raises(UsageError) as error:
        select(options.pop("kind", None), **options)
    assert str(error.value).startswith(said)


def test_a_sort_puts_what_does_not_say_last():
    parts = select("cpu", sort="price.launch")
    known = ["price.launch" in part for part in parts]
    assert known == sorted(known, reverse=True)
    assert any(known)
    assert not all(known)


def test_an_empty_choice_says_so():
    done = run(["list", "gpu", "--where", "memory.*.capacity > 100 TiB"])
    assert (done.returncode, done.stderr) == (0, "no spec meets every condition\n")


def test_the_list_has_a_column_for_what_was_asked():
    done = run(["list", "cpu", "--where", "compute.units > 100", "--sort", "power.tdp", "--csv"])
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {"handle", "cores", "power.tdp"} <= set(rows[0])
    assert "compute.units" not in rows[0]  # which is what cores says
    assert all(int(row["cores"]) > 100 for row in rows)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_list_of_its_own(kind):
    done = run(["list", kind, "--csv"])
    assert (done.returncode, done.stderr) == (0, "")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["handle"] for row in rows] == [part.handle for part in select(kind)]
    for column in rows[0]:
        assert any(row[column] for row in rows), column


def test_a_comparison_has_ratios_to_the_first_and_the_balance():
    answer = compare("a100", "h100", "mi300x")
    rows = {row.path: row for row in answer.rows}
    assert rows["peak.bf16"].ratios == pytest.approx((1, 989.4 / 312, 1307.4 / 312))
    assert rows["memory.bandwidth"].ratios == pytest.approx((1, 3350 / 2039, 5325 / 2039))
    assert rows["ridge.bf16"].cells[1].value == pytest.approx(989.4e12 / 3350e9)
    assert rows["peak.fp8"].ratios == (None, None, None)
    assert "3.17x" in str(answer)
    assert set(rows) < {row.path for row in compare("a100", "h100", "mi300x", everything=True).rows}
    done = run(["compare", "a100", "h100", "mi300x", "--json"])
    assert json.loads(done.stdout) == answer.as_dict()
    assert run(["compare", "a100", "h100", "mi300x"]).stdout == str(answer) + "\n"
    assert "<td>NVIDIA H100 SXM5 80GB</td>" in answer._repr_html_()


def test_a_comparison_of_different_memories_meets():
    rows = {row.path: row for row in compare("rtx-4090", "h100").rows}
    assert rows["memory.bandwidth"].ratios[1] == pytest.approx(3350 / 1008)


def test_a_comparison_needs_two():
    with pytest.raises(UsageError, match="compare takes two parts or more"):
        compare("a100")


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_passes_every_check_with_and_without_what_is_optional(kind, tmp_path):
    path = tmp_path / "mine.yaml"
    assert run(["new", kind, str(path)]).returncode == 0
    assert check(str(path))[0] == []
    assert load("mine", str(path)).kind == kind
    text = re.sub(r"^# (?!#)", "", template(kind), flags=re.MULTILINE)
    text = re.sub(r"^extends:.*", "", text, flags=re.MULTILINE)
    assert text.count("\n#") < template(kind).count("\n#")
    (tmp_path / "full.yaml").write_text(text)
    assert check(str(tmp_path / "full.yaml"))[0] == []


def test_a_template_overwrites_nothing_and_names_what_is_wrong(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("precious")
    with pytest.raises(SlipstickError, match=r"mine.yaml is there already: nothing was written"):
        new("gpu", str(path))
    assert path.read_text() == "precious"
    for kind, name, said in (
        ("gpuu", "x.yaml", "unknown kind 'gpuu': did you mean gpu?"),
        ("gpu", "x.txt", "a spec's file ends in .yaml"),
        ("gpu", "nowhere/x.yaml", "cannot be written: No such file or directory"),
    ):
        with pytest.raises(SlipstickError, match=re.escape(said)):
            new(kind, str(tmp_path / name))
    assert [each.name for each in tmp_path.iterdir()] == ["mine.yaml"]


def test_the_schema_accepts_every_spec_and_template():
    known = jsonschema.Draft202012Validator(schema())
    data = Path(data_folder())
    files = [*data.glob("hardware/*/*.yaml"), *data.glob("numbers/*.yaml"), *data.glob("templates/*.yaml")]
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    for path in files:
        problems = [*known.iter_errors(yaml.load(path.read_text(encoding="utf-8"), Loader=loader))]
        assert problems == [], path


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "gpus"},
        {"memroy": {}},
        {"memory": {"HBM": {"bandwith": "1 TB/s"}}},
        {"peak": {"bf61": "1 TFLOP/s"}},
        {"released": "yesterday"},
        {"aliases": "one"},
        {"name": None},
        {"sources": {"*": {"title": "no day"}}},
    ],
)
def test_the_schema_refuses_what_the_check_refuses(change):
    good = {"name": "a", "kind": "gpu", "sources": {"*": {"title": "t", "seen": "2026-11-23"}}, "released": 2024}
    known = jsonschema.Draft202012Validator(schema())
    assert known.is_valid(good)
    bad = {key: value for key, value in {**good, **change}.items() if value is not None}
    assert not known.is_valid(bad)


def test_the_command_prints_the_schema():
    assert json.loads(run(["check", "--schema"]).stdout) == schema()


@pytest.mark.parametrize("name", sorted(generated()))
def test_the_generated_pages_are_true(name):
    assert (TOP / "docs" / name).read_text(encoding="utf-8") == generated()[name]
