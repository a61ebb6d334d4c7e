"""``slipstick ask``."""

import contextlib
import io
from typing import TYPE_CHECKING, Any

import click

from . import main
from ._options import Plain, print_json, specs

if TYPE_CHECKING:
    from ..ask.drafts import Reading


@click.command("ask", cls=Plain, short_help="Ask in words: the command that was understood, and its answer.")
@click.argument("question", nargs=-1, required=True, metavar="QUESTION...")
@specs()
@click.option("--json", "form", flag_value="json", help="For programs: the reading, and the answer's own JSON.")
@click.option("--explain", "form", flag_value="explain", help="Also says which words gave what.")
@click.option("--short", "form", flag_value="short", help="The number only, where the command has one.")
@click.option("--dry", is_flag=True, help="Say the command, and do not run it.")
def command(question: tuple[str, ...], specs: str | None, form: str | None, dry: bool) -> int:
    """Ask in words. The command that was understood is printed first, then its answer.

    Every word that means something is used; where one is left, it is named and nothing is answered. Money needs single
    quotes, as the shell takes $1 of $10k for itself.

    \b
    Examples:
      slipstick ask how long does a 4096x4096x4096 bf16 matmul take on an A100
      slipstick ask memory bandwidth of an H100
      slipstick ask 'what does llama 3.1 8b cost on an L4 at $0.7 an hour with batch 16'
    """
    from ..ask.reading import read

    reading = read(" ".join(question), specs)
    if form != "json":
        print(reading.command)
        for note in reading.notes:
            print(f"  {note}")
        for other in reading.others:
            print(f"  or: {other}")
        if form == "explain":
            for words, gave in reading.why:
                print(f"  {words}: {gave}")
        if dry:
            return 0
        print()
    elif dry:
        print_json({"reading": reading.as_dict()})
        return 0
    return _run(reading, specs, form)


def _run(reading: "Reading", specs: str | None, form: str | None) -> int:
    """Run the command that was understood, in the form asked for as far as it has that; its exit code."""
    if form != "json":
        return _done(_words(reading, specs, form))
    code, text = printed(reading, specs, form)
    print_json({"reading": reading.as_dict(), "answer": _value(text)})
    return code


def printed(reading: "Reading", specs: str | None, form: str | None) -> tuple[int, str]:
    """The exit code of the command that was understood, and what it prints. Raises what the command raises."""
    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        code = _done(_words(reading, specs, form))
    return code, text.getvalue()


def _words(reading: "Reading", specs: str | None, form: str | None) -> list[str]:
    """The words of the command with the form and the specs, if it takes them."""
    command = main.get_command(click.Context(main), reading.words[0])
    options = {option for each in (command.params if command else ()) for option in each.opts}
    words = [*reading.words]
    words += [f"--{form}"] if form and f"--{form}" in options else []
    return words + (["--specs", specs] if specs and "--specs" in options else [])


def _done(words: list[str]) -> int:
    done: Any = main.main(words, prog_name="slipstick", standalone_mode=False)
    return done if isinstance(done, int) else 0


def _value(text: str) -> Any:
    """What a command printed: its JSON, or its text where it has none."""
    import json

    try:
        return json.loads(text)
    except ValueError:
        return text
