"""The other commands: facts shown, parts compared and listed, pages of numbers, expressions, numbers and formulas."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from ..errors import SlipstickError
from ..specs.catalogue import Catalogue
from ..words import slug
from . import formulas, sums
from .drafts import Draft, silent
from .items import Item

if TYPE_CHECKING:
    from ..reference.number import Number

Frame = Callable[[list[Item], Catalogue], Iterator[Draft]]
SPOKEN = {"any", "show", "list", "calc", "number"}  # words that only ask
HOURS = ("hour", "per hour", "an hour", "hourly", "hours")
RATED = ("peak", "sparse", "vector", "peak.DTYPE", "sparse.DTYPE")  # facts by number format
FIRST = ("latency", "storage", "network", "rates", "cost", "energy", "reliability", "llm")  # pages of numbers


def facts(items: list[Item], known: Catalogue) -> Iterator[Draft]:
    """``show``: one part or model, or one fact of it; in a unit of choice ``calc``."""
    things = _things(items)
    if len(things) != 1:
        return
    thing = things[0]
    handle = _handle(thing)
    draft = Draft("show", items)
    draft.take(thing, handle)
    _cues(draft)
    path = _path(draft, handle, known)
    if not path and not (draft.score or len(items) == 1):
        return
    draft.words = ["show", f"{handle}.{path}" if path else handle]
    draft.score += 5 if path else 0
    units = draft.free("unit")
    if path and units:
        draft.words = ["calc", f"{handle}.{path} in {units[0].value}"]
        draft.take(units[0], f"in {units[0].value}")
    if thing.kind == "machine" and thing.value[0] != 1:
        draft.missing.append("one device")
    yield draft


def compared(items: list[Item], known: Catalogue) -> Iterator[Draft]:
    """``compare``: two parts or more, and no task."""
    things = _things(items)
    handles = list(dict.fromkeys(map(_handle, things)))
    alike = len({known.spec(handle).kind == "model" for handle in handles}) == 1
    if len(handles) < 2 or not alike or any(each.kind == "machine" and each.value[0] != 1 for each in things):
        return
    draft = Draft("compare", items)
    for each in things:
        draft.take(each, _handle(each))
    _cues(draft)
    _path(draft, handles[0], known)
    draft.words = ["compare", *handles]
    if draft.score or len(draft.why) > len(things) or draft.whole:
        yield draft


def lists(items: list[Item], known: Catalogue) -> Iterator[Draft]:
    """``list``: parts of a kind, of some memory at least, in an order."""
    draft = Draft("list", items)
    kinds = [item for item in items if item.targets("kind")]
    if not kinds:
        return
    _cues(draft)
    draft.take(kinds[0], kinds[0].targets("kind")[0])
    draft.words = ["list", *(kind for kind in kinds[0].targets("kind")[:1] if kind != "all")]
    for item in draft.free("number"):
        if item.value.powers == {"byte": 1.0}:
            sign = "<=" if any(each.targets("sign") for each in items) else ">="
            draft.take(item, f"memory of {item.value.text}")
            draft.words += ["--where", f"memory.*.capacity {sign} {item.value.text}"]
            for other in draft.free("phrase"):
                if any(each.endswith("capacity") for each in other.targets("fact")):
                    draft.take(other, "")
    for item in draft.free("number"):
        parameters = [each for each in items if "parameters" in each.targets("fact")]
        if not item.value.unit and parameters:
            draft.words += ["--where", f"parameters > {item.value.value:g}"]
            draft.take(item, f"parameters > {item.value.value:g}")
            draft.take(parameters[0], "")
    if any(item.means("order") for item in items):
        _sorted(draft)
    makers = {maker.casefold(): maker for maker in known.memo.setdefault("makers", _makers(known))}
    for item in draft.free("unknown", "phrase"):
        if maker := makers.get(item.text.casefold().removesuffix("'s")):
            draft.take(item, maker)
            draft.words += ["--where", f"vendor = {maker}"]
    yield draft


def _sorted(draft: Draft) -> None:
    """The order of a list: by the matmul rate of a number format, or by the fact that words name."""
    for item in draft.free("dtype"):
        draft.words += ["--sort", f"peak.{item.value}"]
        draft.take(item, f"by peak.{item.value}")
    for item in draft.free("phrase"):
        path = next(iter(item.targets("fact")), "").replace("memory.main", "memory.*")
        if path and "DTYPE" not in path and "--sort" not in draft.words:
            draft.words += ["--sort", path]
            draft.take(item, f"by {path}")


def _makers(known: Catalogue) -> set[str]:
    return {part.vendor for part in known.specs()}


def commands(items: list[Item], known: Catalogue) -> Iterator[Draft]:
    """What lists what there is: 'which kernels do you know'."""
    for item in items:
        if words := item.targets("command"):
            draft = Draft(words[0], items)
            draft.take(item, " ".join(words))
            draft.score = 15
            _cues(draft)
            for other in draft.free("phrase"):
                if "list" in other.targets("cue"):
                    draft.take(other, "")
            draft.words = [*words]
            yield draft


def prices(items: list[Item], known: Catalogue) -> Iterator[Draft]:
    """What an hour of a part costs, among the numbers worth knowing."""
    things = _things(items)
    asked = [item for item in items if item.means("needs")]
    if len(things) != 1 or not asked or not any(item.text.casefold() in HOURS for item in items):
        return
    names = things[0].value[1].word if things[0].kind == "machine" else things[0].value.word
    words = [name for name in names.split() if not name.isdigit()]
    draft = Draft("number", items)
    for item in (things[0], *asked):
        draft.take(item, "")
    _cues(draft)
    for other in items:
        if "any" in other.targets("cue") or other.text.casefold() in HOURS:
            draft.take(other, "")
    from ..reference.search import numbers

    with suppress(SlipstickError):
        found = [each for each in numbers(f"gpu hour {' '.join(words)}", known) if not each.history]
        for best in [each for each in found if each.page.handle == "cost"][:1] or found[:1]:
            draft.words, draft.score = ["number", best.path], 15
            yield draft


def sheets(items: list[Item], known: Catalogue) -> Iterator[Draft]:
    """``sheet``: a page of numbers."""
    found = [item for item in items if item.targets("sheet")]
    if len(found) == 1:
        draft = Draft("sheet", items)
        draft.take(found[0], found[0].targets("sheet")[0])
        draft.score += 12
        _cues(draft)
        draft.words = ["sheet", found[0].targets("sheet")[0]]
        yield draft


def roofline(items: list[Item], known: Catalogue) -> Iterator[Draft]:
    """``plot roofline``: of a part, with the points of a file."""
    things = _things(items)
    if len(things) != 1 or not any("plot" in item.targets("cue") for item in items):
        return
    draft = Draft("plot", items)
    draft.take(things[0], _handle(things[0]))
    _cues(draft)
    draft.words = ["plot", "roofline", _handle(things[0])]
    for item in draft.free("unknown"):
        if item.text.endswith((".csv", ".yaml")):
            draft.words += ["--points", item.text]
            draft.take(item, "points")
    yield draft


def channels(items: list[Item], known: Catalogue) -> Iterator[Draft]:
    """So many channels of a memory: their bandwidth together."""
    things = [item for item in items if item.kind == "thing" and item.value.kind == "memory"]
    numbers = [item for item in items if item.kind == "number" and not item.value.unit and item.value.value > 1]
    if len(things) != 1 or len(numbers) != 1 or "memory.channel.bandwidth" not in known.spec(things[0].value.handle):
        return
    draft = Draft("calc", items)
    draft.take(things[0], things[0].value.handle)
    draft.take(numbers[0], "channels")
    for item in items:
        if "channels" in item.targets("name") or any("bandwidth" in each for each in item.targets("fact")):
            draft.take(item, "")
            draft.score += 5
    draft.words = ["calc", f"{numbers[0].value.text} * {things[0].value.handle}.memory.channel.bandwidth"]
    if draft.score:
        yield draft


FRAMES: tuple[Frame, ...] = (
    facts,
    compared,
    lists,
    commands,
    prices,
    sheets,
    roofline,
    channels,
    sums.conversions,
    sums.users,
    sums.rates,
    sums.products,
    sums.stored,
)


def searched(items: list[Item], known: Catalogue, text: str) -> Iterator[Draft]:
    """An expression as it stands; else numbers worth knowing and formulas that the words find, if all of them do."""
    every: tuple[Callable[[], Iterator[Draft]], ...] = (
        lambda: sums.expression(items, text, known),
        lambda: _numbers(items, known),
        lambda: formulas.valued(items),
        lambda: formulas.named(items),
    )
    for frame in every:
        found = [draft for draft in frame() if draft.whole]
        if found:
            yield found[0]
            return


def _numbers(items: list[Item], known: Catalogue) -> Iterator[Draft]:
    """``number``: the one of the first pages that all words find, but for those that ask for a time or a price."""
    strange = ("number", "machine", "shape", "given", "dtype")
    told = [item for item in items if item.kind != "unit" and not formulas.empty(item)]
    plain = [item for item in told if item.means("fact") or not SPOKEN & {*item.targets("cue"), *item.targets("only")}]
    words = " ".join(item.text for item in plain).split()
    named = any(item.kind == "unknown" for item in plain) or len(words) > 1
    if any(item.kind in strange for item in told) or not named:
        return
    found = [*_known(told, known), *_known(plain, known)]
    first = [each for each in found if each.page.handle in FIRST]
    for best in sorted(first or found[:1], key=lambda each: len(each.path))[:1]:
        draft = Draft("number", items)
        for item in items:
            draft.take(item, "" if silent(item) else best.path)
        draft.words = ["number", best.path]
        yield draft


def generic(draft: Draft, items: list[Item], known: Catalogue) -> Draft | None:
    """The number worth knowing in place of a fact of a disk or a link that is named by its kind alone."""
    things = _things(items)
    if len(things) != 1 or things[0].kind != "thing" or any(map(str.isdigit, things[0].text)):
        return None
    return next(_numbers([each._replace(kind="unknown") if each is things[0] else each for each in items], known), None)


def _known(items: list[Item], known: Catalogue) -> "list[Number]":
    """The numbers worth knowing that all of some words find by whole words, none of history, the first pages first."""
    from ..reference.search import numbers

    text = " ".join(item.text for item in items)[:200]
    with suppress(SlipstickError):
        found = [each for each in numbers(text, sure=True) if not each.history] if text else []
        return found
    return []


def _things(items: list[Item]) -> list[Item]:
    return [item for item in items if item.kind in ("thing", "machine")]


def _handle(item: Item) -> str:
    handle: str = item.value[1].handle if item.kind == "machine" else item.value.handle
    return handle


def _cues(draft: Draft) -> None:
    """Take the words that speak of this command."""
    for item in draft.items:
        targets = item.targets("cue")
        if draft.name in targets:
            draft.score += 10 - targets.index(draft.name)
            draft.take(item, draft.name)
        elif "any" in targets or (draft.name in ("sheet", "list") and {"show", "list"} & {*targets}):
            draft.take(item, "")


def _path(draft: Draft, handle: str, known: Catalogue) -> str:
    """The path of the fact that words name, which are taken; empty where none does."""
    part = known.spec(handle)
    dtypes = draft.free("dtype")
    for item in sorted(draft.items, key=_of_size):
        if item.first in draft.why or item.kind not in ("phrase", "unknown"):
            continue
        names = item.targets("fact") or ((slug(item.text).replace("-", "_"),) if item.kind == "unknown" else ())
        for name in names:
            path = _resolved(part.handle, name, known, [each.value for each in dtypes])
            if path:
                draft.take(item, path)
                for other in draft.free("phrase"):
                    if _of_size(other) and path.startswith("memory."):
                        draft.take(other, "")
                    if path.split(".")[0] in RATED and any(each in RATED for each in other.targets("fact")[:1]):
                        draft.take(other, "")
                if path.endswith(tuple(f".{each.value}" for each in dtypes)):
                    draft.take(dtypes[0], path)
                return path
    if len(dtypes) == 1 and not draft.unused[1:] and f"peak.{dtypes[0].value}" in part and draft.score:
        return ""
    return ""


def _of_size(item: Item) -> bool:
    """Whether a fact is how large a memory is, which is named beside others of it: 'vram bandwidth'."""
    return "memory.main.capacity" in item.targets("fact")


def _resolved(handle: str, name: str, known: Catalogue, dtypes: list[str]) -> str:
    """A path of a part in full: that of its main memory, or of a number format, where it says so."""
    from ..reference.part import looked_at

    part = known.spec(handle)
    if name.startswith("memory.main."):
        name = name.replace("memory.main", part.first_level or "memory.none")
    if name.endswith(".DTYPE"):
        name = name.replace("DTYPE", dtypes[0]) if dtypes else name.removesuffix(".DTYPE")
    with suppress(SlipstickError):
        return looked_at(f"{handle}.{name}", known)[1]
    return ""
