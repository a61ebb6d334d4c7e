"""Attention: what it asks of a machine as one fused kernel, and as three whose scores go through memory."""

from ..units import FLOP, Compute, Count, Intensity, Share, Size, Time, Work
from ..units.maths import ceil, maximum, minimum
from .core.formula import formula
from .kernels import matmul_work, softmax_exponentials, softmax_traffic, softmax_work
from .roofline import compute_time, intensity


@formula(source="flash-attention-benchmark")
def attention_pairs(queries: Count, keys: Count, causal: Count, beyond: Count) -> Count:
    """Pairs of a query and a key that attend to each other, of one head.

    queries: tokens that ask. keys: tokens attended to. causal: 1 where the last query sees all keys and each one
    before it one less, 0 where every query sees every key; there have to be as many keys as queries. beyond: pairs
    that a window leaves out, 0 without one.
    The source counts half of all pairs for causal attention and leaves the diagonal out:

    >>> show(attention_pairs(4096, 4096, 0, 0), digits=8), show(attention_pairs(4096, 4096, 1, 0), digits=7)
    ('16.777216e6', '8.390656e6')
    >>> show(attention_pairs(1, 4096, 1, 0), digits=4), show(attention_pairs(2, 4, 1, 0))
    ('4096', '7')

    With a window of 2, by hand: 1 + 2 + 2 + 2 of 4 tokens with a causal mask, and 2 + 3 + 3 + 2 without; it leaves out
    the rest:

    >>> show(attention_pairs(4, 4, 1, 3)), show(attention_pairs(4, 4, 0, 6))
    ('7', '10')
    """
    return queries * (keys - causal * (queries - 1) / 2) - beyond


@formula(source="flash-attention-benchmark")
def attention_work(batch: Count, heads: Count, pairs: Count, head: Count) -> Work:
    """Work of the two matmuls of attention: 4 FLOP for each pair of query and key and each element of a head.

    batch: sequences. heads: query heads. pairs: of a query and a key, of one head. head: elements of one head.
    By the source's rule, a batch of 4 of 4096 tokens with 16 heads of 128 takes 4 x 4 x 4096^2 x 16 x 128 FLOP, and
    half of it where it is causal:

    >>> full, causal = attention_pairs(4096, 4096, 0, 0), attention_pairs(4096, 4096, 1, 0)
    >>> show(attention_work(4, 16, full, 128)), show(attention_work(4, 16, causal, 128))
    ('550 GFLOP', '275 GFLOP')
    """
    return 4 * FLOP * batch * heads * head * pairs


@formula(source="llm-viewer-analyzer")
def attention_softmax_work(batch: Count, heads: Count, pairs: Count) -> Work:
    """Work of the softmax inside attention on the vector units, without its exponentials.

    batch, heads, pairs: as for the work of its matmuls. Counted by hand, 4 FLOP a pair of 4096 tokens:

    >>> causal = attention_pairs(4096, 4096, 1, 0)
    >>> show(attention_softmax_work(4, 16, 4096**2)), show(attention_softmax_work(4, 16, causal))
    ('4.29 GFLOP', '2.15 GFLOP')
    """
    return softmax_work(batch * heads, pairs)


@formula(source="flash-attention-3-blog")
def attention_exponentials(batch: Count, heads: Count, pairs: Count) -> Work:
    """Exponentials of the softmax inside attention, one a pair, each one FLOP of the special-function units.

    batch, heads, pairs: as for the work of its matmuls. With heads of 128 these take 512 times as many FLOP; an H100
    has 256 times as many of them in a second, so that the exponentials take half as long.

    >>> causal = attention_pairs(4096, 4096, 1, 0)
    >>> show(attention_exponentials(4, 16, 4096**2)), show(attention_exponentials(4, 16, causal))
    ('1.07 GFLOP', '537 MFLOP')
    >>> show(attention_work(4, 16, 4096**2, 128) / attention_exponentials(4, 16, 4096**2))
    '512'
    """
    return softmax_exponentials(batch * heads, pairs)


