"""Expressions: as they stand, conversions of units, and the requests of so many users."""

import re
from collections.abc import Iterator

from ..errors import SlipstickError
from ..specs.catalogue import Catalogue
from ..units import reading
from ..words import pattern
from .amounts import Amount
from .drafts import Draft
from .items import Item

ASKED = pattern(r"(?:what(?:'s| is| are)|calc(?:ulate)?|compute|how much is|evaluate)\s+", re.IGNORECASE)
REQUESTS, FLOW = {"request": 1.0, "second": -1.0}, {"byte": 1.0, "second": -1.0}
OPERATOR = pattern(r"[-+*/^=?]|\bin\b|->|\w\(")


def expression(items: list[Item], text: str, known: Catalogue) -> Iterator[Draft]:
    """A question that is an expression as it stands, or after 'what is'."""
    from ..calculator.calculate import answers

    match = ASKED.match(text)
    bare = text[match.end() if match else 0 :].rstrip("?!. ")
    if not OPERATOR.search(bare) or not re.search(r"\d|\(", bare):
        return
    try:
        list(answers(bare, specs=known))
    except (SlipstickError, RecursionError):
        return
    draft = _taking(items, "calc")
    draft.words = ["calc", bare]
    yield draft


def conversions(items: list[Item], known: Catalogue) -> Iterator[Draft]:
    """'convert 10 Gbit/s to MB/s', 'how many GiB is 80 GB'."""
    numbers = [item for item in items if item.kind == "number" and item.value.unit]
    units = [item for item in items if item.kind == "unit"]
    if not units and numbers:
        units = [each._replace(value=each.targets("unit")[0]) for each in items if each.targets("unit")]
    per = [item._replace(kind="unit", value=item.targets("per")[0]) for item in items if item.targets("per")]
    units = [*units, *per] if not numbers and len(units) == 1 else units
    if len(numbers) == len(per) == 1 and not units and "/" in numbers[0].value.unit:  # so many an hour, a second
        units = [per[0]._replace(value=f"{numbers[0].value.unit.partition('/')[0]}/{per[0].value}")]
    if not numbers and len(units) == 2 and reading.unit(units[0].value).powers == reading.unit(units[1].value).powers:
        draft = Draft("calc", items)
        for item in units:
            draft.take(item, item.value)
        draft.name = "calc"
        draft.cues()
        draft.words = ["calc", f"1 {units[1].value} in {units[0].value}"]
        yield draft
    if len(numbers) != 1 or len(units) != 1 or numbers[0].value.powers != reading.unit(units[0].value).powers:
        return
    draft = Draft("calc", items)
    draft.take(numbers[0], numbers[0].value.text)
    draft.take(units[0], f"in {units[0].value}")
    draft.score = 5
    for item in items:
        if {"calc", "any"} & {*item.targets("cue")}:
            draft.take(item, "")
    amount = numbers[0].value
    draft.words = ["calc", f"{amount.text.removesuffix(amount.unit)} {amount.unit} in {units[0].value}"]
    yield draft


def rates(items: list[Item], known: Catalogue) -> Iterator[Draft]:
    """A size at a rate, and a rate over a time: '140 GB at 3.35 TB/s', 'tokens in an hour at 50 tokens/s'."""
    numbers = [item for item in items if item.kind == "number" and item.value.unit]
    pers = [item for item in items if item.means("per")]
    numbers += [single(pers[0])] if len(pers) == 1 == len(numbers) else []
    if len(numbers) != 2 or not any(item.text.casefold() == "at" for item in items):
        return
    one, other = sorted(numbers, key=lambda item: "/" in item.value.unit)
    above = {name: power for name, power in other.value.powers.items() if name != "second"}
    if other.value.powers.get("second") != -1 or one.value.powers not in (above, {"second": 1.0}):
        return
    draft = Draft("calc", items)
    draft.score = 12
    for item in [*numbers, *items]:
        if item in numbers:
            draft.take(item, item.value.text)
        elif {"read", "any", "calc"} & {*item.targets("cue")}:
            draft.take(item, "")
    pair = (other, one) if one.value.powers == {"second": 1.0} else (one, other)
    texts = [f"{each.value.text.removesuffix(each.value.unit)} {each.value.unit}" for each in pair]
    draft.words = ["calc", (" * " if pair[0] is other else " / ").join(texts)]
    yield draft


