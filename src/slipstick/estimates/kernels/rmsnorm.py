"""rmsnorm: each row over the root of its mean square, times a weight for each column."""

from ...formulas.kernels import rmsnorm_traffic, rmsnorm_work
from ..family import ROWS
from ..kernel import Kernel, asks, side

RMSNORM = Kernel(
    "rmsnorm",
    "How long does an RMSNorm over rows take?",
    (side("rows", "rows, such as tokens"), side("columns", "elements of a row, such as the hidden size")),
    phases=(asks(vector=rmsnorm_work, memory=rmsnorm_traffic),),
    family=ROWS,
    does="fused: rows and weights read once from {memory}, the result written once to it{allocated}; sums in fp32",
    data="the rows and the result",
    examples=({"rows": 8192, "columns": 4096},),
)
