"""The compiled form of a place of specs and sheets: a file with an index, read one page at a time. sqlite3 lives here.

It is only ever a shortcut to what the YAML says. Every row carries a checksum, and the table ``contents`` says which
rows each table has, so that damage is noticed where it is read: what is not found has to be missing there too, and a
list has to have all. Words are listed there once more by family, so that a name's variants do not take a list of all,
and once more in one row with what each means, as a question with a mistyped name reads them all.
The file is made beside its place and moved there whole, so that no reader sees half.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from typing import Any
from weakref import finalize
from zlib import crc32

from ..records import Fields
from ..units.writing import in_one_move

FORMAT = 12
KEY, KIND = "\x1f", "\x1e"  # what stands before each in the contents of a table: no YAML text has them
FAMILY, MEANT = f"words{KEY}", f"words{KIND}"
TABLES = """
create table contents (key text primary key, value text, checksum integer) without rowid;
create table words (key text primary key, value text, checksum integer) without rowid;
create table sources (key text primary key, value text, checksum integer) without rowid;
create table sheets (key text primary key, value text, checksum integer) without rowid;
create table rests (key text primary key, value text, checksum integer) without rowid;
create table pages (key text primary key, kind text, head text, facts text, checksum integer) without rowid;
"""
COLUMNS = {"pages": "key, kind, head, facts"}


class DamagedError(Exception):
    """A compiled form cannot be read, or does not say what was written."""


class Record(Fields):
    """A compiled spec: its head as JSON, the paths of its facts and then a line of each; rest gives the rest as JSON.

    rest: what few questions need. Raises DamagedError as the methods of a Store do.
    """

    handle: str
    kind: str
    head: str
    facts: str
    rest: Callable[[], str]


class Store:
    """Compiled specs, open for reading. Every method raises DamagedError where they are not as written."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        finalize(self, base.close)  # not __del__: what is collected in a circle would be closed too late
        self._contents: dict[str, dict[str, list[str]]] = {}
        self._written: dict[str, frozenset[str]] = {}
        self.meta: dict[str, Any] = json.loads(self._content("meta"))
        if self.meta.get("format") != FORMAT:
            raise DamagedError("another format")

    def page(self, handle: str) -> Record | None:
        """A page by exact handle."""
        row = self._one("pages", handle)
        return self._record(row) if row else None

    def pages(self, kind: str = "") -> list[Record]:
        """Every page, or those of a kind, in order of handles."""
        return [self._record(row) for row in self._every("pages", kind)]

    def _record(self, row: list[str]) -> Record:
        handle, kind, head, facts = row
        return Record(handle, kind, head, facts, lambda: self.rest(handle))

    def rest(self, handle: str) -> str:
        """The rest of a page by exact handle."""
        row = self._one("rests", handle)
        if row is None:
            raise DamagedError(f"rests has no {handle}")
        return row[1]

    def handle(self, word: str) -> str | None:
        """The handle a word means exactly."""
        row = self._one("words", word)
        return row[1].partition(KEY)[0] if row else None

    def words(self) -> dict[str, str]:
        """Every word, and the handle it means."""
        told = self._content(MEANT)
        return dict(line.split(KEY) for line in told.split(KIND)) if told else {}

    def kinds(self) -> dict[str, str]:
        """The kind of every page by handle."""
        return {handle: kind for kind, handles in self._kept("pages").items() for handle in handles}

    def longer(self, word: str) -> dict[str, str]:
        """The handles that words mean which begin with one and a dash, and the kind of each."""
        start, end = f"{word}-", f"{word}."  # the dot follows the dash
        rows = self._rows("words", "key > ? and key < ? order by key", start, end)
        if [key for key, _ in rows] != [key for key in self._family(word) if key.startswith(start)]:
            raise DamagedError(f"words has not those that begin with {word}")
        return dict(meant.split(KEY) for _, meant in rows)

    def _family(self, word: str) -> list[str]:
        """The words whose part before the first dash is that of a word; every word where none is."""
        row = next(iter(self._rows("contents", "key = ?", FAMILY + first(word))), None)
        return row[1].split(KEY) if row else self._keys("words")

    def sheet(self, name: str) -> str | None:
        """The definition of a sheet by name, as JSON with the files it is made from."""
        row = self._one("sheets", name)
        return row[1] if row else None

    def sheets(self) -> dict[str, str]:
        """Every sheet's definition by name."""
        return dict(self._every("sheets"))

    def source(self, key: str) -> dict[str, str]:
        """A described source by key; raises KeyError where there is none."""
        row = self._one("sources", key)
        if row is None:
            raise KeyError(key)
        found: dict[str, str] = json.loads(row[1])
        return found

    def sources(self) -> dict[str, dict[str, str]]:
        """Every described source, by key."""
        return {key: json.loads(entry) for key, entry in self._every("sources")}

    def but(
        self,
        meta: dict[str, Any],
        keep: dict[str, set[str]],
        pages: dict[str, tuple[dict[str, Any], str, dict[str, Any]]],
        words: dict[str, str],
        sheets: dict[str, dict[str, Any]],
    ) -> "Store":
        """Another compiled form in memory, where some rows stay and others are new. keep: keys, by table."""
        base = sqlite3.connect(":memory:", check_same_thread=False)
        contents = {"sources": self._kept("sources")}
        try:
            self._base.backup(base)
            base.execute("delete from contents")
            for table, rows in _tables(pages, words, sheets).items():
                contents[table] = self._exchange(base, table, keep[table], rows)
        except sqlite3.Error as error:
            raise DamagedError(str(error)) from None
        return _finished(base, meta, contents)

    def _exchange(
        self, base: sqlite3.Connection, table: str, keep: set[str], rows: list[tuple[str, ...]]
    ) -> dict[str, list[str]]:
        """Put rows in the place of those not to keep, and say which keys are there now."""
        kinds, found = self._kept(table), _keys(table, rows)
        gone = [(key,) for keys in kinds.values() for key in keys if key not in keep]
        base.executemany(f"delete from {table} where key = ?", gone)
        _fill(base, table, rows)
        for kind, keys in kinds.items():
            if stay := [key for key in keys if key in keep]:
                found[kind] = sorted([*found.get(kind, []), *stay])
        return found

    def _one(self, table: str, key: str) -> list[str] | None:
        """A row; None where none of that key was written."""
        row = next(iter(self._rows(table, "key = ?", key)), None)
        if key != row[0] if row else self._wrote(table, key):
            raise DamagedError(f"{table} has no {key}")
        return row

    def _every(self, table: str, kind: str = "") -> list[list[str]]:
        """Every row in order of keys, or those of a kind."""
        rows = self._rows(table, f"{'kind = ?' if kind else '1'} order by key", *filter(None, [kind]))
        if [key for key, *_ in rows] != self._keys(table, kind):
            raise DamagedError(f"{table} has not the rows that were written")
        return rows

    def _wrote(self, table: str, key: str) -> bool:
        """Whether a key was written."""
        if table not in self._written:
            self._written[table] = frozenset(self._keys(table))
        return key in self._written[table]

    def _keys(self, table: str, kind: str = "") -> list[str]:
        """The keys that were written, or those of a kind."""
        kept = self._kept(table)
        if kind or "" in kept:  # as of every table but pages
            return kept.get(kind, [])
        return sorted(key for keys in kept.values() for key in keys)

    def _kept(self, table: str) -> dict[str, list[str]]:
        """The keys that were written, by kind."""
        if table not in self._contents:
            lines = (line.split(KEY) for line in self._content(table).split(KIND))
            self._contents[table] = {kind: keys for kind, *keys in lines}
        return self._contents[table]

    def _content(self, key: str) -> str:
        rows = self._rows("contents", "key = ?", key)
        if [found for found, _ in rows] != [key]:
            raise DamagedError(f"the contents of {key} are missing")
        return rows[0][1]

    def _rows(self, table: str, where: str, *values: str) -> list[list[str]]:
        query = f"select {COLUMNS.get(table, 'key, value')}, checksum from {table} where {where}"
        try:
            return [_sound(table, row) for row in self._base.execute(query, values)]
        except (sqlite3.Error, UnicodeError, MemoryError) as error:  # a damaged length may be any
            raise DamagedError(str(error)) from None


