"""A question cut into words, each with its place in the text."""

import re
from typing import NamedTuple

from ..errors import UsageError
from ..words import STEERING, pattern, quoted

LONGEST = 400  # letters of a question
MOST = 80  # words of one
WORD = pattern(r"\d+(?=-[A-Za-z]{3,}(?![\w-]))|\S+")  # of 4-way two words
AROUND = "\"'`()[]{}<>“”‘’«»"
AFTER = "?!.,;:…"


class Token(NamedTuple):
    """A word without the marks around it. start, end: its place in the text. stop: whether a mark follows it."""

    text: str
    start: int
    end: int
    stop: bool


def tokens(question: str) -> tuple[str, list[Token]]:
    """The text of a question on one line, and its words. Raises UsageError for one that is none, or too long.

    >>> [token.text for token in tokens("is 190 TFLOPS (dense) normal?")[1]]
    ['is', '190', 'TFLOPS', 'dense', 'normal']
    """
    if not isinstance(question, str):
        raise UsageError(f"{quoted(question)} is no question: expected text")
    if len(question) > LONGEST:
        raise UsageError(f"a question of {len(question)} letters is too long to be read: ask in up to {LONGEST}")
    text = " ".join(STEERING.sub(" ", question).split())
    found = [token for match in WORD.finditer(text) if (token := _token(match))]
    if not found:
        raise UsageError("ask a question, such as: how long does a 4096 cubed matmul take on an A100")
    if len(found) > MOST:
        raise UsageError(f"a question of {len(found)} words is too long to be read: ask in up to {MOST}")
    return text, found


def _token(match: re.Match[str]) -> Token | None:
    word = match[0]
    left = word.lstrip(AROUND).removeprefix("-") if word[1:2].isalpha() else word.lstrip(AROUND)
    bare = left.rstrip(AROUND + AFTER)
    start = match.start() + len(word) - len(left)
    if word in ("-", "–", "—", "&", "+") or not bare.lstrip("-"):
        return None
    return Token(bare, start, start + len(bare), match.end() > start + len(bare))
