"""What the answer to a kernel says beside its numbers: title, facts, assumptions, what stands behind it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from ..specs.rates import Rate, has, largest_cache
from ..specs.spec import Spec
from ..units.dtypes import DTYPES, result_width
from ..units.maths import anywhere, is_array
from ..units.show import show
from .calibration import Calibration
from .estimate import Estimate
from .family import Family
from .outcome import Outcome, Told
from .parameter import shown
from .question import Asked, Parameter, plain

NINE = " (meant for nine in ten)"
PAST = " past the caches"
FIRST = f"{PAST}: a store through them reads its line first, which expected counts"
LEVEL = "level"  # of a CPU, where the data lie
UNKNOWN = "; how many measurements it holds is not known"


class Asking(Protocol):
    """The words of a question: see :class:`slipstick.estimates.question.Question`."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def parameters(self) -> tuple[Parameter, ...]: ...  # noqa: D102
    @property
    def command(self) -> bool: ...  # noqa: D102
    @property
    def typed(self) -> bool: ...  # noqa: D102
    def in_words(self, texts: Mapping[str, str]) -> str: ...  # noqa: D102


class Declared(Asking, Protocol):
    """The words of a kernel: see :class:`slipstick.estimates.kernel.Kernel`."""

    @property
    def does(self) -> str: ...  # noqa: D102
    @property
    def data(self) -> str: ...  # noqa: D102
    @property
    def family(self) -> Family: ...  # noqa: D102
    def estimate(self, asked: Asked) -> Estimate: ...  # noqa: D102


def told(
    kernel: Declared,
    asked: Asked,
    rates: dict[str, Rate],
    also: Callable[[], list[str]],
    fit: Calibration,
    estimate: Estimate,
) -> Told:
    """What is told of a kernel on a part, beside the numbers of its estimate. also: gives paths of further facts."""
    part, family = asked.part, kernel.family
    paths = (*(path for each in rates.values() for path in each.paths), *also(), *family.paths(asked, estimate.outcome))
    facts = {path: part.fact(path) for path in paths}
    keys = (*(fact.source for fact in facts.values()), *(key for each in rates.values() for key in each.sources))
    keys = (*keys, *family.sources(asked, estimate.outcome))
    fit = family.behind(fit, asked, estimate.outcome)
    return Told(
        question=question_of(kernel, asked),
        title=title_of(kernel, asked),
        facts=facts,
        assumptions=_assumptions(kernel, asked, rates, fit, estimate.outcome),
        cited=(*keys, *fit.source.split()),
        calibration={"measurements": fit.measurements, "kind": fit.kind, "basis": fit.basis, "source": fit.source},
        describe=lambda keys: asked.known.described(part, keys),
        others=lambda: _others(kernel, asked),
    )


def _others(kernel: Declared, asked: Asked) -> dict[str, Estimate]:
    """The answers in the other number formats that the part has, where the format matters."""
    names = [name for name in DTYPES if name != asked.dtype and has(asked.part, name)] if kernel.typed else []
    return {name: kernel.estimate(asked._replace(dtype=name, note="")) for name in names}


def question_of(kernel: Asking, asked: Asked) -> dict[str, Any]:
    """The command and its options."""
    named = {"command": kernel.name} if kernel.command else {"command": "run", "kernel": kernel.name}
    values = {each.name: plain(asked.values[each.name]) for each in kernel.parameters}
    return {
        **named,
        **values,
        **asked.picked,
        "on": asked.machine.handle,
        **({"dtype": asked.dtype} if kernel.typed else {}),
    }


def title_of(kernel: Asking, asked: Asked) -> str:
    """The question in words."""
    texts = texts_of(kernel.parameters, asked.values)
    typed = f" in {asked.dtype}" if kernel.typed else ""
    return f"{kernel.name} {kernel.in_words(texts)}{typed} on {asked.part.name} ({asked.part.handle}){_one_of(asked)}"


