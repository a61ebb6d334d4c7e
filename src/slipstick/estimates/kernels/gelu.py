"""gelu: an activation, element by element, by its tanh."""

from ...formulas.streams import array_size, gelu_work, streamed_traffic, streamed_work
from ..family import ACTIVATIONS
from ..kernel import Kernel, asks, side

GELU = Kernel(
    "gelu",
    "How long does a GELU take?",
    (side("elements", "elements, such as tokens times the hidden size"),),
    family=ACTIVATIONS,
    phases=(asks(vector=gelu_work, special=streamed_work, memory=streamed_traffic),),
    given={"size": array_size},
    fixed={"streams": 2.0, "reads": 1.0, "writes": 1.0, "operations": 1.0},
    does="each element is read once from {memory} and written once to it{allocated}; a tanh counts as an exponential",
    data="the elements and the result",
    examples=({"elements": 8192 * 11008},),
)
