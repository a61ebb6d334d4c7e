"""Compression: the bits a symbol needs, what a weight takes with its scales, and what an adapter trains."""

from ..units import Count, Probability, Size, bit
from ..units.maths import log2, total
from .core.conditions import adds_up
from .core.formula import formula
from .training import training_states
from .transformers import weights_size


@formula(source="uw-csep521-entropy", holds=[adds_up("probabilities")])
def entropy(probabilities: list[Probability]) -> Size:
    """Bits that a symbol of a source needs at least, on average (Shannon).

    probabilities: of the symbols, each more than 0. 1/8, 1/4 and 5/8: 1.3 bits; three that are equally likely: 1.6.

    >>> round(entropy([1 / 8, 1 / 4, 5 / 8]).to("bit").m, 4), round(entropy([1 / 3] * 3).to("bit").m, 3)
    (1.2988, 1.585)
    """
    return bit * total(probability * log2(1 / probability) for probability in probabilities)


@formula(source="ggml-common-blocks")
def quantized_element(number: Size, scale: Size, group: Count) -> Size:
    """Bytes of a quantized weight with its part of the scale that a group of weights shares.

    number: bits of the weight alone. scale: of the group's scale, and of its offset if it has one. group: weights that
    share it. 4 bits and 16 for each 32 (Q4_0): 4.5 bits; 8 bits (Q8_0): 8.5.

    >>> round(quantized_element("4 bit", "16 bit", 32).to("bit").m, 4)
    4.5
    >>> round(quantized_element("8 bit", "16 bit", 32).to("bit").m, 4)
    8.5
    """
    return number + scale / group


@formula(source="ggml-common-blocks")
def nested_scale_element(number: Size, scale: Size, group: Count, outer: Size, block: Count) -> Size:
    """Bytes of a quantized weight whose scales are quantized too and share one of their own (k-quants, NF4).

    number: bits of the weight alone. scale: of a group's scale and offset. group: weights that share it. outer: bits of
    the scale of the scales. block: weights that share that. Q4_K, 12 bits for 32 and 32 for 256: 4.5 bits. Q6_K, 8 for
    16 and 16 for 256: 6.5625. Q2_K: 2.625, Q3_K: 3.4375.

    >>> round(nested_scale_element("4 bit", "12 bit", 32, "32 bit", 256).to("bit").m, 4)
    4.5
    >>> round(nested_scale_element("6 bit", "8 bit", 16, "16 bit", 256).to("bit").m, 4)
    6.5625
    >>> round(nested_scale_element("2 bit", "8 bit", 16, "32 bit", 256).to("bit").m, 4)
    2.625
    """
    return quantized_element(number, scale, group) + outer / block


@formula(source="llama-cpp-quantize")
def quantized_weights_size(parameters: Count, number: Size, scale: Size, group: Count) -> Size:
    """Memory of all weights of a model, quantized to one type, with their scales.

    parameters: of the model. number: bits of a weight alone. scale: of a group's scale and offset. group: weights that
    share it. Llama 3.1's 8.03 billion in 8 bits and 16 for each 32 (Q8_0): 7.95 GiB.

    >>> round(quantized_weights_size(8.03e9, "8 bit", "16 bit", 32).to("GiB").m, 2)
    7.95
    """
    return weights_size(parameters, quantized_element(number, scale, group))


@formula(source="llama-cpp-quantize")
def bits_per_weight(size: Size, parameters: Count) -> Count:
    """Bits that a weight takes on average in a file or in memory: layers of several types, scales and all.

    size: of the whole model. parameters: of the model. Llama 3.1 8B in Q4_K_M takes 4.58 GiB, 4.9 bits, for some of its
    layers are in 6; in fp16 14.96 GiB, 16.0.

    >>> show(bits_per_weight("4.58 GiB", 8.03e9), digits=2), show(bits_per_weight("14.96 GiB", 8.03e9), digits=3)
    ('4.9', '16')
    """
    return size / (parameters * bit)


@formula(source="microsoft-lora")
def lora_parameters(matrices: Count, inputs: Count, outputs: Count, rank: Count) -> Count:
    """Parameters that low-rank adapters train instead of the matrices they stand beside (LoRA).

    matrices: that have one. inputs, outputs: sides of each matrix. rank: of the adapters, far smaller. Those of query
    and value in the 48 layers of DeBERTa XXL, width 1536, rank 16: 4.7 million, of 1.5 billion.

    >>> show(lora_parameters(2 * 48, 1536, 1536, 16), digits=2)
    '4.7e6'
    """
    return matrices * rank * (inputs + outputs)


@formula(source="microsoft-lora")
def lora_share(inputs: Count, outputs: Count, rank: Count) -> Count:
    """Parameters of a low-rank adapter, as a share of those of the matrix it stands beside (LoRA).

    inputs, outputs: sides of the matrix. rank: of the adapter. Worked here: rank 8 beside 4096 x 4096, 0.391 %; from
    rank 2048 on it saves nothing.

    >>> show(lora_share(4096, 4096, 8)), show(lora_share(4096, 4096, 2048))
    ('0.00391', '1')
    """
    return lora_parameters(1, inputs, outputs, rank) / (inputs * outputs)


@formula(source="microsoft-lora")
def adapter_training_memory(
    parameters: Count, element: Size, trained: Count, weight: Size, gradient: Size, optimizer: Size
) -> Size:
    """Memory of a model's states where only its adapters are trained: the weights stay as they are, and have no others.

    parameters: of the model. element: bytes of one of its weights, with its part of a scale where it is quantized.
    trained: parameters of the adapters. weight, gradient, optimizer: bytes for one of them, as in training. Worked
    here: 1.5 billion in 2 bytes and 4.7 million trained with 2, 2 and 12: 3.08 GB, where training all would take 24.

    >>> show(adapter_training_memory(1.5e9, "2 B", 4.7e6, "2 B", "2 B", "12 B"))
    '3.08 GB'
    """
    return weights_size(parameters, element) + training_states(trained, weight, gradient, optimizer)
