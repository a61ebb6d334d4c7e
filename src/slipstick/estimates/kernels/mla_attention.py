"""mla-attention: latent attention as one fused kernel, its projections absorbed: all heads read one vector a token."""

from ...formulas.attention import attention_rows
from ...formulas.kernels import softmax_exponentials, softmax_work
from ...formulas.latent import latent_attention_traffic, latent_attention_work
from ...formulas.windows import paged_keys
from ..inputs import Unless
from ..kernel import Kernel, asks, side
from .attention import CACHE, says

MLA = Kernel(
    "mla-attention",
    "How long does latent attention (MLA) take as one fused kernel?",
    (
        side("heads", "query heads"),
        side("keys", "tokens of a sequence that are attended to"),
        side("queries", "tokens of a sequence that ask", 1),
        side("batch", "sequences", 1),
        side("latent", "elements of the vector that is key and value", 512),
        side("position", "elements of its part with the position", 64),
        *CACHE,
    ),
    phases=(
        asks(
            matrix=latent_attention_work,
            vector=softmax_work,
            special=softmax_exponentials,
            memory=latent_attention_traffic,
        ),
    ),
    given={"rows": attention_rows, "columns": "keys", "seen": "keys", "read": Unless("page", paged_keys, "keys")},
    does="scores stay on chip: cached vectors and queries read once from {memory}, the result written once to it",
    data="cached vectors, queries and the result",
    says=says,
    examples=({"heads": 128, "keys": 4096, "batch": 128},),
)