@formula(source="flash-attention-3-blog")
def attention_traffic(
    batch: Count,
    heads: Count,
    kv_heads: Count,
    queries: Count,
    read: Count,
    head: Count,
    width: Size,
    cache_width: Size,
) -> Size:
    """Least memory traffic of fused attention: queries, keys and values read once, the output written once.

    batch: sequences. heads: query heads. kv_heads: heads of keys and values, as many as heads without grouping.
    queries: tokens that ask. read: tokens whose keys and values are read. head: elements of one head. width: bytes of
    an element; cache_width: of one of keys and values.
    Scores stay on chip. Kernels that read keys and values again for each block of queries take them from a cache.
    Counted by hand in bf16 for 4 x 4096 tokens, 32 heads of 128 and 8 of keys and values, then for one more token,
    and that with keys and values in 8 bits:

    >>> show(attention_traffic(4, 32, 8, 4096, 4096, 128, "2 B", "2 B"))
    '336 MB'
    >>> show(attention_traffic(4, 32, 8, 1, 4096, 128, "2 B", "2 B"))
    '67.2 MB'
    >>> show(attention_traffic(4, 32, 8, 1, 4096, 128, "2 B", "1 B"), digits=4)
    '33.62 MB'
    """
    return 2 * batch * head * (width * heads * queries + cache_width * kv_heads * read)


@formula(source="llm-viewer-analyzer")
def attention_rows(batch: Count, heads: Count, queries: Count) -> Count:
    """Rows of scores whose softmax attention takes: one for each sequence, head and query.

    batch, heads, queries: as for the traffic. Counted by hand for 4 sequences of 4096 tokens and 32 heads:

    >>> show(attention_rows(4, 32, 4096), digits=6)
    '524288'
    """
    return batch * heads * queries


@formula(source="llm-viewer-analyzer")
def attention_scores_work(batch: Count, heads: Count, queries: Count, keys: Count, head: Count) -> Work:
    """Work of the scores of attention, one matmul for each head; that of its values takes as much.

    batch, heads, queries, keys: as for the traffic. head: elements of one head. Nothing is left out of it for a
    causal mask. Counted by hand, half of the 550 GFLOP of both matmuls:

    >>> show(attention_scores_work(4, 16, 4096, 4096, 128))
    '275 GFLOP'
    """
    return matmul_work(batch * heads, queries, keys, head)


@formula(source="llm-viewer-analyzer")
def attention_scores_traffic(
    batch: Count, heads: Count, kv_heads: Count, queries: Count, keys: Count, head: Count, width: Size
) -> Size:
    """Memory traffic of the scores of attention that is not fused: queries and keys are read, all scores written.

    batch, heads, kv_heads, queries, keys, head, width: as for the traffic of fused attention.
    Counted by hand in bf16 for 4 x 4096 tokens, 32 heads of 128 and 8 of keys: 134 + 34 + 4295 MB.

    >>> show(attention_scores_traffic(4, 32, 8, 4096, 4096, 128, "2 B"), digits=4)
    '4.463 GB'
    """
    return width * batch * (heads * queries * (head + keys) + kv_heads * keys * head)


@formula(source="llm-viewer-analyzer")
def attention_values_traffic(
    batch: Count, heads: Count, kv_heads: Count, queries: Count, keys: Count, head: Count, width: Size
) -> Size:
    """Memory traffic of the values of attention that is not fused: as much as of the scores, the other way round.

    All probabilities and the values are read, the output is written; it has as many elements as the queries.
    batch, heads, kv_heads, queries, keys, head, width: as for the traffic of fused attention.
    Counted by hand for the same sizes, with 4295 MB of probabilities, 34 of values and 134 of output:

    >>> show(attention_values_traffic(4, 32, 8, 4096, 4096, 128, "2 B"), digits=4)
    '4.463 GB'
    """
    return attention_scores_traffic(batch, heads, kv_heads, queries, keys, head, width)


