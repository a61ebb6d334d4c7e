"""write: main memory filled with one value."""

from ..kernel import Kernel, asks
from .copy import BYTES, something

WRITE = Kernel(
    "write",
    "How long does filling main memory take?",
    (BYTES._replace(help="bytes to write"),),
    phases=(asks(memory="size"),),
    fixed={"reads": 0.0, "writes": 1.0},
    does="each byte is written once to {memory}{allocated}",
    data="the bytes",
    must=something,
    examples=({"size": "6 GB"},),
)
