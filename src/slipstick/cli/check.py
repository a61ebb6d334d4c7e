"""``slipstick check``."""

import sys

import click

from ..words import counted
from ._options import Plain, as_json, print_json


@click.command("check", cls=Plain, short_help="Is this spec file right?")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of a spec file, for editors.")
@click.option("--sources", is_flag=True, help="Count values by the rank of their source, and list the lowest.")
@click.option("--doubts", is_flag=True, help="List what is likely wrong, but not certainly.")
@as_json()
def command(paths: tuple[str, ...], schema: bool, sources: bool, doubts: bool, form: str | None) -> int:
    """Is this spec file right? Names file, line and remedy for whatever is not.

    Checks files or folders of your own specs; without a PATH, every spec at hand.

    \b
    Examples:
      slipstick check
      slipstick check mychip.yaml
      slipstick check --doubts
      slipstick check --sources
      slipstick check --schema
    """
    if schema:
        from ..files import template

        print_json(template.schema())
    elif sources:
        _count(paths, form)
    else:
        return _check(paths, doubts, form)
    return 0


def _count(paths: tuple[str, ...], form: str | None) -> None:
    from ..evidence import ranks

    every = [ranks.census(path) for path in paths or (None,)]
    if form == "json":
        print_json([group.as_dict() for groups in every for group in groups])
    else:
        print("\n\n".join(map(ranks.report, every)))


def _check(paths: tuple[str, ...], doubts: bool, form: str | None) -> int:
    from ..evidence.checks import examine

    every = [examine(path) for path in paths or (None,)]
    problems = [text for found in every for text in found.problems]
    doubtful = [text for found in every for text in found.doubts]
    specs, values = sum(found.specs for found in every), sum(found.values for found in every)
    if form == "json":
        print_json({"specs": specs, "values": values, "problems": problems, "doubts": doubtful})
    elif problems:
        print("\n".join(problems), file=sys.stderr)
    else:
        but = f" but for {counted(len(doubtful), 'doubt')}" if doubtful else ""
        hint = "" if doubts or paths or not doubtful else ": --doubts lists them"
        print(f"{counted(specs, 'spec')} with {counted(values, 'value')}, all right{but}{hint}")
        print("".join(f"{text}\n" for text in doubtful if doubts or paths), end="")
    return 1 if problems else 0
