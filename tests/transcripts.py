"""Transcripts: what is typed after a '>', and below it what is answered, to the letter.

    python tests/transcripts.py

writes the answers anew: look at each that has changed. The specs asked about are those of ``place`` and ``wrong``.
"""

import io
import os
import shlex
from collections.abc import Callable, Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

from slipstick import SlipstickError, calculate
from slipstick.calculator.tree import ExpressionError
from slipstick.cli import answered

HERE = Path(__file__).parent
ENVIRONMENT = {"SLIPSTICK_SPECS": "place", "SLIPSTICK_DATA": "no progress yet", "COLUMNS": "80"}


def calc(typed: str) -> str:
    """What the calculator answers, or its error with the place under the text."""
    try:
        return calculate(typed).text()
    except ExpressionError as error:
        return f"{error.picture}\n{error}"
    except SlipstickError as error:
        return str(error)


def command(typed: str) -> str:
    """What a command prints in a terminal of 80 columns, asked beside the specs in ``place``; and how it ends.

    The way to a file is told from here, wherever this folder is.
    """
    said, place = io.StringIO(), patch.dict(os.environ, ENVIRONMENT)
    with place, chdir(HERE), redirect_stdout(said), redirect_stderr(said):
        code = answered(shlex.split(typed))
    return said.getvalue().replace(f"{HERE}{os.sep}", "") + f"(ends with {code})" * bool(code)


# By package: how what is typed in its transcript is answered.
ANSWERED: dict[str, Callable[[str], str]] = {
    "calculator": calc,
    **dict.fromkeys(("estimates", "reference", "evidence", "sheets", "plots", "cards", "cli"), command),
}


def path(package: str) -> Path:
    return HERE / package / "transcript.txt"


def blocks(package: str) -> Iterator[tuple[str, str]]:
    """What is typed in a transcript, and what it says is answered."""
    for block in ("\n" + path(package).read_text(encoding="utf-8")).split("\n> ")[1:]:
        typed, _, answer = block.partition("\n")
        yield typed, answer.partition("\n== ")[0].rstrip("\n")


def answer(package: str, typed: str) -> str:
    """What is answered now; without the blanks at the end of a line."""
    return "\n".join(line.rstrip() for line in ANSWERED[package](typed).splitlines())


def renewed(package: str) -> str:
    """A transcript with every answer asked now; its headings stay."""
    lines = path(package).read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.startswith(("> ", "== "))]
    return "".join(f"{line}\n" + f"{answer(package, line[2:])}\n" * (line[0] == ">") for line in kept)


if __name__ == "__main__":
    for each in ANSWERED:
        path(each).write_text(renewed(each), encoding="utf-8")
