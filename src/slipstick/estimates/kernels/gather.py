"""gather: rows of a table by their numbers, such as the embeddings of tokens."""

from ...formulas.streams import gather_traffic
from ...units import Dim
from ..kernel import Kernel, asks, side
from ..question import Parameter

SECTOR = Dim("B", "a size", low=1.0, high=1e6)

GATHER = Kernel(
    "gather",
    "How long does gathering rows of a table take?",
    (
        side("rows", "rows that are wanted, such as tokens"),
        side("columns", "elements of a row, such as the hidden size"),
        Parameter("sector", SECTOR, "bytes that memory is read in: a line on CPUs", 32.0, False),
    ),
    phases=(asks(memory=gather_traffic),),
    fixed={"index": 8.0},
    does="no row twice: each read in whole sectors from {memory} and written once to it{allocated}; an index is 8 B",
    data="the rows and the result",
    examples=({"rows": 8192, "columns": 4096},),
)
