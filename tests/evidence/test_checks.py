import re
from pathlib import Path

import pytest

import slipstick
from evidence.multiplied import MULTIPLIED
from records import records
from slipstick import catalogue
from slipstick.estimates.links.linked import SAYS
from slipstick.evidence.checks import check, rounding
from slipstick.evidence.measurements import read
from slipstick.files.places import shipped_root
from slipstick.files.schema import SOURCE_HINT, is_value
from slipstick.specs.derived import follows
from slipstick.specs.rates import LIBRARY, SPECIAL


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{typical: 4 ns, estimate: 4 cycle}", "numbers.x.estimate: '4 cycle' is a number of cycles"),
        ("{typical: 4 ns, estimate: 4 +}", "numbers.x.estimate: "),
        ("{low: 4 ns, estimate: 4 ns}", "numbers.x.estimate estimates nothing: numbers.x has no typical value"),
        ("{typical: 4 ns, low: 5 ns}", "numbers.x.low is more than numbers.x.typical"),
        ("{typical: 4 ns, year: soon}", "numbers.x.year = 'soon': expected a year such as 2020"),
        ("{typical: 4 ns, history: maybe}", "numbers.x.history = 'maybe': expected true"),
        ("{typical: 4 ns, aliases: one}", "numbers.x.aliases = 'one': expected a list, such as [a, b]"),
        ("{typical: 4 ns, vignete: one}", "unknown key 'numbers.x.vignete': did you mean vignette?"),
    ],
)
def test_check_names_what_is_wrong_with_a_number(tmp_path, entry, said):
    path = tmp_path / "mine.yaml"
    head = "name: Mine\nkind: numbers\nnumbers:\n  x: "
    path.write_text(f"{head}{entry}\nsources: {{'*': {{title: t, seen: 2026-11-23}}}}\n")
    problems, *_ = check(str(path))
    assert len(problems) == 1
    assert problems[0].startswith(f"{path}:4: {said}")


NODE = """\
name: Mine
kind: node
parts: {{{part}: {{name: some device, count: 64}}}}
links:
  ring: {{count: 6, topology: {topology}}}
sources: {{'*': {{title: t, seen: 2026-11-23}}}}
"""


@pytest.mark.parametrize("part", ["gpu", "accelerator"])
@pytest.mark.parametrize(
    ("topology", "said"),
    [
        ("{kind: torus, shape: [4, 4]}", "the shape 4x4 joins 16 devices, but there are 64"),
        ("{kind: switch, shape: [64]}", "a switch has no shape: only ring, mesh, torus, hybrid-cube-mesh can have one"),
        ("{kind: torus}", "a torus needs its shape, such as [4, 4], or its dimensions"),
        ("{kind: full, links_per_pair: 2}", "6 links a device, but 2 to each of 63 others make 126"),
    ],
)
def test_check_refuses_a_topology_that_cannot_be(tmp_path, part, topology, said):
    path = tmp_path / "mine.yaml"
    path.write_text(NODE.format(part=part, topology=topology))
    assert check(str(path))[0] == [f"{path}:5: links.ring.topology: {said}"]


@pytest.mark.parametrize(
    ("part", "topology"),
    [
        ("gpu", "{kind: torus, shape: [4, 4, 4]}"),
        ("gpu", "{kind: torus, shape: [4, 4], devices: 16}"),
        ("cpu", "{kind: torus, shape: [4, 4]}"),
    ],
)
def test_check_accepts_a_topology_that_joins_the_devices_there_are(tmp_path, part, topology):
    path = tmp_path / "mine.yaml"
    path.write_text(NODE.format(part=part, topology=topology))
    assert check(str(path))[0] == []


def test_an_unknown_one_of_several_sources_is_named(tmp_path):
    path = tmp_path / "mine.yaml"
    head = "name: Mine\nkind: numbers\nnumbers:\n  x: {typical: 1 s}\n"
    path.write_text(head + "sources: {'*': [backblaze-q3-2025, qqqqqqqq]}\n")
    assert check(str(path))[0] == [f"{path}:5: unknown source 'qqqqqqqq': {SOURCE_HINT}"]


