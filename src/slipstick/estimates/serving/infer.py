"""Inference: how fast a language model answers on a machine, as a question about a model and all its devices."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from ...errors import SlipstickError
from ...formulas.core.formula import unrecorded
from ...formulas.energy import energy_per_token
from ...formulas.inference import answer_latency, decode_throughput
from ...formulas.money import token_cost
from ...specs.catalogue import Catalogue, catalogue
from ...specs.machine import machine
from ...units.maths import ceil, choose, is_array, maximum
from ...units.show import show
from ..estimate import Estimate
from ..kernels.collective import COLLECTIVE
from ..outcome import Answer, Ask, Outcome
from ..question import Asked, On, Question
from .decoding import Prompt, Step, decoding, prompting
from .experts import spread_out
from .layouts import laid_out
from .placed import (
    LADDER,
    USABLE,
    Format,
    Serving,
    cache_of,
    capacity,
    elsewhere,
    has_capacity,
    memory_of,
    needed,
    split,
    weights_in,
)
from .rates import rates_of
from .runtimes import Runtime, runtime_of
from .shape import find_model
from .speculation import drafted, speculated
from .splitting import fastest
from .told import told

SLIGHT = 0.01  # of a step: what takes less is not told
LEVERS = {"bandwidth": "memory", "peak": "matrix", "vector": "vector"}


class Infer(Question):
    """How fast a model answers: the time of a token, that to the first one, and tokens a second."""

    def usual(self, part: Any) -> tuple[str, str]:
        """The arithmetic is in 16 bits, where no other format is named."""
        return "bf16", ""

    def estimate(self, asked: Asked) -> Estimate:
        """The answer. Raises SlipstickError where the model does not fit, UsageError for an unknown model or format."""
        if asked.values["rate"]:
            from .requests import enough

            return enough(self, asked)
        if asked.values["latency"]:
            from .turned import largest

            return self.answer(largest(self, asked))
        shape = find_model(asked.known, asked.values["model"])
        return self.answer(fastest(asked, shape, self.serving, self.timed))

    @staticmethod
    def timed(serving: Serving) -> Any:
        """Seconds of a token of a model that is shared out."""
        step = decoding(serving, {name: each.value(unrecorded) for name, each in serving.rates.items()}, unrecorded)
        return maximum(step.expected, step.floor)

    def answer(self, serving: Serving) -> Estimate:
        """The answer of a model that is shared out."""
        levers = (*LEVERS, "batch", "prompt")
        return Estimate("per token", "s", partial(_model, serving), levers, partial(told, self, serving))

    def table(self, given: Mapping[str, Any], on: On | None, dtype: str | None, specs: str | Catalogue | None) -> Any:
        """What nothing beats in both the time of a token and tokens a second."""
        from .frontier import frontier

        return frontier(self, given, on, dtype, specs)

    def asked(
        self, given: Mapping[str, Any], on: On, dtype: str | None = None, specs: Catalogue | None = None
    ) -> Asked:
        """The question with its values checked, as a fit needs it."""
        known = catalogue(specs)
        where = machine(on, known)
        return Asked(self.values(given), {}, where, dtype or self.usual(where.part)[0], known)

    def serving(self, asked: Asked, runtime: Runtime | None = None) -> Serving:
        """The model on the machine. runtime: what serves it, if that is known. Raises as :meth:`estimate`."""
        values, part = asked.values, asked.part
        shape = find_model(asked.known, values["model"])
        weights, cache = weights_in(shape, values["weights"]), cache_of(shape, values["cache"])
        cut, stages, copies = split(asked.machine, values["tp"], values["pp"])
        runtime = runtime or runtime_of(values["runtime"], part, weights.name)
        rates = rates_of(asked, weights, runtime.name)
        made = Serving(asked, shape, weights, cache, cut, stages, copies, rates, runtime, (0.0, 1.0), (0.0, 0.0))
        made = _held(drafted(spread_out(made), self.serving))
        made = laid_out(made)
        return made if made.laid or cut == 1 else made._replace(exchanges=_exchanges(made))


def _held(serving: Serving) -> Serving:
    """The model where it fits: in the format that was named, or in its own, or in the widest usual one that fits.

    Raises SlipstickError where none does and no place was named for the rest.
    """
    try:
        return serving._replace(away=_away(serving))
    except SlipstickError:
        if serving.values["weights"] or serving.values["offload"]:
            raise
        weights = _narrower(serving)
        if weights is None:
            raise
        return serving._replace(weights=weights, picked=weights.name)


def _narrower(serving: Serving) -> Format | None:
    """The widest usual format narrower than the weights that fits; None where none does."""
    every = (weights_in(serving.shape, name) for name in LADDER)
    narrower = (each for each in every if each.size < serving.weights.size)
    return next((each for each in narrower if _over(serving._replace(weights=each)) <= 0), None)


def _over(serving: Serving) -> float:
    """Bytes of weights and caches beyond what the devices hold; 0 where that is not known."""
    part = serving.asked.part
    if not has_capacity(part):
        return 0.0
    return _total(serving) - USABLE * capacity(part) * serving.cut * serving.stages


def _total(serving: Serving) -> float:
    """Bytes of weights and caches, the most of an array."""
    weights, caches = memory_of(serving, unrecorded)
    total = weights + caches + (sum(memory_of(serving.draft, unrecorded)) if serving.draft else 0.0)
    return float(total.max() if is_array(total) else total)


def _away(serving: Serving) -> tuple[float, float]:
    """The share of the weights that does not fit, and the bandwidth of where it lies.

    Raises SlipstickError where something does not fit and no place was named for it.
    """
    over, place = _over(serving), serving.values["offload"]
    slow = elsewhere(serving.asked.known, place) if place else 1.0
    if over <= 0:
        return 0.0, 1.0
    part, total = serving.asked.part, _total(serving)
    most = USABLE * capacity(part)
    if place:
        if over > serving.weights.size:
            raise SlipstickError(needed("the caches alone", float(total - serving.weights.size), most, part))
        return over / serving.weights.size, slow
    told = needed(f"weights in {serving.weights.name} and caches of {serving.shape.spec.handle}", total, most, part)
    narrower = _narrower(serving) if serving.values["weights"] else None
    other = f", narrower weights (--weights {narrower.name})," if narrower else ""
    ways = f"it takes {int(ceil(total / most))} of them{other} or --offload ddr5-5600"
    raise SlipstickError(f"{told} to spare: {ways}")


def _exchanges(serving: Serving) -> tuple[Any, Any]:
    """Seconds of the all-reduce after a layer's part: of a step, and of a prompt."""
    values, asked = serving.values, serving.asked
    where = asked.machine.some(serving.cut)
    size = 2.0 * serving.shape.width
    every = [values["batch"] * serving.checked, values["batch"] * maximum(values["prompt"], 1.0)]
    found = [COLLECTIVE.ask({"op": "all-reduce"}, where, None, asked.known, {"size": size * each}) for each in every]
    return found[0].outcome.value, found[1].outcome.value


