"""Lists in a question, as axes: a point by its number, each combination of their items once."""

from collections.abc import Mapping, Sequence
from math import prod
from typing import Any

from ..errors import UsageError
from ..specs.catalogue import Catalogue, catalogue
from ..specs.machine import Machine, machine
from .estimate import Estimate
from .parameter import Parameter, said, shown
from .question import On, Question
from .spans import MOST, listed


class Axes:
    """A question with lists in it. items: of each axis, by its name, the first of which turns slowest.

    given: the values that are no list; on, dtype: the one of each, where there is no list of them.
    """

    def __init__(
        self,
        question: Question,
        items: Mapping[str, Sequence[Any]],
        given: Mapping[str, Any],
        on: On | None,
        dtype: str | None,
        known: Catalogue,
    ) -> None:
        self.question, self.items, self.given = question, items, given
        self.on, self.dtype, self.known = on, dtype, known

    @classmethod
    def of(
        cls,
        question: Question,
        given: Mapping[str, Any],
        on: On | Sequence[On] | None,
        dtype: str | Sequence[str] | None = None,
        specs: str | Catalogue | None = None,
        most: int = MOST,
    ) -> "Axes":
        """The lists in a question: ``[1, 2, 4]``, ``"1,2,4"``, ``"1..1024*2"`` or ``"0..100+25"``; texts with commas.

        most: items of a list. Raises UsageError for an empty list and for an unknown machine.
        """
        known = catalogue(specs)
        where = [None if each is None else machine(each, known) for each in several(on, "on")]
        every: dict[str, list[Any]] = {"on": where, "dtype": several(dtype, "dtype")}
        for each in (*question.parameters, *question.extras):
            if each.name in given and (found := _listed(given[each.name], each, most)):
                every[each.name] = found
        every |= {name: several(given[name], name) for name in question.picks if _is_list(given.get(name))}
        items = {name: found for name, found in every.items() if len(found) > 1 or name not in ("on", "dtype")}
        rest = {name: value for name, value in given.items() if name not in items}
        return cls(question, items, rest, every["on"][0], every["dtype"][0], known)

    def __len__(self) -> int:
        return prod(map(len, self.items.values()))

    def point(self, place: int) -> dict[str, Any]:
        """The items of a point by its number."""
        found: dict[str, Any] = {}
        for name, items in reversed([*self.items.items()]):
            place, at = divmod(place, len(items))
            found[name] = items[at]
        return dict(reversed([*found.items()]))

    def ask(self, point: Mapping[str, Any]) -> Estimate:
        """The answer at a point. Raises as :meth:`Question.ask`."""
        chosen = {"on": self.on, "dtype": self.dtype, **point}
        place, kind = chosen.pop("on"), chosen.pop("dtype")
        picked = {name: chosen.pop(name) for name in self.question.picks if name in chosen}
        return self.question.ask({**self.given, **picked}, place, kind, self.known, chosen)

    def text(self, name: str, item: Any) -> str:
        """An item of an axis as a person reads it."""
        parameter = parameter_of(self.question, name)
        if isinstance(item, Machine):
            return item.handle
        return shown(item, parameter.dim.unit) if parameter and isinstance(item, int | float) else str(item)

    def unit(self, name: str) -> str:
        """The coherent unit of an axis of numbers; empty of one of words or of plain numbers."""
        return unit_of(self.question, name)


def parameter_of(question: Question, name: str) -> Parameter | None:
    """The parameter of a name, of what may be asked beside too; None for what is picked, a machine or a format."""
    return next((each for each in (*question.parameters, *question.extras) if each.name == name), None)


def unit_of(question: Question, name: str) -> str:
    """The coherent unit of a parameter of numbers; empty of one of words or of plain numbers."""
    parameter = parameter_of(question, name)
    return parameter.dim.unit if parameter and parameter.words is None else ""


def _listed(value: Any, parameter: Parameter, most: int) -> list[Any] | None:
    """The items of a list of values, or of words; None for one."""
    if parameter.words is None:
        return listed(value, parameter.dim, parameter.name, most)
    if parameter.many or not _is_list(value):
        return None
    return [said(each, parameter.name, parameter.words, False) for each in several(value, parameter.name)]


def _is_list(value: Any) -> bool:
    return isinstance(value, list | tuple) or (isinstance(value, str) and "," in value)


def several(value: Any, name: str) -> list[Any]:
    """The items of a list, or of a text with commas. Raises UsageError for an empty list."""
    if isinstance(value, list | tuple) and not value:
        raise UsageError(f"{name} is an empty list: expected one item or more")
    if isinstance(value, str):
        return [each.strip() for each in value.split(",")]
    return list(value) if isinstance(value, list | tuple) else [value]
