"""Specs: pages of facts about hardware, found by handle. :func:`load` is the way in.

YAML is the truth. Each place of specs is a :class:`slipstick.layer.Layer`, the shipped ones at the bottom, a
user's own above them; a spec, or a word for one, counts from the highest layer that has it.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, NamedTuple

from .errors import SlipstickError, UsageError
from .files import shipped_root, spec_files
from .layer import Layer
from .store import Page
from .words import did_you_mean, quoted, slug

SHORTEST = 2  # letters of a shortened handle


class Fact(NamedTuple):
    """One fact: its value in the coherent unit (or its words), the text of the file, and its source's key.

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
        from . import quantities

        return self.value if self.unit is None else quantities.quantity(self.text)


class Spec:
    """A page of facts: ``spec["memory.HBM.bandwidth"]`` is a Quantity.

    handle: its file's name. name: the product's. vendor: who makes or sells it, if said. kind: gpu, cpu, node ...
    per: what its figures are for, such as module or card, if said. aliases: other handles.
    extends: the specs whose facts it takes over, nearest first.
    """

    def __init__(self, page: Page) -> None:
        head = json.loads(page.head)
        self.handle: str = head["handle"]
        self.name: str = head["name"]
        self.vendor: str = head["vendor"]
        self.kind: str = head["kind"]
        self.per: str = head["per"]
        self.aliases: list[str] = head["aliases"]
        self.extends: list[str] = head["extends"]
        self._lines = page.facts
        self._text = page.rest

    @cached_property
    def _facts(self) -> dict[str, str]:
        """Each path, and the rest of its line, which is read when it is asked for."""
        return dict(line.split("\t", 1) for line in self._lines.split("\n")) if self._lines else {}

    @cached_property
    def _rest(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._text)
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
            hint = did_you_mean(path, self._facts, "")
            raise SlipstickError(f"{self.handle} has no {path}{hint and ': ' + hint}")
        first, *also = (self._keys[int(place)] for place in self._facts[path].partition("\t")[0].split(","))
        return Fact(*self.told(path), first, tuple(also))

    def resolve(self, path: str) -> str:
        """The full path of a fact, or of a section, that a person wrote in any case or without its beginning.

        Raises UsageError, with the candidates, for a path that could be several.

        >>> load("a100").resolve("l2.bandwidth")
        'memory.L2.bandwidth'
        """
        paths = {".".join(parts[:n]) for parts in (path.split(".") for path in self._facts) for n in range(1, 9)}
        if path in paths:
            return path
        key = path.casefold()
        several = [known for known in sorted(paths) if known.casefold() == key]
        several = several or [known for known in sorted(paths) if known.casefold().endswith("." + key)]
        if len(several) > 1:
            raise UsageError(f"{self.handle} has more than one {path}: {', '.join(several[:6])}")
        if not several:
            hint = did_you_mean(path, paths, f"slipstick show {self.handle} shows what it has")
            raise SlipstickError(f"{self.handle} has no {path[:40]}: {hint}")
        return several[0]

    def told(self, path: str) -> tuple[Any, str | None, str]:
        """A fact's value in the coherent unit, that unit, and its text; its source is not looked up."""
        _, number, unit, text = self._facts[path].split("\t", 3)
        return (float(number), unit, text) if number else (text, None, text)

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

    @cached_property
    def first_level(self) -> str:
        """The path of the memory level listed first; empty where none is listed."""
        path = next((path for path in self._facts if path.startswith("memory.")), "")
        return path[: path.index(".", len("memory."))] if path else ""

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
            "aliases": self.aliases,
            "extends": self.extends,
            "facts": {path: fact.as_dict() for path, fact in self.facts.items()},
            "sources": self.sources,
            "notes": self.notes,
        }


