"""A slide rule for computer hardware: how long does this matmul take on an A100, and why.

>>> import slipstick
>>> slipstick.matmul(4096, 4096, 4096, on="a100").bound_by
'compute'
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import kernels, plot
    from .ask.asking import Asked, ask
    from .calculator.answer import Calculation
    from .calculator.calculate import calculate
    from .cards.cards import Note, card_names, notes
    from .cards.deck import Deck, cards
    from .cards.sitting import Sitting, drill
    from .errors import DimensionError, SlipstickError, SpecError, UsageError
    from .estimates.composition import in_sequence, overlapped, repeated
    from .estimates.estimate import Estimate
    from .estimates.kernel import Kernel, asks
    from .estimates.question import side
    from .estimates.questions import run
    from .estimates.sweep import Sweep, sweep
    from .estimates.typed import collective, fit, infer, matmul, move, scaling, train
    from .evidence.checks import Checked, check
    from .files.template import new
    from .formulas.core.formula import Formula, formula
    from .formulas.core.steps import Step
    from .plots.plot import Plot
    from .reference.compare import Comparison, compare
    from .reference.number import Number
    from .reference.numbered import Numbers
    from .reference.part import describe
    from .reference.search import numbers
    from .reference.selected import Listing, select
    from .sheets.library import sheet, sheet_titles
    from .sheets.sheet import Sheet
    from .specs.catalogue import catalogue, load
    from .specs.derived import look_up
    from .specs.machine import Machine, machine
    from .specs.spec import Spec
    from .units.quantity import quantity
    from .units.show import show

__version__ = "0.1.0"
__all__ = [
    "Asked",
    "Calculation",
    "Checked",
    "Comparison",
    "Deck",
    "DimensionError",
    "Estimate",
    "Formula",
    "Kernel",
    "Listing",
    "Machine",
    "Note",
    "Number",
    "Numbers",
    "Plot",
    "Sheet",
    "Sitting",
    "SlipstickError",
    "Spec",
    "SpecError",
    "Step",
    "Sweep",
    "UsageError",
    "ask",
    "asks",
    "calculate",
    "card_names",
    "cards",
    "catalogue",
    "check",
    "collective",
    "compare",
    "describe",
    "drill",
    "fit",
    "formula",
    "in_sequence",
    "infer",
    "kernels",
    "load",
    "look_up",
    "machine",
    "matmul",
    "move",
    "new",
    "notes",
    "numbers",
    "overlapped",
    "plot",
    "quantity",
    "repeated",
    "run",
    "scaling",
    "select",
    "sheet",
    "sheet_titles",
    "show",
    "side",
    "sweep",
    "train",
]
_MODULES = ("ask", "cards", "formulas", "kernels", "plot")  # which a name stands for itself
_HOMES = {
    **dict.fromkeys(("DimensionError", "SlipstickError", "SpecError", "UsageError"), "errors"),
    "quantity": "units.quantity",
    "show": "units.show",
    **dict.fromkeys(("Formula", "formula"), "formulas.core.formula"),
    "Step": "formulas.core.steps",
    "Spec": "specs.spec",
    **dict.fromkeys(("catalogue", "load"), "specs.catalogue"),
    "look_up": "specs.derived",
    **dict.fromkeys(("Machine", "machine"), "specs.machine"),
    "Calculation": "calculator.answer",
    "calculate": "calculator.calculate",
    "Estimate": "estimates.estimate",
    **dict.fromkeys(("in_sequence", "overlapped", "repeated"), "estimates.composition"),
    **dict.fromkeys(("Kernel", "asks"), "estimates.kernel"),
    "side": "estimates.question",
    "run": "estimates.questions",
    **dict.fromkeys(("Sweep", "sweep"), "estimates.sweep"),
    **dict.fromkeys(("collective", "fit", "infer", "matmul", "move", "scaling", "train"), "estimates.typed"),
    "Asked": "ask.asking",
    **{name: name for name in _MODULES},
    **dict.fromkeys(("Checked", "check"), "evidence.checks"),
    "new": "files.template",
    "Plot": "plots.plot",
    "Deck": "cards.deck",
    **dict.fromkeys(("Sitting", "drill"), "cards.sitting"),
    "Numbers": "reference.numbered",
    **dict.fromkeys(("Comparison", "compare"), "reference.compare"),
    "describe": "reference.part",
    **dict.fromkeys(("Listing", "select"), "reference.selected"),
    "Number": "reference.number",
    "numbers": "reference.search",
    "Sheet": "sheets.sheet",
    **dict.fromkeys(("sheet", "sheet_titles"), "sheets.library"),
    **dict.fromkeys(("Note", "card_names", "notes"), "cards.cards"),
}


if not TYPE_CHECKING:  # which would take any name for a public one

    def __getattr__(name: str) -> Any:
        """Import a public name when it is first used: a question about a part waits for no other room."""
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        home = import_module(f"{__name__}.{_HOMES[name]}")
        value = home if name in _MODULES else getattr(home, name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
