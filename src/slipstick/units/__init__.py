"""Units: dimensions as types, text to numbers and back, and what is checked at the door of every question.

What every other package counts in may enter; no fact of a part, no formula, no question.
Imports: ``errors``, ``words`` and ``records``. pint only in ``quantity``, which the hot path does not import.
"""

from .dimensions import *  # noqa: F403
