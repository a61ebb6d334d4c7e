"""Write src/slipstick/estimates/typed.py: a function for every question, so that type checkers and help() see it.

python tools/typed.py
"""

import sys
from pathlib import Path

from slipstick.estimates.parameter import Parameter, shown
from slipstick.estimates.question import Question
from slipstick.estimates.questions import find
from slipstick.estimates.shelf import every as names

TARGET = Path(__file__).parents[1] / "src" / "slipstick" / "estimates" / "typed.py"
HEAD = '''"""The questions as functions, for programs and type checkers. Made by ``python tools/typed.py``.

Each answers with an Estimate: ``.time``, ``.low``, ``.high`` and ``.floor`` are Quantities, of arrays for arrays.
A value is a number, text with its unit, a Quantity, or a numpy array of numbers that fits the others.
on: the machine, such as "a100" or "8xh100", or a Spec; of a list of them the answer is a table.
dtype: the number format; None for the first of bf16, fp16, fp32, tf32, fp64, fp8, int8 and fp4 that the part has.
specs: a folder or file of your own specs.
Raises UsageError for a value out of range or an unknown part or dtype, SlipstickError for what a part lacks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, overload

from ..specs.catalogue import Catalogue
from .answers import Answers, ask
from .estimate import Estimate
from .question import On
from .questions import shipped

if TYPE_CHECKING:
    from numpy import floating, integer
    from numpy.typing import NDArray

    from ..specs.machine import Machine
    from ..specs.spec import Spec
    from ..units.quantity import Quantity

Value: TypeAlias = "float | str | Quantity | NDArray[integer] | NDArray[floating]"
Several: TypeAlias = "list[str] | list[Spec] | list[Machine] | tuple[On, ...]"


def _answer(
    name: str, given: dict[str, Any], on: On | Several | None, dtype: str | None, specs: str | Catalogue | None
) -> Estimate | Answers:
    question = shipped(name)
    if isinstance(on, list | tuple):
        return ask(question, given, on, dtype, specs)
    return question.ask(given, on, dtype, specs)
'''


def parameter(each: Parameter) -> str:
    """A parameter of a function."""
    if each.words is not None:
        kind = "str | list[str]" if each.many else "str"
        return f"{each.name}: {kind}" + ("" if each.default is None else f" = {each.default!r}")
    if isinstance(each.default, str):
        return f"{each.name}: Value | None = None"
    default = shown(each.default, each.dim.unit) if each.dim.unit and each.default is not None else each.default
    return f"{each.name}: Value" + ("" if default is None else f" = {default!r}")


def function(question: Question) -> str:
    """The function of a question."""
    must = question.places
    may = sorted((each for each in question.parameters if each not in must), key=lambda each: not each.named)
    typed = ["dtype: str | None = None"] if question.typed else []
    picks = [f"{name}: str | None = None" for name in question.picks]
    rest = [*typed, *map(parameter, may), *picks, "specs: str | Catalogue | None = None"]
    name = question.name.replace("-", "_")

    def signature(on: str, result: str) -> str:
        where = f"on: {on}" if question.placed else f"on: {on} | None = None"
        return f"def {name}({', '.join([*map(parameter, must), '*', where, *rest])}) -> {result}:"

    given = ", ".join(f'"{name}": {name}' for name in (*(each.name for each in question.parameters), *question.picks))
    told = "\n".join(f"    {each.name}: {each.help}." for each in question.parameters)
    return f'''
@overload
{signature("On", "Estimate")} ...


@overload
{signature("Several", "Answers")} ...


{signature("On | Several", "Estimate | Answers")}
    """{question.help}

{told}
    """
    return _answer("{question.name}", {{{given}}}, on, {"dtype" if question.typed else None}, specs)
'''


def text() -> str:
    """The file, as ruff formats it."""
    import subprocess

    every = [find(name) for name in names()]
    public = ", ".join(f'"{question.name.replace("-", "_")}"' for question in every)
    made = f"{HEAD}\n__all__ = [{public}]\n" + "\n".join(map(function, every))
    command = [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(TARGET), "-"]
    return subprocess.run(command, input=made, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
    print(f"wrote {TARGET}")
