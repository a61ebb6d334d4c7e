"""A question in words read into one command: the one that uses every word that means something."""

import re
from collections.abc import Iterator

from ..errors import UsageError
from ..estimates.questions import find
from ..specs.catalogue import Catalogue, catalogue
from ..words import pattern, quoted
from . import others
from .drafts import Draft, Reading, silent
from .items import Item, Reader
from .machines import counted, described
from .questions import filled
from .things import MACHINES, Thing, things

MANY = 1e8  # tokens that only training takes
RUNS = pattern(r"(?:does|can|could|will|would|is)\b(?!.*\bhow\b).*\bruns?\b", re.IGNORECASE)  # asks whether it fits
HOLDS = ("fit", "infer")  # what words ask for that ask how many a machine holds
BONUS = 12
TOLD = 6  # words that are named as unused


def read(question: str, specs: str | Catalogue | None = None) -> Reading:
    """The command that a question in words means.

    Raises UsageError where words are left that mean something, naming them and the nearest command.

    >>> read("how long does a 4096 cubed fp16 matmul take on an A100?").command
    'slipstick matmul 4096 4096 4096 --on a100-sxm-80gb --dtype fp16'
    """
    known = catalogue(specs)
    reader = Reader(question, known)
    items = described(reader.items(), known)
    _refuse(items)
    every = [*_drafts(counted(items, reader.things), known, reader), *_drafts(items, known, reader, counts=False)]
    if RUNS.match(reader.text) or any(item.targets("cue")[:2] == HOLDS for item in items):
        for draft in every:
            draft.score += BONUS * (draft.name == "fit")
    law = any("formula" in item.targets("only") for item in items)
    whole = [draft for draft in every if draft.whole and not law]
    left = law or (all(draft.unused for draft in every) and not any(map(_asks_back, every)))
    if not whole and (left or _told(items)):
        whole = [draft for draft in others.searched(items, known, reader.text, law, not left) if draft.whole]
    if not whole:
        raise UsageError(_why(reader.text, items, every))
    best = max(whole, key=lambda draft: draft.score)
    if best.name == "show" and "." in best.words[1] and any(map(_by_kind, items)):
        from .numbers import generic

        best = generic(best, items, known) or best
    reading = best.reading()
    told = {draft.reading().command: draft.score for draft in whole if draft.score >= best.score}
    told.pop(reading.command, None)
    return reading._replace(others=tuple(told), notes=(*reader.slips, *_slips(items), *reading.notes))


def _drafts(items: list[Item], known: Catalogue, reader: Reader, counts: bool = True) -> Iterator[Draft]:
    """Every command that may be meant, filled from the items. counts: whether numbers before parts count these."""
    if counts:
        for frame in others.FRAMES:
            yield from frame(items, known)
    else:
        items = [_single(item) for item in items]
    for name in _names(items, reader):
        yield filled(find(name), items, things(known))


def _single(item: Item) -> Item:
    """A thing that computes as a machine of one."""
    one = item.kind == "thing" and item.value.kind in MACHINES
    return item._replace(kind="machine", value=(1, item.value)) if one else item


def _names(items: list[Item], reader: Reader) -> list[str]:
    """The questions that some words speak of; of a model the usual ones."""
    found = {name for item in items for name in item.targets("cue") if name in reader.kernels}
    kinds = {thing.kind for item in items for thing in _things(item)}
    amounts = [item.value for item in items if item.kind == "number"]
    units = [amount.powers for amount in amounts]
    if "model" in kinds and RUNS.match(reader.text):
        found.add("fit")
    if "model" in kinds or any(amount.letter in ("B", "b") and not amount.unit for amount in amounts):
        found.add("infer")
    if any(amount.unit == "token" and amount.value >= MANY for amount in amounts):
        found.add("train")
    sides = {name for item in items if item.kind == "given" for name, _ in item.value}
    if (any(item.kind == "shape" for item in items) or {"m", "n", "k"} <= sides) and not found:
        found.add("matmul")
    if {"FLOP": 1.0} in units:
        found |= {"scaling", "kernel"}
    if kinds & {"link", "network", "storage"} or ({"byte": 1.0} in units and {"byte": 1.0, "second": -1.0} in units):
        found.add("move")
    return sorted(found)


