"""Formulas found by a few words: names, synonyms, what their texts say, and their chapters; the best first."""

from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from inspect import getdoc
from math import log
from typing import NamedTuple

from ..errors import UsageError
from ..files.synonyms import synonyms
from ..formulas import formulas, second_names
from ..formulas.core.formula import Formula
from ..words import EMPTY, did_you_mean, nearest, quoted, slug
from .handbook import contents, spelled, summary

FEW, LONGEST = 6, 200  # formulas that are listed, and letters of a question
NAMED, CALLED, SUMMED, SAID, CHAPTER = 4.0, 4.0, 2.0, 1.0, 0.5  # what a word counts for, by where it stands
WHOLE = 100.0  # for a question that is a name or a synonym as it stands
BEGUN = 0.6  # for a word that only begins as the one asked for does
SHORTEST, ENDING = 4, 4  # letters that two words of one kin begin with at least, and in which they may end apart


class Entry(NamedTuple):
    """A formula with its whole names, and what each of its words counts for."""

    formula: Formula
    names: frozenset[str]
    words: dict[str, float]

    def score(self, whole: str, asked: list[str], rare: dict[str, float]) -> float:
        """How well it fits a question: rare words count for more, all words together too, a name most."""
        fits = [self.fit(word) * rare.get(word, 1.0) for word in asked]
        met = sum(map(bool, fits)) / len(fits) if fits else 0.0  # of all that was asked
        return sum(fits) * met + (WHOLE if whole in self.names else 0.0)

    def fit(self, word: str) -> float:
        """What one word of a question counts for here."""
        if word in self.words or len(word) < SHORTEST:
            return self.words.get(word, 0.0)
        return BEGUN * max((self.words.get(each, 0.0) for each in _kin(word)), default=0.0)


def find(question: str) -> list[Formula]:
    """The formulas that a few words mean, the best first; at most a few.

    question: words such as ``kv cache``, ``M/M/1`` or ``pue``; a word that is known nowhere is read as the nearest.
    Raises UsageError, with the nearest name, where no word of it is known.

    >>> [formula.name for formula in find("erlang b")][:1]
    ['erlang_loss']
    """
    if len(question) > LONGEST:
        raise UsageError(f"{quoted(question)} is {len(question)} letters long: ask for a formula in a few words")
    whole, asked = _words(question)
    asked = _corrected(asked)
    own = spelled(question)
    ranked = [
        (entry.score(whole, asked, rarity()) + WHOLE * (entry.formula.name == own), entry) for entry in _entries()
    ]
    best = sorted((pair for pair in ranked if pair[0] > 0), key=lambda pair: -pair[0])[:FEW]
    if not best:
        hint = did_you_mean(question, formulas(), "slipstick formula lists them")
        raise UsageError(f"unknown formula {quoted(question)}: {hint}")
    return [entry.formula for _, entry in best]


def called(name: str) -> list[Formula]:
    """The formulas that a name or another name means as it stands; none where it is no name.

    >>> [formula.name for formula in called("erlang b")], called("of course")
    (['erlang_loss'], [])
    """
    return _names().get(_words(name)[0], [])


def speaks_of(formula: Formula, words: str) -> bool:
    """Whether all of some words occur in the names of a formula, its own or another.

    >>> speaks_of(called("amdahl")[0], "parallel"), speaks_of(called("amdahl")[0], "disk")
    (True, False)
    """
    entry = _by_formula()[formula.name]
    return all(entry.words.get(word, 0.0) >= CALLED for word in _words(words)[1])


def said_of(formula: Formula, word: str) -> float:
    """What one word, as :func:`stems` gives it, counts for in the names and texts of a formula."""
    return _by_formula()[formula.name].fit(word)


@cache
def names_of() -> frozenset[str]:
    """Every word of the names of formulas, their own or another."""
    return frozenset(word for entry in _entries() for word, told in entry.words.items() if told >= CALLED)


