"""Write src/slipstick/estimates/typed.py: a function for every question, so that type checkers and help() see it.

python tools/typed.py
"""

import sys
from pathlib import Path

from slipstick.estimates.question import DTYPE, Parameter, Question
from slipstick.estimates.questions import find, names

TARGET = Path(__file__).parents[1] / "src" / "slipstick" / "estimates" / "typed.py"
HEAD = '''"""The questions as functions, for programs and type checkers. Made by ``python tools/typed.py``.

Each answers with an Estimate: ``.time``, ``.low``, ``.high`` and ``.floor`` are Quantities, of arrays for arrays.
A value is a number, text with its unit, a Quantity, or a numpy array of numbers that fits the others.
on: the machine, such as "a100" or "8xh100", or a Spec. dtype: the number format.
specs: a folder or file of your own specs.
Raises UsageError for a value out of range or an unknown part or dtype, SlipstickError for what a part lacks.
"""

from typing import TYPE_CHECKING, TypeAlias

from ..specs.catalogue import Catalogue
from .estimate import Estimate
from .question import On
from .questions import shipped

if TYPE_CHECKING:
    from numpy import floating, integer
    from numpy.typing import NDArray

    from ..units.quantity import Quantity

Value: TypeAlias = "float | str | Quantity | NDArray[integer] | NDArray[floating]"
'''


def parameter(each: Parameter) -> str:
    """A parameter of a function."""
    return f"{each.name}: Value" + ("" if each.default is None else f" = {each.default!r}")


def function(question: Question) -> str:
    """The function of a question."""
    must = [each for each in question.parameters if each.default is None]
    may = [each for each in question.parameters if each.default is not None]
    typed = [f'dtype: str = "{DTYPE}"'] if question.typed else []
    picks = [f"{name}: str | None = None" for name in question.picks]
    own = ", ".join([*map(parameter, must), "*", "on: On", *typed, *map(parameter, may), *picks])
    given = ", ".join(f'"{name}": {name}' for name in (*(each.name for each in question.parameters), *question.picks))
    told = "\n".join(f"    {each.name}: {each.help}." for each in question.parameters)
    return f'''
def {question.name.replace("-", "_")}({own}, specs: str | Catalogue | None = None) -> Estimate:
    """{question.help}

{told}
    """
    return shipped("{question.name}").ask({{{given}}}, on, {"dtype" if question.typed else f'"{DTYPE}"'}, specs)
'''


def text() -> str:
    """The file, as ruff formats it."""
    import subprocess

    made = HEAD + "\n".join(function(find(name)) for name in names())
    command = [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(TARGET), "-"]
    return subprocess.run(command, input=made, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
    print(f"wrote {TARGET}")
