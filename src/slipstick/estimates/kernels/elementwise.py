"""elementwise: any kernel that does the same to each element, by what it reads, writes and computes for one."""

from math import inf

from ...formulas.streams import array_size, arrays_streamed, streamed_traffic, streamed_work
from ...units import Dim
from ..kernel import Kernel, asks, side
from ..question import Parameter

OPERATIONS = Dim("", "a number of operations", high=inf)

ELEMENTWISE = Kernel(
    "elementwise",
    "How long does a kernel take that does the same to each element?",
    (
        side("elements", "elements of each array"),
        side("reads", "arrays that are read", 1),
        side("writes", "arrays that are written", 1),
        Parameter("operations", OPERATIONS, "operations of one element", 1.0),
    ),
    phases=(asks(vector=streamed_work, memory=streamed_traffic),),
    given={"streams": arrays_streamed, "size": array_size},
    does="each array is read once from {memory}, or written once to it{allocated}",
    data="the arrays",
    examples=({"elements": 2**28, "reads": 2, "operations": 3},),
)