def _sound(table: str, row: tuple[Any, ...]) -> list[str]:
    *texts, check = row
    if set(map(type, texts)) != {str} or checksum(table, texts) != check:
        raise DamagedError(f"the row of {texts[0]} is not what was written")
    return texts


def first(word: str) -> str:
    """A word up to its first dash: of 'a100-sxm-80gb' a100."""
    return word.partition("-")[0]


def checksum(table: str, texts: Iterable[str]) -> int:
    """The checksum of a row's texts. It is another one in another table."""
    return crc32("\0".join((table, *texts)).encode())


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
    """A compiled form in memory. pages: by handle, each in the three parts of a :class:`Record`."""
    base = sqlite3.connect(":memory:", check_same_thread=False)
    base.executescript(TABLES)
    tables = _tables(pages, words, sheets)
    tables["sources"] = [(key, _json(entry)) for key, entry in sources.items()]
    for table, rows in tables.items():
        _fill(base, table, rows)
    contents = {name: _keys(name, rows) for name, rows in tables.items()}
    return _finished(base, {"format": FORMAT, **meta}, contents)


def _tables(
    pages: dict[str, tuple[dict[str, Any], str, dict[str, Any]]],
    words: dict[str, str],
    sheets: dict[str, dict[str, Any]],
) -> dict[str, list[tuple[str, ...]]]:
    """The rows of each table, but for their checksums."""
    return {
        "words": [(word, f"{handle}{KEY}{pages[handle][0]['kind']}") for word, handle in words.items()],
        "sheets": [(name, _json(told)) for name, told in sheets.items()],
        "pages": [(handle, head["kind"], _json(head), facts) for handle, (head, facts, _) in pages.items()],
        "rests": [(handle, _json(rest)) for handle, (*_, rest) in pages.items()],
    }


