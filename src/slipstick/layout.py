"""Text laid out: tables for people and programs, wrapped lines, the marks of footnotes. tabulate lives here."""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pandas import DataFrame
    from pyarrow import Table

    from .frames import Column

FORMULA = ("=", "+", "-", "@", "\t", "\r")
NUMBER = r"[-+]?[\d.]+(e[-+]?\d+)?[%×]?( [\w%/*^·. ]*)?"  # with a unit or a few words behind it


def table(headers: Sequence[str], rows: Sequence[Sequence[str]], form: str = "text") -> str:
    """Rows as aligned text, as Markdown (``"markdown"``) or as CSV (``"csv"``).

    ``"marked"``: as Markdown, of cells that are Markdown already.

    >>> print(table(["part", "peak"], [["t4", "65 TFLOP/s"]], "csv"))
    part,peak
    t4,65 TFLOP/s
    """
    if form == "text":
        return _aligned([headers, *rows])
    if form == "csv":
        return separated([headers, *rows])
    from tabulate import tabulate

    lines = rows if form == "marked" else [list(map(markdown, row)) for row in rows]
    return tabulate(lines, headers, tablefmt="github", disable_numparse=True)


def separated(rows: Iterable[Sequence[str]]) -> str:
    """Rows as comma-separated values. What a spreadsheet would take for a formula becomes text; a number stays one.

    >>> separated([["-48%", "=1+1", "@SUM(A1)", "-5 GB/s"]])
    "-48%,'=1+1,'@SUM(A1),-5 GB/s"
    """
    import csv
    import io

    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([_no_formula(cell) for cell in row] for row in rows)
    return out.getvalue().rstrip("\n")


def _no_formula(cell: str) -> str:
    """A cell with an apostrophe before what would be a formula, as spreadsheets themselves mark text."""
    return f"'{cell}" if cell[:1] in FORMULA and not re.fullmatch(NUMBER, cell) else cell


def markdown(text: str) -> str:
    r"""Text of one line in which Markdown finds no cell, tag, link or entity.

    >>> print(markdown("a | <b> [c](d) e&lt; 2 * 3"))
    a \| &lt;b> \[c\](d) e&amp;lt; 2 * 3
    """
    entities = re.sub(r"&(?=#?\w+;)", "&amp;", " ".join(text.split()))
    return re.sub(r"[\\|\[\]`]", r"\\\g<0>", entities.replace("<", "&lt;"))


def _aligned(lines: list[Sequence[str]]) -> str:
    """Columns as wide as their widest cell. Not tabulate's: its import takes as long as the whole answer."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    lines = [lines[0], ["-" * width for width in widths], *lines[1:]]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)


def wrap(text: str, width: int, *, hang: int = 0, hyphens: bool = True, long: bool = True) -> list[str]:
    """Words in lines of at most so many letters, after the first indented by ``hang``.

    hyphens: break at them too. long: break a word that is longer than a line.

    >>> wrap("as wide as it gets", 8)
    ['as wide', 'as it', 'gets']
    """
    words = text.split()
    if (hyphens and "-" in text) or (long and any(len(word) > width - hang for word in words)):
        import textwrap

        how = textwrap.TextWrapper(width, "", " " * hang, break_on_hyphens=hyphens, break_long_words=long)
        return how.wrap(" ".join(words))
    lines = words[:1]
    for word in words[1:]:
        if len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(" " * hang + word)
    return lines


def shorten(text: str, width: int) -> str:
    """The words of a text that fit into so many letters, with dots for the rest."""
    whole = " ".join(text.split())
    if len(whole) <= width:
        return whole
    import textwrap

    return textwrap.shorten(text, width, placeholder="...")


def beside(label: str, text: str, column: int, width: int) -> list[str]:
    """A label and beside it, from a column on, whole words; the label is indented by two.

    >>> beside("tea", "as hot as it gets", 7, 16)
    ['  tea  as hot as', '       it gets']
    """
    first, *rest = wrap(text, width - column, hyphens=False, long=False) or [""]
    return [f"  {label:<{column - 2}}{first}", *(" " * column + line for line in rest)]


class Footnotes:
    """The numbers of sources, counted as they are met."""

    def __init__(self, keys: Iterable[str] = ()) -> None:
        self.numbers: dict[str, int] = {}
        self.of(keys)

    def of(self, keys: Iterable[str]) -> tuple[int, ...]:
        """The numbers of sources, each once; one that is new gets the next.

        >>> Footnotes(["a", "b"]).of(["b", "c", "b"])
        (2, 3)
        """
        return tuple(dict.fromkeys(self.numbers.setdefault(key, len(self.numbers) + 1) for key in keys))

    def mark(self, keys: Iterable[str]) -> str:
        """The numbers of sources as they stand behind a text."""
        return mark(self.of(keys))


def mark(numbers: Iterable[int]) -> str:
    """Numbers of footnotes as they stand behind a text; empty for none.

    >>> mark([2, 5])
    '[2,5]'
    """
    text = ",".join(map(str, numbers))
    return f"[{text}]" if text else ""


class Tabular:
    """What has columns of plain numbers and words, and so can be a data frame."""

    def as_columns(self) -> "list[Column]":
        """Its columns: numbers in coherent units."""
        raise NotImplementedError

    def to_pandas(self) -> "DataFrame":
        """A pandas DataFrame of numbers and words, units in the names of the columns and in ``attrs["units"]``.

        Raises SlipstickError, with what to install, where pandas is not.
        """
        from .frames import pandas_of

        return pandas_of(self.as_columns())

    def to_arrow(self) -> "Table":
        """A pyarrow Table of numbers and words, units in the names of the columns and in the metadata of each.

        Raises SlipstickError, with what to install, where pyarrow is not.
        """
        from .frames import arrow_of

        return arrow_of(self.as_columns())
