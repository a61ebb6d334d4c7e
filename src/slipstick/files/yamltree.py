"""YAML as a tree that knows its lines. yaml lives here.

Every scalar stays the text that was written: no number, date or boolean is guessed, so ``1e9``, ``no`` and
``1:30`` mean what they look like. Anchors and aliases are refused, and so is a file too large or too deep.
"""

from dataclasses import dataclass
from typing import Any

import yaml

from ..errors import SpecError, UsageError
from ..words import STEERING

LARGEST = 1_000_000  # bytes
DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Branch:
    """A value of a YAML file: text, a mapping or a list of nodes; and the line it starts on."""

    value: "str | dict[str, Branch] | list[Branch]"
    line: int


class _StopError(Exception):
    """Found something that is not allowed: the line, and what to do about it."""


def read_file(path: str) -> Branch:
    """The tree of a file. Raises UsageError for its first fault, OSError where it cannot be opened."""
    with open(path, "rb") as file:
        data = file.read(LARGEST + 1)
    try:
        return read(path, data)
    except SpecError as error:
        raise UsageError(error.problems[0]) from None


def read(path: str, data: bytes) -> Branch:
    """The tree of a file's bytes; an empty file is an empty mapping.

    path: named in errors. Raises SpecError for a file that is not text, not YAML, or uses what is refused.
    """
    if len(data) > LARGEST:
        raise SpecError([f"{path}:1: the file is {len(data)} bytes long: at most {LARGEST} are read"])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SpecError([f"{path}:{line}: not a text file in UTF-8: expected YAML"]) from None
    try:
        return _Builder(text).document()
    except _StopError as stop:
        raise SpecError([f"{path}:{stop.args[0]}: {stop.args[1]}"]) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = " ".join(str(error.problem or error.context or "cannot be read").split())
        raise SpecError([f"{path}:{mark.line + 1 if mark else 1}: not valid YAML: {problem}"]) from None
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        raise SpecError([f"{path}:{line}: not valid YAML: a character that is not text"]) from None


class _Builder:
    def __init__(self, text: str) -> None:
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        self.events = iter(yaml.parse(text, Loader=loader))

    def document(self) -> Branch:
        root = Branch({}, 1)
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _StopError(_line(event), "a second document: one file holds one")
            elif isinstance(event, yaml.NodeEvent):
                root = self.branch(event, 0)
        if root.value == "":
            root = Branch({}, 1)
        return root

    def branch(self, event: Any, depth: int) -> Branch:
        line = _line(event)
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise _StopError(line, f"anchors and aliases ({event.anchor}) are not used here: write the value out")
        if event.tag and event.tag != "!":
            raise _StopError(line, f"tags ({event.tag}) are not used here: write the plain value")
        if depth > DEEPEST:
            raise _StopError(line, f"nested more than {DEEPEST} deep")
        if isinstance(event, yaml.ScalarEvent):
            if found := STEERING.search(event.value):
                raise _StopError(line, f"{found[0]!a} steers a terminal: write plain text")
            return Branch(event.value, line)
        if isinstance(event, yaml.SequenceStartEvent):
            return Branch(self.items(depth), line)
        return Branch(self.pairs(depth), line)

    def items(self, depth: int) -> list[Branch]:
        found = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            found.append(self.branch(event, depth + 1))
        return found

    def pairs(self, depth: int) -> dict[str, Branch]:
        found: dict[str, Branch] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.branch(event, depth + 1)
            if not isinstance(key.value, str):
                raise _StopError(key.line, "a key has to be a plain word")
            if key.value in found:
                raise _StopError(key.line, f"{key.value} is given twice, first on line {found[key.value].line}")
            value = self.branch(next(self.events), depth + 1)
            found[key.value] = Branch(value.value, key.line)
        return found


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1
