"""The table of ``data/asking.txt``: what phrases mean, by kind.

A line is ``KIND TARGET... = phrase, phrase``; see the file for the kinds. Plain lines, as in ``units.txt``: every
question reads it, and YAML would take longer than the answer.
"""

import os
from collections.abc import Iterator
from functools import cache

from ..errors import SpecError
from ..records import Fields
from ..units.data import data_folder

FILE = "asking.txt"
KINDS = (
    "ignored",
    "not",
    "beyond",
    "cue",
    "name",
    "word",
    "unit",
    "scale",
    "count",
    "fact",
    "format",
    "thing",
    "kind",
    "sheet",
    "only",
    "sign",
    "argument",
    "opposite",
    "scene",
    "everyday",
    "ratio",
    "cpu",
    "ranged",
    "stored",
    "dozen",
    "command",
    "order",
    "per",
    "needs",
    "dtype",
    "asks",
)


class Meaning(Fields):
    """One meaning of a phrase: its kind and what it means."""

    kind: str
    targets: tuple[str, ...]


class Lexicon(Fields):
    """phrases: what each means, in order of likelihood. longest: words of the longest phrase. scenes: words of stories.

    everyday: words that change nothing, without their endings.
    """

    phrases: dict[str, tuple[Meaning, ...]]
    longest: int
    scenes: frozenset[str]
    everyday: frozenset[str]

    def of(self, phrase: str, kind: str) -> tuple[str, ...]:
        """The targets of a phrase of a kind; empty where it has no such meaning."""
        return tuple(target for each in self.phrases.get(phrase, ()) if each.kind == kind for target in each.targets)

    def changes_nothing(self, word: str) -> bool:
        """Whether a word is one of everyday language, in whichever form: 'grabs', 'grabbed', 'grabbing'."""
        text = folded(word)
        return text in self.everyday or any(form in self.everyday for form in _bases(text))

    def by_target(self, kind: str) -> dict[str, list[str]]:
        """The phrases of a kind by what they mean."""
        found: dict[str, list[str]] = {}
        for phrase in self.phrases:
            for target in self.of(phrase, kind):
                found.setdefault(target, []).append(phrase)
        return found

    def says(self, phrase: str, kind: str) -> bool:
        """Whether a phrase has a meaning of a kind."""
        return any(each.kind == kind for each in self.phrases.get(phrase, ()))


def _bases(word: str) -> Iterator[str]:
    """What a word may be a form of."""
    for ending in ("s", "es", "d", "ed", "ing", "ly", "er", "ies", "ied"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            base = word.removesuffix(ending)
            yield from (base, f"{base}e", f"{base}y", base[:-1] if base[-1] == base[-2] else base)


def folded(text: str) -> str:
    """A phrase as it is looked up: in one case, hyphens as blanks.

    >>> folded("Fine-tune  it")
    'fine tune it'
    """
    return " ".join(text.casefold().replace("-", " ").replace("’", "'").split())


@cache
def lexicon() -> Lexicon:
    """The table, read once. Raises SpecError for a line that is none.

    >>> lexicon().of("gigabytes", "unit")
    ('GB',)
    """
    path = os.path.join(data_folder(), FILE)
    found: dict[str, tuple[Meaning, ...]] = {}
    scenes, everyday = set[str](), set[str]()
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            head, equals, tail = line.partition("#")[0].partition(" = ")
            if not head.strip():
                continue
            kind, *targets = head.split()
            if not equals or kind not in KINDS:
                raise SpecError([f"{path}:{number}: expected KIND TARGET = phrase, phrase; KIND is one of {KINDS}"])
            if kind == "scene":  # means nothing else than it does elsewhere
                scenes |= {phrase.strip() for phrase in tail.casefold().split(",")}
                continue
            if kind == "everyday":
                everyday |= {word.strip() for word in tail.casefold().split(",")}
                continue
            meaning = Meaning(kind, tuple(targets))
            for phrase in map(str.strip, tail.casefold().replace("-", " ").split(",")):
                if phrase:
                    found[phrase] = (*found.get(phrase, ()), meaning)
    return Lexicon(found, max(phrase.count(" ") + 1 for phrase in found), frozenset(scenes), frozenset(everyday))


@cache
def tasks() -> tuple[str, ...]:
    """The phrases that speak of a task or of a fact."""
    every = lexicon().phrases.items()
    return tuple(text for text, meanings in every if any(each.kind in ("cue", "fact", "word") for each in meanings))
