"""Fitting: how much memory a language model takes, and on what it fits, as a question about a model."""

from functools import partial
from typing import Any

from ...errors import UsageError
from ...formulas.core.formula import unrecorded
from ...formulas.inference import cache_copies, prompt_activations
from ...formulas.transformers import max_context
from ...records import Fields
from ...specs.catalogue import Catalogue
from ...specs.machine import Machine
from ...units.maths import ceil, floor, is_array
from ...units.show import show
from ...words import counted
from ..estimate import Estimate
from ..outcome import Answer, Outcome, Told
from ..question import Asked, On, Question, plain
from .placed import LADDER, USABLE, Format, cache_of, cache_size, capacity, split, weights_in
from .shape import CACHED, Shape, find_model
from .told import beyond, given, titled

CHUNK = 512.0  # tokens of prompts that are read at once
SCORE = 4.0  # bytes of the score of a token that may follow
ROOM = f"6 % of memory for driver, runtime and activations of {CHUNK:g} tokens"


class Held(Fields):
    """A model in memory as it was asked about. where: the machine, if one was named."""

    values: dict[str, Any]
    shape: Shape
    weights: Format
    cache: Format
    where: Machine | None
    known: Catalogue

    @property
    def context(self) -> Any:
        """Tokens of each sequence: as said, or the longest the model was made for."""
        return self.values["context"] if is_array(self.values["context"]) or self.values["context"] else self.longest

    @property
    def longest(self) -> float:
        """The longest context the model was made for; 4096 where its page does not say."""
        return self.shape.context or 4096.0

    @property
    def room(self) -> float:
        """Bytes that the machine has for a model."""
        return USABLE * capacity(self.where.part) * self.where.count if self.where else 0.0


class Fit(Question):
    """How much memory a model takes: weights, caches, and whether a machine holds them."""

    @property
    def typed(self) -> bool:
        """The formats of weights and cache are parameters of it."""
        return False

    def opened(self, on: On | None, dtype: str | None, known: Catalogue) -> tuple[Machine | None, str, str]:
        """The machine that should hold it, if one was named. Raises as :meth:`ask`."""
        if dtype is not None:
            raise UsageError("fit has no dtype: say the weights' format, such as --weights fp8, and the cache's")
        return super().opened(on, dtype, known)

    def estimate(self, asked: Asked) -> Estimate:
        """The answer. Raises as :meth:`ask`."""
        values, where, known = asked.values, asked.where, asked.known
        shape = find_model(known, values["model"])
        weights, cache = weights_in(shape, values["weights"]), cache_of(shape, values["cache"])
        if where and values["tp"]:
            split(where, values["tp"], 0.0)  # refuses what does not divide the devices
        cache = cache._replace(size=cache.size * _copies(shape, values["tp"]))
        held = Held(values, shape, weights, cache, where, known)
        return Estimate("memory", "B", partial(_model, held), ("context", "batch"), partial(_told, self, held))


def _copies(shape: Shape, devices: float) -> float:
    """How often a cache is kept where each layer is cut over some devices; once where it is not."""
    heads = 1.0 if "attention.kv_rank" in shape.spec else shape.kv_heads
    return float(cache_copies.rule(devices, heads)) if devices else 1.0


def _activations(held: Held, run: Any) -> Any:
    """Bytes of what a layer works on while a chunk of prompts is read."""
    shape = held.shape
    vocabulary = shape.embedding / shape.width
    sizes = {"tokens": CHUNK, "width": shape.width, "inner": shape.inner, "element": CACHED}
    return run(prompt_activations, **sizes, batch=held.values["batch"], vocabulary=vocabulary, score=SCORE)


def _model(held: Held, run: Any, double: str) -> Outcome:
    values = dict(held.values)
    context = held.context * (2 if double == "context" else 1)
    batch = values["batch"] * (2 if double == "batch" else 1)
    caches = cache_size(run, held.shape, held.cache, batch, context)
    total = held.weights.size + caches
    return Outcome(
        value=total,
        low=total,
        high=total,
        floor=total,
        bound_by=_limit(held, total),
        quantities={
            "weights": (held.weights.size, "B"),
            "caches": (caches, "B"),
            "activations": (_activations(held, run), "B"),
        },
        family="fit",
        also=_also(held, total, run),
    )


def _limit(held: Held, total: Any) -> str:
    """Whether it fits, in words."""
    if held.where is None or is_array(total):
        return "nothing: no machine was named"
    handle = held.where.handle
    if total <= held.room:
        return f"nothing: {handle} has room for {show(held.room, 'B')}"
    many = f"{_devices(held, total):g} of {held.where.part.handle}"
    return f"the memory of {handle}, with room for {show(held.room, 'B')}: it takes {many}"


def _devices(held: Held, total: Any) -> Any:
    """How many devices of the machine's kind it takes."""
    return ceil(total / (USABLE * capacity(held.where.part))) if held.where else 1.0


