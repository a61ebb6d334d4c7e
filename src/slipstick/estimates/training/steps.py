"""A training step: what a device does in it, and how long its parts take."""

from collections.abc import Mapping
from typing import Any

from ...formulas.kernels import repeated_time
from ...formulas.roofline import compute_time, memory_time
from ...formulas.training import gradient_traffic
from ...formulas.training_steps import (
    bubble_time,
    passes_time,
    passes_work,
    scores_traffic,
    tensors_traffic,
    unhidden_time,
)
from ...formulas.transformers import attention_score_work, forward_work
from ...records import Fields
from ...units.maths import maximum
from ..links.algorithms import EXCHANGE, GATHER, REDUCE, SCATTER
from .groups import Exchanges
from .layout import Layout
from .memory import OPTIMIZER, WEIGHT, Trained, held
from .model import Model

PASSES, FROZEN = 3.0, 2.0  # forward and twice backward; without the gradients of the weights
SCORED = 4.0  # passes of attention: its scores are computed again, within a fused kernel too
STATES = 2 * (OPTIMIZER + 4.0)  # bytes of a parameter that an update reads and writes
ELEMENT = 2.0


class Rates(Fields):
    """The printed rates of a device: FLOP/s in the dtype and in 16 bits, and B/s of its memory."""

    narrow: float
    wide: float
    memory: float


class Amounts(Fields):
    """What a device does in a step, in seconds at the whole rates, all microbatches together.

    matmul: a forward pass of the layers; passes: of it, without what is computed again. head: a forward pass of the
    logits. scores: a forward pass of attention, under a causal mask; through: its scores once through memory. split,
    whole: one pass over what a layer writes and shares out, and over what it does not; adapted: over what adapters read
    and write. again: 1 where layers are computed again. unpacked: one byte of every frozen weight of few bits through
    memory, in each pass. launched: layers that the host starts, in all passes. tensor, send, data, update: of the links
    and the optimizer.
    """

    matmul: Any
    passes: Any
    head: Any
    scores: Any
    through: Any
    split: Any
    whole: Any
    adapted: Any
    again: Any
    unpacked: Any
    launched: Any
    tensor: Any
    send: Any
    data: Any
    update: Any
    stages: Any
    chunks: Any
    microbatches: Any


class Split(Fields):
    """The parts of a step in seconds, in the order of the step.

    launches: what the device waits for the host, which starts the work of a layer slower than it is done. rest: what a
    whole run loses beside, to other software, checkpoints, evaluation and failures.
    """

    compute: Any
    attention: Any
    elementwise: Any
    recompute: Any
    unpacking: Any
    tensor: Any
    launches: Any
    bubble: Any
    data: Any
    optimizer: Any
    rest: Any

    @property
    def all(self) -> Any:
        """The step."""
        return sum(self)


def amounts(
    run: Any, model: Model, layout: Layout, sequence: float, rates: Rates, exchanges: Exchanges, trained: Trained
) -> Amounts:
    """What a device does in a step. run: calls formulas, recording or not. sequence: tokens of one."""
    tokens = layout.batch / layout.dp * sequence / layout.cp
    layers = layout.layers(model)
    own = model.matrices * layers / model.layers / layout.tp
    scores = run(attention_score_work, layers=layers, width=model.scored / layout.tp, context=sequence / 2)
    through = run(
        scores_traffic, tokens=tokens, context=sequence, heads=model.heads / layout.tp, layers=layers, element=ELEMENT
    )
    again = 1.0 if layout.recompute == "full" else 0.0
    return Amounts(
        matmul=_pass(run, run(forward_work, parameters=own), tokens, rates.narrow),
        passes=FROZEN if trained.adapters else PASSES,
        head=_pass(run, run(forward_work, parameters=model.embedding / layout.tp / layout.pp), tokens, rates.wide),
        scores=_pass(run, scores, tokens, rates.wide),
        through=run(memory_time, traffic=through, bandwidth=rates.memory),
        split=_tensors(run, tokens, _elements(model) / layout.tp, layers, rates),
        whole=_tensors(run, tokens, model.width / (layout.tp if layout.recompute == "selective" else 1), layers, rates),
        adapted=_tensors(run, tokens, _adapted(model) / layout.tp, layers, rates) if trained.adapters else 0.0,
        again=again,
        unpacked=_unpacked(run, own, layout, rates, trained) * (FROZEN + again),
        launched=layers * layout.microbatches * (FROZEN + again),
        tensor=_tensor(model, layout, sequence, exchanges),
        send=_send(model, layout, sequence, exchanges),
        data=_data(run, model, layout, exchanges, trained),
        update=_update(run, model, layout, rates, trained),
        stages=float(layout.pp),
        chunks=float(layout.chunks),
        microbatches=layout.microbatches,
    )


