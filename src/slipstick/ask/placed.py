"""Machines, models, links and datasets of a question, each in its place."""

import re

from .filling import Filling
from .items import Item
from .machines import written
from .values import same

OVER = ("link", "network", "storage", "memory")


def things(filling: Filling) -> None:
    """Machines, models and links."""
    if "over" in filling.known:
        _way(filling)
    offload = "offload" in filling.known and [item for item in filling.draft.items if "offload" in item.targets("name")]
    for item in filling.draft.free("machine"):
        many, thing = item.value
        if offload and item.first > offload[0].first and filling.places and many == 1:
            filling.give("offload", thing.handle, item)
            filling.draft.take(offload[0], "")
        elif (filling.question.placed or filling.question.where) and _joined(filling, item):
            filling.places.append(written(many, thing))
            filling.draft.take(item, f"on {filling.places[-1]}")
    for item in filling.draft.free("thing"):
        _thing(filling, item, item.value.kind, item.value.handle)
    if offload and "offload" in filling.values:
        filling.draft.take(offload[0], "")


JOINS = {"or", "and", "vs", "versus", "than", "a", "an", "the", "on", "to", "against", "compared", "with", "also"}


def _joined(filling: Filling, machine: Item) -> bool:
    """Whether a machine is the first, or one of a list: 'an A100 or an H100', 'faster than', '... as one'."""
    if machine.text.casefold() == "one":
        return True
    items = filling.draft.items
    before = [each for each in items if each.kind == "machine" and each.first < machine.first]
    if not before:
        return True
    between = [each for each in items if before[-1].last < each.first < machine.first]
    return all(each.text.casefold() in JOINS or "compare" in each.targets("cue") for each in between)


def _either(filling: Filling, item: Item) -> bool:
    """Whether a link stands beside another one, or it: 'over InfiniBand or Ethernet'."""
    before = [each for each in filling.draft.items if each.last == item.first - 1]
    return any(each.text.casefold() in ("or", "vs", "versus", "and") for each in before)


def _way(filling: Filling) -> None:
    """Rates and lengths of the way of what is moved: 'over 10 Gbit/s', '6000 km of fibre'."""
    judged = any("measured" in item.targets("only") for item in filling.draft.items)
    linked = any(item.kind == "thing" and item.value.kind in OVER for item in filling.draft.items)
    for item in filling.draft.free("number"):
        if same(item.value.powers, ("B/s",)) and "over" not in filling.values and not (judged and linked):
            filling.give("over", item.value.text, item)
    machines = any(each.kind == "machine" for each in filling.draft.items)
    for item in filling.draft.free("number"):
        if same(item.value.powers, ("m",)) and not machines:
            filling.give("then" if "over" in filling.values else "over", item.value.text, item)
            for medium in filling.draft.free("thing"):
                if medium.value.kind == "network":
                    filling.draft.take(medium, "")


def _thing(filling: Filling, item: Item, kind: str, handle: str) -> None:
    """Put a thing that computes nothing where the question has a place for its kind."""
    if kind == "model" and "model" in filling.known:
        drafts = (
            "draft" in filling.known
            and "model" in filling.values
            and any("draft" in each.targets("name") for each in filling.draft.items)
        )
        filling.give("draft" if drafts else "model", handle, item, listed=not drafts)
    elif kind == "dataset" and "data" in filling.known:
        filling.give("data", handle, item)
    elif kind in OVER and "over" in filling.known:
        either = _either(filling, item)
        for lanes in filling.draft.free("unknown"):
            if lanes.first == item.last + 1 and re.fullmatch(r"x\d+", lanes.text):
                handle = f"{handle}.{lanes.text}"
                filling.draft.take(lanes, handle)
        name = "then" if "over" in filling.values and not either else "over"
        filling.give(name, handle, item, either or name == "then")
    elif kind in OVER and "offload" in filling.known and kind in ("memory", "storage"):
        filling.give("offload", handle, item)
    elif kind in ("link", "network") and filling.places and filling.question.placed:
        filling.links.append(handle)
        filling.draft.take(item, f"joined by {handle}")
