"""Options and arguments several commands share."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from ..estimates.question import Question

Decorator = Callable[[Any], Any]


class Plain(click.Command):
    """A command whose help option is not translated: looking for a translation costs more than many an answer."""

    _asks_help: click.Option | None = None

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help``."""
        if self._asks_help is None:
            self._asks_help = click.Option(
                self.get_help_option_names(ctx),
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_help,
                help="Show this message and exit.",
            )
        return self._asks_help


def _help(ctx: click.Context, param: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(ctx.get_help(), color=ctx.color)
        ctx.exit()


class Sized(Plain):
    """A command with sizes for arguments: a negative one is a wrong size, not an unknown option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep '-5' out of click's hands."""
        return super().parse_args(ctx, [re.sub(r"^-(?=[\d.])", "\u2212", arg) for arg in args])


def size(text: str) -> int | str:
    """A size as typed: digits are a whole number; anything else is left for the checks at the door."""
    word = text.replace("\u2212", "-")
    return int(word) if re.fullmatch(r"-?\d{1,400}", word) else word


def devices(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Completion for a part."""
    from ..specs.catalogue import catalogue

    return sorted(handle for handle in catalogue(None).words if handle.startswith(incomplete))


def kinds(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Completion for a kind of spec."""
    from ..files.schema import KINDS

    return [name for name in KINDS if name.startswith(incomplete)]


def _dtypes(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from ..units.dtypes import DTYPES

    return [name for name in DTYPES if name.startswith(incomplete)]


def on(required: bool = True) -> Decorator:
    """``--on DEVICE``."""
    return click.option(
        "--on",
        required=required,
        metavar="DEVICE",
        shell_complete=devices,
        help="The part, such as a100 or 'rtx 4090'.",
    )


def dtype() -> Decorator:
    """``--dtype NAME``."""
    return click.option(
        "--dtype", default="bf16", show_default=True, metavar="NAME", shell_complete=_dtypes, help="Number format."
    )


def specs() -> Decorator:
    """``--specs PATH``."""
    return click.option(
        "--specs", metavar="PATH", help="A file or folder of your own specs, used before the shipped ones."
    )


def as_json() -> Decorator:
    """``--json``."""
    return click.option("--json", "form", flag_value="json", help="For programs: stable keys, coherent units.")


def table_forms(function: Any) -> Any:
    """``--csv`` and ``--markdown``."""
    function = click.option("--csv", "form", flag_value="csv", help="As comma-separated values.")(function)
    return click.option("--markdown", "form", flag_value="markdown", help="As a Markdown table.")(function)


def answer_forms(function: Any) -> Any:
    """``--json``, ``--explain`` and ``--short``; the last one given counts."""
    for option in (
        as_json(),
        click.option(
            "--explain", "form", flag_value="explain", help="The whole work, in symbols and numbers, with addresses."
        ),
        click.option("--short", "form", flag_value="short", help="The number only."),
    ):
        function = option(function)
    return function


def print_estimates(
    question: "Question", values: dict[str, Any], on: str, dtype: str, specs: str | None, form: str | None
) -> None:
    """Ask a question, and print its answer in the form asked for."""
    estimate = question.ask(values, on, dtype, specs)
    if form == "json":
        print_json(estimate.as_dict())
    elif form == "explain":
        print(estimate.explain())
    else:
        print(estimate.short if form == "short" else estimate.text())


def print_json(value: Any) -> None:
    """Print a value as indented JSON."""
    import json

    print(json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False))
