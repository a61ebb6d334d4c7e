"""``slipstick plot``."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from ..errors import UsageError
from ..words import did_you_mean, quoted
from ._options import Plain, Sized, columns, devices, dtype, kernels, on, size, specs, values_of

if TYPE_CHECKING:
    from ..plots.plot import Plot

WIDEST = 100  # columns of a plot in a terminal
EPILOG = """\b
Examples:
  slipstick plot roofline a100 h100 --matmul 4096 --matmul 1x4096x4096
  slipstick plot ladder latency
  slipstick plot sweep "amdahl(90%..95%, x)" x=1..1024
  slipstick plot sweep softmax rows=1..65536 columns=4096 --on a100,h100
  slipstick plot matmul 1 4096 4096 --on h100 --vary m=1..8192
  slipstick plot validation a100 --only matmul
"""


class Plots(click.Group):
    """The plots there are."""

    command_class = Plain

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The plot named first; for an unknown one an error with the nearest."""
        if args[0] not in self.commands and not args[0].startswith("-"):
            raise UsageError(f"unknown plot {quoted(args[0])}: {did_you_mean(args[0], self.commands)}")
        return super().resolve_command(ctx, args)


@click.group("plot", cls=Plots, invoke_without_command=True, short_help="Rooflines, ladders and sweeps.", epilog=EPILOG)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Draw a plot in the terminal, or with -o FILE as SVG, PNG or PDF (needs slipstick[plot])."""
    if ctx.invoked_subcommand is None:
        print(ctx.get_help())


def output(function: Callable[..., Any]) -> Callable[..., Any]:
    """``-o FILE``."""
    return click.option("-o", "--output", metavar="FILE", help="Draw into a file: .svg, .png or .pdf.")(function)


def show(plot: "Plot", path: str | None) -> None:
    """Draw a plot where it is wanted."""
    if path is None:
        print(plot.text(min(columns(80), WIDEST)))
        return
    plot.save(path)
    print(f"wrote {path}", file=sys.stderr)


@command.command("roofline", short_help="What a part can reach by how often a byte is used.")
@click.argument("parts", nargs=-1, required=True, shell_complete=devices)
@click.option("--dtype", "dtypes", multiple=True, default=("bf16",), help="Number format; bf16 if none is named.")
@click.option("--matmul", "matmuls", multiple=True, metavar="MxNxK", help="A matmul as a point; repeatable.")
@click.option("--kernel", "kernels", multiple=True, metavar="TEXT", help="A kernel as a point, as in 'slipstick run'.")
@click.option("--measured", is_flag=True, help="Add the published measurements of these parts.")
@click.option("--points", metavar="FILE", help="Kernels you measured: a CSV of name, work, traffic and time.")
@output
@specs()
def roofline_command(
    parts: tuple[str, ...],
    dtypes: tuple[str, ...],
    matmuls: tuple[str, ...],
    kernels: tuple[str, ...],
    measured: bool,
    points: str | None,
    output: str | None,
    specs: str | None,
) -> None:
    """The roofline of one or several PARTS: a roof a memory level, and kernels at their expected rate.

    \b
    Examples:
      slipstick plot roofline a100 h100 --matmul 4096 --matmul 1x4096x4096
      slipstick plot roofline a100 --kernel "softmax rows=8192 columns=2048"
      slipstick plot roofline a100 --points kernels.csv
    """
    from ..plots.library import roofline

    made = roofline(
        *parts, dtypes=dtypes, matmuls=matmuls, kernels=kernels, measured=measured, points=points, specs=specs
    )
    show(made, output)


@command.command("ladder", short_help="The values of a sheet on one logarithmic axis.")
@click.argument("sheet", default="latency")
@click.option("--on", metavar="DEVICE", shell_complete=devices, help="The machine, where a sheet is about one.")
@output
@specs()
def ladder_command(sheet: str, on: str | None, output: str | None, specs: str | None) -> None:
    """The values of a SHEET, such as latency, energy or bandwidth, on one logarithmic axis."""
    from ..plots.library import ladder

    show(ladder(sheet, on=on, specs=specs), output)


@command.command("sweep", short_help="An expression, or a kernel, over one of its inputs.")
@click.argument("subject", metavar="EXPRESSION|KERNEL", shell_complete=kernels)
@click.argument("values", nargs=-1, required=True, metavar="NAME=LOW..HIGH...", shell_complete=values_of("subject"))
@on(required=False, help="For a kernel: the machine, or several, such as h100,a100.")
@dtype()
@click.option("--rate", is_flag=True, help="The rate of a kernel, or the bandwidth of a copy, instead of the time.")
@output
@specs()
def sweep_command(
    subject: str,
    values: tuple[str, ...],
    on: str | None,
    dtype: str | None,
    rate: bool,
    output: str | None,
    specs: str | None,
) -> None:
    """An EXPRESSION over one variable, where ranges in it make a band; or a KERNEL over one of its parameters.

    The parameters of a kernel are given by name as in 'slipstick run', one of them as a range.

    \b
    Examples:
      slipstick plot sweep "amdahl(90%..95%, x)" x=1..1024
      slipstick plot sweep softmax rows=1..65536 columns=4096 --on a100,h100
      slipstick plot sweep copy size=1kB..1GB --on a100 --rate
    """
    from ..plots.library import of_texts

    show(of_texts(subject, values, on, dtype, rate, specs), output)


@command.command("matmul", cls=Sized, short_help="A matmul over one of its sizes.")
@click.argument("m", type=size)
@click.argument("n", type=size)
@click.argument("k", type=size)
@on()
@dtype()
@click.option("--vary", required=True, metavar="SIDE=LOW..HIGH", help="Such as m=1..8192; also n, k and batch.")
@click.option("--rate", is_flag=True, help="The rate instead of the time.")
@output
@specs()
def matmul_command(
    m: Any, n: Any, k: Any, on: str, dtype: str | None, vary: str, rate: bool, output: str | None, specs: str | None
) -> None:
    """The time of a matmul of M x K by K x N over one of its sizes, with its range and its floor."""
    from ..plots.library import matmul

    show(matmul(m, n, k, on=on, dtype=dtype, vary=vary, rate=rate, specs=specs), output)


@command.command("validation", short_help="Expected times against measurements that were left out.")
@click.argument("parts", nargs=-1, shell_complete=devices)
@click.option("--only", multiple=True, metavar="KERNEL", help="Only of this kernel, such as matmul; repeatable.")
@click.option("--strange", is_flag=True, help="Parts, runtimes and sources left out whole, not every second shape.")
@output
@specs()
def validation_command(
    parts: tuple[str, ...], only: tuple[str, ...], strange: bool, output: str | None, specs: str | None
) -> None:
    """The expected time of rows left out of the calibrations over the measured one, of PARTS or of all.

    \b
    Examples:
      slipstick plot validation --only matmul --strange
    """
    from ..plots.library import validation

    show(validation(*parts, specs=specs, strange=strange, only=only), output)