def _also(held: Held, total: Any, run: Any) -> dict[str, Answer]:
    """What else fits: layers, the longest context, the users at once; and how many devices it takes."""
    if held.where is None:
        return {}
    layers, many = _layers(held), _devices(held, total)
    found = {"layers": Answer(layers, layers, layers, layers, "")} if layers is not None else {}
    found["devices"] = Answer(many, many, many, many, "")
    if held.weights.size > held.room:
        return found
    left = held.room - held.weights.size
    one = cache_size(unrecorded, held.shape, held.cache, 1.0, held.context)
    users = floor(left / one) if not is_array(one) else left / one
    longest = _longest(held, left, run)
    return {
        **found,
        "longest": Answer(longest, longest, longest, longest, "token"),
        "users": Answer(users, users, users, users, ""),
    }


def _layers(held: Held) -> float | None:
    """How many layers fit with their caches, where not all do; None where they do, and of arrays."""
    caches = cache_size(unrecorded, held.shape, held.cache, held.values["batch"], held.context)
    total = held.weights.size + caches
    if is_array(total) or total <= held.room:
        return None
    return float(floor(held.shape.layers * held.room / total))


def _longest(held: Held, left: float, run: Any) -> Any:
    """The longest context of a batch that fits: layers with a window keep no more than that."""
    batch, shape = held.values["batch"], held.shape
    kept = batch * shape.windowed * min(shape.window, held.longest) * held.cache.size
    full = held.cache.size * (1 - shape.windowed) if shape.windowed else held.cache.size
    if shape.windowed == 1:
        return held.longest
    return floor(run(max_context, memory=max(left - kept, 0.0), share=1.0, per_token=full, batch=batch))


def _told(question: Question, held: Held, estimate: Estimate) -> Told:
    model = held.shape.spec
    paths = [path for path in ("model.layers", "model.hidden_size", "attention.heads") if path in model]
    facts = {f"{model.handle}.{path}": model.fact(path) for path in paths}
    on = {"on": held.where.handle} if held.where else {}
    return Told(
        question={"command": question.name, **given(question, held.values), **on},
        title=titled(question, held.values, held.where),
        facts=facts,
        assumptions=tuple(_assumptions(held, estimate)),
        cited=tuple(fact.source for fact in facts.values()),
        calibration={"measurements": 0, "kind": "counted", "basis": "counted, not measured", "source": ""},
        describe=lambda keys: held.known.described(model, keys),
    )


def _assumptions(held: Held, estimate: Estimate) -> list[str]:
    values = held.values
    context = f"{plain(held.context)} tokens" if not is_array(held.context) else "each context"
    made_for = "" if values["context"] is held.context else ", its longest"
    lines = [
        f"weights in {held.weights.name}, {8 * held.weights.each:.4g} bits each with their scales",
        f"caches in {held.cache.name} of {counted(int(values['batch']), 'sequence')} of {context}{made_for}"
        if not is_array(values["batch"])
        else f"caches in {held.cache.name}, {context} a sequence{made_for}",
    ]
    lines += [line for line in [beyond(held.shape, held.context)] if line]
    if held.shape.windowed:
        share = f"{held.shape.windowed * held.shape.layers:g} of {held.shape.layers:g} layers"
        lines.append(f"{share} keep no more than a window of {held.shape.window:g} tokens")
    if held.where:
        lines += [each for each in (_shared(held), _beside(held), ROOM, _widest(held), held.where.choice) if each]
    return lines


def _shared(held: Held) -> str:
    """How several devices share the model, in words; empty of one."""
    count, cut = held.where.count if held.where else 1, int(held.values["tp"])
    if cut:
        copies = _copies(held.shape, cut)
        kept = f", which keep the caches {copies:g} times" if copies > 1 else ""
        return f"each layer is cut over {cut} devices{kept}"
    copies = _copies(held.shape, count)
    told = f"; --tp {count} would keep the caches {copies:g} times" if copies > 1 else ""
    return f"shared evenly over {count} devices{told}" if count > 1 else ""


def _beside(held: Held) -> str:
    """What does not fit, in words; empty where all does."""
    layers = _layers(held)
    if layers is None:
        return ""
    return f"{layers:g} of {held.shape.layers:g} layers fit; infer --offload puts the rest elsewhere"


def _widest(held: Held) -> str:
    """The widest usual format that fits, where none was named and the model's own does not; empty otherwise."""
    if held.values["weights"] or is_array(held.context) or is_array(held.values["batch"]):
        return ""
    caches = cache_size(unrecorded, held.shape, held.cache, held.values["batch"], held.context)
    if held.weights.size + caches <= held.room:
        return ""
    for name in LADDER:
        if weights_in(held.shape, name).size + caches <= held.room:
            return f"the widest usual format that fits: {name}"
    return "no usual format fits: name a shorter context or more devices"


__all__ = ["Fit"]
