"""``slipstick run``."""

import click

from ..errors import UsageError
from ..layout import table
from ..words import quoted
from ._options import Sized, answer_forms, dtype, on, print_estimates, print_json, size, specs


def _kernels(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from ..estimates.listing import listed

    return [name for name in listed() if name.startswith(incomplete)]


def _values(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from ..estimates.listing import listed

    entry = listed().get(ctx.params.get("kernel") or "")
    return [f"{name}=" for name in (*entry.parameters, *entry.picks) if name.startswith(incomplete)] if entry else []


@click.command("run", cls=Sized, short_help="How long does a kernel take?")
@click.argument("kernel", required=False, shell_complete=_kernels)
@click.argument("values", nargs=-1, metavar="[NAME=VALUE]...", shell_complete=_values)
@on(required=False)
@dtype()
@specs()
@answer_forms
def command(
    kernel: str | None, values: tuple[str, ...], on: str | None, dtype: str, specs: str | None, form: str | None
) -> None:
    """How long a KERNEL takes, given its parameters by name. Without any it shows them; alone it lists the kernels.

    'slipstick run kernel work=... traffic=...' takes your own numbers.

    \b
    Examples:
      slipstick run softmax rows=8192 columns=2048 --on a100
      slipstick run copy "size=6 GB" --on h100
      slipstick run kernel work=0.2TFLOP traffic=3GB --on a100
    """
    from ..estimates.questions import find
    from ._questions import described

    if kernel is None:
        _list(form)
        return
    question = find(kernel)
    if on is None and not values:
        print(described(question))
        return
    if on is None:
        raise UsageError(f"run {kernel} needs --on DEVICE, such as --on a100")
    print_estimates(question, dict(map(_pair, values)), on, dtype, specs, form)


def _pair(text: str) -> tuple[str, int | str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise UsageError(f"cannot read {quoted(text)}: write NAME=VALUE, such as rows=8192")
    return name.strip().replace("-", "_"), size(value)


def _list(form: str | None) -> None:
    """Every kernel, with its parameters."""
    from ..estimates.listing import listed

    found = listed()
    if form == "json":
        print_json([entry._asdict() for entry in found.values()])
        return
    print(table(["kernel", "what"], [[name, entry.help] for name, entry in found.items()]))
    print("\n'slipstick run KERNEL' shows its parameters.")
