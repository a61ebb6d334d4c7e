"""What every formula is called and says, compiled into one file, so that finding one imports none.

The file lies in the wheel, or in the user's cache; it is believed while it is whole, and its files are as they were.
Its first line says what those hold. Then come the names, the arguments of all, how often each word occurs, and a line
for each formula, which is read when that formula is asked about.
"""

import json
import os
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from functools import cache, cached_property, lru_cache
from inspect import getdoc
from typing import TYPE_CHECKING, Any
from zlib import crc32

from ..files.places import held, marks
from ..units import Dim
from ..units.data import PACKAGE, cache_path, data_folder
from ..units.writing import in_one_move
from ..words import EMPTY, slug

if TYPE_CHECKING:
    from ..formulas.core.formula import Formula

FORMAT = 1
FILE = "formulas.json"  # in the user's cache, and beside the shipped data
NAMED, CALLED, SUMMED, SAID, CHAPTER = 4.0, 4.0, 2.0, 1.0, 0.5  # what a word counts for, by where it stands
READERS = (  # these work out what the file says, beside the chapters
    "words.py",
    "formulas/__init__.py",
    "formulas/core/formula.py",
    "formulas/core/solver.py",
    "units/dimensions.py",
    "reference/handbook.py",
    "reference/naming.py",
    "files/synonyms.py",
)


class Term:
    """A formula as it is found and filled: its name, and the dimensions of its parameters and of its result.

    results: what its result may be called. text: what is told of it, without the examples. names: whole names, as
    :func:`cut` gives them. words: each of its names and of what is told, and what it counts for.
    """

    def __init__(
        self, name: str, parameters: dict[str, Dim], result: Dim, results: tuple[str, ...], told: str | bytes
    ) -> None:
        self.name, self.parameters, self.result, self.results = name, parameters, result, results
        self._told = told

    def __repr__(self) -> str:
        return f"<term {self.name}>"

    @cached_property
    def _rest(self) -> tuple[str, frozenset[str], dict[str, float]]:
        text, names, words = json.loads(self._told)
        return text, frozenset(names), {word: float(weight) for weight, each in words.items() for word in each}

    @property
    def text(self) -> str:
        """What is told of it."""
        return self._rest[0]

    @property
    def names(self) -> frozenset[str]:
        """Its whole names."""
        return self._rest[1]

    @property
    def words(self) -> dict[str, float]:
        """Each of its words, and what it counts for."""
        return self._rest[2]


class Terms:
    """Every formula by name. lines: of the file, but for its first."""

    def __init__(self, lines: list[bytes]) -> None:
        self.called: dict[str, list[str]] = json.loads(lines[0])
        self._lines = lines

    @cached_property
    def every(self) -> dict[str, Term]:
        """Every formula by name."""
        dims, told = json.loads(self._lines[1])
        dim = [Dim(*values) for values in dims]
        return {
            name: Term(name, {each: dim[place] for each, place in given.items()}, dim[result], tuple(results), line)
            for (name, given, result, results), line in zip(told, self._lines[3:], strict=True)
        }

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many formulas have each word."""
        found: dict[str, int] = json.loads(self._lines[2])[0]
        return found

    @cached_property
    def named(self) -> frozenset[str]:
        """Every word of a name."""
        return frozenset(json.loads(self._lines[2])[1])


@cache
def terms() -> Terms:
    """Every formula, from the compiled file; compiled anew where a file has changed or that one is damaged."""
    for path in (cache_path(FILE), os.path.join(data_folder(), FILE)):
        with suppress(OSError, ValueError, KeyError, TypeError):
            return _kept(path)
    made = compiled()
    with suppress(OSError), in_one_move(cache_path(FILE)) as place, open(place, "wb") as file:
        file.write(made)
    return Terms(made.split(b"\n")[1:])


def _kept(path: str) -> Terms:
    """The formulas in a file. Raises ValueError for one that is damaged, or of other files."""
    with open(path, "rb") as file:
        first, _, rest = file.read().partition(b"\n")
    head = json.loads(first)
    if head != _head(head["marks"], rest) or not held(cache_path("formulas.rules"), head["marks"]):
        raise ValueError(path)
    return Terms(rest.split(b"\n"))


def _head(marked: dict[str, int], rest: bytes) -> dict[str, Any]:
    return {"format": FORMAT, "marks": marked, "checksum": crc32(rest, crc32(json.dumps(marked).encode()))}


def compiled() -> bytes:
    """The file of all formulas."""
    from ..formulas import ORDER

    own = [os.path.join(PACKAGE, *path.split("/")) for path in (*READERS, *(f"formulas/{name}.py" for name in ORDER))]
    marked = marks([*own, os.path.join(data_folder(), "synonyms.yaml")])
    rest = b"\n".join(json.dumps(each, separators=(",", ":")).encode() for each in _lines())
    return json.dumps(_head(marked, rest)).encode() + b"\n" + rest


def _lines() -> list[Any]:
    """What the lines of the file say, but for the first."""
    every = _every()
    called: dict[str, list[str]] = {}
    for term in every.values():
        for name in sorted(term.names):
            called.setdefault(name, []).append(term.name)
    dims = list(dict.fromkeys(dim for term in every.values() for dim in (*term.parameters.values(), term.result)))
    places = {dim: place for place, dim in enumerate(dims)}
    told = [
        (term.name, {name: places[dim] for name, dim in term.parameters.items()}, places[term.result], term.results)
        for term in every.values()
    ]
    counts = Counter(word for term in every.values() for word in term.words)
    named = sorted({word for term in every.values() for word, weight in term.words.items() if weight >= CALLED})
    return [called, (dims, told), (counts, named), *(json.loads(term._told) for term in every.values())]


def _every() -> dict[str, Term]:
    """Every formula by name, worked out of the library."""
    from ..files.synonyms import synonyms
    from ..formulas import second_names
    from .handbook import contents

    others: dict[str, list[str]] = {name: list(texts) for name, texts in synonyms().items()}
    for other, name in second_names().items():
        others.setdefault(name, []).append(other)
    return {each.name: term(each, title, others.get(each.name, [])) for title, own in contents() for each in own}


def term(formula: "Formula", title: str, others: Iterable[str]) -> Term:
    """What is found of a formula. title: of its chapter; others: what else it is called."""
    from ..formulas.core.solver import result_names
    from .handbook import summary

    text = (getdoc(formula.function) or "").split("\n\n>>>")[0]
    where = ((title, CHAPTER), (text, SAID), (summary(formula), SUMMED), (" ".join(others), CALLED))
    words: dict[str, float] = {}
    for said, weight in (*where, (formula.name, NAMED)):
        words |= dict.fromkeys(cut(said)[1], weight)
    by: dict[float, list[str]] = {}
    for word, weight in words.items():
        by.setdefault(weight, []).append(word)
    names = sorted({cut(name)[0] for name in (formula.name, *others)})
    told = json.dumps((text, names, by), separators=(",", ":"))
    return Term(formula.name, dict(formula.parameters), formula.result, tuple(result_names(formula)), told)


@lru_cache(10_000)
def cut(text: str) -> tuple[str, list[str]]:
    """A text as a whole name, and its words that say something: 'M/M/1' is one word, and a plural its singular."""
    plain = slug(text.replace("_", " ").replace("/", "").replace("'s", ""))
    words = [_stem(word) for word in plain.split("-") if word]
    return " ".join(words), [word for word in words if word not in EMPTY] or words


def _stem(word: str) -> str:
    """A word without what its plural or its gerund adds."""
    if len(word) > 5 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
