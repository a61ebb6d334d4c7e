"""Facts of parts and models, parts compared, and what is drawn of one."""

from collections.abc import Iterator
from contextlib import suppress

from ..errors import SlipstickError
from ..specs.catalogue import Catalogue
from ..specs.spec import Spec
from ..words import slug
from .drafts import Draft
from .items import Item
from .machines import handle_of, things_of
from .things import MACHINES

WHOLE = ("capacity", "bandwidth", "tdp", "maximum", "on_demand", "buy", "transistors", "units")  # of several the sum
RATED = ("peak", "sparse", "vector", "peak.DTYPE", "sparse.DTYPE")  # facts by number format


def facts(items: list[Item], known: Catalogue) -> Iterator[Draft]:
    """``show``: one part or model, or one fact of it; in a unit of choice ``calc``."""
    things = things_of(items)
    if len(things) != 1:
        return
    thing = things[0]
    handle = handle_of(thing)
    draft = Draft("show", items)
    draft.take(thing, handle)
    draft.cues()
    path = _path(draft, handle, known)
    if not path and not (draft.score or len(items) == 1):
        return
    draft.words = ["show", f"{handle}.{path}" if path else handle]
    draft.score += 12 if path else 0
    for item in draft.free("phrase") if path.startswith("price") else []:
        if item.means("needs"):
            draft.take(item, "")
    for item in draft.free("phrase") if path else []:
        if item.text.casefold().removesuffix("s") in {part.removesuffix("s") for part in path.split(".")}:
            draft.take(item, "")
    units = draft.free("unit")
    if path and units:
        draft.words = ["calc", f"{handle}.{path} in {units[0].value}"]
        draft.take(units[0], f"in {units[0].value}")
    if thing.kind == "machine" and thing.value[0] != 1:
        whole = path.endswith(WHOLE) or path.split(".")[0] in RATED
        unit = f" in {units[0].value}" if units else ""
        draft.words = ["calc", f"{thing.value[0]} * {handle}.{path}{unit}"]
        draft.missing += [] if whole else ["one device"]
    yield draft


def compared(items: list[Item], known: Catalogue) -> Iterator[Draft]:
    """``compare``: two parts or more, and no task."""
    things = things_of(items)
    handles = list(dict.fromkeys(map(handle_of, things)))
    kinds = {known.spec(handle).kind for handle in handles}
    alike = len(kinds) == 1 or kinds <= {*MACHINES}
    if len(handles) < 2 or not alike or any(each.kind == "machine" and each.value[0] != 1 for each in things):
        return
    draft = Draft("compare", items)
    for each in things:
        draft.take(each, handle_of(each))
    draft.cues()
    _path(draft, handles[0], known)
    draft.words = ["compare", *handles]
    if draft.score or len(draft.why) > len(things) or draft.whole:
        yield draft


def roofline(items: list[Item], known: Catalogue) -> Iterator[Draft]:
    """``plot roofline``: of a part, with the points of a file."""
    things = things_of(items)
    asked = [item for item in items if "plot" in item.targets("cue")]
    sheet = next((name for item in items for name in item.targets("sheet")), "")
    draft = Draft("plot", items)
    if not asked or not (things or sheet) or (things and sheet):
        return
    for thing in things:
        draft.take(thing, handle_of(thing))
    for item in items:
        if item.targets("sheet"):
            draft.take(item, f"ladder {sheet}")
    draft.cues()
    draft.score += 5 * bool(sheet)
    draft.words = ["plot", *(["roofline", *map(handle_of, things)] if things else ["ladder", sheet])]
    for item in draft.free("dtype") if things else []:
        draft.words += ["--dtype", item.value]
        draft.take(item, f"dtype {item.value}")
    for item in draft.free("unknown"):
        if item.text.endswith((".csv", ".yaml")):
            draft.words += ["--points", item.text]
            draft.take(item, "points")
    yield draft


def ratios(items: list[Item], known: Catalogue) -> Iterator[Draft]:
    """'ratio of H100 to A100 bandwidth', 'how many 4090s match the memory of an H200': ``calc``, of two facts."""
    things, asked = things_of(items), [item for item in items if item.means("ratio")]
    if len(things) != 2 or not asked:
        return
    draft = Draft("calc", items)
    for item in (*things, *asked):
        draft.take(item, "")
    draft.cues()
    one, other = map(handle_of, things)
    path = _path(draft, one, known)
    fact = next((item for item in items if draft.why.get(item.first) == path and path), None)
    again = Draft("calc", [fact] if fact else [])
    if not path or not (of_other := _path(again, other, known)):
        return
    pair = [f"{one}.{path}", f"{other}.{of_other}"]
    draft.words, draft.score = ["calc", " / ".join(pair if "ratio" in asked[0].text.casefold() else pair[::-1])], 20
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
    units = draft.free("unit")
    for item in units:
        draft.take(item, f"in {item.value}")
    unit = f" in {units[0].value}" if len(units) == 1 else ""
    draft.words = ["calc", f"{numbers[0].value.text} * {things[0].value.handle}.memory.channel.bandwidth{unit}"]
    if draft.score:
        yield draft


def _path(draft: Draft, handle: str, known: Catalogue) -> str:
    """The path of the fact that words name, which are taken; empty where none does."""
    part = known.spec(handle)
    dtypes = draft.free("dtype")
    for item in sorted(draft.items, key=_of_size):
        if item.first in draft.why or item.kind not in ("phrase", "unknown"):
            continue
        names = item.targets("fact") or ((slug(item.text).replace("-", "_"),) if item.kind == "unknown" else ())
        for name in names:
            own = item.kind == "unknown"
            path = _own(part, name) if own else _resolved(part.handle, name, known, [each.value for each in dtypes])
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
    return ""


def _own(part: Spec, name: str) -> str:
    """The path of a part that ends in a word; empty where none does."""
    with suppress(SlipstickError):
        return part.resolve(name)
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
