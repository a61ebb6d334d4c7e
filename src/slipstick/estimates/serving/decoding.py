"""What a model's step and prompt take on a machine: reading, arithmetic, what layers and exchanges add."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from ...formulas.inference import (
    decode_compute,
    decode_step,
    handling_time,
    kept_tokens,
    prefill_time,
    prompt_attention_work,
    prompt_scores,
    read_parameters,
    read_weights,
    repeated_cache,
    vectors_time,
    widened_traffic,
)
from ...formulas.kernels import busy_compute, busy_memory, phases_time, repeated_time
from ...formulas.mixtures import apart_tokens, experts_touched
from ...formulas.roofline import memory_time, roofline_time
from ...units.maths import ceil, maximum, minimum
from .experts import exchanged
from .placed import Serving, cache_size
from .rates import BEFORE
from .shape import CACHED

WIDENED = {BEFORE: 512.0, "exllama": 2048.0}  # runtimes that write narrow weights out, for so many tokens at once
ALIKE = 0.2  # of the tokens of a batch, as llama.cpp's rows of batches of gpt-oss and Qwen3 on GB10 have it


class Step(NamedTuple):
    """A decoding step in seconds and bytes: its least times, what is asked of the rates, and what it is made of."""

    memory: Any
    compute: Any
    floor: Any
    traffic: Any
    work: Any
    weights: Any
    parts: dict[str, Any]
    expected: Any


def decoding(serving: Serving, speeds: Mapping[str, float], run: Any) -> Step:
    """The time of a token: reading weights and caches, the arithmetic of each weight and token, layers, exchanges."""
    shape, runtime = serving.shape, serving.runtime
    cut, batch = float(serving.cut), serving.at_once
    tokens = batch * serving.checked
    read, weights = _read(serving, tokens, run)
    caches = cache_size(run, shape, serving.cache, batch, serving.context)
    share, slow = serving.away
    memory = run(decode_step, weights=weights * (1 - share), cache=caches, chips=cut, bandwidth=speeds["memory"])
    compute = run(decode_compute, parameters=shape.active, batch=tokens, chips=cut, peak=speeds["matrix"])
    floor = run(roofline_time, compute=compute, memory=memory)
    traffic = weights * (1 - share) + caches
    if share:
        away = run(memory_time, traffic=weights * share, bandwidth=slow)
        memory, floor = memory + away, floor + away
    parts = {
        "reading": run(busy_memory, traffic=traffic / cut, bandwidth=speeds["memory"], share=runtime.memory),
        "unpacking": run(handling_time, parameters=read, devices=cut, peak=speeds["vector"], handling=runtime.handling),
        "arithmetic": compute / runtime.arithmetic,
        "layers": run(repeated_time, time=runtime.layer, count=shape.layers),
        "vectors": run(vectors_time, time=runtime.element, width=shape.width, layers=shape.layers),
    }
    if shape.heads > shape.kv_heads:
        again = run(repeated_cache, cache=caches, heads=shape.heads, kv_heads=shape.kv_heads)
        parts["repeats"] = runtime.repeat * run(memory_time, traffic=again / cut, bandwidth=speeds["memory"])
    if shape.routed:
        parts["experts"] = run(repeated_time, time=runtime.expert, count=shape.sparse)
    if share:
        parts["offloaded"] = away / runtime.memory
    if serving.cut * serving.spread > 1:
        parts["exchanges"] = exchanged(serving, 0, run)
    expected = run(phases_time, times=tuple(parts.values()))
    return Step(memory, compute, floor, traffic, compute * cut * speeds["matrix"], weights, parts, expected)


def _read(serving: Serving, tokens: Any, run: Any) -> tuple[Any, Any]:
    """Parameters that a step reads, and their bytes; copies that share their experts touch them together."""
    shape, weights, spread = serving.shape, serving.weights, serving.spread
    touched = 0.0
    if shape.routed:
        apart = run(apart_tokens, tokens=tokens * spread, alike=ALIKE)
        touched = run(experts_touched, experts=shape.routed, active=shape.chosen, tokens=apart) / spread
    unread = shape.embedding * (shape.tables - 1)
    given = {"layers": shape.sparse, "experts": shape.routed, "touched": touched}
    read = run(read_parameters, parameters=shape.parameters, unread=unread, **given, expert=shape.expert)
    sizes = {"unread": unread * weights.table, "expert": shape.expert * weights.expert}
    return read, run(read_weights, weights=weights.size, **given, **sizes)


class Prompt(NamedTuple):
    """A prompt's time in seconds: what it is made of, the least it takes, and all of it."""

    parts: dict[str, Any]
    floor: Any
    expected: Any


