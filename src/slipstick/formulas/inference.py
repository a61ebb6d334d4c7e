"""Inference: how fast and how cheaply a model answers: prefill, decode, batches, speculation."""

from ..units import (
    FLOP,
    Bandwidth,
    Compute,
    Count,
    Probability,
    Rate,
    RequestRate,
    Share,
    Size,
    Speedup,
    Time,
    TimePerToken,
    TokenRate,
    Tokens,
    Work,
    request,
    token,
)
from ..units.maths import maximum, minimum
from ..units.special import powers
from .core.conditions import least
from .core.formula import formula
from .transformers import forward_work, weights_size


@formula(source="scaling-book-inference")
def decode_step(weights: Size, cache: Size, chips: Count, bandwidth: Bandwidth) -> Time:
    """Shortest time of a decoding step: all weights and all KV caches are read once.

    weights: size of the active ones. cache: of the whole batch. chips: that share both. bandwidth: memory of one.
    Llama 3 70B in int8, 32 sequences of 8192, on 8 TPU v5e: 17 ms.

    >>> show(decode_step("70 GB", "41.9 GB", 8, "810 GB/s"))
    '17.3 ms'
    """
    return (weights + cache) / (chips * bandwidth)


@formula(source="kipply-inference-arithmetic")
def decode_compute(parameters: Count, batch: Count, chips: Count, peak: Compute) -> Time:
    """Time of the arithmetic of a decoding step, when the batch is large enough for it to decide.

    parameters: the active ones. batch: sequences, one token each. chips: that share the work. peak: of one.
    260 billion on 16 A100 with 512 sequences: 53 ms.

    >>> show(decode_compute(260e9, 512, 16, "312 TFLOP/s"), digits=2)
    '53 ms'
    """
    return forward_work(parameters) * (batch * token) / (chips * peak)


@formula(source="scaling-book-inference")
def decode_step_general(attention: Time, compute: Time, weights: Time) -> Time:
    """Time of a decoding step of any batch: reading KV caches, then the longer of arithmetic and reading weights.

    attention: to read the caches. compute: of the matrices' arithmetic. weights: to read them. 6 ms after the longer of
    3 and 11 ms is 17 ms; with 20 ms of arithmetic 26 ms.

    >>> show(decode_step_general("6 ms", "3 ms", "11 ms")), show(decode_step_general("6 ms", "20 ms", "11 ms"))
    ('17 ms', '26 ms')
    """
    return attention + maximum(compute, weights)


@formula(source="scaling-book-applied-inference")
def prefill_time(parameters: Count, prompt: Tokens, chips: Count, peak: Compute, utilization: Share) -> Time:
    """Time to process a prompt.

    parameters: the active ones. prompt: its tokens. chips: that share the work. peak: of one. utilization: share of the
    peak reached. Llama 3 70B with 8192 tokens on 16 TPU v5e at 40 %: 0.91 s.

    >>> show(prefill_time(70e9, 8192, 16, "197 TFLOP/s", 0.4), digits=2)
    '910 ms'
    """
    return forward_work(parameters) * prompt / (chips * peak * utilization)


@formula(source="scaling-book-applied-inference")
def decode_throughput(batch: Count, step: Time) -> TokenRate:
    """Tokens generated per second: one for each sequence of the batch in a step. 32 in 17 ms: 1882.

    >>> show(decode_throughput(32, "17 ms"), digits=4)
    '1882 token/s'
    """
    return batch * token / step


@formula(source="scaling-book-applied-inference")
def answers_per_chip(batch: Count, step: Time, answer: Tokens, chips: Count) -> RequestRate:
    """Requests answered per second and chip.

    batch: sequences decoded at once. step: of decoding. answer: tokens of one answer. chips: that decode together.
    43 sequences, 19 ms, 512 tokens on 16 TPU v5e: 0.27; 67 on 4 of them 1.72.

    >>> show(answers_per_chip(67, "19 ms", 512, 4))
    '1.72 request/s'
    """
    return request * decode_throughput(batch, step) / (answer * chips)


