"""Convolution: the matmul that a 2-D convolution is, its work and traffic, and what Winograd's algorithm saves."""

from ..units import Count, Size, Work
from ..units.maths import floor
from .core.formula import formula
from .kernels import matmul_work


@formula(source="darknet-convolutions")
def conv_output(side: Count, size: Count, stride: Count, padding: Count) -> Count:
    """Rows, or columns, of what a convolution makes of an image: the places where its filter fits.

    side: rows, or columns, of the image. size: side of the filter. stride: elements from one place to the next.
    padding: elements added at each end. A 3 x 3 filter at every second place of 416 rows gives 208; ResNet-50's first,
    7 x 7, makes 112 of 224.

    >>> show(conv_output(416, 3, 2, 1)), show(conv_output(224, 7, 2, 3), digits=4), show(conv_output(416, 3, 1, 1))
    ('208', '112', '416')
    """
    return floor((side + 2 * padding - size) / stride) + 1


@formula(source="cutlass-implicit-gemm")
def conv_rows(batch: Count, rows: Count, columns: Count, size: Count, stride: Count, padding: Count) -> Count:
    """Rows m of the matmul that a convolution is: all places of its output in all images.

    batch: images. rows, columns: of one. size, stride, padding: of the filter, as for the output.
    Counted by hand for ResNet-50's first convolution, 112 x 112, then with 8 images of 608 x 304:

    >>> show(conv_rows(1, 224, 224, 7, 2, 3), digits=5), show(conv_rows(8, 608, 304, 3, 2, 1), digits=6)
    ('12544', '369664')
    """
    return batch * conv_output(rows, size, stride, padding) * conv_output(columns, size, stride, padding)


@formula(source="cutlass-implicit-gemm")
def conv_depth(channels: Count, size: Count) -> Count:
    """Inner side k of the matmul that a convolution is: the elements under one filter.

    channels: of the image. size: side of the filter. Counted by hand for ResNet-50's first, 3 channels and 7 x 7: 147.

    >>> show(conv_depth(3, 7))
    '147'
    """
    return channels * size**2


@formula(source="darknet-convolutions")
def conv2d_work(
    batch: Count,
    channels: Count,
    rows: Count,
    columns: Count,
    filters: Count,
    size: Count,
    stride: Count,
    padding: Count,
) -> Work:
    """Work of a 2-D convolution: that of the matmul it is, with a row for each place and a column for each filter.

    batch: images. channels, rows, columns: of one. filters: channels of the output. size, stride, padding: of the
    filters. The first two layers of YOLOv3 at 416 x 416 have 0.299 and 1.595 GFLOP, which the source prints;
    ResNet-50's first has 118 million multiply-adds.

    >>> show(conv2d_work(1, 3, 416, 416, 32, 3, 1, 1)), show(conv2d_work(1, 32, 416, 416, 64, 3, 2, 1), digits=4)
    ('299 MFLOP', '1.595 GFLOP')
    >>> show(conv2d_work(1, 3, 224, 224, 64, 7, 2, 3) / 2), show(conv2d_work(4, 3, 224, 112, 64, 7, 2, 3) / 2)
    ('118 MFLOP', '236 MFLOP')
    """
    return matmul_work(1, conv_rows(batch, rows, columns, size, stride, padding), filters, conv_depth(channels, size))


@formula(source="cutlass-implicit-gemm")
def conv2d_traffic(
    batch: Count,
    channels: Count,
    rows: Count,
    columns: Count,
    filters: Count,
    size: Count,
    stride: Count,
    padding: Count,
    width: Size,
    result_width: Size,
) -> Size:
    """Least memory traffic of a 2-D convolution: images and filters read once, the output written once.

    width: bytes of an element of images and filters; result_width: of the output. The others: as for the work.
    The matrix that holds an element once for every filter over it is never in memory. Counted by hand for ResNet-50's
    first, with 301 kB of image, 19 kB of filters and 1606 kB of output, then for two images of another shape in fp8:

    >>> show(conv2d_traffic(1, 3, 224, 224, 64, 7, 2, 3, "2 B", "2 B"), digits=4)
    '1.926 MB'
    >>> show(conv2d_traffic(2, 8, 64, 32, 16, 3, 1, 1, "1 B", "2 B"), digits=4)
    '165 kB'
    """
    return width * (
        batch * channels * rows * columns + filters * conv_depth(channels, size)
    ) + result_width * filters * conv_rows(batch, rows, columns, size, stride, padding)


@formula(source="lavin-gray-winograd")
def winograd_saving(tile: Count, size: Count) -> Count:
    """Factor by which Winograd's minimal filtering reduces the multiplications of a convolution.

    tile: side of the tile of output made at once. size: side of the filter, at every place of the image. Its transforms
    come on top. F(2x2, 3x3) needs 16 multiplications instead of 36; F(4x4, 3x3) reaches 4.

    >>> show(winograd_saving(2, 3)), show(winograd_saving(4, 3))
    ('2.25', '4')
    """
    return (tile * size) ** 2 / (tile - 1 + size) ** 2


@formula(source="lavin-gray-winograd")
def conv2d_minimal_work(
    batch: Count,
    channels: Count,
    rows: Count,
    columns: Count,
    filters: Count,
    size: Count,
    stride: Count,
    padding: Count,
    saving: Count,
) -> Work:
    """Work of a 2-D convolution by an algorithm that saves multiplications, its transforms not counted.

    saving: the factor by which they are fewer: 1 for the direct algorithm, 2.25 for F(2x2, 3x3). The others: as for
    the work. The first layer of YOLOv3, 299 MFLOP by the direct algorithm:

    >>> show(conv2d_minimal_work(1, 3, 416, 416, 32, 3, 1, 1, 1))
    '299 MFLOP'
    >>> show(conv2d_minimal_work(1, 3, 416, 416, 32, 3, 1, 1, 2.25))
    '133 MFLOP'
    """
    return conv2d_work(batch, channels, rows, columns, filters, size, stride, padding) / saving
