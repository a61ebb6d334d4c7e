"""Errors a user can meet. Each says in one line what was wrong and what was expected."""

from collections.abc import Iterable
from typing import Any


class SlipstickError(Exception):
    """A question that cannot be answered from the facts at hand. The command line exits with 1."""

    exit_code = 1


class UsageError(SlipstickError, ValueError):
    """A question that was not understood: a wrong value, name or unit. The command line exits with 2."""

    exit_code = 2


class DimensionError(UsageError, TypeError):
    """A quantity of one dimension where another belongs."""


class SpecError(SlipstickError):
    """Facts that break a rule, each problem with its file, line and remedy."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = list(problems)
        more = f" (and {len(self.problems) - 1} more: slipstick check)" if len(self.problems) > 1 else ""
        super().__init__(self.problems[0] + more)


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """The known spellings closest to a word, best first; at most three.

    >>> nearest("memroy", ["memory", "peak", "links"])
    ['memory']
    """
    from difflib import get_close_matches

    folded = {name.casefold(): name for name in known}
    return [folded[match] for match in get_close_matches(word.casefold(), folded, n=3, cutoff=0.6)]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The ending of an error about an unknown word: the nearest spelling, or every one that is allowed.

    >>> did_you_mean("memroy", ["memory", "peak"])
    'did you mean memory?'
    >>> did_you_mean("xyz", ["memory", "peak"])
    'expected one of memory, peak'
    """
    names = list(known)
    close = nearest(word, names)
    return f"did you mean {' or '.join(close)}?" if close else f"expected one of {', '.join(names)}"


def quoted(value: Any) -> str:
    """A value as an error names it: in quotes, on one line, and never longer than 40 characters.

    >>> quoted("9" * 50)
    "'9999999999999999999999999999999999999...'"
    """
    text = " ".join(str(value).split()) if isinstance(value, str) else str(value)
    return f"'{text if len(text) <= 40 else text[:37] + '...'}'"
