"""Texts that were worked out of pages, kept in the user's cache: a list of every spec is long to work out.

They are believed while the page has the same facts, and every file of code that was there as they were worked out is
as it was. Where nothing can be kept they are worked out each time, but for those that a wheel brings along.
"""

import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any
from zlib import crc32

from ..files.places import held, marks, seen
from ..specs.spec import Spec
from ..units.data import PACKAGE, cache_path, data_folder
from ..units.writing import in_one_move

LEAST = 100  # pages: fewer are sooner worked out than looked up

Code = dict[str, Any]  # of each file, what the file system says of it
Kept = dict[str, list[Any]]  # of each page, the checksum of its facts and its texts


def kept(name: str, parts: Sequence[Spec], work: Callable[[Spec], list[str]], least: int = LEAST) -> list[list[str]]:
    """The texts of each page, from the cache where it has them. name: of the file; work: works out those of a page.

    least: pages; fewer are worked out each time.
    """
    if len(parts) < least:
        return [work(part) for part in parts]
    code, found = _read(cache_path(name))
    found = found or _shipped(name)
    sums = [part.checksum for part in parts]
    texts = [
        entry[1:] if (entry := found.get(part.handle)) and entry[0] == own else None
        for part, own in zip(parts, sums, strict=True)
    ]
    if None not in texts:
        return [each for each in texts if each is not None]
    made = [each or work(part) for each, part in zip(texts, parts, strict=True)]
    new = {part.handle: [own, *each] for part, own, each in zip(parts, sums, made, strict=True)}
    _write(cache_path(name), code, {**found, **new})
    return made


def shipped(parts: Sequence[Spec], work: Callable[[Spec], list[str]]) -> str:
    """The file of the texts of each page, for the wheel, with what the files of code hold that are there."""
    pages = {part.handle: [part.checksum, *work(part)] for part in parts}
    text = json.dumps([marks(_code()), pages], ensure_ascii=False)
    return f"{crc32(text.encode())}\n{text}"


def _shipped(name: str) -> Kept:
    """The texts beside the shipped data; nothing where they are damaged, or of other code."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        code, pages = _sound(os.path.join(data_folder(), name))
        return pages if held(cache_path(f"{name}.rules"), code) else {}
    return {}


def _sound(path: str) -> tuple[Code, Kept]:
    """What a file says. Raises ValueError where it is damaged."""
    with open(path, encoding="utf-8") as file:
        total, text = file.read().split("\n", 1)
    if int(total) != crc32(text.encode()):
        raise ValueError(path)
    code, pages = json.loads(text)
    return code, pages


def _code() -> list[str]:
    """The files of code that are there."""
    files = [getattr(module, "__file__", None) or "" for module in [*sys.modules.values()]]
    return sorted(file for file in files if file.startswith(PACKAGE))


def _read(path: str) -> tuple[Code, Kept]:
    """The code that texts in a file were worked out by, and they; nothing where it is damaged, or of other code."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        code, pages = _sound(path)
        if all(seen(name) == tuple(stamp) for name, stamp in code.items()):
            return code, pages
    return {}, {}


def _write(path: str, code: Code, pages: Kept) -> None:
    """Keep texts with the code they were worked out by: that of some, and all that is there now."""
    with suppress(OSError):
        code = {**code, **{file: seen(file) for file in _code()}}
        if None in code.values():  # some lie in a zip
            return
        text = json.dumps([code, pages], ensure_ascii=False)
        with in_one_move(path) as place, open(place, "w", encoding="utf-8") as file:
            file.write(f"{crc32(text.encode())}\n{text}")
