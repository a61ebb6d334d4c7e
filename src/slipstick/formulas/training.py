"""Training: the memory of model states and activations, how to split them over chips, and how long it takes."""

from ..units import (
    FLOP,
    Bandwidth,
    Compute,
    Count,
    Share,
    Size,
    Time,
    TokenRate,
    Tokens,
    Work,
    WorkPerToken,
    byte,
    token,
)
from ..units.maths import sqrt
from .core.conditions import least
from .core.formula import formula


@formula(source="zero-paper")
def training_states(parameters: Count, weight: Size, gradient: Size, optimizer: Size) -> Size:
    """Memory of a model's states in training: weights, gradients and what the optimizer keeps.

    weight, gradient, optimizer: bytes for one parameter, with mixed-precision Adam 2, 2 and 12. The paper's model of
    7.5 billion: 120 GB.

    >>> show(training_states(7.5e9, "2 B", "2 B", "12 B"))
    '120 GB'
    """
    return parameters * (weight + gradient + optimizer)


@formula(source="zero-paper")
def zero1_memory(parameters: Count, weight: Size, gradient: Size, optimizer: Size, ranks: Count) -> Size:
    """Memory of one rank's states with ZeRO stage 1: only the optimizer's states are split.

    weight, gradient, optimizer: bytes for one parameter. ranks: that share. 7.5 billion on 64: 31.4 GB.

    >>> show(zero1_memory(7.5e9, "2 B", "2 B", "12 B", 64))
    '31.4 GB'
    """
    return parameters * (weight + gradient + optimizer / ranks)


@formula(source="zero-paper")
def zero2_memory(parameters: Count, weight: Size, gradient: Size, optimizer: Size, ranks: Count) -> Size:
    """Memory of one rank's states with ZeRO stage 2: the optimizer's states and the gradients are split.

    weight, gradient, optimizer: bytes for one parameter. ranks: that share. 7.5 billion on 64: 16.6 GB.

    >>> show(zero2_memory(7.5e9, "2 B", "2 B", "12 B", 64))
    '16.6 GB'
    """
    return parameters * (weight + (gradient + optimizer) / ranks)


@formula(source="zero-paper")
def zero3_memory(parameters: Count, weight: Size, gradient: Size, optimizer: Size, ranks: Count) -> Size:
    """Memory of one rank's states with ZeRO stage 3: all of them are split, as in FSDP.

    weight, gradient, optimizer: bytes for one parameter. ranks: that share. 7.5 billion on 64: 1.9 GB.

    >>> show(zero3_memory(7.5e9, "2 B", "2 B", "12 B", 64), digits=2)
    '1.9 GB'
    """
    return training_states(parameters, weight, gradient, optimizer) / ranks


@formula(source="activation-recomputation-paper")
def layer_activations(sequence: Tokens, batch: Count, width: Count, heads: Count) -> Size:
    """Activations one transformer layer keeps for the backward pass when nothing is recomputed.

    sequence: its tokens. batch: sequences in a microbatch. width: of the model. heads: of attention. Numbers of 16 bit,
    a plain MLP four times as wide, dropout, no fused attention. GPT-3: 34 + 80 bytes for each position and width.

    >>> show(layer_activations(2048, 1, 12288, 96) / (2048 * 12288))
    '114 B'
    >>> show(layer_activations(2048, 4, 12288, 96))
    '11.5 GB'
    """
    return byte * sequence / token * batch * width * (34 + 5 * heads * sequence / token / width)


@formula(source="activation-recomputation-paper")
def tensor_parallel_activations(sequence: Tokens, batch: Count, width: Count, heads: Count, ranks: Count) -> Size:
    """Activations one layer keeps on each rank of tensor parallelism: norms and dropout are not split.

    sequence: its tokens. batch: sequences in a microbatch. width: of the model. heads: of attention. ranks: that share.
    GPT-3 on 8 ranks: 10 + 24/8 + 80/8 = 23 bytes for each position and width.

    >>> show(tensor_parallel_activations(2048, 1, 12288, 96, 8) / (2048 * 12288))
    '23 B'
    >>> show(tensor_parallel_activations(2048, 4, 12288, 96, 8))
    '2.32 GB'
    """
    return byte * sequence / token * batch * width * (10 + 24 / ranks + 5 * heads * sequence / token / (width * ranks))


