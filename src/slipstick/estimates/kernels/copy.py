"""copy: bytes read from main memory and written back to it."""

from collections.abc import Mapping
from typing import Any

from ...formulas.kernels import copy_traffic
from ...units import Size
from ...units.maths import anywhere
from ..kernel import Kernel, asks
from ..question import measure

BYTES = measure("size", Size, "bytes to copy")


def something(values: Mapping[str, Any]) -> str:
    """Why a size is none to work on; empty where it is one."""
    return "size has to be more than 0 B" if anywhere(values["size"] == 0) else ""


COPY = Kernel(
    "copy",
    "How long does a copy within main memory take?",
    (BYTES,),
    phases=(asks(memory=copy_traffic),),
    fixed={"reads": 1.0, "writes": 1.0},
    does="each byte is read once from {memory} and written once to it{allocated}",
    must=something,
    data="the source and the copy",
    examples=({"size": "6 GB"},),
)
