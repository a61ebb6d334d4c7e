"""``slipstick site``."""

import sys

import click

from ._options import Plain, specs


@click.command("site", cls=Plain, short_help="Pages for a browser: parts, formulas, numbers.")
@click.argument("folder", metavar="DIR", type=click.Path())
@click.option("--serve", is_flag=True, help="Then serve it to this machine alone, until Ctrl-C.")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="To serve; 0: a free one.")
@specs()
def command(folder: str, serve: bool, port: int, specs: str | None) -> None:
    """Write pages of everything known into DIR, which is new, empty or holds such a site; open DIR/index.html.

    Parts, models, formulas to be tried, numbers and sheets. The pages work from a disk, ask for nothing from elsewhere,
    and read well without scripts. It is written whole or not at all. With --serve it is then at an address of this
    machine, which is printed.

    \b
    Examples:
      slipstick site pages
    """
    from ..site.make import make

    many, size = make(folder, specs)
    print(f"wrote {folder}: {many} files, {size / 1e6:.1f} MB; open {folder.rstrip('/')}/index.html")
    if serve:
        _serve(folder, port)


def _serve(folder: str, port: int) -> None:
    from ..site.serve import address, server

    with server(folder, port) as serving:
        print(f"serving {address(serving)} until Ctrl-C", file=sys.stderr)
        try:
            serving.serve_forever()
        except KeyboardInterrupt:
            print("stopped", file=sys.stderr)
