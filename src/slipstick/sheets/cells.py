"""A cell from what it shows: a number worth knowing, a fact of a part, or an answer."""

import re
from typing import TYPE_CHECKING, NamedTuple

from ..errors import SlipstickError
from ..reference.number import VALUES, Number
from ..specs.spec import Fact, Spec
from ..units.show import show
from .content import Cell

if TYPE_CHECKING:
    from ..calculator.answer import Calculation

EXACT = 1e6  # larger whole numbers are rounded like all others, unless the sheet says exact


class Found(NamedTuple):
    """A cell, the keys of its sources, and how it was worked out."""

    cell: Cell = Cell()
    sources: tuple[str, ...] = ()
    work: str = ""


def of_number(number: Number) -> Found:
    """A number worth knowing with its range, as its page has them."""
    told = {key: number.page.fact(number.at(key)) for key in VALUES if number.text(key)}
    main = told.get("typical") or next(iter(told.values()))
    low, high = (told.get(key) for key in ("low", "high"))
    span = _span(_text(low), _text(high)) if low and high and low.value != high.value else ""
    ends = (low.value if low else None, high.value if high else None)
    return Found(Cell(_text(main), main.value, main.unit, *ends, span), (main.source,))


def of_path(part: Spec, path: str) -> Found:
    """What a part says under a path, or what follows from it. Raises SlipstickError where it says nothing."""
    from ..specs.derived import said, shown, source_of

    found = said(part, path)
    if found is None:
        raise SlipstickError(f"{part.handle} has no {path}")
    source = (key,) if (key := source_of(part, path)) else ()
    if found.unit is None:
        return Found(Cell(str(found.text)), source)
    priced = "USD" in found.unit  # a price in the unit people pay in
    text = found.text if priced else shown(path, found.value, found.unit, "iB" in found.text)
    return Found(Cell(text, found.value, found.unit), source)


def of_answer(answer: "Calculation", expression: str, exact: bool) -> Found:
    """The answer to an expression. exact: show a whole number in all its digits, however large."""
    unit = answer.unit
    cell = Cell(_shown(answer, unit, exact), answer.value.value, unit)
    if ranged := answer.spread:
        ends = _span(show(ranged.low, unit), show(ranged.high, unit))
        cell = cell._replace(low=ranged.low, high=ranged.high, span=ends)
    return Found(cell, tuple(answer.sources), "" if expression == answer.short else answer.reading)


def of_change(factor: float) -> Cell:
    """How many times the first value a later one is: '12×', '1/30'."""
    return Cell(f"{show(factor, '')}×" if factor >= 1 else f"1/{show(1 / factor, '')}", factor, "")


def _shown(answer: "Calculation", unit: str, exact: bool) -> str:
    """An answer with three digits, with more in a unit that was asked for, and small counts whole."""
    value, target = answer.value.value, answer.statement.target
    if target:
        return f"{show(value / target.factor, digits=4)} {answer.statement.target_text}".strip()
    if not unit and value % 1 == 0 and (value < EXACT or exact):
        return answer.short
    return answer.spoken(show(value, unit, binary=answer.value.binary))


def _text(fact: Fact) -> str:
    """A fact as its page has it, with the letter for micro."""
    return re.sub(r"(?<=\d )u(?=s$)", "µ", fact.text)


def _span(low: str, high: str) -> str:
    """A range with the unit said once: '0.17 to 0.5 ns'."""
    number, _, unit = low.partition(" ")
    return f"{number} to {high}" if unit and unit == high.partition(" ")[2] else f"{low} to {high}"
