"""Drafts: a command with the items that it took from a question, and what each of them gave."""

import shlex
from typing import Any, NamedTuple

from .items import Item


class Put(NamedTuple):
    """A question that is put: its name, its values as they are typed, where, in which format, and what was measured."""

    name: str
    values: dict[str, str]
    on: str
    dtype: str
    measured: str


class Draft:
    """A command on the way. words: of the command line. why: of each item that was taken, what it gave."""

    def __init__(self, name: str, items: list[Item]) -> None:
        self.name = name
        self.items = items
        self.words: list[str] = []
        self.why: dict[int, str] = {}
        self.missing: list[str] = []
        self.notes: list[str] = []
        self.score = 0.0
        self.put: Put | None = None

    def take(self, item: Item, gave: str) -> None:
        """Take an item of the question; gave: what it means here."""
        self.why.setdefault(item.first, gave)

    def free(self, *kinds: str) -> list[Item]:
        """The items of some kinds that were not taken yet."""
        return [item for item in self.items if item.first not in self.why and item.kind in kinds]

    def cues(self) -> None:
        """Take the words that speak of this command."""
        for item in self.items:
            targets = item.targets("cue")
            if self.name in targets:
                self.score += 10 - targets.index(self.name)
                self.take(item, self.name)
            elif ("any" in targets and not item.means("needs")) or (
                self.name in ("sheet", "list") and {"show", "list", "calc"} & {*targets}
            ):
                self.take(item, "")

    @property
    def unused(self) -> list[Item]:
        """The items that mean something and were not taken."""
        left = [item for item in self.items if item.first not in self.why]
        return [item for item in left if not silent(item) or (self.name in PAGES and _says(item))]

    @property
    def whole(self) -> bool:
        """Whether nothing is missing and everything was used."""
        return not self.missing and not self.unused

    def reading(self) -> "Reading":
        """What it is when it is done."""
        told = [(item.text, self.why[item.first]) for item in self.items if self.why.get(item.first)]
        return Reading(tuple(self.words), tuple(told), tuple(self.notes), put=self.put)


class Reading(NamedTuple):
    """How a question was read.

    words: the command, without the program's name. why: which words of the question gave what. notes: what was taken
    for granted, such as a mistyped name. others: further commands that it could mean, the likeliest first. put: the
    question of the list of questions that it puts, if it is one.
    """

    words: tuple[str, ...]
    why: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    put: Put | None = None

    @property
    def command(self) -> str:
        """The command as it is typed."""
        return shlex.join(("slipstick", *self.words))

    def as_dict(self) -> dict[str, Any]:
        """For a program: the command, its words, which words of the question gave what, notes and other readings."""
        return {
            "command": self.command,
            "words": [*self.words],
            "why": [{"words": words, "gave": gave} for words, gave in self.why],
            "notes": [*self.notes],
            "others": [*self.others],
        }


SOFT = {
    "ignored",
    "count",
    "scale",
    "unit",
    "name",
    "only",
    "argument",
    "asks",
}  # kinds of phrases that say nothing without a number


PAGES = ("show", "compare", "list", "calc")  # commands without parameters, so that no name of one may be left


def _says(item: Item) -> bool:
    """Whether an item is the name of a parameter, and no padding."""
    return (item.means("name") or item.means("argument")) and not item.means("ignored")


def silent(item: Item) -> bool:
    """Whether an item may be left: a word that says nothing by itself, a unit or a parameter without a number."""
    if item.kind == "unit" or item.text.casefold() == "one":
        return True
    kinds = {each.kind for each in item.value} if item.kind == "phrase" else {item.kind}
    return "ignored" in kinds or kinds <= SOFT
