"""Numbers of a question that no name stands beside: sides, amounts by their dimension, formats."""

import re

from ..estimates.parameter import FLAG, Parameter
from .filling import Filling
from .items import Item
from .lexicon import lexicon
from .machines import whole
from .values import billions, fits, joins, same, typed

KERNEL = ("FLOP/s", "B/s", "s")  # what is measured of one
MEASURED = {"infer": ("token/s", "s"), "train": ("token/s", "FLOP/s"), "fit": (), "scaling": ()}
# never meant by a bare number of their dimension
NAMED_ONLY = ("sector", "chunk", "checkpoint", "latency", "unique", "served", "drafted", "output", "grid")


def shapes(filling: Filling) -> None:
    """Sides joined by x; of a model a size such as 13B."""
    every = filling.draft.free("shape")
    if "filters" in filling.known and len(every) > 1:  # the smallest square is the filter's, wherever it stands
        least = min(every, key=lambda item: float(item.value[0].rstrip("kKi")))
        if len({*least.value}) == 1:
            filling.give("size", least.value[0], least)
    for item in filling.draft.free("shape"):
        names = [name for name in _sides(filling, len(item.value)) if name not in filling.values]
        if len({*item.value}) == 2 == len(item.value) and {"rows", "columns"} <= {*filling.known} - {*filling.values}:
            names = ["rows", "columns"]
        if len(names) == len(item.value):
            for name, text in zip(names, item.value, strict=True):
                filling.give(name, text, item)
        elif "filters" in filling.known and len({*item.value}) == 1 and "size" not in filling.values:  # 3x3
            filling.give("size", item.value[0], item)
        elif names == _sides(filling, 2) and len(names) == 1 and len(set(item.value)) == 1:  # a square
            filling.give(names[0], item.value[0], item)
    if "model" in filling.known and "model" not in filling.values:
        for item in filling.draft.free("number"):
            if sized(filling, item):
                _sized(filling, billions(item.value.value), item)
                break


def sized(filling: Filling, item: Item) -> bool:
    """Whether a number is a model's size: 7B, 124M, 7 billion parameters."""
    if item.kind != "number" or item.value.unit:
        return False
    after = [each.text.casefold() for each in filling.draft.items if each.first == item.last + 1]
    told = bool(after) and after[0].startswith(("param", "model"))
    return item.value.value >= 1e6 and (item.value.letter in ("B", "b") or (told and item.value.letter != ""))


def _sized(filling: Filling, size: str, item: Item) -> None:
    """A model by its size alone: training takes one as it is, and else some model has it."""
    found = None if "tokens" in filling.known else filling.things.sized(size)
    filling.give("model", found.handle if found else size, item)
    if found and found.others:
        others = ", ".join(found.others[:4])
        filling.draft.notes.append(f"{size} is taken for {found.handle}; of that size there are also {others}")


def _sides(filling: Filling, count: int) -> list[str]:
    """The parameters that so many sides are of."""
    shape = [name for name in filling.question.shape if filling.known[name].default in (None, *filling.question.shape)]
    names = [each.name for each in filling.question.places if each.words is None]
    if shape:
        return filling.question.shape[:] if count == len(filling.question.shape) else shape[:count]  # type: ignore
    free = [name for name in names if name not in filling.values]
    return [] if "elements" in names else free[:count]


def units(filling: Filling) -> None:
    """Numbers with a unit: each is of the one parameter of its dimension that is free."""
    judged = any("measured" in each.targets("only") for each in filling.draft.items)
    for item in filling.draft.free("number"):
        amount = item.value
        if not amount.unit or _listed(filling, item):
            continue
        if filling.question.name == "fit" and amount.unit == "token" and "context" not in filling.values:
            filling.give("context", re.sub(r"tok(?:en)?s?$", "", amount.text), item)
        elif amount.each and not judged and "latency" in filling.known:
            filling.give("latency", amount.text, item)
        elif amount.unit == "token" and amount.value == 1e6 and "price" in filling.known and _priced(filling):
            filling.draft.take(item, "")  # the cost is told by the million
        elif each := _likely(filling, item):
            filling.give(each.name, typed(item, each), item)
        elif judged and not filling.measured and _measured(filling, item):
            filling.measured = amount.text
            filling.draft.take(item, f"measured {amount.text}")
            for only in filling.draft.free("unknown"):
                if only.text.casefold() == "only" and only.first == item.first - 1:
                    filling.draft.take(only, "")


