"""Choices: what an implementation of a kernel may pick, and which candidate is best."""

from collections.abc import Callable, Mapping
from itertools import product
from typing import Any

from ..errors import SlipstickError, UsageError
from ..formulas.core.formula import Formula
from ..records import Fields, Record
from ..specs.spec import Spec
from ..units.maths import anywhere, is_array, least_of, least_place, taken_at
from ..words import did_you_mean, quoted

Candidates = Mapping[str, Mapping[str, float]]
Picked = tuple[dict[str, Any], dict[str, Any]]  # the names that were picked by choice, and the inputs they stand for
# What may be said of a run on a CPU: what it is by default, and what it is.
SETTINGS = {
    "threads": ("all cores", "threads of a CPU, one a core"),
    "level": ("memory", "where data lie on a CPU: warm, or such as L2"),
    "numa": ("local", "remote: in memory of the other socket of CPUs"),
    "clock": ("the highest", "at which the cores of a CPU are held"),
}
FASTEST = ("the fastest", "what is picked")
OFTEN = 20  # times that a cost is worked out, which take longer than to write its formula out
MOST = 20  # combinations: each is a run of the model


class Choice(Fields):
    """What may be picked. inputs: the inputs of formulas it decides.

    candidates: of a part, the values and the dtype: by name, the inputs each stands for. Where it is none for some
    elements of arrays, its inputs are NaN there.
    """

    inputs: tuple[str, ...]
    candidates: Callable[[Spec, Mapping[str, Any], str], Candidates]


def combinations(
    choices: Mapping[str, Choice], named: Mapping[str, str], part: Spec, values: Mapping[str, Any], dtype: str
) -> list[Picked]:
    """Every combination of candidates.

    named: what the asker has picked, by choice. Raises SlipstickError for a choice without candidates, UsageError for
    a name that is none of them.
    """
    found = []
    for name, choice in choices.items():
        candidates = choice.candidates(part, values, dtype)
        if not candidates:
            raise SlipstickError(f"there is no {name} to choose from on {part.handle} in {dtype}")
        word = named.get(name)
        if word is not None and word not in candidates:
            raise UsageError(f"{name} = {quoted(word)}: {did_you_mean(word, candidates)}")
        if word and any(anywhere(value != value) for value in candidates[word].values()):
            raise UsageError(f"{name} = {quoted(word)} does not go with every element of the arrays")
        found.append([(name, each) for each in candidates.items() if word in (None, each[0])])
    made = _products(found)
    if len(made) > MOST:
        raise SlipstickError(f"{len(made)} combinations to choose from: expected at most {MOST}")
    return made


class Grid(Record):
    """Candidates of choices that are the same for all parts and values: each goes with all of the other choices.

    every: the combinations. names: of the inputs of each choice. rows: their values, by choice of each candidate.
    """

    every: list[Picked]
    names: tuple[tuple[str, ...], ...]
    rows: tuple[list[tuple[float, ...]], ...]
    asked: int = 0  # so often

    def costs(self, cost: Formula, given: Mapping[str, float]) -> list[float]:
        """What each combination costs. Asked often, the formula is written out."""
        self.asked += 1
        if self.asked < OFTEN:
            return [cost.rule(**given, **inputs) for _, inputs in self.every]
        from ..formulas.core.flat import each

        return each(cost, self.names)(*self.rows, **given)


def grid(choices: Mapping[str, Candidates]) -> Grid:
    """The combinations of candidates.

    >>> grid({"tile": {"64": {"side": 64.0}}, "split": {"1": {"split": 1.0}}}).every
    [({'tile': '64', 'split': '1'}, {'side': 64.0, 'split': 1.0})]
    """
    every = _products([[(name, each) for each in such.items()] for name, such in choices.items()])
    names = tuple(tuple(next(iter(such.values()))) for such in choices.values())
    return Grid(every, names, tuple([tuple(each.values()) for each in such.values()] for such in choices.values()))


def _products(found: list[list[tuple[str, tuple[str, Mapping[str, float]]]]]) -> list[Picked]:
    made: list[Picked] = []
    for picked in product(*found):
        names = {name: label for name, (label, _) in picked}
        made.append((names, {key: value for _, (_, inputs) in picked for key, value in inputs.items()}))
    return made


def cheapest(found: Grid, cost: Formula, given: Mapping[str, Any]) -> Picked:
    """The combination that costs least. cost: of the inputs of a combination, and of what is given by name.

    Arrays are worked off in pieces that fit in a cache, each for all combinations at once: many times faster.
    """
    if any(map(is_array, given.values())):
        from ..formulas.core.flat import flat

        columns = [dict(zip(*each, strict=True)) for each in zip(found.names, map(_turned, found.rows), strict=True)]
        return _at(found.every, least_of(flat(cost), columns, given))
    unknown = next((value for value in given.values() if hasattr(value, "writing")), None)
    if unknown is not None:
        picked: Picked = unknown.writing.cheapest(found.every, found.names, found.rows, cost, given)
        return picked
    times = found.costs(cost, given)
    return found.every[times.index(min(times))]


def _turned(rows: list[tuple[float, ...]]) -> list[tuple[float, ...]]:
    """Columns of rows."""
    return list(zip(*rows, strict=True))


def best(picks: list[Picked], times: list[Any]) -> Picked:
    """The combination with the least time, in seconds; element by element for arrays."""
    return _at(picks, least_place(times))


def _at(picks: list[Picked], place: Any) -> Picked:
    """The combination at a place; for an array of places of each element."""
    if not is_array(place):
        names, inputs = picks[place]
        return names, inputs
    names, inputs = (
        {key: taken_at(place, [each[part][key] for each in picks]) for key in picks[0][part]} for part in (0, 1)
    )
    return names, inputs
