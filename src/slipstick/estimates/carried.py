"""What carries over to a part that was not measured: the share of its peak, by what its matmuls reach."""

from contextlib import suppress

from ..errors import SlipstickError
from ..formulas.core.formula import unrecorded
from ..specs.named import rate
from ..specs.spec import Spec
from ..units.dtypes import BITS

# The power of the share that a part's matmuls reach by which that of its attention goes: the one that was best for
# every second row of the parts left out in turn.
POWER = 0.7
ATTENTION = "attention"  # the family whose matmuls have a softmax beside them
NARROW = 16  # bits: the matmuls of wider numbers are so slow that no softmax shows
HEAD = 128.0  # elements of the heads whose share carries over: those of most models


def beside(family: str, part: Spec, dtype: str) -> float:
    """What a family's kernels do beside matmuls, in times of these, each at its peak; 0 where that is not known."""
    if family == ATTENTION and BITS[dtype] <= NARROW:
        from ..formulas.attention import softmax_beside

        with suppress(SlipstickError):
            rates = {name: rate(part, name, dtype).value(unrecorded) for name in ("matrix", "vector", "special")}
            return float(unrecorded(softmax_beside, head=HEAD, **rates))
    return 0.0


def whole(share: float, numbers: dict[str, float], beside: float) -> float:
    """The share of the peak over a whole kernel, from that while the matmuls run. numbers: of its calibration."""
    if not beside:
        return share
    from ..formulas.attention import share_of_whole

    return float(unrecorded(share_of_whole, share=share, beside=_shown(numbers, beside)))


def apart(whole: float, numbers: dict[str, float], beside: float) -> float:
    """The share of the peak while the matmuls run, from that over a whole kernel: at most all of it."""
    if not beside:
        return whole
    from ..formulas.attention import share_apart

    return float(unrecorded(share_apart, whole=whole, beside=_shown(numbers, beside)))


def _shown(numbers: dict[str, float], beside: float) -> float:
    """How much of what is beside is not hidden by the matmuls."""
    return beside * numbers["softmax"] * numbers["exposed"]
