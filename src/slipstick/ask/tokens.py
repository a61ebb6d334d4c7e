"""A question cut into words, each with its place in the text."""

import re

from ..errors import UsageError
from ..records import Fields
from ..words import STEERING, pattern, quoted

LONGEST = 400  # letters of a question
MOST = 80  # words of one
WORD = pattern(r"\d+(?=-[A-Za-z]{3,}(?![\w-]))|\d+(?=[x×](?!\S))|\S+")  # of 4-way and of 8x two words


STAGE = r"(?:[ -]?stages?)?"
OR = r",?(?: (?:or|and|against|vs)(?: stages?)?)"


def _stages(match: re.Match[str]) -> str:
    """'ZeRO 1, 2 or 3' as a list."""
    return f"zero stages {','.join(each for each in match.groups() if each)}"


SHORT = (  # what people write for another word
    (pattern(r"(?<!\S)w/(?=\s)"), "with"),
    (pattern(r"(?<!\S)w/o(?=\s)"), "without"),
    (pattern(r"\$\s*/"), "USD/"),
    (pattern(r"\b(\d+) heads of (\d+)"), r"\1 heads, head dim \2"),
    (pattern(r"\bmem\b", re.IGNORECASE), "memory"),
    (pattern(rf"\bzero{STAGE} ([1-3])(?:(?:{OR}|,) ([1-3]))?{OR} ([1-3])\b(?! *x)", re.IGNORECASE), _stages),
    (pattern(r"\bavg\b", re.IGNORECASE), "average"),
)
AROUND = "\"'`()[]{}<>“”‘’«»"
AFTER = "?!.,;:…"


class Token(Fields):
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


def spelled(question: str) -> str:
    """A question with a few short forms written out."""
    if isinstance(question, str) and len(question) <= LONGEST:
        for short, whole in SHORT:
            question = short.sub(whole, question)
    return question


def _token(match: re.Match[str]) -> Token | None:
    word = match[0]
    left = word.lstrip(AROUND).removeprefix("-") if word[1:2].isalpha() else word.lstrip(AROUND)
    bare = left.rstrip(AROUND + AFTER)
    start = match.start() + len(word) - len(left)
    if word in ("-", "–", "—", "&", "+", "@") or not bare.lstrip("-"):
        return None
    return Token(bare, start, start + len(bare), match.end() > start + len(bare))
