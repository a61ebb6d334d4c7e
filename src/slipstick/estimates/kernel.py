"""Kernels: what one asks of a part, as a declaration. Work, floor, expected time and range follow from it.

A kernel runs on one part. Its phases follow one another; what a phase asks of several rates runs together.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, partial
from types import MappingProxyType
from typing import Any

from ..errors import SlipstickError
from ..formulas.core.formula import Formula, unrecorded
from ..specs.named import rate
from ..specs.rates import Rate, usual_dtype
from ..specs.spec import Spec
from ..units.maths import is_array, total
from ..words import did_you_mean
from . import calibration
from .calibration import Calibration, Wanted
from .choice import SETTINGS, Choice, Picked, best, combinations
from .estimate import Estimate
from .family import STREAMING, Family
from .inputs import BATCHED, WIDTHS, Unless, Unlike, fact_paths, formats
from .inputs import inputs as inputs_of
from .often import PLAIN, often
from .outcome import Outcome
from .phase import MAIN, Phase, Timed, amount_of, asks, rate_of, timed
from .pieces import pieced
from .question import DTYPE, Asked, Parameter, Question, side
from .summing import summed
from .telling import told

__all__ = ["Kernel", "asks", "side"]

DOUBLED = {"matrix": "peak", "memory": "bandwidth"}  # what a rate is called where it is doubled
NONE: Mapping[str, Any] = MappingProxyType({})
CORES = "cores"  # the family of all kernels on CPUs
LIBRARY = "library"  # what a library that converts its input is picked by


class Kernel(Question):
    """A kernel as a declaration.

    phases: what follows what. family: how its expected time follows. given: parameters that follow from others, each
    by a formula, in order. fixed: parameters of formulas that are always the same. choices: what an implementation may
    pick; the least expected time wins. does: what is taken for granted, with ``{memory}`` for the main memory and
    ``{result}`` for the width of a result. data: what its operands are called. borrowed: the kernel whose family and
    calibration it goes by, if it is :meth:`of` another. unlike: what of it nobody measured.
    Raises TypeError for a reserved or double parameter, and for a formula that needs what nobody gives.
    """

    phases: tuple[Phase, ...] = ()
    family: Family = STREAMING
    given: Mapping[str, Formula | Unless | str] = NONE
    fixed: Mapping[str, float] = NONE
    choices: Mapping[str, Choice] = NONE
    does: str = ""
    data: str = "the operands"
    busy: str = "one"
    borrowed: str = ""
    unlike: Unlike | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.phases or not all(phase.asks for phase in self.phases):
            raise TypeError(f"{self.name}: a phase asks nothing")
        known = {*WIDTHS, *self.formats.values(), *self.fixed, *(each.name for each in self.parameters)}
        known |= {name for choice in self.choices.values() for name in choice.inputs}
        every = [each for phase in self.phases for each in phase.asks.items()]
        for name, amount in [*self.given.items(), *every]:
            needed = [amount] if isinstance(amount, str) else amount.parameters
            if missing := [each for each in needed if each not in known]:
                nearest = did_you_mean(missing[0], sorted(known))
                raise TypeError(f"{self.name}: {name} needs {missing[0]}, which is no parameter of it: {nearest}")
            known.add(name)

    @cached_property
    def formats(self) -> dict[str, str]:
        """The parameters that are a number format, with the name of its width."""
        return formats(self.parameters)

    @cached_property
    def asked(self) -> tuple[Formula, ...]:
        """The formulas of what follows from the parameters and of what is asked, in order."""
        given = (each.formula if isinstance(each, Unless) else each for each in self.given.values())
        amounts = (*given, *(each for phase in self.phases for each in phase.asks.values()))
        return tuple(each for each in amounts if isinstance(each, Formula))

    @cached_property
    def rates(self) -> tuple[str, ...]:
        """The names of the rates that are asked, each once."""
        return tuple(dict.fromkeys(name for phase in self.phases for name in phase.asks))

    @property
    def main(self) -> str:
        """The rate whose work is the work of the kernel; empty where it does none."""
        return next((name for name in (*MAIN, "special") if name in self.rates), "")

    @cached_property
    def typed(self) -> bool:
        """Whether the answer depends on a number format: by its width, or by the rate of its arithmetic."""
        return "matrix" in self.rates or any(name in each.parameters for each in self.asked for name in WIDTHS)

    @cached_property
    def levers(self) -> tuple[str, ...]:
        """What is worth doubling: the rates, then the parameters that count or measure."""
        return (
            *(DOUBLED.get(name, name) for name in self.rates),
            *(each.name for each in self.parameters if each.lever),
        )

    def of(self, name: str, help: str, parameters: Iterable[Parameter], **changes: Any) -> "Kernel":
        """A kernel that is another in disguise: its family, and its asks save those that are overridden.

        changes: parameters of this kernel (``m=...``) and rates it asks (``memory=...``), each a formula of the new
        parameters; and what a declaration may say, such as ``does``. The calibration is borrowed: the answer says so.
        """
        own = {each.name for each in self.parameters}
        given = {key: changes.pop(key) for key in list(changes) if key in {*own, *self.given}}
        rates = {key: changes.pop(key) for key in list(changes) if key in self.rates}
        phases = tuple(Phase({**phase.asks, **rates}, phase.name) for phase in self.phases)
        made: dict[str, Any] = {"command": False, "examples": (), "drilled": (), "choices": {}, "shape": ()}
        parameters = tuple(parameters)
        taken = {*given, *(each.name for each in parameters)}
        fixed = {
            each.name: each.default
            for each in self.parameters
            if isinstance(each.default, float | int) and each.name not in taken
        }
        for key, amount in self.given.items():
            like = self._known.get(amount) if isinstance(amount, str) else None
            if like and like.name in given:
                given.setdefault(key, like.name)
            elif like and isinstance(like.default, float | int) and key not in given:
                fixed[key] = like.default  # a parameter of that name is another thing here
        made |= {"says": None, "borrowed": self.name, "parameters": parameters, "given": given}
        made |= {"phases": phases, "fixed": fixed, **changes}
        return self.but(name=name, help=help, **made)

    @cached_property
    def picks(self) -> tuple[str, ...]:
        """The names of what may be picked beside the parameters."""
        own = self.family.choices if "matrix" in self.rates else ()
        said = [name for name in SETTINGS if name not in self._known]
        return (*self.choices, *own, *[LIBRARY] * self.family.by_library, *said)

    def usual(self, part: Spec) -> tuple[str, str]:
        """The dtype where none is asked for: of what matrix units do, one that the part has."""
        return usual_dtype(part) if "matrix" in self.rates else super().usual(part)

    def estimate(self, asked: Asked) -> Estimate:
        """The answer, on one part. Raises SlipstickError for a rate the part lacks or a choice without candidates."""
        part, dtype = asked.part, asked.dtype
        if part.kind == "cpu" and self.family.name != CORES:
            return self._on_cores.estimate(asked)
        # What it is asked of, but for the values: of a CPU also how many of its cores.
        key = (self, dtype, asked.machine.handle if self.family.name == CORES else "", *asked.picked.items())
        found: dict[str, Rate] | None = part.memo.get(key)
        if found is None:
            known = {name: rate(part, name, dtype, self.name) for name in self.rates}
            found = part.memo[key] = self.family.rated(known, asked)
        fit, picks, values = self._fit(asked), self._candidates(asked), asked.values
        if not PLAIN.issuperset(map(type, values.values())):
            model = pieced(partial(self.model, asked, found, fit, picks), values, self._part(asked))
        else:
            words = [value for value in values.values() if type(value) is str]
            model = partial(often(part.memo, fit, (key, *words)).model, values, of=partial(self._of, asked, found, fit))
        tell = partial(told, self, asked, found, partial(self._also, part, fit), fit)
        return Estimate("time", "s", model, partial(self._levers, asked), tell)

    @cached_property
    def _on_cores(self) -> "Kernel":
        """The kernel as it runs on a CPU: the same declaration in the family of CPUs."""
        from .cores import FAMILY

        return self.but(family=FAMILY, borrowed="")

    def _of(
        self, asked: Asked, rates: dict[str, Rate], fit: Calibration, values: dict[str, Any], run: Any, double: str
    ) -> Outcome:
        """The numbers of some values, which are all that the same fit is of."""
        asked = asked._replace(values=values)
        return self.model(asked, rates, fit, self._candidates(asked), run, double)

    def _part(self, asked: Asked) -> Callable[[dict[str, Any]], Callable[[Any, str], Outcome]]:
        """Makes the model of some elements of the arrays that are asked about."""
        return lambda values: self.estimate(asked._replace(values=values)).model

    def _fit(self, asked: Asked) -> Calibration:
        """The calibration; one dtype stands for all where no arithmetic is in it: then only its width counts."""
        name, like = self.family.name, self.family.like
        dtype = asked.dtype if "matrix" in self.rates else DTYPE
        wanted = Wanted(name, asked.part, dtype, asked.picked.get(LIBRARY, ""), like, self.borrowed, "", 0.0)
        unlike = self.unlike or (None if self.family.batched else BATCHED)
        if self.borrowed or like or not unlike:
            return calibration.find(wanted)
        return calibration.find_for(unlike.holds(asked.values, asked.dtype), unlike.seen, wanted)

    def _also(self, part: Spec, fit: Calibration) -> list[str]:
        """The paths of facts that formulas of the family need beside the rates, where the calibration has the rest."""
        own = {*self.family.parameters, *self.family.shared}
        every = self.family.busy.values() if "matrix" in self.rates else ()
        formulas = [each for each in every if all(name in fit.numbers for name in each.parameters if name in own)]
        needed = {name for formula in formulas for name in formula.parameters}
        return [path for name, path in fact_paths(part).items() if name in needed]

    def _candidates(self, asked: Asked) -> list[Picked]:
        """What may be picked. Raises as :func:`slipstick.estimates.choice.combinations`."""
        if not self.choices:
            return []
        return combinations(self.choices, asked.picked, asked.part, asked.values, asked.dtype)

    def _levers(self, asked: Asked) -> tuple[str, ...]:
        """What is worth doubling, as far as the doubled values go together, and with what is picked."""
        if not self.must and not asked.picked:
            return self.levers
        return tuple(name for name in self.levers if name not in asked.values or self._allows(asked.doubled(name)))

    def _allows(self, asked: Asked) -> bool:
        try:
            self._candidates(asked)
        except SlipstickError:
            return False
        return not (self.must and self.must(asked.values))

    @cached_property
    def _named(self) -> dict[str, tuple[str, str]]:
        """What the amount asked of each rate is called, and the time that takes."""
        words = {"memory": ("traffic", "memory_time"), "special": ("exponentials", "special_time")}
        words["shared"] = ("shared_traffic", "shared_time")
        words[self.main] = ("work", "compute_time")
        return {name: words.get(name, (f"{name}_work", f"{name}_time")) for name in self.rates}

    def model(
        self, asked: Asked, rates: dict[str, Rate], fit: Calibration, picks: list[Picked], run: Any, double: str
    ) -> Outcome:
        """The numbers. run: calls formulas, recording or not. double: a rate or parameter to double.

        picks: what may be picked for the values as they were asked; for doubled ones there may be others.
        """
        if double in asked.values:
            asked = asked.doubled(double)
            picks = self._candidates(asked)
        fixed = {**self.family.setting(asked), **self.fixed}
        inputs = inputs_of(self.formats, fixed, asked.part, asked.dtype, asked.values)
        if double == DOUBLED["memory"] and "stream" in inputs:
            inputs["stream"] *= 2
        speeds = {
            name: each.value(run) * (2 if double == DOUBLED.get(name, name) else 1) for name, each in rates.items()
        }
        picked: dict[str, Any] = {}
        if len(picks) == 1:
            picked, more = picks[0]
            inputs |= more
        elif picks:
            tried = [self._timed({**inputs, **more}, speeds, fit, unrecorded, asked.picked) for _, more in picks]
            picked, more = best(picks, [total(each.expected for each in one) for one in tried])
            inputs |= more
        parts = self._timed(inputs, speeds, fit, run, asked.picked)
        picked = {**picked, **{name: label for each in parts for name, label in each.picked.items()}}
        rates = {name: rate_of(parts, name) for name in speeds}
        return summed(parts, asked.part.handle, rates, self._named, run, self.name, self.family.name, picked)

    def follow(self, inputs: dict[str, Any], run: Any) -> None:
        """Add what follows from parameters to the inputs of formulas."""
        for name, amount in self.given.items():
            if isinstance(amount, Unless):
                amount = amount.otherwise if self._usual(amount.by, inputs) else amount.formula
            inputs[name] = amount_of(run, amount, inputs)

    def _usual(self, name: str, inputs: Mapping[str, Any]) -> bool:
        return not is_array(inputs[name]) and inputs[name] == self._known[name].default

    def _timed(
        self, inputs: dict[str, Any], speeds: dict[str, float], fit: Calibration, run: Any, named: Mapping[str, str]
    ) -> list[Timed]:
        self.follow(inputs, run)
        return [timed(phase, inputs, speeds, self.family, fit, run, named) for phase in self.phases]
