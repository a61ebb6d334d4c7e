"""What each run of words of a question means: items with a kind, in the order of the question."""

import re
from typing import Any

from ..errors import UsageError
from ..estimates.listing import listed
from ..records import Fields
from ..specs.catalogue import Catalogue
from ..specs.names import ANOTHER
from ..units.dtypes import BITS, SYNONYMS
from ..units.dtypes import dtype as known_dtype
from ..units.quantisations import quantisation
from ..words import slug
from . import amounts
from .lexicon import Meaning, folded, lexicon, tasks
from .things import LONGEST, MACHINES, SHORTEST, SIZED, one_off, things
from .tokens import Token, spelled, tokens

FORMAT = re.compile(r"(?:i?q\d|nf4|mxfp|nvfp|awq|gptq|exl2|int\d+_g)[\w.]*", re.IGNORECASE)
DTYPES = {*BITS, *SYNONYMS}
ARTICLES = ("a", "an", "my", "the", "our", "single", "this")
MADE = ("nvidia", "amd", "intel", "apple", "google", "aws", "amazon", "geforce", "radeon", "tesla")


class Item(Fields):
    """One run of words. kind: number, unit, shape, given, thing, machine, dtype, format, phrase or unknown.

    value: what it means, by kind: an Amount, sides, names and texts, a Thing, a name, or what a phrase is: by kind of
    the lexicon its targets. text: the words. first, last: which, of the question. stop: whether a mark such
    as a comma follows.
    """

    kind: str
    value: Any
    text: str
    first: int
    last: int
    stop: bool = False

    def targets(self, kind: str) -> tuple[str, ...]:
        """What it means as a phrase of a kind; empty where it is none."""
        if self.kind != "phrase":
            return ()
        return tuple(target for each in self.value if each.kind == kind for target in each.targets)

    def means(self, kind: str) -> bool:
        """Whether it is a phrase of a kind."""
        return self.kind == "phrase" and any(each.kind == kind for each in self.value)


