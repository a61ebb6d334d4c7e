"""Numbers worth knowing found by a few words, the best match first."""

from typing import Any

from ..errors import UsageError
from ..records import Fields
from ..specs.catalogue import Catalogue, catalogue
from ..words import nearest, quoted, slug
from .number import Number, numbers_of
from .numbered import Numbers

SHORTEST, LONGEST = 2, 200  # letters of a word that is corrected, and of a question
EMPTY = {"a", "an", "the", "of", "in", "on", "to", "for", "what", "is", "how"}  # say nothing about which number


def numbers(question: str = "", specs: str | Catalogue | None = None) -> Numbers:
    """The numbers worth knowing that a few words mean, the best match first; every number for no words.

    question: an id such as ``latency.l2-hit``, an alias, or words that all have to occur. specs: as in ``load``.
    ``str()`` of them is what ``slipstick number`` prints.
    Raises UsageError, with the nearest spelling, where nothing matches.

    >>> print(numbers("l2 latency")[0].span)
    4 ns (3.1 ns to 7.1 ns)
    """
    if len(question) > LONGEST:
        raise UsageError(f"{quoted(question)} is {len(question)} letters long: ask for a number in a few words")
    pages = catalogue(specs).specs("numbers")
    if question.strip():
        words = _asked(question)[1]
        found = _matching(question, [number for page in pages if page.says(words) for number in numbers_of(page)])
        if found:
            return Numbers(found, True)
    every = [number for page in pages for number in numbers_of(page)]
    return Numbers(_unknown(question, every) if question.strip() else every, bool(question.strip()))


class Words(Fields):
    """The words a number is found by: whole names for it, the words of these, and every word said about it."""

    names: frozenset[str]
    named: frozenset[str]
    said: frozenset[str]

    @classmethod
    def of(cls, number: Number) -> "Words":
        """The words of a number. An id alone names only a number that has been given a name."""
        given = [number.text("name"), number.id] if number.text("name") else []
        names = {slug(text) for text in (number.path, *number.aliases, *given, number.text("of")) if text}
        named = {word for name in names for word in name.split("-")}
        said = slug(f"{number.text('what')} {number.page.name}").split("-")
        return cls(frozenset(names), frozenset(named), frozenset(named.union(said)))

    def rank(self, whole: str, words: set[str]) -> int | None:
        """How well it fits: 0 for a name, 1 for words of names, 2 for words said of it, 3 for their beginnings."""
        if whole in self.names:
            return 0
        if words <= self.said:
            return 1 if words <= self.named else 2
        return 3 if all(any(each.startswith(word) for each in self.said) for word in words) else None


def _matching(question: str, every: list[Number]) -> list[Number]:
    """The numbers that a question means, the best match first."""
    whole, words = _asked(question)
    likely = [number for number in every if all(word in _letters(number) for word in words)] if whole else []
    ranked = [(rank, number) for number in likely if (rank := Words.of(number).rank(whole, words)) is not None]
    whole_words = [(rank, number) for rank, number in ranked if rank < 3]
    return [number for _, number in sorted(whole_words or ranked, key=lambda pair: _order(*pair))]


def _asked(question: str) -> tuple[str, set[str]]:
    """A question as a whole name, and its words that say something."""
    whole = slug(question)
    return whole, set(whole.split("-")) - EMPTY or set(whole.split("-"))


def _letters(number: Number) -> str:
    """What the words of a number are taken from."""
    texts = map(number.text, ("name", "aliases", "what", "of"))
    return " ".join((number.path, number.page.name, *texts)).casefold()


def _order(rank: int, number: Number) -> tuple[Any, ...]:
    """Names first and history last; of years the latest, and what is explained, first; then the shorter name."""
    year = int(number.text("year") or 0)
    best = (rank > 0, number.history, rank, year > 0, -year)
    return *best, not number.text("vignette"), len(number.name.split()), number.path


def _unknown(question: str, every: list[Number]) -> list[Number]:
    """Raise the error for a question without an answer, with the nearest that has one."""
    index = list(map(Words.of, every))
    words = slug(question).split("-")
    known = sorted({word for each in index for word in each.said})
    close = [word if word in known else next(iter(nearest(word, known)), "") for word in words]
    names = sorted({name.replace("-", " ") for each in index for name in each.names if not name.isdigit()})
    guesses = (
        [" ".join(close)]
        if all(len(word) >= SHORTEST for word in close) and close != words and _matching(" ".join(close), every)
        else []
    )
    guesses = guesses or (nearest(question, names) if any(map(str.isalpha, question)) else [])
    hint = f"did you mean {' or '.join(guesses)}?" if guesses else "slipstick number lists the pages; try fewer words"
    raise UsageError(f"no number is known by {quoted(question)}: {hint}")