def _pass(run: Any, work: Any, tokens: float, rate: float) -> Any:
    """A forward pass at the whole rate."""
    return run(compute_time, work=run(passes_work, work=work, tokens=tokens, passes=1.0), peak=rate)


def _elements(model: Model) -> float:
    """Elements of a token that a layer writes between its matmuls."""
    return 2 * model.width + model.hidden / 2 + model.queries + 2 * model.keys


def _adapted(model: Model) -> float:
    """Elements of a token that the adapters of a layer read and write: into and out of each of its matrices."""
    return 7 * model.width + 2 * (model.queries + model.keys) + model.hidden


def _unpacked(run: Any, own: float, layout: Layout, rates: Rates, trained: Trained) -> Any:
    """One byte of every weight that a pass turns into 16 bits, through memory; 0 where they are in 16 bits."""
    if trained.frozen >= WEIGHT:
        return 0.0
    return run(memory_time, traffic=own * layout.microbatches, bandwidth=rates.memory)


def _tensors(run: Any, tokens: float, width: float, layers: float, rates: Rates) -> Any:
    traffic = run(tensors_traffic, tokens=tokens, width=width, layers=layers, element=ELEMENT, tensors=1.0)
    return run(memory_time, traffic=traffic, bandwidth=rates.memory)


def _tensor(model: Model, layout: Layout, sequence: float, exchanges: Exchanges) -> float:
    """Sums of tensor parallelism, and what context and expert parallelism exchange, in all layers of a stage."""
    tokens = layout.microbatch * sequence / layout.cp
    rounds = 6 if layout.recompute == "full" else 4
    sums = rounds * exchanges.time(REDUCE, ELEMENT * tokens * model.width, 1, layout.tp)
    gathered = 2 * ELEMENT * layout.microbatch * sequence * model.keys / layout.tp
    ring = rounds / 2 * exchanges.time(GATHER, gathered, layout.tp, layout.cp)
    routed = ELEMENT * tokens * model.width * model.chosen / layout.tp
    sent = rounds * exchanges.time(EXCHANGE, routed, layout.tp * layout.cp, layout.ep)
    return (sums + ring + sent) * layout.layers(model) * layout.microbatches


def _send(model: Model, layout: Layout, sequence: float, exchanges: Exchanges) -> float:
    """From a stage of the pipeline to the next, forward and back, for each of its chunks."""
    if layout.pp == 1:
        return 0.0
    size = ELEMENT * layout.microbatch * sequence / layout.cp * model.width / layout.tp
    return 2 * layout.chunks * size / exchanges.lane() * layout.microbatches


def _data(run: Any, model: Model, layout: Layout, exchanges: Exchanges, trained: Trained) -> Any:
    """The gradients of data parallelism; with ZeRO 3 the weights before each pass too."""
    stride, ranks = layout.tp * layout.pp, layout.dp * layout.cp
    near = layout.tp  # a stage's devices lie side by side: its groups reach over nodes, whatever the stages
    own = trained.adapters / stride if trained.adapters else held(model, layout)
    size = run(gradient_traffic, parameters=own, element=WEIGHT) / 2
    if layout.zero < 3:
        element = 2.0 if layout.zero < 2 else 1.0  # sums in 32 bits
        return element * exchanges.time(REDUCE, size, near, ranks)
    weights = held(model, layout) * trained.frozen
    gathered = 2 * exchanges.time(GATHER, weights, near, ranks)
    return (gathered + exchanges.time(SCATTER, size, near, ranks)) * layout.microbatches


