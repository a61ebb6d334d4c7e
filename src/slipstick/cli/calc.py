"""``slipstick calc``."""

import click

from ._options import Sized, answer_forms, print_json, specs


@click.command("calc", cls=Sized, short_help="What does this expression come to?")
@click.argument("expression", nargs=-1, required=True, metavar="EXPRESSION")
@specs()
@answer_forms
def command(expression: tuple[str, ...], specs: str | None, form: str | None) -> None:
    """What does this expression come to? Units are checked, and how it was read is printed.

    Numbers with units, + - * / ^, facts of parts, formulas, variables with ';' between, ranges, lists, 'in UNIT';
    or an equation with one '?'. NUMBER UNIT/UNIT is one number: 80 GB / 2 TB/s is 40 ms.

    \b
    Examples:
      slipstick calc "80 GB / 2 TB/s"
      slipstick calc "70e9 * 2 B / a100.memory.HBM.bandwidth in ms"
      slipstick calc "2 * 4096^3 FLOP / ? = 441 us"
      slipstick calc "w = 137 GFLOP; w / (35%..55% * 312 TFLOP/s)"
    """
    from ..calculator.calculate import calculate

    answer = calculate(" ".join(expression).replace("\u2212", "-"), specs=specs)
    if form == "json":
        print_json(answer.as_dict())
    elif form == "short":
        print(answer.short)
    else:
        print(answer.text())
        if form == "explain":
            for lever in answer.levers[: len(answer.ranges) == 1]:  # of several they are told anyway
                print(lever)
            for step in answer.steps:
                print(f"  {step.formula.name}: {step.result} = {step.with_numbers}  ({step.formula.source})")
