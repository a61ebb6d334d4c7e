"""``slipstick show``."""

import click

from ._options import Plain, as_json, print_json, specs


def _facts(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from ._complete import facts_of

    return facts_of(ctx, incomplete)


@click.command("show", cls=Plain, short_help="What is known about a part, and where is it from?")
@click.argument("words", nargs=-1, required=True, metavar="SPEC", shell_complete=_facts)
@specs()
@click.option("--sources", is_flag=True, help="Name the source of each value, with its rank and address.")
@as_json()
def command(words: tuple[str, ...], specs: str | None, sources: bool, form: str | None) -> None:
    """What is known about a part or a model, what follows from it, and where each number comes from.

    SPEC is a part, or a fact of one: its path may leave out its beginning.

    \b
    Examples:
      slipstick show a100
      slipstick show rtx 4090 --sources
      slipstick show a100.memory.L2.bandwidth
      slipstick show epyc-9654.cache --json
      slipstick show llama-3.1-8b.kv_cache
    """
    from ..reference.part import as_dict, describe, describe_facts, facts_as_dict, looked_at
    from ..specs.catalogue import catalogue, parted

    spec, known = " ".join(words), catalogue(specs)
    part, path = looked_at(spec, known)
    if form == "json":
        print_json(facts_as_dict(part, path) if path else as_dict(part))
        return
    note = known.choice(parted(spec)[0] if path else spec)
    print(describe_facts(part, path, note) if path else describe(part, sources=sources, note=note))
