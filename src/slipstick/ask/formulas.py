"""Formulas found by the words of a question."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..words import slug
from .drafts import Draft
from .items import Item
from .lexicon import folded, lexicon

if TYPE_CHECKING:
    from ..formulas.core.formula import Formula

NUMBERS = ("number", "given")
STRANGE = ("machine", "shape", "thing", "dtype", "format")  # what no formula is about
ASKING = {"what", "is", "whats", "what's", "explain", "the", "a", "an", "show", "me", "give", "for", "of", "please"}
LAWS = ("formula", "law", "theorem", "equation", "model", "rule")


def named(items: list[Item], whole: bool = False) -> Iterator[Draft]:
    """'what is Amdahl's law': the formula that all words find, some of them by its name or another.

    whole: whether the name has to be all that is asked, but for words that only ask.
    """
    if any(item.kind in NUMBERS for item in items):
        return
    words = _words(items)
    own = _own(items)
    for formula in own or (_named(items) if whole else [*_named(items), *_found(words)]):
        draft = Draft("formula", items)
        for item in items if own else []:
            draft.take(item, formula.name)
        _take(draft, formula)
        draft.words = ["formula", formula.name]
        yield draft


def _own(items: list[Item]) -> "list[Formula]":
    """The formula whose own name all words are, after those that only ask."""
    from ..formulas import formulas

    first = next((place for place, item in enumerate(items) if item.text.casefold() not in ASKING), 0)
    name = slug(" ".join(item.text for item in items[first:])).replace("-", "_")
    return [formulas()[name]] if name in formulas() else []


def _named(items: list[Item]) -> "list[Formula]":
    """The formulas that are called as all words are, without those before them that only ask."""
    from ..reference import finding

    texts = [item.text for item in items if item.text.casefold() not in ASKING]
    laws = [text for text in texts if text.casefold() not in LAWS]
    asked = any(item.kind in STRANGE for item in items)
    return [] if asked else [formula for each in (texts, laws) for formula in finding.called(" ".join(each))]


def _words(items: list[Item]) -> list[Item]:
    """The words that may speak of a formula; none where the question is about parts."""
    if any(item.kind in STRANGE for item in items):
        return []
    return [item for item in items if item.kind == "unknown" or (item.kind == "phrase" and not empty(item))]


def empty(item: Item) -> bool:
    """Whether an item is a word that no search is helped by."""
    if item.kind != "phrase":
        return False
    return all(each.kind in ("ignored", "count", "scale", "unit") for each in item.value)


def _spans(words: list[Item]) -> Iterator[str]:
    """Every run of words, the longest first, without what only says that it is a law."""
    every = [item.text for item in words]
    for texts in (every, [text for text in every if text.casefold() not in LAWS]):
        spans = [(begin, end) for begin in range(len(texts)) for end in range(begin + 1, len(texts) + 1)]
        for begin, end in sorted(spans, key=lambda span: span[0] - span[1]):
            yield " ".join(texts[begin:end])


def _found(words: list[Item]) -> "list[Formula]":
    """The formulas that words may mean: those that they name, the one that most of them speak of first."""
    from ..reference import finding

    if not words:
        return []
    found = {formula.name: formula for text in _spans(words[:8]) for formula in finding.called(text)}
    told = {name: sum(finding.speaks_of(each, word.text) for word in words) for name, each in found.items()}
    return sorted(found.values(), key=lambda formula: -told[formula.name])


def _take(draft: Draft, formula: "Formula") -> None:
    """Take the words that the formula's own texts have, or that stand for one of its arguments."""
    from ..reference import finding

    for item in draft.free("unknown", "phrase"):
        text = folded(item.text)
        names = {*lexicon().of(text, "argument"), *lexicon().of(text, "name"), text.replace(" ", "_")}
        if text in LAWS or names & {*formula.parameters} or finding.speaks_of(formula, text):
            draft.take(item, formula.name)
