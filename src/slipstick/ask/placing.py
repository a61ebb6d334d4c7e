"""Which numbers of a problem may be which arguments of a formula: by dimension, and by what is said of several."""

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from ..errors import SlipstickError
from ..units import Dim
from ..units.door import number as admitted
from .items import Item

if TYPE_CHECKING:
    from ..reference.naming import Term

RESULT = "?"  # the place of a formula's result
MANY = 400  # ways that are weighed at most
CYCLES = ("cycle", "cycles")
BITS = ("bit", "bits")

Way = dict[str, Item]  # a number for each argument, or for the result


def ways(formula: "Term", given: set[str], numbers: list[Item], items: list[Item]) -> tuple[list[Way], list[Way]]:
    """Every way to give all numbers to the arguments that are not given: all of them, or the result and all but one."""
    slots = {name: dim for name, dim in formula.parameters.items() if name not in given}
    if len(numbers) != len(slots):
        return [], []
    straight = [way for way in _ways(slots, numbers) if _ordered([*slots], way, items)]
    turned = [way for way in _ways({**slots, RESULT: formula.result}, numbers) if RESULT in way]
    return straight, turned


def _ways(slots: dict[str, Dim], numbers: list[Item]) -> list[Way]:
    found: list[Way] = [{}]
    for item in numbers:
        names = [name for name, dim in slots.items() if fitting(item, dim)]
        found = [
            {**way, name: item} for way in found for name in names if name not in way and _like(way, name, slots, item)
        ]
        if len(found) > MANY:
            return []
    return found


def _like(way: Way, name: str, slots: dict[str, Dim], item: Item) -> bool:
    """Whether all that may be of any one dimension is of the same; a plain number may be."""
    others = [each.value for other, each in way.items() if slots[other].generic and each.value.unit]
    return not slots[name].generic or not others or not item.value.unit or others[0].powers == item.value.powers


def _ordered(order: list[str], way: Way, items: list[Item]) -> bool:
    """Whether of '2 of 3' the first number has the argument that the formula has first."""
    places = {item.first: order.index(name) for name, item in way.items()}
    threes = zip(pairwise(items), items[2:], strict=False)
    pairs = [(one.first, two.first) for (one, of), two in threes if of.text == "of"]
    return all(places[one] < places[two] for one, two in pairs if {one, two} <= {*places})


def fitting(item: Item, dim: Dim) -> bool:
    """Whether a number may be of a dimension: a percentage is a share, and a plain number what is counted."""
    amount = item.value
    if dim.many != ("," in amount.text):
        return False
    if dim.generic:
        return bool(amount.unit != "%")
    if amount.unit == "%":
        return is_share(dim)
    if not dim.unit and amount.unit in BITS:
        return dim.high > 1
    if not dim.unit:
        return bool(not amount.unit and amount.value <= dim.high)
    return _admitted(text_of(item, dim).partition(",")[0], dim)


def is_share(dim: Dim) -> bool:
    """Whether a dimension is that of a part of a whole."""
    return not dim.unit and dim.high <= 1


def text_of(item: Item, dim: Dim | None = None) -> str:
    """A number as a command takes it: with a blank before a unit of more than one part; of a size 64B are bytes.

    Of a plain number bits are a count, and of a rate of events requests are events.
    """
    amount = item.value
    if dim and dim.unit == "B" and amount.letter == "B":
        return f"{amount.value / 1e9:g}B"
    if dim and not dim.unit and not dim.generic and amount.unit in BITS:
        return f"{amount.value:.15g}"
    unit = amount.unit
    if unit.startswith("1/"):
        return str(amount.text)
    bare: str = amount.text.removesuffix(unit)
    if unit and amount.letter == "k" and "," not in bare:
        bare = f"{amount.value:.15g}"
    if dim and dim.unit == "cycle/instruction" and unit in CYCLES:  # of each instruction
        return str(amount.text.replace(unit, ""))
    if dim and dim.unit == "1/s" and unit.startswith("request/"):
        unit = f"1/{unit.partition('/')[2]}"
    return f"{bare} {unit}" if ("/" in unit or unit in ("K",)) and "," not in bare else f"{bare}{unit}"


@lru_cache(2000)
def _admitted(text: str, dim: Dim) -> bool:
    try:
        admitted(text, dim, "number")
    except SlipstickError:
        return False
    return True
