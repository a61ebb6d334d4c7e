"""Expressions: as they stand, conversions of units, and the requests of so many users."""

import re
from collections.abc import Iterator

from ..errors import SlipstickError
from ..specs.catalogue import Catalogue
from ..units import reading
from ..words import pattern
from .drafts import Draft
from .items import Item

ASKED = pattern(r"(?:what(?:'s| is| are)|calc(?:ulate)?|compute|how much is|evaluate)\s+", re.IGNORECASE)
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
    if len(numbers) != 2 or not any(item.text.casefold() == "at" for item in items):
        return
    one, other = sorted(numbers, key=lambda item: "/" in item.value.unit)
    above = {name: power for name, power in other.value.powers.items() if name != "second"}
    if other.value.powers.get("second") != -1 or one.value.powers not in (above, {"second": 1.0}):
        return
    draft = Draft("calc", items)
    draft.score = 12
    for item in items:
        if item in numbers:
            draft.take(item, item.value.text)
        elif {"read", "any", "calc"} & {*item.targets("cue")}:
            draft.take(item, "")
    pair = (other, one) if one.value.powers == {"second": 1.0} else (one, other)
    texts = [f"{each.value.text.removesuffix(each.value.unit)} {each.value.unit}" for each in pair]
    draft.words = ["calc", (" * " if pair[0] is other else " / ").join(texts)]
    yield draft


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
        if "users" in targets or "any" in targets:
            draft.score += 10 * ("users" in targets)
            draft.take(item, "")
    each = rates[0].value
    unit = each.unit if each.unit.startswith("request") else f"request/{each.unit.partition('/')[2]}"
    draft.words = ["calc", f"{counts[0].value.value:.15g} * {each.value:.15g} {unit} in request/s"]
    if draft.score:
        yield draft


def _taking(items: list[Item], name: str) -> Draft:
    """A draft that takes every word."""
    draft = Draft(name, items)
    for item in items:
        draft.take(item, name)
    return draft
