"""``slipstick drill``."""

import gc
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from ..errors import UsageError
from ._options import Plain, as_json, print_json

if TYPE_CHECKING:
    from ..cards.progress import Progress
    from ..cards.prompts import Prompt
    from ..cards.sitting import Sitting

HELP = "Answer with a number and its unit, such as 100 ns; an empty line for 'not known', quit to end."


def _subjects(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from ..cards.prompts import subjects

    return [name for name in subjects() if name.startswith(incomplete)]


@click.command("drill", cls=Plain, short_help="Guess numbers and estimates; what was hard comes again.")
@click.argument("subjects", nargs=-1, shell_complete=_subjects)
@click.option("--count", default=10, show_default=True, type=click.IntRange(1, 1000), help="Questions at most.")
@click.option("--new", default=10, show_default=True, type=click.IntRange(0, 1000), help="New questions at most.")
@click.option("--seed", type=int, help="For the same order of new questions again.")
@click.option("--list", "listed", is_flag=True, help="Print the questions and do not ask.")
@click.option("--reset", is_flag=True, help="Forget what was learned of these SUBJECTS.")
@as_json()
def command(
    subjects: tuple[str, ...], count: int, new: int, seed: int | None, listed: bool, reset: bool, form: str | None
) -> None:
    """Guess numbers within a factor of two or ten, and see the work after; what was hard comes again sooner.

    SUBJECTS are numbers, estimates, a page of numbers, a chapter of formulas or a kernel such as matmul or softmax;
    numbers and matmul if none is named. Progress is kept in the user's data folder, or in SLIPSTICK_DATA.

    \b
    Examples:
      slipstick drill --list --count 3 --seed 1
      slipstick drill softmax attention --list --count 3 --seed 1
    """
    from ..cards.progress import Progress, require
    from ..cards.sitting import Sitting, forget

    gc.enable()  # a sitting goes on
    require()
    progress = Progress()
    _tell_damage(progress)
    if reset:
        print(f"forgot {forget(progress, subjects)} questions")
        return
    sitting = Sitting(progress, subjects, count, new, seed)
    if listed:
        print(sitting)
        return
    try:
        _run(sitting, quiet=form == "json")
    except KeyboardInterrupt:  # wherever it falls, what was answered is kept
        print(file=sys.stderr)
    with held_back():
        _summary(sitting, form)


def _summary(sitting: "Sitting", form: str | None) -> None:
    """How it went."""
    if form == "json":
        print_json(sitting.summary())
        return
    told = ", ".join(f"{count} {name}" for name, count in sitting.summary().items() if name != "asked" and count)
    print(f"{len(sitting.grades)} answered{': ' if told else ''}{told}")


@contextmanager
def held_back() -> Iterator[None]:
    """Hold an interrupt back until what is done here is whole: an answer is kept and counted, or neither."""
    came: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if came:
        raise KeyboardInterrupt


def _tell_damage(progress: "Progress") -> None:
    if progress.damaged:
        print(f"slipstick: the file of progress was damaged; it is kept as {progress.damaged}", file=sys.stderr)


def _run(sitting: "Sitting", quiet: bool) -> None:
    """Ask until the questions, or the answers, end."""
    if not quiet:
        print(HELP if sitting.asked else "nothing is due: --new asks more")
    for number, question in enumerate(sitting.asked, 1):
        if not quiet:
            print(f"\n{number}/{len(sitting.asked)}  {question.text}")
        if not _ask(sitting, question, quiet):
            return


def _ask(sitting: "Sitting", question: "Prompt", quiet: bool) -> bool:
    """Ask one question until its answer can be read; False at the end of the answers."""
    from ..cards.progress import now

    while True:
        try:
            text = input("> " if sys.stdin.isatty() and not quiet else "")
        except EOFError:
            print(file=sys.stderr)
            return False
        if text.strip() in ("quit", "exit"):
            return False
        try:
            with held_back():
                said = sitting.answer(question, text, now())
        except UsageError as error:
            print(f"slipstick: {' '.join(str(error).split())}", file=sys.stderr)
            continue
        if not quiet:
            print(said)
        return True
