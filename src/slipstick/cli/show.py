"""``slipstick show``."""

import click

from ._options import Plain, as_json, devices, print_json, specs


@click.command("show", cls=Plain, short_help="What is known about a part, and where is it from?")
@click.argument("spec", shell_complete=devices)
@specs()
@click.option("--sources", is_flag=True, help="Name the source of each value, with its address.")
@as_json()
def command(spec: str, specs: str | None, sources: bool, form: str | None) -> None:
    """What is known about a part, what follows from it, and where each number comes from.

    SPEC is a part, or a fact of one: its path may leave out its beginning.

    \b
    Examples:
      slipstick show a100
      slipstick show "rtx 4090" --sources
      slipstick show a100.memory.L2.bandwidth
      slipstick show epyc-9654.cache --json
    """
    from ..reference.part import describe, describe_facts, facts_as_dict
    from ..specs.catalogue import catalogue

    part, path = catalogue(specs).look_up(spec)
    if form == "json":
        print_json(facts_as_dict(part, path) if path else part.as_dict())
    else:
        print(describe_facts(part, path) if path else describe(part, sources=sources))
