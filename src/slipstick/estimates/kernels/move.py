"""move: data over a link, a memory, a disk or a network, or over several of them one behind the other."""

from collections.abc import Mapping
from typing import Any

from ...units import Size
from ...units.maths import anywhere
from ..links.move import Move
from ..question import measure, named

CHUNK = 2.0**20


def something(values: Mapping[str, Any]) -> str:
    """Why a size, or that of a chunk, is none to move; empty where it is one."""
    empty = [name for name in ("size", "chunk") if anywhere(values[name] == 0)]
    return f"{empty[0]} has to be more than 0 B" if empty else ""


MOVE = Move(
    "move",
    "How long does it take to move data?",
    (
        measure("size", Size, "bytes to move"),
        named("over", "a link, PART.memory, a disk, a network, 1Gbit/s or 99km"),
        named("then", "over what after that; several with commas", "", many=True),
        measure("chunk", Size, "what is passed on at once; of the size: store and forward", CHUNK),
    ),
    command=True,
    must=something,
    placed=False,
    device="",
    examples=(
        {"size": "8GB", "over": "pcie-5"},
        {"size": "1GB", "over": "h100-sxm.memory"},
        {"size": "100GB", "over": "ssd-samsung-990-pro", "then": "10gbe"},
    ),
)
