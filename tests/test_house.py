"""The house: packages with arrows down, no circle, and one room for each third-party package."""

import ast
import re
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from types import ModuleType

import pytest

import slipstick
from slipstick import formulas
from slipstick.files import rules as rules_of
from slipstick.files.rules import rules
from slipstick.formulas import roofline
from transcripts import ANSWERED

SRC = Path(slipstick.__file__).parent
MODULES = {
    ".".join(path.relative_to(SRC).with_suffix("").parts).removesuffix(".__init__"): path for path in SRC.rglob("*.py")
}
FACES = {"__init__", "__main__", "kernels", "plot", "printed"}
# From the ground up: a package imports those before it, and only those.
PACKAGES = (
    *(
        "errors",
        "words",
        "records",
        "markup",
        "frames",
        "layout",
        "units",
        "formulas",
        "files",
        "specs",
        "calculator",
        "estimates",
        "reference",
    ),
    *("evidence", "sheets", "plots", "cards", "ask", "mcp", "site", "cli"),
)
NUMERIC = (
    *(
        "calibrate",
        "collectives",
        "corefit",
        "coregemm",
        "fitting",
        "lawfit",
        "lawrows",
        "leaving",
        "linkfit",
        "made",
        "movefit",
        "own",
        "residuals",
        "rows",
    ),
    *("runtimefit", "trainfit", "trainrows"),
)
ROOMS = {
    "pint": {"units.quantity"},
    "yaml": {"files.yamltree"},
    "sqlite3": {"files.store"},
    "tabulate": {"layout"},
    **{name: {"frames", "layout"} for name in ("pandas", "pyarrow")},
    "reportlab": {"sheets.pdf"},
    "matplotlib": {"plots.draw", "plots.plot"},
    "genanki": {"cards.anki"},
    **{name: {"mcp.server"} for name in ("anyio", "mcp", "mcp_types")},
    "fsrs": {"cards.progress"},
    "numpy": {
        "units.maths",
        "units.special",
        "estimates.typed",
        "estimates.estimate",
        *(f"evidence.{name}" for name in NUMERIC),
    },
    "scipy": {f"evidence.{name}" for name in ("fitting", "lawfit", "linkfit", "movefit", "runtimefit", "trainfit")},
}


@cache
def imports(module):
    """What a module imports, at its top or inside a function: (third-party names, modules of the house)."""
    path = MODULES[module]
    package = module.split(".") if path.name == "__init__.py" else module.split(".")[:-1]
    outside, inside = set(), set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            outside |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            outside.add(node.module.split(".")[0])
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if module not in FACES else []
            base = base + (node.module.split(".") if node.module else [])
            for name in node.names:
                inside.add(next(m for m in (".".join([*base, name.name]), ".".join(base), "__init__") if m in MODULES))
    return outside, inside


def package(module):
    return module.split(".")[0]


@pytest.mark.parametrize("module", sorted(MODULES))
def test_third_party_packages_stay_in_their_rooms(module):
    outside, _ = imports(module)
    assert "slipstick" not in outside
    for name, rooms in ROOMS.items():
        assert name not in outside or module in rooms
    assert "click" not in outside or package(module) == "cli"


@pytest.mark.parametrize("module", sorted(set(MODULES) - FACES))
def test_a_package_imports_only_those_below_it(module):
    floors = {name: floor for floor, name in enumerate(PACKAGES)}
    for below in imports(module)[1] - FACES:
        assert package(below) == package(module) or floors[package(below)] < floors[package(module)], below


def test_formulas_know_neither_facts_nor_files():
    assert PACKAGES.index("formulas") < PACKAGES.index("files") < PACKAGES.index("specs")


def test_no_module_leads_back_to_itself():
    graph = {module: imports(module)[1] - FACES for module in MODULES if module not in FACES}
    list(TopologicalSorter(graph).static_order())  # raises CycleError


def test_every_package_says_its_rule():
    for name in PACKAGES:
        if (SRC / name).is_dir():
            lines = ast.get_docstring(ast.parse((SRC / name / "__init__.py").read_text(encoding="utf-8"))).splitlines()
            assert len(lines) >= 4, name
            assert "may enter" in " ".join(lines), name
            assert "Imports:" in " ".join(lines), name


def test_the_page_of_the_house_has_its_packages_and_rooms():
    page = (Path(__file__).parents[1] / "docs" / "house.md").read_text(encoding="utf-8")
    picture = page.split("```")[1].splitlines()[1:]
    assert tuple(line.split()[0] for line in picture) == PACKAGES
    assert len(page.splitlines()) <= 60
    named = set(re.findall(r"`([a-z_/]+)\.py`", page.partition("## The way")[2]))
    assert len(named) >= 10
    assert {name.replace("/", ".") for name in named} <= set(MODULES)


# The tests of several rooms at once: of a language, of a whole command, of every formula, of published examples,
# of damage, of what is remembered.
SEVERAL = {
    *(
        "calculator.calc",
        "calculator.differential",
        "calculator.faults",
        "calculator.records",
        "cards.drill",
        "cli.hostile",
        "ask.hostile",
        "cli.cli",
        "cli.collecting",
        "cli.own_kernel",
        "cli.own_machine",
    ),
    *(
        "cli.matmul",
        "cli.zip",
        "evidence.published",
        "files.damage",
        "formulas.formulas",
        "site.browser",
        "units.bounds",
    ),
    *(f"{package}.transcript" for package in ANSWERED),
}


def test_the_test_of_a_room_is_found_by_its_path():
    here = Path(__file__).parent
    tests = [path.relative_to(here).parts for path in here.rglob("test_*.py") if path.parent != here]
    rooms = {".".join(path).removesuffix(".py").replace("test_", "") for path in tests}
    assert rooms - set(MODULES) == SEVERAL


def test_every_public_name_is_there_and_documented():
    for name in slipstick.__all__:
        assert getattr(slipstick, name).__doc__, name
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        slipstick.nothing  # noqa: B018


def test_two_formulas_of_one_name_are_an_error(monkeypatch):
    twin = ModuleType("twin")
    code = (
        "from slipstick import formula\nfrom slipstick.units import Time\n"
        "@formula(source='x')\ndef ridge(time: Time) -> Time:\n    return time\n"
    )
    exec(code, vars(twin))
    monkeypatch.setattr(formulas, "chapters", lambda: (roofline, twin))
    with pytest.raises(TypeError, match=r"two formulas are called ridge: in slipstick.formulas.roofline and twin"):
        formulas.formulas.__wrapped__()


def test_the_rules_of_the_compiled_form_are_what_the_compiler_imports():
    """By the imports of this test's own reader, which is not the one that derives them."""
    reached, waiting = set(), ["files.compiler"]
    while waiting:
        module = waiting.pop()
        if module not in reached:
            reached.add(module)
            above = [name for name in (module.rpartition(".")[0],) if name]
            waiting += [*(imports(module)[1] - FACES), *above]
    assert {str(MODULES[module]) for module in reached} == set(rules()[:-1])
    assert {"units.reading", "units.show", "units.maths", "errors", "files.places", "files.sheetfile"} <= reached
    assert rules()[-1].endswith("units.txt")


def test_a_rule_whose_file_is_gone_is_an_error(monkeypatch, tmp_path):
    monkeypatch.setattr(rules_of, "FIRST", str(tmp_path / "compiler.py"))
    monkeypatch.setattr(rules_of, "PACKAGE", str(tmp_path))
    (tmp_path / "compiler.py").write_text("from .gone import anything\n")
    with pytest.raises(OSError, match="gone"):
        rules.__wrapped__()
