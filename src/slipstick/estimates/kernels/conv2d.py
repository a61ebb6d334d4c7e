"""conv2d: a two-dimensional convolution, which is a matmul of its filters with a row for each place."""

from collections.abc import Mapping
from math import nan
from typing import Any

from ...formulas.convolution import conv2d_minimal_work, conv2d_traffic, conv_depth, conv_rows, winograd_saving
from ...specs.spec import Spec
from ...units import Dim
from ...units.maths import anywhere, choose
from ..choice import Candidates, Choice
from ..kernel import side
from ..question import Parameter
from .matmul import MATMUL

PADDING = Dim("", "a whole number of elements", high=1e6, whole=True)
F22 = winograd_saving.rule(2, 3)  # F(2x2, 3x3), which libraries have for small filters in fp32


def algorithms(part: Spec, values: Mapping[str, Any], dtype: str) -> Candidates:
    """The direct algorithm, and Winograd's for filters of 3 x 3 at every place in fp32."""
    small = (values["size"] == 3) & (values["stride"] == 1)
    if dtype != "fp32" or not anywhere(small):
        return {"direct": {"saving": 1.0}}
    return {"direct": {"saving": 1.0}, "winograd": {"saving": choose([(small, F22)], nan)}}


def fits(values: Mapping[str, Any]) -> str:
    """Why the filter does not go with the image; empty where it does."""
    short = [name for name in ("rows", "columns") if anywhere(values[name] + 2 * values["padding"] < values["size"])]
    return f"the filter is larger than the image with its padding: {short[0]} are too few" if short else ""


CONV2D = MATMUL.of(
    "conv2d",
    "How long does a two-dimensional convolution take?",
    (
        side("batch", "images"),
        side("channels", "channels of an image"),
        side("rows", "rows of an image"),
        side("columns", "columns of an image"),
        side("filters", "filters, and so channels of the output"),
        side("size", "side of a filter", 3),
        side("stride", "places from one to the next", 1),
        Parameter("padding", PADDING, "zeros at each edge", 0.0, lever=False),
    ),
    m=conv_rows,
    n="filters",
    k=conv_depth,
    matrix=conv2d_minimal_work,
    memory=conv2d_traffic,
    choices={"algorithm": Choice(("saving",), algorithms)},
    does="images and filters read once from {memory}, the output, {result} an element, written once to it",
    data="images, filters and output",
    must=fits,
    examples=({"batch": 32, "channels": 64, "rows": 56, "columns": 56, "filters": 64, "padding": 1},),
)
