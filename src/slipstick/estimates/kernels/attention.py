"""attention: one fused kernel, whose scores stay on chip (FlashAttention)."""

from collections.abc import Mapping
from typing import Any

from ...formulas.attention import (
    attention_busy_time,
    attention_exponentials,
    attention_pairs,
    attention_softmax_work,
    attention_traffic,
    attention_work,
    interleaved_softmax_time,
)
from ...formulas.kernels import cached_memory_time
from ...formulas.windows import paged_keys, pairs_beyond, window_edges, window_keys
from ...units import Dim
from ...units.dtypes import DTYPES
from ...units.maths import anywhere
from ..family import Family
from ..inputs import Unless, Unlike
from ..kernel import Kernel, asks, side
from ..question import Parameter, flag, word

# What a block takes: 128 rows of one head, or some of all heads that share keys; and in how many parts it cuts keys.
BLOCKS = {"128": {"tile": 128.0, "packed": 0.0}, "16": {"tile": 16.0, "packed": 1.0}}
FAMILY = Family(
    "attention",
    busy={
        "matrix": attention_busy_time,
        "vector": interleaved_softmax_time,
        "special": interleaved_softmax_time,
        "memory": cached_memory_time,
    },
    choices={"rows": BLOCKS, "split": {str(parts): {"split": float(parts)} for parts in (1, 4, 16, 64)}},
    cost=attention_busy_time,
    parameters={"launch": 7e-6, "compute": 0.6, "step": 2e-8, "overhead": 2e-6},
    shared={"memory": 0.9, "exposed": 0.4, "gather": 1e-6, "kept": 10.0, "alone": 0.35, "softmax": 1.0},
    fixed={"grouped": 1024.0},
    apart=True,
    libraries={"trtllm": {"grouped": 32.0}},  # with more heads to a key, its rows show each head alone
    scaled_by="matmul",
    least=("step",),
    pooled=("launch", "overhead"),
    batched=True,
    measured="attentions",
    rare={"head": 128.0},
    rarely="heads of more than 128: some libraries run slow kernels for them, which the range holds",
)
HEADS = (
    side("heads", "query heads"),
    side("queries", "tokens of a sequence that ask"),
    side("keys", "tokens of a sequence that are attended to", "queries"),
    side("kv_heads", "key and value heads", "heads"),
    side("head", "elements of one head", 128),
    side("batch", "sequences", 1),
)
WINDOW = Dim("", "a whole number of tokens", high=1e12, whole=True, binary=True)
CACHE = (
    side("page", "tokens of a page of the cache, which is read whole", 1)._replace(lever=False),
    word("cache", "format of keys and values, if another", DTYPES)._replace(default="", named=True),
)


def as_many_heads(values: Mapping[str, Any]) -> str:
    """Why the numbers of heads do not go together; empty where they do."""
    odd = values["heads"] % values["kv_heads"] != 0
    return "heads has to be a multiple of kv_heads: each key head serves as many query heads" if anywhere(odd) else ""


def enough_keys(values: Mapping[str, Any]) -> str:
    """Why a causal mask does not go with the tokens, or the heads with each other; empty where they do."""
    if anywhere((values["causal"] > 0) & (values["keys"] < values["queries"])):
        return "a causal attention needs at least as many keys as queries"
    if anywhere((values["window"] > 0) & (values["keys"] < values["queries"])):
        return "attention with a window needs at least as many keys as queries"
    return as_many_heads(values)


def not_measured(values: Mapping[str, Any], dtype: str) -> Any:
    """Whether it is of a sort that nobody measured: a window leaves keys out, or the cache has its own format."""
    return (values["window"] > 0) & (values["window"] < values["keys"]) | (values["cache"] not in ("", dtype))


def says(texts: Mapping[str, str]) -> str:
    """The values in words, save what is as usual and mostly left out."""
    usual = {"batch": "1", "causal": "0", "window": "0", "page": "1", "cache": "", "kv_heads": texts["heads"]}
    return ", ".join(f"{name} {text}" for name, text in texts.items() if text != usual.get(name))


ATTENTION = Kernel(
    "attention",
    "How long does attention take as one fused kernel?",
    (
        *HEADS,
        flag("causal", "1 if a token sees only those before it, else 0"),
        Parameter("window", WINDOW, "tokens it sees to a side, its own among them; 0: all", 0.0, lever=False),
        *CACHE,
    ),
    phases=(
        asks(
            matrix=attention_work,
            vector=attention_softmax_work,
            special=attention_exponentials,
            memory=attention_traffic,
        ),
    ),
    family=FAMILY,
    given={
        "beyond": Unless("window", pairs_beyond, "nothing"),
        "pairs": attention_pairs,
        "edges": Unless("window", window_edges, "causal"),
        "seen": Unless("window", window_keys, "keys"),
        "read": Unless("page", paged_keys, "seen"),
    },
    fixed={"nothing": 0.0},
    unlike=Unlike(not_measured, "without a window and all in one format; for others"),
    does="scores stay on chip: queries, keys and values read once from {memory}, the result written once",
    data="queries, keys, values and the result",
    must=enough_keys,
    says=says,
    examples=(
        {"heads": 16, "queries": 4096, "batch": 4},
        {"heads": 32, "queries": 1, "keys": "32k", "batch": 32, "window": 4096, "cache": "fp8"},
    ),
)
