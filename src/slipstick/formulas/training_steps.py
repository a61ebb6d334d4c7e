"""Training steps: what a device does in one, how long the parts of a step take, and what lies in its memory."""

from ..units import Count, Share, Size, SizePerToken, Time, Tokens, Work, WorkPerToken, byte, token
from ..units.maths import minimum
from .core.conditions import least
from .core.formula import formula

STAGE = least("stages", 1, "a pipeline has a stage")


@formula(source="activation-recomputation-paper")
def passes_work(work: WorkPerToken, tokens: Tokens, passes: Count) -> Work:
    """Work of so many passes over tokens: forward one, backward two, and another for what is computed again.

    work: of a forward pass on a token. 12 FLOP a token, 10 tokens: with everything computed again 480 FLOP, and 240
    where the weights are frozen, which leaves out the gradients of the weights (by hand).

    >>> show(passes_work("12 FLOP/token", 10, 4)), show(passes_work("12 FLOP/token", 10, 2))
    ('480 FLOP', '240 FLOP')
    """
    return work * tokens * passes


@formula(source="activation-recomputation-paper")
def tensors_traffic(tokens: Tokens, width: Count, layers: Count, element: Size, tensors: Count) -> Size:
    """Traffic of what runs between the matmuls: norms, activations, residuals, each reading or writing some tensors.

    width: of the model. tensors: of that width, read or written in each layer. element: size of a number. 2048 tokens
    of 4096 in one layer, 10 tensors of 2 B: 168 MB (by hand).

    >>> show(tensors_traffic(2048, 4096, 1, "2 B", 10)), show(tensors_traffic(2048, 4096, 32, "2 B", 10))
    ('168 MB', '5.37 GB')
    """
    return tokens / token * width * layers * element * tensors


@formula(source="activation-recomputation-paper")
def scores_traffic(tokens: Tokens, context: Tokens, heads: Count, layers: Count, element: Size) -> Size:
    """Traffic of attention's scores where they go through memory once: what a fused kernel does without.

    tokens: new ones. context: that each looks at. element: size of a number. 2048 by 2048 for 32 heads in 2 B: 268 MB
    a layer (by hand).

    >>> show(scores_traffic(2048, 2048, 32, 1, "2 B")), show(scores_traffic(2048, 1024, 32, 2, "2 B"))
    ('268 MB', '268 MB')
    """
    return tokens / token * context / token * heads * layers * element


@formula(source="activation-recomputation-paper")
def passes_time(forward: Time, passes: Count, share: Share) -> Time:
    """Time of the passes of a step that are of one kind, at the share of the rate that they reach.

    forward: of a forward pass at the whole rate. 10 ms, three passes, 75 % of the peak: 40 ms (by hand).

    >>> show(passes_time("10 ms", 3, 0.75)), show(passes_time("10 ms", 4, 0.8))
    ('40 ms', '50 ms')
    """
    return forward * passes / share


@formula(source="distributed-training-3d", holds=[STAGE])
def bubble_time(stage: Time, stages: Count, chunks: Count, microbatches: Count) -> Time:
    """Time a stage of a pipeline idles in a step while it fills and drains.

    stage: what a stage works in a step. chunks: parts of the model on a stage, in turn. microbatches: of the step. One
    second of work, 8 stages, 16 microbatches: 438 ms, and with 4 chunks 109 ms: (p - 1) / (v m) of the work.

    >>> show(bubble_time("1 s", 8, 1, 16)), show(bubble_time("1 s", 8, 4, 16))
    ('438 ms', '109 ms')
    """
    return stage * (stages - 1) / (chunks * microbatches)


@formula(source="scaling-book-training")
def unhidden_time(time: Time, hidden: Share) -> Time:
    """Time of communication that computation does not hide. 100 ms, of which 40 % run beside it: 60 ms (by hand).

    >>> show(unhidden_time("100 ms", 0.4)), show(unhidden_time("100 ms", 0.9))
    ('60 ms', '10 ms')
    """
    return time * (1 - hidden)


@formula(source="activation-recomputation-paper")
def training_run_time(step: Time, tokens: Tokens, batch: Tokens) -> Time:
    """Time of a run: its steps, one after the other.

    step: time of one. tokens: of the run. batch: of a step. 300 billion tokens in steps of 4.19 million that take 13.75
    s: 11.4 days (by hand).

    >>> show(training_run_time("13.75 s", 300e9, 4194304))
    '11.4 days'
    """
    return step * tokens / batch


