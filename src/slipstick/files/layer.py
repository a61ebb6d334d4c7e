"""One place of spec files, and its compiled form: made again when it is missing, damaged, or of other files.

A hit is believed when the files behind it still have the bytes it was made from; a miss, or a list of all, when
all files of the place have. So a question reads what it asks about, however many specs there are.
"""

import json
from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar

from .places import compiled_paths, fingerprint, gather, is_sources, marks, ruled, settled, unchanged
from .store import DamagedError, Record, Store, make_store, open_store, save

if TYPE_CHECKING:
    from .compiler import Below

Found = TypeVar("Found")


class Layer:
    """The specs of one place: a folder, one file, or the shipped data. below: the specs it may build upon."""

    def __init__(self, root: str, below: "Below | None" = None) -> None:
        self.root, self.below = root, below
        self._settled = False  # all files have been compared, which once in the life of a question is enough

    def look_again(self) -> None:
        """Compare all files again before the next list or miss is believed."""
        self._settled = False

    @cached_property
    def store(self) -> Store:
        """The compiled form, made by the rules and from the sources of now; compiled where there is none."""
        found = filter(None, map(open_store, compiled_paths(self.root)))
        return next((store for store in found if ruled(self.root, store.meta["shared"])), None) or self._compile()

    def handle(self, word: str) -> str | None:
        """The handle a word means exactly."""
        return self._sound(lambda: self.store.handle(word)) or self._whole(lambda: self.store.handle(word))

    def page(self, handle: str) -> Record | None:
        """A page by exact handle."""
        found = self._sound(lambda: self._page(handle))
        if found and unchanged(json.loads(found.rest())["made_from"]):
            return found
        return self._whole(lambda: self._page(handle))

    def _page(self, handle: str) -> Record | None:
        """A page of which everything has been read."""
        found = self.store.page(handle)
        rest = found.rest() if found else ""
        return found and found._replace(rest=lambda: rest)

    def pages(self, kind: str = "") -> list[Record]:
        """Every page, or those of a kind, in order of handles."""
        found = self._whole(lambda: self.store.pages(kind))
        return [Record(*page[:-1], partial(self._rest, page)) for page in found]

    def _rest(self, page: Record) -> str:
        """The rest of a page, from the files where the compiled one is damaged."""
        try:
            return page.rest()
        except DamagedError:
            self._compile()
            return self.store.rest(page.handle)

    def words(self) -> dict[str, str]:
        """Every word, and the handle it means."""
        return self._whole(lambda: self.store.words())

    def kinds(self) -> dict[str, str]:
        """The kind of every spec by handle, as they were compiled."""
        return self._sound(lambda: self.store.kinds())

    def longer(self, word: str) -> dict[str, str]:
        """What words mean that begin with one and a dash, by handle its kind: for a note, not for an answer."""
        return self._sound(lambda: self.store.longer(word))

    def sheet(self, name: str) -> str | None:
        """The definition of a sheet by exact name, as JSON."""
        found = self._sound(lambda: self.store.sheet(name))
        if found and unchanged(json.loads(found)["made_from"]):
            return found
        return self._whole(lambda: self.store.sheet(name))

    def sheets(self) -> dict[str, str]:
        """Every sheet's definition by name, as JSON."""
        return self._whole(lambda: self.store.sheets())

    def source(self, key: str) -> dict[str, str]:
        """A described source by key; raises KeyError where there is none."""
        return self._sound(lambda: self.store.source(key))

    def sources(self) -> dict[str, dict[str, str]]:
        """Every described source, by key."""
        return self._sound(lambda: self.store.sources())

    def _whole(self, ask: Callable[[], Found]) -> Found:
        """What is found once every file is known to be the one that was compiled."""
        if not self._settled and not settled(self.root, self.store.meta["mark"]):
            self._keep(self._renewed() or compiled(self.root, self.below))
        self._settled = True
        return self._sound(ask)

    def _sound(self, ask: Callable[[], Found]) -> Found:
        try:
            return ask()
        except DamagedError:
            self._compile()
            return ask()

    def _renewed(self) -> Store | None:
        """The compiled form with what has changed compiled again, where that is enough."""
        if self.below or not unchanged(self.store.meta["shared"]):
            return None
        from .renewal import renewed  # yaml: only where a file has changed

        files = gather(self.root)
        return renewed(self.store, files, fingerprint(files))

    def _compile(self) -> Store:
        """Compile the files as they are now."""
        return self._keep(compiled(self.root, self.below))

    def _keep(self, made: Store) -> Store:
        """Take a compiled form for that of now, and keep it in the user's cache."""
        self.store = made
        self._settled = True
        save(self.store, compiled_paths(self.root)[0])
        return self.store


def compiled(root: str, below: "Below | None" = None) -> Store:
    """The compiled form of the files of a place, in memory. Raises SpecError with every problem of theirs."""
    from .compiler import compile_root  # yaml and pint: only where a file has changed
    from .rules import rules

    files = gather(root)
    shared = [*rules(), *filter(is_sources, files)]
    made = compile_root(files, below)
    meta = {"mark": fingerprint(files), "shared": marks(shared), "apart": made.apart and not below}
    return make_store(meta, made.pages, made.words, made.sources, made.sheets)
