"""Values drawn at random, to be looked up in their sources by hand: ``python tools/audit.py --count 20 --seed 7``.

Each with its page and line, its text, and the title, rank, address and day of its source. The same seed draws the same
values as long as the catalogue stays.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from examples import TOP
from slipstick import catalogue
from slipstick.files.compiler import read_pages
from slipstick.files.kinds import KINDS
from slipstick.files.places import gather
from slipstick.files.schema import RANKS, is_value
from slipstick.layout import table


class Drawn(NamedTuple):
    """A value to look up: where it stands, what it says, and its source."""

    page: str
    value: str
    text: str
    source: str
    rank: str
    address: str
    seen: str


@cache
def values(kind: str = "", rank: str = "") -> list[Drawn]:
    """Every value that a shipped page says itself, in order. kind, rank: only those."""
    return list(_values(kind, rank))


def _values(kind: str, rank: str) -> Iterator[Drawn]:
    known = catalogue()
    layer = known.layers[0]
    pages, *_ = read_pages(gather(layer.root), layer.below)
    for handle, page in sorted(pages.items()):
        part = known.spec(handle)
        for path in (path for path in part if is_value(path) and path in page.lines):
            source = part.sources[part.fact(path).source]
            if kind in ("", part.kind) and rank in ("", source.get("rank")):
                place = f"{Path(page.path).resolve().relative_to(TOP)}:{page.lines[path]}"
                told = (source["title"], source.get("rank", ""), source.get("address", ""), source["seen"])
                yield Drawn(place, f"{handle}.{path}", part.told(path)[2], *told)


def draw(count: int, seed: int, kind: str = "", rank: str = "") -> list[Drawn]:
    """So many values at random, or all where there are not as many, in the order they were drawn."""
    every = values(kind, rank)
    return random.Random(seed).sample(every, min(count, len(every)))


def report(drawn: Sequence[Drawn], form: str = "text") -> str:
    """What was drawn: each with its lines, or a table in CSV or Markdown."""
    if form != "text":
        return table(Drawn._fields, drawn, form)
    return "\n\n".join(f"{n}. {_told(each)}" for n, each in enumerate(drawn, 1))


def _told(one: Drawn) -> str:
    lines = [f"{one.value} = {one.text}", one.page, f"{one.source}, {one.rank}, seen {one.seen}", one.address]
    return "\n   ".join(filter(None, lines))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--kind", choices=sorted(KINDS), default="")
    parser.add_argument("--rank", choices=RANKS, default="")
    parser.add_argument("--form", choices=("text", "csv", "markdown"), default="text")
    given = parser.parse_args()
    print(report(draw(given.count, given.seed, given.kind, given.rank), given.form))
