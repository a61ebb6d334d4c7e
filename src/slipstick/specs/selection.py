"""Choose specs by what they say: conditions such as ``memory.HBM.capacity >= 80 GiB``, and an order."""

import operator
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from ..errors import DimensionError, SlipstickError, UsageError
from ..formulas.core.steps import unrecorded
from ..formulas.roofline import ridge
from ..units import NAMED, Dim
from ..units.door import number
from ..units.dtypes import DTYPES
from ..units.show import show
from ..words import did_you_mean, nearest, quoted
from .catalogue import Catalogue, catalogue
from .rates import bandwidth, peak
from .spec import Fact, Spec

SIGNS = {">=": operator.ge, "<=": operator.le, "!=": operator.ne, ">": operator.gt, "<": operator.lt, "=": operator.eq}
CONDITION = re.compile(r"\s*([^\s<>=!]+)\s*(>=|<=|!=|==|=|>|<)\s*(.+?)\s*")
HEAD = ("handle", "name", "vendor", "kind", "per")


class Cell(NamedTuple):
    """What a spec says under a path: a value with its unit (words have none), and the text of it."""

    value: Any
    unit: str | None
    text: str


class Condition(NamedTuple):
    """A path, a sign such as ``>=``, and what the value under the path is compared with."""

    path: str
    sign: str
    text: str

    def holds(self, part: Spec) -> bool:
        """Whether it holds for a spec; a spec that says nothing under the path is out."""
        found = cell(part, self.path)
        if found is None:
            return False
        if found.unit is None:
            one, other = str(found.value).casefold(), self.text.casefold()
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
    ['grace']
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
        parts.sort(key=lambda part: _order(cell(part, sort)))
    return parts


def cell(part: Spec, path: str) -> Cell | None:
    """What a spec says under a path, or what follows from it; None where it says nothing."""
    if path in HEAD:
        return Cell(getattr(part, path), None, getattr(part, path)) if getattr(part, path) else None
    if path.startswith("memory."):  # without a level, or with '*', the main memory's
        path = re.sub(r"^memory\.(\*\.)?(?=\w+$)", f"{part.first_level or 'memory.*'}.", path)
    if path in part:
        return Cell(*part.told(path))
    with suppress(SlipstickError):  # what the part lacks
        found = _derived(part, path)
        if found:
            return found
    cells = [Cell(*part.told(known)) for known in _known_as(part, path.casefold())]
    alike = [each for each in cells if each.unit == cells[0].unit]
    return max(alike, key=lambda each: each.value, default=None)


def looked_up(question: str, known: Catalogue) -> tuple[Spec, str, Fact]:
    """The spec, path and fact of a question such as ``a100.peak.bf16``: a fact, or what follows from facts.

    Raises UsageError for an unknown part and for what is many facts, SlipstickError for what the part has not.
    """
    word, _, rest = question.partition(".")
    try:
        part, path = known.one(question)
    except SlipstickError as error:
        if isinstance(error, UsageError) and not _has_word(known, word):
            raise
        part = known.find(word)
        found = cell(part, rest)
        if found is None:
            raise
        return part, rest, Fact(found.value, found.unit, found.text, source_of(part, rest))
    return part, path, part.fact(path)


def _has_word(known: Catalogue, word: str) -> bool:
    try:
        known.find(word)
    except UsageError:
        return False
    return True


def source_of(part: Spec, path: str) -> str:
    """The key of the source of what a spec says under a path; of the fact it follows from, where it is derived."""
    section, _, key = path.partition(".")
    near = [path, f"peak.{key}", "compute.units", f"{part.first_level}.{key}", f"{part.first_level}.pins"]
    start = 1 if section in ("peak", "ridge") else 3
    paths = [near[0], *near[start:]] if section in ("peak", "ridge", "memory") else [path]
    return next((part.fact(each).source for each in paths if each in part), "")


def _known_as(part: Spec, path: str) -> list[str]:
    """The paths of a spec that fit a folded one; ``*`` is any one name."""
    start, star, end = path.partition("*")
    if not star:
        return [part.folded[path]] if path in part.folded else []
    fits = (known for known in part.folded if known.startswith(start) and known.endswith(end))
    return [part.folded[known] for known in fits if known.count(".") == path.count(".")]


def _derived(part: Spec, path: str) -> Cell | None:
    """A rate that follows from other facts. Raises SlipstickError where it does not."""
    section, _, key = path.partition(".")
    if key in DTYPES and section in ("peak", "ridge"):
        rate = peak(part, key).value(unrecorded)
        value, unit = (rate, "FLOP/s") if section == "peak" else (ridge.rule(rate, _bandwidth(part)), "FLOP/B")
    elif section == "memory" and path == f"{part.first_level}.bandwidth":
        value, unit = _bandwidth(part), "B/s"
    else:
        return None
    return Cell(value, unit, shown(path, value, unit))


def shown(path: str, value: float, unit: str) -> str:
    """A value under a path as a person writes it: an integer dtype's rate in OP.

    >>> shown("peak.int8", 624e12, "FLOP/s")
    '624 TOP/s'
    """
    text = show(value, unit)
    return text.replace("FLOP", "OP") if path.rpartition(".")[2].startswith("int") else text


def _bandwidth(part: Spec) -> float:
    return bandwidth(part).value(unrecorded)


def _known(one: Condition, parts: Iterable[Spec]) -> None:
    """Refuse a path no spec has, and a value that fits none of the specs that have it."""
    cells = [found for part in parts if (found := cell(part, one.path))]
    if not cells:
        paths = dict.fromkeys([*HEAD, *(path for part in parts for path in part)])
        hint = did_you_mean(one.path, paths, "slipstick show shows the paths of a part")
        raise UsageError(f"no spec has {quoted(one.path)}: {hint}")
    units = {found.unit for found in cells}
    if one.text and units != {None}:
        problems = [_problem(one, unit) for unit in units if unit is not None]
        if problems and None not in problems:
            raise next(filter(None, problems))
    elif one.text and not any(one.text.casefold() == str(found.value).casefold() for found in cells):
        close = nearest(one.text, {str(found.value) for found in cells})
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


def _order(found: Cell | None) -> tuple[Any, ...]:
    if found is None:
        return (2,)
    return (1, str(found.value)) if found.unit is None else (0, found.unit, -found.value)
