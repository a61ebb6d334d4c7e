"""Numbers worth knowing that the words of a question find."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from math import log
from typing import TYPE_CHECKING, NamedTuple

from ..errors import SlipstickError, UsageError
from ..specs.catalogue import Catalogue
from ..units import reading
from ..words import EMPTY, quoted, slug
from .drafts import Draft, silent
from .formulas import empty
from .items import Item
from .lexicon import folded, lexicon
from .machines import handle_of, things_of

if TYPE_CHECKING:
    from ..reference.number import Number

SPOKEN = {"any", "show", "list", "calc", "number"}  # words that only ask
HOURS = ("hour", "per hour", "an hour", "hourly", "hours")
LISTED = 3  # numbers that words may mean: the likeliest, and others
STRANGE = ("number", "machine", "shape", "given", "dtype")  # what words of a number are not
MOST = 12  # words that may say which
ENOUGH, NEAR = 0.7, 0.93  # of what all words tell, and of what the best is told by
SOFT = 0.3  # what a word counts for that only asks
UNHEARD = 5.0  # what a word tells that no number has
FIRST = ("latency", "storage", "network", "rates", "cost", "energy", "reliability", "llm")  # pages of numbers


def prices(items: list[Item], known: Catalogue) -> Iterator[Draft]:
    """What an hour of a part costs, among the numbers worth knowing."""
    things = things_of(items)
    asked = [item for item in items if item.means("needs")]
    if len(things) != 1 or not asked or not any(item.text.casefold() in HOURS for item in items):
        return
    names = things[0].value[1].word if things[0].kind == "machine" else things[0].value.word
    words = [name for name in names.split() if not name.isdigit()]
    rent = f"{handle_of(things[0])}.price.on_demand"
    own = "price.on_demand" in known.spec(handle_of(things[0]))
    draft = Draft("show" if own else "number", items)
    for item in (things[0], *asked):
        draft.take(item, "")
    draft.cues()
    for other in items:
        if "any" in other.targets("cue") or other.text.casefold() in HOURS:
            draft.take(other, "")
    if own:
        draft.words, draft.score = ["show", rent], 15
        yield draft
        return
    from ..reference.search import numbers

    with suppress(SlipstickError):
        found = [each for each in numbers(f"gpu hour {' '.join(words)}", known) if not each.history]
        for best in [each for each in found if each.page.handle == "cost"][:1] or found[:1]:
            draft.words, draft.score = ["number", best.path], 15
            yield draft


class Named(NamedTuple):
    """A number worth knowing. names: each as the set of its words; words: all of them; powers: the units it is in."""

    number: "Number"
    names: frozenset[frozenset[str]]
    words: frozenset[str]
    powers: dict[str, float]

    def length(self, hard: frozenset[str], said: frozenset[str]) -> int:
        """The words of its longest name that has all hard words and stands in what was said, but for its page's."""
        page = _bare([self.number.page.handle])
        return max((len(name - page) or 1 for name in self.names if hard <= name <= said), default=0)


@lru_cache(4)
def _index(known: Catalogue) -> "tuple[Named, ...]":
    """Every number worth knowing with its names: its path, its id, what it is called, and what it is one of."""
    from ..reference.search import numbers

    return tuple(map(_named, numbers("", known)))


def _named(number: "Number") -> Named:
    texts = (number.path, number.id, number.text("name"), number.text("of"), *number.aliases)
    names = frozenset(_bare([text]) for text in texts if text)
    unit = next((number.page.told(number.at(key))[1] for key in ("typical", "low", "high") if number.text(key)), "")
    return Named(
        number, names | {_bare([number.name])}, frozenset().union(*names), reading.unit(unit).powers if unit else {}
    )


def numbers(items: list[Item], known: Catalogue, likely: bool = True) -> Iterator[Draft]:
    """``number``: the one whose own names have every word that means something; likely: or most of them."""
    found = _meant(items, known, likely)
    if len(found) == 1:
        draft, path = Draft("number", items), found[0].path
        for item in items:
            draft.take(item, "" if silent(item) else path)
        draft.words = ["number", path]
        yield draft


def asked_back(items: list[Item], known: Catalogue) -> None:
    """Raise UsageError where the words of a question are those of several numbers."""
    found = _meant(items, known, likely=True)
    if found[1:]:
        paths = [each.path for each in found]
        told = ", ".join(paths[:LISTED]) + (f" and {len(paths) - LISTED} more" if paths[LISTED:] else "")
        raise UsageError(f"{quoted(' '.join(item.text for item in items))} could be the number {told}: name one")


def _meant(items: list[Item], known: Catalogue, likely: bool) -> "list[Number]":
    """The numbers that a question may mean: those with its very name, else those whose names have all its words."""
    every = _index(known)
    exact = _exact(items, every)
    found = exact or _worded(items, every) or (_likely(items, known) if likely else [])
    present = [each for each in found if not each.number.history] or exact
    first = [each for each in present if each.number.page.handle in FIRST] or present
    return _latest([each.number for each in first])