def _things(item: Item) -> list[Thing]:
    return [item.value] if item.kind == "thing" else [item.value[1]] if item.kind == "machine" else []


def _refuse(items: list[Item]) -> None:
    """Raise UsageError for what no command can mean: a negation, money that the shell ate."""
    for item in items:
        if item.means("beyond"):
            raise UsageError(f"{quoted(item.text)} is not understood: ask about a machine, a model or a formula")
        if item.means("not"):
            raise UsageError(f"{quoted(item.text)} is not understood: ask without a negation or a share")
        if item.text.casefold().startswith("budget") and not any(_money(each) for each in items):
            raise UsageError("the budget has no amount: the shell takes $1 of $10k for itself, so use single quotes")
        if item.kind == "number" and item.value.unit.startswith("USD") and item.value.value == 0:
            raise UsageError(
                f"a budget of 0 ({item.text}): the shell takes the $1 of $10k for itself, so put the question in "
                "single quotes"
            )


def _told(items: list[Item]) -> bool:
    """Whether a question has words of its own, and nothing of a question about a machine: a number, a part, a shape."""
    placed = ("number", "thing", "machine", "shape", "given", "dtype", "format")
    plain = [item for item in items if item.kind != "number" or any(map(str.isdigit, item.text))]  # not 'one'
    return any(item.kind == "unknown" for item in items) and not any(item.kind in placed for item in plain)


def _asks_back(draft: Draft) -> bool:
    """Whether a question is named and lacks only where, but for a count of nothing named: '8 GPUs'."""
    counts = [item for item in draft.unused if item.kind == "number" and not item.value.unit]
    return draft.name == "collective" and "op" in (draft.put.values if draft.put else {}) and draft.unused == counts


def _by_kind(item: Item) -> bool:
    """Whether an item is a thing that is named by its kind alone, as a disk is."""
    return item.kind == "thing" and not any(map(str.isdigit, item.text))


def _money(item: Item) -> bool:
    return item.kind == "number" and bool(item.value.unit.startswith("USD"))


def _slips(items: list[Item]) -> Iterator[str]:
    """What was mistyped, and what it was taken for."""
    for item in items:
        if item.kind == "thing" and item.value.meant:
            yield f"{item.value.word} is read as {item.value.meant}"
        for thing in _things(item):
            if thing.others:
                told = ", ".join(thing.others[:TOLD]) + (" and more" if len(thing.others) > TOLD else "")
                yield f"{thing.word} is taken for {thing.handle}; it could be {told}"


def _why(text: str, items: list[Item], every: list[Draft]) -> str:
    """Why no command was found: what was left, and what the nearest command would need."""
    near = min(every, key=_badness, default=None)
    unknown = [item for item in items if item.kind == "unknown" and not silent(item)]
    several = [item for draft in every if near and _badness(draft)[0] == _badness(near)[0] for item in draft.unused]
    left = [*unknown, *several] if near else [item for item in items if item.kind != "phrase"]
    words = list(dict.fromkeys(quoted(item.text) for item in left))
    said = f"cannot use {', '.join(words[:TOLD])}" if words else f"cannot tell what {quoted(text)} asks"
    if near is None:
        return f"{said}: ask for a time, a size, a price or a fact, such as: memory bandwidth of an H100"
    if near.missing:
        lacks = f"{near.name} also needs {' and '.join(near.missing)}"
        return f"{said}; {lacks}" if words else lacks
    return f"{said}; without it: {near.reading().command}"


def _badness(draft: Draft) -> tuple[int, float]:
    """How far a draft is from a command: what it lacks, and what it leaves."""
    return len(draft.missing) + len(draft.unused), -draft.score
