"""axpy: y = s x + y, in place."""

from ...formulas.streams import array_size, streamed_traffic, streamed_work
from ..kernel import Kernel, asks, side

AXPY = Kernel(
    "axpy",
    "How long does an axpy take?",
    (side("elements", "elements of each of the two arrays"),),
    phases=(asks(vector=streamed_work, memory=streamed_traffic),),
    given={"size": array_size},
    fixed={"streams": 3.0, "arrays": 2.0, "operations": 2.0},
    does="x and y are read once from {memory}, and y is written once to it",
    data="the two arrays",
    examples=({"elements": 2**28},),
)
