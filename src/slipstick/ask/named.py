"""Numbers and words of a question that give a parameter its value by its name."""

from itertools import zip_longest

from ..estimates.parameter import Parameter
from .filling import Filling
from .items import Item
from .sized import sized
from .values import fits, joins, typed

LENGTHS = ("context", "sequence", "prompt", "output", "queries", "keys")
NUMBERS = ("number", "format", "dtype")


def given(filling: Filling) -> None:
    """Values by name: m=1 n=k=2048."""
    for item in filling.draft.free("given"):
        pairs = [(filling.parameter((name,)), text) for name, text in item.value]
        if all(each for each, _ in pairs):
            for each, text in pairs:
                filling.give(each.name, text, item)  # type: ignore[union-attr]


def named(filling: Filling) -> None:
    """Numbers beside the name of a parameter: 'batch of 16', '16k context'."""
    solid = [item for item in filling.draft.items if not joins(item)]
    place = 0
    while place + 1 < len(solid):
        place += 2 if _bound(filling, solid[place], solid[place + 1]) else 1


def _bound(filling: Filling, one: Item, other: Item) -> bool:
    """Give the parameter that one of two neighbours names the value of the other; whether there is one."""
    for name, number in ((one, other), (other, one)):
        names = name.targets("name") or _own_name(filling, name)
        if not names or number.kind not in ("number", "format", "dtype") or name.first in filling.draft.why:
            continue
        if number.first in filling.draft.why or ("offload" in names and number.kind in ("format", "dtype")):
            continue
        if "model" in filling.known and "model" not in filling.values and sized(filling, number):
            continue
        if "measured" in names and number.kind == "number" and number.value.unit:
            filling.measured = number.value.text
        elif pick := next((pick for pick in names if pick in filling.question.picks and number.kind == "number"), ""):
            filling.values[pick], names = number.value.text, (pick,)
        elif (
            (each := _fitting(filling, tuple(n for n in names if n not in filling.values), number)) is None
            or each.name in filling.values
            or (name is other and _parted(filling, number, name))
        ):
            continue
        else:
            row = [number, *_after(filling, number)] if number is other else [*_before(filling, number), number]
            filling.values[each.name] = ",".join(typed(item, each) for item in row)
            for item in row:
                filling.draft.take(item, f"{each.name} {item.text}")
            names = (each.name,)
        filling.draft.take(name, "")
        filling.draft.take(number, f"{names[0]} {filling.values.get(names[0], filling.measured)}")
        return True
    return False


def _parted(filling: Filling, number: Item, name: Item) -> bool:
    """Whether a mark parts a number from the name behind it, which has a number of its own: 'head 128, batch 2'."""
    after = filling.draft.items[filling.draft.items.index(name) + 1 :]
    return number.stop and bool(after) and after[0].kind == "number"


def _after(filling: Filling, number: Item) -> list[Item]:
    """The plain numbers that follow one at once: 'tp 1 2 4 8', 'batch 8 and 64'."""
    return _row(filling, filling.draft.items, number)


def _before(filling: Filling, number: Item) -> list[Item]:
    """The plain numbers that stand at once before one: '1024 4096 16384 columns'."""
    return _row(filling, filling.draft.items[::-1], number)[::-1]


def _row(filling: Filling, items: list[Item], number: Item) -> list[Item]:
    if number.kind != "number" or number.value.unit:
        return []
    found: list[Item] = []
    rest = items[items.index(number) + 1 :]
    for item, after in zip_longest(rest, rest[1:]):
        if item.text.casefold() in ("and", "or", "vs", "against", "versus") and item.first not in filling.draft.why:
            continue
        if item.kind != "number" or item.value.unit or item.first in filling.draft.why:
            break
        if after is not None and after.means("name") and not after.means("ignored"):
            break  # it has a name of its own
        found.append(item)
    return found


def _own_name(filling: Filling, item: Item) -> tuple[str, ...]:
    """A parameter by its own name, as n or k."""
    name = item.text.casefold().replace("-", "_")
    return (name,) if item.kind in ("unknown", "unit") and name in filling.known else ()


def _fitting(filling: Filling, names: tuple[str, ...], number: Item) -> Parameter | None:
    """The parameter of some names that a number fits."""
    for name in names:
        each = filling.parameter((name,))
        if (
            each
            and (number.kind != "number") == (each.words is not None)
            and (number.kind != "number" or fits(number, each.dim) or _in_tokens(each, number))
        ):
            return each
    return None


def _in_tokens(each: Parameter, number: Item) -> bool:
    """Whether a parameter is a length, which is counted in tokens."""
    return each.name in LENGTHS and number.value.unit == "token"


def words(filling: Filling) -> None:
    """Phrases that are values: 'all-reduce', 'stage 2', 'with vLLM'."""
    for item in filling.draft.free("phrase"):
        pairs = [*zip(item.targets("word")[::2], item.targets("word")[1::2], strict=True)]
        if all(name in filling.known or name in filling.question.picks for name, _ in pairs):
            for name, text in pairs:
                filling.give(name, text, item)
            if all(name in filling.values for name, _ in pairs) and "lora" in item.targets("word"):
                filling.draft.take(item, "")  # of a rank that was said
