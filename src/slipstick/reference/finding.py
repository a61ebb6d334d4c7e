"""Formulas found by a few words: names, synonyms, what their texts say, and their chapters; the best first."""

from collections.abc import Iterable
from functools import cache, lru_cache
from math import log
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..formulas import named
from ..records import Fields
from ..words import did_you_mean, nearest, quoted
from .naming import CALLED, Term, terms
from .naming import cut as _words

if TYPE_CHECKING:
    from ..formulas.core.formula import Formula

FEW, LONGEST = 6, 200  # formulas that are listed, and letters of a question
WHOLE = 100.0  # for a question that is a name or a synonym as it stands
BEGUN = 0.6  # for a word that only begins as the one asked for does
SHORTEST, ENDING = 4, 4  # letters that two words of one kin begin with at least, and in which they may end apart


class Entry(Fields):
    """A formula with its whole names, and what each of its words counts for."""

    formula: "Term | Formula"
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


def find(question: str) -> "list[Formula]":
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
    own = question.strip().replace("-", "_").replace(" ", "_")
    ranked = [
        (entry.score(whole, asked, rarity()) + WHOLE * (entry.formula.name == own), entry) for entry in _entries()
    ]
    best = sorted((pair for pair in ranked if pair[0] > 0), key=lambda pair: -pair[0])[:FEW]
    if not best:
        hint = did_you_mean(question, terms().every, "slipstick formula lists them")
        raise UsageError(f"unknown formula {quoted(question)}: {hint}")
    return [formula for _, entry in best if (formula := named(entry.formula.name))]


def called(name: str) -> list[Term]:
    """The formulas that a name or another name means as it stands; none where it is no name.

    >>> [formula.name for formula in called("erlang b")], called("of course")
    (['erlang_loss'], [])
    """
    return [terms().every[each] for each in terms().called.get(_words(name)[0], [])]


def speaks_of(formula: Term, words: str) -> bool:
    """Whether all of some words occur in the names of a formula, its own or another.

    >>> speaks_of(called("amdahl")[0], "parallel"), speaks_of(called("amdahl")[0], "disk")
    (True, False)
    """
    return all(formula.words.get(word, 0.0) >= CALLED for word in _words(words)[1])


def said_of(formula: Term, word: str) -> float:
    """What one word, as :func:`stems` gives it, counts for in the names and texts of a formula."""
    return Entry(formula, formula.names, formula.words).fit(word)


def names_of() -> frozenset[str]:
    """Every word of the names of formulas, their own or another."""
    return terms().named


def stems(text: str) -> list[str]:
    """The words of a text that say something, each without its ending.

    >>> stems("Amdahl's speedups of the cores")
    ['amdahl', 'speedup', 'core']
    """
    return _words(text)[1]


def akin(one: str, other: str) -> bool:
    """Whether two words begin alike and differ in their endings alone."""
    if one[:SHORTEST] != other[:SHORTEST] or len(one) < SHORTEST:  # as nearly all do: the rest takes ten times as long
        return False
    return _alike(one, other) >= max(len(one) - ENDING, len(other) - ENDING)


def listing(found: "Iterable[Formula]") -> str:
    """What was found, for a terminal: each formula with its arguments, and under it what it works out."""
    from ..layout import wrap
    from .handbook import summary

    lines = []
    for formula in found:
        lines.append(f"{formula.name}({', '.join(formula.parameters)})")
        lines += [f"  {line}" for line in wrap(summary(formula), 77)]
    return "\n".join([*lines, "", "slipstick formula NAME explains one"])


@lru_cache(1000)
def _kin(word: str) -> tuple[str, ...]:
    """The known words that begin like a word and differ in their endings alone: 'switched' for 'switching'."""
    return tuple(each for each in rarity() if akin(each, word))


def _alike(one: str, other: str) -> int:
    """How many letters two words have in common from the first on."""
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


@cache
def _entries() -> tuple[Entry, ...]:
    """Every formula with its words."""
    return tuple(Entry(term, term.names, term.words) for term in terms().every.values())


@cache
def rarity() -> dict[str, float]:
    """How much each known word tells: the fewer formulas have it, the more."""
    many = len(terms().every)
    return {word: log(1 + many / count) for word, count in terms().counts.items()}


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
