"""``slipstick new``."""

import click

from ._options import Plain, kinds


@click.command("new", cls=Plain, short_help="Write a template for a spec of your own.")
@click.argument("kind", shell_complete=kinds)
@click.argument("file")
def command(kind: str, file: str) -> None:
    """Write a commented template for a spec of your own to a new FILE.

    KIND is gpu, cpu, accelerator, memory, link, storage, network, node or numbers.

    \b
    Examples:
      slipstick new gpu mygpu.yaml
      slipstick new node mycluster.yaml
    """
    from ..files.template import new

    new(kind, file)
    print(f"{file}: replace the example values, then 'slipstick check {file}' and '--specs {file}'")