@formula(source="flash-attention-benchmark")
def attention_intensity(
    batch: Count, heads: Count, kv_heads: Count, queries: Count, keys: Count, head: Count, width: Size
) -> Intensity:
    """Work of fused attention for each byte that it moves: it grows with the queries, and keys shared by heads help.

    batch, heads, kv_heads, queries, keys, head, width: as for the traffic. Every query sees every key. Worked here:
    4096 tokens, 32 heads of 128 and 8 of keys, bf16: 3277 FLOP/B, and 4 for one query, as many as heads share its keys.

    >>> show(attention_intensity(1, 32, 8, 4096, 4096, 128, "2 B"), digits=4)
    '3277 FLOP/B'
    >>> show(attention_intensity(1, 32, 8, 1, 4096, 128, "2 B"), digits=2)
    '4 FLOP/B'
    """
    return intensity(
        attention_work(batch, heads, queries * keys, head),
        attention_traffic(batch, heads, kv_heads, queries, keys, head, width, width),
    )


@formula(source="hugflare-standard-attention")
def naive_attention_intensity(
    batch: Count, heads: Count, kv_heads: Count, queries: Count, keys: Count, head: Count, width: Size
) -> Intensity:
    """Work of attention in three kernels for each byte that they move: however many queries, at most the head's width.

    batch, heads, kv_heads, queries, keys, head, width: as for the traffic; scores go to memory and come back twice.
    A head of 128 with 4096 tokens in fp16: 34 MiB for the scores, as many for the values, and here 64 for the softmax:
    62.1 FLOP/B.

    >>> show(naive_attention_intensity(1, 1, 1, 4096, 4096, 128, "2 B"))
    '62.1 FLOP/B'
    >>> round(attention_scores_traffic(1, 1, 1, 4096, 4096, 128, "2 B").to("MiB").m)
    34
    """
    return intensity(
        attention_work(batch, heads, queries * keys, head),
        attention_scores_traffic(batch, heads, kv_heads, queries, keys, head, width)
        + softmax_traffic(attention_rows(batch, heads, queries), keys, width)
        + attention_values_traffic(batch, heads, kv_heads, queries, keys, head, width),
    )


@formula(source="flashmla-deep-dive")
def latent_attention_intensity(heads: Count, queries: Count, latent: Count, position: Count, width: Size) -> Intensity:
    """Work of multi-head latent attention (MLA) for each byte of its cache: all heads share one vector of a token.

    heads: query heads. queries: tokens that ask at once, 1 while decoding; far fewer than the cache has. latent: width
    of the vector, its keys and values. position: width of the key beside it. width: bytes of an element. DeepSeek-V3's
    128 heads, 512 and 64 in bf16: 242 FLOP/B, for the maker roughly 2 for each head and query, 256.

    >>> show(latent_attention_intensity(128, 1, 512, 64, "2 B"))
    '242 FLOP/B'
    >>> show(latent_attention_intensity(64, 2, 512, 0, "2 B"))
    '256 FLOP/B'
    """
    return 2 * FLOP * heads * queries * (2 * latent + position) / ((latent + position) * width)


@formula(source="aiconfigurator-attention")
def heads_apart(heads: Count, kv_heads: Count, grouped: Count) -> Count:
    """Whether more heads share keys than a library's kernels take together, so that each is worked on alone: 1 or 0.

    heads: query heads. kv_heads: heads of keys and values. grouped: the most heads to a key that are taken together.
    By hand, 96 heads with 3 of keys are groups of 32, which the source's rows of TensorRT-LLM show together, unlike 33:

    >>> show(heads_apart(96, 3, 32)), show(heads_apart(66, 2, 32)), show(heads_apart(128, 1, 32))
    ('0', '1', '1')
    >>> show(heads_apart(32, 32, 32))
    '0'
    """
    return minimum(1, maximum(0, heads / kv_heads - grouped))


