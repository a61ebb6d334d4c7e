"""The house: one room for each third-party package, and no arrow between modules that runs back up."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path
from types import ModuleType

import pytest

import slipstick
from slipstick import formulas
from slipstick.formulas import roofline

SRC = Path(slipstick.__file__).parent
MODULES = {".".join(path.relative_to(SRC).with_suffix("").parts): path for path in SRC.rglob("*.py")}
ROOMS = {
    "pint": {"quantities"},
    "yaml": {"yamltree"},
    "sqlite3": {"store"},
    "tabulate": {"tables"},
    "reportlab": {"sheets.pdf"},
    "matplotlib": {"plots.draw"},
    "genanki": {"anki"},
    "fsrs": {"drills.progress"},
    "numpy": {"maths", "calibrate", "workloads.kernels"},
    "scipy": {"calibrate"},
    "mpmath": {"solver"},
}


def imports(module):
    """What a module imports, at its top or inside a function: (third-party names, modules of the house)."""
    package = module.split(".")[:-1]
    outside, inside = set(), set()
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            outside |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            outside.add(node.module.split(".")[0])
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] + (node.module.split(".") if node.module else [])
            for name in node.names:
                inside.add(next(m for m in (".".join([*base, name.name]), ".".join(base), "__init__") if m in MODULES))
    return outside, inside


@pytest.mark.parametrize("module", sorted(MODULES))
def test_third_party_packages_stay_in_their_rooms(module):
    outside, _ = imports(module)
    assert "slipstick" not in outside
    for package, rooms in ROOMS.items():
        assert package not in outside or module in rooms
    assert "click" not in outside or module.startswith("cli.")


def test_the_arrows_run_down():
    graph = {module: imports(module)[1] - {"__init__"} for module in MODULES if module != "__init__"}
    order = list(TopologicalSorter(graph).static_order())  # raises CycleError where an arrow runs back up
    floors = ["units", "formula", "formulas.roofline", "workloads.kernels", "cli.matmul"]
    assert sorted(floors, key=order.index) == floors
    data = {"spec", "layer", "store", "files", "schema", "page", "compiler", "yamltree", "cli"}
    assert not any(imports(module)[1] & data for module in MODULES if module.startswith("formulas."))


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