def _one_of(asked: Asked) -> str:
    """Which of a machine's devices a kernel runs on: one; of CPUs as many as its threads need."""
    if asked.machine.count == 1:
        return ""
    return f", one of {asked.machine.count}" if "threads" not in asked.picked else f", of {asked.machine.count}"


def texts_of(parameters: Iterable[Parameter], values: Mapping[str, Any]) -> dict[str, str]:
    """The values of parameters in words, by name."""
    return {each.name: _text(values[each.name], each) for each in parameters}


def _text(value: Any, parameter: Parameter) -> str:
    if isinstance(value, str):
        return value
    if is_array(value):
        return f"({_text(value.min(), parameter)} to {_text(value.max(), parameter)})"
    return shown(value, parameter.dim.unit)


def _assumptions(
    kernel: Declared, asked: Asked, rates: dict[str, Rate], fit: Calibration, outcome: Outcome
) -> tuple[str, ...]:
    part, main = asked.part, asked.part.first_level.partition(".")[2]
    level = outcome.picked.get(LEVEL, main)
    words = {
        "memory": main if is_array(level) else level,
        "result": show(result_width(asked.dtype), "B"),
        "allocated": _allocated(part) if is_array(level) or level == main else "",
    }
    lines = [
        kernel.does.format(**words),
        *picked(asked, outcome),
        *kernel.family.says(asked, outcome),
        f"expected and range{NINE if fit.held else ''}: {fit.basis}{'' if fit.held else UNKNOWN}",
        fit.conditions,
        *(each.assumption for each in rates.values()),
        asked.note,
        asked.machine.choice,
        _alone(asked),
        _devices(part),
        _fits(part, kernel.data, outcome),
    ]
    return tuple(dict.fromkeys(line for line in lines if line))


def _allocated(part: Spec) -> str:
    if part.kind != "cpu":
        return ""
    from .cores_told import ALLOCATING

    return FIRST if part.vendor in ALLOCATING else PAST


def picked(asked: Asked, outcome: Outcome) -> list[str]:
    """What was picked: by the asker, and as the fastest."""
    every = {name: f"{name} {_labels(label)}" for name, label in outcome.picked.items() if name != LEVEL}
    own = ", ".join(text for name, text in every.items() if name in asked.picked)
    best = ", ".join(text for name, text in every.items() if name not in asked.picked)
    return [*[f"picked by you: {own}"] * bool(own), *[f"picked as the fastest: {best}"] * bool(best)]


def _labels(picked: Any) -> str:
    """What was picked; for arrays each that was picked for an element."""
    return " or ".join(sorted(set(picked.flat))) if is_array(picked) else str(picked)


def _alone(asked: Asked) -> str:
    """What a machine of several devices is for a kernel."""
    if asked.machine.count == 1 or "threads" in asked.picked:
        return ""
    more = "; name more threads for more sockets" if asked.part.kind == "cpu" else ""
    return f"one device of {asked.machine.handle} runs it: the others do not share it{more}"


def _devices(part: Spec) -> str:
    """A warning where software sees several devices in what the figures are for."""
    if "devices" not in part or part.number("devices") == 1:
        return ""
    return (
        f"software sees {part.told('devices')[2]} devices here, and the rates are theirs together: share the work out"
    )


def _fits(part: Spec, data: str, outcome: Outcome) -> str:
    """A warning where the operands do not fit in main memory, or a note where a cache can hold them."""
    if "traffic" not in outcome.quantities:
        return ""
    traffic = outcome.quantities["traffic"][0]
    largest = traffic.max() if is_array(traffic) else traffic
    capacity, cache = f"{part.main_memory}.capacity", largest_cache(part)
    if capacity in part and largest > part.number(capacity):
        return f"{data} take {show(largest, 'B')} and do not fit in the {part.fact(capacity).text} of {capacity}"
    if (
        cache
        and LEVEL not in outcome.picked
        and anywhere((traffic <= part.number(cache)) & (outcome.bound_by == "memory"))
    ):
        return f"{data} fit in {cache} ({part.fact(cache).text}): found there by a repeat, they can beat the floor"
    return ""
