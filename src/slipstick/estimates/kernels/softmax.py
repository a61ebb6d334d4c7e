"""softmax: each row's exponentials over their sum, in one pass over memory."""

from ...formulas.kernels import softmax_exponentials, softmax_traffic, softmax_work
from ..family import ROWS
from ..kernel import Kernel, asks, side

SOFTMAX = Kernel(
    "softmax",
    "How long does a softmax over rows take?",
    (side("rows", "rows, each with a sum of its own"), side("columns", "elements of a row")),
    phases=(asks(vector=softmax_work, special=softmax_exponentials, memory=softmax_traffic),),
    family=ROWS,
    does="fused, with rows that stay on chip: read once from {memory}, written once to it{allocated}; sums in fp32",
    data="the rows and the result",
    examples=({"rows": 8192, "columns": 2048},),
)
