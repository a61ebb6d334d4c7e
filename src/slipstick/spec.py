"""Specs: pages of facts about hardware, found by handle. :func:`load` is the way in.

YAML is the truth. It is compiled once into lines of JSON, which name the bytes they were made from; when a
file changes, the next question compiles again. The compiled form is only ever a shortcut: where it is
missing, damaged or cannot be written, the YAML is read instead.
"""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from typing import Any, NamedTuple
from zlib import crc32

from .errors import SlipstickError, SpecError, UsageError
from .units import data_folder
from .words import did_you_mean, slug

FORMAT = 1
RULES = ("compiler", "page", "schema", "yamltree", "quantities", "units", "door", "dtypes")  # the modules that compile
SHORTEST = 2  # letters of a shortened handle


class Fact(NamedTuple):
    """One fact: its value in the coherent unit (or its words), the text of the file, and its source's key."""

    value: Any
    unit: str | None
    text: str
    source: str

    @property
    def quantity(self) -> Any:
        """The fact as a Quantity in the unit the file gives; words stay words."""
        from . import quantities

        return self.value if self.unit is None else quantities.quantity(self.text)


class Spec:
    """A page of facts: ``spec["memory.HBM.bandwidth"]`` is a Quantity.

    handle: its file's name. name: the product's. kind: gpu, cpu or accelerator. aliases: other handles.
    extends: the specs whose facts it takes over, nearest first. facts: every fact by dotted path.
    sources: title, address and day seen of each source, by key. notes: what to know about the figures.
    """

    def __init__(self, page: dict[str, Any], sources: dict[str, dict[str, str]]) -> None:
        self.handle: str = page["handle"]
        self.name: str = page["name"]
        self.kind: str = page["kind"]
        self.aliases: list[str] = page["aliases"]
        self.extends: list[str] = page["extends"]
        self.notes: list[str] = page["notes"]
        self.facts = {path: Fact(*fact) for path, fact in page["facts"].items()}
        self.sources = sources

    def __repr__(self) -> str:
        return f"<{self.kind} {self.handle}: {self.name}>"

    def __getitem__(self, path: str) -> Any:
        """A fact's Quantity, or its words, by dotted path. Raises SlipstickError for one it does not have."""
        return self.fact(path).quantity

    def __contains__(self, path: object) -> bool:
        return path in self.facts

    def fact(self, path: str) -> Fact:
        """A fact by dotted path. Raises SlipstickError, with the nearest paths, for one it does not have."""
        if path not in self.facts:
            hint = did_you_mean(path, self.facts, "")
            raise SlipstickError(f"{self.handle} has no {path}{hint and ': ' + hint}")
        return self.facts[path]

    def number(self, path: str) -> float:
        """A fact's plain number in the coherent unit. Raises SlipstickError for one it does not have."""
        return float(self.fact(path).value)

    def section(self, path: str) -> dict[str, Fact]:
        """The facts under a path, such as ``"peak"``: {"bf16": ..., "fp16": ...}."""
        start = path + "."
        return {key[len(start) :]: fact for key, fact in self.facts.items() if key.startswith(start)}

    @property
    def main_memory(self) -> str:
        """The path of its main memory, the level listed first. Raises SlipstickError where none is listed."""
        for path in self.facts:
            if path.startswith("memory."):
                return ".".join(path.split(".")[:2])
        raise SlipstickError(f"{self.handle} lists no memory")

    def as_dict(self) -> dict[str, Any]:
        """The page for a program: every fact with its value, coherent unit, text and source."""
        return {
            "handle": self.handle,
            "name": self.name,
            "kind": self.kind,
            "aliases": self.aliases,
            "extends": self.extends,
            "facts": {path: fact._asdict() for path, fact in self.facts.items()},
            "sources": {key: self.sources[key] for key in sorted({f.source for f in self.facts.values()})},
            "notes": self.notes,
        }


class Catalogue:
    """Every spec at hand, by handle. Made by :func:`catalogue` from compiled lines; parses only what is asked for."""

    def __init__(self, lines: list[bytes]) -> None:
        self._lines = lines
        index = json.loads(lines[1])
        self.pages: dict[str, int] = index["pages"]  # handle: its line
        self.handles: dict[str, str] = index["handles"]  # handle, alias or name: handle

    @cached_property
    def sources(self) -> dict[str, dict[str, str]]:
        """Every source by key."""
        found: dict[str, dict[str, str]] = json.loads(self._lines[2])
        return found

    def __iter__(self) -> Iterator[Spec]:
        return (self.spec(handle) for handle in sorted(self.pages))

    def __len__(self) -> int:
        return len(self.pages)

    def spec(self, handle: str) -> Spec:
        """The spec of an exact handle."""
        return Spec(json.loads(self._lines[self.pages[handle]]), self.sources)

    def find(self, word: str) -> Spec:
        """The spec a word means: its handle, an alias, its name, or the unambiguous beginning of a part of one.

        Raises UsageError for an unknown word, with the nearest, and for an ambiguous one, with its candidates.
        """
        key = slug(word)
        if key in self.handles:
            return self.spec(self.handles[key])
        found = sorted({handle for known, handle in self.handles.items() if f"-{key}" in f"-{known}"})
        if len(found) == 1 and len(key) >= SHORTEST:
            return self.spec(found[0])
        if found and len(key) >= SHORTEST:
            several = ", ".join(found[:6]) + (f" and {len(found) - 6} more" if len(found) > 6 else "")
            raise UsageError(f"'{word}' is ambiguous: it could be {several}")
        hint = did_you_mean(key, self.handles, "slipstick list shows what there is")
        raise UsageError(f"unknown device '{word[:40]}': {hint}")


