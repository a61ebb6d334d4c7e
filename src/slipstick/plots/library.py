"""Every plot as a function: ``slipstick.plot.roofline("a100", "h100")`` is ``slipstick plot roofline a100 h100``."""

from collections.abc import Sequence
from typing import Any

from ..errors import UsageError
from ..estimates.axes import several
from ..estimates.question import On
from ..estimates.questions import find, named
from ..estimates.shelf import every as names
from . import roofline as rooflines
from . import sweep as sweeps
from .ladder import ladder as ladder_of
from .plot import Plot
from .validation import validation as validation_of

__all__ = ["Plot", "ladder", "matmul", "roofline", "sweep", "validation"]


def roofline(
    *parts: str,
    dtypes: Sequence[str] = ("bf16",),
    matmuls: Sequence[str] = (),
    kernels: Sequence[str] = (),
    measured: bool = False,
    points: str | None = None,
    specs: str | None = None,
) -> Plot:
    """The roofline of one or several parts: a roof a memory level, and kernels at their expected rate.

    dtypes: each gets a roof of its own. matmuls: such as ``"4096"`` or ``"1x4096x4096"``; kernels: any other, such as
    ``"softmax rows=8192 columns=2048"``. measured: also the published measurements of these parts. points: a CSV file
    of kernels you measured, with name, work, traffic and time. specs: as in :func:`slipstick.load`.
    Raises UsageError for an unknown part, dtype or kernel; SlipstickError for a rate that a part has not.

    >>> roofline("a100", "h100", matmuls=["4096"])
    <plot: Roofline: NVIDIA A100 SXM4 80GB, NVIDIA H100 SXM5 80GB>
    """
    if not parts:
        raise UsageError("a roofline needs a part, such as a100")
    sizes = tuple(rooflines.size(str(each)) for each in matmuls)
    return Plot(rooflines.roofline(parts, tuple(dtypes), sizes, measured, specs, tuple(kernels), points))


def ladder(sheet: str = "latency", *, on: str | None = None, specs: str | None = None) -> Plot:
    """The values of a sheet, such as latency, energy or bandwidth, on one logarithmic axis.

    on, specs: as in :func:`slipstick.sheet`. Raises UsageError for a sheet whose values do not compare.
    """
    return Plot(ladder_of(sheet, on, specs))


def sweep(
    subject: str,
    *,
    on: On | Sequence[On] | None = None,
    dtype: str | None = None,
    rate: bool = False,
    specs: str | None = None,
    **values: Any,
) -> Plot:
    """An expression over one variable, where ranges in it make a band; or a kernel over one of its parameters.

    subject: an expression, or the name of a kernel. values: the variable of an expression with its ends, such as
    ``x="1..1024"``; or the parameters of a kernel, one of them a range. on: the machine of a kernel, or several. rate:
    its rate, or the bandwidth of a copy, instead of the time.
    Raises UsageError for what cannot be read, and for another number of ranges.

    >>> sweep("amdahl(90%..95%, x)", x="1..1024")
    <plot: amdahl(90%..95%, x) over x>
    """
    return of_texts(subject, [f"{name}={value}" for name, value in values.items()], on, dtype, rate, specs)


def of_texts(
    subject: str,
    values: Sequence[str],
    on: On | Sequence[On] | None,
    dtype: str | None,
    rate: bool,
    specs: str | None,
) -> Plot:
    """As :func:`sweep`, of values as they are typed: ``"x=1..1024"``."""
    if subject not in names() and len(values) == 1 and not (on or rate or dtype):
        return Plot(sweeps.sweep(subject, values[0], specs))
    question = find(subject)
    if on is None:
        raise UsageError(f"plot sweep {subject} needs --on DEVICE, such as --on a100")
    where = several(on, "on")
    return Plot(sweeps.question_sweep(question, named(values), where, dtype=dtype, rate=rate, specs=specs))


def matmul(
    m: Any,
    n: Any,
    k: Any,
    *,
    on: On,
    vary: str,
    dtype: str | None = None,
    rate: bool = False,
    specs: str | None = None,
) -> Plot:
    """The time of a matmul of m x k by k x n over one of its sizes, with its range and its floor.

    vary: such as ``"m=1..8192"``; also n, k and batch. rate: the rate instead of the time. The rest as in
    :func:`slipstick.matmul`.
    """
    return Plot(sweeps.matmul_sweep(m, n, k, on=on, dtype=dtype, vary=vary, rate=rate, specs=specs))


def validation(*parts: str, only: Sequence[str] = (), strange: bool = False, specs: str | None = None) -> Plot:
    """The expected time of rows left out of the calibrations over the measured one, of parts or of all.

    only: kernels, such as ``"matmul"``. strange: rows of parts, runtimes and sources that were left out whole.
    Raises SlipstickError where there is nothing to show.
    """
    return Plot(validation_of(parts, specs, strange, only))
