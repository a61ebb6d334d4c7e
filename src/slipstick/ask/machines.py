"""How many of a part: a count before or after it, of nodes too."""

from itertools import zip_longest

from ..specs.catalogue import Catalogue
from ..words import slug
from .amounts import Amount
from .items import Item
from .things import MACHINES, Thing, Things

BETWEEN = ("of", "x", "times")
FAR = 1000  # before all words of a question
REACH = 4  # words between a part and the size of its memory, where a model is to fit it: "24 GB on a 3090"
PRICED = ("rent", "budget", "price", "within", "measured")  # parameters that are no counts
NODES = ("nodes", "node", "boxes", "servers", "machines", "hosts", "of", "each", "with", "x")


def described(items: list[Item], known: Catalogue) -> list[Item]:
    """The items without sizes beside a part that are its own memory: 'a 24 GB 4090'."""
    found: list[Item] = []
    items = [_of_size(item, place, items, known) for place, item in enumerate(items)]
    if any(item.kind == "number" and ".." in item.value.text for item in items):
        items = [item for item in items if not item.means("ranged")]
    if any(item.kind == "thing" and item.value.kind == "cpu" for item in items):
        items = [item for item in items if not item.means("cpu")]  # 'CPU only'
    for place, item in enumerate(items):
        if item.kind == "unit" and place and items[place - 1].kind == "thing":  # H100 hours are no time
            item = item._replace(kind="unknown")
        reach = REACH if any(map(_of_model, items)) else 1
        beside = [each for each in items[max(place - reach, 0) : place + reach + 1] if each.kind == "thing"]
        if not (item.kind == "number" and any(_own(item.value, each.value, known) for each in beside)):
            found.append(item)
    return found


def _of_model(item: Item) -> bool:
    """Whether an item is a model, by its name or its size."""
    if item.kind == "number":
        return item.value.letter in ("B", "b") and not item.value.unit
    return item.kind == "thing" and bool(item.value.kind == "model")


def _of_size(item: Item, place: int, items: list[Item], known: Catalogue) -> Item:
    """A part with a size beside it that another of its name has: 'a 4060 Ti with 16 GB'."""
    if item.kind != "thing" or item.value.kind not in MACHINES:
        return item
    sizes = [each for each in items[max(place - 1, 0) : place + 3] if each.kind == "number"]
    for each in sizes:
        handle = known.handle(f"{item.value.handle}-{each.value.value / 1e9:g}gb")
        if each.value.powers == {"byte": 1.0} and handle and not _own(each.value, item.value, known):
            return item._replace(value=item.value._replace(handle=handle, others=()))
    return item


def _own(amount: Amount, thing: Thing, known: Catalogue) -> bool:
    """Whether a size is that of a part's main memory, in GB or GiB."""
    path = f"{known.spec(thing.handle).first_level}.capacity"
    if amount.powers != {"byte": 1.0} or path not in known.spec(thing.handle):
        return False
    size = known.spec(thing.handle).number(path)
    return amount.value in (round(size / 2**30, 3), round(size / 1e9, 3))


def several(many: int, thing: Thing, known: Things) -> Thing:
    """A part of which there are several, without the s of the plural: three V100s are no V100S."""
    name = slug(thing.word[:-1])
    if many == 1 or thing.word[-1:] != "s" or thing.word.islower():
        return thing
    handle = known.handle(name)
    if not handle:
        return thing
    others = (thing.handle,) if handle != thing.handle else thing.others
    return thing._replace(handle=handle, kind=known.kinds[handle], others=others)


def counted(items: list[Item], known: Things) -> list[Item]:
    """The items with every machine that computes as one item, of its count and its part.

    A count stands right before it: 'four A100s', '8 of the H100', 'two nodes of 8 H100'.
    """
    found: list[Item] = []
    items = _each_count(items)
    them = _of_them(items)
    for item in items:
        if item is them:
            continue
        if item.kind != "thing" or item.value.kind not in MACHINES:
            found.append(item)
            continue
        many, first, kept = _before(found)
        if many == 1 and them:
            many = int(them.value.value)
        text = " ".join([*(each.text for each in found[kept:]), item.text])
        part = several(many, item.value, known)
        start = first if first >= 0 else item.first
        fewer = _fewer(found, kept, many) if first >= 0 else []
        if fewer:
            kept = found.index(fewer[0])
            text = item.text
        found[kept:] = [each._replace(kind="machine", value=(int(each.value.value), part)) for each in fewer]
        found += [Item("machine", (many, part), text, start, item.last, item.stop)]
    return [_as_one(item, place, found) for place, item in enumerate(found)]


