"""Transformers: how many parameters a model has, how much work a token is, and how large its KV cache grows."""

from ..units import FLOP, Count, Share, Size, SizePerToken, Tokens, Work, WorkPerToken, token
from ..units.maths import minimum
from .core.formula import formula


@formula(source="meta-llama-3-model")
def head_size(width: Count, heads: Count) -> Count:
    """Width of one head of attention where all together are as wide as the model. Llama 3.1 8B: 4096 / 32 = 128.

    >>> show(head_size(4096, 32))
    '128'
    """
    return width / heads


@formula(source="scaling-book-transformers")
def attention_parameters(width: Count, heads: Count, kv_heads: Count, head: Count) -> Count:
    """Parameters of one attention layer: the matrices of queries and output, and those of keys and values.

    width: of the model. heads: query heads. kv_heads: heads of keys and values, as many as heads without grouping.
    head: width of one head. GPT-2 small has 3 x 589824 in its queries, keys and values and 589824 in its output.

    >>> show(attention_parameters(768, 12, 12, 64), digits=7)
    '2.359296e6'
    >>> show(attention_parameters(4096, 32, 8, 256), digits=8)
    '83.88608e6'
    """
    return 2 * width * head * (heads + kv_heads)


@formula(source="nanogpt-sizing")
def mlp_parameters(width: Count, hidden: Count) -> Count:
    """Parameters of one plain MLP layer: a matrix up to the hidden width and one back.

    width: of the model. hidden: width inside the MLP. GPT-2 small: 768 up to 3072 and back, twice 2359296.

    >>> show(mlp_parameters(768, 3072), digits=7)
    '4.718592e6'
    """
    return 2 * width * hidden


@formula(source="scaling-book-transformers")
def gated_mlp_parameters(width: Count, hidden: Count) -> Count:
    """Parameters of one gated MLP layer such as SwiGLU: two matrices up to the hidden width and one back.

    width: of the model. hidden: width inside the MLP. With 80 layers of 8192 and 28672, Llama 3 70B has 56.3 billion.

    >>> show(80 * gated_mlp_parameters(8192, 28672), digits=2)
    '56e9'
    """
    return 3 * width * hidden


@formula(source="nanogpt-sizing")
def embedding_parameters(vocabulary: Count, width: Count) -> Count:
    """Parameters of an embedding table: one vector for each token of the vocabulary.

    vocabulary: number of different tokens. width: of the model. A separate unembedding has as many again.
    GPT-2 small has 50257 tokens of width 768.

    >>> show(embedding_parameters(50257, 768), digits=8)
    '38.597376e6'
    """
    return vocabulary * width


@formula(source="scaling-book-inference")
def transformer_parameters(
    layers: Count, attention: Count, mlp: Count, embedding: Count, tables: Count, positions: Count
) -> Count:
    """Parameters of a dense transformer: its layers and its embedding tables, without norms and biases.

    attention, mlp: parameters of one layer. embedding: of one table. tables: 2, or 1 if input and output share.
    positions: of the table of learned positions, 0 where positions are not learned.
    The source's model of 64 layers with shared tables has 18.4 billion, its Llama 2 13B with two tables 13.0.

    >>> show(transformer_parameters(64, attention_parameters(4096, 32, 8, 256),
    ...     gated_mlp_parameters(4096, 16384), embedding_parameters(32128, 4096), 1, 0))
    '18.4e9'
    >>> show(transformer_parameters(40, attention_parameters(5120, 40, 40, 128),
    ...     gated_mlp_parameters(5120, 13824), embedding_parameters(32000, 5120), 2, 0), digits=4)
    '13.02e9'
    >>> show(transformer_parameters(12, attention_parameters(768, 12, 12, 64), mlp_parameters(768, 3072),
    ...     embedding_parameters(50257, 768), 1, embedding_parameters(1024, 768)), digits=5)
    '124.32e6'
    """
    return layers * (attention + mlp) + tables * embedding + positions


@formula(source="kipply-parameter-counting")
def block_parameters(layers: Count, width: Count) -> Count:
    """Parameters of the layers of a transformer of the usual shape: 12 times the width squared in each.

    layers: how many. width: of the model; heads fill it and the MLP is four times as wide. Embeddings come on top.
    64 layers of width 8192: 51.5 billion of a model called 52B.

    >>> show(block_parameters(64, 8192), digits=11)
    '51.539607552e9'
    """
    return 12 * layers * width**2


