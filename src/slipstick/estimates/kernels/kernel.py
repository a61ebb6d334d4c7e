"""kernel: a kernel of one's own, by the work and the traffic that were counted for it."""

from collections.abc import Mapping
from typing import Any

from ...units import Size, Work
from ...units.maths import anywhere
from ..kernel import Kernel, asks
from ..question import measure


def something(values: Mapping[str, Any]) -> str:
    """Why work and traffic make no kernel; empty where they do."""
    return "work and traffic cannot both be 0" if anywhere((values["work"] == 0) & (values["traffic"] == 0)) else ""


KERNEL = Kernel(
    "kernel",
    "How long does a kernel take by its work and traffic?",
    (
        measure("work", Work, "arithmetic of the kernel"),
        measure("traffic", Size, "bytes it moves from and to main memory"),
    ),
    phases=(asks(matrix="work", memory="traffic"),),
    does="work and traffic as you counted them; the work runs at the fastest rate of the part in that format",
    must=something,
    data="the bytes moved",
    examples=({"work": "0.2 TFLOP", "traffic": "3 GB"},),
)
