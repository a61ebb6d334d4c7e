"""Choose specs by what they say: conditions such as ``memory.HBM.capacity >= 80 GiB``, and an order."""

import operator
from collections import Counter
from collections.abc import Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from ..errors import DimensionError, UsageError
from ..units import NAMED, Dim
from ..units.door import number
from ..words import did_you_mean, nearest, pattern, quoted
from .catalogue import Catalogue, catalogue
from .derived import HEAD, Said, said
from .spec import Spec

SOME = 4  # paths that are named in place of a wrong one
SIGNS = {">=": operator.ge, "<=": operator.le, "!=": operator.ne, ">": operator.gt, "<": operator.lt, "=": operator.eq}
CONDITION = pattern(r"\s*([^\s<>=!]+)\s*(>=|<=|!=|==|=|>|<)\s*(.+?)\s*")


class Condition(NamedTuple):
    """A path, a sign such as ``>=``, and what the value under the path is compared with."""

    path: str
    sign: str
    text: str

    def holds(self, part: Spec) -> bool:
        """Whether it holds for a spec; a spec that says nothing under the path is out."""
        found = said(part, self.path)
        if found is None:
            return False
        if found.unit is None:
            one, other = found.text.casefold(), self.text.casefold()
        else:
            one, other = found.value, self._number(found.unit)
            if other is None:
                return False
        return bool(SIGNS[self.sign](one, other))

    def _number(self, unit: str) -> Any:
        try:
            return number(self.text, dim_of_unit(unit), self.path)
        except DimensionError:
            return None


def condition(text: str) -> Condition:
    """A condition of its text. Raises UsageError for one that cannot be read.

    >>> condition("memory.HBM.capacity >= 80 GiB")
    Condition(path='memory.HBM.capacity', sign='>=', text='80 GiB')
    """
    match = CONDITION.fullmatch(text)
    if not match:
        raise UsageError(f"cannot read the condition {quoted(text)}: write it like 'memory.HBM.capacity >= 80 GiB'")
    return Condition(match[1], match[2].replace("==", "="), match[3])


def chosen(
    kind: str | None = None,
    *,
    where: str | Sequence[str] = (),
    sort: str | None = None,
    reverse: bool = False,
    specs: str | Catalogue | None = None,
) -> list[Spec]:
    """The specs of a kind that meet every condition, in the order of a fact, as :func:`slipstick.select` has them."""
    every = catalogue(specs).specs()
    kinds = sorted({part.kind for part in every})
    if kind is not None and kind not in kinds:
        raise UsageError(f"unknown kind {quoted(kind)}: {did_you_mean(kind, kinds)}")
    parts = [part for part in every if kind in (None, part.kind)]
    for one in [condition(text) for text in ([where] if isinstance(where, str) else where)]:
        _known(one, parts)
        parts = [part for part in parts if one.holds(part)]
    return _sorted(parts, sort, reverse, every) if sort else parts


def _sorted(parts: list[Spec], sort: str, reverse: bool, every: list[Spec]) -> list[Spec]:
    """Specs by what they say under a path, the numbers of one dimension together, then words, then those without."""
    path = sort.removeprefix("-")
    known_path(path, parts or every)
    found: dict[str | None, list[tuple[Spec, Any]]] = {}
    silent = []
    for part in parts:
        if told := said(part, path):
            found.setdefault(told.unit, []).append((part, told.text if told.unit is None else told.value))
        else:
            silent.append(part)
    backwards = reverse is not sort.startswith("-")
    units = sorted(found, key=lambda unit: (unit is None, unit or ""))
    groups = [_in_order(found[unit], backwards, unit is not None) for unit in units]
    return [part for group in [*groups, silent] for part in group]


def _in_order(pairs: list[tuple[Spec, Any]], backwards: bool, numbers: bool) -> list[Spec]:
    """Specs by a number each from the largest down, or by words from A to Z; backwards the other way round."""
    return [part for part, _ in sorted(pairs, key=itemgetter(1), reverse=backwards is not numbers)]


def known_path(path: str, parts: Sequence[Spec]) -> list[Said]:
    """What specs say under a path. Raises UsageError, with the nearest, for one that none of them has."""
    every = [found for part in parts if (found := said(part, path))]
    if not every:
        raise UsageError(f"no spec has {quoted(path)}: {_meant(path, parts)}")
    return every


def _meant(path: str, parts: Sequence[Spec]) -> str:
    """What a path of no spec may mean: those it is a piece of, the ones that most specs have first; or the nearest."""
    counts = Counter(_generic(part, known) for part in parts for known in part)
    whole = [known for known, _ in counts.most_common() if f".{path.casefold()}." in f".{known.casefold()}."]
    if whole:
        return f"did you mean {' or '.join(whole[:SOME])}?"
    return did_you_mean(
        path,
        dict.fromkeys([*HEAD, *(known for part in parts for known in part)]),
        "slipstick show shows the paths of a part",
    )


def _generic(part: Spec, path: str) -> str:
    """A path as it is typed for many specs: that of the main memory without its name."""
    level = f"{part.first_level}."
    return f"memory.{path.removeprefix(level)}" if part.first_level and path.startswith(level) else path


def _known(one: Condition, parts: Sequence[Spec]) -> None:
    """Refuse a path no spec has, and a value that fits none of the specs that have it."""
    every = known_path(one.path, parts)
    units = {found.unit for found in every}
    if one.text and units != {None}:
        problems = [_problem(one, unit) for unit in units if unit is not None]
        if problems and None not in problems:
            raise next(filter(None, problems))
    elif one.text and not any(one.text.casefold() == found.text.casefold() for found in every):
        close = nearest(one.text, {found.text for found in every})
        if one.sign in ("=", "!=") and close:
            raise UsageError(f"no {one.path} is {quoted(one.text)}: did you mean {' or '.join(close)}?")


def _problem(one: Condition, unit: str) -> UsageError | None:
    try:
        number(one.text, dim_of_unit(unit), one.path)
        return None
    except UsageError as error:
        return error


def dim_of_unit(unit: str) -> Dim:
    """The dimension of a coherent unit: a named one if there is one."""
    return next((dim for dim in NAMED if dim.unit == unit), Dim(unit, "a number"))