@formula(source="scaling-book-transformers")
def moe_parameters(dense: Count, layers: Count, experts: Count, expert: Count) -> Count:
    """Parameters of a mixture of experts: what every token uses, and the experts of all layers.

    dense: attention, embeddings and shared experts. layers: with experts. experts: in one layer, all of them for the
    total or those one token is routed to for the active ones. expert: parameters of one.
    8 experts of 3 x 4096 x 14336 in 32 layers beside 1.6 billion: 46.7 billion in all.

    >>> show(moe_parameters(1.6e9, 32, 8, gated_mlp_parameters(4096, 14336)))
    '46.7e9'
    """
    return dense + layers * experts * expert


@formula(source="deepseek-v3-config")
def query_parameters(width: Count, heads: Count, head: Count, position: Count) -> Count:
    """Parameters that make the queries of one layer of multi-head latent attention (MLA), in a single matrix.

    width: of the model. head: width of one head, without the part that carries the position. position: width of that.
    For DeepSeek-V3's heads it would be 7168 x 24576 (worked here).

    >>> show(query_parameters(7168, 128, 128, 64), digits=9)
    '176.160768e6'
    """
    return width * heads * (head + position)


@formula(source="deepseek-v3-config")
def latent_query_parameters(width: Count, heads: Count, head: Count, position: Count, rank: Count) -> Count:
    """Parameters that make the queries of one layer of multi-head latent attention (MLA), through a narrow middle.

    rank: width of the middle. The others as for a single matrix. DeepSeek-V3: 7168 to 1536, then to 128 heads of 192
    (worked here from its configuration).

    >>> show(latent_query_parameters(7168, 128, 128, 64, 1536), digits=9)
    '48.758784e6'
    """
    return rank * (width + heads * (head + position))


@formula(source="deepseek-v3-config")
def latent_attention_parameters(
    queries: Count, width: Count, heads: Count, head: Count, value: Count, position: Count, latent: Count
) -> Count:
    """Parameters of one layer of multi-head latent attention (MLA): keys and values are made from a narrow latent.

    queries: parameters that make these. width: of the model. head, value: width of a key and of a value of one head.
    position: width of the key that carries the position, one for all heads. latent: width of the vector that is kept.
    DeepSeek-V3: 187 million (worked here from its configuration; the model's 671 billion follow from it).

    >>> show(latent_attention_parameters(latent_query_parameters(7168, 128, 128, 64, 1536), 7168, 128, 128, 128, 64,
    ...     512), digits=9)
    '187.10528e6'
    >>> show(latent_attention_parameters(0, 1000, 10, 20, 30, 5, 100), digits=7)
    '455000'
    """
    return queries + width * (latent + position) + latent * heads * (head + value) + heads * value * width


@formula(source="deepseek-v3-weights")
def sparse_transformer_parameters(
    layers: Count,
    dense_layers: Count,
    attention: Count,
    mlp: Count,
    shared: Count,
    experts: Count,
    expert: Count,
    embedding: Count,
    tables: Count,
) -> Count:
    """Parameters of a transformer with mixtures of experts, without norms, biases and the routers.

    layers: all of them. dense_layers: those with an MLP in place of experts. attention, mlp: parameters of one layer.
    shared: experts of a layer every token uses. experts: the others, all of them for the total or those one token is
    routed to for the active ones. expert: parameters of one. embedding: of one table. tables: 2, or 1 if input and
    output share. DeepSeek-V3 has 671 billion, 37 of them active; Mixtral 8x7B 46.7.

    >>> show(sparse_transformer_parameters(61, 3, 187.1e6, gated_mlp_parameters(7168, 18432), 1, 256,
    ...     gated_mlp_parameters(7168, 2048), embedding_parameters(129280, 7168), 2))
    '671e9'
    >>> show(sparse_transformer_parameters(61, 3, 187.1e6, gated_mlp_parameters(7168, 18432), 1, 8,
    ...     gated_mlp_parameters(7168, 2048), embedding_parameters(129280, 7168), 2), digits=2)
    '37e9'
    >>> show(sparse_transformer_parameters(32, 0, attention_parameters(4096, 32, 8, 128), 0, 0, 8,
    ...     gated_mlp_parameters(4096, 14336), embedding_parameters(32000, 4096), 2))
    '46.7e9'
    """
    return moe_parameters(
        layers * attention + dense_layers * mlp + tables * embedding, layers - dense_layers, shared + experts, expert
    )


