"""Tables for people and programs. tabulate lives here."""

from collections.abc import Sequence


def table(headers: Sequence[str], rows: Sequence[Sequence[str]], form: str = "text") -> str:
    """Rows as aligned text, as Markdown (``"markdown"``) or as CSV (``"csv"``).

    >>> print(table(["part", "peak"], [["t4", "65 TFLOP/s"]], "csv"))
    part,peak
    t4,65 TFLOP/s
    """
    if form == "text":
        return _aligned([headers, *rows])
    if form == "csv":
        import csv
        import io

        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([headers, *rows])
        return out.getvalue().rstrip("\n")
    from tabulate import tabulate

    return tabulate(rows, headers, tablefmt="github", disable_numparse=True)


def _aligned(lines: list[Sequence[str]]) -> str:
    """Columns as wide as their widest cell. Not tabulate's: its import takes as long as the whole answer."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    lines = [lines[0], ["-" * width for width in widths], *lines[1:]]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)
