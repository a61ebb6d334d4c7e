"""Questions in words, read into a command and answered: ``slipstick.ask("...")``.

What may enter: words of a question, what they mean by the table ``data/asking.txt``, the catalogue and the list of
questions, and which command uses all of them. No list of devices, models, kernels, formulas or units is kept here.
Imports: every package below it, those of an answer when it is asked for.
"""

import sys
from types import ModuleType
from typing import Any


class _Callable(ModuleType):
    """This package as a function: ``slipstick.ask`` is it, whichever of its rooms was imported first."""

    def __call__(self, question: str, specs: Any = None) -> Any:
        """See :func:`slipstick.ask.asking.ask`."""
        from .asking import ask

        return ask(question, specs)


sys.modules[__name__].__class__ = _Callable
