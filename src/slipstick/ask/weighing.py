"""How well the words of a problem speak of a formula, and the words near a number of one of its arguments."""

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from ..records import Fields
from ..units import Dim, reading
from ..words import EMPTY
from .arguments import arguments, kin_of, meanings, opposites
from .items import Item
from .lexicon import folded, lexicon
from .reworded import joined, lists, rated
from .sums import single
from .things import MACHINES

if TYPE_CHECKING:
    from ..reference.naming import Term

NEAR, PARTED = 0.8, 0.25  # what is left of that for each word between, and for each number or mark
UNMET, FOREIGN = (
    2.0,
    0.7,
)  # what a formula loses for a word it does not have: any, or one of others' names by its rarity
MISNAMED = 5.0  # for one beside a number that names another argument than it is given to
NAMELESS = 12.0  # for a word beside a number that is the name of another formula's argument
HEADS = ("of", "for", "at", "when", "if", "with", "among", "in")
LONGEST = 5  # words that a question begins with
ASKING = (
    "number of",
    "expected number of",
    "chance",
    "how many",
    "how much",
    "what",
    "which",
    "maximum",
    "minimum",
    "least",
    "most",
    "largest",
    "required",
    "find",
)
REACH = 3  # words after one of these that may be what is asked for
ELSE = 8.0  # for a result of another dimension than the one asked for
RARE = 4.6  # rarity of a word that few formulas have


class Word(Fields):
    """A word of a question: where it stands among the items, its stem, and whether it means something."""

    place: int
    stem: str
    hard: bool
    text: str


