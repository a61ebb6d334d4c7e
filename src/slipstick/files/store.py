"""The compiled form of a place of specs and sheets: a file with an index, read one page at a time. sqlite3 lives here.

It is only ever a shortcut to what the YAML says. Every row carries a checksum, so that damage is noticed
where it is read; the file is made beside its place and moved there whole, so that no reader sees half.
"""

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from typing import Any, NamedTuple
from weakref import finalize
from zlib import crc32

from ..units.writing import in_one_move

FORMAT = 6
TABLES = """
create table meta (key text primary key, value text, checksum integer) without rowid;
create table words (key text primary key, value text, checksum integer) without rowid;
create table sources (key text primary key, value text, checksum integer) without rowid;
create table sheets (key text primary key, value text, checksum integer) without rowid;
create table pages (key text primary key, kind text, head text, facts text, rest text, checksum integer) without rowid;
"""


class DamagedError(Exception):
    """A compiled form cannot be read, or does not say what was written."""


class Page(NamedTuple):
    """A compiled spec: its head as JSON, its facts a line each, and as JSON the rest, which few questions need."""

    head: str
    facts: str
    rest: str


class Store:
    """Compiled specs, open for reading. Every method raises DamagedError where they are not as written."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        finalize(self, base.close)  # not __del__: what is collected in a circle would be closed too late
        self.meta: dict[str, Any] = json.loads(self._one("meta", "compiled") or "{}")
        if self.meta.get("format") != FORMAT:
            raise DamagedError("another format")

    def page(self, handle: str) -> Page | None:
        """A page by exact handle."""
        return next(iter(self._pages("key = ?", handle)), None)

    def pages(self, kind: str = "") -> list[Page]:
        """Every page, or those of a kind, in order of handles."""
        return self._pages("kind = ? order by key", kind) if kind else self._pages("1 order by key")

    def handle(self, word: str) -> str | None:
        """The handle a word means exactly."""
        return self._one("words", word)

    def words(self) -> dict[str, str]:
        """Every word, and the handle it means."""
        return self._every("words")

    def sheet(self, name: str) -> str | None:
        """The definition of a sheet by name, as JSON with the files it is made from."""
        return self._one("sheets", name)

    def sheets(self) -> dict[str, str]:
        """Every sheet's definition by name."""
        return self._every("sheets")

    def source(self, key: str) -> dict[str, str]:
        """A described source by key; raises KeyError where there is none."""
        entry = self._one("sources", key)
        if entry is None:
            raise KeyError(key)
        found: dict[str, str] = json.loads(entry)
        return found

    def sources(self) -> dict[str, dict[str, str]]:
        """Every described source, by key."""
        return {key: json.loads(entry) for key, entry in self._every("sources").items()}

    def _pages(self, where: str, *values: str) -> list[Page]:
        rows = self._rows(f"select key, kind, head, facts, rest, checksum from pages where {where}", *values)
        return [Page(*texts) for _, _, *texts in map(_sound, rows)]

    def _one(self, table: str, key: str) -> str | None:
        rows = self._rows(f"select key, value, checksum from {table} where key = ?", key)
        return next((str(value) for _, value in map(_sound, rows)), None)

    def _every(self, table: str) -> dict[str, str]:
        return dict(map(_sound, self._rows(f"select key, value, checksum from {table} order by key")))

    def _rows(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        try:
            return self._base.execute(query, values).fetchall()
        except (sqlite3.Error, UnicodeError) as error:
            raise DamagedError(str(error)) from None


def _sound(row: tuple[Any, ...]) -> Any:
    *texts, check = row
    if checksum(texts) != check:
        raise DamagedError(f"the row of {texts[0]} is not what was written")
    return texts


def checksum(texts: Iterable[Any]) -> int:
    """The checksum of a row's texts."""
    return crc32("\0".join(map(str, texts)).encode())


def open_store(path: str) -> Store | None:
    """The compiled form in a file; None where there is none to be read."""
    place = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    try:
        # immutable: a compiled file is only ever replaced as a whole, so it needs no lock, nor a place for one
        return Store(sqlite3.connect(f"file:{place}?mode=ro&immutable=1", uri=True, check_same_thread=False))
    except (sqlite3.Error, DamagedError, ValueError):
        return None


def make_store(
    meta: dict[str, Any],
    pages: dict[str, tuple[dict[str, Any], str, dict[str, Any]]],
    words: dict[str, str],
    sources: dict[str, dict[str, str]],
    sheets: dict[str, dict[str, Any]],
) -> Store:
    """A compiled form in memory. pages: by handle, each in the three parts of a :class:`Page`."""
    base = sqlite3.connect(":memory:", check_same_thread=False)
    base.executescript(TABLES)
    _fill(base, "meta", {"compiled": _json({"format": FORMAT, **meta})}.items())
    _fill(base, "words", words.items())
    _fill(base, "sources", [(key, _json(entry)) for key, entry in sources.items()])
    _fill(base, "sheets", [(name, _json(told)) for name, told in sheets.items()])
    for handle, (head, facts, rest) in sorted(pages.items()):
        row = (handle, head["kind"], _json(head), facts, _json(rest))
        base.execute("insert into pages values (?, ?, ?, ?, ?, ?)", (*row, checksum(row)))
    base.commit()
    return Store(base)


def _fill(base: sqlite3.Connection, table: str, rows: Iterable[tuple[str, str]]) -> None:
    told = ((*row, checksum(row)) for row in sorted(rows))
    base.executemany(f"insert into {table} values (?, ?, ?)", told)


def save(store: Store, path: str) -> None:
    """Write a compiled form to a file in one move, if its place can be written."""
    # where nothing can be written, the next question compiles again
    with suppress(OSError, sqlite3.Error), in_one_move(path) as place, closing(sqlite3.connect(place)) as target:
        store._base.backup(target)


def _json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))
