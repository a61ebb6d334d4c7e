import json
import re

import pytest

from examples import PAGES, TOP, printed, shown
from pages import build, generated
from records import answered, counts, records
from slipstick import catalogue, numbers
from slipstick.files.kinds import KINDS
from slipstick.files.template import schema
from slipstick.formulas import ORDER, formulas
from slipstick.reference import handbook


@pytest.mark.parametrize("name", sorted(generated()))
def test_the_generated_pages_are_true(name):
    assert (TOP / "docs" / name).read_text(encoding="utf-8") == generated()[name]


EVERY = answered()


def test_the_page_leaves_no_slip_out():
    page = (TOP / "docs" / "records.md").read_text(encoding="utf-8")
    assert all(f"`{record.question}`" in page for record in EVERY)
    assert all(record.note in page.partition("## Slips")[2] for record in EVERY if record.printed)


def test_the_page_counts_both_parts_and_tells_each_miss():
    page = (TOP / "docs" / "records.md").read_text(encoding="utf-8")
    told = page.partition("## Not at once, or not at all")[2]
    assert all(record.problem in told for record in records() if record.first or record.unanswered)
    for part in ("tried", "aside"):
        assert {str(count) for count in counts(part)} <= set(page.partition("| question")[0].replace(",", " ").split())


@pytest.mark.parametrize(("command", "output"), [pair for page in PAGES for pair in shown(page)])
def test_the_pages_print_what_the_commands_print(command, output):
    assert printed(command) == output


def test_the_ci_runs_the_commands_of_the_readme():
    script = (TOP / ".ci" / "run").read_text()
    commands = re.findall(r"^```sh\n(.*?)\n```$", (TOP / "README.md").read_text(), re.MULTILINE | re.DOTALL)
    assert len(commands) == 2
    assert all("\n" not in command for command in commands)
    assert commands[1] in script.splitlines()
    assert "slipstick matmul 4096 4096 4096 --on a100" in commands[0]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("docs")
    build(folder)
    return folder


def test_the_handbook_has_every_formula_once_with_its_source(site):
    told = "".join(path.read_text(encoding="utf-8") for path in (site / "handbook").glob("*.md"))
    assert sorted(re.findall(r"^## (\w+)$", told, re.MULTILINE)) == sorted(formulas())
    assert told.count("\nSource: ") == len(formulas())
    assert {path.stem for path in (site / "handbook").iterdir()} == {"index", *ORDER}
    whole = printed("slipstick formula --markdown")
    assert all(handbook.section(each, "###") in whole for each in formulas().values())


def test_the_catalogue_has_every_spec_and_number(site):
    told = {path.stem: path.read_text(encoding="utf-8") for path in (site / "catalogue").glob("*.md")}
    assert set(told) == {"index", *KINDS}
    for part in catalogue().specs():
        if part.kind != "numbers":
            assert f"| {part.handle} " in told[part.kind], part.handle
    assert all(f"| {number.path} " in told["numbers"] for number in numbers())


def test_the_built_schema_is_what_the_command_prints(site):
    assert json.loads((site / "spec.schema.json").read_text(encoding="utf-8")) == schema()


def test_the_links_and_code_of_the_built_pages_hold(site):
    pages = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.md")}
    for path, text in pages.items():
        assert text.count("```") % 2 == 0, path
        prose = re.sub(r"^```.*?^```$|`[^`\n]*`", "", text, flags=re.MULTILINE | re.DOTALL)
        for link in re.findall(r"\]\(([^)\s]+)\)", prose):
            name, _, anchor = link.partition("#")
            if not name.startswith("http"):
                assert path.parent / name in pages, (path, link)
                assert not anchor or f"\n## {anchor}\n" in pages[path.parent / name], (path, link)


def test_what_is_built_is_not_kept():
    assert {path.name for path in (TOP / "docs").iterdir() if path.suffix} <= {*generated(), "house.md", "tour.ipynb"}
    assert "/build/" in (TOP / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert "tools/pages.py --out" in (TOP / ".ci" / "run").read_text(encoding="utf-8")
