"""Tables for people and programs. tabulate lives here."""

import csv
import io
from collections.abc import Sequence


def table(headers: Sequence[str], rows: Sequence[Sequence[str]], form: str = "text") -> str:
    """Rows as aligned text, as Markdown (``"markdown"``) or as CSV (``"csv"``).

    >>> print(table(["part", "peak"], [["t4", "65 TFLOP/s"]], "csv"))
    part,peak
    t4,65 TFLOP/s
    """
    if form == "csv":
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([headers, *rows])
        return out.getvalue().rstrip("\n")
    from tabulate import tabulate

    style = "github" if form == "markdown" else "simple"
    return tabulate(rows, headers, tablefmt=style, disable_numparse=True)
