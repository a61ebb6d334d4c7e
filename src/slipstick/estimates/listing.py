"""The list of questions: names and help of all, compiled into one file, so that listing them imports none.

The file lies in the wheel, or in the user's cache; it is believed while it is whole, and its files are as they were.
"""

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from typing import Any
from zlib import crc32

from ..errors import SlipstickError
from ..files.places import marks, name_of, unchanged
from ..records import Fields
from ..units.data import PACKAGE, cache_path, data_folder
from ..units.writing import in_one_move
from .shelf import names, own_files, shipped_files

FORMAT = 3
LIST = "questions.json"  # in the user's cache, and beside the shipped data
READERS = ("kernel.py", "parameter.py", "question.py", "listing.py")  # these work out what a list says


class Listed(Fields):
    """What is known of a question without importing it.

    parameters: by name, their help. needs: those that are given by their place. picks: what may be picked beside them.
    """

    name: str
    help: str
    command: bool
    typed: bool
    parameters: dict[str, str]
    needs: list[str]
    picks: list[str]


def listed() -> dict[str, Listed]:
    """Every question by name, from the compiled list; compiled anew where a file has changed or the list is damaged."""
    every = [*shipped_files(), *own_files()]
    files = _files(every)
    for path in (cache_path(LIST), os.path.join(data_folder(), LIST)):
        with suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
            return _kept(path, files)
    made = compiled(names(every), files)
    with suppress(OSError), in_one_move(cache_path(LIST)) as place, open(place, "w", encoding="utf-8") as file:
        json.dump(made, file)
    return {name: Listed(**entry) for name, entry in made["questions"].items()}


def _kept(path: str, files: dict[str, str]) -> dict[str, Listed]:
    """The compiled list in a file. Raises ValueError for one that is damaged, or of other files."""
    with open(path, encoding="utf-8") as file:
        found = json.load(file)
    if found["checksum"] != _checksum(found) or [*found["marks"]] != sorted(files) or not unchanged(found["marks"]):
        raise ValueError(path)
    return {name: Listed(**entry) for name, entry in found["questions"].items()}


def shipped_list() -> dict[str, Any]:
    """The list of the shipped questions as it is compiled, for the wheel: a person's own are not in it."""
    return compiled(names(shipped_files()), _files(shipped_files()))


def compiled(names: Iterable[str], files: dict[str, str]) -> dict[str, Any]:
    """The list of questions as it is compiled, with what its files hold and a checksum of it all."""
    held = dict(sorted(marks(files.values()).items()))
    made = {"format": FORMAT, "marks": held, "questions": {name: _listed(name)._asdict() for name in names}}
    return {**made, "checksum": _checksum(made)}


def _checksum(made: dict[str, Any]) -> int:
    return crc32(json.dumps([FORMAT, made["format"], made["marks"], made["questions"]]).encode())


def _listed(name: str) -> Listed:
    """What is known of a question; of a file that cannot be read, why."""
    from .questions import find

    try:
        question = find(name)
    except SlipstickError as error:
        return Listed(name, str(error), False, True, {}, [], [])
    parameters = {each.name: each.help for each in question.parameters}
    needs = [each.name for each in question.places]
    command, typed = question.command, question.typed
    return Listed(question.name, question.help, command, typed, parameters, needs, list(question.picks))


def _files(kernels: Iterable[str]) -> dict[str, str]:
    """Every file the list depends on, by its name wherever the package is installed: kernels, and what reads them."""
    return {name_of(path): path for path in (*kernels, *(os.path.join(PACKAGE, "estimates", name) for name in READERS))}
