"""A question: a name, parameters, and a rule from a part and their values to an estimate."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, NoReturn, TypeAlias

from ..errors import SlipstickError, UsageError
from ..records import Fields, Record
from ..specs.catalogue import Catalogue, catalogue
from ..specs.machine import Machine, machine
from ..specs.spec import Spec
from ..units.dtypes import dtype as known_dtype
from ..units.maths import is_array, one_shape
from ..words import did_you_mean, quoted
from .costs import COSTS, NAMES
from .estimate import Estimate
from .parameter import Parameter as Parameter
from .parameter import flag as flag
from .parameter import measure as measure
from .parameter import named as named
from .parameter import read
from .parameter import side as side
from .parameter import word as word

RESERVED = ("command", "kernel", "on", "dtype", "specs")  # what every question may be asked about
DTYPE = "bf16"


On: TypeAlias = str | Spec | Machine  # what a question is asked about


class Asked(Fields):
    """A question as it was asked: values by parameter as plain numbers (or arrays) in coherent units."""

    values: dict[str, Any]
    picked: dict[str, str]  # what was chosen, by choice
    where: Machine | None  # None only where a question needs none
    dtype: str
    known: Catalogue
    note: str = ""  # what is said of a dtype that was not asked for

    @property
    def machine(self) -> Machine:
        """The machine of a question that has one."""
        assert self.where, "a question that needs a machine was refused without"
        return self.where

    @property
    def part(self) -> Spec:
        """The part a kernel runs on: one of the machine's."""
        return self.machine.part

    def doubled(self, name: str) -> "Asked":
        """The same question with one value doubled."""
        return self._replace(values={**self.values, name: self.values[name] * 2})