@formula(source="flash-attention-2")
def block_heads(heads: Count, kv_heads: Count, tile: Count, packed: Count, grouped: Count) -> Count:
    """Query heads whose rows one thread block of fused attention works on at once.

    heads: query heads. kv_heads: heads of keys and values. tile: rows of a block. packed: 1 where heads that share keys
    share a block, else 0. grouped: heads that share keys, above which a library gives each a block of its own.
    By hand, 32 heads with 8 of keys are groups of 4; of 64 heads with one of keys a block of 16 rows takes 16:

    >>> show(block_heads(32, 8, 16, 1, 4)), show(block_heads(64, 1, 16, 1, 128)), show(block_heads(64, 1, 16, 1, 32))
    ('4', '16', '1')
    >>> show(block_heads(32, 8, 128, 0, 32)), show(block_heads(33, 1, 16, 1, 32)), show(block_heads(64, 1, 16, 0, 32))
    ('1', '1', '1')
    """
    return maximum(1, (1 - heads_apart(heads, kv_heads, grouped)) * packed * minimum(tile, heads / kv_heads))


@formula(source="flash-attention-2")
def attention_blocks(batch: Count, heads: Count, queries: Count, together: Count, tile: Count) -> Count:
    """Thread blocks of fused attention: one for each tile of rows of the heads that it takes together.

    batch: sequences. heads: query heads. queries: tokens that ask. together: heads of a block. tile: rows of a block.
    By hand, 4096 tokens of 32 heads in tiles of 128 are 32 x 32, and one token of 32 heads, 4 at a time, 8; 6 tokens
    of 30 heads, 4 at a time, are 8 groups of 24 rows, each in two tiles of 16:

    >>> show(attention_blocks(1, 32, 4096, 1, 128), digits=4), show(attention_blocks(1, 32, 1, 4, 16))
    ('1024', '8')
    >>> show(attention_blocks(3, 30, 6, 4, 16))
    '48'
    """
    return batch * ceil(heads / together) * ceil(queries * together / tile)


@formula(source="flash-attention-2")
def block_keys(queries: Count, keys: Count, pairs: Count, edges: Count, together: Count, tile: Count) -> Count:
    """Keys that a thread block of fused attention goes through, on average: those of a query, and half a block an edge.

    queries, keys: tokens of a sequence. pairs: that attend to each other, of one head. edges: of what a query sees.
    together, tile: as for the blocks. By hand for tiles of 128 of 4096 tokens with a causal mask: the first block sees
    128 keys, the last 4096; without one, and for a single token, all; with a window of 512 most blocks 512 + 127, and
    with one of 10 two tokens 11:

    >>> show(block_keys(4096, 4096, attention_pairs(4096, 4096, 1, 0), 1, 1, 128), digits=4)
    '2112'
    >>> show(block_keys(4096, 4096, 4096**2, 0, 1, 128), digits=4), show(block_keys(1, 4096, 4096, 1, 4, 16), digits=4)
    ('4096', '4096')
    >>> show(block_keys(64, 64, 65 * 32, 1, 4, 16)), show(block_keys(9, 9, 45, 1, 5, 4))
    ('34', '5')
    >>> show(block_keys(9, 9, 81, 2, 1, 9))
    '9'
    >>> show(block_keys(4096, 65536, 512 * 4096, 2, 1, 128), digits=4), show(block_keys(2, 100, 20, 2, 1, 128))
    ('639', '11')
    """
    return minimum(keys, pairs / queries + edges * (minimum(queries, maximum(1, tile / together)) - 1) / 2)


@formula(source="aiconfigurator-attention")
def lone_head(together: Count) -> Count:
    """Whether a thread block works on the row of one head alone, with nothing to share its keys with: 1 or 0.

    together: query heads of the block. By hand, and as the source's rows of TensorRT-LLM show it: a decoded token takes
    1.2 to 2.6 µs a head on a unit with as many heads of keys as of queries, and with more than 32 to a key, but 2.9 for
    16 that share a block:

    >>> show(lone_head(1)), show(lone_head(2)), show(lone_head(16))
    ('1', '0', '0')
    """
    return maximum(0, 2 - together)


