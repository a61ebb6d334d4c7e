"""A slide rule for computer hardware: how long does this matmul take on an A100, and why.

>>> import slipstick
>>> slipstick.matmul(4096, 4096, 4096, on="a100").bound_by
'compute'
"""

from .errors import DimensionError, SlipstickError, SpecError, UsageError
from .estimate import Estimate
from .formula import Formula, Step, formula
from .show import show
from .spec import Spec, catalogue, load
from .workloads.kernels import matmul

__version__ = "0.1.0"
__all__ = [
    "DimensionError",
    "Estimate",
    "Formula",
    "SlipstickError",
    "Spec",
    "SpecError",
    "Step",
    "UsageError",
    "catalogue",
    "formula",
    "load",
    "matmul",
    "quantity",
    "show",
]


def __getattr__(name: str) -> object:
    if name == "quantity":  # needs pint, which only those who ask for a Quantity wait for
        from .quantity import quantity

        return quantity
    raise AttributeError(f"module 'slipstick' has no attribute '{name}'")
