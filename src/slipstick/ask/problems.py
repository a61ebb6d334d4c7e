"""A problem in words: the formula that its words speak of, with one of its numbers for each argument.

Every formula with as many arguments is tried. Its numbers fit by dimension, and by the words near them: those of an
argument's name, of its other names in ``data/asking.txt``, and of what the formula's text says it is. The formula whose
names and texts have most of the words, the rare ones counting for more, is taken.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ..errors import SlipstickError
from ..units import Dim, reading
from ..units.door import number as admitted
from ..words import quoted
from .drafts import Draft
from .items import Item
from .weighing import OTHER, Problem, meanings, weighty

if TYPE_CHECKING:
    from ..formulas.core.formula import Formula

STRANGE = ("machine", "shape", "thing", "dtype", "format")  # what no formula is about
MOST = 6  # numbers of a problem
TURNED = 6.0  # what a formula loses that is asked the other way round
CONTRARY = 20.0  # and for a number whose words say the contrary of its argument
NOWHERE = 4.0  # and for a number that no word places
ASKED = 6.0  # and for one that is asked for; gained where it is what is left open
LEAST, ALONE, AHEAD = 15.0, 25.0, 1.15  # what a formula has to reach, with one number, and to be ahead of the next
NARROW = 0.5  # what another way to place the numbers has to be behind, to be ruled out
FEW = 4  # formulas that are worked out
RESULT = "?"

Way = dict[str, Item]  # a number for each argument, or for the result


class Fit(NamedTuple):
    """A formula with the numbers of a problem. rival: another way to place them as likely; unmet: words it has not."""

    formula: "Formula"
    score: float
    way: Way
    rival: Way
    unmet: tuple[str, ...]

    def words(self, way: Way | None = None) -> list[str]:
        """The command."""
        given = way or self.way
        dims = {**self.formula.parameters, RESULT: self.formula.result}
        texts = {name: text_of(item, dims[name]) for name, item in given.items()}
        result = [f"result={texts[RESULT]}"] if RESULT in texts else []
        return [
            "formula",
            self.formula.name,
            *(f"{name}={texts.get(name, '?')}" for name in self.formula.parameters),
            *result,
        ]


def solved(items: list[Item]) -> Iterator[Draft]:
    """'95 % is parallel: what speedup on 64 processors?': the formula, and a value for each of its arguments."""
    found = [fit for fit in _fits(Problem(items))[:FEW] if _worked(fit.words())]
    best = found[0] if found else None
    if best is None or best.score < (LEAST if len(best.way) > 1 else ALONE) or not _sure(best):
        return
    words = _printed(best, [each.value for one, each in pairwise(items) if _unit(one, each)])
    if not words:
        return
    draft = Draft(words[0], items)
    draft.words, draft.score = words, best.score
    for name, item in best.way.items():
        draft.take(item, f"{'result' if name == RESULT else name} {text_of(item)}")
    for item in draft.free("unknown", "phrase", "unit", "thing"):
        if not (item.text in best.unmet and weighty(item)):
            draft.take(item, best.formula.name)
    for item in draft.free("number"):
        if item.text.casefold() == "one":
            draft.take(item, "")
    if best.unmet:
        draft.notes.append(f"not used: {', '.join(map(quoted, best.unmet))}")
    yield draft
    for other in found[1:]:
        if other.score * AHEAD >= best.score:
            also = Draft("formula", items)
            also.words, also.score, also.why = other.words(), other.score, draft.why
            yield also


def _unit(before: Item, item: Item) -> bool:
    """Whether an item says in which unit the answer is to be."""
    return item.kind == "unit" and before.text.casefold() == "in"


def _printed(fit: Fit, units: list[str]) -> list[str]:
    """The command, in the unit that was asked for where it would print another; none if its result has no such unit."""
    words = fit.words()
    wanted = fit.formula.result
    if not units or (len(units) == 1 and _worked(words).endswith(f" {units[0]}")):
        return words
    if len(units) > 1 or not wanted.unit or RESULT in fit.way:
        return []
    if reading.unit(units[0]).powers != reading.unit(wanted.unit).powers:
        return []
    texts = [word.partition("=")[2] for word in words[2:]]
    return ["calc", f"{fit.formula.name}({', '.join(texts)}) in {units[0]}"]


def text_of(item: Item, dim: Dim | None = None) -> str:
    """A number with its unit, a blank between them where the unit has more than one part; of a size 64B are bytes."""
    amount = item.value
    if dim and dim.unit == "B" and amount.letter == "B":
        return f"{amount.value / 1e9:g}B"
    bare: str = amount.text.removesuffix(amount.unit)
    return f"{bare} {amount.unit}" if "/" in amount.unit or amount.unit in ("K",) else amount.text


def _sure(fit: Fit) -> bool:
    """Whether the formula comes to the same if its numbers can be placed in another way."""
    return not fit.rival or _worked(fit.words()) == _worked(fit.words(fit.rival))


def _worked(words: list[str]) -> str:
    """What a formula comes to; empty if its conditions do not hold."""
    from ..calculator.calculate import calculate
    from ..calculator.calling import call_of
    from ..formulas import formulas

    try:
        return calculate(call_of(formulas()[words[1]], words[2:])).short
    except SlipstickError:
        return ""


def _fits(problem: Problem) -> list[Fit]:
    """The formulas that a problem may mean, the likeliest first."""
    if not 0 < len(problem.numbers) <= MOST or any(item.kind in STRANGE for item in problem.items):
        return []
    from ..formulas import formulas

    plain = [item for item in problem.numbers if item.text.casefold() != "one"]
    every = [problem.numbers, *([plain] if len(plain) < len(problem.numbers) else [])]
    every += [[*plain, problem.period]] if problem.period else []
    found = [
        fit
        for formula in formulas().values()
        for numbers in every
        if len(numbers) == len(formula.parameters)
        for fit in _filled(formula, numbers, problem)
    ]
    return sorted(found, key=lambda fit: -fit.score)


def _filled(formula: "Formula", numbers: list[Item], problem: Problem) -> Iterator[Fit]:
    """A formula with numbers for all its arguments, and with one of them for its result."""
    order = [*formula.parameters]
    straight = [each for each in _ways(formula.parameters, numbers) if _ordered(order, each, problem.items)]
    turned = [each for each in _ways({**formula.parameters, RESULT: formula.result}, numbers) if RESULT in each]
    for ways in filter(None, (straight, turned)):
        yield _best(formula, ways, problem)


def _ways(slots: dict[str, Dim], numbers: list[Item]) -> list[Way]:
    """Every way to give each number a place that it fits."""
    found: list[Way] = [{}]
    for item in numbers:
        names = [name for name, dim in slots.items() if fitting(item, dim)]
        found = [
            {**way, name: item} for way in found for name in names if name not in way and _like(way, name, slots, item)
        ]
    return found


def _like(way: Way, name: str, slots: dict[str, Dim], item: Item) -> bool:
    """Whether all that may be of any one dimension is of the same."""
    others = [each.value.powers for other, each in way.items() if slots[other].generic]
    return not slots[name].generic or not others or others[0] == item.value.powers


def _ordered(order: list[str], way: Way, items: list[Item]) -> bool:
    """Whether of '2 of 3' the first number has the argument that the formula has first."""
    places = {item.first: order.index(name) for name, item in way.items()}
    pairs = [
        (one.first, two.first) for one, of, two in zip(items, items[1:], items[2:], strict=False) if of.text == "of"
    ]
    return all(places[one] < places[two] for one, two in pairs if {one, two} <= {*places})


def _best(formula: "Formula", ways: list[Way], problem: Problem) -> Fit:
    """The likeliest of some ways to fill a formula, and how well all of it fits."""
    from ..formulas.core.solver import result_names
    from ..reference.finding import stems

    dims = {**formula.parameters, RESULT: formula.result}
    called = [stem for name in result_names(formula) for stem in stems(name) if stem != "result"]
    tables = {**meanings(formula), RESULT: dict.fromkeys(called, OTHER)}
    pairs = {(name, item.first): (tables[name], item) for way in ways for name, item in way.items()}
    contrary = {key for key, (table, item) in pairs.items() if problem.against(table, item)}
    near = {
        key: problem.near(*pair) - CONTRARY * (key in contrary and not _share(dims[key[0]]))
        for key, pair in pairs.items()
    }
    scored = [(sum(near[name, item.first] for name, item in way.items()), way) for way in ways]
    most, best = max(scored, key=lambda pair: pair[0])
    rival = next((way for other, way in scored if way is not best and other > most - NARROW), {})
    score = most + _wanted(tables, best, problem.asked())
    score -= NOWHERE * sum(not near[name, item.first] for name, item in best.items() if _open(dims, name, item, best))
    told, unmet = problem.told(formula)
    free = [dim for name, dim in formula.parameters.items() if name not in best]
    score += told - TURNED * len(free) - problem.otherwise(free[0] if free else formula.result)
    way = {n: _rest(each) if (n, each.first) in contrary and _share(dims[n]) else each for n, each in best.items()}
    return Fit(formula, score, way, rival, unmet)


def _open(dims: dict[str, Dim], name: str, item: Item, way: Way) -> bool:
    """Whether a number could have been given to another argument too, or is a plain count of anything."""
    others = sum(fitting(item, dim) for other, dim in dims.items() if other not in (name, RESULT) and other in way)
    return name != RESULT and (others > 0 or not item.value.unit)


def _wanted(tables: dict[str, dict[str, float]], way: Way, asked: list[str]) -> float:
    """What a way gains for leaving open what the words ask for, and loses for giving it."""
    named = {name for name, table in tables.items() if any(table.get(stem, 0.0) >= OTHER for stem in asked)}
    free = {name for name in tables if name not in way}
    return ASKED * bool(named & free) - ASKED * (bool(named) and not named & free)


def _share(dim: Dim) -> bool:
    return not dim.unit and dim.high <= 1


def _rest(item: Item) -> Item:
    """What a share leaves: of 5 % 95 %."""
    amount = item.value
    rest, unit = (100 - amount.value, "%") if amount.unit == "%" else (1 - amount.value, "")
    return item._replace(value=amount._replace(text=f"{rest:.12g}{unit}", value=rest))


def fitting(item: Item, dim: Dim) -> bool:
    """Whether a number may be of a dimension: a percentage is a share, and a plain number what is counted."""
    amount = item.value
    if dim.many:
        return False
    if dim.generic:
        return bool(amount.unit != "%")
    if amount.unit == "%":
        return not dim.unit and dim.high <= 1
    if not amount.unit and not dim.unit:
        return bool(amount.value <= dim.high)
    return _admitted(text_of(item, dim), dim)


@lru_cache(2000)
def _admitted(text: str, dim: Dim) -> bool:
    try:
        admitted(text, dim, "number")
    except SlipstickError:
        return False
    return True
