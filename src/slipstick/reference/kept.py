"""Texts that were worked out of pages, kept in the user's cache: a list of every spec is long to work out.

They are believed while the page has the same facts, and every file of code that was there as they were worked out is
as it was. Where nothing can be kept they are worked out each time.
"""

import json
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any
from zlib import crc32

from ..files.places import seen
from ..specs.spec import Spec
from ..units.data import PACKAGE, cache_path
from ..units.writing import in_one_move

LEAST = 100  # pages: fewer are sooner worked out than looked up

Code = dict[str, Any]  # of each file, what the file system says of it
Kept = dict[str, list[Any]]  # of each page, the checksum of its facts and its texts


def kept(name: str, parts: Sequence[Spec], work: Callable[[Spec], list[str]]) -> list[list[str]]:
    """The texts of each page, from the cache where it has them. name: of the file; work: works out those of a page."""
    if len(parts) < LEAST:
        return [work(part) for part in parts]
    code, found = _read(cache_path(name))
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


def _read(path: str) -> tuple[Code, Kept]:
    """The code that texts in a file were worked out by, and they; nothing where it is damaged, or of other code."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        with open(path, encoding="utf-8") as file:
            total, text = file.read().split("\n", 1)
        if int(total) == crc32(text.encode()):
            code, pages = json.loads(text)
            if all(seen(name) == tuple(stamp) for name, stamp in code.items()):
                return code, pages
    return {}, {}


def _write(path: str, code: Code, pages: Kept) -> None:
    """Keep texts with the code they were worked out by: that of some, and all that is there now."""
    with suppress(OSError):
        files = [getattr(module, "__file__", None) or "" for module in [*sys.modules.values()]]
        code = {**code, **{file: seen(file) for file in files if file.startswith(PACKAGE)}}
        if None in code.values():  # some lie in a zip
            return
        text = json.dumps([code, pages], ensure_ascii=False)
        with in_one_move(path) as place, open(place, "w", encoding="utf-8") as file:
            file.write(f"{crc32(text.encode())}\n{text}")