@formula(source="scaling-book-applied-inference")
def chips_for_weights(parameters: Count, element: Size, memory: Size) -> Count:
    """How many chips a model's weights fill, before rounding up and without KV caches.

    parameters: all of them. element: size of a number. memory: of one chip. 70 billion in bf16 on 16 GB: 8.75.

    >>> show(chips_for_weights(70e9, "2 B", "16 GB"))
    '8.75'
    """
    return weights_size(parameters, element) / memory


@formula(source="scaling-book-applied-inference")
def evicted_tokens(batch: Count, prompt: Tokens, answer: Tokens) -> Tokens:
    """Tokens that leave the KV cache in a decoding step, on average, as sequences end.

    batch: sequences decoded at once. prompt, answer: tokens of a sequence. 32 of 8192 and 4096: 96.

    >>> show(evicted_tokens(32, 8192, 4096))
    '96 token'
    """
    return batch * token * (prompt + answer) / answer


@formula(source="scaling-book-applied-inference")
def prefill_servers(prefill: Time, batch: Count, step: Time, answer: Tokens) -> Count:
    """Servers for prompts that keep one server for decoding busy.

    prefill: time of one prompt. batch: sequences decoded at once. step: of decoding. answer: tokens of an answer.
    0.91 s, 32 sequences, 19 ms and 512 tokens: 3.

    >>> show(prefill_servers("0.91 s", 32, "19 ms", 512))
    '2.99'
    """
    return prefill * decode_throughput(batch, step) / answer


@formula(source="speculative-decoding-paper")
def speculated_tokens(acceptance: Probability, drafts: Tokens) -> Tokens:
    """Tokens that one pass of the target model yields, on average, with speculative decoding.

    acceptance: probability that a drafted token is accepted, independent of the others. drafts: tokens drafted for a
    pass. 0.8 and 4: 3.362. Where each is accepted, the drafts and one more: 5.

    >>> show(speculated_tokens(0.8, 4), digits=4), show(speculated_tokens(1, 4))
    ('3.362 token', '5 token')
    """
    return token * powers(acceptance, drafts / token + 1)


@formula(source="speculative-decoding-paper")
def speculation_speedup(acceptance: Probability, drafts: Tokens, cost: Count) -> Speedup:
    """Speedup by speculative decoding, if checking the drafts takes no longer than decoding one token.

    acceptance: probability that a drafted token is accepted. drafts: tokens drafted for a pass. cost: time of
    a draft step over that of a target step. 0.8, 4 and 0.05: 2.80.

    >>> show(speculation_speedup(0.8, 4, 0.05))
    '2.8'
    """
    return speculated_tokens(acceptance, drafts) / (drafts * cost + token)


@formula(source="ml-engineering-inference", holds=[least("answer", 1, "the first token is one of the answer's")])
def answer_latency(first: Time, following: TimePerToken, answer: Tokens) -> Time:
    """Time until an answer is complete: the time to its first token, and that of each token after it.

    first: time to first token (TTFT): queue, prompt and one step. following: time per output token (TPOT). answer: its
    tokens, at least 1. Worked here: 0.5 s and 20 ms for 501 tokens are 10.5 s.

    >>> show(answer_latency("0.5 s", "20 ms/token", 501)), show(answer_latency("0.5 s", "20 ms/token", 2))
    ('10.5 s', '520 ms')
    """
    return first + following * (answer - token)


@formula(source="ml-engineering-inference")
def reading_rate(words: Rate, per_word: Count) -> TokenRate:
    """Tokens per second that a reader keeps up with: decoding faster than that is not noticed.

    words: read in a time. per_word: tokens of a word, about 1.5 in English. 250 words a minute are 6.25 tokens per
    second, 700 are 17.5 (the source's table has 18.75, which is 750 words).

    >>> show(reading_rate("250/min", 1.5)), show(reading_rate("450/min", 1.5), digits=4)
    ('6.25 token/s', '11.25 token/s')
    """
    return words * per_word * token


@formula(source="mistral-mixtral-config")
def read_parameters(
    parameters: Count, unread: Count, layers: Count, experts: Count, touched: Count, expert: Count
) -> Count:
    """Parameters that a decoding step reads: all but the table of the input, and the experts that no token goes to.

    parameters: all. unread: of the table, of which a step reads a row a token. layers: that have experts; experts:
    of one of them; touched: of these, by the batch; expert: parameters of one. By hand for Mixtral 8x7B, with two of
    eight experts in 32 layers: 46.7 - 0.13 - 32 x 6 x 0.176 billion.

    >>> show(read_parameters(46.7e9, 131e6, 32, 8, 2, 176.2e6))
    '12.7e9'
    >>> show(read_parameters(8.03e9, 525e6, 0, 0, 0, 0))
    '7.5e9'
    """
    return parameters - unread - layers * (experts - touched) * expert