@formula(source="kipply-inference-arithmetic")
def forward_work(parameters: Count) -> WorkPerToken:
    """Work of a model's matrices on one token: a multiplication and an addition for each parameter.

    parameters: those used, so the active ones of a mixture of experts. Attention scores come on top.
    Keys and values of 64 layers of width 8192 are 2 x 64 x 8192^2 parameters: 17.2 GFLOP.

    >>> show(forward_work(2 * 64 * 8192**2))
    '17.2 GFLOP/token'
    """
    return 2 * FLOP / token * parameters


@formula(source="scaling-book-transformers")
def training_work(parameters: Count, tokens: Tokens) -> Work:
    """Work of training a model: 6 FLOP for each parameter and token, 2 of them forward and 4 backward.

    parameters: the active ones. tokens: seen in training, repetitions included. Attention scores are neglected.
    70 billion parameters and 15 trillion tokens: 6.3e24 FLOP.

    >>> training_work(70e9, 15e12).to("FLOP").magnitude
    6.3e+24
    """
    return 3 * forward_work(parameters) * tokens


@formula(source="nanogpt-sizing")
def attention_score_work(layers: Count, width: Count, context: Tokens) -> WorkPerToken:
    """Work of attention scores and their weighted sum for one token that looks at a context.

    layers: how many. width: heads times head width. context: tokens looked at; a causal mask halves the average.
    GPT-2 small, 1024 positions for each of 1024 tokens: 12 layers of 2 x 1.61 GFLOP.

    >>> show(attention_score_work(12, 768, 1024) * 1024)
    '38.7 GFLOP/token'
    """
    return 4 * FLOP / token**2 * layers * width * context


@formula(source="nanogpt-sizing")
def exact_forward_work(parameters: Count, layers: Count, width: Count, context: Tokens) -> WorkPerToken:
    """Work of one token that looks at a context: that of the matrices, and that of attention.

    parameters: those used, so the active ones of a mixture of experts, without those of positions. layers, width: of
    the attention, the width heads times head width. context: tokens looked at, at most a window; while a prompt is
    read, half of it on average. GPT-2 small, 1024 tokens with a context of 1024: 292 GFLOP.

    >>> show(exact_forward_work(123551232, 12, 768, 1024) * 1024)
    '292 GFLOP/token'
    """
    return forward_work(parameters) + attention_score_work(layers, width, context)


@formula(source="nanogpt-sizing")
def exact_training_work(parameters: Count, layers: Count, width: Count, context: Tokens) -> WorkPerToken:
    """Work of training on one token with attention: 6 FLOP a parameter, 12 for each layer, width and position.

    parameters: without those of positions. layers, width: of the attention. context: sequence length.
    The formula of the PaLM paper; GPT-2 small: 875 GFLOP for a sequence of 1024 tokens.

    >>> show(exact_training_work(123551232, 12, 768, 1024) * 1024)
    '875 GFLOP/token'
    """
    return 3 * exact_forward_work(parameters, layers, width, context)


@formula(source="scaling-book-transformers")
def attention_equals_projections(width: Count) -> Tokens:
    """Sequence length at which attention scores are as much work as the projections around them.

    width: of the model, filled by its heads, without grouping and without use of the causal mask. Width 4096: 8192.

    >>> show(attention_equals_projections(4096), digits=4)
    '8192 token'
    """
    return 2 * token * width


@formula(source="scaling-book-transformers")
def attention_equals_matmuls(width: Count) -> Tokens:
    """Sequence length at which attention scores are as much work as all matrices of a layer.

    width: of the model, with a gated MLP four times as wide. Width 4608 (Gemma 27B): around 32 thousand or more.

    >>> show(attention_equals_matmuls(8192), digits=5)
    '65536 token'
    """
    return 8 * token * width


@formula(source="scaling-book-transformers")
def kv_cache_per_token(layers: Count, kv_heads: Count, head: Count, element: Size) -> SizePerToken:
    """KV cache of one token: a key and a value for each layer and head of keys and values.

    kv_heads: as many as query heads without grouping, fewer with it (GQA), 1 with a single one (MQA). head: width of
    one. element: size of a number. Llama 3 70B in int8 needs 160 KiB, a 52B model of width 8192 in fp16 2 MiB.

    >>> show(kv_cache_per_token(80, 8, 128, "1 B"))
    '164 kB/token'
    >>> round(kv_cache_per_token(64, 64, 128, "2 B").to("B/token").magnitude)
    2097152
    """
    return 2 * layers * kv_heads * head * element / token


