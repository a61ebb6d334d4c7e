"""transpose: a matrix whose rows become columns."""

from ...formulas.streams import transpose_traffic
from ..kernel import Kernel, asks, side

TRANSPOSE = Kernel(
    "transpose",
    "How long does a transpose take?",
    (side("rows", "rows of the matrix"), side("columns", "columns of the matrix", "rows")),
    phases=(asks(memory=transpose_traffic),),
    fixed={"reads": 1.0, "writes": 1.0},
    does="by tiles turned on chip: each element read once from {memory} and written once to it{allocated}",
    data="the matrix and the result",
    examples=({"rows": 16384},),
)