@formula(source="gpt-oss-readme")
def read_weights(weights: Size, unread: Size, layers: Count, experts: Count, touched: Count, expert: Size) -> Size:
    """Size of the weights that a decoding step reads: all but the table of the input, and experts no token goes to.

    Experts may be stored in fewer bits than the rest. weights: size of all. unread: of the table. layers, experts,
    touched: as for the parameters that are read. expert: size of one. Worked here for gpt-oss-120b, of whose 65.1 GB
    each expert takes 13.2 MB and the table 1.16 GB, with 4 of 128 experts in 36 layers; and by hand:

    >>> show(read_weights("65.1 GB", "1.16 GB", 36, 128, 4, "13.2 MB"))
    '5.02 GB'
    >>> show(read_weights("100 B", "10 B", 2, 8, 3, "4 B")), show(read_weights("100 B", "10 B", 0, 0, 0, "0 B"))
    ('50 B', '90 B')
    """
    return weights - unread - layers * (experts - touched) * expert


@formula(source="google-gemma-config")
def kept_tokens(context: Tokens, window: Tokens, windowed: Share) -> Tokens:
    """Tokens that a cache keeps of a sequence, on average over its layers: those with a window keep no more than that.

    context: tokens of the sequence. window: the most that layers with one keep. windowed: share of these layers. By
    hand for Gemma 3 27B, where 52 of 62 layers have a window of 1024: of 32768 tokens 5285 and 859 more.

    >>> show(kept_tokens(32768, 1024, 52 / 62), digits=4), show(kept_tokens(512, 1024, 52 / 62))
    ('6144 token', '512 token')
    """
    return context * (1 - windowed) + minimum(context, window) * windowed


@formula(source="gpt-fast-readme")
def handling_time(parameters: Count, devices: Count, peak: Compute, handling: Count) -> Time:
    """Time to multiply with each weight that is read, and to unpack it: the same whatever the bits of a weight.

    It is why weights of 4 bits are not four times as fast as those of 16. parameters: that are read. devices: that
    share them. peak: of the vector units of one, in fp32. handling: FLOP for each that counts. By hand for 6.6 billion
    on an A100 with 2 of 2 FLOP each:

    >>> show(handling_time(6.6e9, 1, "19.5 TFLOP/s", 2))
    '1.35 ms'
    >>> show(handling_time(6.6e9, 2, "19.5 TFLOP/s", 2))
    '677 µs'
    """
    return handling * forward_work(parameters) * token / (devices * peak)


@formula(source="fastertransformer-gpt-guide")
def vectors_time(time: Time, width: Count, layers: Count) -> Time:
    """Time of what a layer does on the vector of a token, norms and sums, which a device has little to share out of.

    time: for an element, in a layer. width: of the model. layers: of the model. By hand for 9.8 ns, 6144 and 44 layers:

    >>> show(vectors_time("9.8 ns", 6144, 44))
    '2.65 ms'
    """
    return time * width * layers


@formula(source="kipply-inference-arithmetic")
def prompt_scores(layers: Count, batch: Count, heads: Count, prompt: Tokens, seen: Tokens) -> Count:
    """How many scores the attention of prompts has: one for each head, token and token that it sees.

    layers: of the model. batch: prompts. heads: query heads. prompt: tokens of one. seen: tokens that one of them sees
    on average: half of the prompt, and what was in the cache before it. By hand for one prompt of 8192 tokens in Llama
    3.1 8B, 32 layers of 32 heads, and for three of them:

    >>> show(prompt_scores(32, 1, 32, 8192, 4096)), show(prompt_scores(32, 3, 32, 8192, 4096))
    ('34.4e9', '103e9')
    """
    return layers * batch * heads * prompt * seen / token**2


