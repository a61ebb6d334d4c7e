"""Tables of answers as data frames. pandas and pyarrow come with the extras of their names."""

import sys

import pytest

import slipstick
from shown import SHOWN
from slipstick import frames
from slipstick.estimates.answers import ask
from slipstick.estimates.questions import find
from slipstick.frames import Column

TABLES = ("answers", "sweep", "sheet", "compared", "numbers", "comparison", "list")
MISSING = [("pandas", "to_pandas", "pandas"), ("pyarrow", "to_arrow", "arrow")]
WHY = "needs slipstick[{}]"


@pytest.mark.parametrize("name", TABLES)
def test_columns_have_one_length_and_numbers_are_numbers(name):
    columns = SHOWN[name]().as_columns()
    assert len({len(column.values) for column in columns}) == 1
    for column in columns:
        kind = str if column.unit is None else int | float
        assert all(value is None or isinstance(value, kind) for value in column.values), column.name
    assert any(column.unit is not None for column in columns)


def test_the_columns_of_answers_have_their_units():
    made = ask(find("copy"), {"size": "1 kB,1 GB"}, "a100")
    heads = {column.head: column.values for column in made.as_columns()}
    assert heads["size [B]"] == [1e3, 1e9]
    assert heads["time [s]"] == [each.outcome.value for each in made]
    assert list(heads)[-1] == "bound by"


def test_a_column_of_several_units_has_them_beside_it():
    one = frames.mixed("x", [(1.0, "s", "1 s"), (2.0, "s", "2 s"), (None, None, "")])
    assert one == [Column("x", [1.0, 2.0, None], "s")]
    several = frames.mixed("x", [(1.0, "s", "1 s"), (8.0, "B", "8 B")])
    assert [each.head for each in several] == ["x", "x value", "x unit"]
    assert several[1].values == [1.0, 8.0]
    assert frames.mixed("x", [("a", None, "a")]) == [Column("x", ["a"])]


def test_two_columns_of_one_head_are_told_apart():
    assert frames.heads([Column("x", [], "s"), Column("x", [], "s"), Column("x", [])]) == ["x [s]", "x [s] (2)", "x"]


@pytest.mark.parametrize("name", TABLES)
def test_a_pandas_frame_has_units_in_its_columns_and_attributes(name):
    pytest.importorskip("pandas", reason=WHY.format("pandas"))
    shown = SHOWN[name]()
    frame = shown.to_pandas()
    assert len(frame) == len(shown.as_columns()[0].values)
    for head, unit in frame.attrs["units"].items():
        assert frame[head].dtype == "float64"
        assert head.endswith(f"[{unit}]") or not unit


@pytest.mark.parametrize("name", TABLES)
def test_an_arrow_table_has_units_in_its_fields(name):
    pytest.importorskip("pyarrow", reason=WHY.format("arrow"))
    shown = SHOWN[name]()
    made = shown.to_arrow()
    for column, field in zip(shown.as_columns(), made.schema, strict=True):
        assert str(field.type) == ("string" if column.unit is None else "double")
        assert (field.metadata or {}).get(b"unit") == (column.unit if column.unit is None else column.unit.encode())
        assert made[field.name].to_pylist() == list(column.values)


@pytest.mark.parametrize(("package", "method", "extra"), MISSING)
def test_a_package_that_is_missing_is_named_with_its_extra(monkeypatch, package, method, extra):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(slipstick.SlipstickError, match=rf"pip install 'slipstick\[{extra}\]'"):
        getattr(slipstick.compare("a100", "h100"), method)()