def _model(serving: Serving, run: Any, double: str) -> Outcome:
    """The numbers. double: a rate or a parameter to double."""
    if double in serving.values:
        serving = serving._replace(asked=serving.asked.doubled(double))
    speeds = {name: each.value(run) * (2 if LEVERS.get(double) == name else 1) for name, each in serving.rates.items()}
    step = decoding(serving, speeds, run)
    first = prompting(serving, speeds, run)
    faster: dict[str, Answer] = {}
    if serving.draft:
        step, faster = speculated(serving, step, speeds, run)
    low, high = serving.runtime.ranges["step"]
    asks = (
        Ask(serving.asked.machine.handle, "memory", step.traffic, serving.cut * speeds["memory"]),
        Ask(serving.asked.machine.handle, "matrix", step.work, serving.cut * speeds["matrix"]),
    )
    bound = choose([(step.memory >= step.compute, "memory")], "compute")
    value = maximum(step.expected, step.floor)
    return Outcome(
        value=value,
        low=maximum(step.floor, low * value),
        high=high * value,
        floor=step.floor,
        bound_by=bound,
        quantities={"traffic": (step.traffic, "B"), "work": (step.work, "FLOP"), "weights": (step.weights, "B")},
        asks=asks,
        family="infer",
        also=_also(serving, value, step.floor, first, run) | faster,
        picked={"weights": serving.picked} if serving.picked else {},
        because=partial(_because, step),
    )


def _also(serving: Serving, step: Any, floor: Any, first: Prompt, run: Any) -> dict[str, Answer]:
    """Further answers: the first token, tokens a second, the whole answer, its price and its energy."""
    values, copies = serving.values, float(serving.copies)
    (low, high), (early, late) = serving.runtime.ranges["step"], serving.runtime.ranges["prompt"]
    ends = (step, maximum(floor, low * step), high * step, floor)
    begun, least = first.expected, first.floor
    starts = (begun, maximum(least, early * begun), late * begun, least)
    made = {"first token": Answer(*starts, "s")}
    rates = [run(decode_throughput, batch=values["batch"] * copies, step=ends[0])]
    rates += [decode_throughput.rule(values["batch"] * copies, each) for each in ends[1:]]
    made["throughput"] = Answer(rates[0], rates[2], rates[1], rates[3], "token/s")
    many = values["output"]
    value, low, high, least = (answer_latency.rule(a, b, many) for a, b in zip(starts, ends, strict=True))
    made["answer"] = Answer(value, low, high, least, "s")
    for name, formula, each in _priced(serving):
        run(formula, **{next(iter(formula.parameters)): each, "rate": rates[0]})
        value, low, high, least = (formula.rule(each, rate) for rate in rates)
        made[name] = Answer(value, low, high, least, formula.result.unit)
    if values["budget"]:
        made["tokens"] = _paid(values["budget"], made["cost"])
    return made


def _paid(budget: float, cost: Answer) -> Answer:
    """The tokens that a budget pays for."""
    value, low, high, least = (budget / each for each in (cost.value, cost.high, cost.low, cost.floor))
    return Answer(value, low, high, least, "token")


def _priced(serving: Serving) -> list[tuple[str, Any, Any]]:
    """What a token costs, and the energy it takes, as far as rent and power are known."""
    part, found = serving.asked.part, []
    if serving.values["rent"]:
        found.append(("cost", token_cost, serving.values["rent"] * serving.asked.machine.count))
    if "power.tdp" in part:
        found.append(("energy", energy_per_token, part.number("power.tdp") * serving.asked.machine.count))
    return found


def _because(step: Step) -> str:
    """What a token's time is made of, as far as it counts."""
    least = SLIGHT * step.expected
    return ", ".join(f"{name} {show(time, 's')}" for name, time in step.parts.items() if time > least)
