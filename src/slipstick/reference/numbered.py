"""Numbers worth knowing as a list that prints itself as ``slipstick number`` does."""

from collections import Counter
from collections.abc import Iterable

from ..frames import Column
from ..layout import Tabular, shorten, table
from ..words import counted
from .number import VALUES, WIDTH, Number

MOST = 10  # further matches that are listed


class Numbers(list[Number], Tabular):
    """Numbers, the best match first. found: whether words found them; else they are told by their pages."""

    def __init__(self, numbers: Iterable[Number] = (), found: bool = True) -> None:
        super().__init__(numbers)
        self.found = found

    def __repr__(self) -> str:
        return f"<{counted(len(self), 'number')}{f': {self[0].path}, {self[0].span}' if self else ''}, ...>"

    def __str__(self) -> str:
        return self.text()

    def text(self, every: bool = False) -> str:
        """The first one in full and the others in a line each; without words the pages. every: list all others."""
        if not self.found:
            return self._by_page()
        first, *others = map(str, self[:1])
        return "\n".join([first, *others, *self._others(self[1:] if every else self[1 : MOST + 1])])

    def _others(self, others: list[Number]) -> list[str]:
        """The other matches in a line each."""
        if not others:
            return []
        rows = [[number.path, number.text("typical") or number.span] for number in others]
        room = WIDTH - sum(max(map(len, column)) + 2 for column in zip(*rows, strict=True))
        names = [shorten(number.name, max(room, 20)) for number in others]
        told = table(["also", "value", "what"], [[*row, name] for row, name in zip(rows, names, strict=True)])
        more = [f"and {len(self) - 1 - len(others)} more: --all"] * (len(self) - 1 > len(others))
        return ["", told, *more]

    def pages(self) -> list[tuple[str, str, int]]:
        """The pages they are on: handle, name and how many of them."""
        counts = Counter(number.page.handle for number in self)
        names = {number.page.handle: number.page.name for number in self}
        return [(page, names[page], count) for page, count in counts.items()]

    def _by_page(self) -> str:
        told = table(["page", "numbers", "name"], [[page, str(count), name] for page, name, count in self.pages()])
        hint = "slipstick number WORDS finds one, slipstick show PAGE prints a page"
        return f"{told}\n\n{len(self)} numbers: {hint}"

    def _repr_html_(self) -> str:
        from .. import markup

        return markup.table(["number", "value", "date", "what"], [[n.path, n.span, n.date, n.name] for n in self])

    def as_columns(self) -> list[Column]:
        """The path and name of each, its value and range in the coherent unit beside it, and its date."""
        told = [each.plain() for each in self]
        values = {key: [values.get(key, (None,))[0] for values in told] for key in VALUES}
        units = [next((unit for _, unit, _ in values.values()), None) for values in told]
        return [
            Column("path", [each.path for each in self]),
            Column("name", [each.name for each in self]),
            *(Column(key, values[key], "") for key in VALUES),
            Column("unit", units),
            Column("date", [each.date for each in self]),
            Column("text", [each.span for each in self]),
        ]
