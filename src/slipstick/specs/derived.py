"""What a spec says under a path: a fact as it stands, or what follows from others."""

import re
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..errors import SlipstickError, UsageError
from ..formulas.core.formula import unrecorded
from ..formulas.roofline import ridge
from ..records import Fields
from ..units.dtypes import DTYPES, is_integer
from ..units.quantisations import quantisation
from ..units.show import show
from .catalogue import Catalogue, catalogue, parted
from .rates import bandwidth, has, peak
from .spec import Fact, Spec

if TYPE_CHECKING:
    from ..files.derivations import Applied

RATED = ("peak", "ridge", "balance")  # by dtype; the balance is the inverse of the ridge
HEAD = ("handle", "name", "vendor", "kind", "per", "use")
# What is asked of a model in short: the first of these paths that it has, or that follows.
SHORT = {
    "active": ("active_parameters", "parameters"),
    "kv_per_token": ("kv_cache.token",),
    "work_per_token": ("work.forward",),
}


class Said(Fields):
    """What a spec says under a path: a value with its unit (words have none), and the text of it."""

    value: Any
    unit: str | None
    text: str


def said(part: Spec, path: str) -> Said | None:
    """What a spec says under a path, or what follows from it; None where it says nothing."""
    path = in_full(part, path)
    if path in HEAD:
        return Said(getattr(part, path), None, getattr(part, path)) if getattr(part, path) else None
    path = of_main_memory(part, path)
    if path in part:
        return Said(*part.told(path))
    if path.startswith("memory.*."):  # of a part that lists no memory
        return None
    with suppress(SlipstickError):  # what the part lacks
        found = _derived(part, path)
        if found:
            return found
    every = [Said(*part.told(known)) for known in _known_as(part, path.casefold())]
    alike = [each for each in every if each.unit == every[0].unit]
    return max(alike, key=lambda each: each.value, default=None)


def in_full(part: Spec, path: str) -> str:
    """The path that is meant by a short one, such as ``active`` of a model; any other as it stands."""
    known = SHORT.get(path, ()) if part.kind == "model" else ()
    return next((each for each in known if each in part or follows(part, each)), path)


def of_main_memory(part: Spec, path: str) -> str:
    """A path of memory without a level, or with ``*``, as the main memory's; any other as it stands."""
    return _under(part.first_level, path) if path.startswith("memory.") else path


@lru_cache(1000)
def _under(level: str, path: str) -> str:
    return re.sub(r"^memory\.(\*\.)?(?=\w+$)", f"{level or 'memory.*'}.", path)


def look_up(question: str, specs: str | Catalogue | None = None) -> Any:
    """A fact, or what follows from facts, by part and path: a Quantity, or words. The path may leave out its beginning.

    specs: as in :func:`load`. Raises UsageError for an unknown part or a path that could be several, and
    SlipstickError for a fact the part does not have.

    >>> print(look_up("a100.memory.L2.bandwidth"))
    5405.0 gigabyte / second
    >>> print(look_up("rtx-4090.tdp"))
    450.0 watt
    >>> print(look_up("latency.l2-hit"))
    4.0 nanosecond
    >>> print(look_up("llama-3.1-8b.kv_cache.layer"))
    4096.0 byte / token
    """
    part, path, fact = looked_up(question, catalogue(specs))
    if path in part or fact.unit is None:
        return fact.quantity
    from ..units import quantity as quantities

    return quantities.make(fact.value, fact.unit)


def looked_up(question: str, known: Catalogue) -> tuple[Spec, str, Fact]:
    """The spec, path and fact of a question such as ``a100.peak.bf16``: a fact, or what follows from facts.

    The memory of a device is how much its main memory holds.

    Raises UsageError for an unknown part, for what is many facts and for an unknown format of weights, SlipstickError
    for what the part has not.
    """
    word, rest = parted(question)
    if rest == "memory" and (held := f"{known.find(word).first_level}.capacity") in known.find(word):
        question = f"{word}.{held}"
    if rest in SHORT and (part := known.find(word)).kind == "model":
        rest = in_full(part, rest)
        question = f"{part.handle}.{rest}"
    try:
        part, path = known.one(question)
    except SlipstickError as error:
        if isinstance(error, UsageError) and not _has_word(known, word):
            raise
        part = known.find(word)
        found = said(part, rest)
        if found is None and part.kind == "model" and rest.startswith("weights."):
            quantisation(rest.partition(".")[2])
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
    found = None if path in part else follows(part, path)
    if found:
        return next(part.fact(each).source for each in found.facts if each in part)
    section, _, key = path.partition(".")
    near = [path, f"peak.{key}", "compute.units", f"{part.first_level}.{key}", f"{part.first_level}.pins"]
    start = 1 if section in RATED else 3
    paths = [near[0], *near[start:]] if section in (*RATED, "memory") else [path]
    return next((part.fact(each).source for each in paths if each in part), "")


def _known_as(part: Spec, path: str) -> list[str]:
    """The paths of a spec that fit a folded one; ``*`` is any one name."""
    start, star, end = path.partition("*")
    if not star:
        return [part.folded[path]] if part.mentions(path) and path in part.folded else []
    fits = (known for known in part.folded if known.startswith(start) and known.endswith(end))
    return [part.folded[known] for known in fits if known.count(".") == path.count(".")]


def _derived(part: Spec, path: str) -> Said | None:
    """What follows from other facts. Raises SlipstickError for a rate that does not."""
    if found := follows(part, path):
        unit = found.formula.result.unit
        return Said(found.value, unit, shown(path, found.value, unit))
    section, _, key = path.partition(".")
    if key in DTYPES and section in RATED:
        rate = peak(part, key).value(unrecorded)
        value, unit = (rate, "FLOP/s") if section == "peak" else (ridge.rule(rate, _bandwidth(part)), "FLOP/B")
        value, unit = (1 / value, "B/FLOP") if section == "balance" else (value, unit)
    elif section == "memory" and path == f"{part.first_level}.bandwidth":
        value, unit = _bandwidth(part), "B/s"
    else:
        return None
    return Said(value, unit, shown(path, value, unit))


def follows(part: Spec, path: str) -> "Applied | None":
    """What follows under a path by the table of ``files.derivations``; None where nothing does."""
    from ..files import derivations  # a chapter of formulas: only where something is not printed

    return derivations.derive(path, lambda each: _given(part, each))


def _given(part: Spec, path: str) -> Any:
    """A fact's number or words; that of its main memory, its kind, or a peak that is not printed."""
    if path in HEAD:
        return getattr(part, path) or None
    if path.startswith("memory."):
        path = of_main_memory(part, path)
    if path in part:
        return part.told(path)[0]
    section, _, dtype = path.partition(".")
    if section == "peak" and dtype in DTYPES and has(part, dtype):
        return peak(part, dtype).value(unrecorded)
    return None


def shown(path: str, value: float, unit: str, binary: bool = False) -> str:
    """A value under a path as a person writes it: an integer dtype's rate in OP, a binary size in KiB.

    >>> shown("peak.int8", 624e12, "FLOP/s")
    '624 TOP/s'
    """
    text = show(value, unit, binary=binary)
    return text.replace("FLOP", "OP") if is_integer(path.rpartition(".")[2]) else text


def _bandwidth(part: Spec) -> float:
    return bandwidth(part).value(unrecorded)
