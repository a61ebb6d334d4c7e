"""layernorm: each row less its mean, over its deviation, times a weight and plus a bias for each column."""

from ...formulas.streams import layernorm_traffic, layernorm_work
from ..family import ROWS
from ..kernel import Kernel, asks, side

LAYERNORM = Kernel(
    "layernorm",
    "How long does a LayerNorm over rows take?",
    (side("rows", "rows, such as tokens"), side("columns", "elements of a row, such as the hidden size")),
    phases=(asks(vector=layernorm_work, memory=layernorm_traffic),),
    family=ROWS,
    does="fused: rows, weights and biases read once from {memory}, the result written to it{allocated}; sums in fp32",
    data="the rows and the result",
    examples=({"rows": 8192, "columns": 4096},),
)
