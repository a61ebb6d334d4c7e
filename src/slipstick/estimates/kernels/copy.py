"""copy: bytes read from main memory and written back to it."""

from ...formulas.kernels import copy_traffic
from ...units import Size
from ..kernel import Kernel, asks
from ..question import measure

COPY = Kernel(
    "copy",
    "How long does a copy within main memory take?",
    (measure("size", Size, "bytes to copy"),),
    phases=(asks(memory=copy_traffic),),
    does="each byte is read once from {memory} and written once to it",
    data="the source and the copy",
    examples=({"size": "6 GB"},),
)
