"""``slipstick list``."""

import click

from ..display import show
from ..dtypes import DTYPES
from ..errors import UsageError
from ..spec import Spec, catalogue
from ..words import did_you_mean
from ..work import unrecorded
from ..workloads.machine import has, peak
from ._options import as_json, print_json, specs


@click.command("list", short_help="Which parts are known?")
@click.argument("kind", required=False)
@specs()
@as_json()
@click.option("--csv", "form", flag_value="csv", help="As comma-separated values.")
@click.option("--markdown", "form", flag_value="markdown", help="As a Markdown table.")
def command(kind: str | None, specs: str | None, form: str | None) -> None:
    """Which parts are known? All of them, or those of one KIND: gpu, cpu, accelerator.

    \b
    Examples:
      slipstick list
      slipstick list cpu --json
    """
    parts = list(catalogue(specs))
    kinds = sorted({part.kind for part in parts})
    if kind is not None and kind not in kinds:
        raise UsageError(f"unknown kind '{kind}': {did_you_mean(kind, kinds)}")
    parts = [part for part in parts if kind in (None, part.kind)]
    if form == "json":
        print_json([{"handle": p.handle, "name": p.name, "kind": p.kind, "aliases": p.aliases} for p in parts])
        return
    from ..sheet import table  # tabulate: only where a table is printed

    headers = ("handle", "kind", "matmul rate", "memory", "bandwidth")
    print(table(headers, [row(part) for part in parts], form or "text"))


def row(part: Spec) -> list[str]:
    """A part's line of the list: its rate in bf16, or in what it has instead, and its main memory."""
    dtype = next((name for name in ("bf16", "fp16", *DTYPES) if has(part, name)), "")
    fastest = f"{show(peak(part, dtype).value(unrecorded), 'FLOP/s')} {dtype}" if dtype else ""
    memory = part.main_memory if part.section("memory") else ""

    def text(path: str) -> str:
        return part.facts[path].text if path in part else ""

    return [part.handle, part.kind, fastest, text(f"{memory}.capacity"), text(f"{memory}.bandwidth")]
