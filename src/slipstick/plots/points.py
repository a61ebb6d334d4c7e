"""A person's own kernels as points under a roof: a table of what each did and how long it took."""

from collections.abc import Iterator
from typing import NamedTuple

from ..errors import UsageError
from ..evidence.table import lines
from ..formulas.roofline import intensity
from ..units import Compute, Dim, Intensity, Size, Time, Work, dim_of
from ..units.door import number
from ..words import did_you_mean, quoted

KINDS = (("intensity", Intensity), ("rate", Compute), ("work", Work), ("traffic", Size), ("time", Time))
COLUMNS = {name: dim for name, annotated in KINDS if (dim := dim_of(annotated))}
WAYS = (("work", "traffic", "time"), ("intensity", "rate"))
FORM = "expected name, and work, traffic and time, or intensity and rate"


class Point(NamedTuple):
    """A kernel that was measured: its name, FLOP/B and FLOP/s."""

    name: str
    intensity: float
    rate: float


class Column(NamedTuple):
    """Where something is in a row, of which dimension, and its unit where the heading says one."""

    place: int
    dim: Dim
    unit: str


def points(path: str) -> list[Point]:
    """The kernels of a CSV file: of each its ``work``, ``traffic`` and ``time``, or its ``intensity`` and ``rate``.

    ``name`` names it. A unit is in the heading, as in ``time [us]``, or with each value. Raises UsageError as
    "FILE:LINE: ...".
    """
    found: list[Point] = []
    head: list[str] = []
    for line, cells in lines(path):
        try:
            if not head:
                head = [cell.strip() for cell in cells]
                columns = _columns(head)
            elif any(cell.strip() for cell in cells):
                found.append(_point(cells, head, columns))
        except UsageError as error:
            raise UsageError(f"{path}:{line}: {error}") from None
    if not found:
        raise UsageError(f"{path}: no kernel in it: expected at least one row")
    return found


def _columns(head: list[str]) -> dict[str, Column]:
    found: dict[str, Column] = {}
    for place, heading in enumerate(head):
        word, bracket, unit = heading.removesuffix("]").partition("[")
        name = word.strip().casefold()
        if name in found or head.index(heading) < place:
            raise UsageError(f"the column {quoted(heading)} is there twice: expected each once")
        if name in COLUMNS:
            found[name] = Column(place, COLUMNS[name], unit.strip() if bracket else "")
        elif name != "name":
            raise UsageError(f"unknown column {quoted(heading)}: {did_you_mean(name, ['name', *COLUMNS], FORM)}")
    if not any({*way} <= {*found} for way in WAYS):
        raise UsageError(f"columns {', '.join(map(quoted, head)) or 'of no name'} place no kernel: {FORM}")
    return found


def _point(cells: list[str], head: list[str], columns: dict[str, Column]) -> Point:
    if len(cells) != len(head):
        raise UsageError(f"{len(cells)} cells: expected {len(head)}, as in the first line")
    values = dict(_values(cells, columns))
    label = cells[head.index("name")] if "name" in head else ""
    if {*WAYS[1]} <= {*values}:
        return Point(label, values["intensity"], values["rate"])
    return Point(label, intensity.rule(values["work"], values["traffic"]), values["work"] / values["time"])


def _values(cells: list[str], columns: dict[str, Column]) -> Iterator[tuple[str, float]]:
    for name, (place, dim, unit) in columns.items():
        value = float(number(f"{cells[place].strip()} {unit}".strip(), dim, name))
        if value <= 0:
            raise UsageError(f"{name} = {quoted(cells[place])}: expected more than 0")
        yield name, value
