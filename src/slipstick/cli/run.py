"""``slipstick run``."""

from typing import TYPE_CHECKING

import click

from ..errors import UsageError
from ..layout import table
from ._options import (
    Sized,
    answer_forms,
    costs,
    dtype,
    kernels,
    measured,
    on,
    print_estimates,
    print_json,
    size,
    specs,
    values_of,
)

if TYPE_CHECKING:
    from ..estimates.question import Question

OPTIONS = ("on", "dtype", "measured", "specs")


class Named(Sized):
    """A command whose values go by their names: one that is written as an option is told how."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments. Raises UsageError for a parameter of the kernel that is written as an option."""
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            name = error.option_name.lstrip("-").replace("-", "_")
            if name in _names(args):
                raise UsageError(f"{error.option_name} is a parameter: write {name}=VALUE, without dashes") from None
            raise


def _names(args: list[str]) -> list[str]:
    """What the kernel among arguments takes by its name; nothing where there is none."""
    from ..estimates.questions import find
    from ..estimates.shelf import every

    kernel = next((each for each in args if each in every()), "")
    return [*(each.name for each in find(kernel).parameters), *find(kernel).picks] if kernel else []


@click.command("run", cls=Named, short_help="How long does a kernel take?")
@click.argument("kernel", required=False, shell_complete=kernels)
@click.argument("values", nargs=-1, metavar="[NAME=VALUE]...", shell_complete=values_of("kernel"))
@on(required=False)
@dtype()
@costs
@measured()
@specs()
@answer_forms
def command(
    kernel: str | None,
    values: tuple[str, ...],
    on: str | None,
    dtype: str | None,
    measured: str | None,
    specs: str | None,
    form: str | None,
    **costs: str | None,
) -> None:
    """How long a KERNEL takes, given its parameters by name. Without any it shows them; alone it lists the kernels.

    'slipstick run kernel work=... traffic=...' takes your own numbers.

    \b
    Examples:
      slipstick run softmax rows=8192 columns=2048 --on a100
      slipstick run copy "size=6 GB" --on h100
      slipstick run kernel work=0.2TFLOP traffic=3GB --on a100
      slipstick run softmax rows=8192 columns=2048 --on a100 --rent 2USD/h
    """
    from ..estimates.questions import find

    if kernel is None:
        _list(form)
        return
    question = find(kernel)
    if on is None and not values:
        _describe(question, form)
        return
    given = values_given(question, values, costs)
    if on is None and question.placed:
        raise UsageError(f"run {kernel} needs --on DEVICE, such as --on {question.device}")
    print_estimates(question, given, on, dtype, specs, form, measured)


def _describe(question: "Question", form: str | None) -> None:
    """The parameters of a kernel."""
    from ..estimates.listing import listed
    from ._questions import described

    if form == "json":
        print_json(listed()[question.name]._asdict())
    else:
        print(described(question))


def values_given(question: "Question", values: tuple[str, ...], costs: dict[str, str | None]) -> dict[str, int | str]:
    """The values and the costs that are given by name. Raises UsageError for one that is given twice, or wrongly."""
    given = _named(question, values)
    return given | _costs(given, costs)


def _named(question: "Question", values: tuple[str, ...]) -> dict[str, int | str]:
    """The values by name. Raises UsageError for a name that is given twice, or is that of an option."""
    from ..estimates.questions import named

    found = {name: size(value) for name, value in named(values, _usual(question)).items()}
    for name in OPTIONS:
        if name in found:
            raise UsageError(f"{name} is an option: write --{name} {found[name]}")
    return found


def _costs(given: dict[str, int | str], costs: dict[str, str | None]) -> dict[str, str]:
    """The costs that are asked for. Raises UsageError for one that is given by its name as well."""
    for name, value in costs.items():
        if value is not None and name in given:
            raise UsageError(f"{name} is given twice: as {given[name]} and as --{name} {value}")
    return {name: value for name, value in costs.items() if value is not None}


def _usual(question: "Question") -> str:
    """The first value of the first example, as it is written."""
    written = [f"{name}={value}" for values in question.examples for name, value in values.items()]
    return (written or [f"{question.parameters[0].name}=..."])[0]


def _list(form: str | None) -> None:
    """Every kernel, with its parameters."""
    from ..estimates.listing import listed

    found = listed()
    if form == "json":
        print_json([entry._asdict() for entry in found.values()])
        return
    print(table(["kernel", "what"], [[name, entry.help] for name, entry in found.items()]))
    print("\n'slipstick run KERNEL' shows its parameters.")
