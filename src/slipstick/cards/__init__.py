"""Cards: numbers, sheets and formulas to learn, for Anki and for the drill: ``slipstick.cards("latency")``.

What asks a person something may enter: prompts, grading, progress.
Imports: ``sheets``, ``reference``, ``estimates``, ``calculator``. genanki only in ``anki``, fsrs only in ``progress``.
"""

import sys
from types import ModuleType
from typing import Any


class _Callable(ModuleType):
    """This package as a function: ``slipstick.cards`` is it, whichever of its rooms was imported first."""

    def __call__(self, *names: str, specs: Any = None) -> Any:
        """See :func:`slipstick.cards.deck.cards`."""
        from .deck import cards

        return cards(*names, specs=specs)


sys.modules[__name__].__class__ = _Callable