@formula(source="activation-recomputation-paper")
def selective_activations(sequence: Tokens, batch: Count, width: Count, ranks: Count) -> Size:
    """Activations one layer keeps on each rank when attention scores are recomputed, with sequence parallelism.

    sequence: its tokens. batch: sequences in a microbatch. width: of the model. ranks: of tensor and sequence
    parallelism. 34 bytes for each position and width, shared.

    >>> show(selective_activations(2048, 1, 12288, 8))
    '107 MB'
    >>> show(selective_activations(2048, 4, 12288, 8))
    '428 MB'
    """
    return 34 * byte * sequence / token * batch * width / ranks


@formula(source="activation-recomputation-paper")
def full_recompute_activations(sequence: Tokens, batch: Count, width: Count) -> Size:
    """Activations one layer keeps when only its input is stored and all the rest is computed again.

    sequence: its tokens. batch: sequences in a microbatch. width: of the model. Costs one more forward pass.

    >>> show(full_recompute_activations(2048, 1, 12288))
    '50.3 MB'
    >>> show(full_recompute_activations(2048, 4, 12288))
    '201 MB'
    """
    return 2 * byte * sequence / token * batch * width


@formula(source="scaling-book-transformers")
def checkpoint_memory(tokens: Tokens, layers: Count, width: Count, saved: Count, element: Size) -> Size:
    """Memory of the activations kept for the backward pass, by how many tensors of each layer are saved.

    tokens: in a batch. width: of the model. saved: tensors of that width, 20 without recomputation, 1 where only a
    layer's input is kept. element: size of a number. 4 million tokens, 64 layers of 8192: 84 TB or 4.2 TB.

    >>> show(checkpoint_memory(4e6, 64, 8192, 20, "2 B"), digits=2)
    '84 TB'
    >>> show(checkpoint_memory(4e6, 64, 8192, 1, "2 B"), digits=2)
    '4.2 TB'
    """
    return tokens / token * layers * width * saved * element


@formula(source="pipeline-scheduling-notes", holds=[least("stages", 1, "a pipeline has a stage")])
def pipeline_idle_share(stages: Count, microbatches: Count) -> Share:
    """Share of its time that a stage of a pipeline idles while the pipeline fills and drains (the bubble).

    stages: of the pipeline, all equally long. microbatches: that a batch is cut into. 8 stages and 56: 7/63.

    >>> show(pipeline_idle_share(8, 56))
    '0.111'
    """
    return (stages - 1) / (microbatches + stages - 1)


@formula(source="ml-engineering-parallelism")
def gradient_traffic(parameters: Count, element: Size) -> Size:
    """Traffic of data parallelism in a step: gradients are reduced and scattered, then gathered.

    parameters: of the model. element: size of a number sent. ZeRO stages 1 and 2 send as much.
    10 billion in bf16: 40 GB.

    >>> show(gradient_traffic(10e9, "2 B"))
    '40 GB'
    """
    return 2 * parameters * element


@formula(source="ml-engineering-parallelism")
def zero3_traffic(parameters: Count, element: Size) -> Size:
    """Traffic of ZeRO stage 3 in a step: weights are gathered twice, and gradients reduced and scattered once.

    parameters: of the model. element: size of a number sent. Half as much again as data parallelism: 10 billion in
    bf16 send 60 GB.

    >>> show(zero3_traffic(10e9, "2 B"))
    '60 GB'
    """
    return 3 * parameters * element


@formula(source="nanogpt-sizing")
def model_utilization(work: WorkPerToken, rate: TokenRate, chips: Count, peak: Compute) -> Share:
    """Model FLOPs utilization (MFU): share of the peak that the model's own work takes, without recomputation.

    work: of training on one token. rate: tokens per second. chips: how many. peak: rate of one. GPT-2 small on an
    A100: 100 sequences of 1024 in 0.755 s, 37.14 %.

    >>> show(model_utilization("854438400 FLOP/token", f"{102400 / 0.755} token/s", 1, "312 TFLOP/s"), digits=4)
    '0.3714'
    >>> show(model_utilization("854438400 FLOP/token", f"{102400 / 0.755} token/s", 2, "312 TFLOP/s"), digits=4)
    '0.1857'
    """
    return work * rate / (chips * peak)


