"""``slipstick calc``."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from ..errors import SlipstickError, UsageError
from ..words import pattern
from . import refused
from ._options import Sized, answer_forms, print_json, specs

if TYPE_CHECKING:
    from ..calculator.answer import Calculation
    from ..calculator.tree import Node


class Expression(Sized):
    """A command of an expression: '-(3 s)' and '-x' begin it, as no option has a single dash but '-h'."""

    negative = pattern(r"^-(?=[^-])(?!h$)")


@click.command("calc", cls=Expression, short_help="What does this expression come to?")
@click.argument("expression", nargs=-1, required=True, metavar="EXPRESSION")
@specs()
@click.option("--digits", type=click.IntRange(3, 17), default=6, metavar="N", help="Significant digits, 3 to 17.")
@answer_forms
def command(expression: tuple[str, ...], specs: str | None, digits: int, form: str | None) -> int:
    """What does this expression come to? Units are checked, and how it was read is printed.

    Numbers with units, + - * / ^, facts of parts, formulas, variables with ';' between, ranges, lists, 'in UNIT';
    or an equation with one '?'. NUMBER UNIT/UNIT is one number: 80 GB / 2 TB/s is 40 ms. Each statement is answered;
    of '-' the statements are read from the standard input, where a line that cannot be answered stops no other.

    \b
    Examples:
      slipstick calc "80 GB / 2 TB/s"
      slipstick calc "70e9 * 2 B / a100.memory.HBM.bandwidth in ms"
      slipstick calc "2 * 4096^3 FLOP / ? = 441 us"
      slipstick calc "w = 137 GFLOP; w / (35%..55% * 312 TFLOP/s)"
    """
    found: list[Calculation] = []
    codes: list[int] = []  # of lines without an answer
    for answer in _answers(_text(expression), specs, codes):
        answer.digits = digits
        found.append(answer)
        if form not in ("json", "short"):
            _print(answer, form)
    if form == "json" and found:
        print_json(found[-1].as_dict() | ({"statements": [each.as_dict() for each in found]} if found[1:] else {}))
    elif form == "short" and found:
        unnamed = [answer for answer in found if not answer.name]
        print("\n".join(answer.short for answer in unnamed or found[-1:]))
    return max(codes, default=0)


def _answers(text: str, specs: str | None, codes: list[int]) -> "Iterator[Calculation]":
    """The answers to an expression; of '-' those to the lines of the standard input.

    codes: the exit code of each line that has none, which is told, is put there.
    """
    from ..calculator.calculate import answers

    lines = sys.stdin.read().split("\n") if text.strip() == "-" else []
    said = {number: line for number, line in enumerate(lines, 1) if line.partition("#")[0].strip(" \t\r;")}
    if not said:
        yield from answers("" if lines else text, specs=specs)
    variables: dict[str, Node] = {}
    for number, line in said.items():
        try:
            yield from answers(line, variables, specs)
        except SlipstickError as error:
            codes.append(refused(error, f"line {number}: "))


def _text(expression: tuple[str, ...]) -> str:
    """The expression. Raises UsageError for one that lost its arrow to the shell."""
    text = " ".join(expression).replace("\u2212", "-")
    if text.strip() == "-":
        return text
    if text.rstrip().endswith("-") and not sys.stdout.isatty():
        raise UsageError("the expression ends in '-' and goes to a file: quote it, such as calc \"3 GB -> MB\"")
    return text


def _print(answer: "Calculation", form: str | None) -> None:
    print(answer.text())
    if form == "explain":
        for lever in answer.levers[: len(answer.ranges) == 1]:  # of several they are told anyway
            print(lever)
        for step in answer.steps:
            worked = answer.spoken(f"{step.result} = {step.with_numbers}")
            print(f"  {step.formula.name}: {worked}  ({step.formula.source})")
