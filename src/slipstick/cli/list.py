"""``slipstick list``."""

import sys

import click

from ..layout import table
from ._options import Plain, as_json, kinds, print_json, specs, table_forms


@click.command("list", cls=Plain, short_help="Which parts are known?")
@click.argument("kind", required=False, shell_complete=kinds)
@click.option("--where", multiple=True, metavar="CONDITION", help="Such as 'memory.*.capacity >= 80 GiB'; repeatable.")
@click.option("--sort", metavar="PATH", help="By a fact such as peak.bf16, the largest first.")
@specs()
@as_json()
@table_forms
def command(kind: str | None, where: tuple[str, ...], sort: str | None, specs: str | None, form: str | None) -> None:
    """Which parts are known? All of them, or those of one KIND.

    KIND is gpu, cpu, accelerator, memory, link, storage, network, node or numbers. A path may have a * for any one
    name, of which the largest counts; memory.* is the main memory. peak and ridge by dtype are derived.

    \b
    Examples:
      slipstick list cpu
      slipstick list gpu --where "memory.*.capacity >= 80 GiB" --sort peak.bf16
      slipstick list --where "vendor = AMD" --where "released >= 2023" --csv
    """
    from ..reference.listing import rows
    from ..specs.selection import condition, select

    parts = select(kind, where=where, sort=sort, specs=specs)
    if form == "json":
        print_json([{"handle": p.handle, "name": p.name, "kind": p.kind, "aliases": p.aliases} for p in parts])
        return
    more = dict.fromkeys([*(condition(text).path for text in where), *([sort] if sort else [])])
    if not parts:
        print("no spec meets every condition", file=sys.stderr)
    print(table(*rows(parts, kind, list(more)), form or "text"))
