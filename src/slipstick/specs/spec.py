"""Specs: one page of facts about one part."""

import json
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any
from zlib import crc32

from ..errors import SlipstickError, UsageError
from ..files.store import Record
from ..records import Fields
from ..words import did_you_mean, pattern

ACCELERATORS = ("gpu", "accelerator")
LANES = pattern(r"links\.(x\d+)\.")  # one of the widths of a link
COMPUTES = (*ACCELERATORS, "cpu")  # the kinds of parts that compute


class Fact(Fields):
    """One fact: its value in the coherent unit (or its words, or sides), the text of the file, and its source's key.

    also: the keys of further sources that say so, or that give its range.
    """

    value: Any
    unit: str | None
    text: str
    source: str
    also: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The fact for a program."""
        return {**self._asdict(), "also": list(self.also)}

    @property
    def quantity(self) -> Any:
        """The fact as a Quantity in the unit the file gives; words stay words."""
        from ..units import quantity as quantities

        return self.value if self.unit is None else quantities.quantity(self.text)


class Spec:
    """A page of facts: ``spec["memory.HBM.bandwidth"]`` is a Quantity.

    handle: its file's name. kind: gpu, cpu, node ...
    """

    def __init__(self, page: Record) -> None:
        self.handle, self.kind = page.handle, page.kind
        self._page = page
        self.memo: dict[Any, Any] = {}  # what was worked out of its facts, by whoever did

    @cached_property
    def _head(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._page.head)
        return found

    @property
    def checksum(self) -> int:
        """Of all that its page says but sources and notes: another where a fact is another."""
        return crc32(f"{self.kind}\n{self._page.head}\n{self._page.facts}".encode())

    @property
    def name(self) -> str:
        """The product's name."""
        return str(self._head["name"])

    @property
    def vendor(self) -> str:
        """Who makes or sells it; empty where it is not said."""
        return str(self._head["vendor"])

    @property
    def per(self) -> str:
        """What its figures are for, such as module or card; empty where it is not said."""
        return str(self._head["per"])

    @property
    def use(self) -> str:
        """What a processor is made for, such as data centre; empty where it is not said."""
        return str(self._head["use"])

    @property
    def aliases(self) -> list[str]:
        """Other handles."""
        return list(self._head["aliases"])

    @property
    def extends(self) -> list[str]:
        """The specs whose facts it takes over, nearest first."""
        return list(self._head["extends"])

    @cached_property
    def _facts(self) -> dict[str, str]:
        """Each path, and the rest of its line, which is read when it is asked for."""
        lines = self._page.facts.split("\n") if self._page.facts else []
        half = len(lines) // 2  # the paths stand before the rest
        return dict(zip(lines[:half], lines[half:], strict=True))

    def says(self, words: Iterable[str]) -> bool:
        """Whether all of some words occur in its handle, its name and its facts, in lower case: a quick look."""
        text = f"{self.handle}\n{self.name}\n{self._page.facts}".casefold()
        return all(word in text for word in words)

    @cached_property
    def _rest(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._page.rest())
        return found

    @cached_property
    def _keys(self) -> list[str]:
        return list(self._rest["sources"])

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """Every fact by dotted path, in the order of the page."""
        return {path: self.fact(path) for path in self._facts}

    @property
    def notes(self) -> list[str]:
        """What to know about the figures."""
        return list(self._rest["notes"])

    @property
    def sources(self) -> dict[str, dict[str, str]]:
        """Title, publisher, address and day seen of each of its sources, by key."""
        return dict(self._rest["sources"])

    @property
    def made_from(self) -> dict[str, int]:
        """The files its facts are from, the page's own first, each with the checksum of its bytes."""
        return dict(self._rest["made_from"])

    def __repr__(self) -> str:
        return f"<{self.kind} {self.handle}: {self.name}>"

    def __str__(self) -> str:
        from .. import printed

        return printed.text(self)

    def _repr_html_(self) -> str:
        from .. import printed

        return printed.html(self)

    def __getitem__(self, path: str) -> Any:
        """A fact's Quantity, or its words, by dotted path. Raises SlipstickError for one it does not have."""
        return self.fact(path).quantity

    def __contains__(self, path: object) -> bool:
        return path in self._facts

    def __iter__(self) -> Iterator[str]:
        """Every path, in the order of the page."""
        return iter(self._facts)

    def fact(self, path: str) -> Fact:
        """A fact by dotted path. Raises SlipstickError, with the nearest paths, for one it does not have."""
        if path not in self._facts:
            raise SlipstickError(lambda: self._lacks(path))
        first, *also = (self._keys[int(place)] for place in self._facts[path].partition("\t")[0].split(","))
        return Fact(*self.told(path), first, tuple(also))

    def _lacks(self, path: str) -> str:
        hint = did_you_mean(path, self._facts, "")
        return f"{self.handle} has no {path}{hint and ': ' + hint}"

    @cached_property
    def _paths(self) -> dict[str, str]:
        """Every path of a fact or a section, by its letters in one case."""
        parts = (path.split(".") for path in self._facts)
        paths = {".".join(each[:n]) for each in parts for n in range(1, len(each) + 1)}
        return {path: path.casefold() for path in sorted(paths)}

    def resolve(self, path: str) -> str:
        """The full path of a fact, or of a section, that a person wrote in any case or without its beginning.

        Of a link that comes in several widths the widest is meant: ``pcie-4.bandwidth`` is that of x16.

        Raises UsageError, with the candidates, for a path that could be several.

        >>> load("a100").resolve("l2.bandwidth")
        'memory.L2.bandwidth'
        """
        paths = self._paths
        if path in paths:
            return path
        key = path.casefold()
        several = [known for known, folded in paths.items() if folded == key]
        several = several or [known for known, folded in paths.items() if folded.endswith("." + key)]
        if len(several) > 1:
            if all(LANES.match(known) for known in several):
                return max(several, key=lambda known: int(known.split(".")[1][1:]))
            raise UsageError(f"{self.handle} has more than one {path}: {', '.join(several[:6])}")
        if not several:
            raise SlipstickError(lambda: self._unknown(path))
        return several[0]

    def _unknown(self, path: str) -> str:
        hint = did_you_mean(path, self._paths, f"slipstick show {self.handle} shows what it has")
        return f"{self.handle} has no {path[:40]}: {hint}"

    def told(self, path: str) -> tuple[Any, str | None, str]:
        """A fact's value in the coherent unit, that unit, and its text; its source is not looked up."""
        _, number, unit, text = self._facts[path].split("\t", 3)
        if number:
            return float(number), unit, text
        return tuple(map(int, text.split("x"))) if unit else text, None, text

    def number(self, path: str) -> float:
        """A fact's plain number in the coherent unit. Raises SlipstickError for one it does not have."""
        return float(self.told(path)[0] if path in self._facts else self.fact(path).value)

    def section(self, path: str) -> dict[str, Fact]:
        """The facts under a path, such as ``"peak"``: {"bf16": ..., "fp16": ...}."""
        start = path + "."
        return {path[len(start) :]: self.fact(path) for path in self._facts if path.startswith(start)}

    @cached_property
    def folded(self) -> dict[str, str]:
        """Every path by its letters in one case."""
        return {path.casefold(): path for path in self._facts}

    def mentions(self, path: str) -> bool:
        """Whether a folded path may be one of its own: a quick look before they are all folded."""
        return path in self._page.facts.casefold()

    @cached_property
    def first_level(self) -> str:
        """The path of the memory level listed first; empty where none is listed."""
        lines = f"\n{self._page.facts}"
        start = lines.find("\nmemory.") + 1  # the paths stand first, one a line
        return lines[start : lines.index(".", start + len("memory."))] if start else ""

    @property
    def main_memory(self) -> str:
        """The path of its main memory, the level listed first. Raises SlipstickError where none is listed."""
        if self.first_level:
            return self.first_level
        raise SlipstickError(f"{self.handle} lists no memory")

    def as_dict(self) -> dict[str, Any]:
        """The page for a program: every fact with its value, coherent unit, text and source."""
        return {
            "handle": self.handle,
            "name": self.name,
            "vendor": self.vendor,
            "kind": self.kind,
            "per": self.per,
            "use": self.use,
            "aliases": self.aliases,
            "extends": self.extends,
            "facts": {path: fact.as_dict() for path, fact in self.facts.items()},
            "sources": self.sources,
            "notes": self.notes,
        }