def load(handle: str, specs: str | None = None) -> Spec:
    """The spec a handle means, such as ``"a100"``, ``"rtx 4090"`` or ``"h100-pcie"``.

    specs: a folder (or one file) of your own specs, read beside the shipped ones and before them; by default
    the environment's ``SLIPSTICK_SPECS`` and the ``slipstick/hardware`` folder of the user's configuration.
    Raises UsageError for an unknown or ambiguous handle, SpecError for a spec file that breaks a rule.

    >>> print(load("a100")["memory.HBM.capacity"])
    80.0 gibibyte
    """
    return catalogue(specs).find(handle)


def catalogue(specs: str | None = None) -> Catalogue:
    """Every spec, from the compiled form where that is good, else from the YAML. See :func:`load`."""
    roots = [shipped_root(), *own_roots(specs)]
    files = gather(roots)
    mark = fingerprint(files)
    for path in compiled_paths(roots):
        lines = _compiled(path, mark)
        if lines:
            return Catalogue(lines)
    from . import compiler  # yaml and pint: only where a file has changed

    body = compiler.compile_specs(roots, files)
    lines = write_compiled(compiled_paths(roots)[0], mark, body)
    return Catalogue(lines)


def gather(roots: list[str]) -> dict[str, bytes]:
    """Every file of these places, with its bytes. Raises UsageError for a place without any."""
    found: dict[str, bytes] = {}
    for root in roots:
        paths = spec_files(root)
        if not paths:
            raise UsageError(f"no .yaml file in {root}")
        found |= {path: _bytes(path) for path in paths}
    return found


def shipped_root() -> str:
    """The place of the shipped specs."""
    return os.path.join(data_folder(), "hardware")


def own_roots(specs: str | None) -> list[str]:
    """The places of a user's own specs: the one named, or the environment's, and the configuration's if it is there."""
    named = specs or os.environ.get("SLIPSTICK_SPECS")
    if named and not os.path.exists(named):
        raise UsageError(f"no such file or folder: {named}")
    base = os.environ.get("XDG_CONFIG_HOME") or os.path.join(os.path.expanduser("~"), ".config")
    usual = os.path.join(base, "slipstick", "hardware")
    return [*([usual] if spec_files(usual) else []), *([named] if named else [])]


def spec_files(root: str) -> list[str]:
    """Every YAML file of a root, which is a folder or one file; and the shipped ``sources.yaml``."""
    found = [root] if os.path.isfile(root) else []
    for folder, _, names in os.walk(root):
        paths = [os.path.join(folder, name) for name in names if name.endswith((".yaml", ".yml"))]
        found += [path for path in paths if os.path.isfile(path)]
    shipped = os.path.join(os.path.dirname(root), "sources.yaml")
    if root == shipped_root():
        found.append(shipped)
    return sorted(found)


def _bytes(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise SpecError([f"{path}:1: cannot be read: {error.strerror}"]) from None


def fingerprint(files: dict[str, bytes]) -> str:
    """What the compiled form was made from: every file's name and bytes, the units, and the rules of compiling."""
    base = data_folder()
    named = {os.path.relpath(path, base) if path.startswith(base) else path: data for path, data in files.items()}
    rules = [
        os.path.join(base, "units.txt"),
        *(os.path.join(os.path.dirname(__file__), f"{name}.py") for name in RULES),
    ]
    named |= {os.path.basename(path): _bytes(path) for path in rules if os.path.isfile(path)}
    total = FORMAT
    for name, data in named.items():
        total = crc32(data, crc32(f"\0{name}\0{len(data)}\0".encode(), total))
    return f"{total:08x}"


def compiled_paths(roots: list[str]) -> list[str]:
    """Where the compiled form may lie: the user's cache, and for the shipped specs beside them."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    place = crc32("\0".join(map(os.path.abspath, roots)).encode())
    paths = [os.path.join(base, "slipstick", f"specs-{place:08x}.jsonl")]
    return paths + [os.path.join(data_folder(), "compiled.jsonl")] * (len(roots) == 1)


def _compiled(path: str, mark: str) -> list[bytes] | None:
    """The lines of a compiled file, if it is whole and was made from these very bytes."""
    try:
        with open(path, "rb") as file:
            head, _, body = file.read().partition(b"\n")
        if head != _head(mark, body):
            return None
        return [head, *body.splitlines()]
    except OSError:
        return None


def _head(mark: str, body: bytes) -> bytes:
    return f'{{"format": {FORMAT}, "made_from": "{mark}", "check": "{crc32(body):08x}"}}'.encode()


def write_compiled(path: str, mark: str, body: bytes) -> list[bytes]:
    """Write the compiled form in one move, if its place can be written; and its lines."""
    head = _head(mark, body)
    temporary = f"{path}.{os.getpid()}-{id(body)}"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(temporary, "wb") as file:
            file.write(head + b"\n" + body)
        os.replace(temporary, path)
    except OSError:  # nothing can be written here: the next question compiles again
        with suppress(OSError):
            os.unlink(temporary)
    return [head, *body.splitlines()]
