"""The notebook runs from its first cell to its last, and what it shows is sound."""

import ast
import json
from pathlib import Path

import html5lib
import pytest

TOUR = Path(__file__).parents[1] / "docs" / "tour.ipynb"


@pytest.fixture(scope="module")
def cells():
    return [cell for cell in json.loads(TOUR.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]


def shown(source, names):
    """What a cell shows: the value of its last line, if that is an expression, as a notebook runs it."""
    *before, last = ast.parse(source).body
    exec(compile(ast.Module(before, []), "cell", "exec"), names)
    if not isinstance(last, ast.Expr):
        exec(compile(ast.Module([last], []), "cell", "exec"), names)
        return None
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names)


def ran(cells):
    names = {}
    return [(each, shown(each, names)) for each in ("".join(cell["source"]) for cell in cells)]


def test_it_is_short_and_keeps_no_outputs(cells):
    assert 10 <= len(cells) <= 14
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells)


def test_every_cell_runs_and_shows_html_or_a_short_text(cells):
    """But for that of the extra ``pandas``, which has a test of its own."""
    made = ran([cell for cell in cells if "to_pandas" not in "".join(cell["source"])])
    tables = [value._repr_html_() for _, value in made if hasattr(value, "_repr_html_")]
    assert len(tables) == 7
    for table in tables:
        html5lib.HTMLParser(strict=True).parseFragment(table)
    for source, value in made:
        assert len(repr(value)) < 500, source


def test_the_frame_of_a_sweep_has_a_column_for_each_part(cells):
    pytest.importorskip("pandas", reason="needs slipstick[pandas]")
    (found,) = [value for source, value in ran(cells) if "to_pandas" in source]
    assert found.shape == (5, 2)
    assert (found > 0).all(axis=None)
