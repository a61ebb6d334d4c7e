"""collective: what all devices of a machine send each other."""

from collections.abc import Mapping
from typing import Any

from ...units import Size
from ...units.maths import anywhere
from ..links.algorithms import OPS
from ..links.collective import Collective
from ..question import measure, word


def something(values: Mapping[str, Any]) -> str:
    """Why a size is none to send; empty where it is one."""
    return "size has to be more than 0 B" if anywhere(values["size"] == 0) else ""


def says(texts: Mapping[str, str]) -> str:
    """The op and the size: 'all-reduce 256 MiB'."""
    return f"{texts['op']} {texts['size']}"


COLLECTIVE = Collective(
    "collective",
    "How long does a collective of several devices take?",
    (
        word("op", "what the devices do, such as all-reduce", OPS),
        measure("size", Size, "the whole buffer: of an all-gather the result"),
    ),
    command=True,
    must=something,
    says=says,
    device="8xh100",
    examples=(
        {"op": "all-reduce", "size": "256MiB"},
        {"op": "all-gather", "size": "64MB"},
    ),
)
