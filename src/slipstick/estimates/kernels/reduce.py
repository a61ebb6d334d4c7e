"""reduce: the sum of an array."""

from ...formulas.streams import array_size, streamed_traffic, streamed_work
from ..kernel import Kernel, asks, side

REDUCE = Kernel(
    "reduce",
    "How long does summing an array up take?",
    (side("elements", "elements of the array"),),
    phases=(asks(vector=streamed_work, memory=streamed_traffic),),
    given={"size": array_size},
    fixed={"streams": 1.0, "operations": 1.0},
    does="the array is read once from {memory}; one number comes of it",
    data="the array",
    examples=({"elements": 2**28},),
)