@formula(source="activation-recomputation-paper")
def kept_activations(
    tokens: Tokens, width: Count, heads: Count, hidden: Count, ranks: Count, sequence_ranks: Count
) -> Size:
    """Activations one layer keeps for the backward pass, without attention's scores, whatever its MLP and grouping.

    tokens: of a microbatch. width: of the model. heads: elements of queries, keys, values and the output together.
    hidden: elements that the MLP keeps of a token, 8 times the width in a plain one. ranks: of tensor parallelism.
    sequence_ranks: that share norms and dropout, 1 without sequence parallelism. 16-bit numbers. GPT-3: 34 bytes for
    each position and width; on 8 ranks 13, and 4.25 with sequence parallelism.

    >>> show(kept_activations(2048, 12288, 4 * 12288, 8 * 12288, 1, 1) / (2048 * 12288))
    '34 B'
    >>> show(kept_activations(2048, 12288, 4 * 12288, 8 * 12288, 8, 1) / (2048 * 12288))
    '13 B'
    >>> show(kept_activations(2048, 12288, 4 * 12288, 8 * 12288, 8, 8) / (2048 * 12288))
    '4.25 B'
    """
    return byte * tokens / token * (10 * width / sequence_ranks + 2 * (heads + hidden) / ranks)


@formula(source="activation-recomputation-paper")
def kept_scores(tokens: Tokens, context: Tokens, heads: Count, ranks: Count) -> Size:
    """What one layer keeps of attention's scores for the backward pass: scores and softmax in 16 bits, and a mask.

    tokens: of a microbatch. context: of a sequence. ranks: of tensor parallelism. GPT-3: 80 bytes for each position and
    width, on 8 ranks 10.

    >>> show(kept_scores(2048, 2048, 96, 1) / (2048 * 12288)), show(kept_scores(2048, 2048, 96, 8) / (2048 * 12288))
    ('80 B', '10 B')
    """
    return 5 * byte * tokens / token * context / token * heads / ranks


@formula(source="activation-recomputation-paper", holds=[STAGE])
def pipeline_activations(layer: Size, layers: Count, stages: Count, microbatches: Count) -> Size:
    """Activations on the first stage of a pipeline, which has as many microbatches under way as there are stages.

    layer: of one layer and microbatch. layers: of the model. microbatches: of a step: no more are under way. 1 GB and
    48 layers: 48 GB on 1 stage and on 8, with 4 microbatches 24 GB (by hand).

    >>> show(pipeline_activations("1 GB", 48, 1, 16)), show(pipeline_activations("1 GB", 48, 8, 16))
    ('48 GB', '48 GB')
    >>> show(pipeline_activations("1 GB", 48, 8, 4))
    '24 GB'
    """
    return layer * layers * minimum(stages, microbatches) / stages


@formula(source="activation-recomputation-paper", holds=[STAGE])
def interleaved_activations(layer: Size, layers: Count, stages: Count, chunks: Count) -> Size:
    """Activations on the first stage of a pipeline whose stages hold several parts of the model: somewhat more.

    layer: of one layer and microbatch. layers: of the model. chunks: parts on a stage. GPT-3 on 8 stages of 3 parts:
    7/24 more than without.

    >>> show(interleaved_activations("1 GB", 96, 8, 3)), show(interleaved_activations("1 GB", 96, 1, 3))
    ('124 GB', '96 GB')
    """
    return layer * layers * (1 + (stages - 1) / (stages * chunks))


@formula(source="activation-recomputation-paper")
def logits_memory(tokens: Tokens, vocabulary: Count, element: SizePerToken, ranks: Count) -> Size:
    """Memory of the logits of a microbatch, kept in 32 bits for the loss.

    vocabulary: different tokens. element: size of a number. ranks: of tensor parallelism. 8192 tokens of 128256 in
    4 B: 4.2 GB (by hand).

    >>> show(logits_memory(8192, 128256, "4 B/token", 1)), show(logits_memory(8192, 128256, "4 B/token", 8))
    ('4.2 GB', '525 MB')
    """
    return tokens * vocabulary * element / ranks
