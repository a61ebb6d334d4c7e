"""A sheet as one HTML file: prints on A4 or Letter in two columns, works offline, and follows a dark screen."""

from html import escape

from ..markup import Html, folded, joined, link, marked, small, table
from ..words import counted
from .content import RANGE, Filled, Row, Section

PAPERS = {"a4": "A4", "letter": "letter"}
NARROW = 2  # columns of values that still fit beside each other twice on a page
STYLE = """
:root { color-scheme: light dark; --ink: #1a1a1a; --faint: #6b6b6b; --rule: #d9d9d9; --bar: #0072b2; --paper: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e8e8; --faint: #9c9c9c; --rule: #3a3a3a; --bar: #56b4e9; --paper: #161616; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 74rem; padding: 1.5rem; color: var(--ink); background: var(--paper);
  font: 15px/1.4 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
h1 { margin: 0; font-size: 1.6rem; line-height: 1.2; }
h2 { margin: 1.1rem 0 .2rem; font-size: 1rem; }
header { margin-bottom: .8rem; padding-bottom: .6rem; border-bottom: 2px solid var(--ink); }
header p, footer { color: var(--faint); }
header p { margin: .2rem 0 0; }
.wide { overflow-x: auto; }
.two { columns: 2 30rem; column-gap: 2.5rem; }
section { margin-bottom: .6rem; }
section.short { break-inside: avoid; }
section:first-child h2 { margin-top: 0; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th { font-weight: 600; font-size: .8rem; color: var(--faint); text-align: left; vertical-align: bottom; }
td, th { padding: .14rem .5rem .14rem 0; border-bottom: 1px solid var(--rule); vertical-align: top; }
tr { break-inside: avoid; }
td.value, th.value { text-align: right; white-space: nowrap; }
td.range { color: var(--faint); white-space: nowrap; }
td.bar { width: 6.5rem; padding-right: 0; vertical-align: middle; }
td.bar svg { display: block; width: 100%; height: .62em; fill: var(--bar); }
sup { font-size: .65em; line-height: 0; color: var(--faint); }
sup a, footer a { color: inherit; }
footer { margin-top: 1rem; padding-top: .5rem; border-top: 1px solid var(--rule); font-size: .78rem; }
footer ol { columns: 2 30rem; column-gap: 2.5rem; margin: .4rem 0; padding-left: 1.8rem; }
footer li { overflow-wrap: anywhere; }
footer p { margin: .2rem 0; }
@media print {
  :root { --ink: #000; --faint: #555; --rule: #ccc; --bar: #0072b2; --paper: #fff; color-scheme: light; }
  html { font-size: 7.6pt; }
  body { max-width: none; padding: 0; font-size: 1rem; line-height: 1.25; }
  .two, footer ol { columns: 2; column-gap: 7mm; }
  footer { font-size: .78rem; }
  td.bar { width: 20mm; }
  a { text-decoration: none; }
}
"""


def as_html(sheet: Filled, paper: str = "a4") -> str:
    """A whole document without anything from elsewhere. paper: a4 or letter, for printing."""
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(sheet.title)}</title>
<style>
@page {{ size: {PAPERS[paper]}; margin: 11mm; }}{STYLE}</style>
</head>
<body>
{content(sheet)}
</body>
</html>"""


def content(sheet: Filled) -> str:
    """What stands on the page of a sheet: its title, its tables and its sources; no style of its own."""
    two = " two" if len(sheet.columns) <= NARROW else ""
    body = "\n".join(_section(sheet, section) for section in sheet.sections)
    about = f"\n<p>{escape(sheet.about)}</p>" if sheet.about else ""
    return f"""<header>