def _as_one(item: Item, place: int, items: list[Item]) -> Item:
    """'two 4090s ... as one': the one as a machine of that part."""
    several = [each for each in items[:place] if each.kind == "machine" and each.value[0] > 1]
    compared = place > 0 and items[place - 1].text.casefold() in ("as", "than", "vs", "versus", "or")
    if item.text.casefold() != "one" or len(several) != 1 or not compared:
        return item
    return item._replace(kind="machine", value=(1, several[0].value[1]))


def _each_count(items: list[Item]) -> list[Item]:
    """The items with a list of counts before a machine as counts: 'on 8, 16, 32 and 64 H100s'."""
    found: list[Item] = []
    for item, after in zip_longest(items, items[1:]):
        part = after is not None and after.kind == "thing" and after.value.kind in MACHINES
        texts = item.value.text.split(",") if part and item.kind == "number" and not item.value.unit else []
        if after is not None and len(texts) > 1 and all(map(str.isdigit, texts)):
            *fewer, last = [Amount(text, float(text), "", "", 0) for text in texts]
            found += [
                item._replace(kind="machine", value=(int(each.value), after.value), text=each.text, first=place - FAR)
                for place, each in enumerate(fewer)
            ]
            found.append(item._replace(value=last, text=last.text))
        else:
            found.append(item)
    return found


def _fewer(items: list[Item], kept: int, many: int) -> list[Item]:
    """The smaller counts that stand before one of a machine, in order: 'one or two 4090s', '1, 2 and 4 L4s'."""
    counts: list[Item] = []
    while kept:
        joins = items[kept - 1].text.casefold() in ("or", "and", "vs", "versus")
        kept -= joins
        count = items[kept - 1] if kept else None
        named = kept > 1 and _names(items[kept - 2])
        if count is None or named or not whole(count) or not (joins or (counts and count.stop)):
            break
        if count.value.value >= (counts[0].value.value if counts else many):
            break
        counts.insert(0, count)
        kept -= 1
    return counts


def _of_them(items: list[Item]) -> Item | None:
    """The number in '64 of them'."""
    for place, item in enumerate(items[:-2]):
        after = [each.text.casefold() for each in items[place + 1 : place + 3]]
        if whole(item) and after == ["of", "them"]:
            return item
    return None


def _before(items: list[Item]) -> tuple[int, int, int]:
    """The count at the end of some items, the word where it begins (or -1), and how many items it leaves."""
    kept = len(items)
    while kept and items[kept - 1].text.casefold() in BETWEEN:
        kept -= 1
    named = kept > 1 and _names(items[kept - 2])
    if not kept or named or items[kept - 1].stop or not whole(items[kept - 1]):
        return 1, -1, len(items)
    many, first, kept = int(items[kept - 1].value.value), items[kept - 1].first, kept - 1
    place = kept
    while place and items[place - 1].text.casefold() in NODES:
        place -= 1
    nodes = [each.text.casefold() for each in items[place:kept]]
    if place and whole(items[place - 1]) and any(word in NODES[:6] for word in nodes):
        return many * int(items[place - 1].value.value), items[place - 1].first, place - 1
    return many, first, kept


def _names(item: Item) -> bool:
    """Whether an item names what a count beside it is of: a batch, and neither a rent nor a budget."""
    return item.means("name") and not item.means("ignored") and not {*item.targets("name")} <= {*PRICED}


def whole(item: Item) -> bool:
    """Whether an item is a whole number of things."""
    amount = item.value
    return (
        item.kind == "number"
        and isinstance(amount, Amount)
        and not {",", "."} & {*amount.text}
        and not amount.unit
        and amount.letter in ("", "k")
        and (amount.value >= 1 and amount.value % 1 == 0)
    )


def written(many: int, thing: Thing) -> str:
    """A machine as it is typed."""
    return thing.handle if many == 1 else f"{many}x{thing.handle}"


def things_of(items: list[Item]) -> list[Item]:
    """The items that are parts, models, links and the like."""
    return [item for item in items if item.kind in ("thing", "machine")]


def handle_of(item: Item) -> str:
    """The handle of a thing, or of what a machine is made of."""
    handle: str = item.value[1].handle if item.kind == "machine" else item.value.handle
    return handle
