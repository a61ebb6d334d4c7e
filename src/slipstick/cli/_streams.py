"""The streams a command reads and writes: nothing that steers a terminal goes out, and none may be missing."""

import codecs
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EBADF
from typing import Any

from ..errors import SlipstickError
from ..words import cleaned, pattern

PLAIN = {"µ": "u", "×": "x", "−": "-", "≈": "~", "·": "*", "²": "^2", "³": "^3", "–": "-", "—": "-", "’": "'", "…": "."}
PLAIN |= {"μ": "u", "“": '"', "”": '"', "±": "+-", "÷": "/", "€": "EUR", "░": ":"}
PLAIN |= {"→": "->", "≤": "<=", "≥": ">=", "∞": "inf", "√": "sqrt", "°": "deg", "π": "pi", "λ": "lambda"}
PLAIN |= {"█": "#", "▌": "=", "●": "o", "─": "-", "│": "|", "└": "+", "┴": "+", "┬": "+", "├": "+", "┤": "+", "┼": "+"}
STYLES = pattern("(\x1b\\[(?:0|1|2|35)m)")  # those of a sheet and of a screen


class Output:
    """A stream that writes what steers a terminal as ``\\u001b``, which JSON reads too."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)

    def write(self, text: str) -> int:
        """Write text. Raises SlipstickError where the stream takes no more, BrokenPipeError where nobody reads."""
        self._do(self.stream.write, cleaned(text))
        return len(text)

    def write_styled(self, text: str) -> None:
        """Write a line in which styles may stand."""
        parts = (part if STYLES.fullmatch(part) else cleaned(part) for part in STYLES.split(text))
        self._do(self.stream.write, "".join(parts) + "\n")

    def flush(self) -> None:
        """Hand on what is still held back. Raises as :meth:`write`."""
        self._do(self.stream.flush)

    def _do(self, act: Any, *text: str) -> None:
        try:
            act(*text)
        except BrokenPipeError:
            raise
        except OSError as error:
            self.stream = _Nowhere()  # what it still holds would fail again
            raise SlipstickError(f"the answer cannot be written: {error.strerror}") from None


class _Notes(Output):
    """Standard error: what cannot be written there cannot be told either."""

    def _do(self, act: Any, *text: str) -> None:
        with suppress(OSError):
            act(*text)


class _Nowhere:
    """A stream that takes everything, or fails at the first text. error: its number; 0 for none."""

    encoding, errors, closed = "utf-8", "strict", False

    def __init__(self, error: int = 0) -> None:
        self.error = error

    def write(self, text: str) -> int:
        if self.error and text:
            raise OSError(self.error, os.strerror(self.error))
        return len(text)

    def flush(self) -> None: ...

    def isatty(self) -> bool:
        return False

    def fileno(self) -> int:
        raise OSError(EBADF, os.strerror(EBADF))


@contextmanager
def guarded() -> Iterator[None]:
    """Let a command run with streams that are all there, and clean."""
    before = sys.stdin, sys.stdout, sys.stderr
    if None in before:
        _fill()
    codecs.register_error("slipstick", _transliterate)
    old = _old()
    for stream, errors in zip(before, ("replace", "slipstick", "slipstick"), strict=True):
        if hasattr(stream, "reconfigure"):
            plain = {"encoding": "ascii"} if old and stream is not before[0] and stream.isatty() else {}
            stream.reconfigure(errors=errors, **plain)
    sys.stdin = before[0] or open(os.devnull, encoding="utf-8")  # noqa: SIM115
    sys.stdout, sys.stderr = Output(before[1] or _Nowhere(EBADF)), _Notes(before[2] or _Nowhere())
    try:
        yield
    finally:
        sys.stdin, sys.stdout, sys.stderr = before


def _old() -> bool:
    """Whether a person said that the terminal knows no more than ASCII; Python writes UTF-8 all the same."""
    if "PYTHONIOENCODING" in os.environ or "PYTHONUTF8" in os.environ:
        return False
    return (os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE")) in ("C", "POSIX")


def _fill() -> None:
    """Open what the shell has closed: else a file that is opened later would be taken for standard output."""
    while os.open(os.devnull, os.O_RDWR) < 3:
        pass


def _transliterate(error: UnicodeError) -> tuple[str, int]:
    """Characters an old terminal cannot show, in its own letters: 'u' for 'µ'."""
    assert isinstance(error, UnicodeEncodeError)
    return "".join(map(_plain, error.object[error.start : error.end])), error.end


def _plain(letter: str) -> str:
    """A character in ASCII: what stands for it, its letter without accents, or a question mark."""
    if letter in PLAIN:
        return PLAIN[letter]
    from unicodedata import normalize

    return normalize("NFKD", letter).encode("ascii", "ignore").decode() or "?"
