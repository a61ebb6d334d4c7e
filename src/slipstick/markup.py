"""HTML: escaped text, links and tables, for notebooks, pages and cards. Whatever is not marked as HTML is escaped."""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape

LONGEST = 60  # rows of a table in a notebook
BEGUN = re.compile(r"[-−+~<>]?\.?\d")  # how a number begins
LEFT, RIGHT = 'style="text-align:left"', 'style="text-align:right"'


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def marked(text: str) -> Html:
    """A text as HTML, where it is not that already.

    >>> marked("a < b"), marked(Html("<b>a</b>"))
    ('a &lt; b', '<b>a</b>')
    """
    return text if isinstance(text, Html) else Html(escape(text))


def joined(texts: Iterable[str], between: str = "<br>") -> Html:
    """Several texts, each on a line of its own."""
    return Html(between.join(map(marked, texts)))


def strong(text: str) -> Html:
    """A text in bold."""
    return Html(f"<b>{marked(text)}</b>")


def small(text: str) -> Html:
    """A text in small type."""
    return Html(f"<small>{marked(text)}</small>")


def link(text: str, address: str) -> Html:
    """A text that leads to a page of the web; as it is, where the address is of none.

    >>> link("a & b", "https://a.org/b c"), link("mine", "javascript:alert()")
    ('<a href="https://a.org/b%20c">a &amp; b</a>', 'mine')
    """
    if not address.startswith(("http://", "https://")):
        return marked(text)
    return Html(f'<a href="{escape(address.replace(" ", "%20"))}">{marked(text)}</a>')


def sources(known: Mapping[str, Mapping[str, str]]) -> Html:
    """Sources by key, each as a link on a line of its own."""
    return joined(link(each.get("title", key), each.get("address", "")) for key, each in known.items())


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], caption: str = "", most: int = LONGEST) -> Html:
    """Rows under the heads of their columns, those of numbers to the right. most: that are shown.

    A row of a single cell heads those after it.

    >>> print(table(["part", "peak"], [["t4", "65 TFLOP/s"]]).partition("<tr>")[2].partition("</tr>")[0])
    <th style="text-align:left">part</th><th style="text-align:right">peak</th>
    """
    shown = rows[:most]
    whole = [row for row in shown if len(row) == len(heads)]
    sides = [_side(column) for column in zip(*whole, strict=True)] or [LEFT] * len(heads)
    body = "".join(_row(row, sides) for row in shown)
    top = f"<tr>{_cells('th', heads, sides)}</tr>" if any(heads) else ""
    more = f"<p>and {len(rows) - most} more of {len(rows)}</p>" if len(rows) > most else ""
    return Html(f"<table>{_caption(caption)}{top}{body}</table>{more}")


def _row(row: Sequence[str], sides: Sequence[str]) -> str:
    if len(row) < len(sides):
        return f'<tr><th colspan="{len(sides)}" {LEFT}>{marked(row[0])}</th></tr>'
    return f"<tr>{_cells('td', row, sides)}</tr>"


def _side(column: Sequence[str]) -> str:
    told = [cell for cell in column if cell not in ("", "-")]
    return RIGHT if told and all(map(BEGUN.match, told)) else LEFT


def _cells(tag: str, texts: Iterable[str], sides: Iterable[str]) -> str:
    return "".join(f"<{tag} {side}>{marked(text)}</{tag}>" for text, side in zip(texts, sides, strict=True))


def pairs(rows: Iterable[tuple[str, str]], caption: str = "") -> Html:
    """Names, and beside each what is said of it; what is empty is left out."""
    body = "".join(
        f"<tr><th {LEFT}>{marked(name)}</th><td {LEFT}>{marked(told)}</td></tr>" for name, told in rows if told
    )
    return Html(f"<table>{_caption(caption)}{body}</table>")


def _caption(text: str) -> str:
    return f"<caption {LEFT}>{marked(text)}</caption>" if text else ""


def folded(title: str, inside: Html) -> Html:
    """What is shown when its title is clicked."""
    return Html(f"<details><summary>{marked(title)}</summary>{inside}</details>")


def as_typed(text: str) -> Html:
    """Lines of a terminal as they are."""
    return Html(f"<pre>{marked(text)}</pre>")
