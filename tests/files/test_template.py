import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from examples import run
from slipstick import SlipstickError, load
from slipstick.evidence.checks import check
from slipstick.files.kinds import KINDS
from slipstick.files.places import is_sheet, is_sources, spec_files
from slipstick.files.template import new, schema, template
from slipstick.units.data import data_folder


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_passes_every_check_with_and_without_what_is_optional(kind, tmp_path):
    path = tmp_path / "mine.yaml"
    assert run(["new", kind, str(path)]).returncode == 0
    assert check(str(path))[0] == []
    assert load("mine", str(path)).kind == kind
    text = re.sub(r"^# (?!#|yaml-language-server)", "", template(kind), flags=re.MULTILINE)
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
        ("gpu", "x.txt", "x.txt: a spec's file ends in .yaml, such as x.txt.yaml"),
        ("gpu", "nowhere/x.yaml", "cannot be written: No such file or directory"),
    ):
        with pytest.raises(SlipstickError, match=re.escape(said)):
            new(kind, str(tmp_path / name))
    with pytest.raises(SlipstickError, match=r"/: a spec's file ends in .yaml, such as gpu.yaml$"):
        new("gpu", f"{tmp_path}/")
    assert [each.name for each in tmp_path.iterdir()] == ["mine.yaml"]


def test_the_schema_accepts_every_spec_and_template():
    known = jsonschema.Draft202012Validator(schema())
    data = Path(data_folder())
    files = [*map(Path, spec_files(str(data))), *data.glob("templates/*.yaml")]
    files = [path for path in files if not is_sheet(str(path)) and not is_sources(str(path))]
    assert {path.parent.name for path in files} >= {"gpu", "models", "datasets", "numbers", "templates"}
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
        {"sources": {"*": {"title": "t", "seen": "2026-11-23", "rank": "best"}}},
        {"peak": {"bf16": "200 TFLOP"}},
        {"peak": {"bf16": "200"}},
        {"peak": {"bf16": 200}},
        {"memory": {"HBM": {"capacity": "80 GB/s"}}},
        {"clock": {"boost": "2 GB"}},
        {"links": {"x": {"topology": "torus"}}},
        {"links": {"x": {"topology": {"kind": "tours"}}}},
        *(
            {"links": {"x": {"topology": {"kind": "torus", "shape": shape}}}}
            for shape in ("4x4", [], [0], [2.5], ["four"])
        ),
    ],
)
def test_the_schema_refuses_what_the_check_refuses(change):
    good = {"name": "a", "kind": "gpu", "sources": {"*": {"title": "t", "seen": "2026-11-23"}}, "released": 2024}
    known = jsonschema.Draft202012Validator(schema())
    assert known.is_valid(good)
    assert known.is_valid({**good, "links": {"x": {"topology": {"kind": "torus", "shape": [2, "4"]}}}})
    bad = {key: value for key, value in {**good, **change}.items() if value is not None}
    assert not known.is_valid(bad)


def test_the_schema_never_tells_that_extends_is_missing():
    known = jsonschema.Draft202012Validator(schema())
    told = {error.message for error in known.iter_errors({"name": "a"})}
    assert told == {"'kind' is a required property", "'sources' is a required property"}
    assert known.is_valid({"name": "a", "extends": "t4"})


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_names_its_schema_for_an_editor_and_how_to_write_it(kind):
    first, second, *_ = template(kind).splitlines()
    assert first == "# yaml-language-server: $schema=spec.schema.json"
    assert "`slipstick check --schema > spec.schema.json`" in second
