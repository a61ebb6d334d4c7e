"""``slipstick sweep``."""

import sys
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Any

import click

from ..errors import UsageError
from ..estimates.costs import NAMES
from ..layout import table
from ..words import quoted
from . import instead
from ._options import Plain, columns, costs, dtype, kernels, on, print_json, specs, table_forms, values_of
from .run import Named, values_given

if TYPE_CHECKING:
    from ..estimates.question import Question
    from ..estimates.sweep import Sweep

EPILOG = """\b
Examples:
  slipstick sweep infer llama-3.1-8b --batch 1..256*2 --on l40s
  slipstick sweep infer llama-3.3-70b --on 4xh100,8xmi300x --batch 1..256*2 --tp 1,2,4,8 --best throughput
  slipstick sweep train gpt3-175b --on 512xh100,1024xh100 --rent 2USD/h --pareto expected,cost
  slipstick sweep run softmax rows=1..65536*4 columns=2048 --on a100,h100 --csv
"""
PATIENCE = 1.0  # seconds before progress is told
FILES = (".csv", ".json", ".jsonl")


class Questions(Plain, click.Group):
    """The questions that can be swept, each read as its own command reads it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every question that is a command, and ``run`` for the others."""
        from ..estimates.listing import listed

        return sorted(["run", *(entry.name for entry in listed().values() if entry.command)])

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The sweep of a question; None for an unknown one."""
        if name == "run":
            return _run
        from ..estimates.questions import shipped_command
        from ._questions import command_of

        question = shipped_command(name)
        return command_of(question, options, answer) if question else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The question named first; for an unknown one an error with the nearest."""
        name = args[0]
        if not name.startswith("-") and self.get_command(ctx, name) is None:
            raise UsageError(f"unknown question {quoted(name)}: {instead(name, self.list_commands(ctx))}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Every question with its line of help; none is imported for that."""
        from ..estimates.listing import listed

        told = {entry.name: entry.help for entry in listed().values() if entry.command}
        with formatter.section("Questions"):
            formatter.write_dl(sorted({**told, "run": _run.get_short_help_str()}.items()))


@click.group("sweep", cls=Questions, invoke_without_command=True, short_help="A question over lists.", epilog=EPILOG)
@click.pass_context
def command(ctx: click.Context) -> None:
    """A question over lists of anything: a row for each combination, those without an answer with the reason.

    A list is 1,2,4 or 1..1024*2 or 0..100+25; machines, models and formats may be lists too. The question is typed as
    without sweep.
    """
    if ctx.invoked_subcommand is None:
        print(ctx.get_help())


def options(function: Any) -> Any:
    """What chooses rows, and where they go."""
    function = table_forms(function)
    for option in (
        click.option("--json", "form", flag_value="json", help="For programs: stable keys, coherent units."),
        click.option("-o", "--file", metavar="FILE", help=f"Write every row into a file: {', '.join(FILES)}."),
        click.option("--pareto", metavar="NAMES", help="Rows that none beats in all of these, as cost,throughput."),
        click.option("--best", metavar="NAME", help="The row with the best of an answer; -NAME the other way round."),
        click.option("--where", multiple=True, metavar="TEXT", help="Rows that meet it, as 'cost < 1USD/Mtoken'."),
    ):
        function = option(function)
    return function


@click.command("run", cls=Named, short_help="A kernel of slipstick run.")
@click.argument("kernel", shell_complete=kernels)
@click.argument("values", nargs=-1, metavar="[NAME=VALUE]...", shell_complete=values_of("kernel"))
@on(required=False)
@dtype()
@costs
@specs()
@options
def _run(
    kernel: str,
    values: tuple[str, ...],
    on: str | None,
    dtype: str | None,
    specs: str | None,
    **rest: Any,
) -> None:
    """A KERNEL over lists of its parameters, given by name as in 'slipstick run'."""
    from ..estimates.questions import find

    question, paid = find(kernel), {name: rest.pop(name) for name in NAMES}
    answer(question, values_given(question, values, paid), on, dtype, specs, **rest)


def answer(
    question: "Question",
    values: dict[str, Any],
    on: str | None,
    dtype: str | None,
    specs: str | None,
    where: tuple[str, ...],
    best: str | None,
    pareto: str | None,
    file: str | None,
    form: str | None,
) -> None:
    """Sweep a question, choose rows, and print them or write them into a file."""
    from ..estimates.sweep import swept
    from ..specs.selection import condition

    if file and not file.endswith(FILES):
        raise UsageError(f"-o {quoted(file)}: expected a file that ends in {', '.join(FILES)}")
    names = [each.strip() for each in (pareto or "").split(",") if each.strip()]
    made = swept(question, values, on, dtype, specs, progress())
    made = made.where(*where)
    made = made.pareto(*names) if names else made
    made = made.best(best) if best else made
    told = [*names, *([best] if best else []), *(condition(text).path for text in where)]
    if not made:
        print("no row is left", file=sys.stderr)
    if file:
        _write(made, file)
    elif form == "json":
        print_json([row.as_dict() for row in made])
    elif form:
        print(table(*made.table(), form))
    elif made:
        print(made.text(columns(), told))


def progress() -> Callable[[int, int], None]:
    """Tells on a terminal, after a while, how many rows are done and how long the rest takes."""
    begun, last = monotonic(), [monotonic()]

    def step(done: int, of: int) -> None:
        now = monotonic()
        if now - last[0] < PATIENCE or not sys.stderr.isatty():
            return
        last[0] = now
        left = (now - begun) / done * (of - done)
        print(f"\r{done} of {of}, {left:.0f} s left ", end="" if done < of else "\n", file=sys.stderr, flush=True)

    return step


def _write(made: "Sweep", path: str) -> None:
    """Write every row into a file, whole or not at all."""
    import json

    from ..units.writing import in_a_folder, write_whole

    if path.endswith(".csv"):
        text = table(*made.table(), "csv")
    elif path.endswith(".jsonl"):
        text = "\n".join(json.dumps(row.as_dict(), allow_nan=False) for row in made)
    else:
        text = json.dumps([row.as_dict() for row in made], indent=2, allow_nan=False)
    in_a_folder(path)
    write_whole(path, (text + "\n").encode())
    print(f"wrote {path}", file=sys.stderr)
