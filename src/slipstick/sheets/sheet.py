"""A sheet as a person has it: in a terminal, in a notebook, and as a data frame."""

from typing import TYPE_CHECKING

from ..layout import Tabular
from ..words import counted
from .content import Filled
from .text import text

if TYPE_CHECKING:
    from ..frames import Column


class Sheet(Filled, Tabular):
    """A filled sheet, made by :func:`slipstick.sheet`; ``str()`` of it is what the command prints."""

    def __repr__(self) -> str:
        return f"<sheet {self.name}: {self.title}, {counted(len(self.rows), 'row')}>"

    def __str__(self) -> str:
        return text(self)

    def _repr_html_(self) -> str:
        from .html import fragment

        return fragment(self)

    def as_columns(self) -> "list[Column]":
        """Section and label of each row, and its cells: numbers in the coherent unit that a column has, or beside it.

        A column has low and high too, where a cell of it has a range.
        """
        from .data import columns

        return columns(self)
