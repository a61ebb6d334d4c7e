"""Latent attention: what decoding asks of a machine where keys and values are one small vector a token (MLA)."""

from ..units import FLOP, Count, Size, Work
from .core.formula import formula


@formula(source="flashmla-deep-dive")
def latent_attention_work(
    batch: Count, heads: Count, queries: Count, keys: Count, latent: Count, position: Count
) -> Work:
    """Work of the two matmuls of latent attention, its projections absorbed: 2 FLOP for each element they read.

    batch: sequences. heads: query heads. queries: tokens of a sequence that ask. keys: tokens attended to, all by all.
    latent: elements of the vector that is key and value. position: of its part with the position, for keys alone.
    The source's 2 h s s (d_k + d_v), with 576 and 512 elements, by hand for 128 heads and one of 4096 tokens:

    >>> show(latent_attention_work(1, 128, 1, 4096, 512, 64)), show(latent_attention_work(2, 16, 3, 1000, 512, 64))
    ('1.14 GFLOP', '209 MFLOP')
    """
    return 2 * FLOP * batch * heads * queries * keys * (2 * latent + position)


@formula(source="flashmla-deep-dive")
def latent_attention_traffic(
    batch: Count,
    heads: Count,
    queries: Count,
    read: Count,
    latent: Count,
    position: Count,
    width: Size,
    cache_width: Size,
) -> Size:
    """Least memory traffic of latent attention: the cached vectors and queries read once, the output written once.

    batch, heads, queries, latent, position: as for the work. read: tokens whose vectors are read. width: bytes of an
    element; cache_width: of one in the cache. All heads share the cached vector. By hand in bf16, 4096 tokens of
    1152 B, and for 128 heads 1152 + 1024 B; then with half as many for a token in the cache:

    >>> show(latent_attention_traffic(1, 128, 1, 4096, 512, 64, "2 B", "2 B"), digits=4)
    '4.997 MB'
    >>> show(latent_attention_traffic(1, 128, 1, 4096, 512, 64, "2 B", "1 B"), digits=4)
    '2.638 MB'
    >>> show(latent_attention_traffic(2, 16, 3, 1000, 512, 64, "2 B", "2 B"), digits=4)
    '2.513 MB'
    """
    return batch * (cache_width * read * (latent + position) + width * heads * queries * (2 * latent + position))
