"""``slipstick run``."""

from typing import TYPE_CHECKING

import click

from ..errors import UsageError
from ..layout import table
from ..words import quoted
from ._options import Sized, answer_forms, dtype, on, print_estimates, print_json, size, specs

if TYPE_CHECKING:
    from ..estimates.question import Question

OPTIONS = ("on", "dtype", "specs")


def _kernels(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from ..estimates.questions import listed

    return [name for name in listed() if name.startswith(incomplete)]


def _values(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from ..estimates.questions import listed

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

    if kernel is None:
        _list(form)
        return
    question = find(kernel)
    if on is None and not values:
        _describe(question, form)
        return
    given = _named(question, values)
    if on is None:
        raise UsageError(f"run {kernel} needs --on DEVICE, such as --on a100")
    print_estimates(question, given, on, dtype, specs, form)


def _describe(question: "Question", form: str | None) -> None:
    """The parameters of a kernel."""
    from ..estimates.questions import listed
    from ._questions import described

    if form == "json":
        print_json(listed()[question.name]._asdict())
    else:
        print(described(question))


def _named(question: "Question", values: tuple[str, ...]) -> dict[str, int | str]:
    """The values by name. Raises UsageError for a name that is given twice, or is that of an option."""
    found: dict[str, int | str] = {}
    for text in values:
        name, value = _pair(question, text)
        if name in OPTIONS:
            raise UsageError(f"{name} is an option: write --{name} {value}")
        if name in found:
            raise UsageError(f"{name} is given twice: as {quoted(found[name])} and as {quoted(value)}")
        found[name] = value
    return found


def _pair(question: "Question", text: str) -> tuple[str, int | str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise UsageError(f"cannot read {quoted(text)}: write NAME=VALUE, such as {_usual(question)}")
    return name.strip().replace("-", "_"), size(value)


def _usual(question: "Question") -> str:
    """The first value of the first example, as it is written."""
    written = [f"{name}={value}" for values in question.examples for name, value in values.items()]
    return (written or [f"{question.parameters[0].name}=..."])[0]


def _list(form: str | None) -> None:
    """Every kernel, with its parameters."""
    from ..estimates.questions import listed

    found = listed()
    if form == "json":
        print_json([entry._asdict() for entry in found.values()])
        return
    print(table(["kernel", "what"], [[name, entry.help] for name, entry in found.items()]))
    print("\n'slipstick run KERNEL' shows its parameters.")