@formula(source="scaling-book-transformers")
def kv_cache_total(per_token: SizePerToken, batch: Count, context: Tokens) -> Size:
    """KV cache of a batch of sequences.

    per_token: of one token. batch: number of sequences. context: tokens in each. Llama 3 70B in int8 with 32
    sequences of 8192: 41.9 GB at 160 kB a token.

    >>> show(kv_cache_total("160 kB/token", 32, 8192))
    '41.9 GB'
    >>> round(kv_cache_total("1 MiB/token", 1, 8192).to("GiB").magnitude)
    8
    """
    return per_token * batch * context


@formula(source="kipply-inference-arithmetic")
def max_context(memory: Size, share: Share, per_token: SizePerToken, batch: Count) -> Tokens:
    """Longest context for which the KV caches of a batch fit the memory set aside for them.

    memory: of all chips that split the cache. share: set aside for it. per_token: cache of one token. batch:
    sequences. PaLM 540B (Pope et al., table 1), 118 layers with one key-value head of 256, on 64 chips of 32 GiB with
    30 % set aside and 128 sequences: 43000.

    >>> show(max_context("2048 GiB", 0.3, kv_cache_per_token(118, 1, 256, "2 B"), 128), digits=2)
    '43000 token'
    """
    return memory * share / (batch * per_token)


@formula(source="kipply-inference-arithmetic")
def weights_size(parameters: Count, element: Size) -> Size:
    """Size of a model's weights.

    parameters: all of them, of a mixture of experts too. element: size of a number. 52 billion in fp16: 104 GB.

    >>> show(weights_size(52e9, "2 B"))
    '104 GB'
    """
    return parameters * element


@formula(source="llama-cpp-tensor-types")
def projection_parameters(width: Count, heads: Count, head: Count) -> Count:
    """Parameters of one matrix of an attention layer: that of queries, of keys, of values, or of the output.

    width: of the model. heads: those of keys and values for the matrices of these. head: width of one.
    Llama 3.1 8B has 8 heads of 128 for its values: 4.19 million (worked here).

    >>> show(projection_parameters(4096, 8, 128), digits=7)
    '4.194304e6'
    """
    return width * heads * head


@formula(source="llama-cpp-tensor-types")
def down_parameters(
    width: Count, layers: Count, dense_layers: Count, hidden: Count, shared: Count, experts: Count, expert: Count
) -> Count:
    """Parameters of all matrices that lead out of an MLP, one of each: quantised with more bits than others.

    width: of the model. layers: all. dense_layers: those with an MLP of this hidden width in place of experts.
    shared, experts: of one layer, those every token uses and the others. expert: hidden width of one. Worked here:
    Llama 3.1 8B, Mixtral 8x7B, and a layer of three with two experts and a shared one.

    >>> show(down_parameters(4096, 32, 32, 14336, 0, 0, 0)), show(down_parameters(4096, 32, 0, 0, 0, 8, 14336))
    ('1.88e9', '15e9')
    >>> show(down_parameters(10, 3, 2, 40, 1, 2, 5), digits=4)
    '950'
    """
    return width * (dense_layers * hidden + (layers - dense_layers) * (shared + experts) * expert)


@formula(source="llama-cpp-tensor-types")
def quantised_weights(
    parameters: Count,
    layers: Count,
    attention: Count,
    values: Count,
    outputs: Count,
    downs: Count,
    embedding: Count,
    tables: Count,
    plain: Size,
    query: Size,
    value: Size,
    output: Size,
    down: Size,
    table: Size,
    head: Size,
) -> Size:
    """Size of weights in a mix of formats, as llama.cpp makes them: some matrices get more bits than the others.

    parameters: all. attention, values, outputs: of one layer's attention, its matrix of values and that of its
    output. downs: of all matrices out of an MLP. embedding: of one table. tables: 2, or 1 if input and output share.
    The sizes of one weight: plain, of what is not named here; query, of queries and keys; value; output; down; table,
    of the input where it has its own; head, of the output's table, or of the one that both share.
    Llama 3.1 8B in q4_k_m, half of whose values and downs have 6.5625 bits for 4.5: 4.57 GiB, where its
    file has 4.58.

    >>> size = quantised_weights(8.03e9, 32, attention_parameters(4096, 32, 8, 128), 4096 * 1024, 4096**2,
    ...     down_parameters(4096, 32, 32, 14336, 0, 0, 0), embedding_parameters(128256, 4096), 2, "4.5 bit", "4.5 bit",
    ...     "5.53125 bit", "4.5 bit", "5.53125 bit", "4.5 bit", "6.5625 bit")
    >>> round(size.to("GiB").magnitude, 2)
    4.57
    >>> [show(quantised_weights(1000, 10, 20, 5, 5, 100, 50, 2, *[f"{bits} B" for bits in sizes])) for sizes in
    ...     ((1, 1, 1, 1, 1, 1, 1), (1, 2, 1, 1, 1, 1, 1), (1, 1, 2, 1, 1, 1, 1), (1, 1, 1, 2, 1, 1, 1),
    ...     (1, 1, 1, 1, 2, 1, 1), (1, 1, 1, 1, 1, 2, 1), (1, 1, 1, 1, 1, 1, 2))]
    ['1 kB', '1.1 kB', '1.05 kB', '1.05 kB', '1.1 kB', '1.05 kB', '1.05 kB']
    >>> show(quantised_weights(1000, 10, 20, 5, 5, 100, 50, 1, "1 B", "1 B", "1 B", "1 B", "1 B", "2 B", "1 B"))
    '1 kB'
    """
    return (
        parameters * plain
        + layers * (attention * (query - plain) + values * (value - query) + outputs * (output - query))
        + downs * (down - plain)
        + embedding * ((tables - 1) * (table - plain) + (head - plain))
    )


