"""A problem in words: the formula that its words speak of, with one of its numbers for each argument.

Every formula with as many arguments is tried. Its numbers fit by dimension, and by the words near them: those of an
argument's name, of its other names in ``data/asking.txt``, and of what the formula's text says it is. The formula whose
names and texts have most of the words, the rare ones counting for more, is taken.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from ..errors import SlipstickError
from ..records import Fields
from ..specs.catalogue import Catalogue
from ..units import Dim, reading
from ..words import quoted
from .arguments import OTHER, meanings, of_result
from .drafts import Draft
from .items import Item, Reader
from .machines import described
from .placing import RESULT, Way, fitting, is_share, text_of, ways
from .reworded import reworded
from .weighing import Problem, weighty

if TYPE_CHECKING:
    from ..reference.naming import Term

STRANGE = ("machine", "shape", "thing", "dtype", "format")  # what no formula is about
MOST = 8  # numbers of a problem
TURNED = 9.0  # what a formula loses that is asked the other way round
CONTRARY = 20.0  # and for a number whose words say the contrary of its argument
NOWHERE = 4.0  # and for a number that no word places
ASKED = 8.0  # and for one that is asked for; gained where it is what is left open
ASKED_BACK = 6.0  # gained where that is an argument
WEIGHT = 2.0  # what the words near numbers count for, beside those of the formula
LEAST, ALONE, AHEAD = 15.0, 25.0, 1.15  # what a formula has to reach, with one number, and to be ahead of the next
NARROW = 0.5  # what another way to place the numbers has to be behind, to be ruled out
FEW = 4  # formulas that are worked out, and ways to fill one


class Fit(Fields):
    """A formula with the numbers of a problem.

    ways: to place them, the likeliest first, and how likely each is. given: arguments that words give. unmet: words
    that it has not.
    """

    formula: "Term"
    score: float
    ways: list[tuple[float, Way]]
    given: dict[str, str]
    unmet: tuple[str, ...]

    def words(self, way: Way) -> list[str]:
        """The command."""
        dims = {**self.formula.parameters, RESULT: self.formula.result}
        texts = {**self.given, **{name: text_of(item, dims[name]) for name, item in way.items()}}
        result = [f"result={texts[RESULT]}"] if RESULT in texts else []
        every = [f"{name}={texts.get(name, '?')}" for name in self.formula.parameters]
        return ["formula", self.formula.name, *every, *result]

    def worked(self) -> list[tuple[float, Way, str]]:
        """The likeliest way that the formula takes and those as likely, and what each comes to."""
        found: list[tuple[float, Way, str]] = []
        for near, way in self.ways[:FEW]:
            if found and near < found[0][0] - NARROW:
                break
            if text := _worked(self.words(way)):
                found.append((near, way, text))
        return found


def solved(text: str, known: Catalogue) -> Iterator[Draft]:
    """'95 % is parallel: what speedup on 64 processors?': the formula, and a value for each of its arguments."""
    items = described(Reader(reworded(text), known).items(), known)
    problem = Problem(items)
    found: list[tuple[Fit, list[tuple[float, Way, str]]]] = []
    for fit in fits(problem)[: 2 * FEW]:  # each takes a while to work out, the other way round most of all
        if fit.score < LEAST or (found and fit.score * AHEAD < found[0][0].score):
            break
        if worked := fit.worked():
            found.append((fit, worked))
    if not found:
        return
    best, worked = found[0]
    near, way, text = worked[0]
    if any(other > near - NARROW and its != text for other, _, its in worked[1:]):
        return  # as likely, and another answer
    units = [each.value for one, each in pairwise(items) if each.kind == "unit" and one.text.casefold() == "in"]
    words = _printed(best, way, units)
    if best.score < (LEAST if len(way) > 1 else ALONE) or not words:
        return
    draft = Draft(words[0], problem.items)
    draft.words, draft.score = words, best.score
    for name, item in way.items():
        for part in problem.parts.get(item.first, [item]) if "," in item.value.text else [item]:
            draft.take(part, f"{'result' if name == RESULT else name} {text_of(item)}")
    for item in draft.free("unknown", "phrase", "unit", "thing"):
        if not (item.text in best.unmet and weighty(item)):
            draft.take(item, best.formula.name)
    counts = {len(row) for row in problem.parts.values()}
    for item in draft.free("number"):
        if item.text.casefold() == "one" or (not item.value.unit and item.value.value in counts):
            draft.take(item, "")
    if best.unmet:
        draft.notes.append(f"not used: {', '.join(map(quoted, best.unmet))}")
    yield draft
    for other, its in found[1:]:
        also = Draft("formula", items)
        also.words, also.score, also.why = other.words(its[0][1]), other.score, draft.why
        yield also


def _printed(fit: Fit, way: Way, units: list[str]) -> list[str]:
    """The command, in the unit that was asked for where it would print another; none if its result has no such unit."""
    words = fit.words(way)
    wanted = fit.formula.result
    if not units or (len(units) == 1 and _worked(words).endswith(f" {units[0]}")):
        return words
    if len(units) > 1 or not wanted.unit or RESULT in way:
        return []
    if reading.unit(units[0]).powers != reading.unit(wanted.unit).powers:
        return []
    texts = [word.partition("=")[2] for word in words[2:]]
    return ["calc", f"{fit.formula.name}({', '.join(texts)}) in {units[0]}"]


def _worked(words: list[str]) -> str:
    """What a formula comes to; empty if its conditions do not hold."""
    from ..calculator.calculate import calculate
    from ..calculator.calling import call_of
    from ..reference.handbook import find

    try:
        return calculate(call_of(find(words[1]), words[2:])).short
    except SlipstickError:
        return ""


def fits(problem: Problem) -> list[Fit]:
    """The formulas that a problem may mean, the likeliest first."""
    if not 0 < len(problem.numbers) <= MOST or any(item.kind in STRANGE for item in problem.items):
        return []
    from ..reference.naming import terms

    found = []
    for formula in terms().every.values():
        given = {name: text for name, text in problem.given.items() if name in formula.parameters}
        many = any(dim.many for dim in formula.parameters.values())
        for numbers in problem.listed if many else problem.sets:
            for each in filter(None, ways(formula, {*given}, numbers, problem.items)):
                found.append(_fit(formula, each, given, problem))
    return sorted(found, key=lambda fit: -fit.score)


def _fit(formula: "Term", every: list[Way], given: dict[str, str], problem: Problem) -> Fit:
    """How well a formula fits, with the likeliest ways to fill it first."""
    dims = {**formula.parameters, RESULT: formula.result}
    tables = {**meanings(formula), RESULT: of_result(formula)}
    pairs = {(name, item.first): (tables[name], item) for way in every for name, item in way.items()}
    contrary = {key for key, (table, item) in pairs.items() if problem.against(table, item)}
    near = {
        key: problem.near(*pair) - CONTRARY * (key in contrary and not is_share(dims[key[0]]))
        for key, pair in pairs.items()
    }
    scored = [(sum(near[name, item.first] for name, item in way.items()), way) for way in every]
    scored.sort(key=lambda pair: -pair[0])
    most, best = scored[0]
    score = WEIGHT * most + _wanted(tables, {*best, *given}, problem.asked)
    score -= NOWHERE * sum(not near[name, item.first] for name, item in best.items() if _open(dims, name, item, best))
    told, unmet = problem.told(formula)
    free = [dim for name, dim in formula.parameters.items() if name not in best and name not in given]
    score += told - TURNED * len(free) - problem.otherwise(free[0] if free else formula.result)
    turned = [
        (n, {k: _rest(each) if (k, each.first) in contrary and is_share(dims[k]) else each for k, each in way.items()})
        for n, way in scored[:FEW]
    ]
    return Fit(formula, score, turned, given, unmet)


def _open(dims: dict[str, Dim], name: str, item: Item, way: Way) -> bool:
    """Whether a number could have been given to another argument too, or is a plain count of anything."""
    others = sum(fitting(item, dim) for other, dim in dims.items() if other not in (name, RESULT) and other in way)
    return name != RESULT and (others > 0 or not item.value.unit)


def _wanted(tables: dict[str, dict[str, float]], given: set[str], asked: list[str]) -> float:
    """What a way gains for leaving open what the words ask for, and loses for giving it."""
    named = {name for name, table in tables.items() if any(table.get(stem, 0.0) >= OTHER for stem in asked)}
    free = {*tables} - given
    if named and not named & free:
        return -ASKED
    return (ASKED if RESULT in named & free else ASKED_BACK) * bool(named & free)


def _rest(item: Item) -> Item:
    """What a share leaves: of 5 % 95 %."""
    amount = item.value
    rest, unit = (100 - amount.value, "%") if amount.unit == "%" else (1 - amount.value, "")
    return item._replace(value=amount._replace(text=f"{rest:.12g}{unit}", value=rest))
