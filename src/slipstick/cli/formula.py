"""``slipstick formula``."""

from typing import TYPE_CHECKING

import click

from ..words import nearest
from ._options import Sized, print_json, specs

ALIKE = 0.75  # how close to a formula a name is that was mistyped, and is no word to find one by

if TYPE_CHECKING:
    from ..formulas.core.formula import Formula


def _names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from ._complete import formulas_of

    return formulas_of(incomplete)


def _parameters(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from ..formulas import named
    from ._complete import names_of

    found = named(ctx.params.get("name") or "")
    return names_of(found.parameters if found else (), ctx.params.get("arguments") or (), incomplete)


@click.command("formula", cls=Sized, short_help="Which formulas are there; evaluate or solve one.")
@click.argument("name", required=False, shell_complete=_names)
@click.argument("arguments", nargs=-1, metavar="[NAME=VALUE]...", shell_complete=_parameters)
@specs()
@click.option("--json", "form", flag_value="json", help="For programs: stable keys, coherent units.")
@click.option("--short", "form", flag_value="short", help="The number only.")
@click.option("--markdown", "form", flag_value="markdown", help="The whole handbook as Markdown.")
@click.option("--latex", "form", flag_value="latex", help="The formula in LaTeX.")
def command(name: str | None, arguments: tuple[str, ...], specs: str | None, form: str | None) -> None:
    """Which formulas are there? With a NAME: what it says; with arguments: its value; with one '?': solved for it.

    Other words find formulas by what they are called and what is said of them, the best first. The result is given by
    what it measures (speedup=10), by the formula's name, or as result=10.

    \b
    Examples:
      slipstick formula
      slipstick formula erlang b
      slipstick formula ridge
      slipstick formula ridge peak=312TFLOP/s bandwidth=a100.memory.HBM.bandwidth
      slipstick formula ridge peak=312TFLOP/s bandwidth=? intensity="153 FLOP/B"
    """
    from ..calculator.calculate import calculate
    from ..calculator.calling import call_of
    from ..formulas.core.latex import latex
    from ..reference import handbook

    if name is None:
        if form == "json":
            from ..formulas import formulas

            print_json([handbook.as_dict(each) for each in formulas().values()])
        else:
            print(handbook.markdown().rstrip("\n") if form == "markdown" else handbook.listing())
        return
    formula = _asked(name, arguments)
    if formula is None:
        _search(" ".join((name, *arguments)), form)
    elif form == "latex":
        print(latex(formula))
    elif not arguments:
        print_json(handbook.as_dict(formula)) if form == "json" else print(handbook.explained(formula))
    else:
        answer = calculate(call_of(formula, arguments), specs=specs)
        if form == "json":
            print_json(answer.as_dict())
        else:
            print(answer.short if form == "short" else answer.text())
            if form is None and not answer.statement.other:
                print("\n".join(answer.spoken(f"  {step.result} = {step.with_numbers}") for step in answer.steps[-1:]))


def _asked(name: str, arguments: tuple[str, ...]) -> "Formula | None":
    """The formula of a name; None where words are there to find one by.

    Raises UsageError for a name of no formula whose arguments are given.
    """
    from ..formulas import formulas, named
    from ..reference import finding, handbook

    words = all(map(_plain, arguments))
    known = named(handbook.spelled(name))
    if words and (arguments or known is None):
        return None
    if known is None and not any("=" in each for each in arguments) and not nearest(name, formulas(), ALIKE):
        finding.find(name)  # of 'raid 6' the first word has to find one, as a number finds many
        return None
    return known or handbook.find(name)


def _plain(argument: str) -> bool:
    """Whether an argument is a word of a question, and no value."""
    return argument.replace("-", "").replace("/", "").replace("'", "").isalpha()


def _search(question: str, form: str | None) -> None:
    """Print what a few words find."""
    from ..reference import finding, handbook

    found = finding.find(question)
    print_json([handbook.as_dict(each) for each in found]) if form == "json" else print(finding.listing(found))
