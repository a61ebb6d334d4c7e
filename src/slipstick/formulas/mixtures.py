"""Mixtures: the experts that a batch of tokens touches, and what a layer of them asks of a machine."""

from ..units import Count, Share, Size, Tokens, Work, token
from .core.formula import formula
from .kernels import matmul_work


@formula(source="hackernews-experts-touched")
def experts_touched(experts: Count, active: Count, tokens: Count) -> Count:
    """Experts that at least one token of a batch is sent to, as expected where each goes to any as likely.

    experts: of the layer. active: that a token goes to, at most as many. tokens: of the batch. Counted by hand for 8
    experts of which a token takes 2: the second one takes 1.5 new ones on average. Routing that favours some touches
    fewer.

    >>> show(experts_touched(8, 2, 1)), show(experts_touched(8, 2, 2)), show(experts_touched(256, 8, 128))
    ('2', '3.5', '252')
    """
    return experts * (1 - (1 - active / experts) ** tokens)


@formula(source="llama-cpp-dgx-spark")
def apart_tokens(tokens: Count, alike: Share) -> Count:
    """Tokens that touch as many experts, if each goes its own way, as these do, of which many go the same.

    tokens: of the batch. alike: how far they are: 0 where each goes its own way, 1 where all go the same. Worked here
    for 32 tokens, which at 0.2 touch 51 of 128 experts and not 82:

    >>> show(apart_tokens(32, 0.2)), show(experts_touched(128, 4, apart_tokens(32, 0.2)))
    ('16', '51')
    >>> show(apart_tokens(1, 0.2)), show(apart_tokens(16, 0)), show(apart_tokens(16, 1))
    ('1', '16', '1')
    """
    return tokens ** (1 - alike)


@formula(source="hackernews-experts-touched")
def tokens_per_expert(experts: Count, active: Count, tokens: Count) -> Count:
    """Tokens that a touched expert works on, as expected where each token goes to any as likely.

    experts, active, tokens: as for the experts that are touched. Counted by hand, two tokens with two of eight each are
    4 pairs for 3.5 experts:

    >>> show(tokens_per_expert(8, 2, 2)), show(tokens_per_expert(256, 8, 128))
    ('1.14', '4.07')
    """
    return active * tokens / experts_touched(experts, active, tokens)


@formula(source="deepseek-v3-config")
def mixture_matmuls(experts: Count, active: Count, tokens: Count) -> Count:
    """Matmuls of the experts of a layer: three for each that is touched, of the gate, up and down.

    experts, active, tokens: as for the experts that are touched. Counted by hand, three times 3.5:

    >>> show(mixture_matmuls(8, 2, 2))
    '10.5'
    """
    return 3 * experts_touched(experts, active, tokens)


@formula(source="deepseek-v3-config")
def mixture_work(tokens: Count, active: Count, hidden: Count, inner: Count) -> Work:
    """Work of the experts of a layer: three matmuls, of the gate, up and down, for each token and each of its experts.

    tokens: of the batch. active: experts that a token goes to. hidden: width of the model. inner: of an expert. By hand
    for DeepSeek-V3, 128 tokens of 7168 with 8 experts of 2048 each:

    >>> show(mixture_work(128, 8, 7168, 2048))
    '90.2 GFLOP'
    """
    return 3 * matmul_work(1, tokens * active, inner, hidden)


@formula(source="hackernews-experts-touched")
def mixture_traffic(
    experts: Count, active: Count, tokens: Count, hidden: Count, inner: Count, width: Size, result_width: Size
) -> Size:
    """Least memory traffic of the experts of a layer: the three matrices of each that is touched, and the tokens.

    experts, active, tokens: as for the experts that are touched. hidden: width of the model. inner: of an expert.
    width: bytes of an element; result_width: of the result. Tokens are read once and their sums written once; what is
    between stays on chip. Counted by hand for 2 tokens of 4 with 2 of 8 experts of 3: 3.5 x 36 elements, and 16.

    >>> show(mixture_traffic(8, 2, 2, 4, 3, "2 B", "2 B")), show(mixture_traffic(8, 2, 2, 4, 3, "1 B", "2 B"))
    ('284 B', '150 B')
    """
    return width * (3 * hidden * inner * experts_touched(experts, active, tokens) + tokens * hidden) + (
        result_width * tokens * hidden
    )


@formula(source="scaling-book-gpus")
def routed_size(tokens: Tokens, active: Count, width: Count, element: Size) -> Size:
    """What a device sends to the experts of its tokens, in an all-to-all before a layer of experts, or after it.

    tokens: of the device. active: experts that a token goes to, each elsewhere. width: of the model. element: bytes
    of each. Counted by hand for 128 tokens of 7168 in bf16, each to 8 experts: 128 x 8 x 14336 B.

    >>> show(routed_size(128, 8, 7168, "2 B"))
    '14.7 MB'
    """
    return element * (tokens / token) * active * width