@formula(source="deepseek-v3-config")
def latent_cache_per_token(layers: Count, latent: Count, position: Count, element: Size) -> SizePerToken:
    """KV cache of one token with multi-head latent attention (MLA): a latent vector a layer, shared by all heads.

    latent: width of the vector. position: width of the key that carries the position, kept beside it. element: size of
    a number. DeepSeek-V3: 61 layers of 512 and 64 in bf16, 70 kB (worked here from its configuration). Ttsugriy's book
    gives 1.0 KB for a layer's latent alone, against 65.5 kB of 128 full heads.

    >>> show(latent_cache_per_token(61, 512, 64, "2 B")), show(latent_cache_per_token(1, 512, 0, "2 B"))
    ('70.3 kB/token', '1.02 kB/token')
    >>> show(kv_cache_per_token(1, 128, 128, "2 B"))
    '65.5 kB/token'
    """
    return layers * (latent + position) * element / token


@formula(source="distributed-training-architectures")
def window_cache(layers: Count, kv_heads: Count, head: Count, window: Tokens, element: Size) -> Size:
    """KV cache of one sequence with sliding-window attention: it stops growing at the window.

    window: tokens a token attends to. 8 heads of 128 and a window of 4096 in bf16: 16.8 MB a layer, where 32k tokens
    would take 131 MB without a window.

    >>> show(window_cache(1, 8, 128, 4096, "2 B"))
    '16.8 MB'
    """
    return kv_cache_per_token(layers, kv_heads, head, element) * window


@formula(source="google-gemma-config")
def mixed_window_cache(
    layers: Count, windowed: Count, kv_heads: Count, head: Count, element: Size, window: Tokens, context: Tokens
) -> Size:
    """KV cache of one sequence where only some layers have a window: the others hold the whole context.

    layers: all. windowed: those with a window. kv_heads, head, element: as for the cache of a token. window, context:
    tokens. Gemma 3 27B with 52 of 62 layers of a window of 1024, 131072 tokens in bf16: 11.2 GB (worked here); 512
    tokens are 260 MB.

    >>> show(mixed_window_cache(62, 52, 16, 128, "2 B", 1024, 131072))
    '11.2 GB'
    >>> show(mixed_window_cache(62, 52, 16, 128, "2 B", 1024, 512))
    '260 MB'
    """
    return kv_cache_per_token(layers - windowed, kv_heads, head, element) * context + window_cache(
        windowed, kv_heads, head, minimum(window, context), element
    )


@formula(source="distributed-training-architectures")
def window_reach(layers: Count, window: Tokens) -> Tokens:
    """Tokens back from which something can reach the last layer through sliding windows, one window a layer.

    32 layers with a window of 4096: 131 thousand.

    >>> show(window_reach(32, 4096), digits=6)
    '131072 token'
    """
    return layers * window


@formula(source="distributed-training-deepseek")
def active_share(active: Count, parameters: Count) -> Share:
    """Share of a mixture of experts' parameters that one token uses: of its memory's size, the part of the work.

    DeepSeek-V3: 37 of 671 billion, so that a token costs an eighteenth of a dense model of that size.

    >>> show(active_share(37e9, 671e9)), show(1 / active_share(37e9, 671e9).magnitude, "")
    ('0.0551', '18.1')
    """
    return active / parameters
