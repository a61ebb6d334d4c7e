"""The command line: thin commands made from the library.

One file of this folder is one command, found by its name: ``matmul.py`` is
``slipstick matmul``. What reads the command line and prints may enter; what is worked out stays below.
Imports: every package; click only here.
"""

import os
import re
import sys
from functools import cache, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from ..errors import SlipstickError, UsageError
from ..units.data import code, there
from ..words import did_you_mean, quoted
from ._options import Plain
from ._streams import guarded

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

EPILOG = """\b
Examples:
  slipstick matmul 4096 4096 4096 --on a100
  slipstick matmul 1 4096 4096 --on h100 --dtype fp8 --explain
  slipstick show a100
  slipstick compare a100 h100
  slipstick list gpu --sort peak.bf16
  slipstick number l2 latency
  slipstick calc "80 GB / 2 TB/s"
"""
LONGEST = 2000  # letters of an error
NO_PAGER = "--no-pager"


class Commands(Plain, click.Group):
    """The commands of this folder, imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command's name."""
        from ..estimates.listing import listed

        return sorted({*_own(), *(entry.name for entry in listed().values() if entry.command)})

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of a name, or None."""
        if name[:1] != "_" and name.isidentifier() and name.islower() and there(_path(name)):
            command: click.Command = import_module(f"{__name__}.{name}").command
            return command
        return _asked(name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command named first; for an unknown one an error with the nearest."""
        if not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            raise UsageError(f"unknown command {quoted(args[0])}: {instead(args[0], self.list_commands(ctx))}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Every command with its line of help; none is imported for that."""
        told = _helps()
        with formatter.section("Commands"):
            formatter.write_dl(sorted(told.items()))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        """The commands that begin so, and options; none is imported for that."""
        from click.shell_completion import CompletionItem

        told = _helps()
        found = [CompletionItem(name, help=told[name]) for name in sorted(told) if name.startswith(incomplete)]
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]

    # A reader that has seen enough, such as `head`, is no error; click would exit with 1.

    def make_context(self, *args: Any, **options: Any) -> click.Context:
        """Read the command line; ``--help`` prints here."""
        try:
            return super().make_context(*args, **options)
        except BrokenPipeError:
            raise click.exceptions.Exit(0) from None

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            return 0


def instead(word: str, commands: list[str]) -> str:
    """What an unknown command or question may mean: a kernel, or the nearest of those there are."""
    from ..estimates.listing import listed

    if (kernel := word.replace("_", "-")) in listed():
        return f"did you mean run {kernel}?"
    return did_you_mean(word, commands)


def _path(name: str) -> str:
    return os.path.join(__path__[0], f"{name}.py")


@cache
def _own() -> list[str]:
    """The commands that are files of this folder."""
    from pkgutil import iter_modules  # knows a zip

    return [module.name for module in iter_modules(__path__) if not module.name.startswith("_")]


def _helps() -> dict[str, str]:
    """The line of help of every command."""
    from ..estimates.listing import listed

    asked = {entry.name: entry.help for entry in listed().values() if entry.command}
    return asked | {name: _told(name) for name in _own()}


def _told(name: str) -> str:
    """The line of help of a command, as its file declares it."""
    source = code(_path(name)).decode()
    found = re.search(rf'\("{name}",.* short_help="(.*?)"', source)
    return found[1] if found else str(import_module(f"{__name__}.{name}").command.get_short_help_str())


@lru_cache(16)
def _asked(name: str) -> click.Command | None:
    """The command of a question; None where there is none of that name."""
    from ..estimates.questions import shipped_command

    question = shipped_command(name)
    if question is None:
        return None
    from ._questions import command_of

    return command_of(question)


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from .. import __version__

        print(f"slipstick {__version__}")
        ctx.exit()


@click.group(
    cls=Commands, invoke_without_command=True, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Print the version."
)
@click.option(
    NO_PAGER, is_flag=True, expose_value=False, help="Print what is longer than the screen at once, not through PAGER."
)
@click.pass_context
def main(ctx: click.Context) -> None:
    """A slide rule for computer hardware.

    Answers questions such as: how long does this matmul take on an A100? Each answer comes with what the
    datasheet allows at best, what real libraries reach, the work, and the source of every number.
    """
    if ctx.invoked_subcommand is None:
        print(ctx.get_help())


def answered(arguments: list[str] | None = None) -> int:
    """Run the command line: 0 answered, 1 cannot be answered, 2 not understood. An error is one line."""
    with guarded():
        code = _shown(arguments) if sys.stdout.isatty() else _answer(arguments)
        try:
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing is left to fail at exit
        except SlipstickError as error:  # the disk is full, and what was said before is still in the buffer
            return _fail(str(error), error.exit_code)
        return code


def _shown(arguments: list[str] | None) -> int:
    """Run the command line on a terminal."""
    from ._screen import screen

    try:
        with screen():
            return _answer(arguments)
    except BrokenPipeError:
        return 0
    except SlipstickError as error:
        return _fail(str(error), error.exit_code)


def _answer(arguments: list[str] | None) -> int:
    try:
        words = _unpaged([_utf8(word) for word in (sys.argv[1:] if arguments is None else arguments)])
        done: Any = main.main(words, prog_name="slipstick", standalone_mode=False)
        return done if isinstance(done, int) else 0
    except SlipstickError as error:
        return refused(error)
    except click.ClickException as error:
        where = getattr(error, "ctx", None)
        return _fail(error.format_message(), error.exit_code, where.command_path if where else "slipstick")
    except (click.Abort, KeyboardInterrupt):
        return _fail("interrupted", 130)
    except OSError as error:  # of a file that no room below expects to fail
        where = error.filename or "the current folder"
        return _fail(f"{where}: {error.strerror}", 1)
    except MemoryError:
        return _fail("there is not memory enough to answer this", 1)


def _unpaged(words: list[str]) -> list[str]:
    """The words of a command line without ``--no-pager``, which may stand anywhere before ``--``."""
    if NO_PAGER not in words[: words.index("--") if "--" in words else None]:
        return words
    getattr(sys.stdout, "unpage", bool)()
    words.remove(NO_PAGER)
    return words


def refused(error: SlipstickError, where: str = "") -> int:
    """Say on standard error why there is no answer, and in an expression where it went wrong; its exit code.

    where: what is said before it.
    """
    sys.stdout.flush()
    failed = _fail(f"{where}{error}", error.exit_code)
    if picture := getattr(error, "picture", ""):
        print(picture, file=sys.stderr)
    return failed


def _utf8(word: str) -> str:
    """An argument as text, whatever the locale. Raises UsageError for one that is none."""
    if word.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in word):
        return word
    try:
        return word.encode(errors="surrogateescape").decode()
    except UnicodeError:
        raise UsageError(f"an argument is no text in UTF-8: {word[:40]!a}") from None


def _fail(message: str, code: int, command: str = "") -> int:
    line = " ".join(message.split())
    hint = f" Try '{command} --help'." if command and line[-1:] == "." else ""
    print(f"slipstick: {_short(line)}{hint}", file=sys.stderr)
    return code


def _short(line: str) -> str:
    """A line that does not repeat what nobody reads: words of a thousand letters, and more of them."""
    line = re.sub(r"(\S{60})\S{400,}(\S{40})", r"\1...\2", line)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 3]}..."
