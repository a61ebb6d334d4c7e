"""naive-attention: three kernels, whose scores go through memory between them."""

from ...formulas.attention import (
    attention_rows,
    attention_scores_traffic,
    attention_scores_work,
    attention_values_traffic,
)
from ...formulas.kernels import softmax_exponentials, softmax_traffic, softmax_work
from ..kernel import Kernel, asks
from .attention import HEADS, as_many_heads

NAIVE = Kernel(
    "naive-attention",
    "How long does attention take with its scores in memory?",
    HEADS,
    phases=(
        asks("scores", matrix=attention_scores_work, memory=attention_scores_traffic),
        asks("softmax", vector=softmax_work, special=softmax_exponentials, memory=softmax_traffic),
        asks("values", matrix=attention_scores_work, memory=attention_values_traffic),
    ),
    given={"rows": attention_rows, "columns": "keys"},
    does="scores, softmax and values one after the other, each read from {memory} and written to it; all pairs count",
    data="queries, keys, values, scores and the result",
    must=as_many_heads,
    examples=({"heads": 16, "queries": 4096, "batch": 4},),
)