def products(items: list[Item], known: Catalogue) -> Iterator[Draft]:
    """Power over a time at a price, and work at a share of a rate."""
    numbers = [item for item in items if item.kind == "number"]
    by = {tuple(sorted(item.value.powers.items())): item for item in numbers if item.value.unit not in ("", "%")}
    shares = [item for item in numbers if item.value.unit == "%"]
    price = by.get((("USD", 1.0), ("joule", -1.0)))
    power, time = by.get((("joule", 1.0), ("second", -1.0))), by.get((("second", 1.0),))
    pers = [item for item in items if item.means("per")]
    if price and power and not time and len(pers) == 1:  # a year, of what it costs per year
        time = single(pers[0])
        numbers = [*numbers, time]
    work, rate = by.get((("FLOP", 1.0),)), by.get((("FLOP", 1.0), ("second", -1.0)))
    draft = Draft("calc", items)
    if price and power and time and len(numbers) == 3:
        draft.words = ["calc", " * ".join(map(spaced, (power, time, price)))]
    elif work and rate and len(shares) == 1 and len(numbers) == 3:
        draft.words = ["calc", f"{spaced(work)} / ({shares[0].value.text} * {spaced(rate)})"]
    else:
        return
    draft.score = 14
    for item in items:
        if item in numbers or item in pers:
            draft.take(item, item.text)
        elif {"any", "calc", "infer"} & {*item.targets("cue")} or item.means("fact"):
            draft.take(item, "")
    yield draft


def stored(items: list[Item], known: Catalogue) -> Iterator[Draft]:
    """So many things a day of a size: what they take in a time, or a day in a unit."""
    numbers = [item for item in items if item.kind == "number"]
    counts = [item for item in numbers if not item.value.unit]
    sizes = [item for item in numbers if item.value.powers == {"byte": 1.0}]
    times = [item for item in numbers if item.value.powers == {"second": 1.0}]
    pers = [item for item in items if item.targets("per")]
    if len(counts) != 1 or len(sizes) != 1 or not pers or len(numbers) != 2 + len(times) or len(times) > 1:
        return
    draft = Draft("calc", items)
    each = f"{counts[0].value.value:.15g} / {pers[0].targets('per')[0]} * {spaced(sizes[0])}"
    units = [item for item in items if item.kind == "unit"]
    if units:
        each += f" in {units[-1].value}"
    elif times:
        each += f" * {spaced(times[0])}"
    elif pers[1:]:
        each += f" * 1 {pers[1].targets('per')[0]}"
    draft.words, draft.score = ["calc", each], 14
    for item in (*numbers, *pers, *units):
        draft.take(item, item.text)
    for item in draft.items:
        beside = any(item.first - 1 == number.last for number in counts)
        if (item.kind == "unknown" and beside) or item.means("stored") or "any" in item.targets("cue"):
            draft.take(item, "")
    yield draft


def spaced(item: Item) -> str:
    """A number with a blank before its unit."""
    return f"{item.value.text.removesuffix(item.value.unit)} {item.value.unit}"


def single(item: Item) -> Item:
    """'a year' as one of them."""
    unit = item.targets("per")[0]
    return item._replace(kind="number", value=Amount(f"1{unit}", 1.0, unit, "", 0))


def _taking(items: list[Item], name: str) -> Draft:
    """A draft that takes every word."""
    draft = Draft(name, items)
    for item in items:
        draft.take(item, name)
    return draft
