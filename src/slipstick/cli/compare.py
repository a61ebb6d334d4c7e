"""``slipstick compare``."""

import click

from ._options import Plain, as_json, devices, print_json, specs, table_forms


@click.command("compare", cls=Plain, short_help="How do two parts or more differ?")
@click.argument("parts", nargs=-1, metavar="PART PART...", shell_complete=devices)
@click.option("--all", "everything", is_flag=True, help="Every fact they share, not only the ones that matter most.")
@specs()
@as_json()
@table_forms
def command(parts: tuple[str, ...], everything: bool, specs: str | None, form: str | None) -> None:
    """How do two parts or more differ? Each number comes with its ratio to the first part's.

    ridge is the machine balance: how much work a byte has to bring before the part computes and does not wait.

    \b
    Examples:
      slipstick compare a100 h100 mi300x
      slipstick compare rtx-4090 rtx-5090 --all
      slipstick compare pcie-4 pcie-5 --markdown
    """
    from ..reference.compare import compare

    answer = compare(*parts, everything=everything, specs=specs)
    if form == "json":
        print_json(answer.as_dict())
    else:
        print(answer.text(form or "text"))
