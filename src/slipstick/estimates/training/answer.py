"""The numbers of an answer about training."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from ...formulas.core.formula import unrecorded
from ...formulas.energy import operational_carbon, training_energy
from ...formulas.kernels import repeated_time
from ...formulas.reliability import checkpoint_waste, cluster_mttf, young_interval
from ...formulas.roofline import compute_time
from ...formulas.training import hardware_utilization, model_utilization
from ...formulas.training_steps import passes_work, training_run_time
from ...formulas.transformers import attention_score_work, exact_training_work, forward_work
from ...records import Fields
from ...specs.catalogue import Catalogue
from ...specs.machine import Machine
from ...units.maths import maximum, minimum
from ...units.show import show
from ..calibration import Calibration
from ..outcome import Answer, Ask, Outcome
from ..verdict import percent
from .layout import Layout
from .memory import Memory, Trained, memory
from .model import Model
from .placed import Placed
from .reach import STEP, TUNED
from .steps import FROZEN, PASSES, Split, amounts, split, tuned

if TYPE_CHECKING:
    from ..question import Question

MTBF = "reliability.gpu-mtbf"  # the number worth knowing: hours of a device between interruptions
LEAST = 0.001  # share of a step that is worth telling
PUE = 1.1  # power of a building over that of its machines, as in published runs
NAMES = (
    *("compute", "attention", "elementwise", "recompute", "unpacking", "links", "launches", "bubble", "data"),
    *("optimizer", "rest"),
)


class Run(Fields):
    """A training run as it was asked. sequence, tokens: as they are taken. where: None for a model alone."""

    question: "Question"
    values: dict[str, Any]
    model: Model
    layout: Layout
    sequence: float
    tokens: float
    trained: Trained
    where: Machine | None
    dtype: str
    note: str
    known: Catalogue
    fit: Calibration | None = None

    @property
    def power(self) -> float:
        """Design power of a device in W; 0 where no page says."""
        part = self.where.part if self.where else None
        return part.number("power.tdp") if part and "power.tdp" in part else 0.0

    def floor(self, placed: Placed) -> float:
        """The least time of the run in seconds: its work at the peak of all devices."""
        return float(_needed(unrecorded, self, self.tokens)) / (placed.rates.narrow * placed.devices)


def sized(run: Run, call: Any, double: str) -> Outcome:
    """The numbers of a model alone: its memory on a device of the layout, and its work. call: calls formulas."""
    kinds = memory(call, run.model, run.layout, run.sequence, run.trained)
    work = _token_work(call, run)
    return Outcome(
        value=kinds.all,
        low=kinds.all,
        high=kinds.all,
        floor=kinds.all,
        bound_by="",
        quantities={**_kinds(kinds), "work": (work * run.tokens, "FLOP")},
        also={"work": _exact(work * run.tokens, "FLOP"), "work per token": _exact(work, "FLOP/token")},
    )


def answer(run: Run, placed: Placed, call: Any, double: str) -> Outcome:
    """The numbers of a run. call: calls formulas, recording or not. double: what to double, or empty."""
    assert run.where
    rates = placed.rates
    if double == "matrix":
        rates = rates._replace(narrow=2 * rates.narrow, wide=2 * rates.wide)
    if double == "memory":
        rates = rates._replace(memory=2 * rates.memory)
    tokens = run.tokens * (2 if double == "tokens" else 1)
    done = amounts(call, run.model, run.layout, run.sequence, rates, placed.exchanges, run.trained)
    parts = split(call, done, placed.fit.numbers)
    count = float(run.where.count)
    batch = run.layout.batch * run.sequence
    time = call(training_run_time, step=parts.all, tokens=tokens, batch=batch)
    floor = call(compute_time, work=_needed(call, run, tokens), peak=rates.narrow * count)
    value = maximum(floor, time)
    low, high = (value * end for end in placed.fit.ranges[TUNED if tuned(done, parts) else STEP])
    times = (value, maximum(floor, low), high, floor)
    kinds = memory(call, run.model, run.layout, run.sequence, run.trained)
    work = _token_work(call, run)
    return Outcome(
        *times,
        bound_by="compute",
        quantities={
            **_kinds(kinds),
            **{f"{name}_time": (each, "s") for name, each in zip(NAMES, parts, strict=True)},
            "step_time": (parts.all, "s"),
            "tokens": (tokens, "token"),
            "devices": (count, ""),
            "work": (work * tokens, "FLOP"),
        },
        asks=(Ask(run.where.handle, "matrix", floor * rates.narrow * count, rates.narrow * count),),
        family="training",
        picked={"layout": run.layout.text},
        also={**_also(call, run, times, tokens, work, rates.narrow), "memory": _exact(kinds.all, "B")},
        because=partial(_because, run, parts),
    )


def _kinds(kinds: Memory) -> dict[str, tuple[Any, str]]:
    return {f"{name}_memory": (size, "B") for name, size in kinds._asdict().items()}


def _exact(value: Any, unit: str) -> Answer:
    return Answer(value, value, value, value, unit)


def _token_work(call: Any, run: Run) -> Any:
    """Work of training on a token as it is usually counted: every position looks at all of its sequence.

    Frozen weights have no gradient, and so a pass less.
    """
    model = run.model
    active = model.active - (model.tables - 1) * model.embedding
    whole = call(exact_training_work, parameters=active, layers=model.layers, width=model.scored, context=run.sequence)
    return whole - call(forward_work, parameters=model.matrices) if run.trained.adapters else whole


def _needed(call: Any, run: Run, tokens: Any) -> Any:
    """The least work of a run: of its matrices and of the positions that a token may see."""
    model = run.model
    seen = call(attention_score_work, layers=model.layers, width=model.scored, context=run.sequence / 2)
    passes = FROZEN if run.trained.adapters else PASSES
    matrices = call(forward_work, parameters=model.matrices)
    logits = call(forward_work, parameters=model.embedding)
    frozen = call(passes_work, work=matrices, tokens=tokens, passes=passes)
    return frozen + call(passes_work, work=seen + logits, tokens=tokens, passes=PASSES)


def _also(call: Any, run: Run, times: Sequence[Any], tokens: Any, work: Any, peak: float) -> dict[str, Answer]:
    """Device time, tokens a second, utilisations, cost and energy."""
    assert run.where
    count = float(run.where.count)
    spent = tuple(call(repeated_time, time=each, count=count) for each in times[:1]) + tuple(
        time * count for time in times[1:]
    )
    rates = [tokens / time for time in times]
    used = call(model_utilization, work=work, rate=rates[0], chips=count, peak=peak)
    found = {
        "total time": _over(spent, 1.0, "device s"),
        "throughput": Answer(rates[0], rates[2], rates[1], rates[3], "token/s"),
        "mfu": _of(used, rates),
    }
    if run.layout.recompute == "full" and not run.trained.adapters:
        found["hfu"] = _of(call(hardware_utilization, model=minimum(used, 0.75), recomputed=1.0), rates)
    if run.values["rent"]:
        found["cost"] = _over(spent, run.values["rent"], "USD")
    if run.power:
        energy = call(training_energy, chips=count, power=run.power, time=times[0], pue=PUE)
        found["energy"] = _over(times, energy / times[0], "J")
        if run.values["grid"]:
            carbon = call(operational_carbon, energy=energy, intensity=run.values["grid"])
            found["carbon"] = _over(times, carbon / times[0], "gCO2")
    if run.values["checkpoint"]:
        found |= _saved(call, run, count)
    return found


def _saved(call: Any, run: Run, count: float) -> dict[str, Answer]:
    """How often to save a checkpoint, and how much longer the run takes for it and for what failures undo."""
    page, path = run.known.one(MTBF)
    mttf = call(cluster_mttf, mttf=page.number(path), parts=count)
    write = run.values["checkpoint"]
    interval = call(young_interval, write=write, mttf=mttf)
    waste = call(checkpoint_waste, write=write, interval=interval, mttf=mttf)
    return {"save every": _exact(interval, "s"), "lost": _exact(waste, "")}


def _over(times: Sequence[Any], each: Any, unit: str) -> Answer:
    """What goes with a time, and its range."""
    value, low, high, floor = (time * each for time in times)
    return Answer(value, low, high, floor, unit)


def _of(value: Any, rates: Sequence[Any]) -> Answer:
    """A share that goes with the rate, and its range."""
    return Answer(value, value * rates[2] / rates[0], value * rates[1] / rates[0], value * rates[3] / rates[0], "")


def _because(run: Run, parts: Split) -> str:
    shares = {name: each / parts.all for name, each in zip(NAMES, parts, strict=True)}
    told = ", ".join(f"{name} {percent(share)}" for name, share in shares.items() if share >= LEAST)
    batch = run.layout.batch * run.sequence
    return f"a step of {show(batch, 'token')} takes {show(parts.all, 's')}: {told}"
