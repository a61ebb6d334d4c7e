"""Numbers worth knowing that the words of a question find."""

from collections.abc import Iterator
from contextlib import suppress

from ..errors import SlipstickError, UsageError
from ..specs.catalogue import Catalogue
from ..units import reading
from ..words import quoted
from .drafts import Draft, silent
from .formulas import empty
from .items import Item
from .lexicon import folded, lexicon
from .machines import handle_of, things_of
from .numbered import Named, bare, numbered, rarity, stems_of

SPOKEN = {"any", "show", "list", "calc", "number"}  # words that only ask
HOURS = ("hour", "per hour", "an hour", "hourly", "hours")
LISTED = 3  # numbers that words may mean: the likeliest, and others
STRANGE = ("number", "machine", "shape", "given", "dtype")  # what words of a number are not
MOST = 12  # words that may say which
ENOUGH, NEAR = 0.7, 0.93  # of what all words tell, and of what the best is told by
SOFT = 0.3  # what a word counts for that only asks
UNIQUE = 7.0  # rarity of a word that hardly more than one number has
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


def _meant(items: list[Item], known: Catalogue, likely: bool) -> list[Named]:
    """The numbers that a question may mean: those with its very name, else those whose names have all its words."""
    every = numbered(known)
    exact = _exact(items, every)
    found = exact or _worded(items, every) or (_likely(items, known) if likely else [])
    present = [each for each in found if not each.history] or exact
    first = [each for each in present if each.page in FIRST] or present
    return _latest(first)


def _exact(items: list[Item], every: tuple[Named, ...]) -> list[Named]:
    """The numbers with the longest name that stands in a question and has each of its words but padding."""
    said = bare(item.text for item in items)
    asking = [item for item in items if empty(item) or item.means("asks") or SPOKEN & {*item.targets("cue")}]
    hard = bare(item.text for item in items if item not in asking)
    whole = {each.path: each.length(hard, said) for each in every}
    most = max(whole.values(), default=0)
    found = [each for each in every if most and whole[each.path] == most]
    return [each for each in found if all(_answers(each, item) for item in items)]


def _worded(items: list[Item], every: tuple[Named, ...]) -> list[Named]:
    """The numbers whose names have all words that mean something, and most of those that say less."""
    told = [item for item in items if not (item.kind == "unit" or item.means("per") or empty(item))]
    plain = [item for item in told if item.means("fact") or not SPOKEN & {*item.targets("cue"), *item.targets("only")}]
    hard = bare(item.text for item in plain)
    named = any(item.kind == "unknown" for item in plain) or len(hard) > 1
    if any(item.kind in STRANGE for item in told) or not named or not any(map(_spoken, plain)):
        return []
    found = [each for each in every if hard <= each.words and all(_answers(each, item) for item in items)]
    soft = bare(item.text for item in items if "number" not in item.targets("only"))
    most = max((len(soft & each.words) for each in found), default=0)
    best = [each for each in found if len(soft & each.words) == most]
    return [each for each in best if hard in each.names or soft & each.words in each.names] or best


def _likely(items: list[Item], known: Catalogue) -> list[Named]:
    """The numbers whose names and texts have most of the words, the rare ones counting for more, and every number."""
    spoken = {stem for item in items if not _telling(item) for stem in stems_of(item.text)}
    hard = {stem: item for item in items if _telling(item) for stem in stems_of(item.text) if stem not in spoken}
    rare = rarity(known)
    hard = {_known_as(stem, rare): item for stem, item in hard.items()}
    digits = {stem for stem, item in hard.items() if item.kind != "number" or any(map(str.isdigit, item.text))}
    sure = {stem for stem in digits if hard[stem].kind != "phrase"}
    hard = {stem: hard[stem] for stem in hard if stem in digits}
    alone = len(hard) == 1 and rare.get(next(iter(hard)), 0.0) > UNIQUE
    if (len(hard) < 2 and not alone) or len(hard) > MOST or not any(item.kind == "unknown" for item in hard.values()):
        return []
    all_told = sum(rare.get(stem, UNHEARD) for stem in hard)
    scores: dict[str, tuple[float, Named]] = {}
    for each in numbered(known):
        table = each.table
        met = sum(table.get(stem, 0.0) * rare[stem] for stem in hard if stem in table)
        soft = sum(table.get(stem, 0.0) * rare.get(stem, 0.0) for stem in spoken)
        if met >= ENOUGH * all_told and sure <= {*table} and all(_answers(each, item) for item in items):
            scores[each.path] = met + SOFT * soft, each
    most = max((score for score, _ in scores.values()), default=0.0)
    return [each for score, each in scores.values() if score > NEAR * most]


def _known_as(stem: str, rare: dict[str, float]) -> str:
    """A word as the numbers have it, which may end otherwise: 'decompressing' as 'decompress'."""
    from ..reference.finding import akin

    if stem in rare:
        return stem
    near = [each for each in rare if akin(each, stem)]
    return min(near, key=len) if near else stem


def _telling(item: Item) -> bool:
    """Whether an item says which number is meant, and not only what is asked of it."""
    if item.kind == "unit" or empty(item) or item.means("per") or item.means("ignored"):
        return False
    return item.means("fact") or not SPOKEN & {*item.targets("cue"), *item.targets("only")}


def _answers(each: Named, item: Item) -> bool:
    """Whether a number is of the kind that a word asks for: a time, a rate, a price; its own words always are."""
    units = lexicon().of(folded(item.text), "asks")
    if not units or bare([item.text]) <= each.words:
        return True
    return any(all(each.powers.get(name) == power for name, power in reading.unit(u).powers.items()) for u in units)


def _latest(found: list[Named]) -> list[Named]:
    """Of numbers that are one thing in several years the latest; else all."""
    series = {each.of or each.path for each in found}
    return sorted(found, key=lambda each: each.year)[-1:] if len(series) == 1 else found


def generic(draft: Draft, items: list[Item], known: Catalogue) -> Draft | None:
    """The number worth knowing in place of a fact of a disk or a link that is named by its kind alone."""
    things = things_of(items)
    if len(things) != 1 or things[0].kind != "thing" or any(map(str.isdigit, things[0].text)):
        return None
    return next(numbers([each._replace(kind="unknown") if each is things[0] else each for each in items], known), None)


def _spoken(item: Item) -> bool:
    """Whether an item is a word, and no name of a part."""
    return item.kind == "unknown" or item.kind == "phrase"
