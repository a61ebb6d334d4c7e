import re
from pathlib import Path

import pytest

import slipstick
from records import records
from slipstick import catalogue
from slipstick.evidence.checks import check
from slipstick.files.places import shipped_root
from slipstick.files.schema import SOURCE_HINT, is_value
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
    stated = {LIBRARY, *(key for _, _, keys in SPECIAL.values() for key in keys)}
    used = (
        formulas
        | recorded
        | stated
        | facts
        | {key for key in catalogue().sources if re.search(rf": {key}$", text, re.MULTILINE)}
    )
    assert set(catalogue().sources) - used == set()
