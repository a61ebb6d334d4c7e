"""The questions as functions, for programs and type checkers. Made by ``python tools/typed.py``.

Each answers with an Estimate: ``.time``, ``.low``, ``.high`` and ``.floor`` are Quantities, of arrays for arrays.
A value is a number, text with its unit, a Quantity, or a numpy array of numbers that fits the others.
on: the machine, such as "a100" or "8xh100", or a Spec. dtype: the number format.
specs: a folder or file of your own specs.
Raises UsageError for a value out of range or an unknown part or dtype, SlipstickError for what a part lacks.
"""

from typing import TYPE_CHECKING, TypeAlias

from ..specs.catalogue import Catalogue
from .estimate import Estimate
from .question import On
from .questions import shipped

if TYPE_CHECKING:
    from numpy import floating, integer
    from numpy.typing import NDArray

    from ..units.quantity import Quantity

Value: TypeAlias = "float | str | Quantity | NDArray[integer] | NDArray[floating]"


def attention(
    batch: Value,
    heads: Value,
    queries: Value,
    keys: Value,
    kv_heads: Value,
    *,
    on: On,
    dtype: str = "bf16",
    head: Value = 128,
    causal: Value = 0.0,
    specs: str | Catalogue | None = None,
) -> Estimate:
    """How long does attention take as one fused kernel?

    batch: sequences.
    heads: query heads.
    queries: tokens of a sequence that ask.
    keys: tokens of a sequence that are attended to.
    head: elements of one head.
    kv_heads: key and value heads.
    causal: 1 if a token sees only those before it, else 0.
    """
    return shipped("attention").ask(
        {
            "batch": batch,
            "heads": heads,
            "queries": queries,
            "keys": keys,
            "head": head,
            "kv_heads": kv_heads,
            "causal": causal,
        },
        on,
        dtype,
        specs,
    )


def conv2d(
    batch: Value,
    channels: Value,
    rows: Value,
    columns: Value,
    filters: Value,
    *,
    on: On,
    dtype: str = "bf16",
    size: Value = 3,
    stride: Value = 1,
    padding: Value = 0.0,
    algorithm: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate:
    """How long does a two-dimensional convolution take?

    batch: images.
    channels: channels of an image.
    rows: rows of an image.
    columns: columns of an image.
    filters: filters, and so channels of the output.
    size: side of a filter.
    stride: places from one to the next.
    padding: zeros at each edge.
    """
    return shipped("conv2d").ask(
        {
            "batch": batch,
            "channels": channels,
            "rows": rows,
            "columns": columns,
            "filters": filters,
            "size": size,
            "stride": stride,
            "padding": padding,
            "algorithm": algorithm,
        },
        on,
        dtype,
        specs,
    )


def copy(size: Value, *, on: On, specs: str | Catalogue | None = None) -> Estimate:
    """How long does a copy within main memory take?

    size: bytes to copy.
    """
    return shipped("copy").ask({"size": size}, on, "bf16", specs)


def kernel(
    work: Value, traffic: Value, *, on: On, dtype: str = "bf16", specs: str | Catalogue | None = None
) -> Estimate:
    """How long does a kernel take by its work and traffic?

    work: arithmetic of the kernel.
    traffic: bytes it moves from and to main memory.
    """
    return shipped("kernel").ask({"work": work, "traffic": traffic}, on, dtype, specs)


def matmul(
    m: Value, n: Value, k: Value, *, on: On, dtype: str = "bf16", batch: Value = 1, specs: str | Catalogue | None = None
) -> Estimate:
    """How long does a matrix multiplication take?

    m: rows of A and of C.
    n: columns of B and of C.
    k: the inner side: columns of A, rows of B.
    batch: how many matmuls run as one, each with its own matrices.
    """
    return shipped("matmul").ask({"m": m, "n": n, "k": k, "batch": batch}, on, dtype, specs)


def naive_attention(
    batch: Value,
    heads: Value,
    queries: Value,
    keys: Value,
    kv_heads: Value,
    *,
    on: On,
    dtype: str = "bf16",
    head: Value = 128,
    specs: str | Catalogue | None = None,
) -> Estimate:
    """How long does attention take with its scores in memory?

    batch: sequences.
    heads: query heads.
    queries: tokens of a sequence that ask.
    keys: tokens of a sequence that are attended to.
    head: elements of one head.
    kv_heads: key and value heads.
    """
    return shipped("naive-attention").ask(
        {"batch": batch, "heads": heads, "queries": queries, "keys": keys, "head": head, "kv_heads": kv_heads},
        on,
        dtype,
        specs,
    )


def rmsnorm(
    rows: Value, columns: Value, *, on: On, dtype: str = "bf16", specs: str | Catalogue | None = None
) -> Estimate:
    """How long does an RMSNorm over rows take?

    rows: rows, such as tokens.
    columns: elements of a row, such as the hidden size.
    """
    return shipped("rmsnorm").ask({"rows": rows, "columns": columns}, on, dtype, specs)


def softmax(
    rows: Value, columns: Value, *, on: On, dtype: str = "bf16", specs: str | Catalogue | None = None
) -> Estimate:
    """How long does a softmax over rows take?

    rows: rows, each with a sum of its own.
    columns: elements of a row.
    """
    return shipped("softmax").ask({"rows": rows, "columns": columns}, on, dtype, specs)
