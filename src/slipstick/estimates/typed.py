"""The questions as functions, for programs and type checkers. Made by ``python tools/typed.py``.

Each answers with an Estimate: ``.time``, ``.low``, ``.high`` and ``.floor`` are Quantities, of arrays for arrays.
A value is a number, text with its unit, a Quantity, or a numpy array of numbers that fits the others.
on: the machine, such as "a100" or "8xh100", or a Spec; of a list of them the answer is a table.
dtype: the number format; None for the first of bf16, fp16, fp32, tf32, fp64, fp8, int8 and fp4 that the part has.
specs: a folder or file of your own specs.
Raises UsageError for a value out of range or an unknown part or dtype, SlipstickError for what a part lacks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias, overload

from ..specs.catalogue import Catalogue
from .answers import Answers, ask
from .estimate import Estimate
from .question import On
from .questions import shipped

if TYPE_CHECKING:
    from numpy import floating, integer
    from numpy.typing import NDArray

    from ..specs.machine import Machine
    from ..specs.spec import Spec
    from ..units.quantity import Quantity

Value: TypeAlias = "float | str | Quantity | NDArray[integer] | NDArray[floating]"
Several: TypeAlias = "list[str] | list[Spec] | list[Machine] | tuple[On, ...]"


def _answer(
    name: str, given: dict[str, Any], on: On | Several | None, dtype: str | None, specs: str | Catalogue | None
) -> Estimate | Answers:
    question = shipped(name)
    if isinstance(on, list | tuple) or question.wants_table(given):
        return ask(question, given, on, dtype, specs)
    return question.ask(given, on, dtype, specs)


__all__ = [
    "add",
    "attention",
    "axpy",
    "chase",
    "collective",
    "conv2d",
    "copy",
    "dot",
    "elementwise",
    "fit",
    "gather",
    "gelu",
    "infer",
    "kernel",
    "layernorm",
    "matmul",
    "mla_attention",
    "moe",
    "move",
    "naive_attention",
    "occupancy",
    "read",
    "reduce",
    "rmsnorm",
    "scale",
    "scaling",
    "scan",
    "sgemm",
    "softmax",
    "train",
    "transpose",
    "triad",
    "write",
]


@overload
def add(
    elements: Value,
    *,
    on: On,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate: ...


@overload
def add(
    elements: Value,
    *,
    on: Several,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Answers: ...


def add(
    elements: Value,
    *,
    on: On | Several,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate | Answers:
    """How long does adding two arrays take?

    elements: elements of each of the three arrays.
    rent: rent of a device, such as 2USD/h: adds the cost.
    grid: carbon of its electricity, such as 400gCO2/kWh: adds energy and carbon.
    energy: adds the energy, at the limit of its power.
    """
    return _answer(
        "add",
        {
            "elements": elements,
            "rent": rent,
            "grid": grid,
            "energy": energy,
            "library": library,
            "threads": threads,
            "level": level,
            "numa": numa,
            "clock": clock,
        },
        on,
        dtype,
        specs,
    )


@overload
def attention(
    heads: Value,
    queries: Value,
    *,
    on: On,
    dtype: str | None = None,
    cache: str = "",
    keys: Value | None = None,
    kv_heads: Value | None = None,
    head: Value = 128,
    batch: Value = 1,
    causal: Value = 0.0,
    window: Value = 0.0,
    page: Value = 1,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    rows: str | None = None,
    split: str | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate: ...


@overload
def attention(
    heads: Value,
    queries: Value,
    *,
    on: Several,
    dtype: str | None = None,
    cache: str = "",
    keys: Value | None = None,
    kv_heads: Value | None = None,
    head: Value = 128,
    batch: Value = 1,
    causal: Value = 0.0,
    window: Value = 0.0,
    page: Value = 1,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    rows: str | None = None,
    split: str | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Answers: ...


def attention(
    heads: Value,
    queries: Value,
    *,
    on: On | Several,
    dtype: str | None = None,
    cache: str = "",
    keys: Value | None = None,
    kv_heads: Value | None = None,
    head: Value = 128,
    batch: Value = 1,
    causal: Value = 0.0,
    window: Value = 0.0,
    page: Value = 1,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    rows: str | None = None,
    split: str | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate | Answers:
    """How long does attention take as one fused kernel?

    heads: query heads.
    queries: tokens of a sequence that ask.
    keys: tokens of a sequence that are attended to.
    kv_heads: key and value heads.
    head: elements of one head.
    batch: sequences.
    causal: 1 if a token sees only those before it, else 0.
    window: tokens it sees to a side, its own among them; 0: all.
    page: tokens of a page of the cache, which is read whole.
    cache: format of keys and values, if another.
    rent: rent of a device, such as 2USD/h: adds the cost.
    grid: carbon of its electricity, such as 400gCO2/kWh: adds energy and carbon.
    energy: adds the energy, at the limit of its power.
    """
    return _answer(
        "attention",
        {
            "heads": heads,
            "queries": queries,
            "keys": keys,
            "kv_heads": kv_heads,
            "head": head,
            "batch": batch,
            "causal": causal,
            "window": window,
            "page": page,
            "cache": cache,
            "rent": rent,
            "grid": grid,
            "energy": energy,
            "rows": rows,
            "split": split,
            "library": library,
            "threads": threads,
            "level": level,
            "numa": numa,
            "clock": clock,
        },
        on,
        dtype,
        specs,
    )


@overload
def axpy(
    elements: Value,
    *,
    on: On,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate: ...


@overload
def axpy(
    elements: Value,
    *,
    on: Several,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Answers: ...


def axpy(
    elements: Value,
    *,
    on: On | Several,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate | Answers:
    """How long does an axpy take?

    elements: elements of each of the two arrays.
    rent: rent of a device, such as 2USD/h: adds the cost.
    grid: carbon of its electricity, such as 400gCO2/kWh: adds energy and carbon.
    energy: adds the energy, at the limit of its power.
    """
    return _answer(
        "axpy",
        {
            "elements": elements,
            "rent": rent,
            "grid": grid,
            "energy": energy,
            "library": library,
            "threads": threads,
            "level": level,
            "numa": numa,
            "clock": clock,
        },
        on,
        dtype,
        specs,
    )


@overload
def chase(
    size: Value,
    *,
    on: On,
    loads: Value = 1,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate: ...


@overload
def chase(
    size: Value,
    *,
    on: Several,
    loads: Value = 1,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Answers: ...


def chase(
    size: Value,
    *,
    on: On | Several,
    loads: Value = 1,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate | Answers:
    """How long does a load take that waits for the one before?

    size: bytes that the loads jump about in, at random.
    loads: loads, each of which waits for the one before.
    """
    return _answer(
        "chase", {"size": size, "loads": loads, "level": level, "numa": numa, "clock": clock}, on, None, specs
    )


@overload
def collective(
    op: str,
    size: Value,
    *,
    on: On,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    algorithm: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate: ...


@overload
def collective(
    op: str,
    size: Value,
    *,
    on: Several,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    algorithm: str | None = None,
    specs: str | Catalogue | None = None,
) -> Answers: ...


def collective(
    op: str,
    size: Value,
    *,
    on: On | Several,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    algorithm: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate | Answers:
    """How long does a collective of several devices take?

    op: what the devices do, such as all-reduce.
    size: the whole buffer: of an all-gather the result.
    rent: rent of a device, such as 2USD/h: adds the cost.
    grid: carbon of its electricity, such as 400gCO2/kWh: adds energy and carbon.
    energy: adds the energy, at the limit of its power.
    """
    return _answer(
        "collective",
        {"op": op, "size": size, "rent": rent, "grid": grid, "energy": energy, "algorithm": algorithm},
        on,
        dtype,
        specs,
    )


@overload
def conv2d(
    batch: Value,
    channels: Value,
    rows: Value,
    columns: Value,
    filters: Value,
    *,
    on: On,
    dtype: str | None = None,
    size: Value = 3,
    stride: Value = 1,
    padding: Value = 0.0,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    algorithm: str | None = None,
    tile: str | None = None,
    split: str | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate: ...


@overload
def conv2d(
    batch: Value,
    channels: Value,
    rows: Value,
    columns: Value,
    filters: Value,
    *,
    on: Several,
    dtype: str | None = None,
    size: Value = 3,
    stride: Value = 1,
    padding: Value = 0.0,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    algorithm: str | None = None,
    tile: str | None = None,
    split: str | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Answers: ...


def conv2d(
    batch: Value,
    channels: Value,
    rows: Value,
    columns: Value,
    filters: Value,
    *,
    on: On | Several,
    dtype: str | None = None,
    size: Value = 3,
    stride: Value = 1,
    padding: Value = 0.0,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    algorithm: str | None = None,
    tile: str | None = None,
    split: str | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate | Answers:
    """How long does a two-dimensional convolution take?

    batch: images.
    channels: channels of an image.
    rows: rows of an image.
    columns: columns of an image.
    filters: filters, and so channels of the output.
    size: side of a filter.
    stride: places from one to the next.
    padding: zeros at each edge.
    rent: rent of a device, such as 2USD/h: adds the cost.
    grid: carbon of its electricity, such as 400gCO2/kWh: adds energy and carbon.
    energy: adds the energy, at the limit of its power.
    """
    return _answer(
        "conv2d",
        {
            "batch": batch,
            "channels": channels,
            "rows": rows,
            "columns": columns,
            "filters": filters,
            "size": size,
            "stride": stride,
            "padding": padding,
            "rent": rent,
            "grid": grid,
            "energy": energy,
            "algorithm": algorithm,
            "tile": tile,
            "split": split,
            "library": library,
            "threads": threads,
            "level": level,
            "numa": numa,
            "clock": clock,
        },
        on,
        dtype,
        specs,
    )


@overload
def copy(
    size: Value,
    *,
    on: On,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate: ...


@overload
def copy(
    size: Value,
    *,
    on: Several,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Answers: ...


def copy(
    size: Value,
    *,
    on: On | Several,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate | Answers:
    """How long does a copy within main memory take?

    size: bytes to copy.
    rent: rent of a device, such as 2USD/h: adds the cost.
    grid: carbon of its electricity, such as 400gCO2/kWh: adds energy and carbon.
    energy: adds the energy, at the limit of its power.
    """
    return _answer(
        "copy",
        {
            "size": size,
            "rent": rent,
            "grid": grid,
            "energy": energy,
            "library": library,
            "threads": threads,
            "level": level,
            "numa": numa,
            "clock": clock,
        },
        on,
        None,
        specs,
    )


@overload
def dot(
    elements: Value,
    *,
    on: On,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate: ...


@overload
def dot(
    elements: Value,
    *,
    on: Several,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Answers: ...


def dot(
    elements: Value,
    *,
    on: On | Several,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate | Answers:
    """How long does a dot product take?

    elements: elements of each of the two arrays.
    rent: rent of a device, such as 2USD/h: adds the cost.
    grid: carbon of its electricity, such as 400gCO2/kWh: adds energy and carbon.
    energy: adds the energy, at the limit of its power.
    """
    return _answer(
        "dot",
        {
            "elements": elements,
            "rent": rent,
            "grid": grid,
            "energy": energy,
            "library": library,
            "threads": threads,
            "level": level,
            "numa": numa,
            "clock": clock,
        },
        on,
        dtype,
        specs,
    )


@overload
def elementwise(
    elements: Value,
    *,
    on: On,
    dtype: str | None = None,
    reads: Value = 1,
    writes: Value = 1,
    operations: Value = 1.0,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate: ...


@overload
def elementwise(
    elements: Value,
    *,
    on: Several,
    dtype: str | None = None,
    reads: Value = 1,
    writes: Value = 1,
    operations: Value = 1.0,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Answers: ...


def elementwise(
    elements: Value,
    *,
    on: On | Several,
    dtype: str | None = None,
    reads: Value = 1,
    writes: Value = 1,
    operations: Value = 1.0,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate | Answers:
    """How long does a kernel take that does the same to each element?

    elements: elements of each array.
    reads: arrays that are read.
    writes: arrays that are written.
    operations: operations of one element.
    rent: rent of a device, such as 2USD/h: adds the cost.
    grid: carbon of its electricity, such as 400gCO2/kWh: adds energy and carbon.
    energy: adds the energy, at the limit of its power.
    """
    return _answer(
        "elementwise",
        {
            "elements": elements,
            "reads": reads,
            "writes": writes,
            "operations": operations,
            "rent": rent,
            "grid": grid,
            "energy": energy,
            "library": library,
            "threads": threads,
            "level": level,
            "numa": numa,
            "clock": clock,
        },
        on,
        dtype,
        specs,
    )


@overload
def fit(
    model: str,
    *,
    on: On | None = None,
    weights: str = "",
    cache: str = "",
    context: Value = "0 tokens",
    batch: Value = 1,
    tp: Value = 0.0,
    specs: str | Catalogue | None = None,
) -> Estimate: ...


@overload
def fit(
    model: str,
    *,
    on: Several | None = None,
    weights: str = "",
    cache: str = "",
    context: Value = "0 tokens",
    batch: Value = 1,
    tp: Value = 0.0,
    specs: str | Catalogue | None = None,
) -> Answers: ...


def fit(
    model: str,
    *,
    on: On | Several | None = None,
    weights: str = "",
    cache: str = "",
    context: Value = "0 tokens",
    batch: Value = 1,
    tp: Value = 0.0,
    specs: str | Catalogue | None = None,
) -> Estimate | Answers:
    """How much memory does a language model take?

    model: a model by name, or a file: config.json, .gguf.
    context: tokens of each sequence; 0 for the longest of the model.
    batch: sequences at once.
    weights: their format, such as q4_k_m; the model's own if not given.
    cache: its format, such as fp8; 16 bits if not given.
    tp: devices each layer is cut over; 0: shared out evenly.
    """
    return _answer(
        "fit",
        {"model": model, "context": context, "batch": batch, "weights": weights, "cache": cache, "tp": tp},
        on,
        None,
        specs,
    )


@overload
def gather(
    rows: Value,
    columns: Value,
    *,
    on: On,
    dtype: str | None = None,
    sector: Value = "32 B",
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate: ...


@overload
def gather(
    rows: Value,
    columns: Value,
    *,
    on: Several,
    dtype: str | None = None,
    sector: Value = "32 B",
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Answers: ...


def gather(
    rows: Value,
    columns: Value,
    *,
    on: On | Several,
    dtype: str | None = None,
    sector: Value = "32 B",
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate | Answers:
    """How long does gathering rows of a table take?

    rows: rows that are wanted, such as tokens.
    columns: elements of a row, such as the hidden size.
    sector: bytes that memory is read in: a line on CPUs.
    rent: rent of a device, such as 2USD/h: adds the cost.
    grid: carbon of its electricity, such as 400gCO2/kWh: adds energy and carbon.
    energy: adds the energy, at the limit of its power.
    """
    return _answer(
        "gather",
        {
            "rows": rows,
            "columns": columns,
            "sector": sector,
            "rent": rent,
            "grid": grid,
            "energy": energy,
            "library": library,
            "threads": threads,
            "level": level,
            "numa": numa,
            "clock": clock,
        },
        on,
        dtype,
        specs,
    )


@overload
def gelu(
    elements: Value,
    *,
    on: On,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate: ...


@overload
def gelu(
    elements: Value,
    *,
    on: Several,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Answers: ...


def gelu(
    elements: Value,
    *,
    on: On | Several,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate | Answers:
    """How long does a GELU take?

    elements: elements, such as tokens times the hidden size.
    rent: rent of a device, such as 2USD/h: adds the cost.
    grid: carbon of its electricity, such as 400gCO2/kWh: adds energy and carbon.
    energy: adds the energy, at the limit of its power.
    """
    return _answer(
        "gelu",
        {
            "elements": elements,
            "rent": rent,
            "grid": grid,
            "energy": energy,
            "library": library,
            "threads": threads,
            "level": level,
            "numa": numa,
            "clock": clock,
        },
        on,
        dtype,
        specs,
    )


@overload
def infer(
    model: str,
    *,
    on: On,
    dtype: str | None = None,
    weights: str = "",
    cache: str = "",
    runtime: str = "",
    offload: str = "",
    layout: str = "",
    draft: str = "",
    batch: Value = 1,
    prompt: Value = "512 tokens",
    output: Value = "128 tokens",
    context: Value = "0 tokens",
    tp: Value = 0.0,
    pp: Value = 0.0,
    ep: Value = 0.0,
    drafted: Value = "4 tokens",
    accepted: Value = 0.0,
    rent: Value = "0 USD/h",
    price: Value = "0 USD/Mtoken",
    latency: Value = "0 s",
    rate: Value = "0 request/s",
    budget: Value = "0 USD",
    frontier: Literal[False] = False,
    specs: str | Catalogue | None = None,
) -> Estimate: ...


@overload
def infer(
    model: str,
    *,
    on: Several,
    dtype: str | None = None,
    weights: str = "",
    cache: str = "",
    runtime: str = "",
    offload: str = "",
    layout: str = "",
    draft: str = "",
    batch: Value = 1,
    prompt: Value = "512 tokens",
    output: Value = "128 tokens",
    context: Value = "0 tokens",
    tp: Value = 0.0,
    pp: Value = 0.0,
    ep: Value = 0.0,
    drafted: Value = "4 tokens",
    accepted: Value = 0.0,
    rent: Value = "0 USD/h",
    price: Value = "0 USD/Mtoken",
    latency: Value = "0 s",
    rate: Value = "0 request/s",
    budget: Value = "0 USD",
    frontier: bool = False,
    specs: str | Catalogue | None = None,
) -> Answers: ...


@overload
def infer(
    model: str,
    *,
    on: On,
    dtype: str | None = None,
    weights: str = "",
    cache: str = "",
    runtime: str = "",
    offload: str = "",
    layout: str = "",
    draft: str = "",
    batch: Value = 1,
    prompt: Value = "512 tokens",
    output: Value = "128 tokens",
    context: Value = "0 tokens",
    tp: Value = 0.0,
    pp: Value = 0.0,
    ep: Value = 0.0,
    drafted: Value = "4 tokens",
    accepted: Value = 0.0,
    rent: Value = "0 USD/h",
    price: Value = "0 USD/Mtoken",
    latency: Value = "0 s",
    rate: Value = "0 request/s",
    budget: Value = "0 USD",
    frontier: Literal[True],
    specs: str | Catalogue | None = None,
) -> Answers: ...


def infer(
    model: str,
    *,
    on: On | Several,
    dtype: str | None = None,
    weights: str = "",
    cache: str = "",
    runtime: str = "",
    offload: str = "",
    layout: str = "",
    draft: str = "",
    batch: Value = 1,
    prompt: Value = "512 tokens",
    output: Value = "128 tokens",
    context: Value = "0 tokens",
    tp: Value = 0.0,
    pp: Value = 0.0,
    ep: Value = 0.0,
    drafted: Value = "4 tokens",
    accepted: Value = 0.0,
    rent: Value = "0 USD/h",
    price: Value = "0 USD/Mtoken",
    latency: Value = "0 s",
    rate: Value = "0 request/s",
    budget: Value = "0 USD",
    frontier: bool = False,
    specs: str | Catalogue | None = None,
) -> Estimate | Answers:
    """How fast does a language model answer?

    model: a model by name, or a file: config.json, .gguf.
    batch: sequences at once.
    prompt: tokens of the prompt.
    output: tokens of the answer.
    context: tokens in the cache; 0: the prompt and half the answer.
    weights: their format, such as q4_k_m; else the model's own.
    cache: its format, such as fp8; 16 bits if not given.
    runtime: what serves it, as vllm; or server, local, eager.
    offload: where layers that do not fit lie, as ddr5-5600 or a CPU.
    tp: devices each layer is cut over; 0: the fastest.
    pp: stages of layers in turn; 0: the fastest.
    ep: devices that experts are shared out over, whole.
    layout: of a layer on a grid; else the fastest.
    draft: a small model that drafts tokens, such as llama-3.2-1b.
    drafted: tokens it drafts for a pass.
    accepted: of drafted tokens, those accepted, such as 0.8.
    rent: rent of a device, such as 2USD/h.
    price: to hold its cost to, such as 0.2USD/Mtoken.
    latency: the largest batch with tokens that fast, as 50ms.
    rate: devices for so many requests, as 10request/s.
    budget: the tokens that it pays for, as 100USD.
    frontier: a table of batches and splits that nothing beats.
    """
    return _answer(
        "infer",
        {
            "model": model,
            "batch": batch,
            "prompt": prompt,
            "output": output,
            "context": context,
            "weights": weights,
            "cache": cache,
            "runtime": runtime,
            "offload": offload,
            "tp": tp,
            "pp": pp,
            "ep": ep,
            "layout": layout,
            "draft": draft,
            "drafted": drafted,
            "accepted": accepted,
            "rent": rent,
            "price": price,
            "latency": latency,
            "rate": rate,
            "budget": budget,
            "frontier": frontier,
        },
        on,
        dtype,
        specs,
    )


@overload
def kernel(
    work: Value,
    traffic: Value,
    *,
    on: On,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate: ...


@overload
def kernel(
    work: Value,
    traffic: Value,
    *,
    on: Several,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Answers: ...


def kernel(
    work: Value,
    traffic: Value,
    *,
    on: On | Several,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate | Answers:
    """How long does a kernel take by its work and traffic?

    work: arithmetic of the kernel.
    traffic: bytes it moves from and to main memory.
    rent: rent of a device, such as 2USD/h: adds the cost.
    grid: carbon of its electricity, such as 400gCO2/kWh: adds energy and carbon.
    energy: adds the energy, at the limit of its power.
    """
    return _answer(
        "kernel",
        {
            "work": work,
            "traffic": traffic,
            "rent": rent,
            "grid": grid,
            "energy": energy,
            "library": library,
            "threads": threads,
            "level": level,
            "numa": numa,
            "clock": clock,
        },
        on,
        dtype,
        specs,
    )


@overload
def layernorm(
    rows: Value,
    columns: Value,
    *,
    on: On,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate: ...


@overload
def layernorm(
    rows: Value,
    columns: Value,
    *,
    on: Several,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Answers: ...


def layernorm(
    rows: Value,
    columns: Value,
    *,
    on: On | Several,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate | Answers:
    """How long does a LayerNorm over rows take?

    rows: rows, such as tokens.
    columns: elements of a row, such as the hidden size.
    rent: rent of a device, such as 2USD/h: adds the cost.
    grid: carbon of its electricity, such as 400gCO2/kWh: adds energy and carbon.
    energy: adds the energy, at the limit of its power.
    """
    return _answer(
        "layernorm",
        {
            "rows": rows,
            "columns": columns,
            "rent": rent,
            "grid": grid,
            "energy": energy,
            "library": library,
            "threads": threads,
            "level": level,
            "numa": numa,
            "clock": clock,
        },
        on,
        dtype,
        specs,
    )


@overload
def matmul(
    m: Value,
    n: Value | None = None,
    k: Value | None = None,
    *,
    on: On,
    dtype: str | None = None,
    batch: Value = 1,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    tile: str | None = None,
    split: str | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate: ...


@overload
def matmul(
    m: Value,
    n: Value | None = None,
    k: Value | None = None,
    *,
    on: Several,
    dtype: str | None = None,
    batch: Value = 1,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    tile: str | None = None,
    split: str | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Answers: ...


def matmul(
    m: Value,
    n: Value | None = None,
    k: Value | None = None,
    *,
    on: On | Several,
    dtype: str | None = None,
    batch: Value = 1,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    tile: str | None = None,
    split: str | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate | Answers:
    """How long does a matrix multiplication take?

    m: rows of A and of C.
    n: columns of B and of C.
    k: the inner side: columns of A, rows of B.
    batch: how many matmuls run as one, each with its own matrices.
    rent: rent of a device, such as 2USD/h: adds the cost.
    grid: carbon of its electricity, such as 400gCO2/kWh: adds energy and carbon.
    energy: adds the energy, at the limit of its power.
    """
    return _answer(
        "matmul",
        {
            "m": m,
            "n": n,
            "k": k,
            "batch": batch,
            "rent": rent,
            "grid": grid,
            "energy": energy,
            "tile": tile,
            "split": split,
            "library": library,
            "threads": threads,
            "level": level,
            "numa": numa,
            "clock": clock,
        },
        on,
        dtype,
        specs,
    )


@overload
def mla_attention(
    heads: Value,
    keys: Value,
    *,
    on: On,
    dtype: str | None = None,
    cache: str = "",
    queries: Value = 1,
    batch: Value = 1,
    latent: Value = 512,
    position: Value = 64,
    page: Value = 1,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate: ...


@overload
def mla_attention(
    heads: Value,
    keys: Value,
    *,
    on: Several,
    dtype: str | None = None,
    cache: str = "",
    queries: Value = 1,
    batch: Value = 1,
    latent: Value = 512,
    position: Value = 64,
    page: Value = 1,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Answers: ...


def mla_attention(
    heads: Value,
    keys: Value,
    *,
    on: On | Several,
    dtype: str | None = None,
    cache: str = "",
    queries: Value = 1,
    batch: Value = 1,
    latent: Value = 512,
    position: Value = 64,
    page: Value = 1,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate | Answers:
    """How long does latent attention (MLA) take as one fused kernel?

    heads: query heads.
    keys: tokens of a sequence that are attended to.
    queries: tokens of a sequence that ask.
    batch: sequences.
    latent: elements of the vector that is key and value.
    position: elements of its part with the position.
    page: tokens of a page of the cache, which is read whole.
    cache: format of keys and values, if another.
    rent: rent of a device, such as 2USD/h: adds the cost.
    grid: carbon of its electricity, such as 400gCO2/kWh: adds energy and carbon.
    energy: adds the energy, at the limit of its power.
    """
    return _answer(
        "mla-attention",
        {
            "heads": heads,
            "keys": keys,
            "queries": queries,
            "batch": batch,
            "latent": latent,
            "position": position,
            "page": page,
            "cache": cache,
            "rent": rent,
            "grid": grid,
            "energy": energy,
            "library": library,
            "threads": threads,
            "level": level,
            "numa": numa,
            "clock": clock,
        },
        on,
        dtype,
        specs,
    )


@overload
def moe(
    tokens: Value,
    hidden: Value,
    inner: Value,
    experts: Value,
    active: Value,
    *,
    on: On,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    tile: str | None = None,
    split: str | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate: ...


@overload
def moe(
    tokens: Value,
    hidden: Value,
    inner: Value,
    experts: Value,
    active: Value,
    *,
    on: Several,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    tile: str | None = None,
    split: str | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Answers: ...


def moe(
    tokens: Value,
    hidden: Value,
    inner: Value,
    experts: Value,
    active: Value,
    *,
    on: On | Several,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    tile: str | None = None,
    split: str | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate | Answers:
    """How long does a layer of experts take?

    tokens: tokens of the batch.
    hidden: width of the model.
    inner: width of an expert.
    experts: experts of the layer.
    active: experts that a token goes to.
    rent: rent of a device, such as 2USD/h: adds the cost.
    grid: carbon of its electricity, such as 400gCO2/kWh: adds energy and carbon.
    energy: adds the energy, at the limit of its power.
    """
    return _answer(
        "moe",
        {
            "tokens": tokens,
            "hidden": hidden,
            "inner": inner,
            "experts": experts,
            "active": active,
            "rent": rent,
            "grid": grid,
            "energy": energy,
            "tile": tile,
            "split": split,
            "library": library,
            "threads": threads,
            "level": level,
            "numa": numa,
            "clock": clock,
        },
        on,
        dtype,
        specs,
    )


@overload
def move(
    size: Value,
    *,
    on: On | None = None,
    over: str,
    then: str | list[str] = "",
    chunk: Value = "1 MiB",
    specs: str | Catalogue | None = None,
) -> Estimate: ...


@overload
def move(
    size: Value,
    *,
    on: Several | None = None,
    over: str,
    then: str | list[str] = "",
    chunk: Value = "1 MiB",
    specs: str | Catalogue | None = None,
) -> Answers: ...


def move(
    size: Value,
    *,
    on: On | Several | None = None,
    over: str,
    then: str | list[str] = "",
    chunk: Value = "1 MiB",
    specs: str | Catalogue | None = None,
) -> Estimate | Answers:
    """How long does it take to move data?

    size: bytes to move.
    over: a link, PART.memory, a disk, a network, 1Gbit/s or 99km.
    then: over what after that; several with commas.
    chunk: what is passed on at once; of the size: store and forward.
    """
    return _answer("move", {"size": size, "over": over, "then": then, "chunk": chunk}, on, None, specs)


@overload
def naive_attention(
    heads: Value,
    queries: Value,
    *,
    on: On,
    dtype: str | None = None,
    keys: Value | None = None,
    kv_heads: Value | None = None,
    head: Value = 128,
    batch: Value = 1,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate: ...


@overload
def naive_attention(
    heads: Value,
    queries: Value,
    *,
    on: Several,
    dtype: str | None = None,
    keys: Value | None = None,
    kv_heads: Value | None = None,
    head: Value = 128,
    batch: Value = 1,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Answers: ...


def naive_attention(
    heads: Value,
    queries: Value,
    *,
    on: On | Several,
    dtype: str | None = None,
    keys: Value | None = None,
    kv_heads: Value | None = None,
    head: Value = 128,
    batch: Value = 1,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate | Answers:
    """How long does attention take with its scores in memory?

    heads: query heads.
    queries: tokens of a sequence that ask.
    keys: tokens of a sequence that are attended to.
    kv_heads: key and value heads.
    head: elements of one head.
    batch: sequences.
    rent: rent of a device, such as 2USD/h: adds the cost.
    grid: carbon of its electricity, such as 400gCO2/kWh: adds energy and carbon.
    energy: adds the energy, at the limit of its power.
    """
    return _answer(
        "naive-attention",
        {
            "heads": heads,
            "queries": queries,
            "keys": keys,
            "kv_heads": kv_heads,
            "head": head,
            "batch": batch,
            "rent": rent,
            "grid": grid,
            "energy": energy,
            "library": library,
            "threads": threads,
            "level": level,
            "numa": numa,
            "clock": clock,
        },
        on,
        dtype,
        specs,
    )


@overload
def occupancy(
    threads: Value, *, on: On, registers: Value = 32.0, shared: Value = "0 B", specs: str | Catalogue | None = None
) -> Estimate: ...


@overload
def occupancy(
    threads: Value, *, on: Several, registers: Value = 32.0, shared: Value = "0 B", specs: str | Catalogue | None = None
) -> Answers: ...


def occupancy(
    threads: Value,
    *,
    on: On | Several,
    registers: Value = 32.0,
    shared: Value = "0 B",
    specs: str | Catalogue | None = None,
) -> Estimate | Answers:
    """How much of a multiprocessor can a kernel's blocks fill?

    threads: threads of a block.
    registers: registers of a thread.
    shared: shared memory of a block.
    """
    return _answer("occupancy", {"threads": threads, "registers": registers, "shared": shared}, on, None, specs)


@overload
def read(
    size: Value,
    *,
    on: On,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate: ...


@overload
def read(
    size: Value,
    *,
    on: Several,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Answers: ...


def read(
    size: Value,
    *,
    on: On | Several,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate | Answers:
    """How long does reading main memory take?

    size: bytes to read.
    rent: rent of a device, such as 2USD/h: adds the cost.
    grid: carbon of its electricity, such as 400gCO2/kWh: adds energy and carbon.
    energy: adds the energy, at the limit of its power.
    """
    return _answer(
        "read",
        {
            "size": size,
            "rent": rent,
            "grid": grid,
            "energy": energy,
            "library": library,
            "threads": threads,
            "level": level,
            "numa": numa,
            "clock": clock,
        },
        on,
        None,
        specs,
    )


@overload
def reduce(
    elements: Value,
    *,
    on: On,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate: ...


@overload
def reduce(
    elements: Value,
    *,
    on: Several,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Answers: ...


def reduce(
    elements: Value,
    *,
    on: On | Several,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate | Answers:
    """How long does summing an array up take?

    elements: elements of the array.
    rent: rent of a device, such as 2USD/h: adds the cost.
    grid: carbon of its electricity, such as 400gCO2/kWh: adds energy and carbon.
    energy: adds the energy, at the limit of its power.
    """
    return _answer(
        "reduce",
        {
            "elements": elements,
            "rent": rent,
            "grid": grid,
            "energy": energy,
            "library": library,
            "threads": threads,
            "level": level,
            "numa": numa,
            "clock": clock,
        },
        on,
        dtype,
        specs,
    )


@overload
def rmsnorm(
    rows: Value,
    columns: Value,
    *,
    on: On,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate: ...


@overload
def rmsnorm(
    rows: Value,
    columns: Value,
    *,
    on: Several,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Answers: ...


def rmsnorm(
    rows: Value,
    columns: Value,
    *,
    on: On | Several,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate | Answers:
    """How long does an RMSNorm over rows take?

    rows: rows, such as tokens.
    columns: elements of a row, such as the hidden size.
    rent: rent of a device, such as 2USD/h: adds the cost.
    grid: carbon of its electricity, such as 400gCO2/kWh: adds energy and carbon.
    energy: adds the energy, at the limit of its power.
    """
    return _answer(
        "rmsnorm",
        {
            "rows": rows,
            "columns": columns,
            "rent": rent,
            "grid": grid,
            "energy": energy,
            "library": library,
            "threads": threads,
            "level": level,
            "numa": numa,
            "clock": clock,
        },
        on,
        dtype,
        specs,
    )


@overload
def scale(
    size: Value,
    *,
    on: On,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate: ...


@overload
def scale(
    size: Value,
    *,
    on: Several,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Answers: ...


def scale(
    size: Value,
    *,
    on: On | Several,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate | Answers:
    """How long does scaling an array take?

    size: bytes of each of the two arrays.
    rent: rent of a device, such as 2USD/h: adds the cost.
    grid: carbon of its electricity, such as 400gCO2/kWh: adds energy and carbon.
    energy: adds the energy, at the limit of its power.
    """
    return _answer(
        "scale",
        {
            "size": size,
            "rent": rent,
            "grid": grid,
            "energy": energy,
            "library": library,
            "threads": threads,
            "level": level,
            "numa": numa,
            "clock": clock,
        },
        on,
        dtype,
        specs,
    )


@overload
def scaling(
    work: Value,
    *,
    on: On | None = None,
    data: str = "",
    unique: Value = "0 tokens",
    served: Value = "0 tokens",
    parameters: Value = 0.0,
    specs: str | Catalogue | None = None,
) -> Estimate: ...


@overload
def scaling(
    work: Value,
    *,
    on: Several | None = None,
    data: str = "",
    unique: Value = "0 tokens",
    served: Value = "0 tokens",
    parameters: Value = 0.0,
    specs: str | Catalogue | None = None,
) -> Answers: ...


def scaling(
    work: Value,
    *,
    on: On | Several | None = None,
    data: str = "",
    unique: Value = "0 tokens",
    served: Value = "0 tokens",
    parameters: Value = 0.0,
    specs: str | Catalogue | None = None,
) -> Estimate | Answers:
    """How large a model, on how many tokens, for a budget of work?

    work: of training, such as 1e22FLOP.
    data: whose law of the loss counts, such as c4.
    unique: different ones that there are; 0: enough.
    served: of prompts and answers over its life; 0: none.
    parameters: of the model; 0: the best.
    """
    return _answer(
        "scaling",
        {"work": work, "data": data, "unique": unique, "served": served, "parameters": parameters},
        on,
        None,
        specs,
    )


@overload
def scan(
    elements: Value,
    *,
    on: On,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate: ...


@overload
def scan(
    elements: Value,
    *,
    on: Several,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Answers: ...


def scan(
    elements: Value,
    *,
    on: On | Several,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate | Answers:
    """How long does a prefix sum take?

    elements: elements of the array.
    rent: rent of a device, such as 2USD/h: adds the cost.
    grid: carbon of its electricity, such as 400gCO2/kWh: adds energy and carbon.
    energy: adds the energy, at the limit of its power.
    """
    return _answer(
        "scan",
        {
            "elements": elements,
            "rent": rent,
            "grid": grid,
            "energy": energy,
            "library": library,
            "threads": threads,
            "level": level,
            "numa": numa,
            "clock": clock,
        },
        on,
        dtype,
        specs,
    )


@overload
def sgemm(
    m: Value,
    *,
    on: On,
    n: Value | None = None,
    k: Value | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    variant: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate: ...


@overload
def sgemm(
    m: Value,
    *,
    on: Several,
    n: Value | None = None,
    k: Value | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    variant: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Answers: ...


def sgemm(
    m: Value,
    *,
    on: On | Several,
    n: Value | None = None,
    k: Value | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    variant: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate | Answers:
    """How long does a matmul in fp32 take that is written by hand?

    m: rows of A and of C.
    n: columns of B and of C.
    k: the inner side: columns of A, rows of B.
    rent: rent of a device, such as 2USD/h: adds the cost.
    grid: carbon of its electricity, such as 400gCO2/kWh: adds energy and carbon.
    energy: adds the energy, at the limit of its power.
    """
    return _answer(
        "sgemm",
        {
            "m": m,
            "n": n,
            "k": k,
            "rent": rent,
            "grid": grid,
            "energy": energy,
            "variant": variant,
            "threads": threads,
            "level": level,
            "numa": numa,
            "clock": clock,
        },
        on,
        None,
        specs,
    )


@overload
def softmax(
    rows: Value,
    columns: Value,
    *,
    on: On,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate: ...


@overload
def softmax(
    rows: Value,
    columns: Value,
    *,
    on: Several,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Answers: ...


def softmax(
    rows: Value,
    columns: Value,
    *,
    on: On | Several,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate | Answers:
    """How long does a softmax over rows take?

    rows: rows, each with a sum of its own.
    columns: elements of a row.
    rent: rent of a device, such as 2USD/h: adds the cost.
    grid: carbon of its electricity, such as 400gCO2/kWh: adds energy and carbon.
    energy: adds the energy, at the limit of its power.
    """
    return _answer(
        "softmax",
        {
            "rows": rows,
            "columns": columns,
            "rent": rent,
            "grid": grid,
            "energy": energy,
            "library": library,
            "threads": threads,
            "level": level,
            "numa": numa,
            "clock": clock,
        },
        on,
        dtype,
        specs,
    )


@overload
def train(
    model: str,
    *,
    on: On | None = None,
    dtype: str | None = None,
    recompute: str = "",
    zero: str = "",
    weights: str = "",
    offload: str = "",
    library: str = "",
    tokens: Value = "0 tokens",
    tp: Value = 0.0,
    pp: Value = 0.0,
    dp: Value = 0.0,
    ep: Value = 0.0,
    cp: Value = 0.0,
    global_batch: Value = 0.0,
    microbatch: Value = 0.0,
    sequence: Value = 0.0,
    interleaving: Value = 0.0,
    lora: Value = 0.0,
    rent: Value = "0 USD/h",
    within: Value = "0 s",
    budget: Value = "0 USD",
    grid: Value = "0 gCO2/kWh",
    checkpoint: Value = "0 s",
    layers: Value = 0.0,
    width: Value = 0.0,
    heads: Value = 0.0,
    vocabulary: Value = 0.0,
    specs: str | Catalogue | None = None,
) -> Estimate: ...


@overload
def train(
    model: str,
    *,
    on: Several | None = None,
    dtype: str | None = None,
    recompute: str = "",
    zero: str = "",
    weights: str = "",
    offload: str = "",
    library: str = "",
    tokens: Value = "0 tokens",
    tp: Value = 0.0,
    pp: Value = 0.0,
    dp: Value = 0.0,
    ep: Value = 0.0,
    cp: Value = 0.0,
    global_batch: Value = 0.0,
    microbatch: Value = 0.0,
    sequence: Value = 0.0,
    interleaving: Value = 0.0,
    lora: Value = 0.0,
    rent: Value = "0 USD/h",
    within: Value = "0 s",
    budget: Value = "0 USD",
    grid: Value = "0 gCO2/kWh",
    checkpoint: Value = "0 s",
    layers: Value = 0.0,
    width: Value = 0.0,
    heads: Value = 0.0,
    vocabulary: Value = 0.0,
    specs: str | Catalogue | None = None,
) -> Answers: ...


def train(
    model: str,
    *,
    on: On | Several | None = None,
    dtype: str | None = None,
    recompute: str = "",
    zero: str = "",
    weights: str = "",
    offload: str = "",
    library: str = "",
    tokens: Value = "0 tokens",
    tp: Value = 0.0,
    pp: Value = 0.0,
    dp: Value = 0.0,
    ep: Value = 0.0,
    cp: Value = 0.0,
    global_batch: Value = 0.0,
    microbatch: Value = 0.0,
    sequence: Value = 0.0,
    interleaving: Value = 0.0,
    lora: Value = 0.0,
    rent: Value = "0 USD/h",
    within: Value = "0 s",
    budget: Value = "0 USD",
    grid: Value = "0 gCO2/kWh",
    checkpoint: Value = "0 s",
    layers: Value = 0.0,
    width: Value = 0.0,
    heads: Value = 0.0,
    vocabulary: Value = 0.0,
    specs: str | Catalogue | None = None,
) -> Estimate | Answers:
    """How long does it take to train a language model?

    model: a model by name, a file, or a size such as 30B.
    tokens: to train on; 0: as its maker did.
    tp: devices of tensor parallelism; 0: chosen.
    pp: stages of the pipeline; 0: chosen.
    dp: devices of data parallelism; 0: chosen.
    ep: devices that share the experts; 0: chosen.
    cp: devices that share a sequence; 0: one.
    global_batch: sequences of a step; 0: 3.2M tokens, of adapters 128.
    microbatch: sequences a device works on at once; 0: chosen.
    sequence: tokens of a sequence; 0: the context, at most 4096.
    recompute: what the backward pass computes again.
    interleaving: chunks of the model on a stage; 0: chosen.
    zero: the stage of ZeRO, 3 as in FSDP.
    lora: rank of adapters to train, 16 if not said; 0: none.
    weights: format of frozen weights, such as nf4.
    offload: system memory for the optimizer, as ddr5-5600 or a CPU.
    rent: of one device, such as 2USD/h.
    within: the fewest devices that end by then, as 45d.
    budget: the tokens it pays for, as 100kUSD.
    grid: carbon of its electricity, as 400gCO2/kWh.
    checkpoint: that saving one stops the run for, as 60s.
    library: software whose steps count, as megatron-lm.
    layers: of a model given by its size.
    width: of a model given by its size.
    heads: of a model given by its size.
    vocabulary: of a model given by its size.
    """
    return _answer(
        "train",
        {
            "model": model,
            "tokens": tokens,
            "tp": tp,
            "pp": pp,
            "dp": dp,
            "ep": ep,
            "cp": cp,
            "global_batch": global_batch,
            "microbatch": microbatch,
            "sequence": sequence,
            "recompute": recompute,
            "interleaving": interleaving,
            "zero": zero,
            "lora": lora,
            "weights": weights,
            "offload": offload,
            "rent": rent,
            "within": within,
            "budget": budget,
            "grid": grid,
            "checkpoint": checkpoint,
            "library": library,
            "layers": layers,
            "width": width,
            "heads": heads,
            "vocabulary": vocabulary,
        },
        on,
        dtype,
        specs,
    )


@overload
def transpose(
    rows: Value,
    *,
    on: On,
    dtype: str | None = None,
    columns: Value | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate: ...


@overload
def transpose(
    rows: Value,
    *,
    on: Several,
    dtype: str | None = None,
    columns: Value | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Answers: ...


def transpose(
    rows: Value,
    *,
    on: On | Several,
    dtype: str | None = None,
    columns: Value | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate | Answers:
    """How long does a transpose take?

    rows: rows of the matrix.
    columns: columns of the matrix.
    rent: rent of a device, such as 2USD/h: adds the cost.
    grid: carbon of its electricity, such as 400gCO2/kWh: adds energy and carbon.
    energy: adds the energy, at the limit of its power.
    """
    return _answer(
        "transpose",
        {
            "rows": rows,
            "columns": columns,
            "rent": rent,
            "grid": grid,
            "energy": energy,
            "library": library,
            "threads": threads,
            "level": level,
            "numa": numa,
            "clock": clock,
        },
        on,
        dtype,
        specs,
    )


@overload
def triad(
    size: Value,
    *,
    on: On,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate: ...


@overload
def triad(
    size: Value,
    *,
    on: Several,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Answers: ...


def triad(
    size: Value,
    *,
    on: On | Several,
    dtype: str | None = None,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate | Answers:
    """How long does a triad of arrays take?

    size: bytes of each of the three arrays.
    rent: rent of a device, such as 2USD/h: adds the cost.
    grid: carbon of its electricity, such as 400gCO2/kWh: adds energy and carbon.
    energy: adds the energy, at the limit of its power.
    """
    return _answer(
        "triad",
        {
            "size": size,
            "rent": rent,
            "grid": grid,
            "energy": energy,
            "library": library,
            "threads": threads,
            "level": level,
            "numa": numa,
            "clock": clock,
        },
        on,
        dtype,
        specs,
    )


@overload
def write(
    size: Value,
    *,
    on: On,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate: ...


@overload
def write(
    size: Value,
    *,
    on: Several,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Answers: ...


def write(
    size: Value,
    *,
    on: On | Several,
    rent: Value | None = None,
    grid: Value | None = None,
    energy: Value | None = None,
    library: str | None = None,
    threads: str | None = None,
    level: str | None = None,
    numa: str | None = None,
    clock: str | None = None,
    specs: str | Catalogue | None = None,
) -> Estimate | Answers:
    """How long does filling main memory take?

    size: bytes to write.
    rent: rent of a device, such as 2USD/h: adds the cost.
    grid: carbon of its electricity, such as 400gCO2/kWh: adds energy and carbon.
    energy: adds the energy, at the limit of its power.
    """
    return _answer(
        "write",
        {
            "size": size,
            "rent": rent,
            "grid": grid,
            "energy": energy,
            "library": library,
            "threads": threads,
            "level": level,
            "numa": numa,
            "clock": clock,
        },
        on,
        None,
        specs,
    )