class Catalogue:
    """Every spec at hand, by handle. Made by :func:`catalogue`; reads only what is asked for.

    layers: the places of specs, the lowest first.
    """

    def __init__(self, layers: list[Layer]) -> None:
        self.layers = layers

    def __iter__(self) -> Iterator[Spec]:
        return iter(self.specs())

    def __len__(self) -> int:
        return len(set(self.words.values()))

    def specs(self, kind: str = "") -> list[Spec]:
        """Every spec, or those of a kind, in order of handles."""
        found: dict[str, Spec] = {}
        for place, layer in enumerate(self.layers):
            for part in map(Spec, layer.pages(kind)):
                above = self.layers[place + 1 :] if kind else []  # where the handle may be of a part of another kind
                if not any(over.page(part.handle) for over in above):
                    found[part.handle] = part
        return [found[handle] for handle in sorted(found)]

    @property
    def words(self) -> dict[str, str]:
        """Every handle, alias and name, and the handle it means."""
        found: dict[str, str] = {}
        for layer in self.layers:
            found |= layer.words()
        return found

    @property
    def sources(self) -> dict[str, dict[str, str]]:
        """Every source by key."""
        found: dict[str, dict[str, str]] = {}
        for layer in self.layers:
            found |= layer.sources()
        return found

    def described(self, part: Spec, keys: Iterable[str]) -> dict[str, dict[str, str]]:
        """Title, publisher, address and day seen of sources: of a part's facts, or of formulas."""
        return {key: part.sources.get(key) or self.layers[0].source(key) for key in dict.fromkeys(keys)}

    def spec(self, handle: str) -> Spec:
        """The spec of an exact handle. Raises UsageError where there is none."""
        for layer in reversed(self.layers):
            page = layer.page(handle)
            if page:
                return Spec(page)
        raise UsageError(f"unknown device '{handle[:40]}': slipstick list shows what there is")

    def find(self, word: str) -> Spec:
        """The spec a word means: its handle, an alias, its name, or the unambiguous beginning of a part of one.

        Raises UsageError for an unknown word, with the nearest, and for an ambiguous one, with its candidates.
        """
        key = slug(word)
        handle = self._exact(key)
        if handle:
            found = self.spec(handle)
            if self._exact(key) == handle:  # reading the page may have shown that its file has changed
                return found
        words = self.words
        if key in words:
            return self.spec(words[key])
        found_in = {handle for known, handle in words.items() if f"-{key}" in f"-{known}"}
        several = sorted(found_in, key=lambda handle: (not handle.startswith(key), handle))
        if len(several) == 1 and len(key) >= SHORTEST:
            return self.spec(several[0])
        if several and len(key) >= SHORTEST:
            names = ", ".join(several[:6]) + (f" and {len(several) - 6} more" if len(several) > 6 else "")
            raise UsageError(f"'{word}' is ambiguous: it could be {names}")
        hint = did_you_mean(key, words, "slipstick list shows what there is")
        raise UsageError(f"unknown device '{word[:40]}': {hint}")

    def look_up(self, question: str) -> tuple[Spec, str]:
        """The spec and the path of a question such as ``a100.memory.L2.bandwidth``; an empty path for a whole spec.

        See :meth:`find` and :meth:`Spec.resolve` for what it may leave out, and for the errors.
        """
        word, *path = re.split(r"\.(?=[A-Za-z])", question, maxsplit=1)  # not at the version in 'PCIe 5.0'
        if not path or (not self._exact(slug(word)) and self._exact(slug(question))):
            return self.find(question), ""
        part = self.find(word)
        return part, part.resolve(path[0])

    def one(self, question: str) -> tuple[Spec, str]:
        """The spec and the path of a single fact, which of a number is its value: ``latency.l2-hit``.

        Raises what :meth:`look_up` does, and UsageError for a path with many facts under it.
        """
        part, path = self.look_up(question)
        if path.startswith("numbers.") and f"{path}.typical" in part:
            return part, f"{path}.typical"
        if path not in part:
            inside = ", ".join([known for known in part if known.startswith(path)][:4])
            raise UsageError(f"{quoted(question)} is not one fact but many: {inside} ...")
        return part, path

    def _exact(self, key: str) -> str | None:
        return next(filter(None, (layer.handle(key) for layer in reversed(self.layers))), None)


def load(handle: str, specs: str | None = None) -> Spec:
    """The spec a handle means, such as ``"a100"``, ``"rtx 4090"`` or ``"h100-pcie"``.

    specs: a folder (or one file) of your own specs, read beside the shipped ones and before them; by default
    the environment's ``SLIPSTICK_SPECS`` and the ``slipstick/hardware`` folder of the user's configuration.
    Raises UsageError for an unknown or ambiguous handle, SpecError for a spec file that breaks a rule.

    >>> print(load("a100")["memory.HBM.capacity"])
    80.0 gibibyte
    """
    return catalogue(specs).find(handle)


def look_up(question: str, specs: str | None = None) -> Any:
    """A fact by its part and path: a Quantity, or words. The path may leave out its beginning.

    specs: as in :func:`load`. Raises UsageError for an unknown part or a path that could be several, and
    SlipstickError for a fact the part does not have.

    >>> print(look_up("a100.memory.L2.bandwidth"))
    5405.0 gigabyte / second
    >>> print(look_up("rtx-4090.tdp"))
    450.0 watt
    >>> print(look_up("latency.l2-hit"))
    4.0 nanosecond
    """
    part, path = catalogue(specs).one(question)
    return part[path]


def catalogue(specs: str | Catalogue | None = None) -> Catalogue:
    """Every spec: the shipped ones, and above them the user's own. See :func:`load`; a catalogue is itself."""
    if isinstance(specs, Catalogue):
        return specs
    found = Catalogue([Layer(shipped_root())])
    for root in own_roots(specs):
        found = Catalogue([*found.layers, Layer(root, found)])
    return found


def own_roots(specs: str | None) -> list[str]:
    """The places of a user's own specs: the configuration's if it is there, and the one named, or the environment's."""
    named = specs or os.environ.get("SLIPSTICK_SPECS")
    if named and not os.path.exists(named):
        raise UsageError(f"no such file or folder: {named}")
    base = os.environ.get("XDG_CONFIG_HOME") or os.path.join(os.path.expanduser("~"), ".config")
    usual = os.path.join(base, "slipstick", "hardware")
    return [*([usual] if spec_files(usual) else []), *([named] if named else [])]
