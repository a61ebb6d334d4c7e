"""``slipstick list``."""

import sys

import click

from ..errors import UsageError
from ._options import OfKind, as_json, kinds, print_json, specs, table_forms


@click.command("list", cls=OfKind, short_help="Which parts, models and datasets are known?")
@click.argument("kind", required=False, shell_complete=kinds)
@click.option("--where", multiple=True, metavar="CONDITION", help="Such as 'memory.*.capacity >= 80 GiB'; repeatable.")
@click.option("--sort", metavar="PATH", help="By a fact such as peak.bf16, the largest first; -PATH: the smallest.")
@click.option("--reverse", is_flag=True, help="The other way round.")
@specs()
@as_json()
@table_forms
def command(
    kind: str | None, where: tuple[str, ...], sort: str | None, reverse: bool, specs: str | None, form: str | None
) -> None:
    """Which parts, models and datasets are known? All of them, or those of one KIND.

    KIND is KINDS. A path may have a * for any one name, of which the largest counts; memory.* is the main memory.
    peak, ridge and balance (its inverse) by dtype are derived, and so are price.per_flop (of the matmul rate),
    price.per_byte and the rest of what show lists under 'what follows'.

    \b
    Examples:
      slipstick list cpu
      slipstick list gpu --where "memory.*.capacity >= 80 GiB" --sort peak.bf16
      slipstick list gpu --where "use = personal" --sort -price.per_flop
      slipstick list model --where "parameters > 20e9" --sort kv_cache.token
      slipstick list --where "vendor = AMD" --where "released >= 2023" --csv
    """
    from ..reference.selected import select

    if reverse and not sort:
        raise UsageError("--reverse goes with --sort, such as --sort peak.bf16 --reverse")
    parts = select(kind, where=where, sort=sort, reverse=reverse, specs=specs)
    if form == "json":
        print_json([{"handle": p.handle, "name": p.name, "kind": p.kind, "aliases": p.aliases} for p in parts])
        return
    if not parts:
        print("no spec meets every condition", file=sys.stderr)
    print(parts.text(form or "text"))
