"""Parts side by side: the facts they share, how each compares with the first, and their machine balance."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import UsageError
from ..files.derivations import FOLLOWS
from ..layout import Tabular, table
from ..records import Record
from ..specs.catalogue import Catalogue, catalogue
from ..specs.derived import Said, said, shown
from ..specs.spec import Spec
from ..units.dtypes import DTYPES
from ..units.show import show
from ..words import counted

if TYPE_CHECKING:
    from ..frames import Column

FEWEST = 2  # specs to compare
HEAD = ("kind", "released", "architecture")
MATTERS = (
    *HEAD,
    *("peak.", "memory.capacity", "memory.bandwidth", "memory.latency", "memory.L2.capacity", "cache.L3.total"),
    *("compute.units", "clock.", "links.", "network.", "storage.", "route.", "power.tdp", "price.", "ridge."),
)
# Sections of hardware with much that matters less; of others all does.
LESS = (
    *("devices", "sparse.", "vector.", "half_accumulate.", "compute.", "efficiency.", "memory.", "cache.", "parts."),
    *("numbers.", "power.", "die.", "licence", "languages", "tokenizer"),
)
DETAILS = (
    *(".direction", ".count", ".lane", ".encoding", ".generation", ".date", ".region", ".wraparound"),
    *(".links_per_pair", ".switch", ".switches", ".nonblocking", ".topology.devices", ".to"),
)
MAIN = ("capacity", "bandwidth", "latency")


class Shared(NamedTuple):
    """One fact of several parts: its path, each part's value (None where unknown), and its ratio to the first's."""

    path: str
    cells: tuple[Said | None, ...]

    @property
    def ratios(self) -> tuple[float | None, ...]:
        """Each part's number over the first's; None where either is unknown, or in another unit."""
        first = self.cells[0]
        return tuple(_ratio(first, other) for other in self.cells)


class Comparison(Record, Tabular):
    """Parts and the rows of their comparison. Made by :func:`compare`."""

    parts: tuple[Spec, ...]
    rows: tuple[Shared, ...]

    def __repr__(self) -> str:
        return f"<comparison of {', '.join(part.handle for part in self.parts)}: {counted(len(self.rows), 'row')}>"

    def __str__(self) -> str:
        """The comparison as a table of text."""
        return self.text()

    def text(self, form: str = "text") -> str:
        """The comparison as a table: aligned text, ``"markdown"`` or ``"csv"``."""
        header = ["", *(part.handle for part in self.parts)]
        return table(header, [[row.path, *_texts(row)] for row in self.rows], form)

    def as_dict(self) -> dict[str, Any]:
        """The comparison for a program: each row's values in coherent units, and their ratios to the first."""
        rows = []
        for row in self.rows:
            values = [None if c is None else c._asdict() for c in row.cells]
            rows.append({"path": row.path, "values": values, "ratios": list(row.ratios)})
        parts = [{"handle": part.handle, "name": part.name, "kind": part.kind} for part in self.parts]
        return {"parts": parts, "rows": rows}

    def as_columns(self) -> "list[Column]":
        """A row for each part under each path: its value in the coherent unit beside it, and the ratio to the first."""
        from ..frames import Column

        cells = [
            (row.path, part.handle, found, ratio)
            for row in self.rows
            for part, found, ratio in zip(self.parts, row.cells, row.ratios, strict=True)
            if found
        ]
        values = [found.value if found.unit is not None else None for *_, found, _ in cells]
        return [
            Column("path", [path for path, *_ in cells]),
            Column("part", [handle for _, handle, *_ in cells]),
            Column("value", values, ""),
            Column("unit", [found.unit for *_, found, _ in cells]),
            Column("ratio", [ratio for *_, ratio in cells], ""),
            Column("text", [_shown(path, found) for path, _, found, _ in cells]),
        ]

    def _repr_html_(self) -> str:
        from ..markup import table

        return table(["", *(part.name for part in self.parts)], [[row.path, *_texts(row)] for row in self.rows])


def compare(*handles: str, everything: bool = False, specs: str | Catalogue | None = None) -> Comparison:
    """Compare parts: what two or more of them have, with the ratio of each to the first.

    handles: at least two, such as ``"a100", "h100"``. everything: every fact they share, not only those that matter
    most. specs: as in :func:`slipstick.load`. The main memory of each counts as ``memory``, whatever its kind;
    ``ridge`` is the machine balance, peak over its bandwidth.
    Raises UsageError for fewer than two parts, or one that is not known.

    >>> row = next(row for row in compare("a100", "h100").rows if row.path == "peak.bf16")
    >>> row.path, [round(ratio, 2) for ratio in row.ratios]
    ('peak.bf16', [1.0, 3.17])
    """
    if len(handles) < FEWEST:
        raise UsageError("compare takes two parts or more, such as: compare a100 h100")
    known = catalogue(specs)
    parts = tuple(known.find(handle) for handle in handles)
    found = (Shared(path, tuple(said(part, asked) for part in parts)) for path, asked in _paths(parts).items())
    shared = tuple(row for row in found if sum(map(bool, row.cells)) >= FEWEST)
    main = tuple(row for row in shared if _matters(row.path))
    return Comparison(parts, main if main and not everything else shared)


def _matters(path: str) -> bool:
    return not path.endswith(DETAILS) and (path.startswith(MATTERS) or not path.startswith(LESS))


def _paths(parts: Sequence[Spec]) -> dict[str, str]:
    """The paths to compare, in the order of a spec, and how each is asked for."""
    paths = {path: path for path in HEAD}
    paths |= {f"peak.{dtype}": f"peak.{dtype}" for dtype in DTYPES}
    paths |= {f"memory.{key}": f"memory.*.{key}" for key in MAIN}
    main = {part.main_memory for part in parts if part.section("memory")}
    for path in (path for part in parts for path in part):
        if path.startswith("memory.") and path.rpartition(".")[0] in main:
            continue
        paths.setdefault(path, path)
    paths |= {path: path for path in FOLLOWS}
    return paths | {f"ridge.{dtype}": f"ridge.{dtype}" for dtype in DTYPES}


def _ratio(first: Said | None, other: Said | None) -> float | None:
    if first is None or other is None or first.unit is None or first.unit != other.unit:
        return None
    return float(other.value / first.value)


def _texts(row: Shared) -> list[str]:
    """A row's cells as text, each number but the first with its ratio to the first."""
    texts = []
    for position, (found, ratio) in enumerate(zip(row.cells, row.ratios, strict=True)):
        told = "" if found is None else _shown(row.path, found)
        texts.append(told if position == 0 or ratio is None else f"{told} ({show(ratio)}x)")
    return texts


def _shown(path: str, found: Said) -> str:
    return found.text if found.unit in (None, "", "B", "token") else shown(path, found.value, str(found.unit))