def _update(run: Any, model: Model, layout: Layout, rates: Rates, trained: Trained) -> Any:
    learns = trained.adapters / (layout.tp * layout.pp) if trained.adapters else held(model, layout)
    own = learns / (layout.dp * layout.cp if layout.zero else 1)
    if not trained.host:
        return run(memory_time, traffic=own * STATES, bandwidth=rates.memory)
    crossed = run(memory_time, traffic=own * 2 * WEIGHT, bandwidth=trained.lane)  # gradients there, weights back
    return crossed + run(memory_time, traffic=own * STATES, bandwidth=trained.host)


def split(run: Any, found: Amounts, numbers: Mapping[str, Any]) -> Split:
    """The parts of a step as software takes them.

    numbers: shares of the rates, ``matmul`` (in the dtype), ``wide`` (in 16 bits) and ``attention``; ``tensors``
    and ``whole``, so often elements go through memory; ``again``, the part of a forward pass that computing it again
    costs; ``hidden``, the share of the exchange of data that is; ``fused``, whether attention is; ``through``, so often
    its scores go through memory where it is not; ``adapted``, so often what adapters read and write does; ``unpack``,
    bytes of traffic that turning a weight into 16 bits takes; ``launch``, seconds in which the host starts a pass of a
    layer; ``software``, a factor of all; and of whole runs ``run``, the least that they take over the work of a device:
    exchanges are part of it, for most runs do not say their layout.
    """
    share, wide = numbers["matmul"], numbers["wide"]
    matmul = run(passes_time, forward=found.matmul, passes=found.passes, share=share)
    head = run(passes_time, forward=found.head, passes=PASSES, share=wide)
    fused, apart = _attention(run, found, numbers)
    elementwise = found.split * numbers["tensors"] + PASSES * found.whole * numbers["whole"]
    elementwise += found.adapted * numbers["adapted"]
    unpacking = found.unpacked * numbers["unpack"]
    again = numbers["again"] * found.again
    repeated = run(passes_time, forward=found.matmul, passes=again, share=share)
    repeated += run(passes_time, forward=fused, passes=again, share=numbers["attention"])
    repeated += again * found.whole * numbers["whole"]
    sent = found.tensor + found.send
    attention = run(passes_time, forward=fused, passes=SCORED, share=numbers["attention"]) + apart
    worked = matmul + head + attention + elementwise + repeated + unpacking + sent
    waits = maximum(run(repeated_time, time=numbers["launch"], count=found.launched) - worked, 0.0)
    worked += waits
    bubble = run(bubble_time, stage=worked, stages=found.stages, chunks=found.chunks, microbatches=found.microbatches)
    data = run(unhidden_time, time=found.data, hidden=numbers["hidden"])
    parts = (matmul + head, attention, elementwise, repeated, unpacking, sent, waits, bubble, data, found.update, 0.0)
    taken = Split(*(each * numbers["software"] for each in parts))
    whole = numbers.get("run", 0.0) * (worked - sent + found.update)
    return taken._replace(rest=maximum(whole - taken.all, 0.0))


def tuned(found: Amounts, taken: Split) -> Any:
    """Whether a step is of adapters or waits for the host: these scatter more, and have a range of their own."""
    return (found.adapted > 0) | (taken.launches > 0)


def _attention(run: Any, found: Amounts, numbers: Mapping[str, Any]) -> tuple[Any, Any]:
    """A forward pass of fused attention at the whole rate; and all passes where it is not fused.

    Then no score is left out for the mask, and scores go through memory.
    """
    apart = 1.0 - numbers["fused"]
    plain = run(passes_time, forward=2 * found.scores, passes=SCORED, share=numbers["wide"])
    through = found.through * numbers["through"] * SCORED / PASSES
    return found.scores * numbers["fused"], apart * (plain + through)
