"""scan: the sums of an array up to each of its elements, in one pass."""

from ...formulas.streams import scan_traffic, streamed_work
from ..kernel import Kernel, asks, side

SCAN = Kernel(
    "scan",
    "How long does a prefix sum take?",
    (side("elements", "elements of the array"),),
    phases=(asks(vector=streamed_work, memory=scan_traffic),),
    fixed={"reads": 1.0, "writes": 1.0, "operations": 1.0},
    does="one pass: each element is read once from {memory} and each sum written once to it{allocated}",
    data="the array and the sums",
    examples=({"elements": 2**28},),
)
