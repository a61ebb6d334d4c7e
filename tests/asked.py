"""Every example of every kernel, and parts of several makers to ask about; the examples of the other questions."""

from slipstick import Kernel, SlipstickError
from slipstick.estimates.questions import find
from slipstick.estimates.shelf import every as names

EVERY = [(name, dict(values)) for name in names() for values in find(name).examples]
KERNELS = [name for name in names() if isinstance(find(name), Kernel)]
EXAMPLES = [(name, values) for name, values in EVERY if name in KERNELS]
PARTS = ("a100", "mi300x", "h100-pcie", "epyc-9654", "tpu-v5e", "max-1550", "8xh100", "gb200-nvl72")
DTYPES = ("bf16", "fp32", "fp8")


def answered():
    """Every example on every part and dtype that has an answer."""
    for name, values in EXAMPLES:
        for on in PARTS:
            for dtype in DTYPES:
                try:
                    yield find(name).ask(values, on, dtype)
                except SlipstickError:  # the part lacks a rate or the dtype
                    continue
