"""A question of the list of questions, filled from the items of what was asked."""

from ..estimates.question import Question
from .drafts import Draft, Put
from .filling import Filling
from .items import Item
from .lexicon import folded, lexicon
from .named import given, named, words
from .placed import things
from .sized import formats, plain, shapes, units
from .things import Things
from .values import command

STEPS = (given, named, words, things, shapes, units, plain, formats)  # what is certain first
# what a question is about in any case: its memory, its bandwidth, its peak
USUAL = {"memory.main.capacity", "memory.main.bandwidth", "bandwidth", "peak.DTYPE", "route.round_trip", "parameters"}
DEVICES = {"gpus", "nodes", "cards", "devices", "boxes", "accelerators"}
APART = ("collective", "move")  # are not about what a memory is or does


def filled(question: Question, items: list[Item], known: Things) -> Draft:
    """A question with the values that the items of what was asked give it."""
    filling = Filling(question, items, known)
    for step in STEPS:
        step(filling)
    _cues(filling)
    _finish(filling)
    return filling.draft


def _cues(filling: Filling) -> None:
    """Words that speak of this question."""
    for item in filling.draft.items:
        targets = item.targets("cue")
        if filling.question.name in targets:
            filling.draft.score += 10 - targets.index(filling.question.name)
            filling.draft.take(item, filling.question.name)
        elif "any" in targets or ("kernel" in targets and filling.question.busy == "one"):
            filling.draft.take(item, "")
        elif "compare" in targets and "price" in filling.values:
            filling.draft.take(item, "price")
        elif "compare" in targets and any(
            "," in text for text in (*filling.values.values(), *map(",".join, (filling.places, filling.formats)))
        ):
            filling.draft.take(item, "several at once")
    if filling.draft.score and filling.question.name not in APART:
        for item in filling.draft.free("phrase"):
            if {*item.targets("fact")[:1]} & USUAL:
                filling.draft.take(item, "")


def _counts_devices(item: Item) -> bool:
    """Whether the words ask how many devices."""
    words = folded(item.text).split()
    return words[:2] == ["how", "many"] and bool(
        {*words[2:]} & {"gpus", "nodes", "cards", "devices", "boxes", "accelerators"}
    )


def _asks_time(items: list[Item]) -> bool:
    """Whether the words ask how long."""
    return any("s" in lexicon().of(folded(item.text), "asks") for item in items)


def _finish(filling: Filling) -> None:
    """The words of the command, and what it lacks."""
    draft, question = filling.draft, filling.question
    if question.placed and not filling.places and filling.question.where != "":
        draft.missing.append("on")
    draft.missing += [
        each.name for each in question.parameters if each.default is None and each.name not in filling.values
    ]
    asked = {name for item in draft.items for name in item.targets("needs") if name in filling.known}
    draft.missing += sorted(asked - {*filling.values})
    if question.name == "fit" and not filling.places and any(map(_counts_devices, draft.items)):
        draft.missing.append("on")
    if "tokens" in filling.known and not filling.places and _asks_time(draft.items):
        draft.missing.append("on")
    if "draft" in filling.values and "accepted" not in filling.values:
        draft.missing.append("accepted")
    on = ",".join(dict.fromkeys(filling.places))
    on = "+".join([on, *filling.links]) if filling.links and on else on
    draft.put = Put(question.name, filling.values, on, ",".join(filling.formats), filling.measured)
    draft.words = command(question, draft.put)
