"""dot: the sum of the products of two arrays."""

from ...formulas.streams import array_size, streamed_traffic, streamed_work
from ..kernel import Kernel, asks, side

DOT = Kernel(
    "dot",
    "How long does a dot product take?",
    (side("elements", "elements of each of the two arrays"),),
    phases=(asks(vector=streamed_work, memory=streamed_traffic),),
    given={"size": array_size},
    fixed={"streams": 2.0, "operations": 2.0},
    does="both arrays are read once from {memory}; one number comes of it",
    data="the two arrays",
    examples=({"elements": 2**28},),
)
