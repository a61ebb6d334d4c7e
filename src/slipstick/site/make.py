"""The whole site: its files made, and written whole or not at all."""

import os
import shutil
from collections.abc import Iterator

from ..errors import SlipstickError, UsageError
from ..specs.catalogue import catalogue
from ..units.data import code
from .chapters import chapter_pages, formulas_script
from .others import first_page, number_page, sheet_pages
from .parts import part_pages
from .style import STYLE

HERE = os.path.dirname(os.path.abspath(__file__))
OWN = "site.txt"  # names the files of a site, by which it is known as one


def files(specs: str | None = None) -> Iterator[tuple[str, str]]:
    """The path and the text of each file of the site. specs: as in :func:`slipstick.load`."""
    known = catalogue(specs)
    parts = known.specs()
    yield "style.css", STYLE
    for name in ("site.js", "maths.js", "icon.svg"):
        yield name, code(os.path.join(HERE, name)).decode()
    yield "formulas.js", formulas_script()
    yield "index.html", first_page(parts)
    yield from part_pages(parts, known)
    yield from chapter_pages(known)
    yield from number_page(parts)
    yield from sheet_pages(known, specs)


def make(folder: str, specs: str | None = None) -> tuple[int, int]:
    """Write the site into a folder, whole or not at all: how many files, and of how many bytes.

    An earlier site there is replaced. Raises UsageError for a folder that holds anything else, SlipstickError for one
    that cannot be written.
    """
    place = os.path.realpath(folder)
    _may_be_written(place, folder)
    beside = os.path.join(os.path.dirname(place), f".{os.path.basename(place)}-{os.getpid()}")
    try:
        os.makedirs(beside)
        told = _written(beside, specs)
        _exchange(beside, place)
    except OSError as error:
        raise SlipstickError(f"{folder} cannot be written: {error.strerror}") from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return told


def _written(place: str, specs: str | None) -> tuple[int, int]:
    names, size = [], 0
    for name, text in files(specs):
        path, data = os.path.join(place, *name.split("/")), text.encode()
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "xb") as file:
            file.write(data)
        names.append(name)
        size += len(data)
    with open(os.path.join(place, OWN), "x", encoding="utf-8") as file:
        file.write("\n".join(["The files of a site of slipstick, which is replaced whole:", *names, ""]))
    return len(names), size


def _exchange(made: str, place: str) -> None:
    """Put what was made into its place; what was there goes."""
    if not os.path.isdir(place):
        os.rename(made, place)
        return
    before = f"{made}-before"
    os.rename(place, before)
    try:
        os.rename(made, place)
    except OSError:
        os.rename(before, place)
        raise
    shutil.rmtree(before)


def _may_be_written(place: str, folder: str) -> None:
    """Raise UsageError for a folder with anything but a site in it."""
    if not os.path.isdir(os.path.dirname(place)):
        raise SlipstickError(f"{folder} cannot be written: there is no such folder as {os.path.dirname(folder)}")
    if not os.path.lexists(place):
        return
    if not os.path.isdir(place):
        raise UsageError(f"{folder} is a file: expected a folder that is new, empty, or holds a site")
    found = _names(place)
    try:
        with open(os.path.join(place, OWN), encoding="utf-8") as file:
            own = {*file.read().splitlines()[1:], OWN}
    except (OSError, UnicodeDecodeError):
        own = set()
    if foreign := sorted(found - own):
        raise UsageError(f"{folder} holds {foreign[0]}, which is no page of a site: expected a new or empty folder")


def _names(place: str) -> set[str]:
    """The paths of all files in a folder."""
    return {
        os.path.relpath(os.path.join(folder, name), place).replace(os.sep, "/")
        for folder, _, names in os.walk(place)
        for name in names
    }