def test_the_shipped_specs_pass_every_check():
    problems, _, specs, values, _ = check()
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
    tables = [path.read_text() for path in Path(shipped_root()).rglob("*.csv")]
    measured = {line.rpartition(",")[2] for table in tables for line in table.splitlines()}
    facts = {key for part in catalogue() for fact in part.facts.values() for key in (fact.source, *fact.also)}
    stated = {LIBRARY, *SAYS.values(), *(key for *_, keys in SPECIAL.values() for key in keys)}
    used = (
        formulas
        | recorded
        | stated
        | measured
        | facts
        | {each.source for each in read()}
        | {key for key in catalogue().sources if re.search(rf": {key}$", text, re.MULTILINE)}
    )
    assert set(catalogue().sources) - used == set()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("layers: 61", "layers: 64", "parameters is 671e9, but model.layers, "),
        ("active: 8", "active: 16", "active_parameters is 37e9, but model.layers, "),
        ("active: 8", "active: 300", "experts.active is more than experts.routed: the two are exchanged"),
        ("parameters: 671e9", "parameters: 30e9", "active_parameters is more than parameters: one of them is wrong"),
        ("heads: 128,", "heads: 128, kv_heads: 256,", "attention.kv_heads is more than attention.heads"),
        ("dense_layers: 3", "dense_layers: 62", "experts.dense_layers is more than model.layers"),
        ("rope_size: 64", "rope_size: 64, windowed_layers: 62", "attention.windowed_layers is more than model.layers"),
        ("tied_embeddings: no", "tied_embeddings: false", "model.tied_embeddings = 'false': expected one of yes, no"),
        ("14.8e12 token", "14.8 TB", "training.tokens"),
    ],
)
def test_the_facts_of_a_model_are_held_to_each_other(tmp_path, old, new, said):
    page = (Path(shipped_root()) / "models" / "deepseek-v3.yaml").read_text()
    path = tmp_path / "mine.yaml"
    path.write_text(page.replace("aliases: [deepseek-v3-base]\n", "").replace("name: DeepSeek-V3", "name: Mine"))
    assert check(str(path))[0] == []
    assert old in page
    path.write_text(path.read_text().replace(old, new))
    assert any(said in problem for problem in check(str(path))[0])


@pytest.mark.parametrize(
    ("printed", "problem"),
    [
        ("671e9", False),
        ("670.9e9", False),
        ("668e9", False),  # 0.44 % off
        ("667.0e9", True),  # 0.59 %
        ("7e11", False),  # a rounded name: from 650 to 750
        ("0.8e12", True),
    ],
)
def test_a_count_is_held_to_half_a_percent_or_to_its_digits(tmp_path, printed, problem):
    page = (Path(shipped_root()) / "models" / "deepseek-v3.yaml").read_text()
    path = tmp_path / "mine.yaml"
    page = re.sub("aliases: .*\n", "", page).replace("name: DeepSeek-V3", "name: Mine")
    path.write_text(page.replace("parameters: 671e9", f"parameters: {printed}"))
    assert any("parameters is" in told for told in check(str(path))[0]) is problem


def test_active_parameters_may_be_counted_with_the_table_of_the_input_or_without_it(tmp_path):
    page = (Path(shipped_root()) / "models" / "gpt-oss-120b.yaml").read_text()
    path = tmp_path / "mine.yaml"
    for printed, problem in (("5.1e9", False), ("5.7e9", False), ("4.8e9", True), ("6.1e9", True)):
        told = page.replace("name: gpt-oss 120b", "name: Mine").replace("parameters: 5.1e9", f"parameters: {printed}")
        path.write_text(told)
        assert any("active_parameters is" in each for each in check(str(path))[0]) is problem, printed


@pytest.mark.parametrize(
    ("text", "share"),
    [("8e9", 0.5 / 8), ("70e9", 0.5 / 7), ("70.0e9", 0.05 / 70), ("405e9", 0.5 / 405), ("0.49e9", 0.5 / 49)],
)
def test_a_number_is_as_exact_as_it_is_written(text, share):
    assert rounding(text) == pytest.approx(share)


def test_a_head_may_be_of_another_size_than_usual():
    assert follows(slipstick.load("gemma-3-27b"), "attention.head_size").value == 168
    assert slipstick.load("gemma-3-27b").number("attention.head_size") == 128


CPU = """\
name: Mine
kind: cpu
released: 2023-02
compute: {{units: 16}}
cache:
  L3: {{capacity: 32 MiB, {cache}}}
price: {{launch: 100 USD, date: {date}}}
sources: {{'*': {{title: t, seen: 2026-11-23}}}}
"""


@pytest.mark.parametrize(
    ("cache", "said"),
    [
        ("count: 2, sharers: 8", None),
        ("count: 1, sharers: 8", "6: cache.L3.sharers: 1 shared by 8 cores each, but there are 16: give the count"),
        ("total: 48 MiB, sharers: 8", None),  # unlike dies
        ("count: 2, sharers: 8, total: 96 MiB", "6: cache.L3.total is 101 MB, but cache.L3.count x cache.L3.capacity"),
    ],
)
def test_the_sharers_of_a_cache_are_all_the_cores(tmp_path, cache, said):
    path = tmp_path / "mine.yaml"
    path.write_text(CPU.format(cache=cache, date="2023-02"))
    found = check(str(path))[0]
    assert len(found) == (said is not None)
    assert said is None or found[0].startswith(f"{path}:{said}")


@pytest.mark.parametrize(
    ("date", "many"), [("2023", 0), ("2023-02-28", 0), ("2024-01", 0), ("2023-01", 1), ("2022", 1)]
)
def test_a_price_is_not_older_than_the_part(tmp_path, date, many):
    path = tmp_path / "mine.yaml"
    path.write_text(CPU.format(cache="count: 2, sharers: 8", date=date))
    told = f"{path}:7: price.date is {date}, before it was released, 2023-02: one of them is wrong"
    assert check(str(path))[0] == [told] * many


