"""Measured collectives side by side, as arrays: what the algorithms that NCCL has for each ask of the link."""

import os
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

from ..estimates.links.algorithms import Algorithm, algorithms, least
from ..estimates.links.fabric import levels
from ..estimates.parameter import shown
from ..formulas.core.formula import unrecorded
from ..specs.machine import machine
from ..units import Size, dim_of
from ..units.data import data_folder
from ..units.door import number
from ..units.maths import highest
from . import table

WAYS = ("ring", "direct", "switch")
SIZE = dim_of(Size)


class Way(NamedTuple):
    """What an algorithm asks of each row: steps, and seconds at the link's rate, infinite where the row has it not."""

    steps: Any
    transfer: Any


class Rows(NamedTuple):
    """Measured collectives.

    part: the handle of each row's part. ranks: devices. message: bytes of one message that goes straight to its
    receiver; 0 where none does. ways: by algorithm. floor, measured: in seconds. group: the number of the row's
    machine, op and number format, by size within each. asked: of each its machine, its values in words, its dtype.
    """

    part: Any
    ranks: Any
    message: Any
    ways: dict[str, Way]
    floor: Any
    measured: Any
    group: Any
    asked: Any

    def some(self, which: Any) -> "Rows":
        """Some of the rows."""
        ways = {name: Way(*(each[which] for each in way)) for name, way in self.ways.items()}
        part, ranks, message, floor, measured, group, asked = (each[which] for each in plain(self))
        return Rows(part, ranks, message, ways, floor, measured, group, asked)

    @property
    def many(self) -> int:
        """How many rows there are."""
        return len(self.measured)


def source_file() -> str:
    """The file of the collectives that the calibration is made from."""
    return os.path.join(data_folder(), "measurements", "collectives.csv")


Measured = tuple[str, str, str, float, float]  # machine, op, number format, bytes, seconds


def published() -> list[Measured]:
    """The published collectives, in an order of their own whatever that of the file."""
    assert SIZE
    asked = [(row.question, each["time"][0]) for row in table.rows(source_file()) for each in row.measured.values()]
    return sorted((q["on"], q["op"], q["dtype"], number(q["size"], SIZE, "size"), time) for q, time in asked)


def rows_of(measured: Iterable[Measured]) -> Rows:
    """The rows of measured collectives within a node."""
    groups: dict[tuple[str, str, str], list[tuple[float, float]]] = {}
    for on, op, dtype, size, time in measured:
        groups.setdefault((on, op, dtype), []).append((size, time))
    return together([_group(*key, np.array(pairs).T, place) for place, (key, pairs) in enumerate(groups.items())])


def _group(on: str, op: str, dtype: str, pairs: Any, place: int) -> Rows:
    size, measured = pairs
    where = machine(on)
    fabric = levels(where)
    known = algorithms(op, fabric, dtype)
    direct = known.get("direct")
    return Rows(
        part=np.full(len(size), where.part.handle),
        ranks=np.full(len(size), float(where.count)),
        message=size / where.count if direct else 0 * size,
        ways={name: _way(known.get(name), op, size, fabric) for name in WAYS},
        floor=highest(each.time for each in least(unrecorded, op, size, fabric, dtype)),
        measured=measured,
        group=np.full(len(size), place),
        asked=np.array([(on, f"{op} {shown(each, 'B')}", dtype) for each in size]),
    )


def _way(algorithm: Algorithm | None, op: str, size: Any, fabric: Any) -> Way:
    if algorithm is None or not algorithm.usual:
        return Way(0 * size, np.full(len(size), np.inf))
    (sent,) = algorithm.sends(unrecorded, op, size, fabric)
    return Way(np.full(len(size), sent.steps), sent.time)


def together(parts: list[Rows]) -> Rows:
    """Rows one after the other."""
    ways = {name: Way(*map(np.concatenate, zip(*(each.ways[name] for each in parts), strict=True))) for name in WAYS}
    columns = [np.concatenate(column) for column in zip(*map(plain, parts), strict=True)]
    part, ranks, message, floor, measured, group, asked = columns
    return Rows(part, ranks, message, ways, floor, measured, group, asked)


def plain(rows: Rows) -> tuple[Any, ...]:
    """The columns of rows but for their ways."""
    return rows.part, rows.ranks, rows.message, rows.floor, rows.measured, rows.group, rows.asked
