"""``slipstick check``."""

import sys

import click

from ..words import counted
from ._options import Plain, print_json


@click.command("check", cls=Plain, short_help="Is this spec file right?")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of a spec file, for editors.")
def command(paths: tuple[str, ...], schema: bool) -> int:
    """Is this spec file right? Names file, line and remedy for whatever is not.

    Checks files or folders of your own specs; without a PATH, every spec at hand.

    \b
    Examples:
      slipstick check
      slipstick check mychip.yaml
      slipstick check --schema
    """
    if schema:
        from ..files import template

        print_json(template.schema())
        return 0
    from ..evidence.checks import check

    problems: list[str] = []
    specs = values = 0
    for path in paths or (None,):
        found, more_specs, more_values = check(path)
        problems, specs, values = [*problems, *found], specs + more_specs, values + more_values
    if problems:
        print("\n".join(problems), file=sys.stderr)
        return 1
    print(f"{counted(specs, 'spec')} with {counted(values, 'value')}, all right")
    return 0
