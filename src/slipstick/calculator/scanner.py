"""What comes next in the text of an expression: operators, numbers, and the units after them."""

import re
from typing import NoReturn

from ..errors import UsageError
from ..units.reading import NUMBER, WORD, Unit, canonical, known, unit
from ..words import quoted
from .tree import PER, ExpressionError, Literal

COUNTS = {"k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "Ki": 2.0**10, "Mi": 2.0**20, "Gi": 2.0**30, "Ti": 2.0**40}
COUNT = re.compile(r"(?:Ki|Mi|Gi|Ti|k|M|G|T)(?![A-Za-zµμ0-9_/(])")
UNIT = re.compile(rf"\s*({WORD.pattern})(?:(?:\^|\*\*)([+-]?[1-9])(?![\d.]))?")
SIGNS = {"×": "*", "·": "*", "**": "^", "−": "-", "per": "/"}
OPERATOR = re.compile(r"\*\*|\.\.|[-+*/^×·−=?(),;\[\]%]|per\b")
PLAIN = Unit({}, 1.0, {})


class Scanner:
    """A place in a text, moved on by what is read there. variables: names that have a value already."""

    def __init__(self, text: str, variables: set[str]) -> None:
        self.text, self.variables = text, variables
        self.at = self.depth = 0
        self._sign = (-1, "", 0)  # where the grammar looked last, and what it found: it looks once for each operator

    def fail(self, problem: str, start: int, end: int) -> NoReturn:
        """Raise the error for a place."""
        raise ExpressionError(problem, self.text, start, end)

    def blanks(self) -> None:
        """Go past blanks."""
        while self.at < len(self.text) and self.text[self.at] in " \t\r":
            self.at += 1

    def sign(self) -> str:
        """The operator that comes next, in its usual spelling; an empty text if none does."""
        if self._sign[0] != self.at:
            self.blanks()
            match = OPERATOR.match(self.text, self.at)
            found = match[0] if match else ";" if self.text[self.at : self.at + 1] == "\n" else ""
            self._sign = self.at, SIGNS.get(found, found), self.at + len(found)
        return self._sign[1]

    def take(self, *signs: str) -> str:
        """Go past one of these operators, if it comes next, and say which; an empty text if none does."""
        found = self.sign()
        if not found or found not in signs:
            return ""
        self.at = self._sign[2]
        return found

    def bare(self) -> Literal | None:
        """A number without the unit after it."""
        self.blanks()
        start = self.at
        match = NUMBER.match(self.text, start) if self.text[start : start + 1] not in ("+", "-") else None
        if not match:
            return None
        value = float(match[0].replace("_", ""))
        if value == float("inf"):
            self.fail("this number is too large", start, match.end())
        self.at = match.end()
        return Literal(start, self.at, value, PLAIN, match[0])

    def number(self) -> Literal | None:
        """A number with its percent sign, its letter for a count, or its unit."""
        found = self.bare()
        if found is None:
            return None
        count = COUNT.match(self.text, self.at)
        if self.text[self.at : self.at + 1] == "%":
            self.at, found.value = self.at + 1, found.value / 100
        elif count and not known(count[0]):
            self.at, found.value = count.end(), found.value * COUNTS[count[0]]
        else:
            close = self.text[self.at : self.at + 1] == "B"
            found.unit, words = self.unit_here()
            if close and words == "B":
                found.count = found.value * 1e9
        found.end, found.text = self.at, self.text[found.start : self.at]
        return found

    def unit_here(self) -> tuple[Unit, str]:
        """The unit that comes next, if one does: 'TB/s', 'm^2', 'kW h'; it ends before a variable after a '/'."""
        start = end = self.at
        while match := UNIT.match(self.text, end):
            if match[1] in ("in", "to", "per") or self.is_name(match) or self.unknown_after(match, end > start):
                break
            end = match.end()
            slash = re.compile(r"\s*(?:/|per\b)(?=\s*[A-Za-zµμ])").match(self.text, end)
            if slash and self.is_unit(slash.end()):
                end = slash.end()
        words = PER.sub("/", self.text[start:end].strip())
        self.at = end if words else start
        return (unit(words), words) if words else (PLAIN, "")

    def unknown_after(self, match: re.Match[str], further: bool) -> bool:
        """Whether a word cannot be the unit of what stands before it; the first one has to be."""
        if known(match[1]):
            return False
        if not further:
            try:
                canonical(match[1], match[1])
            except UsageError as error:
                self.fail(str(error), match.start(1), match.end(1))
        return True

    def is_unit(self, place: int) -> bool:
        """Whether the word at a place is a unit, and no variable."""
        match = UNIT.match(self.text, place)
        if not match or match[1] in self.variables or self.is_name(match):
            return False
        return bool(known(match[1]))

    def is_name(self, match: re.Match[str]) -> bool:
        """Whether a word is a formula or the beginning of a fact's path, by what follows it."""
        return bool(re.compile(r"\(|\.(?=[A-Za-z*])").match(self.text, match.end()))

    def target(self) -> tuple[Unit | None, str]:
        """The unit after 'in' or 'to', and its text; None if there is none."""
        self.blanks()
        match = re.compile(r"(?:in|to)\s+([^;\n=]*)").match(self.text, self.at)
        if not match:
            return None, ""
        words = match[1].strip()
        start, self.at = match.start(1), match.end()
        try:
            return unit(words), words
        except UsageError as error:
            self.fail(str(error), start, start + len(words))

    def close(self, end: str, start: int) -> None:
        """Go past the bracket that closes the one at a place."""
        if not self.take(end):
            if self.at >= len(self.text):
                self.fail(f"this bracket is not closed: expected '{end}' at the end", start, start + 1)
            self.unexpected(f"'{end}' or an operator")

    def unexpected(self, wanted: str) -> NoReturn:
        """Raise the error that names what stands here and what was expected."""
        self.blanks()
        if self.at >= len(self.text):
            self.fail(f"the expression ends too early: expected {wanted}", len(self.text), len(self.text) + 1)
        word = WORD.match(self.text, self.at) or NUMBER.match(self.text, self.at)
        found = word[0] if word and word[0] else self.text[self.at]
        hint = ": write USD for dollars" if found == "$" else f": expected {wanted}"
        self.fail(f"unexpected {quoted(found)}{hint}", self.at, self.at + len(found))
