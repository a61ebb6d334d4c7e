"""The script of a person, which type checkers read with the package, does what it says."""

import ast
from importlib.util import find_spec
from pathlib import Path

import slipstick
import user


def test_the_script_uses_every_public_name():
    tree = ast.parse(Path(user.__file__).read_text(encoding="utf-8"))
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert set(slipstick.__all__) <= used


def test_the_script_runs(tmp_path, monkeypatch):
    monkeypatch.setenv("SLIPSTICK_DATA", str(tmp_path / "data"))
    said = [*user.answers(), *user.facts(), *user.learned(tmp_path), *user.refused()]
    assert len(said) >= 22
    assert all(said)
    assert {"amdahl.svg", "mine.yaml"} <= {path.name for path in tmp_path.iterdir()}


def test_type_checkers_are_told_that_there_are_types():
    assert (Path(find_spec("slipstick").origin).parent / "py.typed").is_file()
