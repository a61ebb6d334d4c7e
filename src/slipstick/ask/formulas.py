"""Formulas found by the words of a question, and filled with its numbers."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..units import Dim, reading
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


def valued(items: list[Item]) -> Iterator[Draft]:
    """'amdahl with 95 % on 64 processors': a formula with a value for each argument, or for its result."""
    words = _words(items)
    task = any(item.means("word") for item in items)
    if task or not any(item.kind in NUMBERS for item in items):
        return
    for place, formula in enumerate(_found(words)):
        draft = Draft("formula", items)
        draft.score = -place
        values = _values(draft, formula)
        _take(draft, formula)
        lacks = [name for name in formula.parameters if name not in values]
        left = draft.free("number")
        if len(lacks) == 1 and len(left) == 1 and fitting(left[0], formula.result):
            values[lacks[0]], values["result"] = "?", text_of(left[0])
            draft.take(left[0], f"result {values['result']}")
            lacks = []
        draft.missing = lacks
        draft.words = ["formula", formula.name, *(f"{name}={text}" for name, text in values.items())]
        yield draft


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


def _values(draft: Draft, formula: "Formula") -> dict[str, str]:
    """The numbers of a question by the formula's arguments: by the name beside them, then by dimension."""
    found: dict[str, str] = {}
    for item in draft.free("given"):
        for name, text in item.value:
            if name in formula.parameters:
                found[name] = text
                draft.take(item, f"{name} {text}")
    solid = [item for item in draft.items if item.text.casefold() == "and" or not _says_nothing(item)]
    for place, item in enumerate(solid):
        if item not in draft.free("number"):
            continue
        before = [] if place and solid[place - 1].stop else solid[max(place - 2, 0) : place]
        after = [] if item.stop else solid[place + 1 : place + 3]
        near = (before, before[-1:], after, after[:1])
        names = [name for words in near if words and (name := _argument(formula, words)) and name not in found]
        for name in [name for name in names if fitting(item, formula.parameters[name])][:1]:
            found[name] = text_of(item)
            draft.take(item, f"{name} {found[name]}")
    for item in draft.free("number"):
        fits = [name for name, dim in formula.parameters.items() if name not in found and fitting(item, dim)]
        if len(fits) == 1:
            found[fits[0]] = text_of(item)
            draft.take(item, f"{fits[0]} {found[fits[0]]}")
    return {name: found[name] for name in formula.parameters if name in found}


def _says_nothing(item: Item) -> bool:
    """Whether an item is neither a number nor a word that may stand for an argument."""
    return item.means("ignored") and not lexicon().of(folded(item.text), "argument")


def _argument(formula: "Formula", words: list[Item]) -> str:
    """The argument that words mean: by its own name or a part of it, in the plural too, or by another name."""
    if any(word.kind not in ("unknown", "phrase") for word in words):
        return ""
    text = folded(" ".join(word.text for word in words))
    names = (text.replace(" ", "_"), *lexicon().of(text, "argument"), *lexicon().of(text, "name"))
    for name in formula.parameters:
        if name in names or any(each.rstrip("s") == name.rstrip("s") for each in names):
            return name
    parts = [name for name in formula.parameters if text.rstrip("s") in (part.rstrip("s") for part in name.split("_"))]
    return parts[0] if len(parts) == 1 else ""


def fitting(item: Item, dim: Dim) -> bool:
    """Whether a number may be of a dimension: a share is a percentage or at most one."""
    amount = item.value
    if amount.unit == "%":
        return not dim.unit and dim.high <= 1
    if not amount.unit:
        return not dim.unit and (dim.high > 1 or amount.value <= 1) and not (dim.high > 1 and amount.value < 1)
    return bool(dim.unit) and amount.powers == reading.unit(dim.unit).powers


def text_of(item: Item) -> str:
    """A number with its unit, a blank between them where the unit has more than one part."""
    amount = item.value
    bare: str = amount.text.removesuffix(amount.unit)
    return f"{bare} {amount.unit}" if "/" in amount.unit or amount.unit in ("K",) else amount.text
