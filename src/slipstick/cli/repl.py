"""``slipstick repl``."""

import gc
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from ..calculator.session import Session
from ..errors import SlipstickError
from ..units.data import user_folder
from ._options import Plain, specs


@click.command("repl", cls=Plain, short_help="Calculate line by line, with variables, history and completion.")
@specs()
def command(specs: str | None) -> None:
    """Calculate line by line, with variables, history and completion.

    ans is the last answer, x = ... sets a variable, an open bracket or a last backslash goes on in the next line.

    \b
    Examples:
      slipstick repl
    """
    from ..calculator.session import HELP, Session

    gc.enable()  # a session goes on
    session = Session(specs, explain, asked(specs))
    terminal = sys.stdin.isatty()
    keep = _readline(session) if terminal else None
    if terminal:
        print("slipstick: 'help' says what can be asked, 'quit' ends")
    while (line := _line(terminal)) is not None:
        if line.strip() in ("quit", "exit"):
            break
        if line.strip() == "help":
            print(HELP)
        elif answer := session.answer(line):
            print(answer)
    if keep:
        keep()


def explain(name: str) -> str:
    """The page of a formula."""
    from ..reference import handbook

    return handbook.explained(handbook.find(name))


def asked(specs: str | None) -> Callable[[str], str]:
    """What answers a line in words by the command that it means; empty text where it means none."""

    def answer(line: str) -> str:
        from ..ask.reading import read
        from .ask import printed

        try:
            reading = read(line, specs)
        except SlipstickError:
            return ""
        try:
            return f"{reading.command}\n{printed(reading, specs, None)[1]}".rstrip()
        except SlipstickError as error:
            return f"{reading.command}\nerror: {error}"

    return answer


def _line(terminal: bool) -> str | None:
    """One question, of several lines if it goes on; None at the end of the input."""
    from ..calculator.session import unfinished

    text = ""
    while True:
        try:
            more = input(("... " if text else "> ") if terminal else "")
        except EOFError:
            return text or None
        except KeyboardInterrupt:
            print()
            text = ""
            continue
        text += more
        if not unfinished(text):
            return text
        text = text.rstrip().removesuffix("\\") + " "


def _readline(session: "Session") -> Any:
    """Completion and history; what to do at the end, or None where the system has no readline."""
    try:
        import readline
    except ImportError:
        return None

    def complete(word: str, state: int) -> str | None:
        found = session.completions(word)
        return found[state] if state < len(found) else None

    readline.set_completer(complete)
    readline.set_completer_delims(" \t\n+*/^()[],;=?")
    readline.parse_and_bind("tab: complete")
    base = user_folder("XDG_STATE_HOME", os.path.join(".local", "state"))
    file = os.path.join(base, "slipstick", "history")
    with suppress(OSError):
        readline.read_history_file(file)

    def keep() -> None:
        readline.set_history_length(1000)
        with suppress(OSError):
            os.makedirs(os.path.dirname(file), exist_ok=True)
            readline.write_history_file(file)

    return keep
