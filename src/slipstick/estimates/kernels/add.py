"""add: c = a + b, element by element."""

from ...formulas.streams import array_size, streamed_traffic, streamed_work
from ..kernel import Kernel, asks, side

ADD = Kernel(
    "add",
    "How long does adding two arrays take?",
    (side("elements", "elements of each of the three arrays"),),
    phases=(asks(vector=streamed_work, memory=streamed_traffic),),
    given={"size": array_size},
    fixed={"streams": 3.0, "reads": 2.0, "writes": 1.0, "operations": 1.0},
    does="two elements are read from {memory} for each that is written to it{allocated}",
    data="the three arrays",
    examples=({"elements": 2**28},),
)