class Question(Record):
    """What can be asked. name: of the command. help: one line. parameters: in order; ``examples``: some values of them.

    command: whether it is a command of its own, and not one of ``slipstick run``. drilled: the values the drill asks,
    the examples by default. shape: the names of the sides in the order of ``8x4096x4096x4096``, those with a number for
    a default first. must: of the values, why they do not go together; empty where they do. says: the values in words,
    from the text of each. placed: whether it has to be told a machine; where: what one
    is for, where not, empty where it is for nothing; device: the one of its examples. busy: "one" device of a machine
    or "all" of them, where the answer is the time that they take, and so has a cost. tabled: the flag that asks
    for a table, if it has one. tells: the further answers that a table of several has.
    Raises TypeError for a parameter with a reserved name, or named twice.
    """

    name: str
    help: str
    parameters: tuple[Parameter, ...]
    command: bool = False
    examples: tuple[Mapping[str, Any], ...] = ()
    drilled: tuple[Mapping[str, Any], ...] = ()
    shape: tuple[str, ...] = ()
    must: Callable[[Mapping[str, Any]], str] | None = None
    says: Callable[[Mapping[str, str]], str] | None = None
    placed: bool = True
    where: str = "A part at one end, whose own link may be slower."
    device: str = "a100"
    busy: str = ""
    tabled: str = ""
    tells: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        names = [each.name for each in self.parameters]
        for name in (*names, *self.picks):
            if name in RESERVED:
                raise TypeError(f"{self.name}: a parameter cannot be called {name}: every question has that one")
            if names.count(name) > 1:
                raise TypeError(f"{self.name}: two parameters are called {name}")

    def __repr__(self) -> str:
        return f"<question {self.name}({', '.join(each.name for each in self.parameters)}): {self.help}>"

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError(f"a question is not changed: make another one for another {name}")

    @cached_property
    def _known(self) -> dict[str, Parameter]:
        return {each.name: each for each in self.parameters}

    @property
    def places(self) -> list[Parameter]:
        """The parameters that are given by their place: those that must be, and the rest of a shape."""
        return [
            each
            for each in self.parameters
            if not each.named and (each.default is None or (each.name in self.shape and isinstance(each.default, str)))
        ]

    @property
    def picks(self) -> tuple[str, ...]:
        """The names of what may be picked beside the parameters."""
        return ()

    @property
    def typed(self) -> bool:
        """Whether the answer depends on a number format."""
        return True

    def usual(self, part: Spec) -> tuple[str, str]:
        """The dtype where none is asked for, and what is said of it."""
        return DTYPE, ""

    @cached_property
    def extras(self) -> tuple[Parameter, ...]:
        """What may be asked beside its own parameters: the costs of a run, where its answer is a time of devices."""
        return tuple(each for each in COSTS if each.name not in self._known) if self.busy else ()

    def devices(self, where: Machine) -> int:
        """How many devices of a machine are busy with it."""
        return where.count if self.busy == "all" else 1

    def in_words(self, texts: Mapping[str, str]) -> str:
        """Its values in words, from the text of each that is given: '1 x 4096 x 4096', 'rows 8192, columns 2048'."""
        every: dict[str, str] = {}
        for name, _, _, default, _, words, *_ in self.parameters:
            usual = every.get(default, default) if isinstance(default, str) else f"{default or 0:g}"
            every[name] = texts.get(name, "" if usual == "0" and words is not None else usual)
        every |= texts
        return self.says(every) if self.says else ", ".join(f"{name} {text}" for name, text in every.items())

    def estimate(self, asked: Asked) -> Estimate:
        """The answer. Raises SlipstickError for what cannot be answered."""
        raise NotImplementedError

    def table(self, given: Mapping[str, Any], on: On | None, dtype: str | None, specs: str | Catalogue | None) -> Any:
        """The table that its flag asks for, an Answers. Raises as :meth:`ask`."""
        raise NotImplementedError

    def wants_table(self, given: Mapping[str, Any]) -> bool:
        """Whether the flag that asks for a table of its own is set."""
        value = given.get(self.tabled)
        return value is not None and bool(read(value, self._known[self.tabled]))

    def ask(
        self,
        given: Mapping[str, Any],
        on: On | None,
        dtype: str | None = None,
        specs: str | Catalogue | None = None,
        checked: Mapping[str, float] = {},
    ) -> Estimate:
        """Check every value at the door and answer.

        given: values by parameter: numbers, text with a unit, Quantities, numpy arrays of them that fit together, or
        an uncertain ``"2048..8192"``; and what is picked, by its name, or None for the fastest. on: a machine, or its
        text, such as "a100" or "8xh100". dtype: the number format; None for bf16, fp16, fp32, tf32, fp64, fp8, int8 or
        fp4, the first that the part multiplies in. checked: values that are plain numbers in coherent units already.
        Raises UsageError for an unknown part, dtype or parameter, a missing one, or a value out of range.
        """
        known = catalogue(specs)
        where, name, note = self.opened(on, dtype, known)
        picks = self.picks
        picked: dict[str, str] = {}
        rest: dict[str, Any] = {}
        for key, value in given.items():
            if key in picks:
                picked |= {} if value is None else {key: str(value)}
            elif value is not None or key not in NAMES:
                rest[key] = value
        costs = {each.name: each for each in self.extras if each.name in rest or each.name in checked}
        own = {key: value for key, value in rest.items() if key not in costs} if costs else rest

        def answer(more: Mapping[str, float]) -> Estimate:
            plain = {**checked, **more}
            if not costs:
                return self.estimate(Asked(self.values(own, plain), picked, where, name, known, note))
            paid = {name: plain.pop(name) if name in plain else read(rest[name], each) for name, each in costs.items()}
            from .pricing import priced  # more formulas than most answers need

            asked = Asked(self.values(own, plain), picked, where, name, known, note)
            return priced(self.estimate(asked), paid, asked.machine, self.devices(asked.machine))

        return self.answered(rest, answer)

    def opened(self, on: On | None, dtype: str | None, known: Catalogue) -> tuple[Machine | None, str, str]:
        """The machine, the dtype, and what is said of one that was not asked for. Raises as :meth:`ask`."""
        if on is None:
            if self.placed:
                raise UsageError(f"{self.name} needs a machine to run on, such as {self.device}")
            return None, DTYPE if dtype is None else known_dtype(dtype), ""
        where = machine(on, known)
        return where, *(self.usual(where.part) if dtype is None else (known_dtype(dtype), ""))

    def answered(self, given: Mapping[str, Any], answer: Callable[[Mapping[str, float]], Estimate]) -> Estimate:
        """The answer, or that of uncertain values. answer: with some values put in, plain numbers."""
        if not [value for value in given.values() if isinstance(value, str) and ".." in value]:
            return answer({})
        from .uncertain import uncertain

        every = (*self.parameters, *self.extras)
        return uncertain({each.name: each.dim for each in every if each.words is None}, given, answer)

    def values(self, given: Mapping[str, Any], checked: Mapping[str, float] = {}) -> dict[str, Any]:
        """The value of every parameter as a plain number or an array of them. checked: those that are already."""
        for name in given:
            if name not in self._known:
                raise UsageError(
                    f"{self.name} has no {quoted(name)}: {did_you_mean(name, [*self._known, *self.picks])}"
                )
        if [name for name in self.shape if isinstance(given.get(name), str)]:
            from .spans import sides

            given = sides(given, {name: self._known[name].default for name in self.shape})
        found: dict[str, Any] = {}
        for each in self.parameters:
            name, default = each.name, each.default
            if name in checked:
                found[name] = checked[name]
                continue
            value = given.get(name)
            if value is None:
                if default is None:
                    raise UsageError(f"{self.name} needs {name}: {each.help}")
                found[name] = found.get(default, default) if isinstance(default, str) else default
                continue
            found[name] = read(value, each)
        if any(map(is_array, found.values())):
            _fit_together(found)
        if self.must and (problem := self.must(found)):
            raise UsageError(f"{self.name}: {problem}")
        return found


def _fit_together(values: dict[str, Any]) -> None:
    """Raise UsageError unless the arrays among the values have elements and broadcast to one shape."""
    empty = [name for name, value in values.items() if is_array(value) and not value.size]
    if empty:
        raise UsageError(f"{empty[0]} is an empty array: expected an element or more")
    if not one_shape(values.values()):
        told = ", ".join(f"{name} of shape {value.shape}" for name, value in values.items() if is_array(value))
        raise UsageError(f"the sizes do not fit together: {told}")


def plain(value: Any) -> Any:
    """A value as a question repeats it: whole numbers whole, arrays as lists."""
    if isinstance(value, str):
        return value
    if is_array(value):
        return [plain(each) for each in value.ravel().tolist()]
    return int(value) if value % 1 == 0 else float(value)


def found_in(module: Any, name: str) -> Question:
    """The question of that name a module declares. Raises SlipstickError where it has none."""
    found = {value.name: value for value in vars(module).values() if isinstance(value, Question)}
    if name not in found:
        others = f", only {', '.join(found)}" if found else ""
        raise SlipstickError(f"{module.__file__} declares no question called {name}{others}")
    return found[name]
