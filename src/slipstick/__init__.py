"""A slide rule for computer hardware: how long does this matmul take on an A100, and why.

>>> import slipstick
>>> slipstick.matmul(4096, 4096, 4096, on="a100").bound_by
'compute'
"""

from typing import TYPE_CHECKING, Any

from .formula import Formula, formula  # now, since its module has its name

if TYPE_CHECKING:
    from .calculation import Calculation
    from .calculator import calculate
    from .cards import Note, notes
    from .comparison import Comparison, compare
    from .description import describe
    from .display import show
    from .errors import DimensionError, SlipstickError, SpecError, UsageError
    from .estimate import Estimate
    from .number import Number, numbers
    from .quantities import quantity
    from .selection import select
    from .sheets.content import Sheet
    from .sheets.library import sheet, sheet_titles
    from .spec import Spec, catalogue, load, look_up
    from .work import Step
    from .workloads.kernels import matmul

__version__ = "0.1.0"
__all__ = [
    "Calculation",
    "Comparison",
    "DimensionError",
    "Estimate",
    "Formula",
    "Note",
    "Number",
    "Sheet",
    "SlipstickError",
    "Spec",
    "SpecError",
    "Step",
    "UsageError",
    "calculate",
    "catalogue",
    "compare",
    "describe",
    "formula",
    "load",
    "look_up",
    "matmul",
    "notes",
    "numbers",
    "quantity",
    "select",
    "sheet",
    "sheet_titles",
    "show",
]
_HOMES = {
    **dict.fromkeys(("DimensionError", "SlipstickError", "SpecError", "UsageError"), "errors"),
    **dict.fromkeys(("Spec", "catalogue", "load", "look_up"), "spec"),
    **dict.fromkeys(("Comparison", "compare"), "comparison"),
    "Calculation": "calculation",
    "calculate": "calculator",
    **dict.fromkeys(("Note", "notes"), "cards"),
    "describe": "description",
    "Estimate": "estimate",
    "Step": "work",
    "matmul": "workloads.kernels",
    **dict.fromkeys(("Number", "numbers"), "number"),
    "quantity": "quantities",
    "select": "selection",
    "Sheet": "sheets.content",
    **dict.fromkeys(("sheet", "sheet_titles"), "sheets.library"),
    "show": "display",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: a question about a part waits for no other room."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
