"""Specs chosen by what they say, as a list that prints itself as ``slipstick list`` does."""

from collections.abc import Iterable, Sequence

from ..frames import Column
from ..layout import Tabular, table
from ..specs.catalogue import Catalogue
from ..specs.selection import chosen, condition
from ..specs.spec import Spec
from ..words import counted
from .listing import plain_columns, rows

SOME = 3  # that are named in short


class Listing(list[Spec], Tabular):
    """Specs in an order. kind: of all of them, if of one; more: paths that are told beside what a list of it tells."""

    def __init__(self, parts: Iterable[Spec] = (), kind: str | None = None, more: Sequence[str] = ()) -> None:
        super().__init__(parts)
        self.kind, self.more = kind, tuple(more)

    def __repr__(self) -> str:
        named = ", ".join([*(part.handle for part in self[:SOME]), *["..."] * (len(self) > SOME)])
        return f"<{counted(len(self), f'{self.kind} spec' if self.kind else 'spec')}{': ' * bool(self)}{named}>"

    def __str__(self) -> str:
        return self.text()

    def text(self, form: str = "text") -> str:
        """The list as a table: aligned text, ``"markdown"`` or ``"csv"``."""
        return table(*rows(self, self.kind, self.more), form)

    def _repr_html_(self) -> str:
        from .. import markup

        return markup.table(*rows(self, self.kind, self.more), repr(self)[1:-1].partition(":")[0])

    def as_columns(self) -> list[Column]:
        """Handle, name and kind, and what a list of this kind tells: numbers in coherent units."""
        return plain_columns(self, self.kind, self.more)


def select(
    kind: str | None = None,
    *,
    where: str | Sequence[str] = (),
    sort: str | None = None,
    reverse: bool = False,
    specs: str | Catalogue | None = None,
) -> Listing:
    """The specs of a kind that meet every condition, in the order of a fact: numbers from the largest down.

    where: conditions such as ``"memory.HBM.capacity >= 80 GiB"``; the signs are >= <= > < = !=. A ``*`` stands for any
    one name in a path, of which the largest counts, but ``memory.*.capacity`` is the main memory's. sort: a path, or
    one after a ``-`` for the other way round, as by reverse, with the smallest first; specs without it come last.
    ``peak`` and ``ridge`` by dtype, prices by FLOP/s and by byte and the like are derived where they are not printed.
    specs: as in :func:`slipstick.load`. ``str()`` of the list is what ``slipstick list`` prints.
    Raises UsageError for an unknown kind, path, or condition.

    >>> [part.handle for part in select("cpu", where="vendor = NVIDIA")]
    ['grace', 'vera']
    """
    parts = chosen(kind, where=where, sort=sort, reverse=reverse, specs=specs)
    asked = [condition(text).path for text in ([where] if isinstance(where, str) else where)]
    return Listing(parts, kind, [*dict.fromkeys([*asked, *([sort.removeprefix("-")] if sort else [])])])
