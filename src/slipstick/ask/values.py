"""Values as a command takes them, and the words of a command."""

import re

from ..estimates.costs import COSTS
from ..estimates.parameter import FLAG, Parameter
from ..estimates.question import Question
from ..units import reading
from ..units.dimensions import Dim
from .drafts import Put
from .items import Item

SPELT = {"within": "in"}  # an option that Python could not call so


def command(question: Question, put: Put) -> list[str]:
    """The words of a command: 'matmul 4096 4096 4096 --on a100-sxm-80gb', 'run softmax rows=8192 columns=2048'."""
    _, values, on, dtype, measured = put
    places = [each.name for each in question.places]
    flags = {each.name for each in question.parameters if each.dim is FLAG} | {"energy"}
    costs = [each.name for each in COSTS]
    run = not question.command
    words = ["run", question.name] if run else [question.name]
    words += [f"{name}={values[name]}" if run else values[name] for name in places if name in values]
    where = (["--on", on] if on else []) + (["--dtype", dtype] if dtype else [])
    order = [*(each.name for each in question.parameters), *costs, *question.picks]
    options: list[str] = []
    for name in sorted((name for name in values if name not in places), key=order.index):
        option = f"--{SPELT.get(name, name).replace('_', '-')}"
        if run and name not in costs:
            words.append(f"{name}={values[name]}")
        else:
            options += [option] if name in flags else [option, values[name]]
    return words + where + options + (["--measured", measured] if measured else [])


def joins(item: Item) -> bool:
    """Whether an item only joins a name with its number: of, is, about, at."""
    return item.means("ignored") and not item.means("name")


def fits(item: Item, dim: Dim) -> bool:
    """Whether a number may be of a dimension."""
    amount = item.value
    if not amount.unit:
        return not dim.unit or dim.counted
    return amount.unit != "%" and bool(dim.unit) and amount.powers == reading.unit(dim.unit).powers


def same(powers: dict[str, float], units: tuple[str, ...]) -> bool:
    """Whether root units are those of one of some units."""
    return any(powers == reading.unit(unit).powers for unit in units)


def typed(item: Item, parameter: Parameter) -> str:
    """A value as a command takes it: counts in digits, and k as it was typed."""
    if item.kind != "number":
        return str(item.value)
    amount = item.value
    if "," in amount.text or ".." in amount.text:
        return str(amount.text)
    counted = parameter.dim.counted or not parameter.dim.unit
    if counted and amount.letter != "k":
        text = f"{amount.value:.15g}"
        return text if len(text.rstrip("0")) > 6 or amount.value < 1e7 else f"{amount.value:g}".replace("e+", "e")
    return re.sub(r"tok(?:en)?s?$", "", amount.text) if counted else amount.text


def billions(value: float) -> str:
    """A size of a model as it is typed: 13B."""
    return f"{value / 1e9:.6g}B"
