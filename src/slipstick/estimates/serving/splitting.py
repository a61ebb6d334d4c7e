"""How a model is shared out over the devices of a machine: every split to try, and the fastest that holds it."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from ...errors import SlipstickError, UsageError
from ...records import Fields
from ...specs.catalogue import Catalogue
from ...specs.machine import Machine
from ...specs.topology import GRIDS
from ...units.maths import is_array
from ...units.show import show
from ..estimate import Estimate
from ..question import Asked, On
from .placed import Serving, split
from .shape import Shape

Split = tuple[int, int]  # devices each layer is cut over, and stages of layers


class Serves(Protocol):
    """The question about a model that answers."""

    name: str
    device: str

    def asked(self, given: Mapping[str, Any], on: On, dtype: str | None, specs: Catalogue | None) -> Asked:
        """The question with its values checked."""

    def estimate(self, asked: Asked) -> Estimate:
        """Its answer."""

    def serving(self, asked: Asked) -> Serving:
        """The model as it is shared out."""

    def answer(self, serving: Serving) -> Estimate:
        """The answer of a model that is shared out."""

    def timed(self, serving: Serving) -> Any:
        """Seconds of a token."""


class Tried(Fields):
    """A model on a machine in one split, and the seconds of a token."""

    serving: Serving
    time: float


def splits(machine: Machine, shape: Shape, values: Mapping[str, Any]) -> list[Split]:
    """The splits to try, the widest first: those asked for, or every one that divides devices, heads and layers.

    values: of `tp` and `pp`, 0 for any, and of `ep`, which a split divides and which divides the devices of a stage.
    Raises UsageError for more than there are devices, or what does not divide them.
    """
    tp, pp, ep = values["tp"], values["pp"], values["ep"]
    if (tp and pp) or machine.count == 1:
        return [split(machine, tp, pp)[:2]]
    if tp or pp:
        split(machine, tp or 1, pp or 1)
    grid = bool(machine.links) and machine.links[0].kind in GRIDS  # where layers can lie in other layouts too
    cuts = [int(tp)] if tp else [each for each in _divisors(machine.count) if grid or shape.heads % each == 0]
    stages = [int(pp)] if pp else [each for each in _divisors(machine.count) if each <= shape.layers]
    found = [(cut, stage) for cut in cuts for stage in stages if machine.count % (cut * stage) == 0]
    if ep:
        shared = [each for each in found if ep % each[0] == 0 and (machine.count // each[1]) % ep == 0]
        found = shared or found[:1]  # which is refused by name
    return sorted(found, key=lambda each: (each[0] * each[1], each[0]), reverse=True)


def _divisors(count: int) -> list[int]:
    return [each for each in range(1, count + 1) if count % each == 0]


def fastest(asked: Asked, shape: Shape, made: Callable[[Asked], Serving], timed: Callable[[Serving], Any]) -> Serving:
    """The model in the split whose tokens come fastest, of those that hold it as it is; that in place of `tp` and `pp`.

    made: the model in a split that is asked for. timed: seconds of a token. Raises what made does where none holds it.
    """
    every = splits(asked.machine, shape, asked.values)
    found: list[Tried] = []
    refused: list[SlipstickError] = []
    for cut, stages in every:
        try:
            serving = made(in_split(asked, (cut, stages)))
        except UsageError:
            raise
        except SlipstickError as error:
            refused.append(error)
            continue
        found.append(Tried(serving, _seconds(timed(serving)) if len(every) > 1 else 0.0))
    if not found:
        raise refused[0]
    widest = max(each.serving.weights.size * (1 - each.serving.away[0]) for each in found)
    whole = [each for each in found if each.serving.weights.size * (1 - each.serving.away[0]) == widest]
    ranked = sorted(whole, key=lambda each: (each.time, each.serving.cut * each.serving.stages))
    told = _told(ranked) if len(every) > 1 else ""
    return ranked[0].serving._replace(asked=asked, split=told)


def in_split(asked: Asked, which: Split) -> Asked:
    """The same question with a split that is asked for."""
    return asked._replace(values={**asked.values, "tp": float(which[0]), "pp": float(which[1])})


def _seconds(time: Any) -> float:
    return float(time.mean() if is_array(time) else time)


def _told(ranked: list[Tried]) -> str:
    """Why a split was taken, in words."""
    if len(ranked) == 1:
        return "the only split of these devices that holds the model as it is"
    after = f"{named(ranked[1].serving)} {show(ranked[1].time, 's')}"
    return f"the fastest of {len(ranked)} splits that hold it; next {after}"


def named(serving: Serving) -> str:
    """A split in words: 'tp 4 x pp 2', 'tp 2, 4 copies'."""
    stages = f" x pp {serving.stages}" if serving.stages > 1 else ""
    copies = f", {serving.copies} copies" if serving.copies > 1 else ""
    return f"tp {serving.cut}{stages}{copies}"
