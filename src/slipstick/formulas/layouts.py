"""Layouts: what the devices of a grid send one another for a layer of a transformer that lies on all of them."""

from ..units import Bandwidth, Count, Size, Time, Tokens, token
from .core.formula import formula


@formula(source="scaling-book-inference")
def stationary_1d_time(tokens: Tokens, width: Count, element: Size, bandwidth: Bandwidth) -> Time:
    """Time to exchange the activations of a layer whose weights stay where they are, cut along their inner side.

    They are gathered before the first matrix, and summed and scattered after the last: as much for any number of
    devices. tokens: worked on at once. width: of the model. element: bytes of an activation. bandwidth: at which a
    device gathers, over all axes of the grid. 1024 tokens of 8192 in bf16, over three axes of 90 GB/s:

    >>> show(stationary_1d_time(1024, 8192, "2 B", "270 GB/s"))
    '124 µs'
    """
    return 2 * (tokens / token) * width * element / bandwidth


@formula(source="scaling-book-inference")
def stationary_2d_time(
    tokens: Tokens,
    width: Count,
    inner: Count,
    element: Size,
    rows: Count,
    columns: Count,
    along: Bandwidth,
    across: Bandwidth,
) -> Time:
    """Time to exchange the activations of a layer whose weights stay where they are, cut along both of their sides.

    tokens: worked on at once. width: of the model, cut over rows; inner: elements that enter what lies between a
    layer's matrices, and that leave it, cut over columns. element: bytes of each. along: bandwidth at which a device
    gathers over the columns, two axes of three; across: over the rows. With 1024 tokens of 8192, an MLP four times as
    wide and axes of 90 GB/s, 32 and 128 devices in the best of shapes take 186 and 93 us, and 124 if cut one way:

    >>> show(stationary_2d_time(1024, 8192, 2 * 32768, "2 B", 2, 16, "180 GB/s", "90 GB/s"))
    '186 µs'
    >>> show(stationary_2d_time(1024, 8192, 2 * 32768, "2 B", 4, 32, "180 GB/s", "90 GB/s"))
    '93.2 µs'
    """
    return (tokens / token) * element * (2 * width / (rows * along) + inner / (columns * across))


@formula(source="scaling-book-training")
def gathered_weights_time(weights: Size, columns: Count, bandwidth: Bandwidth) -> Time:
    """Time to gather a layer's weights where each device works on tokens of its own.

    weights: of the layer. columns: devices over which each part of the gathered weights is still cut; 1 for none.
    bandwidth: at which a device gathers, over the other axes. Two matrices of 8192 by 32768 in bf16, over three axes of
    90 GB/s, and over two of them, cut over four devices (worked here):

    >>> show(gathered_weights_time("1.07374 GB", 1, "270 GB/s"))
    '3.98 ms'
    >>> show(gathered_weights_time("1.07374 GB", 4, "180 GB/s"))
    '1.49 ms'
    """
    return weights / (columns * bandwidth)
