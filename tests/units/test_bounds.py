"""What is remembered of typed words is bounded: a session may go on for days."""

import ast
from itertools import islice, product
from pathlib import Path
from string import ascii_lowercase

import pytest

import slipstick
from slipstick.units import reading, table
from slipstick.units.quantity import parse, registry

MANY = 3 * reading.KEPT


def test_words_typed_are_not_all_remembered():
    for letters in islice(product(ascii_lowercase, repeat=4), MANY):
        word = "".join(letters)
        reading.known(word)
        with pytest.raises(slipstick.UsageError):
            slipstick.calculate(f"3 {word}q")
    assert reading.known.cache_info().currsize == reading.known.cache_info().maxsize == reading.KEPT
    assert table.split.cache_info().currsize == table.split.cache_info().maxsize == reading.KEPT
    assert reading.known("TB") == "terabyte"


def test_products_of_units_typed_are_not_all_remembered():
    units = ("GB", "s", "W", "J", "m", "FLOP", "token", "h")
    for a, b, c, power in islice(product(units, units, units, range(2, 10)), MANY):
        typed = parse(f"2 {a}*{b}^{power}/{c}")
        assert typed.dimensionality is not None
        assert reading.unit(f"{a}*{b}^{power}/{c}").names
        typed.to_root_units()
    assert len(reading._READ) == reading.KEPT
    assert registry._cache.root_units
    assert all(len(found) <= reading.KEPT for found in vars(registry._cache).values() if isinstance(found, dict))
    assert parse("80 GB").to("MB").magnitude == 80_000


def test_no_memory_without_a_bound_is_kept_of_an_argument_that_is_text():
    """functools.cache has no bound: only what takes no text may have it."""
    for path in Path(slipstick.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and "cache" in map(ast.unparse, node.decorator_list):
                assert "str" not in [ast.unparse(each.annotation) for each in node.args.args], (path, node.name)
