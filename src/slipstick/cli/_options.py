"""Options and arguments several commands share."""

import re
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn

import click

from ..errors import UsageError
from ..layout import table
from ..words import pattern

if TYPE_CHECKING:
    from ..estimates.estimate import Estimate
    from ..estimates.question import Question

Decorator = Callable[[Any], Any]
PROGRAMS = "For programs: --json; exit codes 0 answered, 1 no answer, 2 not understood."
NARROWEST, WIDEST = 60, 160  # columns an answer is laid out for


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

    def invoke(self, ctx: click.Context) -> Any:
        """Run it; a terminal is told its options first."""
        if told := getattr(sys.stdout, "told", None):
            told(ctx.params)
        return super().invoke(ctx)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse an empty text where a file or a folder belongs: it would be taken for none."""
        rest = super().parse_args(ctx, args)
        for each in self.params:
            value, wanted = ctx.params.get(each.name or ""), (each.metavar or "").strip("[].")
            if wanted in ("FILE", "PATH") and (value == "" or (isinstance(value, tuple) and "" in value)):
                raise UsageError(f"{each.name} = '': expected a {wanted.lower()}")
        return rest

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The examples, and a line for programs."""
        super().format_epilog(ctx, formatter)
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(PROGRAMS)


def _help(ctx: click.Context, param: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        print(ctx.get_help())
        ctx.exit()


class Sized(Plain):
    """A command with sizes for arguments: a negative one is a wrong size, not an unknown option.

    Of an option that takes a value only one is meant: the second is refused. negative: the minus of what is no option.
    """

    negative = pattern(r"^-(?=[\d.])")

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep '-5' out of click's hands, and refuse an option that is given twice."""
        args = [self.negative.sub("\u2212", arg) for arg in args]
        given = [each for each in self.make_parser(ctx).parse_args([*args])[2] if not getattr(each, "is_flag", True)]
        for each in given:
            if given.count(each) > 1 and not each.multiple:
                _twice(each, args)
        return super().parse_args(ctx, args)


def _twice(option: click.Parameter, args: list[str]) -> NoReturn:
    """Raise UsageError for an option given twice: the last one would silently win."""
    found = []
    for place, arg in enumerate(args):
        name, equals, value = arg.partition("=")
        if name in option.opts:
            found.append(value if equals else "".join(args[place + 1 : place + 2]))
    raise UsageError(f"{option.opts[0]} is given twice: write a list, {option.opts[0]} {','.join(found)}")


class OfKind(Plain):
    """A command whose help names every kind of spec."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help with the kinds there are."""
        from ..files.kinds import KINDS

        *first, last = KINDS
        self.help = (self.help or "").replace("KINDS", f"{', '.join(first)} or {last}")
        super().format_help_text(ctx, formatter)


def size(text: str) -> int | str:
    """A size as typed: digits are a whole number; anything else is left for the checks at the door."""
    word = text.replace("\u2212", "-")
    return int(word) if re.fullmatch(r"-?\d{1,400}", word) else word


def devices(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Completion for a part or a model."""
    from ._complete import specs_of

    return specs_of(ctx, incomplete)


def machines(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Completion for what computes."""
    from ._complete import COMPUTES, specs_of

    return specs_of(ctx, incomplete, COMPUTES)


def models(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Completion for a model."""
    from ._complete import specs_of

    return specs_of(ctx, incomplete, ("model",))


def kinds(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Completion for a kind of spec."""
    from ..files.kinds import KINDS

    return [name for name in KINDS if name.startswith(incomplete)]


def _dtypes(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from ..units.dtypes import DTYPES

    return [name for name in DTYPES if name.startswith(incomplete)]


def kernels(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Completion for a kernel."""
    from ..estimates.listing import listed

    return [name for name in listed() if name.startswith(incomplete)]


def values_of(argument: str) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """Completion for the parameters of the kernel that another argument names."""

    def values(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
        from ..estimates.listing import listed
        from ._complete import names_of

        entry = listed().get(ctx.params.get(argument) or "")
        return names_of((*entry.parameters, *entry.picks) if entry else (), ctx.params.get("values") or (), incomplete)

    return values


def on(required: bool = True, help: str = "The machine, such as a100, 'rtx 4090' or 8xh100.") -> Decorator:
    """``--on DEVICE``."""
    return click.option("--on", required=required, metavar="DEVICE", shell_complete=machines, help=help)


def dtype() -> Decorator:
    """``--dtype NAME``."""
    return click.option(
        "--dtype",
        metavar="NAME",
        shell_complete=_dtypes,
        help="Number format.  [default: the first of bf16, fp16, fp32, tf32, fp64, fp8, int8, fp4 that the part has]",
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
    """``--json``, ``--explain``, ``--short``, ``--csv`` and ``--markdown``; the last one given counts."""
    function = table_forms(function)
    for option in (
        as_json(),
        click.option(
            "--explain", "form", flag_value="explain", help="The whole work, in symbols and numbers, with addresses."
        ),
        click.option("--short", "form", flag_value="short", help="The number only."),
    ):
        function = option(function)
    return function


def measured() -> Decorator:
    """``--measured VALUE``."""
    return click.option(
        "--measured", metavar="VALUE", help="What you measured: is 514us, 190TFLOP/s, 1.4TB/s or '60 %' normal?"
    )


def costs(function: Any) -> Any:
    """``--rent``, ``--grid`` and ``--energy``."""
    function = click.option("--energy", flag_value="yes", help="Adds the energy, at the limit of its power.")(function)
    function = click.option("--grid", metavar="SIZE", help="Carbon of its electricity, such as 400gCO2/kWh.")(function)
    return click.option("--rent", metavar="SIZE", help="Rent of a device, such as 2USD/h: adds the cost.")(function)


def print_estimates(
    question: "Question",
    values: dict[str, Any],
    on: str | None,
    dtype: str | None,
    specs: str | None,
    form: str | None,
    measured: str | None = None,
) -> None:
    """Ask a question, and print its answer, or a table of several, in the form asked for.

    measured: what somebody measured, to be placed in the range. Raises UsageError for one beside a table.
    """
    lists = any("," in str(each) or ".." in str(each) for each in (*values.values(), on, dtype))
    lists = lists or question.wants_table(values)
    if lists or form in ("csv", "markdown"):
        if measured is not None:
            raise UsageError("--measured is of one answer, and lists or a table are of many: ask for one")
        return _print_answers(question, values, on, dtype, specs, form)
    _print_one(question.ask(values, on, dtype, specs), form, measured)


def _print_one(estimate: "Estimate", form: str | None, measured: str | None = None) -> None:
    placed = None if measured is None else estimate.measured(measured)
    if form == "json":
        print_json(estimate.as_dict() | ({"measured": placed.as_dict()} if placed else {}))
    elif form == "explain":
        print(estimate.explain(columns()))
    elif form == "short":
        print(placed.verdict if placed else estimate.short)
    else:
        print(estimate.text(columns(), placed))


def columns(otherwise: int = 0) -> int:
    """Columns of a line: those of the terminal, by COLUMNS or its own word, from 60 to 160; otherwise 79.

    What goes into a file or a pipe does not depend on the window it was asked in.
    """
    from ..estimates.report import WIDTH

    if not sys.stdout.isatty():
        return otherwise or WIDTH
    from shutil import get_terminal_size

    return min(max(get_terminal_size((WIDTH, 24)).columns, NARROWEST), WIDEST)


def _print_answers(
    question: "Question", values: dict[str, Any], on: str | None, dtype: str | None, specs: str | None, form: str | None
) -> None:
    """Print what may be a table of answers in the form asked for."""
    from ..estimates.answers import Answers, ask

    answers = ask(question, values, on, dtype, specs)
    if not isinstance(answers, Answers):
        if form not in ("csv", "markdown"):
            return _print_one(answers, form)
        answers = Answers.of(question, answers)
    if form == "json":
        print_json(answers.as_list())
    elif form == "explain":
        print("\n\n".join(each.explain(columns()) for each in answers))
    elif form == "short":
        print("\n".join(each.short for each in answers))
    else:
        print(table(*answers.cells(), form) if form else answers.text(columns()))


def print_json(value: Any) -> None:
    """Print a value as indented JSON."""
    import json

    print(json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False))