@formula(source="flash-decoding")
def attention_block_time(
    keys: Count,
    split: Count,
    head: Count,
    tile: Count,
    units: Count,
    peak: Compute,
    share: Share,
    step: Time,
    overhead: Time,
) -> Time:
    """Time of a thread block of fused attention on one unit: for each key its arithmetic, or the latency of its load.

    keys: that the block goes through, in whole steps of 64. split: blocks that share them. head: elements of a head.
    tile: rows of the block. units: of the machine, such as SMs. peak: of all of them. share: of it that busy units
    reach. step: least time of a key. overhead: of the block, beside its keys. By hand for an A100: 4 x 128 x 128 FLOP
    a key are 22.7 ns of one of 108 units of 2.89 TFLOP/s; for 16 rows, 2.84 ns, it is the latency:

    >>> show(attention_block_time(4096, 1, 128, 128, 108, "312 TFLOP/s", 1, "4 ns", "3 us"))
    '95.9 µs'
    >>> show(attention_block_time(4096, 4, 128, 16, 108, "312 TFLOP/s", 1, "4 ns", "3 us"))
    '7.1 µs'
    >>> show(attention_block_time(100, 1, 128, 128, 108, "312 TFLOP/s", 0.5, "4 ns", "3 us"))
    '8.81 µs'
    >>> show(attention_block_time(65, 1, 128, 16, 108, "312 TFLOP/s", 1, "4 ns", "0 s"), digits=4)
    '512 ns'
    """
    return overhead + 64 * ceil(keys / (64 * split)) * maximum(4 * FLOP * tile * head * units / (share * peak), step)


@formula(source="flash-attention-3-blog")
def interleaved_softmax_time(work: Work, peak: Compute, softmax: Count) -> Time:
    """Time of the softmax inside fused attention beside its matmuls.

    work: on the vector or the special-function units. peak: of these. softmax: how many times what it takes at that
    peak: below 1 where the matmuls hide some of it, above where the units reach less. By hand, 537 million exponentials
    at 3.9 TFLOP/s, of which half is seen:

    >>> show(interleaved_softmax_time("537 MFLOP", "3.9 TFLOP/s", 0.5))
    '68.8 µs'
    """
    return softmax * work / peak


@formula(source="flash-attention-3-blog")
def softmax_beside(head: Count, matrix: Compute, vector: Compute, special: Compute) -> Count:
    """How long the softmax inside attention takes, in times of its matmuls, each at its peak.

    head: elements of one head. matrix, vector, special: peaks of the units of matmuls, of vectors, of exponentials.
    By hand for an H100 and heads of 128: 512 FLOP take 0.52 fs, an exponential 0.26 and 4 FLOP of vectors 0.06:

    >>> show(softmax_beside(128, "989.4 TFLOP/s", "66.9 TFLOP/s", "3.87 TFLOP/s"))
    '0.615'
    """
    return (attention_exponentials(1, 1, 1) / special + attention_softmax_work(1, 1, 1) / vector) / compute_time(
        attention_work(1, 1, 1, head), matrix
    )


@formula(source="flash-attention-3-blog")
def share_of_whole(share: Share, beside: Count) -> Share:
    """Share of the peak that matmuls reach over a whole kernel, of which they are a part.

    share: of the peak while they run. beside: what else shows, in times of the matmuls at their peak. The source's
    FlashAttention-3 comes to 740 TFLOP/s, 75 % of the peak, as would matmuls at 0.93 with 0.26 beside:

    >>> show(share_of_whole(0.93, 0.26), digits=2)
    '0.75'
    """
    return 1 / (1 / share + beside)