@formula(source="kipply-inference-arithmetic")
def prompt_attention_work(layers: Count, batch: Count, heads: Count, prompt: Tokens, seen: Tokens, head: Count) -> Work:
    """Work of the attention of prompts: 2 FLOP twice for each element of a head and each score.

    layers: of the model. batch: prompts. heads: query heads. prompt: tokens of one. seen: tokens that one of them sees
    on average. head: elements of a head. By hand for one prompt of 8192 tokens in Llama 3.1 8B, 32 layers of 32 heads
    of 128, and for three of them:

    >>> show(prompt_attention_work(32, 1, 32, 8192, 4096, 128))
    '17.6 TFLOP'
    >>> show(prompt_attention_work(32, 3, 32, 8192, 4096, 128))
    '52.8 TFLOP'
    """
    return 4 * FLOP * head * prompt_scores(layers, batch, heads, prompt, seen)


@formula(source="gpt-fast-model")
def repeated_cache(cache: Size, heads: Count, kv_heads: Count) -> Size:
    """Traffic of a cache beyond its size where each query head reads keys and values for itself, though several share.

    cache: of all sequences. heads: query heads. kv_heads: heads of keys and values. By hand for 1 GB and four query
    heads to each, and for as many of both:

    >>> show(repeated_cache("1 GB", 32, 8)), show(repeated_cache("1 GB", 32, 32))
    ('3 GB', '0 B')
    """
    return cache * (heads / kv_heads - 1)


@formula(source="llama-cpp-cublas-3776")
def widened_traffic(parameters: Count, element: Size, chunks: Count) -> Size:
    """Traffic of narrow weights that are written out in a wider format before they are multiplied, and read again.

    parameters: that are multiplied. element: bytes of each, written out. chunks: of a prompt, each of which has them
    written anew. By hand for 8 billion in 16 bits and a prompt of 1024 tokens, 512 at once:

    >>> show(widened_traffic(8e9, "2 B", 2))
    '64 GB'
    """
    return 2 * parameters * element * chunks


@formula(source="vllm-ascend-kvpp")
def cache_copies(devices: Count, kv_heads: Count) -> Count:
    """How often a cache is kept where each layer is cut over more devices than there are heads of keys and values.

    devices: that a layer is cut over, each with heads of its own while there are enough. kv_heads: of the model; one
    where all share a latent vector, as in DeepSeek's. By hand for 8 devices and 4 heads, for 8 heads, and for one:

    >>> show(cache_copies(8, 4)), show(cache_copies(2, 8)), show(cache_copies(8, 1))
    ('2', '1', '8')
    """
    return maximum(1.0, devices / kv_heads)


@formula(source="gpt-fast-model")
def prompt_activations(
    tokens: Tokens, width: Count, inner: Count, element: Size, batch: Count, vocabulary: Count, score: Size
) -> Size:
    """Memory for what a layer works on while it reads a prompt, and for the scores of the next tokens.

    tokens: of the prompts that are read at once. width: of the model, of which there are a stream and a copy that is
    normed. inner: of an MLP, of which there are a gate and another. element: bytes of each. batch: sequences.
    vocabulary: tokens to choose from. score: bytes of one's. Counted by hand for Llama 3.1 8B and 512 tokens, 37.7 MB
    and 0.5:

    >>> show(prompt_activations(512, 4096, 14336, "2 B", 1, 128256, "4 B"))
    '38.3 MB'
    >>> show(prompt_activations(1, 1000, 500, "1 B", 10, 100, "3 B"))
    '6 kB'
    """
    return 2 * element * (tokens / token) * (width + inner) + score * batch * vocabulary


@formula(source="speculative-decoding-paper")
def speculated_step(target: Time, draft: Time, drafts: Tokens, acceptance: Probability) -> Time:
    """Time of a token with speculative decoding: a pass of the target and the drafts before it, over what they yield.

    target: of a pass that checks all drafts. draft: to draft one. drafts: tokens drafted for a pass. acceptance:
    probability that one is accepted, independent of the others. By hand for 20 ms, 1 ms, 4 drafts and 0.8: 24 ms for
    3.3616 tokens, and without drafts those of the target.

    >>> show(speculated_step("20 ms", "1 ms", 4, 0.8)), show(speculated_step("20 ms", "1 ms", 0, 0.8))
    ('7.14 ms', '20 ms')
    """
    return (target + draft * drafts / token) / (speculated_tokens(acceptance, drafts) / token)
