"""A compiled form brought up to date: what has changed is read again, with the specs it rests on, and no more."""

import json
from typing import NoReturn
from zlib import crc32

from ..errors import SpecError
from .compiler import compile_root
from .places import is_sources, name_of
from .store import DamagedError, Store


class _WantedError(Exception):
    """What is read again rests on a spec that was not: its handle."""


class _Kept:
    """The specs and sheets that are as they were compiled: they lie below those that are read again.

    held: the checksum of every file by name. made_from, sheets: by handle and by name, the files each is made from.
    """

    def __init__(self, store: Store, held: dict[str, int]) -> None:
        pages = [(page.handle, json.loads(page.rest())["made_from"]) for page in store.pages()]
        sheets = [(name, json.loads(told)["made_from"]) for name, told in store.sheets().items()]
        self.made_from, self.sheets = (
            {key: made for key, made in each if _holds(made, held)} for each in (pages, sheets)
        )
        self.known, self.sources = store.words(), store.sources()

    @property
    def words(self) -> dict[str, str]:
        return {word: handle for word, handle in self.known.items() if handle in self.made_from}

    @property
    def files(self) -> set[str]:
        """The name of the file of each."""
        return {next(iter(made)) for every in (self.made_from, self.sheets) for made in every.values()}

    def spec(self, handle: str) -> NoReturn:
        raise _WantedError(handle)


def _holds(made_from: dict[str, int], held: dict[str, int]) -> bool:
    return made_from.items() <= held.items()


def renewed(store: Store, files: dict[str, bytes], mark: str) -> Store | None:
    """The compiled form of files, from that of their former state; None where all have to be compiled.

    store: made by the rules and from the sources of now. files: every file's bytes by path; mark: their fingerprint.
    All are compiled where specs describe sources of their own, where a word is lost or means another spec than before,
    and where there is any problem: it may be of a file that has not changed.
    """
    if not store.meta["apart"]:
        return None
    paths = {name_of(path): path for path in files}
    try:
        kept = _Kept(store, {name: crc32(files[path]) for name, path in paths.items()})
        while True:
            own = kept.files
            fresh = {path: files[path] for name, path in paths.items() if name not in own and not is_sources(path)}
            try:
                return _joined(store, kept, fresh, mark)
            except _WantedError as wanted:
                del kept.made_from[wanted.args[0]]
    except (DamagedError, SpecError):
        return None


def _joined(store: Store, kept: _Kept, fresh: dict[str, bytes], mark: str) -> Store | None:
    """What is kept, with some files compiled anew; None where they do not go together so simply."""
    made, words = compile_root(fresh, kept), kept.words
    if not made.apart or kept.known.keys() - {*words, *made.words} or made.words.keys() & words.keys():
        return None
    if made.sheets.keys() & kept.sheets.keys():
        return None
    pages = {*kept.made_from}
    keep = {"pages": pages, "rests": pages, "words": {*words}, "sheets": {*kept.sheets}}
    return store.but({**store.meta, "mark": mark}, keep, made.pages, made.words, made.sheets)