@formula(source="flash-attention-3-blog")
def share_apart(whole: Share, beside: Count) -> Share:
    """Share of the peak that matmuls reach while they run, from that over a whole kernel: at most all of it.

    whole: share of the peak over the whole kernel. beside: what else shows, in times of the matmuls at their peak.

    >>> show(share_apart(0.75, 0.26), digits=2), show(share_apart(0.9, 0.26))
    ('0.93', '1')
    """
    return 1 / maximum(1, 1 / whole - beside)


@formula(source="aiconfigurator-attention")
def attention_busy_time(
    batch: Count,
    heads: Count,
    kv_heads: Count,
    queries: Count,
    keys: Count,
    head: Count,
    pairs: Count,
    edges: Count,
    tile: Count,
    packed: Count,
    grouped: Count,
    split: Count,
    units: Count,
    peak: Compute,
    share: Share,
    step: Time,
    overhead: Time,
    alone: Share,
    gather: Time,
) -> Time:
    """Time of fused attention on a machine of many units: its blocks share them, and the parts of split keys add up.

    batch, heads, kv_heads, queries, keys, head: of the attention. pairs, edges: as for the keys of a block. tile,
    packed, grouped: as for the heads of a block. split, units, peak, share, overhead: as for the time of a block. step:
    least time of a key for a decoded token; of a prompt, many rows hide it. alone: share of the overhead where a
    decoded token's head has a block alone. gather: time of the second kernel, where keys are split. By hand for an
    A100: 1024 blocks of 3 + 48.5 µs on 108 units; 8 blocks of 4 heads each and 4096 keys; in 4 parts, 2 µs more; 3456
    heads alone, of 0.9 µs and 64 x 4 ns:

    >>> a100 = {"units": 108, "peak": "312 TFLOP/s", "share": 1, "step": "4 ns", "overhead": "3 us", "alone": 0.3}
    >>> causal = attention_pairs(4096, 4096, 1, 0)
    >>> prompt = {"tile": 128, "packed": 0, "grouped": 32, "split": 1, "gather": "2 us"}
    >>> token = {"tile": 16, "packed": 1, "grouped": 32, "gather": "2 us"}
    >>> show(attention_busy_time(1, 32, 8, 4096, 4096, 128, causal, 1, **prompt, **a100))
    '483 µs'
    >>> show(attention_busy_time(1, 32, 8, 1, 4096, 128, 4096, 1, **token, split=1, **a100))
    '19.4 µs'
    >>> show(attention_busy_time(1, 32, 8, 1, 4096, 128, 4096, 1, **token, split=4, **a100))
    '9.1 µs'
    >>> show(attention_busy_time(54, 64, 1, 1, 4096, 128, 4096, 1, **token, split=1, **a100))
    '553 µs'
    >>> show(attention_busy_time(54, 64, 1, 1, 4096, 128, 4096, 1, **token, split=4, **a100))
    '641 µs'
    >>> show(attention_busy_time(3, 64, 1, 4096, 4096, 128, causal, 1, **prompt, **a100))
    '2.9 ms'
    >>> show(attention_busy_time(1, 32, 8, 4096, 4096, 16, causal, 1, **prompt, **a100))
    '85.2 µs'
    >>> show(attention_busy_time(54, 64, 64, 1, 64, 128, 64, 1, **token, split=1, **a100))
    '37 µs'
    """
    return maximum(
        1,
        attention_blocks(batch, heads, queries, block_heads(heads, kv_heads, tile, packed, grouped), tile)
        * split
        / units,
    ) * attention_block_time(
        block_keys(queries, keys, pairs, edges, block_heads(heads, kv_heads, tile, packed, grouped), tile),
        split,
        head,
        tile,
        units,
        peak,
        share,
        step * packed,
        overhead * (1 - packed * (1 - alone) * lone_head(block_heads(heads, kv_heads, tile, packed, grouped))),
    ) + gather * minimum(1, split - 1)
