"""matmul: C = A B, the question the others borrow from."""

from collections.abc import Mapping

from ...formulas.kernels import matmul_traffic, matmul_work
from ..family import MATMUL as FAMILY
from ..kernel import Kernel, asks, side

SHAPE = ("batch", "m", "n", "k")


def says(sizes: Mapping[str, str]) -> str:
    """The sizes in words: '8 x 4096 x 4096 x 4096' for a batch of 8."""
    return " x ".join(sizes[name] for name in SHAPE if name != "batch" or sizes[name] != "1")


MATMUL = Kernel(
    "matmul",
    "How long does a matrix multiplication take?",
    (
        side("m", "rows of A and of C"),
        side("n", "columns of B and of C", "m"),
        side("k", "the inner side: columns of A, rows of B", "m"),
        side("batch", "how many matmuls run as one, each with its own matrices", 1),
    ),
    phases=(asks(matrix=matmul_work, memory=matmul_traffic),),
    family=FAMILY,
    given={"matmuls": "batch"},
    command=True,
    shape=SHAPE,
    says=says,
    does="dense matrices that start and end in {memory}, each moved once; an element of C takes {result}",
    data="the matrices",
    examples=(
        {"m": 4096},
        {"m": 1, "n": 4096, "k": 4096},
        {"m": 128, "n": 128, "k": 64, "batch": 512},
    ),
    drilled=tuple(
        {"m": m, "n": n, "k": k}
        for m, n, k in (
            (1, 4096, 4096),
            (64, 4096, 4096),
            (4096, 4096, 4096),
            (8192, 8192, 8192),
            (1, 8192, 28672),
        )
    ),
)
