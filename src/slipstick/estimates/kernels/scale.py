"""scale: c = s b, an array times a number."""

from ...formulas.streams import array_elements, streamed_traffic, streamed_work
from ..kernel import Kernel, asks
from .copy import BYTES, something

SCALE = Kernel(
    "scale",
    "How long does scaling an array take?",
    (BYTES._replace(help="bytes of each of the two arrays"),),
    phases=(asks(vector=streamed_work, memory=streamed_traffic),),
    given={"elements": array_elements},
    fixed={"streams": 2.0, "reads": 1.0, "writes": 1.0, "operations": 1.0},
    does="each element is read once from {memory} and written once to it{allocated}",
    data="the two arrays",
    must=something,
    examples=({"size": "2 GB"},),
)
