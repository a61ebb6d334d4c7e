"""triad: a = b + s c, the last of STREAM."""

from ...formulas.streams import array_elements, streamed_traffic, streamed_work
from ..kernel import Kernel, asks
from .copy import BYTES, something

TRIAD = Kernel(
    "triad",
    "How long does a triad of arrays take?",
    (BYTES._replace(help="bytes of each of the three arrays"),),
    phases=(asks(vector=streamed_work, memory=streamed_traffic),),
    given={"elements": array_elements},
    fixed={"streams": 3.0, "reads": 2.0, "writes": 1.0, "operations": 2.0},
    does="two elements are read from {memory} for each that is written to it{allocated}",
    data="the three arrays",
    must=something,
    examples=({"size": "2 GB"},),
)
