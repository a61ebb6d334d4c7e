"""The unit an answer is shown in: that of a number typed, where it fits the answer, else the one of habit."""

import re
from typing import Any

from ..records import Record
from ..units.mismatch import dimension
from ..units.reading import WORD, Powers, known, unit, unit_text
from ..units.table import size_and_powers, split, table
from ..words import pattern
from .tree import Kept, Literal, Measured, Name, Range

TIME, HOUR = {"second": 1}, 3600.0
COSTS = {"USD/token": "USD/Mtoken", "USD/s": "USD/h", "USD/B/s": "USD/GB/month", "USD/J": "USD/kWh", "USD/B": "USD/GB"}
AREAS = ("m^2", "1/m^2", "USD/m^2")  # in mm^2 and 1/cm^2 where that was typed
TWINS = {"byte": ("bit", "B", "bit"), "FLOP": ("OP", "FLOP", "OP")}  # root: its twin, and how both are written
PARTS = pattern(rf"{WORD.pattern}")


class Wanted(Record):
    """A unit to show an amount in. words: without its prefix, where one may be put before it."""

    words: str
    factor: float
    prefixed: bool


def typed(nodes: list[Any], variables: dict[str, Any]) -> list[str]:
    """The units that were typed, as text, in the order of the nodes; those of variables too."""
    found: dict[str, None] = {}
    for node in nodes:
        match node:
            case Literal(unit=own, text=text) if own.names and "degC" not in own.names:  # K is said
                found[_words(text)] = None
            case Range(low=low, high=high):
                found.update(dict.fromkeys(typed([low, high], variables)))
            case Measured(text=text):
                found[text] = None
            case Name(name=name) if name not in variables and known(name):
                found[name] = None
            case Kept(words=words):
                found.update(dict.fromkeys(words))
    return [*found]


def _words(text: str) -> str:
    """The unit in a literal's text; of a time such as '2d4h' the last one."""
    number, blank, words = text.partition(" ")
    return words if blank else re.findall(r"[A-Za-z]+", number)[-1]


def wanted(powers: Powers, words: list[str], sizes_told: bool) -> Wanted | None:
    """The unit for an amount; None for the one of habit, which ``show`` knows.

    words: the units typed. sizes_told: whether a fact in bytes was used.

    >>> wanted({"byte": 1.0, "second": -1.0}, ["Gbit/s"], False)
    Wanted(words='bit/s', factor=0.125, prefixed=True)
    """
    if not powers or dict(powers) == TIME:
        return None
    units = {each: unit(each) for each in words}
    named = dimension(powers)
    for each in (text for text, own in units.items() if own.powers == powers):
        found = _bare(each)
        if named and found.factor == 1:  # that of habit, unless it is OP
            break
        if not _twin_refused(each, words, sizes_told):
            return found
    return _twin(powers, words, sizes_told) or _of_habit(powers, words)


def of_chain(part: Any) -> Wanted | None:
    """The last unit of a time such as '2d4h' that stands alone."""
    chain = isinstance(part, Literal) and bool(part.unit.names) and " " not in part.text
    return _whole(_words(part.text)) if chain else None


def request_size(powers: Powers, nodes: list[Any]) -> str:
    """The size typed in a product of requests per second and a size, which was meant for each request."""
    if dict(powers) != {"request": 1, "byte": 1, "second": -1}:
        return ""
    sizes = [node.text for node in nodes if isinstance(node, Literal) and node.unit.powers == {"byte": 1}]
    return f"{sizes[0]}/request" if len(sizes) == 1 else ""


def _of_habit(powers: Powers, words: list[str]) -> Wanted | None:
    """The typed units cancelled by dimension, where no unit of habit is; costs have one of their own."""
    text = unit_text(powers)
    rate = text in ("USD/s", "1/s")
    if text == "J" and _watts_of_hours(words):
        return Wanted("Wh", HOUR, True)
    if dimension(powers) and not rate and text not in AREAS:
        return _whole(COSTS[text]) if text in COSTS else None
    pure = _pure(words)
    long = pure.get("second") and unit(pure["second"]).factor >= (HOUR if text == "USD/s" else 60)
    if rate and not long:
        return _whole(COSTS[text]) if text in COSTS else None
    if not set(powers) <= set(pure) or any(power != int(power) for power in powers.values()):
        return None
    found = _whole(_product({pure[name]: int(power) for name, power in powers.items()}))
    return found if found.factor != 1 else None


def _watts_of_hours(words: list[str]) -> bool:
    """Whether a power was typed, and a time of hours or more beside it."""
    units = [unit(each) for each in words]
    long = any(own.powers == TIME and own.factor >= HOUR for own in units)
    return long and any(own.powers == {"joule": 1, "second": -1} for own in units)


def _whole(words: str) -> Wanted:
    return Wanted(words, unit(words).factor, False)


def _product(powers: dict[str, int]) -> str:
    """Units with their powers as text: 'GiB*h', 'USD/month', '1/day'."""
    above = "*".join(word + (f"^{power}" if power > 1 else "") for word, power in powers.items() if power > 0)
    below = "".join(f"/{word}" + (f"^{-power}" if power < -1 else "") for word, power in powers.items() if power < 0)
    return (above or "1") + below


def _pure(words: list[str]) -> dict[str, str]:
    """For each root unit the first unit typed that is of it alone: a month of seconds, a GiB of bytes."""
    found: dict[str, str] = {}
    for word in (part for each in words for part in PARTS.findall(each) if known(part)):
        powers = size_and_powers(known(word))[1]
        if len(powers) == 1 and set(powers.values()) == {1}:
            found.setdefault(next(iter(powers)), word)
    return found


def _bare(words: str) -> Wanted:
    """A typed unit without the prefix of its first word, where another can be put before it."""
    head = WORD.match(words)
    first = head[0] if head else ""
    prefix, name = split(first)
    rest = words[len(first) :]
    if not head or rest not in ("", "/s", "/token"):
        return _whole(words)
    bare = first
    if prefix:
        cut = next(cut for cut in range(1, len(first)) if table().prefixes.get(first[:cut], ("",))[0] == prefix)
        bare = name if first[cut:] == f"{name}s" else first[cut:]  # Mbits
    return Wanted(bare + rest, unit(bare + rest).factor, name not in ("USD", "rpm", "FIT"))


def _twin_refused(words: str, typed: list[str], sizes_told: bool) -> bool:
    """Whether an answer is not to be in the bits (or OP) of a typed unit, as bytes (or FLOP) stand beside them."""
    for root, (twin, *_) in TWINS.items():
        if twin in (split(part)[1] for part in PARTS.findall(words)):
            return not _all_twins(root, typed, sizes_told)
    return False


def _all_twins(root: str, words: list[str], sizes_told: bool) -> bool:
    """Whether every size typed is in bits, and no transfers stand beside them; or all work in OP."""
    names = {split(part)[1] for each in words for part in PARTS.findall(each)}
    transfers = any(re.match(r"[kMG]T/", each) for each in words)
    return TWINS[root][0] in names and root not in names and not (root == "byte" and (sizes_told or transfers))


def _twin(powers: Powers, words: list[str], sizes_told: bool) -> Wanted | None:
    """Bit for B, and OP for FLOP, where only they were typed."""
    text = unit_text(powers)
    for root, (_, ours, theirs) in TWINS.items():
        if text in (ours, f"{ours}/s") and _all_twins(root, words, sizes_told):
            return _bare(text.replace(ours, theirs))
    return None