PAIRS = [
    ("cpu", "clock", "base", "boost", "GHz", "the two are exchanged"),
    ("cpu", "efficiency", "base", "boost", "GHz", "the two are exchanged"),
    ("gpu", "power", "idle", "tdp", "W", "one of them is wrong"),
    ("node", "power", "typical", "maximum", "W", "one of them is wrong"),
]


def problems_of(tmp_path, kind, *lines):
    """What check says of a page of one's own, without its name and line."""
    path = tmp_path / "mine.yaml"
    path.write_text("\n".join(["name: Mine", f"kind: {kind}", *lines, "sources: {'*': {title: t, seen: 2026-11-23}}"]))
    return [re.sub(r"^.*?:\d+: ", "", problem.removeprefix(str(tmp_path))) for problem in check(str(path))[0]]


@pytest.mark.parametrize(("kind", "section", "less", "more", "unit", "why"), PAIRS)
def test_of_two_facts_the_smaller_one_may_be_as_large_but_no_larger(tmp_path, kind, section, less, more, unit, why):
    assert problems_of(tmp_path, kind, f"{section}: {{{less}: 2 {unit}, {more}: 2 {unit}}}") == []
    said = problems_of(tmp_path, kind, f"{section}: {{{less}: 2.01 {unit}, {more}: 2 {unit}}}")
    assert said == [f"{section}.{less} is more than {section}.{more}: {why}"]


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ("sparse", "dense and sparse are exchanged"),
        ("half_accumulate", "the rates for sums in fp16 and in fp32 are exchanged"),
    ],
)
def test_a_rate_may_be_as_high_as_one_that_is_never_lower(tmp_path, more, why):
    assert problems_of(tmp_path, "gpu", "peak: {fp16: 2 TFLOP/s}", f"{more}: {{fp16: 2 TFLOP/s}}") == []
    said = problems_of(tmp_path, "gpu", "peak: {fp16: 2.1 TFLOP/s}", f"{more}: {{fp16: 2 TFLOP/s}}")
    assert said == [f"peak.fp16 is more than {more}.fp16: {why}"]


def test_the_vector_units_are_no_faster_than_the_matrix_units(tmp_path):
    assert problems_of(tmp_path, "gpu", "peak: {fp16: 2 TFLOP/s}", "vector: {fp16: 2 TFLOP/s}") == []
    [said] = problems_of(tmp_path, "gpu", "peak: {fp16: 2 TFLOP/s}", "vector: {fp16: 2.1 TFLOP/s}")
    assert said == "vector.fp16 is more than peak.fp16: the rates of the vector and of the matrix units are exchanged"


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{low: 3 s, typical: 3 s, high: 3 s}", []),
        ("{low: 3.1 s, typical: 3 s, high: 4 s}", ["numbers.x.low is more than numbers.x.typical"]),
        ("{low: 2 s, typical: 4.1 s, high: 4 s}", ["numbers.x.typical is more than numbers.x.high"]),
        ("{low: 4.1 s, high: 4 s}", ["numbers.x.low is more than numbers.x.high"]),
    ],
)
def test_the_range_of_a_number_goes_up(tmp_path, entry, said):
    found = problems_of(tmp_path, "numbers", "numbers:", f"  x: {entry}")
    assert found == [f"{each}: the range is upside down" for each in said]


def test_a_signal_is_no_faster_than_light(tmp_path):
    route = "route: {{round_trip: {} ms, distance: 299792.458 km}}"
    assert problems_of(tmp_path, "network", route.format(2000)) == []
    said = problems_of(tmp_path, "network", route.format(1999))
    assert said == ["route.round_trip is less than the 2 s light takes"]


@pytest.mark.parametrize(("lines", "path", "made", "how"), MULTIPLIED)
def test_what_multiplies_to_a_fact_is_within_three_percent_of_it(tmp_path, lines, path, made, how):
    kind = "cpu" if "cache" in lines[0] else "gpu"

    def said(given):
        return problems_of(tmp_path, kind, *(line.replace("%s", str(given)) for line in lines))

    assert said(made) == said(made / 1.0299) == said(made / 0.9701) == []
    for given in (made / 1.0301, made / 0.9699):
        [problem] = said(given)
        assert problem.startswith(f"{path} is ")
        assert f", but {how} make 100 " in problem
        assert problem.endswith(": one of them is wrong")


@pytest.mark.parametrize("small", ["units: 16, ", "rate: {fp64: 8 FLOP/cycle}, ", "boost: 3 GHz, "])
def test_small_cores_count_where_all_of_them_is_known(tmp_path, small):
    every = "units: 16, rate: {fp64: 8 FLOP/cycle}, boost: 3 GHz, "
    big = ["compute: {units: 8, unit: core, rate: {fp64: 16 FLOP/cycle}}", "clock: {boost: 4 GHz}"]
    both = [*big, f"efficiency: {{{every[:-2]}}}", "peak: {fp64: 896 GFLOP/s}"]
    alone = [*big, f"efficiency: {{{every.replace(small, '')[:-2]}}}", "peak: {fp64: 512 GFLOP/s}"]
    assert problems_of(tmp_path, "cpu", *both) == []
    assert problems_of(tmp_path, "cpu", *alone) == []
