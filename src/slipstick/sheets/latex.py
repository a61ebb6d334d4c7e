"""A sheet as a LaTeX document; an expression in LaTeX is ``formulas.core.latex``."""

import re

from .content import Filled, Row

SPECIAL = {
    **{letter: f"\\{letter}" for letter in "&%$#_{}"},
    **{"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}", "<": r"\textless{}"},
    **{">": r"\textgreater{}", "µ": r"\textmu{}", "×": r"$\times$", "−": "$-$", "²": r"\textsuperscript{2}"},
    "[": "{[}",  # else an option of the line or item before
    **{"·": r"$\cdot$", "≈": r"$\approx$", "–": "--", "—": "---", "’": "'", "“": "``", "”": "''"},
}
PAPERS = {"a4": "a4paper", "letter": "letterpaper"}
LONGEST = 3.0  # cm, of a bar


def as_latex(sheet: Filled, paper: str = "a4") -> str:
    """A document for pdflatex: a long table, bars as rules, sources with their addresses. paper: a4 or letter."""
    return "\n".join([*_head(sheet, paper), *_table(sheet), *_foot(sheet), r"\end{document}"])


def _head(sheet: Filled, paper: str) -> list[str]:
    return [
        rf"\documentclass[9pt,{PAPERS[paper]}]{{extarticle}}",
        r"\usepackage[T1]{fontenc}",
        r"\usepackage[utf8]{inputenc}",
        r"\usepackage{textcomp,booktabs,longtable,xcolor}",
        r"\usepackage[margin=1.8cm]{geometry}",
        r"\usepackage[hidelinks]{hyperref}",
        r"\setlength{\parindent}{0pt}",
        r"\begin{document}",
        rf"\section*{{{escaped(sheet.title)}}}",
        *([escaped(sheet.about)] if sheet.about else []),
    ]


def _table(sheet: Filled) -> list[str]:
    more = bool(sheet.bars) + bool(sheet.sources)  # columns for the bars and for the footnotes
    sides = "".join("r" if right else "l" for right in sheet.numeric)
    lines = [
        rf"\begin{{longtable}}{{@{{}}p{{6.2cm}}{sides}{'l' * more}@{{}}}}",
        r"\toprule",
        _line([sheet.label, *sheet.columns, *[""] * more]),
        r"\midrule\endhead",
    ]
    for section in sheet.sections:
        if section.heading:
            wide = 1 + len(sides) + more
            lines.append(rf"\addlinespace\multicolumn{{{wide}}}{{@{{}}l}}{{\textbf{{{escaped(section.heading)}}}}} \\")
        lines += [_row(sheet, row) for row in section.rows]
    return [*lines, r"\bottomrule", r"\end{longtable}"]


def _foot(sheet: Filled) -> list[str]:
    lines = [rf"{escaped(note)}\par" for note in (*sheet.notes, sheet.legend_to_scale) if note]
    if sheet.sources:
        lines += [r"\begin{enumerate}\footnotesize\setlength{\itemsep}{0pt}"]
        lines += [rf"\item {escaped(source.text)} {_address(source.address)}".rstrip() for source in sheet.sources]
        lines += [r"\end{enumerate}"]
    return lines


def _row(sheet: Filled, row: Row) -> str:
    cells = [row.label, *(cell.text for cell in row.cells)]
    made = [escaped(cell) for cell in cells]
    made[0] = f"{{}}{made[0]}" if row.label[:1] == "*" else made[0]  # else a star of the line before
    if sheet.bars:
        span = max(sheet.bars.last - sheet.bars.first, 1)
        decades = sheet.bars.decades(row.cells[sheet.bars.column])
        long = max(LONGEST * (decades or 0.0) / span, 0.05)
        made.append(rf"\textcolor{{teal}}{{\rule{{{long:.2f}cm}}{{1.2ex}}}}" if decades is not None else "")
    if sheet.sources:
        made.append(rf"\textsuperscript{{{','.join(map(str, row.footnotes))}}}" if row.footnotes else "")
    return " & ".join(made) + r" \\"


def _line(cells: list[str]) -> str:
    return " & ".join(map(escaped, cells)) + r" \\"


def _address(address: str) -> str:
    marked = re.sub(r"([%#])", r"\\\1", address)
    return rf"\url{{{marked}}}" if address.startswith(("http://", "https://")) else ""


def escaped(text: str) -> str:
    r"""Text with what LaTeX would read as its own written out.

    >>> escaped("5 % of 10 µs")
    '5 \\% of 10 \\textmu{}s'
    """
    return "".join(SPECIAL.get(letter, letter if ord(letter) < 256 else "?") for letter in text)
