"""Two numbers and what is made of them: so many of a rate, a share of a size, the requests of so many users."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise

from ..errors import SlipstickError
from ..specs.catalogue import Catalogue
from ..units import reading
from .drafts import Draft
from .items import Item
from .lexicon import folded, lexicon
from .sums import spaced

REQUESTS, FLOW = {"request": 1.0, "second": -1.0}, {"byte": 1.0, "second": -1.0}


def users(items: list[Item], known: Catalogue) -> Iterator[Draft]:
    """So many users, each with so many requests a day: requests a second."""
    numbers = [item for item in items if item.kind == "number"]
    counts = [item for item in numbers if not item.value.unit]
    rates = [item for item in numbers if item.value.powers in ({"request": 1.0, "second": -1.0}, {"second": -1.0})]
    if len(counts) != 1 or len(rates) != 1:
        return
    draft = Draft("calc", items)
    draft.take(counts[0], "users")
    draft.take(rates[0], "requests of each")
    for item in items:
        targets = item.targets("cue")
        if "users" in targets or "any" in targets or _asks_rate(item) or item.means("stored"):
            draft.score += 10 * ("users" in targets)
            draft.take(item, "")
    each = rates[0].value
    unit = each.unit if each.unit.startswith("request") else f"request/{each.unit.partition('/')[2]}"
    draft.words = ["calc", f"{counts[0].value.value:.15g} * {each.value:.15g} {unit} in request/s"]
    if draft.score:
        yield draft


def shares(items: list[Item], known: Catalogue) -> Iterator[Draft]:
    """'15% of 312 TFLOP/s'."""
    numbers = [item for item in items if item.kind == "number"]
    texts = [item.text.casefold() for item in items]
    if len(numbers) != 2 or numbers[0].value.unit != "%" or "of" not in texts or not numbers[1].value.unit:
        return
    draft = Draft("calc", items)
    draft.score = 10
    draft.take(numbers[0], numbers[0].text)
    draft.take(numbers[1], numbers[1].text)
    draft.cues()
    draft.words = ["calc", f"{numbers[0].value.text} * {spaced(numbers[1])}"]
    if [item.text.casefold() for item in items if item.first == numbers[1].first - 1] == ["of"]:
        yield draft


def pairs(items: list[Item], known: Catalogue) -> Iterator[Draft]:
    """So many of a rate or of a size, a rate of requests of a size, and how many of a size another has."""
    numbers = [item for item in items if item.kind == "number"]
    if len(numbers) != 2:
        return
    one, other = sorted(numbers, key=lambda item: (bool(item.value.unit), item.value.powers != REQUESTS))
    each, units = other.value.powers, _wanted(items)
    many = any(item.text.casefold() == "how many" for item in items)
    if one.value.unit == "" and one.value.value > 1 and each in (FLOW, {"byte": 1.0}) and not many:
        words = f"{one.value.value:.15g} * {spaced(other)}"
    elif one.value.powers in (REQUESTS, {"second": -1.0}) and each == {"byte": 1.0}:
        words = f"{one.value.value:.15g} / {one.value.unit.partition('/')[2]} * {spaced(other)}"
    elif many and one.value.powers == each == {"byte": 1.0}:
        less, more = sorted(numbers, key=lambda item: reading.unit(item.value.unit).factor * item.value.value)
        words = f"{spaced(more)} / {spaced(less)}"
    elif many and each == {"second": 1.0} and not one.value.unit and units:
        words = f"{spaced(other)} / {one.value.value:.15g}"
    elif (over := _over(numbers)) and units:
        words = over
    else:
        return
    draft = Draft("calc", items)
    draft.words, draft.score = ["calc", words + (f" in {units[-1].value}" if units else "")], 13
    for item in (*numbers, *units):
        draft.take(item, item.text)
    for item in items:
        beside = item.kind == "unknown" and any(item.first - 1 == number.last for number in numbers)
        if beside or item.means("stored") or {"any", "users"} & {*item.targets("cue")} or item.means("fact"):
            draft.take(item, "")
    yield draft


def _wanted(items: list[Item]) -> list[Item]:
    """The units that are asked for, also where they are words of a task as well: 'in kWh'."""
    found = [item for item in items if item.kind == "unit"]
    for before, item in pairwise(items):
        if before.text.casefold() == "in" and item.kind == "phrase":
            with suppress(SlipstickError):
                found.append(item._replace(value=item.text, kind="unit") if reading.unit(item.text).powers else item)
    return found


def _over(numbers: list[Item]) -> str:
    """Power over a time, and work at a rate: 'in kWh', 'in days'."""
    by = {tuple(sorted(item.value.powers.items())): item for item in numbers}
    power, time = by.get((("joule", 1.0), ("second", -1.0))), by.get((("second", 1.0),))
    work, rate = by.get((("FLOP", 1.0),)), by.get((("FLOP", 1.0), ("second", -1.0)))
    if power and time:
        return f"{spaced(power)} * {spaced(time)}"
    return f"{spaced(work)} / ({spaced(rate)})" if work and rate else ""


def visits(items: list[Item], known: Catalogue) -> Iterator[Draft]:
    """So many users who each make so many requests a day: requests a second."""
    counts = [item for item in items if item.kind == "number"]
    pers = [item for item in items if item.means("per")]
    if len(counts) != 2 or len(pers) != 1 or any(item.value.unit for item in counts):
        return
    after = {each.first: item for item in counts for each in items if each.first == item.last + 1}
    makes = [item for place, item in after.items() if _of_requests(next(e for e in items if e.first == place))]
    if len(makes) != 1:
        return
    users = next(item for item in counts if item is not makes[0])
    draft = Draft("calc", items)
    draft.score = 16
    unit = pers[0].targets("per")[0]
    draft.words = ["calc", f"{users.value.value:.15g} * {makes[0].value.value:.15g} request/{unit} in request/s"]
    for item in (*counts, *pers):
        draft.take(item, item.text)
    for item in items:
        if {"any", "users"} & {*item.targets("cue")} or item.means("stored") or _asks_rate(item) or _of_requests(item):
            draft.take(item, "")
    yield draft


def _of_requests(item: Item) -> bool:
    """Whether a word says that requests are counted."""
    return "request" in lexicon().of(folded(item.text), "unit")


def _asks_rate(item: Item) -> bool:
    """Whether an item asks for requests a second."""
    return (item.kind == "unit" and item.value == "request/s") or "rate" in item.targets("name")
