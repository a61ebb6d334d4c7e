"""Numbers worth knowing that the words of a question find."""

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from ..errors import SlipstickError
from ..specs.catalogue import Catalogue
from ..words import slug
from .drafts import Draft, silent
from .formulas import empty
from .items import Item
from .machines import things_of

if TYPE_CHECKING:
    from ..reference.number import Number

SPOKEN = {"any", "show", "list", "calc", "number"}  # words that only ask
HOURS = ("hour", "per hour", "an hour", "hourly", "hours")
LISTED = 3  # numbers that words may mean: the likeliest, and others
FIRST = ("latency", "storage", "network", "rates", "cost", "energy", "reliability", "llm")  # pages of numbers


def prices(items: list[Item], known: Catalogue) -> Iterator[Draft]:
    """What an hour of a part costs, among the numbers worth knowing."""
    things = things_of(items)
    asked = [item for item in items if item.means("needs")]
    if len(things) != 1 or not asked or not any(item.text.casefold() in HOURS for item in items):
        return
    names = things[0].value[1].word if things[0].kind == "machine" else things[0].value.word
    words = [name for name in names.split() if not name.isdigit()]
    draft = Draft("number", items)
    for item in (things[0], *asked):
        draft.take(item, "")
    draft.cues()
    for other in items:
        if "any" in other.targets("cue") or other.text.casefold() in HOURS:
            draft.take(other, "")
    from ..reference.search import numbers

    with suppress(SlipstickError):
        found = [each for each in numbers(f"gpu hour {' '.join(words)}", known) if not each.history]
        for best in [each for each in found if each.page.handle == "cost"][:1] or found[:1]:
            draft.words, draft.score = ["number", best.path], 15
            yield draft


def numbers(items: list[Item], known: Catalogue) -> Iterator[Draft]:
    """``number``: the one of the first pages that all words find, but for those that ask for a time or a price."""
    from ..reference import search as finding

    strange = ("number", "machine", "shape", "given", "dtype")
    told = [item for item in items if not (item.kind == "unit" or item.means("per") or empty(item))]
    plain = [item for item in told if item.means("fact") or not SPOKEN & {*item.targets("cue"), *item.targets("only")}]
    words = " ".join(item.text for item in plain).split()
    named = any(item.kind == "unknown" for item in plain) or len(words) > 1
    if any(item.kind in strange for item in told) or not named or not any(map(_spoken, plain)):
        return
    found = list({each.path: each for each in (*_matching(told, known), *_matching(plain, known))}.values())
    first = [each for each in found if each.page.handle in FIRST]
    worded = [slug(item.text).split("-") for item in items if "number" not in item.targets("only")]
    every = {word for words in worded for word in words} - finding.EMPTY
    for best in sorted(first or found, key=lambda each: -len(every & _words(each)))[:1]:  # also by words that say less
        draft = Draft("number", items)
        for item in items:
            draft.take(item, "" if silent(item) else best.path)
        draft.words = ["number", best.path]
        yield draft


def generic(draft: Draft, items: list[Item], known: Catalogue) -> Draft | None:
    """The number worth knowing in place of a fact of a disk or a link that is named by its kind alone."""
    things = things_of(items)
    if len(things) != 1 or things[0].kind != "thing" or any(map(str.isdigit, things[0].text)):
        return None
    return next(numbers([each._replace(kind="unknown") if each is things[0] else each for each in items], known), None)


def _matching(items: list[Item], known: Catalogue) -> "list[Number]":
    """The numbers worth knowing that all of some words find by whole words, none of history, the first pages first."""
    from ..reference.search import numbers

    text = " ".join(item.text for item in items)[:200]
    with suppress(SlipstickError):
        found = [each for each in numbers(text, sure=True) if not each.history] if text else []
        return found
    return []


def _words(number: "Number") -> set[str]:
    """The words of a number's names."""
    return {word for text in (number.id, number.name, *number.aliases) for word in slug(text).split("-")}


def _spoken(item: Item) -> bool:
    """Whether an item is a word, and no name of a part."""
    return item.kind == "unknown" or item.kind == "phrase"