def _exact(items: list[Item], every: "tuple[Named, ...]") -> "list[Named]":
    """The numbers with the longest name that stands in a question and has each of its words but padding."""
    said = _bare(item.text for item in items)
    asking = [item for item in items if empty(item) or item.means("asks") or SPOKEN & {*item.targets("cue")}]
    hard = _bare(item.text for item in items if item not in asking)
    whole = {each.number.path: each.length(hard, said) for each in every}
    most = max(whole.values(), default=0)
    found = [each for each in every if most and whole[each.number.path] == most]
    return [each for each in found if all(_answers(each, item) for item in items)]


def _worded(items: list[Item], every: "tuple[Named, ...]") -> "list[Named]":
    """The numbers whose names have all words that mean something, and most of those that say less."""
    told = [item for item in items if not (item.kind == "unit" or item.means("per") or empty(item))]
    plain = [item for item in told if item.means("fact") or not SPOKEN & {*item.targets("cue"), *item.targets("only")}]
    hard = _bare(item.text for item in plain)
    named = any(item.kind == "unknown" for item in plain) or len(hard) > 1
    if any(item.kind in STRANGE for item in told) or not named or not any(map(_spoken, plain)):
        return []
    found = [each for each in every if hard <= each.words and all(_answers(each, item) for item in items)]
    soft = _bare(item.text for item in items if "number" not in item.targets("only"))
    most = max((len(soft & each.words) for each in found), default=0)
    best = [each for each in found if len(soft & each.words) == most]
    return [each for each in best if hard in each.names or soft & each.words in each.names] or best


def _likely(items: list[Item], known: Catalogue) -> "list[Named]":
    """The numbers whose names and texts have most of the words, the rare ones counting for more, and every number."""
    spoken = {stem for item in items if not _telling(item) for stem in _stems(item.text)}
    hard = {stem: item for item in items if _telling(item) for stem in _stems(item.text) if stem not in spoken}
    sure = {stem for stem, item in hard.items() if item.kind != "phrase"}
    if len(hard) < 2 or len(hard) > MOST:
        return []
    rare = _rarity(known)
    all_told = sum(rare.get(stem, UNHEARD) for stem in hard)
    scores: dict[str, tuple[float, Named]] = {}
    for each, table in zip(_index(known), _tables(known), strict=True):
        met = sum(table.get(stem, 0.0) * rare[stem] for stem in hard if stem in table)
        soft = sum(table.get(stem, 0.0) * rare.get(stem, 0.0) for stem in spoken)
        if met >= ENOUGH * all_told and sure <= {*table} and all(_answers(each, item) for item in items):
            scores[each.number.path] = met + SOFT * soft, each
    most = max((score for score, _ in scores.values()), default=0.0)
    return [each for score, each in scores.values() if score > NEAR * most]


def _telling(item: Item) -> bool:
    """Whether an item says which number is meant, and not only what is asked of it."""
    if item.kind == "unit" or empty(item) or item.means("per") or item.means("ignored"):
        return False
    return item.means("fact") or not SPOKEN & {*item.targets("cue"), *item.targets("only")}


def _stems(text: str) -> list[str]:
    from ..reference.finding import stems

    return [stem for stem in stems(text) if stem not in EMPTY]


@lru_cache(4)
def _tables(known: Catalogue) -> tuple[dict[str, float], ...]:
    """Of each number its words, and what each counts for: of its names, or of what is said of it."""
    found = []
    for each in _index(known):
        said = (each.number.text("what"), each.number.page.name)
        table = {stem: 0.5 for text in said for stem in _stems(text)}
        found.append(table | {stem: 1.0 for word in each.words for stem in _stems(word)})
    return tuple(found)


@lru_cache(4)
def _rarity(known: Catalogue) -> dict[str, float]:
    """How much each word of a number tells: the fewer have it, the more."""
    counts = Counter(stem for table in _tables(known) for stem in table)
    return {stem: log(1 + len(_index(known)) / count) for stem, count in counts.items()}


def _answers(each: Named, item: Item) -> bool:
    """Whether a number is of the kind that a word asks for: a time, a rate, a price; its own words always are."""
    units = lexicon().of(folded(item.text), "asks")
    if not units or _bare([item.text]) <= each.words:
        return True
    return any(all(each.powers.get(name) == power for name, power in reading.unit(u).powers.items()) for u in units)


def _latest(found: "list[Number]") -> "list[Number]":
    """Of numbers that are one thing in several years the latest; else all."""
    series = {number.text("of") or number.path for number in found}
    return sorted(found, key=lambda each: each.text("year"))[-1:] if len(series) == 1 else found


def _bare(texts: Iterable[str]) -> frozenset[str]:
    """The words of some texts that say something."""
    words = {word for text in texts for word in slug(text).split("-") if word}
    return frozenset(words - EMPTY)


def generic(draft: Draft, items: list[Item], known: Catalogue) -> Draft | None:
    """The number worth knowing in place of a fact of a disk or a link that is named by its kind alone."""
    things = things_of(items)
    if len(things) != 1 or things[0].kind != "thing" or any(map(str.isdigit, things[0].text)):
        return None
    return next(numbers([each._replace(kind="unknown") if each is things[0] else each for each in items], known), None)


def _spoken(item: Item) -> bool:
    """Whether an item is a word, and no name of a part."""
    return item.kind == "unknown" or item.kind == "phrase"
