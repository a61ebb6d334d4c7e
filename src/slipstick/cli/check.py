"""``slipstick check``."""

import sys

import click

from ..words import counted
from ._options import Plain, as_json, print_json


@click.command("check", cls=Plain, short_help="Is this spec file right?")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of a spec file, for editors.")
@click.option("--sources", is_flag=True, help="Count values by the rank of their source, and list the lowest.")
@as_json()
def command(paths: tuple[str, ...], schema: bool, sources: bool, form: str | None) -> int:
    """Is this spec file right? Names file, line and remedy for whatever is not.

    Checks files or folders of your own specs; without a PATH, every spec at hand.

    \b
    Examples:
      slipstick check
      slipstick check mychip.yaml
      slipstick check --sources
      slipstick check --schema
    """
    if schema:
        from ..files import template

        print_json(template.schema())
    elif sources:
        _count(paths, form)
    else:
        return _check(paths, form)
    return 0


def _count(paths: tuple[str, ...], form: str | None) -> None:
    from ..evidence import ranks

    every = [ranks.census(path) for path in paths or (None,)]
    if form == "json":
        print_json([group.as_dict() for groups in every for group in groups])
    else:
        print("\n\n".join(map(ranks.report, every)))


def _check(paths: tuple[str, ...], form: str | None) -> int:
    from ..evidence.checks import check

    problems: list[str] = []
    specs = values = 0
    for path in paths or (None,):
        found, more_specs, more_values = check(path)
        problems, specs, values = [*problems, *found], specs + more_specs, values + more_values
    if form == "json":
        print_json({"specs": specs, "values": values, "problems": problems})
        return 1 if problems else 0
    if problems:
        print("\n".join(problems), file=sys.stderr)
        return 1
    print(f"{counted(specs, 'spec')} with {counted(values, 'value')}, all right")
    return 0
