"""``slipstick new``."""

import click

from ._options import OfKind, kinds


@click.command("new", cls=OfKind, short_help="Write a template for a spec of your own.")
@click.argument("kind", shell_complete=kinds)
@click.argument("file")
def command(kind: str, file: str) -> None:
    """Write a commented template for a spec of your own to a new FILE.

    KIND is KINDS.

    \b
    Examples:
      slipstick new gpu mygpu.yaml
      slipstick new node mycluster.yaml
      slipstick new model mymodel.yaml
    """
    from ..files.template import new

    new(kind, file)
    print(f"{file}: replace the example values, then 'slipstick check {file}' and '--specs {file}'")
