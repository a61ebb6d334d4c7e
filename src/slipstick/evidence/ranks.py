"""The ranks of sources: how many values rest on the maker's own words, and which on hardly anything."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ..files.schema import RANKS, is_value
from ..formulas import formulas
from ..layout import table, wrap
from ..specs.catalogue import Catalogue, catalogue
from ..specs.spec import Spec

DATA_CENTRE, HEADLINES = "data centre", ("peak", "memory", "power", "links")
SHEET = "latency"
WEAK = RANKS[-1]
UNRANKED = "no rank"
WIDTH = 79


class Claim(NamedTuple):
    """What rests on a source: a value's spec and path, or a formula's name; the key of the source; and its rank."""

    owner: str
    path: str
    source: str
    rank: str


class Group(NamedTuple):
    """Claims counted together."""

    title: str
    claims: Sequence[Claim]

    def counts(self) -> dict[str, int]:
        """How many there are of each rank, the best rank first; those without one last, if any."""
        found = Counter(claim.rank for claim in self.claims)
        return {rank: found[rank] for rank in (*RANKS, UNRANKED) if rank in RANKS or found[rank]}

    def weak(self) -> list[Claim]:
        """Those of the lowest rank."""
        return [claim for claim in self.claims if claim.rank == WEAK]

    def as_dict(self) -> dict[str, Any]:
        """The group for a program: its counts, and each claim of the lowest rank."""
        weak = [claim._asdict() for claim in self.weak()]
        return {"title": self.title, "count": len(self.claims), "ranks": self.counts(), WEAK: weak}


def census(path: str | None = None) -> list[Group]:
    """Values by the rank of the source each is from: all of them, and those that most answers rest on.

    path: a file or folder of specs, which is then counted alone; by default every spec at hand, the formulas, and the
    numbers of the latency sheet. A value with several sources counts by the first, which it is from.
    Raises UsageError for a missing path, SpecError for a spec that breaks a rule.
    """
    known = catalogue(path)
    parts = [Spec(record) for record in known.layers[-1].pages()] if path else known.specs()
    claims = [claim for part in parts for claim in _values(part)]
    centre = {part.handle for part in parts if part.use == DATA_CENTRE}
    main = [each for each in claims if each.owner in centre and each.path.partition(".")[0] in HEADLINES]
    groups = [Group("all values", claims), Group(f"{DATA_CENTRE}: {', '.join(HEADLINES)}", main)]
    if path:
        return groups
    return [*groups, Group("formulas", list(_formulas(known))), Group(f"the {SHEET} sheet", list(_sheet(known)))]


def _values(part: Spec, start: str = "") -> Iterator[Claim]:
    for path in filter(is_value, part):
        if path.startswith(start):
            key = part.fact(path).source
            yield Claim(part.handle, path, key, part.sources[key].get("rank") or UNRANKED)


def _formulas(known: Catalogue) -> Iterator[Claim]:
    for name, formula in formulas().items():
        yield Claim(name, "", formula.source, known.source(formula.source).get("rank") or UNRANKED)


def _sheet(known: Catalogue) -> Iterator[Claim]:
    """The values of the numbers that a sheet shows."""
    text = next(filter(None, (layer.sheet(SHEET) for layer in reversed(known.layers))))
    for row in json.loads(text)["rows"]:
        if "number" in row:
            part, path = known.look_up(row["number"])
            yield from _values(part, path + ".")


def report(groups: Sequence[Group]) -> str:
    """The groups as a table of counts, and what rests on sources of the lowest rank, by owner and source."""
    ranks = list(dict.fromkeys(rank for group in groups for rank in group.counts()))
    rows = [[group.title, str(len(group.claims)), *_cells(group, ranks)] for group in groups]
    lines = [table(["resting on", "count", *ranks], rows)]
    told: set[Claim] = set()
    for group in reversed(groups):  # the particular ones first: what they list is not listed again under all values
        weak = [claim for claim in group.weak() if claim not in told]
        told.update(weak)
        if weak:
            lines += ["", f"of rank {WEAK}, {group.title}" + " (the rest)" * (group is groups[0] and len(groups) > 1)]
            lines += _listed(weak)
    return "\n".join(lines)


def _cells(group: Group, ranks: Sequence[str]) -> list[str]:
    counts = group.counts()
    return [str(counts.get(rank, 0)) for rank in ranks]


def _listed(claims: Sequence[Claim]) -> Iterator[str]:
    """Lines of claims, those of one owner and one source together."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for claim in claims:
        number = claim.path.removeprefix("numbers.").rpartition(".")[0]
        path = number if claim.path.startswith("numbers.") else claim.path
        found.setdefault((claim.owner, claim.source), {})[path] = None
    for (owner, source), paths in found.items():
        told = ", ".join(filter(None, paths))
        text = f"{owner}{': ' * bool(told)}{told} ({source})"
        yield from (f"  {line}" for line in wrap(text, WIDTH - 2, hang=2, hyphens=False, long=False))
