"""``slipstick check``."""

import sys
from typing import Any

import click

from ..errors import UsageError
from ..words import quoted
from ._options import Plain, as_json, print_json


@click.command("check", cls=Plain, short_help="Is this spec file right?")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--schema",
    is_flag=False,
    flag_value="specs",
    metavar="[specs|answers]",
    help="Print the JSON Schema of a spec file, for editors, or of an answer in JSON.",
)
@click.option("--sources", is_flag=True, help="Count values by the rank of their source, and list the lowest.")
@click.option("--doubts", is_flag=True, help="List what is likely wrong, but not certainly.")
@click.option("--against", metavar="FILE", help="List what differs by over 1 % from a table in CSV or YAML.")
@click.option("--map", "columns", multiple=True, metavar="THEIRS=OURS", help="What a heading of it means; repeatable.")
@as_json()
def command(
    paths: tuple[str, ...],
    schema: str | None,
    sources: bool,
    doubts: bool,
    against: str | None,
    columns: tuple[str, ...],
    form: str | None,
) -> int:
    """Is this spec file right? Names file, line and remedy for whatever is not.

    Checks files or folders of your own specs; without a PATH, every spec at hand.

    \b
    Examples:
      slipstick check
      slipstick check mychip.yaml
      slipstick check --doubts
      slipstick check --sources
      slipstick check --against list.csv --map bf16=peak.bf16 --map "HBM=memory.*.capacity [GiB]"
      slipstick check --schema
      slipstick check --schema answers
    """
    if schema:
        print_json(_schema(schema))
    elif against or columns:
        _hold(paths, against, columns, form)
    elif sources:
        _count(paths, form)
    else:
        return _check(paths, doubts, form)
    return 0


def _schema(name: str) -> dict[str, Any]:
    if name == "specs":
        from ..files.template import schema

        return schema()
    if name == "answers":
        from ..estimates.schema import answers_schema

        return answers_schema()
    raise UsageError(f"--schema {quoted(name)}: expected specs or answers")


def _count(paths: tuple[str, ...], form: str | None) -> None:
    from ..evidence import ranks

    every = [ranks.census(path) for path in paths or (None,)]
    if form == "json":
        print_json([group.as_dict() for groups in every for group in groups])
    else:
        print("\n\n".join(map(ranks.report, every)))


def _hold(paths: tuple[str, ...], file: str | None, columns: tuple[str, ...], form: str | None) -> None:
    from ..evidence import against

    if not file or len(paths) > 1:
        raise UsageError("--map goes with --against FILE" if not file else "--against takes one PATH of your own specs")
    for each in columns:
        if not all(each.partition("=")):
            raise UsageError(f"cannot read {quoted(each)}: write it like --map 'HBM=memory.*.capacity [GiB]'")
    meant = {heading.strip(): ours.strip() for heading, _, ours in (each.rpartition("=") for each in columns)}
    found = against.against(file, meant, paths[0] if paths else None)
    if form == "json":
        print_json(found.as_dict())
    else:
        print(against.report(found))


def _check(paths: tuple[str, ...], doubts: bool, form: str | None) -> int:
    from ..evidence.checks import check

    found = check(*paths)
    if form == "json":
        brief = {"specs": found.specs, "values": found.values, "problems": found.problems, "doubts": found.doubts}
        print_json(brief)
    else:
        print(found.text(doubts), file=sys.stderr if found.problems else sys.stdout)
    return 1 if found.problems else 0
