"""Formulas found by their names in a question, and filled with its numbers."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..units import reading
from .drafts import Draft, silent
from .items import Item

if TYPE_CHECKING:
    from ..formulas.core.formula import Formula

LAWS = ("formula", "law", "theorem", "equation", "model", "rule")


def named(items: list[Item]) -> Iterator[Draft]:
    """'what is Amdahl's law': the formula that all words find, by its name or another."""
    for name, _ in _found(items)[:1]:
        draft = Draft("formula", items)
        for item in items:
            draft.take(item, "" if silent(item) else name)
        draft.words = ["formula", name]
        yield draft


def valued(items: list[Item]) -> Iterator[Draft]:
    """'amdahl with 95 % on 64 processors': a formula with a value for each argument but what it works out."""
    numbers = [item for item in items if item.kind in ("number", "given")]
    if not numbers:
        return
    from ..formulas import formulas as every

    for name, taken in _found([item for item in items if item.kind not in ("number", "given")]):
        formula = every()[name]
        draft = Draft("formula", items)
        values = _values(draft, formula, items)
        for item in items:
            if item.first in taken or any(word in formula.parameters for word in item.text.casefold().split()):
                draft.take(item, name)
        draft.missing = [each for each in formula.parameters if each not in values]
        draft.words = ["formula", name, *(f"{each}={values[each]}" for each in formula.parameters if each in values)]
        yield draft


def _values(draft: Draft, formula: "Formula", items: list[Item]) -> dict[str, str]:
    """The numbers of a question by the formula's arguments: by the name beside them, then by dimension."""
    found: dict[str, str] = {}
    solid = [item for item in items if not silent(item)]
    for place, item in enumerate(solid):
        if item.kind == "given":
            for name, text in item.value:
                if name in formula.parameters:
                    found[name] = text
                    draft.take(item, f"{name} {text}")
            continue
        if item.kind != "number":
            continue
        beside = [each.text.casefold() for each in solid[max(place - 1, 0) : place + 2] if each is not item]
        for name in formula.parameters:
            if name not in found and any(name == word or name.rstrip("s") == word.rstrip("s") for word in beside):
                found[name] = item.value.text
                draft.take(item, f"{name} {item.value.text}")
                break
    for item in draft.free("number"):
        fits = [name for name, dim in formula.parameters.items() if name not in found and _fits(item, dim)]
        if len(fits) == 1:
            found[fits[0]] = item.value.text
            draft.take(item, f"{fits[0]} {item.value.text}")
    return found


def _fits(item: Item, dim: object) -> bool:
    unit = getattr(dim, "unit", "")
    if item.value.unit == "%":
        return getattr(dim, "high", None) == 1.0
    if not item.value.unit:
        return not unit and getattr(dim, "high", None) != 1.0
    return bool(unit) and item.value.powers == reading.unit(unit).powers


def _found(items: list[Item]) -> list[tuple[str, set[int]]]:
    """The formulas that are called as some of the words are, the longest name first; and the words of the name."""
    from ..reference import finding

    told = [item for item in items if not silent(item)]
    strange = any(item.kind in ("machine", "shape", "thing", "dtype") for item in told)
    if strange or not any(item.kind == "unknown" for item in told):
        return []
    words = [item for item in told if not _law(item)] or told[:1]
    spans = [(begin, end) for begin in range(len(words)) for end in range(len(words), begin, -1)]
    for begin, end in sorted(spans, key=lambda span: span[0] - span[1]):
        if found := finding.called(" ".join(item.text for item in words[begin:end])):
            taken = {item.first for item in (*words[begin:end], *filter(_law, told))}
            return [(formula.name, taken) for formula in found]
    return []


def _law(item: Item) -> bool:
    return item.text.casefold() in LAWS
