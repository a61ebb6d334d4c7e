"""read: bytes read from main memory, of which nothing is kept but a sum."""

from ..kernel import Kernel, asks
from .copy import BYTES, something

READ = Kernel(
    "read",
    "How long does reading main memory take?",
    (BYTES._replace(help="bytes to read"),),
    phases=(asks(memory="size"),),
    does="each byte is read once from {memory}; what is done with it is not counted",
    data="the bytes",
    must=something,
    examples=({"size": "6 GB"},),
)