def stems(text: str) -> list[str]:
    """The words of a text that say something, each without its ending.

    >>> stems("Amdahl's speedups of the cores")
    ['amdahl', 'speedup', 'core']
    """
    return _words(text)[1]


def akin(one: str, other: str) -> bool:
    """Whether two words begin alike and differ in their endings alone."""
    return min(len(one), len(other)) >= SHORTEST and _alike(one, other) >= max(
        SHORTEST, *(len(word) - ENDING for word in (one, other))
    )


def listing(found: Iterable[Formula]) -> str:
    """What was found, for a terminal: each formula with its arguments, and under it what it works out."""
    from ..layout import wrap

    lines = []
    for formula in found:
        lines.append(f"{formula.name}({', '.join(formula.parameters)})")
        lines += [f"  {line}" for line in wrap(summary(formula), 77)]
    return "\n".join([*lines, "", "slipstick formula NAME explains one"])


def _words(text: str) -> tuple[str, list[str]]:
    """A text as a whole name, and its words that say something: 'M/M/1' is one word, and a plural its singular."""
    plain = slug(text.replace("_", " ").replace("/", "").replace("'s", ""))
    words = [_stem(word) for word in plain.split("-") if word]
    return " ".join(words), [word for word in words if word not in EMPTY] or words


@lru_cache(1000)
def _kin(word: str) -> tuple[str, ...]:
    """The known words that begin like a word and differ in their endings alone: 'switched' for 'switching'."""
    return tuple(each for each in rarity() if akin(each, word))


def _alike(one: str, other: str) -> int:
    """How many letters two words have in common from the first on."""
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _stem(word: str) -> str:
    """A word without what its plural or its gerund adds."""
    if len(word) > 5 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


@cache
def _entries() -> tuple[Entry, ...]:
    """Every formula with its words."""
    others: dict[str, list[str]] = {name: list(texts) for name, texts in synonyms().items()}
    for other, name in second_names().items():
        others.setdefault(name, []).append(other)
    return tuple(_entry(each, title, others.get(each.name, [])) for title, own in contents() for each in own)


def _entry(formula: Formula, title: str, others: list[str]) -> Entry:
    text = (getdoc(formula.function) or "").split("\n\n>>>")[0]
    where = ((title, CHAPTER), (text, SAID), (summary(formula), SUMMED), (" ".join(others), CALLED))
    words: dict[str, float] = {}
    for said, weight in (*where, (formula.name, NAMED)):
        words |= dict.fromkeys(_words(said)[1], weight)
    return Entry(formula, frozenset(_words(name)[0] for name in (formula.name, *others)), words)


@cache
def _by_formula() -> dict[str, Entry]:
    return {entry.formula.name: entry for entry in _entries()}


@cache
def _names() -> dict[str, list[Formula]]:
    """Every whole name, and the formulas that it means."""
    found: dict[str, list[Formula]] = {}
    for entry in _entries():
        for name in entry.names:
            found.setdefault(name, []).append(entry.formula)
    return found


@cache
def rarity() -> dict[str, float]:
    """How much each known word tells: the fewer formulas have it, the more."""
    counts = Counter(word for entry in _entries() for word in entry.words)
    return {word: log(1 + len(_entries()) / count) for word, count in counts.items()}


def _corrected(asked: list[str]) -> list[str]:
    """The words of a question, each that is known nowhere as the nearest that is, if others are known."""
    known = rarity()
    if not any(word in known for word in asked):
        return asked
    sure = {word for word in asked if word in known or _kin(word)}
    return [word if word in sure else _respelled(word, known) for word in asked]


def _respelled(word: str, known: Iterable[str]) -> str:
    """The nearest of words that are as long, but for a letter; the word itself where there is none."""
    alike = [each for each in known if len(each) >= SHORTEST and abs(len(each) - len(word)) <= 1]
    return next(iter(nearest(word, alike)), word)
