"""Words of the command line and of files: handles, and the nearest spelling to a wrong one."""

import re
from collections.abc import Iterable
from typing import Any, cast


class _Pattern:
    """See :func:`pattern`."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self.flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        """A method of the compiled one, which is asked for once."""
        found = self.__dict__[name] = getattr(re.compile(self.pattern, self.flags), name)
        return found


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """A regular expression that is compiled when it is first used: no question uses most of them.

    >>> pattern("[a-z]+").match("gpu-0")[0]
    'gpu'
    """
    return cast("re.Pattern[str]", _Pattern(text, flags))


# all that steers a terminal: C0 but for tab and line feed, delete, C1, line separators, letters turned round
STEERING = pattern("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


# say nothing about what a question means
EMPTY = {"a", "an", "the", "of", "in", "on", "to", "for", "with", "by", "at", "from", "and", "or", "what", "is", "how"}


def nearest(word: str, known: Iterable[str], alike: float = 0.6) -> list[str]:
    """The known spellings closest to a word, best first; at most three. alike: how close, from 0 to 1 for the same.

    >>> nearest("memroy", ["memory", "peak", "links"])
    ['memory']
    """
    from difflib import get_close_matches

    folded = {name.casefold(): name for name in known}
    return [folded[match] for match in get_close_matches(word.casefold(), folded, n=3, cutoff=alike)]


def did_you_mean(word: str, known: Iterable[str], otherwise: str | None = None) -> str:
    """The ending of an error about an unknown word: the nearest spelling, or every one that is allowed.

    otherwise: said in place of every one, where they are too many to name.

    >>> did_you_mean("memroy", ["memory", "peak"])
    'did you mean memory?'
    >>> did_you_mean("xyz", ["memory", "peak"]), did_you_mean("xyz", ["memory"])
    ('expected one of memory, peak', 'expected memory')
    """
    names = list(known)
    close = nearest(word, names)
    if close:
        return f"did you mean {' or '.join(close)}?"
    if otherwise is not None:
        return otherwise
    return f"expected {'one of ' * (len(names) != 1)}{', '.join(names)}"


def quoted(value: Any) -> str:
    """A value as an error names it: in quotes, on one line, and never longer than 40 characters.

    >>> quoted("9" * 50)
    "'9999999999999999999999999999999999999...'"
    """
    text = " ".join(str(value).split()) if isinstance(value, str) else str(value)
    return f"'{text if len(text) <= 40 else text[:37] + '...'}'"


def cleaned(text: str) -> str:
    """Text with everything that steers a terminal written out, in the way of JSON.

    >>> cleaned("red \\x1b[31m")
    'red \\\\u001b[31m'
    """
    if text.replace("\n", "").isprintable():  # as nearly all is: then it steers nothing
        return text
    return STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def counted(number: int, word: str) -> str:
    """So many of something.

    >>> counted(1, "fact"), counted(2, "fact")
    ('1 fact', '2 facts')
    """
    return f"{number} {word}{'s' * (number != 1)}"


def sentence(text: str) -> str:
    """A line of help as a sentence.

    >>> sentence("rent of a device")
    'Rent of a device.'
    """
    return text[0].upper() + text[1:] + "."


def slug(word: str) -> str:
    """A word as a handle: lower case, dashes for everything that is no letter or digit.

    >>> slug("GeForce RTX 4090")
    'geforce-rtx-4090'
    """
    return "-".join("".join(c if c.isalnum() or c == "+" else " " for c in word.casefold()).split())
