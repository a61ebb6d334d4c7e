"""Sheets by name: the shipped ones and the user's own; and the way from a name to a filled sheet."""

import json
import os
from typing import Any

from ..errors import UsageError
from ..files.places import read_bytes
from ..specs.catalogue import Catalogue, catalogue
from ..words import did_you_mean, quoted
from .fill import fill
from .sheet import Sheet


def sheet(
    name: str,
    *parts: str,
    on: str | None = None,
    human: bool = False,
    specs: str | Catalogue | None = None,
) -> Sheet:
    """A sheet of numbers, worked out from the specs and formulas at hand.

    name: a shipped sheet, one of your own in the ``sheets`` folder beside your specs, or the path of a file.
    parts: those to compare, where the sheet does. on: the part of a sheet about one machine. human: add a column in
    which a nanosecond is a second. specs: as in :func:`slipstick.load`.
    Raises UsageError for an unknown sheet and for what it does not take.

    >>> sheet("powers").sections[0].rows[0].cells[0].text
    '256'
    """
    known = catalogue(specs)
    return fill(*_definition(name, known), known, on=on, parts=parts, human=human)


def sheet_titles(specs: str | None = None) -> dict[str, str]:
    """The name and title of every sheet."""
    return {name: str(told["title"]) for name, told in _all(catalogue(specs)).items()}


def _definition(name: str, known: Catalogue) -> tuple[str, dict[str, Any]]:
    if name.endswith((".yaml", ".yml")):
        return os.path.splitext(os.path.basename(name))[0], _file(name)
    for layer in reversed(known.layers):
        found = layer.sheet(name)
        if found:
            return name, json.loads(found)
    raise UsageError(f"unknown sheet {quoted(name)}: {did_you_mean(name, sorted(_all(known)))}")


def _file(path: str) -> dict[str, Any]:
    from ..files.sheetfile import definition
    from ..files.yamltree import read

    if not os.path.isfile(path):
        raise UsageError(f"no such file: {path}")
    return definition(path, read(path, read_bytes(path)))


def _all(known: Catalogue) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for layer in known.layers:
        found |= {name: json.loads(told) for name, told in layer.sheets().items()}
    return dict(sorted(found.items()))