def prompting(serving: Serving, speeds: Mapping[str, float], run: Any) -> Prompt:
    """The time to the first token: reading the weights, the arithmetic of all tokens, attention, layers, exchanges."""
    shape, runtime, values = serving.shape, serving.runtime, serving.values
    batch, prompt = values["batch"], maximum(values["prompt"], 1.0)
    cut, stages = float(serving.cut), minimum(float(serving.stages), batch)  # that are busy with a sequence each
    share, slow = serving.away
    kept = serving.own * (1 - share)
    reading = run(decode_step, weights=kept, cache=0.0, chips=cut, bandwidth=speeds["memory"])
    reading = reading + serving.weights.size * share / slow
    more = {"parameters": shape.active, "prompt": batch * prompt, "chips": cut * stages, "peak": speeds["matrix"]}
    scores, work = _prompt_work(serving, prompt, run)
    work = work / (cut * stages)
    parts = {
        "reading": reading / runtime.memory,
        "arithmetic": run(prefill_time, **more, utilization=runtime.compute),
        "attention": run(busy_compute, work=work, peak=speeds["attention"], share=runtime.attention),
        "scores": runtime.scores * scores / (cut * stages * speeds["memory"]),
        "layers": run(repeated_time, time=runtime.begin, count=shape.layers),
        **_handled(serving, batch * prompt, cut * stages, reading, speeds, run),
    }
    if serving.cut * serving.spread > 1:
        parts["exchanges"] = exchanged(serving, 1, run) / stages
    least = run(prefill_time, **{**more, "peak": speeds["narrow"]}, utilization=1.0) + work / speeds["narrow"]
    floor = run(roofline_time, compute=least, memory=reading)
    return Prompt(parts, floor, maximum(floor, run(phases_time, times=tuple(parts.values()))))


def _handled(
    serving: Serving, tokens: Any, devices: Any, reading: Any, speeds: Mapping[str, float], run: Any
) -> dict[str, Any]:
    """What narrow weights take beside: to be unpacked for each token, or written out in 16 bits for each chunk."""
    shape, runtime, rates = serving.shape, serving.runtime, serving.rates
    narrow = serving.weights.each < CACHED
    if runtime.name in WIDENED and rates["matrix"] == rates["attention"]:
        chunks = ceil(tokens / WIDENED[runtime.name])
        again = (chunks - 1) * reading
        if narrow:
            wide = run(widened_traffic, parameters=shape.parameters, element=CACHED, chunks=chunks)
            again = again + run(memory_time, traffic=wide / devices, bandwidth=speeds["memory"])
        return {"widening": again / runtime.memory}
    each = {"parameters": shape.active * tokens, "devices": devices, "peak": speeds["vector"]}
    return {"unpacking": run(handling_time, **each, handling=runtime.widening)} if narrow else {}


def _prompt_work(serving: Serving, prompt: Any, run: Any) -> tuple[Any, Any]:
    """Scores and work of a prompt's attention: a token sees those before it, of the prompt and of the cache."""
    shape, batch = serving.shape, serving.values["batch"]
    seen = maximum(serving.values["context"] - prompt, 0.0) + prompt / 2
    if shape.windowed:
        seen = run(kept_tokens, context=seen, window=shape.window, windowed=shape.windowed)
    sizes = {"layers": shape.layers, "batch": batch, "heads": shape.heads, "prompt": prompt, "seen": seen}
    return run(prompt_scores, **sizes), run(prompt_attention_work, **sizes, head=shape.head)
