"""Numbers worth knowing by the words that find them: kept for each page, as there are hundreds of numbers."""

import json
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from math import log
from typing import TYPE_CHECKING

from ..files.layer import Layer
from ..files.places import shipped_root
from ..records import Fields
from ..reference import kept
from ..specs.catalogue import Catalogue
from ..specs.spec import Spec
from ..units import reading
from ..words import EMPTY, slug

if TYPE_CHECKING:
    from ..reference.number import Number

FILE = "numbers.json"  # in the user's cache, and beside the shipped data
SAID = 0.5  # what a word counts for that is only said of a number


class Named(Fields):
    """A number worth knowing, as it is kept: its words are told apart when they are asked for.

    page: its handle. history: whether it only tells what was once true. of, year: what it is one of, and when. unit:
    that it is in. called: what it is called, own: its other names, with a comma between two. stems: the words of its
    own names without their endings; said: those of what is said of it.
    """

    path: str
    page: str
    history: str
    of: str
    year: str
    unit: str
    own: str
    called: str
    stems: str
    said: str

    @property
    def words(self) -> frozenset[str]:
        """The words of its own names."""
        return frozenset(self.own.replace(",", " ").split())

    @property
    def names(self) -> list[frozenset[str]]:
        """Each name as the set of its words."""
        return [frozenset(name.split()) for name in (*self.own.split(","), self.called)]

    @property
    def table(self) -> dict[str, float]:
        """What each of its words counts for."""
        return {**dict.fromkeys(self.said.split(), SAID), **dict.fromkeys(self.stems.split(), 1.0)}

    @property
    def powers(self) -> dict[str, float]:
        """The root units that it is in."""
        return reading.unit(self.unit).powers if self.unit else {}

    def length(self, hard: frozenset[str], said: frozenset[str]) -> int:
        """The words of its longest name that has all hard words and stands in what was said, but for its page's."""
        if not all(word in self.own or word in self.called for word in hard):
            return 0
        fits = [name for name in (*self.own.split(","), self.called) if said.issuperset(name.split())]
        page = bare([self.page]) if fits else frozenset()
        return max((len(words - page) or 1 for name in fits if hard <= (words := {*name.split()})), default=0)


@lru_cache(4)
def numbered(known: Catalogue) -> tuple[Named, ...]:
    """Every number worth knowing with its names: its path, its id, what it is called, and what it is one of."""
    pages = known.specs("numbers")
    texts = kept.kept(FILE, pages, _told, least=1)
    return tuple(Named(*row) for text in texts for row in json.loads(text[0]))


def shipped() -> str:
    """What is kept of the shipped pages, for the wheel."""
    return kept.shipped(Catalogue([Layer(shipped_root())]).specs("numbers"), _told)


@lru_cache(4)
def rarity(known: Catalogue) -> dict[str, float]:
    """How much each word of a number tells: the fewer have it, the more."""
    every = numbered(known)
    counts = Counter(stem for each in every for stem in each.table)
    return {stem: log(1 + len(every) / count) for stem, count in counts.items()}


def _told(page: Spec) -> list[str]:
    """What is kept of a page: of each of its numbers the fields of :class:`Named`, as text."""
    from ..reference.number import numbers_of

    return [json.dumps([_row(number) for number in numbers_of(page)])]


def _row(number: "Number") -> list[str]:
    texts = (number.path, number.id, number.text("name"), number.text("of"), *number.aliases)
    names = {" ".join(sorted(bare([text]))) for text in texts if text}
    own = [stem for word in sorted(bare(texts)) for stem in stems_of(word)]
    said = [stem for text in (number.text("what"), number.page.name) for stem in stems_of(text)]
    unit = next((number.page.told(number.at(key))[1] for key in ("typical", "low", "high") if number.text(key)), "")
    told = (number.path, number.page.handle, "history" * number.history, number.text("of"), number.text("year"))
    called = " ".join(sorted(bare([number.name])))
    return [*told, unit or "", ",".join(sorted(names)), called, " ".join(own), " ".join(said)]


def stems_of(text: str) -> list[str]:
    """The words of a text that say something, each without its ending."""
    from ..reference.naming import cut

    return [stem for stem in cut(text)[1] if stem not in EMPTY]


def bare(texts: Iterable[str]) -> frozenset[str]:
    """The words of some texts that say something."""
    words = {word for text in texts for word in slug(text).split("-") if word}
    return frozenset(words - EMPTY)
