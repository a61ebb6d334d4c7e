"""Parts, machines, models and links named in a question, by the catalogue's names; a slip of one letter is forgiven."""

import re
from functools import cached_property, lru_cache

from ..records import Fields
from ..specs.catalogue import Catalogue
from ..specs.names import Names
from ..specs.spec import COMPUTES
from ..words import pattern, slug
from .lexicon import folded, lexicon

LONGEST = 8  # words of a name
KEPT = 10_000  # words whose handle is remembered
SHORTEST = 5  # letters of one that may be mistyped
MACHINES = (*COMPUTES, "node")
LETTERS = dict.fromkeys(place for place in range(128) if not chr(place).isdigit())
SIZED = pattern(r"\d+(?:\.\d+)?[bm]", re.IGNORECASE)


class Thing(Fields):
    """handle: of the spec; kind: of it. word: as it was typed. meant: the right spelling of a mistyped word.

    others: handles that the word could mean as well.
    """

    handle: str
    kind: str
    word: str
    meant: str = ""
    others: tuple[str, ...] = ()


class Things:
    """The names of a catalogue."""

    def __init__(self, known: Catalogue) -> None:
        self.known = known
        self.kinds = known.kinds
        self._handles: dict[str, str] = {}

    @cached_property
    def words(self) -> dict[str, str]:
        """Every name, and its handle; read only where a word is no name as it stands, as there are thousands."""
        return {word: handle for word, handle in self.known.words.items() if self.kinds.get(handle) != "numbers"}

    def handle(self, key: str) -> str:
        """The handle of a name as it stands; empty where it is none."""
        if key not in self._handles:
            found = self.known.handle(key) or ""
            self._handles[key] = "" if self.kinds.get(found) == "numbers" else found
            while len(self._handles) > KEPT:
                del self._handles[next(iter(self._handles))]
        return self._handles[key]

    @cached_property
    def parts(self) -> set[str]:
        """Every word of a name."""
        return {part for word in self.words for part in word.split("-")}

    @cached_property
    def alike(self) -> dict[str, list[str]]:
        """Every name by its digits: a slip in these makes another name."""
        found: dict[str, list[str]] = {}
        for word in self.words:
            found.setdefault(_digits(word), []).append(word)
        return found

    def longest(self, words: list[str]) -> tuple[Thing, int] | None:
        """The thing that the first words name, and how many of them; the longest name first."""
        if words[0].endswith("%"):
            return None
        best = self._exact(words)
        for count in range(min(LONGEST, len(words)), best[1] if best else 0, -1):
            if self._may(words[:count]) and (found := self._found(" ".join(words[:count]))):
                return found, count
        return best

    def _exact(self, words: list[str]) -> tuple[Thing, int] | None:
        for count in range(min(LONGEST, len(words)), 0, -1):
            text = " ".join(words[:count])
            for key in (slug(text), slug(_singular(text)), slug(text.removesuffix("s"))):
                if not (count == 1 and (self._common(key) or SIZED.fullmatch(key))) and (handle := self.handle(key)):
                    return Thing(handle, self.kinds[handle], text), count
            if targets := lexicon().of(folded(text), "thing"):
                return Thing(targets[0], self.kinds.get(targets[0], ""), text), count
        return None

    def _common(self, key: str) -> bool:
        """Whether a name is first of all another word."""
        return key in lexicon().phrases

    def _may(self, words: list[str]) -> bool:
        """Whether words may be a name that is none as it stands: each is of names, one has a digit or there are two."""
        parts = [part for word in words for part in slug(_singular(word)).split("-")]
        if not any(map(str.isdigit, "".join(parts))) or (words[-1].isdigit() and len(words[-1]) > 4):
            return False
        if words[0].replace(".", "").isdigit() or SIZED.fullmatch(words[0]):
            return False
        if any(map(self._says_more, words[1:])) or any(
            lexicon().says(folded(word), "ignored") and (place in (0, len(words) - 1) or len(word) < 4)
            for place, word in enumerate(words)
        ):
            return False
        alone = len(words) == 1
        return all(part in self.parts or (alone and len(part) > 3) for part in parts)

    def _says_more(self, word: str) -> bool:
        """Whether a word after a name speaks of a task or of a fact."""
        return any(lexicon().says(folded(word), kind) for kind in ("cue", "fact", "name", "unit"))

    def _found(self, text: str) -> Thing | None:
        """What the catalogue takes a text for, by its rules for names; of models of one size the plainest name."""
        bare = _singular(text)
        numbers = re.findall(r"\d+", slug(bare))
        near = self.words
        for number in numbers:
            near = {name: handle for name, handle in near.items() if number in name}
        _, found = Names(near, self.kinds).found(bare)
        handles = sorted(set(found.values()), key=lambda handle: (len(handle), handle))
        if not handles:
            return None
        sized = re.search(r"\d[bm]$", bare, re.IGNORECASE) and all(self.kinds[handle] == "model" for handle in handles)
        if len(handles) > 1 and not sized:
            return None
        return Thing(handles[0], self.kinds[handles[0]], text, "", tuple(handles[1:]))

    def family(self, name: str, size: str) -> Thing | None:
        """A model of a family in one of its generations, and of a size: of 'qwen' and '32b' the plainest name."""
        word, key = slug(name), slug(size.replace(".", "-"))
        models = [handle for handle, kind in self.kinds.items() if kind == "model"]
        own = [handle for handle in models if handle.partition("-")[0].rstrip("0123456789") == word]
        found = sorted((each for each in own if f"-{key}-" in f"-{each}-"), key=lambda each: (len(each), each))
        return Thing(found[0], "model", f"{name} {size}", "", tuple(found[1:])) if found else None

    def sized(self, size: str) -> Thing | None:
        """A model of a size alone, such as 13B: the plainest name that says so, and the others."""
        key = slug(size.replace(".", "-"))
        fits = [handle for handle in set(self.words.values()) if self.kinds[handle] == "model"]
        found = sorted((each for each in fits if f"-{each}-".endswith(f"-{key}-")), key=lambda each: (len(each), each))
        return Thing(found[0], "model", size, "", tuple(found[1:])) if found else None

    def route(self, words: list[str]) -> Thing | None:
        """The network between two places: the one whose name is these words, else the only one that has them all."""
        parts = {slug(word) for word in words}
        fits = [name for name, handle in self.words.items() if self.kinds[handle] in ("network", "link")]
        found = {name: self.words[name] for name in fits if parts <= set(name.split("-"))}
        handles = {handle for name, handle in found.items() if parts == set(name.split("-"))} or {*found.values()}
        alone = len(parts) > 1 and len(handles) == 1
        return Thing(handles.pop(), "network", " ".join(words)) if alone else None

    def mistyped(self, word: str) -> Thing | None:
        """The one thing whose name differs from a word in one letter, and in no digit."""
        key = re.sub(r"(?<=\d)o|o(?=\d)", "0", slug(word))  # the letter for the digit
        if (handle := self.handle(key)) and key != slug(word):
            return Thing(handle, self.kinds[handle], word, key)
        if len(key) < SHORTEST or not key.isascii() or key in self.parts:
            return None
        digits = _digits(key)
        near = {
            name: self.words[name]
            for name in self.alike.get(digits, ())
            if abs(len(name) - len(key)) <= 1 and one_off(key, name)
        }
        handles = set(near.values())
        if len(handles) != 1:
            return None
        handle = handles.pop()
        return Thing(handle, self.kinds[handle], word, next(iter(near)))


def _singular(text: str) -> str:
    """A name without the s of several: A100s, H100's.

    >>> _singular("A100s"), _singular("L40S"), _singular("DGXs")
    ('A100', 'L40S', 'DGX')
    """
    return re.sub(r"(?<=[A-Z0-9])'?s$", "", text) if text[-1:] == "s" else text


def _digits(key: str) -> str:
    return key.translate(LETTERS) if key.isascii() else "".join(filter(str.isdigit, key))


def one_off(one: str, other: str) -> bool:
    """Whether two words differ by one letter put in, left out, or exchanged, or by two neighbours the wrong way round.

    >>> one_off("lama-3", "llama-3"), one_off("rtx", "rxt"), one_off("a100", "h200")
    (True, True, False)
    """
    if one == other:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    left, right = one[start:], other[start:]
    if len(left) == len(right):
        return left[1:] == right[1:] or (left[:2] == right[:2][::-1] and left[2:] == right[2:])
    return left[1:] == right if len(left) > len(right) else right[1:] == left


@lru_cache(4)
def things(known: Catalogue) -> Things:
    """The names of a catalogue, kept while it stands."""
    return Things(known)