class Problem:
    """A question with its words and numbers, and where each stands."""

    def __init__(self, items: list[Item]) -> None:
        self.items = rated([item._replace(kind="unknown") if _general(item) else item for item in items])
        self.numbers = [item for item in self.items if item.kind == "number"]
        words = [item.targets("word") for item in self.items]
        self.given = {name: text for pairs in words for name, text in zip(pairs[::2], pairs[1::2], strict=True)}
        self.words = _words(self.items)
        self._told: dict[str, tuple[float, tuple[str, ...]]] = {}  # by formula, which may be filled in several ways
        self._places = {item.first: place for place, item in enumerate(self.items)}
        self._numbers = [self._places[item.first] for item in self.numbers]
        self._stops = [place for place, item in enumerate(self.items) if item.stop]

    @property
    def period(self) -> Item | None:
        """'a year' as one of them, of a question that says it once."""
        pers = [item for item in self.items if item.means("per")]
        return single(pers[0]) if len(pers) == 1 else None

    @property
    def sets(self) -> list[list[Item]]:
        """The numbers: all, without a 'one' that counts nothing, and with 'a year' as one."""
        plain = [item for item in self.numbers if item.text.casefold() != "one"]
        found = [self.numbers, *([plain] if len(plain) < len(self.numbers) else [])]
        return [*found, *([[*plain, self.period]] if self.period else [])]

    @cached_property
    def parts(self) -> dict[int, list[Item]]:
        """Of each list of numbers, by its first, all of them."""
        return {first: row for rows in lists(self.items) for first, row in rows.items()}

    @cached_property
    def listed(self) -> list[list[Item]]:
        """The numbers with lists of them as one: those in a row, or all of a unit."""
        found: list[list[Item]] = []
        for rows in lists(self.items):
            within = {item.first for row in rows.values() for item in row}
            every = [joined(rows[each.first]) if each.first in rows else each for each in self.numbers]
            found.append([each for each in every if each.first in rows or each.first not in within])
            counts = {len(row) for row in rows.values()}
            found.append([each for each in found[-1] if each.value.unit or each.value.value not in counts])
        return [each for place, each in enumerate(found) if each not in found[:place]]

    def near(self, table: dict[str, float], number: Item, kin: bool = True) -> float:
        """How much the words near a number speak of what a table of words means. kin: in other forms too."""
        place, total = self._places[number.first], 0.0
        for word in self.words:
            if told := kin_of(table, word.stem) if kin else table.get(word.stem):
                low, high = sorted((place, word.place))
                marks = sum(low < each < high for each in self._numbers)
                marks += sum(low <= each < high for each in self._stops)
                total += told * NEAR ** (high - low) * PARTED**marks
        return total - MISNAMED * self._misnames(table, number)

    def _misnames(self, table: dict[str, float], number: Item) -> bool:
        """Whether a word right beside a number names an argument that it fits, and not this one."""
        place = self._places[number.first]
        parted = {each + 1 for each in self._stops}  # places behind a mark
        beside = [
            word.stem
            for word in self.words
            if abs(word.place - place) == 1 and word.hard and max(word.place, place) not in parted
        ]
        return any(number.value.powers in arguments().get(stem, ()) and not kin_of(table, stem) for stem in beside)

    @cached_property
    def asked(self) -> list[str]:
        """The stems of what is asked for: the words after 'how many', 'what' or 'maximum' up to a number or a mark."""
        from ..reference.finding import stems

        found = self._head()
        for place, item in enumerate(self.items):
            text = folded(item.text)
            found += [stem for each in ASKING if text.startswith(f"{each} ") for stem in stems(text[len(each) :])]
            if text in ASKING:
                after = [word for word in self.words if place < word.place <= place + REACH]
                ends = [each for each in (*self._numbers, *self._stops) if each > place]
                found += [word.stem for word in after if word.place <= min(ends, default=len(self.items))]
        return found

    def _head(self) -> list[str]:
        """The stems of what a question begins with, before 'of' and no number: 'bisection width of a torus'."""
        ends = [place for place, item in enumerate(self.items) if folded(item.text) in HEADS or item.kind == "number"]
        end = min(ends, default=0)
        joins = self.items[end : end + 2]
        if not 0 < end <= LONGEST or any(each.kind == "number" for each in joins):
            return []
        return [word.stem for word in self.words if word.place < end]

    def against(self, table: dict[str, float], number: Item) -> bool:
        """Whether the words near a number say the contrary of what a table means: a miss rate, of a hit rate."""
        pairs = [(stem, other) for stem in table for other in opposites().get(stem, ())]
        own = self.near({stem: table[stem] for stem, _ in pairs}, number)
        return bool(pairs) and self.near({other: table[stem] for stem, other in pairs}, number, kin=False) > own

    def misnamed(self, word: Word) -> bool:
        """Whether a word right beside a number names an argument of another formula that it fits."""
        beside = [each for each, place in zip(self.numbers, self._numbers, strict=True) if abs(word.place - place) == 1]
        return any(each.value.powers in arguments().get(word.stem, ()) for each in beside)

    def told(self, formula: "Term") -> tuple[float, tuple[str, ...]]:
        """How many words a formula has, the rare ones counting for more, less what it has not; and those."""
        if formula.name not in self._told:
            self._told[formula.name] = self._words_of(formula)
        return self._told[formula.name]

    def _words_of(self, formula: "Term") -> tuple[float, tuple[str, ...]]:
        from ..reference.finding import names_of, rarity, said_of

        score, unmet = 0.0, dict[str, None]()
        own: dict[str, float] = {}
        for table in meanings(formula).values():
            own |= {stem: max(told, own.get(stem, 0.0)) for stem, told in table.items()}
        for word in {word.stem: word for word in self.words}.values():
            told, rare = max(said_of(formula, word.stem), kin_of(own, word.stem)), rarity().get(word.stem, 0.0)
            score += told * (rare or 1.0)
            if not told and word.hard:
                unmet[word.text] = None
                score -= max(UNMET, FOREIGN * rare * (word.stem in names_of()))
                score -= NAMELESS * self.misnamed(word)
        return score, tuple(unmet)

    def otherwise(self, wanted: Dim) -> float:
        """What a formula loses whose result is of another dimension than the words ask for: 'how long' for a time."""
        units = [unit for item in self.items for unit in lexicon().of(folded(item.text), "asks")]
        powers = reading.unit(wanted.unit).powers if wanted.unit else {}
        asked = any(reading.unit(unit).powers.items() <= powers.items() for unit in units)
        many = [after for item, after in pairwise(self.items) if folded(item.text) == "how many"]
        counted = wanted.counted or not powers or not many or many[0].kind == "unit"
        return 0.0 if wanted.generic or (counted and (asked or not units)) else ELSE


def weighty(item: Item) -> bool:
    """Whether a word that a formula does not have may change what is asked: 'per year', another formula's name."""
    from ..reference.finding import names_of, rarity, stems

    return item.means("per") or any(
        _hard(item) and stem in names_of() and rarity()[stem] > RARE for stem in stems(item.text) if stem not in EMPTY
    )


def _general(item: Item) -> bool:
    """Whether an item is a thing by the name of its kind alone: a disk, Ethernet; or 'double', which is no format."""
    thing = item.kind == "thing" and item.value.kind not in (*MACHINES, "model")
    return (thing and not any(map(str.isdigit, item.text))) or (item.kind == "dtype" and item.text.isalpha())


def _hard(item: Item) -> bool:
    """Whether a word means something that a formula has to have."""
    if item.kind == "unknown" and lexicon().changes_nothing(item.text):
        return False
    soft = (
        item.kind == "unit"
        or item.text.casefold() == "every"
        or folded(item.text) in lexicon().scenes
        or item.means("ignored")
        or "any" in item.targets("cue")
    )
    return item.means("per") or not soft


def _words(items: list[Item]) -> list[Word]:
    """The words of a question that are no numbers."""
    from ..reference.finding import stems

    said = [(place, item) for place, item in enumerate(items) if item.kind in ("unknown", "phrase", "unit")]
    return [
        Word(place, stem, _hard(item), item.text)
        for place, item in said
        for stem in stems(item.text)
        if stem not in EMPTY
    ]
