"""What the answer to a question about a model says beside its numbers."""

from collections.abc import Iterator, Mapping
from typing import Any

from ...formulas.core.formula import unrecorded
from ...specs.machine import Machine
from ...units.maths import is_array, maximum
from ...units.show import show
from ...words import counted
from ..estimate import Estimate
from ..outcome import Told
from ..parameter import shown
from ..question import Question, plain
from ..telling import NINE, texts_of
from ..verdict import percent
from .experts import sharing
from .placed import RUNTIME, Serving, has_capacity, memory_of
from .shape import Shape
from .speculation import drafting


def told(question: Question, serving: Serving, estimate: Estimate) -> Told:
    """What is told of a model that answers."""
    asked, part, runtime = serving.asked, serving.asked.part, serving.runtime
    facts = {path: part.fact(path) for rate in serving.rates.values() for path in rate.paths}
    model = serving.shape.spec
    facts |= {f"{model.handle}.{path}": model.fact(path) for path in ("model.layers", "model.hidden_size")}
    cited = tuple(dict.fromkeys((*(fact.source for fact in facts.values()), *runtime.source)))
    return Told(
        question={
            "command": question.name,
            **given(question, asked.values),
            "on": asked.machine.handle,
            "dtype": asked.dtype,
        },
        title=titled(question, asked.values, asked.machine),
        facts=facts,
        assumptions=tuple(dict.fromkeys(line for line in _assumptions(serving, estimate) if line)),
        cited=cited,
        calibration={
            "measurements": runtime.measurements,
            "kind": runtime.kind,
            "basis": runtime.basis,
            "source": " ".join(runtime.source),
        },
        describe=lambda keys: asked.known.described(part, keys),
        lesser=tuple(line for line in _lesser(serving) if line),
    )


def given(question: Question, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a question by parameter, without those that were left as they are."""
    return {
        each.name: plain(values[each.name])
        for each in question.parameters
        if not _left(values[each.name], each.default)
    }


def _left(value: Any, default: Any) -> bool:
    return not is_array(value) and value == default


def titled(question: Question, values: Mapping[str, Any], where: Machine | None) -> str:
    """The question in words: 'infer llama-3.1-8b, batch 16 on NVIDIA L4 (l4)'."""
    texts = texts_of(question.parameters, values)
    said = [f", {name} {texts[name]}" for name in given(question, values) if name != "model"]
    return f"{question.name} {texts['model']}{''.join(said)}{f' on {where.name} ({where.handle})' if where else ''}"


def _priced(values: Mapping[str, Any], estimate: Estimate) -> Iterator[str]:
    """What a token costs beside a price."""
    cost = estimate.answers["cost"].value
    if values["price"] and not is_array(cost):
        ratio = cost / values["price"]
        yield f"a token costs {ratio:.3g} times the price of {shown(values['price'], 'USD/token')}"


def _assumptions(serving: Serving, estimate: Estimate) -> Iterator[str]:
    yield from _first(serving, estimate)
    yield from _lesser(serving)


def _first(serving: Serving, estimate: Estimate) -> Iterator[str]:
    """What every answer says: what was asked, how it is held, what it rests on."""
    values = serving.values
    prompt, answer = _tokens(values["prompt"]), _tokens(values["output"])
    yield from serving.notes
    yield f"a prompt of {prompt} and an answer of {answer}, batch {_number(values['batch'])}"
    yield beyond(serving.shape, maximum(serving.context, values["prompt"] + values["output"]))
    yield _uneven(serving)
    yield from _held(serving)
    if values["rent"]:
        yield from _priced(values, estimate)


def beyond(shape: Shape, tokens: Any) -> str:
    """That a sequence is longer than a model was made for, in words; empty where it is not."""
    longest = float(tokens.max() if is_array(tokens) else tokens)
    if not shape.context or longest <= shape.context:
        return ""
    return f"{_tokens(longest)} of a sequence are beyond the {shape.context:g} that {shape.spec.handle} was made for"


def _uneven(serving: Serving) -> str:
    """That heads cannot be shared out evenly over the devices of a layer, in words; empty where they can."""
    heads, cut = serving.shape.heads, serving.cut
    if serving.laid or heads % cut == 0:
        return ""
    return f"{heads:g} heads are no multiple of tp {cut}: runtimes refuse that; counted as if they could be cut evenly"


def _held(serving: Serving) -> Iterator[str]:
    """How large weights and caches are, and whether they fit."""
    values, part = serving.values, serving.asked.part
    weights, caches = memory_of(serving, unrecorded)
    devices = serving.cut * serving.stages
    split = f", over {counted(devices, 'device')}" if devices > 1 else ""
    if not is_array(caches):
        kept = f"caches in {serving.cache.name} {show(caches, 'B')}"
        yield f"weights in {serving.weights.name} {show(weights, 'B')}, {kept}{split}"
    if serving.picked:
        yield f"in {serving.shape.dtype} it does not fit: {serving.picked} is the widest usual format that does"
    if not has_capacity(part):
        yield f"{part.handle} does not say how much memory it has: the model is taken to fit"
    share, slow = serving.away
    if share:
        yield f"{percent(share)} of the weights lie in {values['offload']} at {show(slow, 'B/s')}, read where they lie"


def _lesser(serving: Serving) -> Iterator[str]:
    """What the first screen may leave out, the last of it first."""
    yield f"expected and range{NINE}: {serving.runtime.basis}"
    yield serving.asked.machine.choice
    yield from _shared(serving)
    if serving.draft:
        yield from drafting(serving, serving.draft)
    yield sharing(serving)
    yield from (rate.assumption for rate in serving.rates.values())
    if serving.values["rent"]:
        yield f"rent of {shown(serving.values['rent'], 'USD/s')} for each device; energy at the limit of its power"
    if serving.shape.routed:
        yield "several tokens at once read more experts, as many as tokens^0.8 would that each go to any"
    yield RUNTIME
    if serving.cut > 1:
        yield from serving.asked.machine.assumptions


def _shared(serving: Serving) -> Iterator[str]:
    """How the devices share the model."""
    cut = f"each layer is cut over {counted(serving.cut, 'device')} (tp {serving.cut})"
    copies = f"{serving.copies} copies of the model side by side"
    parts = [cut] * (serving.cut > 1) + [serving.split] * bool(serving.split)
    yield ", ".join(parts if serving.split or serving.copies == 1 else [*parts, copies])
    if serving.laid:
        yield serving.laid.words
    if serving.stages > 1:
        stages = counted(serving.stages, "stage")
        yield f"the layers lie in {stages}, each at work on other sequences; what they hand on is not counted"
    if serving.copies > 1 and serving.split:
        yield copies


def _tokens(value: Any) -> str:
    return f"{_number(value)} token{'s' * (is_array(value) or value != 1)}"


def _number(value: Any) -> str:
    return f"{value.min():g} to {value.max():g}" if is_array(value) else f"{value:g}"
