"""The table of ``data/asking.txt``: what phrases mean, by kind.

A line is ``KIND TARGET... = phrase, phrase``; see the file for the kinds. Plain lines, as in ``units.txt``: every
question reads it, and YAML would take longer than the answer.
"""

import os
from functools import cache
from typing import NamedTuple

from ..errors import SpecError
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
    "stored",
    "dozen",
    "command",
    "order",
    "per",
    "needs",
    "dtype",
    "asks",
)


class Meaning(NamedTuple):
    """One meaning of a phrase: its kind and what it means."""

    kind: str
    targets: tuple[str, ...]


class Lexicon(NamedTuple):
    """phrases: what each means, in order of likelihood. longest: words of the longest phrase."""

    phrases: dict[str, tuple[Meaning, ...]]
    longest: int

    def of(self, phrase: str, kind: str) -> tuple[str, ...]:
        """The targets of a phrase of a kind; empty where it has no such meaning."""
        return tuple(target for each in self.phrases.get(phrase, ()) if each.kind == kind for target in each.targets)

    def says(self, phrase: str, kind: str) -> bool:
        """Whether a phrase has a meaning of a kind."""
        return any(each.kind == kind for each in self.phrases.get(phrase, ()))


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
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            head, equals, tail = line.partition("#")[0].partition(" = ")
            if not head.strip():
                continue
            kind, *targets = head.split()
            if not equals or kind not in KINDS:
                raise SpecError([f"{path}:{number}: expected KIND TARGET = phrase, phrase; KIND is one of {KINDS}"])
            meaning = Meaning(kind, tuple(targets))
            for phrase in map(str.strip, tail.casefold().replace("-", " ").split(",")):
                if phrase:
                    found[phrase] = (*found.get(phrase, ()), meaning)
    return Lexicon(found, max(phrase.count(" ") + 1 for phrase in found))
