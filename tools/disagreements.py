"""docs/disagreements.md: where public lists of hardware differ from the catalogue, and why."""

from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from slipstick.evidence.against import Comparison, Figure, against, apart
from slipstick.layout import table
from slipstick.words import counted

HEAD = """\
# Where public lists differ from the catalogue

Figures of public lists that are over 1 % from those here, and what lies behind each. The figures, and what their
headings mean, are in [tools/tables](../tools/tables); `python tools/pages.py` makes this page. `slipstick check
--against FILE` holds the catalogue against any list."""
TABLES = Path(__file__).parent / "tables"


class Table(NamedTuple):
    """A public list. columns: what its headings mean. why: what lies behind what differs, by a pattern of paths."""

    file: str
    title: str
    publisher: str
    address: str
    seen: str
    columns: dict[str, str]
    why: dict[str, str]

    def compared(self) -> Comparison:
        """The list held against the catalogue."""
        return against(str(TABLES / self.file), self.columns)

    def explained(self, figure: Figure) -> str:
        """Why a figure differs, by the first pattern that fits; empty where nobody has looked."""
        path = f"{figure.handle}.{figure.path}"
        return next((why for pattern, why in self.why.items() if fnmatchcase(path, pattern)), "")


@cache
def tables() -> list[Table]:
    """The lists of tools/tables/tables.yaml."""
    text = (TABLES / "tables.yaml").read_text(encoding="utf-8")
    return [Table(**entry) for entry in yaml.load(text, yaml.BaseLoader)]


def page() -> str:
    """The page: each list with what differs."""
    return "\n\n".join([HEAD, *map(_section, tables())]) + "\n"


def _section(one: Table) -> str:
    found = one.compared()
    differing = found.differing()
    many = counted(len({each.handle for each in found.figures}), "part")
    told = f"{counted(len(found.figures), 'figure')} of {many} are in both; {len(differing)} of them differ."
    cells = [[f.handle, f.path, f.there, f.here, apart(f), one.explained(f)] for f in differing]
    shown = table(["part", "fact", "there", "here", "apart", "why"], cells, "markdown")
    source = f"[{one.title}]({one.address}), {one.publisher}, seen {one.seen}."
    return "\n\n".join([f"## {one.title}", f"{source} {told}", shown])