def _likely(filling: Filling, item: Item) -> Parameter | None:
    """The one parameter that a number with a unit may be of: by its dimension, or by the word of its unit."""
    free = [each for each in filling.known.values() if each.name not in filling.values and each.dim is not FLAG]
    likely = [each for each in free if each.words is None and each.dim.unit and fits(item, each.dim)]
    must = [each for each in likely if each.default is None]
    likely = must or [each for each in likely if each.name not in NAMED_ONLY]
    if len(likely) == 1:
        return likely[0]
    each = filling.parameter(lexicon().of(item.value.unit, "name"))
    return each if each and not each.dim.unit and each.words is None else None


def _measured(filling: Filling, item: Item) -> bool:
    """Whether a number may have been measured of the question."""
    return not _bounded(filling, item) and same(item.value.powers, MEASURED.get(filling.question.name, KERNEL))


def plain(filling: Filling) -> None:
    """Numbers alone are what has to be given, in order."""
    last: Item | None = None
    for item in filling.draft.free("number"):
        several = "," in item.value.text or ".." in item.value.text
        if item.value.unit or (not whole(item) and not several and item.value.letter == ""):
            continue
        if filling.question.name == "fit" and item.value.letter == "k" and "context" not in filling.values:
            filling.give("context", item.value.text, item)
            continue
        free = [each for each in filling.question.places if each.name not in filling.values and each.words is None]
        needs = [each for each in free if not each.dim.unit]
        if last and any(not joins(each) for each in filling.draft.items if last.last < each.first < item.first):
            continue  # something stands between it and the number before
        if needs:
            filling.give(needs[0].name, typed(item, needs[0]), item)
            last = item


def formats(filling: Filling) -> None:
    """Number formats: of the weights of a model, else of the arithmetic."""
    for item in filling.draft.free("format", "dtype"):
        if "weights" in filling.known and (item.kind == "format" or "tokens" not in filling.known):
            filling.give("weights", item.value, item, listed=True)
            _in_order(filling)
        elif item.kind == "dtype" and filling.question.typed:
            filling.formats += [item.value] if item.value not in filling.formats else []
            filling.draft.take(item, f"dtype {item.value}")
    for item in filling.draft.free("phrase"):
        for name in item.targets("format"):
            if "weights" in filling.known:
                filling.give("weights", name, item, listed=True)


def _in_order(filling: Filling) -> None:
    """The formats of weights in the order in which they were said."""
    places = {filling.draft.why.get(item.first, ""): item.first for item in filling.draft.items}
    every = filling.values["weights"].split(",")
    filling.values["weights"] = ",".join(sorted(every, key=lambda each: places.get(f"weights {each}", 0)))


def _bounded(filling: Filling, item: Item) -> bool:
    """Whether a number is a bound, and was not measured: 'within 2 ms'."""
    before = [each for each in filling.draft.items if each.last == item.first - 1]
    return any("within" in each.targets("name") and each.text.casefold() != "in" for each in before)


def _listed(filling: Filling, item: Item) -> bool:
    """Put a number into the list of the one before it: '1 MB, 16 MB and 256 MB'."""
    before = [each for each in filling.draft.items if each.first < item.first and each.text.casefold() != "and"]
    if not before or before[-1].kind != "number" or before[-1].value.powers != item.value.powers:
        return False
    name = filling.draft.why.get(before[-1].first, "").partition(" ")[0]
    must = filling.known.get(name)
    return bool(must and must.default is None and must.words is None) and filling.give(
        name, item.value.text, item, True
    )


def _priced(filling: Filling) -> bool:
    return any(item.means("needs") for item in filling.draft.items)