class Reader:
    """Reads one question. known: the catalogue whose names count."""

    def __init__(self, question: str, known: Catalogue) -> None:
        self.text, self.tokens = tokens(spelled(question))
        self.things = things(known)
        self.kernels = listed()
        self.slips: list[str] = []  # words that were mistyped, and what they are read as

    def items(self) -> list[Item]:
        """The items of the question."""
        found: list[Item] = []
        place = 0
        while place < len(self.tokens):
            item = self._next(place)
            if item.kind == "phrase" and {each.kind for each in item.value} == {"format"}:
                item = item._replace(kind="format", value=item.value[0].targets[0])
            found.append(item)
            place = max(item.last, place) + 1
        return self._routed(found)

    def _routed(self, items: list[Item]) -> list[Item]:
        """The items with two places as the network between them, where one is known."""
        places = [item for item in items if item.kind == "unknown" and item.text.isalpha()]
        route = self.things.route([word for item in places for word in item.text.split("-")]) if places[1:] else None
        if route is None:
            return items
        left = [item for item in items if item not in places[1:]]
        text = " ".join(item.text for item in places)
        return [item._replace(kind="thing", value=route, text=text) if item == places[0] else item for item in left]

    def _next(self, place: int) -> Item:
        """The item that begins at a word: the longest that can be read."""
        every = [self._phrase, self._thing, self._sized, self._sides, self._number, self._given, self._format]
        found = [item for read in every if (item := read(place))]
        if not found:
            return self._unit(place) or self._unknown(place)
        return max(found, key=lambda item: item.last - item.first)

    def _item(self, kind: str, value: Any, first: int, last: int) -> Item:
        text = self.text[self.tokens[first].start : self.tokens[last].end]
        return Item(kind, value, text, first, last, self.tokens[last].stop)

    def _ends(self, end: int, place: int) -> int | None:
        """The word that ends at a place of the text; None where that is within one."""
        for number in range(place, len(self.tokens)):
            token = self.tokens[number]
            if token.end == end:
                return number
            if token.end > end:
                return number - 1 if number > place and self.tokens[number - 1].end <= end <= token.start else None
        return None

    def _words(self, place: int, most: int) -> list[Token]:
        """The words from a place on, as far as no mark parts them."""
        found: list[Token] = []
        for token in self.tokens[place : place + most]:
            found.append(token)
            if token.stop:
                break
        return found

    def _phrase(self, place: int) -> Item | None:
        words = self._words(place, lexicon().longest)
        for count in range(len(words), 0, -1):
            text = folded(self.text[words[0].start : words[count - 1].end])
            meanings = lexicon().phrases.get(text) or self._kernel(text)
            if meanings:
                if meanings[0].kind in ("unit", "scale", "count", "dtype", "thing") and len(meanings) == 1:
                    continue
                return self._item("phrase", meanings, place, place + count - 1)
        return None

    def _kernel(self, text: str) -> tuple[Meaning, ...]:
        """A question by its own name, in the singular or the plural."""
        name = next((name for name in (text, text.removesuffix("s")) if name.replace(" ", "-") in self.kernels), "")
        return (Meaning("cue", (name.replace(" ", "-"),)),) if name else ()

    def _meant(self, word: str) -> str:
        """The one word of a task or of a fact that a word differs from in a letter; empty where none is."""
        if len(word) <= SHORTEST or not word.isascii():
            return ""
        near = [text for text in tasks() if abs(len(text) - len(word)) <= 1]
        found = [text for text in (*near, *(name.replace("-", " ") for name in self.kernels)) if one_off(word, text)]
        meant = {lexicon().phrases.get(text) or self._kernel(text) for text in found}
        return found[0] if len(meant) == 1 and len(found[0]) >= SHORTEST else ""

    def _thing(self, place: int) -> Item | None:
        words = [token.text for token in self._words(place, LONGEST + 1)]
        counted = re.fullmatch(r"(\d+)[x×]-?(\S+)", words[0], re.IGNORECASE)
        skipped = 1 if len(words) > 1 and words[0].casefold() in MADE else 0
        found = self.things.longest(words) or (self.things.longest(words[skipped:]) if skipped else None)
        if counted and not (found and found[1] >= 1):
            found = self.things.longest([counted[2], *words[1:]])
            if found:
                return self._item("machine", (int(counted[1]), found[0]), place, place + found[1] - 1)
        if not found and len(words) > 1 and SIZED.fullmatch(words[1]) and words[0].isalpha():
            family = self.things.family(words[0], words[1])
            return self._item("thing", family, place, place + 1) if family else None
        if not found or self._another(words, found[1] + skipped):
            return None
        thing, count = found
        skipped = skipped if thing.word.split()[0].casefold() != words[0].casefold() else 0
        return self._item("thing", thing, place, place + skipped + count - 1)

    def _another(self, words: list[str], count: int) -> bool:
        """Whether the word after a name makes it another product's: a 3070 Ti Laptop is no 3070 Ti."""
        return any(word.casefold() in ANOTHER and word.casefold() != "s" for word in words[count : count + 1])

    def _sides(self, place: int) -> Item | None:
        found = amounts.sides(self.text, self.tokens[place].start) if self.tokens[place].text[0].isdigit() else None
        if found and self._counts(place):
            return None
        last = self._ends(found[1], place) if found else None
        return None if found is None or last is None else self._item("shape", found[0], place, last)

    def _counts(self, place: int) -> bool:
        """Whether '3x 3090' counts a part: closed up before the x, and apart behind."""
        words = [token.text for token in self._words(place, LONGEST)]
        return words[1:2] == ["x"] and self.text[self.tokens[place].end] == "x" and bool(self.things.longest(words[2:]))

    def _sized(self, place: int) -> Item | None:
        """A model whose size stands before its name: 'a 70b llama 2'."""
        words = [token.text for token in self._words(place, LONGEST)]
        if not SIZED.fullmatch(words[0]) or lexicon().says(folded(words[1] if words[1:] else ""), "ignored"):
            return None
        for count in range(min(4, len(words) - 1), 0, -1):
            found = self.things.longest([*words[1 : count + 1], words[0]])
            if found and found[1] == count + 1 and found[0].kind == "model":
                return self._item("thing", found[0], place, place + count)
        family = self.things.family(words[1], words[0]) if len(words) > 1 and words[1].isalpha() else None
        return self._item("thing", family, place, place + 1) if family else None

    def _number(self, place: int) -> Item | None:
        before = self.tokens[place - 1].text.casefold() if place else ""
        if before in ARTICLES and self.things.kinds.get(self.things.handle(slug(self.tokens[place].text))) in MACHINES:
            return None  # 'on a 3060 tokens per second'
        found = amounts.amount(self.text, self.tokens[place].start)
        last = self._ends(found.end, place) if found else None
        return None if found is None or last is None else self._item("number", found, place, last)

    def _given(self, place: int) -> Item | None:
        found = amounts.given(self.text, self.tokens[place].start) if "=" in self.text else None
        last = self._ends(found[1], place) if found else None
        return None if found is None or last is None else self._item("given", found[0], place, last)

    def _format(self, place: int) -> Item | None:
        word = self.tokens[place].text
        for count in (3, 2):
            words = self._words(place, count)
            if named := lexicon().of(folded(" ".join(each.text for each in words)), "dtype"):
                return self._item("dtype", named[0], place, place + len(words) - 1)
        if word.casefold() == "half" and [each.text for each in self.tokens[place + 1 : place + 2]] == ["of"]:
            return None
        if word.casefold().removeprefix("torch.") in DTYPES:
            return self._item("dtype", known_dtype(word), place, place)
        if FORMAT.fullmatch(word):
            try:
                quantisation(word)
                return self._item("format", word.casefold(), place, place)
            except UsageError:
                return None
        return None

    def _unit(self, place: int) -> Item | None:
        """A unit without a number: 'in MB/s'; the second of several is none."""
        if place and self.tokens[place].text == "second" and self.tokens[place - 1].text == "the":
            return None
        found = amounts.unit_alone(self.text, self.tokens[place].start)
        last = self._ends(found[1], place) if found else None
        return None if found is None or last is None else self._item("unit", found[0], place, last)

    def _unknown(self, place: int) -> Item:
        word = self.tokens[place].text
        for count in (3, 2, 1):
            words = [token.text for token in self._words(place, count)]
            if len(words) == count and (thing := self.things.mistyped(" ".join(words))):
                return self._item("thing", thing, place, place + count - 1)
        if meant := self._meant(folded(word)):
            self.slips.append(f"{word} is read as {meant}")
            return self._item("phrase", lexicon().phrases.get(meant) or self._kernel(meant), place, place)
        return self._item("unknown", word, place, place)
