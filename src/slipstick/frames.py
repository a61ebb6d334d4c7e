"""Columns of plain numbers and words as data frames. pandas and pyarrow live here."""

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from .errors import SlipstickError
from .records import Fields

if TYPE_CHECKING:
    from pandas import DataFrame
    from pyarrow import Table


class Column(Fields):
    """A column: its name, its values (None where there is none) and the coherent unit of all; None for words."""

    name: str
    values: Sequence[Any]
    unit: str | None = None

    @property
    def head(self) -> str:
        """The name with the unit: 'time [s]'."""
        return f"{self.name} [{self.unit}]" if self.unit else self.name


def mixed(name: str, cells: Sequence[tuple[Any, str | None, str]]) -> list[Column]:
    """The columns of values each with its unit and its text.

    Numbers where all have one unit; else the texts, and where some are numbers these with their units beside them.
    """
    units = dict.fromkeys(unit for value, unit, _ in cells if value is not None)
    texts = Column(name, [text for *_, text in cells])
    numbers = [value if unit is not None else None for value, unit, _ in cells]
    if len(units) == 1 and None not in units:
        return [Column(name, numbers, *units)]
    if not any(unit is not None for unit in units):
        return [texts]
    return [texts, Column(f"{name} value", numbers, ""), Column(f"{name} unit", [unit for _, unit, _ in cells])]


def heads(columns: Sequence[Column]) -> list[str]:
    """The heads of columns, each once: a second one of a name is numbered."""
    found: list[str] = []
    for column in columns:
        again = sum(head == column.head or head.startswith(f"{column.head} (") for head in found)
        found.append(f"{column.head} ({again + 1})" if column.head in found else column.head)
    return found


def pandas_of(columns: Sequence[Column]) -> "DataFrame":
    """A pandas DataFrame; ``attrs["units"]`` has the unit of each column of numbers by its head."""
    pandas = _package("pandas")
    names = heads(columns)
    types = ["object" if column.unit is None else "float64" for column in columns]
    made = {
        name: pandas.Series(list(column.values), dtype=dtype)
        for name, column, dtype in zip(names, columns, types, strict=True)
    }
    frame: DataFrame = pandas.DataFrame(made)
    frame.attrs["units"] = {n: c.unit for n, c in zip(names, columns, strict=True) if c.unit is not None}
    return frame


def arrow_of(columns: Sequence[Column]) -> "Table":
    """A pyarrow Table; the metadata of a field of numbers has its ``unit``."""
    arrow = _package("pyarrow")
    fields = [
        arrow.field(name, arrow.string())
        if column.unit is None
        else arrow.field(name, arrow.float64(), metadata={"unit": column.unit})
        for name, column in zip(heads(columns), columns, strict=True)
    ]
    values = [list(column.values) for column in columns]
    arrays = [arrow.array(each, field.type) for each, field in zip(values, fields, strict=True)]
    made: Table = arrow.Table.from_arrays(arrays, schema=arrow.schema(fields))
    return made


def _package(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        extra = name.removeprefix("py")
        raise SlipstickError(f"a {name} table needs one more package: pip install 'slipstick[{extra}]'") from None
