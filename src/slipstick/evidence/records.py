"""Measurements from a YAML file: a list of records, each a question and what was measured."""

import os
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from ..errors import UsageError
from ..files.yamltree import Branch, read_file
from ..words import did_you_mean, quoted
from .measurement import Measurement
from .vocabulary import amount, check_options, command, commands, scored, value

TEXTS = ("id", "library", "source", "note", "score")
T = TypeVar("T")
KEYS = (*TEXTS, "question", "query", "measured")


def read(path: str) -> list[Measurement]:
    """The measurements of a YAML file. Raises UsageError as "FILE:LINE: what is wrong, what was expected"; OSError."""
    root = read_file(path)
    entries = root.value if isinstance(root.value, dict) else {}
    listed = entries.get("measurements")
    if listed is None or not isinstance(listed.value, list) or len(entries) > 1:
        raise UsageError(f"{path}:1: expected one key, measurements, and a list under it")
    return [_measurement(path, each) for each in listed.value]


def _measurement(path: str, record: Branch) -> Measurement:
    try:
        return _made(os.path.basename(path), record)
    except _FaultError as fault:
        raise UsageError(f"{path}:{fault.args[0]}: {fault.args[1]}") from None
    except UsageError as error:
        raise UsageError(f"{path}:{record.line}: {error}") from None


class _FaultError(Exception):
    """A fault on a line of its own: the line, and what is wrong."""


def _made(name: str, record: Branch) -> Measurement:
    entries = _mapping(record, "a measurement")
    for key in entries:
        if key not in KEYS:
            raise _FaultError(entries[key].line, f"unknown key {quoted(key)}: {did_you_mean(key, KEYS)}")
    text = {key: _text(entries[key], key) for key in TEXTS if key in entries}
    asked, question = _asked(entries)
    score = _on_line(entries.get("score", record), lambda: scored(text.get("score", "")))
    label, library, source, note, _ = (text.get(key, "") for key in TEXTS)
    label = label or f"{name}:{record.line}"
    return Measurement(label, asked, question, _measured(entries), library, source, note, score)


def _asked(entries: dict[str, Branch]) -> tuple[str, dict[str, Any]]:
    """The command and options of a record."""
    given = entries.get("question") or entries.get("query")
    if given is None:
        raise UsageError("question is missing: expected the command and its options")
    options = {name: _text(branch, name) for name, branch in _mapping(given, "question").items()}
    word = options.pop("command", "")
    kernel = options.pop("kernel", "") if word == "run" else ""
    asked = _on_line(given, lambda: command(word, kernel))
    _on_line(given, lambda: check_options(asked, options))
    read = (lambda _, text: text) if commands()[asked].free else value
    return asked, {name: read(name, text) for name, text in options.items()}


def _measured(entries: dict[str, Branch]) -> dict[str, tuple[float, str]]:
    """What a record says was measured."""
    if "measured" not in entries:
        raise UsageError("measured is missing: expected names and values, such as {time: 514 µs}")
    found = {}
    for name, branch in _mapping(entries["measured"], "measured").items():
        text = _text(branch, name)
        found[name] = _on_line(branch, partial(amount, name, text))
    if not found:
        raise UsageError("nothing measured: expected names and values, such as {time: 514 µs}")
    return found


def _on_line(branch: Branch, do: Callable[[], T]) -> T:
    """Something done to a value, where a fault is said with its line."""
    try:
        return do()
    except UsageError as error:
        raise _FaultError(branch.line, str(error)) from None


def _mapping(branch: Branch, what: str) -> dict[str, Branch]:
    if not isinstance(branch.value, dict):
        raise _FaultError(branch.line, f"{what} is no mapping: expected 'key: value' pairs")
    return branch.value


def _text(branch: Branch, name: str) -> str:
    if not isinstance(branch.value, str):
        raise _FaultError(branch.line, f"{name} is not plain text: expected one value")
    return branch.value
