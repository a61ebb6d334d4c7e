"""Commands made from questions: arguments for what must be given, options for the rest."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import click

from ..errors import UsageError
from ..estimates.choice import FASTEST, SETTINGS
from ..estimates.parameter import FLAG, shown
from ..layout import table, wrap
from ..words import sentence
from ._options import Decorator, Sized, answer_forms, costs, dtype, measured, models, on, print_estimates, size, specs

if TYPE_CHECKING:
    from ..estimates.question import Parameter, Question


MODELS = ("model", "draft")  # parameters that are one
SPELT = {"within": "in"}  # of a parameter that Python could not call so


def command_of(
    question: "Question", more: Decorator | None = None, answer: Callable[..., None] | None = None
) -> click.Command:
    """The command of a question, with its parameters, help and examples.

    more: its further options, in place of how one answer is printed; answer: what is done with the question, its
    values, machine, dtype and specs, and those options by name.
    """
    must = question.places
    may = [each for each in question.parameters if each not in must]
    spaced = len(must) == 1 and must[0].words is not None  # a name may be typed as it is said: llama 3 70b
    made: list[click.Parameter] = [_argument(each, -1 if spaced else 1) for each in must]
    places = [on()] if question.placed else [on(False, question.where)] if question.where else []
    made += _options(*places, *([dtype()] if question.typed else []))
    made += [_option(each) for each in may]
    extras = [each.name for each in question.extras]
    made += [each for each in _options(costs) if each.name in extras]
    made += [click.Option([f"--{name}"], metavar="NAME", help=_picked(name)) for name in question.picks]
    further = _options(*([more] if more else [*_drawing(question), measured(), answer_forms]))
    made += [*_options(specs()), *further]
    others = [each.name for each in further]

    def run(
        specs: str | None,
        on: str | None = None,
        dtype: str | None = None,
        **given: str | tuple[str, ...] | bool | None,
    ) -> None:
        rest: dict[str, Any] = {name: given.pop(name) for name in others if name in given}
        if spaced:
            given = {**given, must[0].name: " ".join(given[must[0].name] or ())}  # type: ignore[arg-type]
        values = {
            name: size(value) if isinstance(value, str) else value
            for name, value in given.items()
            if value not in (None, (), False)
        }
        (answer or _print)(question, values, on, dtype, specs, **rest)

    told = "\n".join(
        f"{each.name.upper()}: {each.help}{_such(each)}{f'; {default(each)} if not given' if each.default else ''}."
        for each in must
    )
    return Sized(
        question.name,
        params=made,
        callback=run,
        short_help=question.help,
        help=f"{question.help}\n\n\b\n{told}",
        epilog=None if answer else _examples(question),
    )


def _drawing(question: "Question") -> list[Callable[[Any], Any]]:
    """``-o FILE``, where a question has a table that may be drawn."""
    help = f"Draw the {question.tabled} into a file: .svg, .png or .pdf."
    return [click.option("-o", "--draw", metavar="FILE", help=help)] if question.tabled else []


def _print(
    question: "Question",
    values: dict[str, Any],
    on: str | None,
    dtype: str | None,
    specs: str | None,
    draw: str | None = None,
    **forms: str | None,
) -> None:
    """Print the answers of a question in the form asked for, or draw them."""
    if draw:
        _draw(question, values, on, dtype, specs, draw)
    else:
        print_estimates(question, values, on, dtype, specs, **forms)


def _draw(
    question: "Question", values: dict[str, Any], on: str | None, dtype: str | None, specs: str | None, path: str
) -> None:
    """Draw the table of a question into a file. Raises UsageError for what makes none."""
    from ..plots.frontier import frontier_figure
    from ..plots.plot import Plot
    from .plot import show

    if not question.wants_table(values):
        raise UsageError(f"-o draws a {question.tabled}: add --{question.tabled}")
    show(Plot(frontier_figure(question.table(values, on, dtype, specs))), path)


def _such(parameter: "Parameter") -> str:
    """The words a parameter may be."""
    return f" ({', '.join(parameter.words)})" if parameter.words else ""


def _argument(parameter: "Parameter", words: int = 1) -> click.Argument:
    must, name = parameter.default is None, parameter.name
    metavar = name.upper() if must else f"[{name.upper()}]"
    return click.Argument([name], metavar=metavar, required=must, nargs=words, shell_complete=_completing(parameter))


def _completing(parameter: "Parameter") -> Callable[[click.Context, click.Parameter, str], list[Any]] | None:
    """Completion for a parameter that is a word."""
    if parameter.name in MODELS:
        return models
    return lambda ctx, param, begun: [word for word in parameter.words or () if word.startswith(begun)]


def _picked(name: str) -> str:
    """The help of what is picked."""
    if name not in SETTINGS:
        return f"The {name}; the fastest by default."
    default, told = SETTINGS[name]
    return f"{sentence(told)}  [default: {default}]"


def _option(parameter: "Parameter") -> click.Option:
    help = sentence(parameter.help)
    name = f"--{parameter.name.replace('_', '-')}"
    spelt = [f"--{SPELT[parameter.name]}"] if parameter.name in SPELT else []
    if parameter.dim is FLAG:
        return click.Option([name], is_flag=True, help=help)
    if parameter.words is not None:
        required = parameter.default is None
        begun = _completing(parameter)
        return click.Option(
            [name], metavar="NAME", required=required, multiple=parameter.many, help=help, shell_complete=begun
        )
    if isinstance(parameter.default, str):
        return click.Option([name], show_default=f"as {parameter.default}", metavar="SIZE", help=help)
    made = click.Option(
        [parameter.name, *spelt, name], default=default(parameter), show_default=True, metavar="SIZE", help=help
    )
    if parameter.alone:
        made.flag_value, made._flag_needs_value = parameter.alone, True
    return made


def _options(*decorators: Callable[[Any], Any]) -> list[click.Parameter]:
    """The options that decorators make."""

    def bare() -> None: ...

    for decorator in decorators[::-1]:
        decorator(bare)
    found: list[click.Parameter] = getattr(bare, "__click_params__", [])
    return found[::-1]


def _examples(question: "Question") -> str:
    lines = [f"  slipstick {written(question, values)}{_where(question)}" for values in question.examples]
    return "\n".join(["\b", "Examples:", *lines]) if lines else ""


def _where(question: "Question") -> str:
    """The machine of the examples, as it is typed."""
    return f" --on {question.device}" if question.device else ""


def described(question: "Question") -> str:
    """The parameters of a question, and examples, for a person."""
    rows = [[each.name, default(each), each.help] for each in question.parameters]
    rows += [[name, *SETTINGS.get(name, FASTEST)] for name in question.picks]
    examples = "".join(
        f"\n{_folded(f'slipstick {written(question, values)}{_where(question)}')}" for values in question.examples
    )
    told = f"{question.help}\n\n{table(['parameter', 'default', 'what'], rows)}"
    return f"{told}\n\nExamples:{examples}" if examples else told


def _folded(command: str) -> str:
    """A command in lines that a shell takes for one."""
    return "  " + " \\\n".join(wrap(command, 76, hang=6, hyphens=False, long=False))


def default(parameter: "Parameter") -> str:
    """The default of a parameter, in words; empty where it must be given."""
    default = parameter.default
    return "" if default is None else default if isinstance(default, str) else shown(default, parameter.dim.unit)


def written(question: "Question", values: Mapping[str, Any]) -> str:
    """A question as it is typed: 'matmul 1 4096 4096', 'run softmax rows=8192 columns=2048'."""
    if not question.command:
        return " ".join(["run", question.name, *(f"{name}={_quoted(value)}" for name, value in values.items())])
    must = [str(values[each.name]) for each in question.places if each.name in values]
    may = [
        f"--{each.name} {values[each.name]}"
        for each in question.parameters
        if each not in question.places and each.name in values
    ]
    return " ".join([question.name, *must, *may])


def _quoted(value: Any) -> str:
    return f'"{value}"' if " " in str(value) else str(value)
