"""What the words of a formula's text say of its arguments and of its result."""

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from ..units import reading
from ..words import EMPTY, pattern
from .lexicon import lexicon

if TYPE_CHECKING:
    from ..reference.naming import Term

NAME, OTHER, SAID = 3.0, 2.0, 1.0  # what a word near a number counts for: of an argument's name, another, its meaning
ALIKE = 0.7  # and for a word that only begins as the one meant
MEANT = pattern(r"(?:^|(?<=[.;] ))((?:\w+, )*\w+): ([^.;:]+)")  # 'hit: what a hit takes.' of a formula's text


@lru_cache(1024)
def meanings(formula: "Term") -> dict[str, dict[str, float]]:
    """Of each argument the words that mean it, and what each counts for."""
    from ..reference.finding import stems

    text = " ".join(formula.text.split())
    found: dict[str, dict[str, float]] = {name: {} for name in formula.parameters}
    for match in MEANT.finditer(text):
        for name in {*match[1].split(", ")} & {*found}:
            found[name] |= {stem: SAID for stem in stems(match[2]) if not lexicon().says(stem, "ignored")}
    for name, table in found.items():
        for phrase in _phrases().get(name, ()):
            table |= dict.fromkeys(stems(phrase), OTHER)
        table |= dict.fromkeys(stems(name), NAME)
        for word in EMPTY & {*table}:
            del table[word]
    return found


def of_result(formula: "Term") -> dict[str, float]:
    """The words that mean a formula's result."""
    from ..reference.finding import stems

    names = [name for name in formula.results if name != "result"]
    texts = [*names, *formula.names, *(phrase for name in names for phrase in _phrases().get(name, ()))]
    heads = [re.split(r"[ _]of[ _]", text)[0] for text in texts]  # a loss of perplexity is a loss
    return {stem: OTHER for text in heads for stem in stems(text) if stem not in EMPTY}


@cache
def arguments() -> dict[str, list[dict[str, float]]]:
    """Of every word that names an argument of some formula the root units that it has."""
    from ..reference.finding import stems
    from ..reference.naming import terms

    found: dict[str, list[dict[str, float]]] = {}
    for name, dim in (pair for formula in terms().every.values() for pair in formula.parameters.items()):
        powers = reading.unit(dim.unit).powers if dim.unit else {}
        for stem in stems(name):
            if powers not in found.setdefault(stem, []):
                found[stem].append(powers)
    return found


@cache
def opposites() -> dict[str, list[str]]:
    """Of a word of an argument's name those that say the contrary, and the other way round."""
    found = lexicon().by_target("opposite")
    for target, phrases in [*found.items()]:
        for phrase in phrases:
            found.setdefault(phrase, []).append(target)
    return found


@cache
def _phrases() -> dict[str, list[str]]:
    """Of each argument its other names."""
    return lexicon().by_target("argument")


def kin_of(table: dict[str, float], word: str) -> float:
    """What a word counts for in a table; one that only begins as one of it a little less."""
    from ..reference.finding import SHORTEST, akin

    if word in table or len(word) < SHORTEST:
        return table.get(word, 0.0)
    begun = word[:SHORTEST]
    alike = [told for each, told in table.items() if each.startswith(begun) and akin(each, word)]
    return ALIKE * max(alike, default=0.0)