@formula(source="scaling-book-applied-training")
def training_time(work: Work, chips: Count, peak: Compute, utilization: Share) -> Time:
    """Time to train a model.

    work: in total, such as 6 FLOP for each parameter and token. chips: how many. peak: rate of one. utilization: MFU.
    Llama 3 70B, 6.3e24 FLOP, on 8960 TPU v5p at 40 %: 44 days.

    >>> show(training_time("6.3e24 FLOP", 8960, "459 TFLOP/s", 0.4), digits=2)
    '44 days'
    """
    return work / (chips * peak * utilization)


@formula(source="scaling-book-training")
def fsdp_minimum_batch(peak: Compute, bandwidth: Bandwidth, element: Size) -> Tokens:
    """Tokens each chip needs in a batch so that data parallelism or FSDP is not limited by the network.

    peak: of a chip. bandwidth: of its links, all axes used together. element: size of a number. TPU v5p with one axis:
    2550 tokens, with three 850.

    >>> show(fsdp_minimum_batch("459 TFLOP/s", "180 GB/s", "2 B"))
    '2550 token'
    >>> show(fsdp_minimum_batch("459 TFLOP/s", "540 GB/s", "2 B"))
    '850 token'
    """
    return peak * element / (2 * FLOP / token * bandwidth)


@formula(source="scaling-book-training")
def mixed_minimum_batch(single: Tokens, hidden: Count, axes: Count) -> Tokens:
    """Tokens each chip needs in a batch for the best mix of FSDP and tensor parallelism not to be network-limited.

    single: what FSDP alone needs on one axis. hidden: width inside the MLP. axes: those for FSDP times those for
    tensor parallelism, 2 on a three-dimensional mesh. TPU v5p with 13824: 940.

    >>> show(mixed_minimum_batch(2550, 13824, 2))
    '941 token'
    """
    return 4 * single**2 / (token * axes * hidden)


@formula(source="scaling-book-training")
def optimal_fsdp(batch: Tokens, hidden: Count, chips: Count, axes: Count) -> Count:
    """How many ways to split by FSDP, the rest by tensor parallelism, so that least is sent.

    batch: tokens in all. hidden: width inside the MLP. chips: how many. axes: those for FSDP over those for tensor
    parallelism. 4.19 million tokens on 8960 chips: 1618.

    >>> show(optimal_fsdp(4.19e6, 28672, 8960, 2), digits=4)
    '1618'
    """
    return sqrt(axes * batch / token * chips / hidden)


@formula(source="scaling-book-applied-training")
def tokens_per_chip(batch: Tokens, chips: Count) -> Tokens:
    """Tokens of a batch that each chip works on. 4 Mi tokens on 8960 chips: 468.

    >>> show(tokens_per_chip(4194304, 8960))
    '468 token'
    """
    return batch / chips


@formula(source="distributed-training-3d")
def interleaved_idle_share(stages: Count, microbatches: Count, chunks: Count) -> Share:
    """Share of its time that a stage idles when each holds several parts of the model in turn (interleaved 1F1B).

    chunks: parts of the model on a stage; 1 is the ordinary pipeline. 8 stages and 16 microbatches idle 30 % of the
    time, with 4 chunks 10 %. The price is that much more communication.

    >>> show(interleaved_idle_share(8, 16, 1), digits=3), show(interleaved_idle_share(8, 16, 4))
    ('0.304', '0.0986')
    """
    return pipeline_idle_share(stages, microbatches * chunks)


@formula(source="ml-engineering-performance")
def hardware_utilization(model: Share, recomputed: Share) -> Share:
    """Hardware FLOPs utilization (HFU): the model's utilization and what is recomputed in the backward pass.

    model: MFU. recomputed: share of the forward pass that is done again; 1 with full checkpointing, which makes 4
    parts of work out of 3. Worked here: 45 % and everything recomputed are 60 %.

    >>> show(hardware_utilization(0.45, 1)), show(hardware_utilization(0.45, 0))
    ('0.6', '0.45')
    """
    return model * (3 + recomputed) / 3
