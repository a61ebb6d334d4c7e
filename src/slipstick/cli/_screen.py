"""A terminal: what is printed there is as wide as it is, guides the eye, and goes through the pager where it is long.

Nothing of this is done to what goes into a file or a pipe, or to a form for programs.
"""

import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

import click

from ..words import cleaned
from ._fit import Line, fitted

PROGRAMS = ("json", "csv", "markdown", "html", "latex")  # forms that are printed as they are
LABEL = re.compile(r"  \S[^()]{0,38}?\s{2,}")
VALUE = re.compile(r"\S.*?(?= \(|[,;] |$)")
BOUND = re.compile(r"[a-z]+-bound")
RESULT = re.compile(r"(?<= = )[^=]+?(?=  \[|$)")  # of an expression
TITLE = re.compile(r"\w+:$")  # of a section of help


def styled() -> bool:
    """Whether what is printed may be bold or coloured: on a terminal that can, for a person who wants it."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


class Screen:
    """Standard output that is a terminal. What is written is held until the command ends, or asks something."""

    def __init__(self, stream: Any) -> None:
        self.stream, self.held, self.holding, self.paged = stream, [""], True, True
        self.plain = False  # whether what is held is printed as it is
        self.asked: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)

    def told(self, values: Mapping[str, Any]) -> None:
        """Take note of the options of the command."""
        self.plain = self.plain or values.get("form") in PROGRAMS
        words = {word for each in values.values() for word in re.findall(r"[\w.*]+", str(each))}
        self.asked |= words | {word.rpartition(".")[2] for word in words}

    def unpage(self) -> None:
        """Go without a pager."""
        self.paged = False

    def write(self, text: str) -> int:
        """Hold a text."""
        if not self.holding:
            return int(self.stream.write(text))
        self.held.append(text)
        return len(text)

    def write_styled(self, text: str) -> None:
        """Hold a text that is laid out and styled."""
        self.plain = True
        self.write(f"{text}\n")

    def flush(self) -> None:
        """Print what is held, and hold nothing more: somebody is asked, or an error follows."""
        self._end(False)
        self.stream.flush()

    def close(self) -> None:
        """Print what is held, through the pager where it is longer than the screen."""
        self._end(self.paged)

    def _end(self, paged: bool) -> None:
        text, self.held, self.holding = "".join(self.held), [], False
        if not text:
            return
        if not self.plain:
            from ._options import columns

            lines = fitted(cleaned(text).removesuffix("\n"), columns(), self.asked)
            text = "\n".join(_styled(lines) if styled() else (line.text for line in lines)) + "\n"
        if not (paged and _longer(text) and _page(text, self.stream)):
            self.stream.write_styled(text.removesuffix("\n"))


@contextmanager
def screen() -> Iterator[None]:
    """Let a command print to a terminal."""
    before = sys.stdout
    sys.stdout = held = Screen(before)
    try:
        yield
    except KeyboardInterrupt:
        held.flush()
        raise
    finally:
        held.close()
        sys.stdout = before


def _longer(text: str) -> bool:
    from shutil import get_terminal_size

    return text.count("\n") >= get_terminal_size().lines


def _page(text: str, stream: Any) -> bool:
    """Show a text through the pager; whether there was one. One that is closed early is no error."""
    command = os.environ.get("SLIPSTICK_PAGER", os.environ.get("PAGER", "less")).strip()
    if command in ("", "cat") or os.environ.get("TERM") == "dumb" or not sys.stdin.isatty():
        return False
    import shlex
    import subprocess

    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        pager = subprocess.Popen(shlex.split(command), stdin=subprocess.PIPE, env={"LESS": "FRX", **os.environ})
    except (OSError, ValueError):
        return False
    with suppress(OSError, KeyboardInterrupt):
        pager.communicate(text.encode(encoding, "slipstick"))
    while pager.poll() is None:
        with suppress(KeyboardInterrupt):  # which the pager takes for its own
            pager.wait()
    return True


def _styled(lines: list[Line]) -> Iterator[str]:
    """Lines in which titles, heads and the answer are bold, labels and rules faint, and what binds in colour."""
    column, answered = 0, len(lines) < 2
    for number, (kind, text) in enumerate(lines, -_begins(lines)):
        column = _column(text, column) if kind == "text" else 0
        if len(lines) == 1:
            yield RESULT.sub(lambda found: click.style(found[0], bold=True), text)
        elif text and (kind == "head" or (kind == "text" and (number == 0 or TITLE.match(text)))):
            yield click.style(text, bold=True)
        elif kind == "rule":
            yield click.style(text, dim=True)
        else:
            told = BOUND.sub(lambda found: click.style(found[0], fg="magenta"), text[column:])
            if 0 < number < 4 and not answered and kind == "text" and text.startswith("  "):
                told, answered = VALUE.sub(lambda found: click.style(found[0], bold=True), told, count=1), True
            label = text[:column]
            yield (click.style(label, dim=True) if label.strip() else label) + told


def _begins(lines: list[Line]) -> int:
    """The number of the line that an answer begins with: behind the command that was understood, where one is told."""
    texts = [line.text for line in lines]
    return texts.index("") + 1 if texts[0].startswith("slipstick ") and "" in texts else 0


def _column(text: str, before: int) -> int:
    """Where a line's text begins behind its label; 0 for none. before: that of the line above."""
    found = LABEL.match(text)
    if found and found.end() < len(text):
        return found.end()
    if text[:2] == "  " and before and text[before - 1 : before] == " " != text[before : before + 1]:
        return before
    return 0
