"""The memory of a device in training, by kind."""

from typing import Any

from ...formulas.training import full_recompute_activations
from ...formulas.training_steps import (
    interleaved_activations,
    kept_activations,
    kept_scores,
    logits_memory,
    pipeline_activations,
)
from ...formulas.transformers import weights_size
from ...records import Fields
from .layout import Layout
from .model import Model

WEIGHT, OPTIMIZER = 2.0, 12.0  # bytes of a parameter: in 16 bits; its copy in 32 bits and Adam's two moments
SUMMED, SENT = 4.0, 2.0  # of its gradient: summed in 32 bits, or shared out in 16 as by ZeRO 2 and 3
LOGIT = 12.0  # of a logit: in 16 bits, in 32 for the loss, and the gradients of both


class Trained(Fields):
    """What is trained: adapters, or with 0 of them the model; frozen: bytes a weight of its layers then takes.

    host, lane: where the optimizer lies in system memory, a device's share of its bandwidth, and the link's to it.
    """

    adapters: float = 0.0
    frozen: float = WEIGHT
    host: float = 0.0
    lane: float = 0.0


class Memory(Fields):
    """Bytes on the device that has most of them, by kind."""

    weights: Any
    gradients: Any
    optimizer: Any
    activations: Any
    logits: Any

    @property
    def all(self) -> Any:
        """Together."""
        return sum(self)


def memory(run: Any, model: Model, layout: Layout, sequence: float, trained: Trained) -> Memory:
    """The memory of a device of the first stage. run: calls formulas, recording or not. sequence: tokens."""
    tokens = layout.microbatch * sequence / layout.cp
    whole = 1.0 if layout.pp > 1 else 0.0
    logits = 0.0
    if not whole:
        logits = run(logits_memory, tokens=tokens, vocabulary=model.vocabulary, element=LOGIT, ranks=float(layout.tp))
    return Memory(*_states(run, model, layout, trained), _activations(run, model, layout, sequence, tokens), logits)


def held(model: Model, layout: Layout) -> float:
    """Parameters that a device holds before ZeRO: its layers, its experts, its table of the embedding."""
    plain = model.parameters - model.tables * model.embedding - model.experts
    layers = (plain + model.experts / layout.ep) * layout.layers(model) / model.layers
    return layers / layout.tp + _tables(model, layout)


def _tables(model: Model, layout: Layout) -> float:
    """Of these the tables of the embedding, which stay in 16 bits where frozen weights are in fewer."""
    return (model.tables if layout.pp == 1 else 1.0) * model.embedding / layout.tp


def _states(run: Any, model: Model, layout: Layout, trained: Trained) -> tuple[Any, Any, Any]:
    """Weights, gradients and optimizer: each shared out from the stage of ZeRO that does so."""
    own, ranks = held(model, layout), float(layout.dp * layout.cp)
    learns = trained.adapters / (layout.tp * layout.pp) if trained.adapters else own
    element = SENT if layout.zero >= 2 else SUMMED
    bytes_of = {"weights": (3, WEIGHT), "gradients": (2, element), "optimizer": (1, OPTIMIZER)}
    weights, gradients, optimizer = (
        run(weights_size, parameters=learns / (ranks if layout.zero >= stage else 1.0), element=each)
        for stage, each in bytes_of.values()
    )
    if trained.host:
        optimizer = 0.0 * optimizer
    if trained.adapters:
        tables = _tables(model, layout)
        for frozen, each in ((own - tables, trained.frozen), (tables, WEIGHT)):
            weights += run(weights_size, parameters=frozen / (ranks if layout.zero >= 3 else 1.0), element=each)
    return weights, gradients, optimizer


def _activations(run: Any, model: Model, layout: Layout, sequence: float, tokens: float) -> Any:
    layer = _layer(run, model, layout, sequence, tokens)
    stages = float(layout.pp)
    layers = stages * layout.layers(model)
    if layout.chunks > 1:
        return run(interleaved_activations, layer=layer, layers=layers, stages=stages, chunks=float(layout.chunks))
    return run(pipeline_activations, layer=layer, layers=layers, stages=stages, microbatches=layout.microbatches)


def _layer(run: Any, model: Model, layout: Layout, sequence: float, tokens: float) -> Any:
    """What a layer keeps of a microbatch."""
    if layout.recompute == "full":
        return run(full_recompute_activations, sequence=tokens, batch=1.0, width=model.width)
    ranks = float(layout.tp)
    heads = 2 * (model.queries + model.keys)
    kept = run(
        kept_activations,
        tokens=tokens,
        width=model.width,
        heads=heads,
        hidden=model.hidden,
        ranks=ranks,
        sequence_ranks=ranks if layout.recompute == "selective" else 1.0,
    )
    if layout.recompute == "selective":
        return kept
    return kept + run(kept_scores, tokens=tokens, context=sequence, heads=model.heads, ranks=ranks)