<h1>{escape(sheet.title)}</h1>{about}
</header>
<main class="wide{two}" tabindex="0">
{body}
</main>
{_footer(sheet)}"""


def _section(sheet: Filled, section: Section) -> str:
    heading = f"<h2>{escape(section.heading)}</h2>\n" if section.heading else ""
    kinds = _kinds(sheet)
    headed = sheet.headed and (bool(sheet.label) or section is sheet.sections[0])
    titles = zip(kinds, sheet.columns, strict=True)
    head = "".join(f'<th scope="col" class="{kind}">{escape(name)}</th>' for kind, name in titles)
    bars = '<td class="bar"></td>' if sheet.bars else ""
    first = f'<th scope="col">{escape(sheet.label)}</th>' if sheet.label else "<td></td>"
    thead = f"<thead><tr>{first}{head}{bars}</tr></thead>\n" if headed else ""
    rows = "\n".join(_row(sheet, row, kinds) for row in section.rows)
    kept = ' class="short"' if len(section.rows) <= 14 else ""
    return f"<section{kept}>\n{heading}<table>\n{thead}<tbody>\n{rows}\n</tbody>\n</table>\n</section>"


def _row(sheet: Filled, row: Row, kinds: list[str]) -> str:
    links = ", ".join(f'<a href="#source-{number}">{number}</a>' for number in row.footnotes)
    label = escape(row.label) + (f"\u00a0<sup>{links}</sup>" if links else "")
    work = f' title="{escape(row.work)}"' if row.work else ""
    cells = "".join(f'<td class="{kind}">{escape(cell.text)}</td>' for kind, cell in zip(kinds, row.cells, strict=True))
    return f"<tr{work}><td>{label}</td>{cells}{_bar(sheet, row)}</tr>"


def _bar(sheet: Filled, row: Row) -> str:
    scale = sheet.bars
    if not scale:
        return ""
    decades = scale.decades(row.cells[scale.column])
    share = 100 * (decades or 0.0) / max(scale.last - scale.first, 1)
    drawn = f'<svg aria-hidden="true"><rect width="{max(share, 1):.1f}%" height="100%"/></svg>' * (decades is not None)
    return f'<td class="bar">{drawn}</td>'


def _kinds(sheet: Filled) -> list[str]:
    """The class of each column: numbers stand to the right."""
    return [
        "range" if name == RANGE else "value" if right else "words"
        for name, right in zip(sheet.columns, sheet.numeric, strict=True)
    ]


def _footer(sheet: Filled) -> str:
    notes = "\n".join(f"<p>{escape(note)}</p>" for note in (*sheet.notes, sheet.legend_to_scale) if note)
    items = "\n".join(
        f'<li id="source-{number}">{link(source.text, source.address)}</li>'
        for number, source in enumerate(sheet.sources, 1)
    )
    sources = f"<ol>\n{items}\n</ol>" if items else ""
    return f"<footer>\n{notes}\n{sources}\n</footer>"


def fragment(sheet: Filled) -> Html:
    """The sheet within a page of somebody else's, such as a notebook: a table, and behind a click the sources."""
    heads = [sheet.label, *sheet.columns] if sheet.headed else ["", *[""] * len(sheet.columns)]
    rows: list[list[str]] = []
    for section in sheet.sections:
        rows += [[section.heading]] * bool(section.heading)
        rows += [[_label(row), *(cell.text for cell in row.cells)] for row in section.rows]
    head = f"<h3>{marked(sheet.title)}</h3>{f'<p>{marked(sheet.about)}</p>' if sheet.about else ''}"
    told = small(joined(filter(None, sheet.notes)))
    named = [f"{number} {link(source.text, source.address)}" for number, source in enumerate(sheet.sources, 1)]
    sources = folded(counted(len(named), "source"), small(joined(map(Html, named)))) if named else ""
    return Html(f"{head}{table(heads, rows, most=len(rows))}<p>{told}</p>{sources}")


def _label(row: Row) -> Html:
    """A row's label with the numbers of its sources."""
    numbers = ", ".join(map(str, row.footnotes))
    return Html(f"{marked(row.label)}{f' <sup>{numbers}</sup>' if numbers else ''}")