def _finished(base: sqlite3.Connection, meta: dict[str, Any], contents: dict[str, dict[str, list[str]]]) -> Store:
    """A compiled form whose tables are filled, when it has been said what is in them."""
    told = [(name, KIND.join(KEY.join([kind, *keys]) for kind, keys in of.items())) for name, of in contents.items()]
    families: dict[str, list[str]] = {}
    for key in contents["words"].get("", []):
        families.setdefault(FAMILY + first(key), []).append(key)
    told += [(name, KEY.join(keys)) for name, keys in families.items()]
    every = base.execute("select key, value from words order by key")
    told.append((MEANT, KIND.join(f"{word}{KEY}{meant.partition(KEY)[0]}" for word, meant in every)))
    _fill(base, "contents", [("meta", _json(meta)), *told])
    base.commit()
    return Store(base)


def _keys(table: str, rows: Iterable[tuple[str, ...]]) -> dict[str, list[str]]:
    """The keys of rows by kind, which only pages have."""
    found: dict[str, list[str]] = {}
    for key, kind, *_ in rows:
        found.setdefault(kind if table == "pages" else "", []).append(key)
    return {kind: sorted(keys) for kind, keys in found.items()}


def _fill(base: sqlite3.Connection, table: str, rows: Iterable[tuple[str, ...]]) -> None:
    for row in sorted(rows):
        base.execute(f"insert into {table} values ({'?, ' * len(row)}?)", (*row, checksum(table, row)))


def save(store: Store, path: str) -> None:
    """Write a compiled form to a file in one move, if its place can be written."""
    # where nothing can be written, the next question compiles again
    with suppress(OSError, sqlite3.Error), in_one_move(path) as place, closing(sqlite3.connect(place)) as target:
        store._base.backup(target)


def _json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))
