"""What there is: parts in a list, pages of numbers, kernels and formulas."""

from collections.abc import Iterator

from ..specs.catalogue import Catalogue
from .drafts import Draft
from .items import Item

GREATEST = ("fastest", "most", "highest", "largest", "biggest")  # words that ask for an order
PATHS = {True: ("memory.main.capacity",), False: ("parameters",)}  # of a size, and of a count


def lists(items: list[Item], known: Catalogue) -> Iterator[Draft]:
    """``list``: parts of a kind, of some memory at least, in an order."""
    draft = Draft("list", items)
    kinds = [item for item in items if item.targets("kind")]
    if not kinds:
        return
    draft.cues()
    draft.take(kinds[0], kinds[0].targets("kind")[0])
    draft.words = ["list", *(kind for kind in kinds[0].targets("kind")[:1] if kind != "all")]
    _conditions(draft)
    if any(item.means("order") for item in items):
        _sorted(draft)
    if "--sort" not in draft.words and any(item.text.casefold() in GREATEST for item in items):
        draft.missing.append("a fact to sort by, such as memory")
    left = draft.free("unknown")
    makers = {maker.casefold(): maker for maker in _makers(known)} if left else {}
    for item in left:
        if maker := makers.get(item.text.casefold().removesuffix("'s")):
            draft.take(item, maker)
            draft.words += ["--where", f"vendor = {maker}"]
    if draft.score or len(draft.words) > 2:
        yield draft


def _conditions(draft: Draft) -> None:
    """Sizes of memory and counts of parameters that are asked for at least or at most, by the sign before each."""
    for item in draft.free("number"):
        size = item.value.powers == {"byte": 1.0}
        beside = [each for each in draft.items if any(path in PATHS[size] for path in each.targets("fact"))]
        if not size and not item.value.unit and not beside:
            _counted(draft, item)
            continue
        if not size and (item.value.unit or not beside):
            continue
        before = [each for each in draft.items if each.targets("sign") and each.last == item.first - 1]
        sign = before[0].targets("sign")[0] if before else ">=" if size else ">"
        path = "memory.*.capacity" if size else "parameters"
        text = f"{path} {sign} {item.value.text if size else f'{item.value.value:g}'}"
        if any(path in word for word in draft.words):
            draft.missing.append(f"one bound of {path}")
        draft.words += ["--where", text]
        for each in (item, *before, *beside):
            draft.take(each, text if each is item else "")


def _counted(draft: Draft, item: Item) -> None:
    """A count of what a fact says, such as cores, which stands right behind its number."""
    after = [each for each in draft.items if each.first == item.last + 1 and each.targets("fact")]
    before = [each for each in draft.items if each.targets("sign") and each.last == item.first - 1]
    if after and "DTYPE" not in after[0].targets("fact")[0]:
        sign = before[0].targets("sign")[0] if before else ">="
        draft.words += ["--where", f"{after[0].targets('fact')[0]} {sign} {item.value.value:g}"]
        for each in (item, *before, *after):
            draft.take(each, draft.words[-1] if each is item else "")


def _sorted(draft: Draft) -> None:
    """The order of a list: by the matmul rate of a number format, or by the fact that words name."""
    for item in draft.items:
        if item.means("order"):
            draft.take(item, "")
    for item in draft.free("dtype"):
        draft.words += ["--sort", f"peak.{item.value}"]
        draft.take(item, f"by peak.{item.value}")
        for other in draft.free("phrase"):
            if any(path.endswith(".DTYPE") for path in other.targets("fact")):
                draft.take(other, "")
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
            draft.cues()
            for other in draft.free("phrase"):
                if "list" in other.targets("cue"):
                    draft.take(other, "")
            draft.words = [*words]
            yield draft


def sheets(items: list[Item], known: Catalogue) -> Iterator[Draft]:
    """``sheet``: a page of numbers."""
    found = [item for item in items if item.targets("sheet")]
    if len(found) == 1:
        draft = Draft("sheet", items)
        draft.take(found[0], found[0].targets("sheet")[0])
        draft.score += 12
        draft.cues()
        draft.words = ["sheet", found[0].targets("sheet")[0]]
        yield draft
