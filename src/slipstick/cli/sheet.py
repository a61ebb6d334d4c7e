"""``slipstick sheet``."""

import sys
from typing import TYPE_CHECKING

import click

from ..errors import UsageError
from ..layout import table
from ._options import Plain, columns, devices, print_json, specs

if TYPE_CHECKING:
    from ..sheets.content import Filled

WIDEST = 100  # columns of a sheet in a terminal


def _names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from ..sheets.library import sheet_titles

    return [name for name in sheet_titles() if name.startswith(incomplete)]


@click.command("sheet", cls=Plain, short_help="Pages of numbers: latency, bandwidth, energy, cost and more.")
@click.argument("name", required=False, shell_complete=_names)
@click.argument("parts", nargs=-1, shell_complete=devices)
@click.option("--on", metavar="DEVICE", shell_complete=devices, help="The machine, where a sheet is about one.")
@click.option("--human", is_flag=True, help="Add a column in which a nanosecond is a second.")
@click.option("--csv", "form", flag_value="csv", help="As comma-separated values.")
@click.option("--json", "form", flag_value="json", help="For programs: stable keys, coherent units.")
@click.option("--markdown", "form", flag_value="markdown", help="As a Markdown page.")
@click.option("--html", "form", flag_value="html", help="As one HTML file, which prints well.")
@click.option("--latex", "form", flag_value="latex", help="As a LaTeX document.")
@click.option("--pdf", "form", flag_value="pdf", help="As PDF; needs slipstick[pdf] and -o FILE.")
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True, help="Of HTML and PDF.")
@click.option("-o", "--output", metavar="FILE", help="Write to a file; its ending chooses the form.")
@specs()
def command(
    name: str | None,
    parts: tuple[str, ...],
    on: str | None,
    human: bool,
    form: str | None,
    paper: str,
    output: str | None,
    specs: str | None,
) -> None:
    """A page of numbers, worked out from the catalogue and the formulas. Without a NAME: which there are.

    NAME is a sheet, or the path of a sheet of your own.

    \b
    Examples:
      slipstick sheet
      slipstick sheet latency --human
      slipstick sheet latency --on epyc-9654
      slipstick sheet compare a100 h100 mi300x
      slipstick sheet gpu --markdown
    """
    from ..sheets import printing
    from ..sheets.library import sheet

    if name is None:
        _list(specs, form)
        return
    form = form or printing.form_of(output)
    made = sheet(name, *parts, on=on, human=human, specs=specs)
    if output:
        printing.write(made, form, paper, output)
        print(f"wrote {output}", file=sys.stderr)
    elif form == "pdf":
        raise UsageError(f"a PDF goes to a file: slipstick sheet {name} --pdf -o {name}.pdf")
    elif form == "text":
        _print(made)
    else:
        print(printing.printed(made, form, paper))


def _print(made: "Filled") -> None:
    """Print a sheet: as wide as the terminal, up to a hundred columns, and styled where that can be."""
    from ..sheets.text import text

    if not sys.stdout.isatty():
        print(text(made))
        return
    from ._screen import styled

    sys.stdout.write_styled(text(made, min(columns(), WIDEST), styled()))  # type: ignore[union-attr]


def _list(specs: str | None, form: str | None) -> None:
    from ..sheets.library import sheet_titles

    known = sheet_titles(specs)
    if form == "json":
        print_json([{"name": name, "title": title} for name, title in known.items()])
    elif form in (None, "csv", "markdown"):
        print(table(["sheet", "title"], [[name, title] for name, title in known.items()], form or "text"))
    else:
        raise UsageError(f"--{form} needs the NAME of a sheet: {', '.join(known)}")
