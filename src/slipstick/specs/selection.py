"""Choose specs by what they say: conditions such as ``memory.HBM.capacity >= 80 GiB``, and an order."""

import operator
import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from ..errors import DimensionError, UsageError
from ..units import NAMED, Dim
from ..units.door import number
from ..words import did_you_mean, nearest, quoted
from .catalogue import catalogue
from .derived import HEAD, Said, said
from .spec import Spec

SIGNS = {">=": operator.ge, "<=": operator.le, "!=": operator.ne, ">": operator.gt, "<": operator.lt, "=": operator.eq}
CONDITION = re.compile(r"\s*([^\s<>=!]+)\s*(>=|<=|!=|==|=|>|<)\s*(.+?)\s*")


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
            return number(self.text, _dim(unit), self.path)
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


def select(
    kind: str | None = None,
    *,
    where: str | Sequence[str] = (),
    sort: str | None = None,
    specs: str | None = None,
) -> list[Spec]:
    """The specs of a kind that meet every condition, in the order of a fact: numbers from the largest down.

    where: conditions such as ``"memory.HBM.capacity >= 80 GiB"``; the signs are >= <= > < = !=. A ``*`` stands for any
    one name in a path, of which the largest counts, but ``memory.*.capacity`` is the main memory's. sort: a path; specs
    without it come last. ``peak`` and ``ridge`` by dtype are derived where they are not printed. specs: as in
    :func:`slipstick.load`.
    Raises UsageError for an unknown kind, path, or condition.

    >>> [part.handle for part in select("cpu", where="vendor = NVIDIA")]
    ['grace', 'vera']
    """
    every = catalogue(specs).specs()
    kinds = sorted({part.kind for part in every})
    if kind is not None and kind not in kinds:
        raise UsageError(f"unknown kind {quoted(kind)}: {did_you_mean(kind, kinds)}")
    parts = [part for part in every if kind in (None, part.kind)]
    for one in [condition(text) for text in ([where] if isinstance(where, str) else where)]:
        _known(one, parts)
        parts = [part for part in parts if one.holds(part)]
    if sort:
        _known(Condition(sort, "=", ""), parts or every)
        parts.sort(key=lambda part: _order(said(part, sort)))
    return parts


def _known(one: Condition, parts: Iterable[Spec]) -> None:
    """Refuse a path no spec has, and a value that fits none of the specs that have it."""
    every = [found for part in parts if (found := said(part, one.path))]
    if not every:
        paths = dict.fromkeys([*HEAD, *(path for part in parts for path in part)])
        hint = did_you_mean(one.path, paths, "slipstick show shows the paths of a part")
        raise UsageError(f"no spec has {quoted(one.path)}: {hint}")
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
        number(one.text, _dim(unit), one.path)
        return None
    except UsageError as error:
        return error


def _dim(unit: str) -> Dim:
    return next((dim for dim in NAMED if dim.unit == unit), Dim(unit, "a number"))


def _order(found: Said | None) -> tuple[Any, ...]:
    if found is None:
        return (2,)
    return (1, found.text) if found.unit is None else (0, found.unit, -found.value)
