"""What comes next in the text of an expression: operators, numbers, and the units after them."""

import re
from typing import NoReturn

from ..errors import UsageError
from ..units.reading import (
    COUNT,
    COUNTS,
    GREEK,
    NUMBER,
    POWER,
    RATE,
    WORD,
    Unit,
    canonical,
    joined,
    known,
    spelled,
    unit,
)
from ..words import pattern, quoted
from . import odd
from .tree import PER, ExpressionError, Literal

UNIT = pattern(rf"\s*({WORD.pattern}){POWER}")
SLASH = pattern(rf"\s*(?:/|per\b)(?=\s*({WORD.pattern}))")
HYPHEN = pattern(rf"-(?=({WORD.pattern}))")  # GB-month
TRANSFERS = pattern(r"\s*[kMG]T\s*/\s*(?:s|sec|second)\b")
SIGNS = {"×": "*", "·": "*", "**": "^", "÷": "/", "−": "-", "per": "/", "→": "->"}
OPERATOR = pattern(r"\*\*|\.\.|->|[-+*/^×·÷=?(),;\[\]%]|−|→|per\b")
AGAIN = pattern(r"(?:\s(?:in|to)\s|->|→).*", re.DOTALL)
BLANK = pattern(r"(?:[ \t\r]|#[^\n]*)*")
PERCENT = pattern(r"[ \t]*%")
LETTER = pattern(rf"(\s*)(Ki|Mi|Gi|Ti|[KkMGT])(?![A-Za-zµ°0-9_(.]|{GREEK})")
SECOND = pattern(rf"[ \t]+({WORD.pattern})(?![\w(.])")
GOES_ON = pattern(r"\(|\.(?=[A-Za-z*])")  # as a name, and no unit
TARGET = pattern(r"(?:(?:in|to)(?:\s+|(?=%))|->|→)([^;\n=#]*)")
TOO_LARGE = "this number is too large"
LONGEST_HEX = 200  # digits: more are no float
PLAIN = Unit({}, 1.0, {})
TARGETS = {"%": (Unit({}, 0.01, {}), "%")} | {letter: (Unit({}, size, {}), letter) for letter, size in COUNTS.items()}


class Scanner:
    """A place in a text, moved on by what is read there. variables: names that have a value already."""

    def __init__(self, text: str, variables: set[str]) -> None:
        self.text, self.variables = text, variables
        self.at = self.depth = 0
        self.notes: dict[str, None] = {}  # of the statement that is read, each once
        self._sign = (-1, "", 0)  # where the grammar looked last, and what it found: it looks once for each operator

    def fail(self, problem: str, start: int, end: int) -> NoReturn:
        """Raise the error for a place."""
        raise ExpressionError(problem, self.text, start, end)

    def blanks(self) -> None:
        """Go past blanks and a comment."""
        self.at = BLANK.match(self.text, self.at).end()  # type: ignore[union-attr]

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
        if whole := odd.hexadecimal(self.text, start, self.notes):
            self.at = start + len(whole)
            if len(whole) > LONGEST_HEX:
                self.fail(TOO_LARGE, start, self.at)
            return Literal(start, self.at, float(int(whole, 16)), PLAIN, str(int(whole, 16)))
        match = NUMBER.match(self.text, start) if self.text[start : start + 1] not in ("+", "-") else None
        if not match:
            return None
        value = float(match[0].replace("_", ""))
        if value == float("inf"):
            self.fail(TOO_LARGE, start, match.end())
        self.at = match.end()
        return Literal(start, self.at, value, PLAIN, match[0].replace("_", ""))

    def number(self) -> Literal | None:
        """A number with its percent sign, its letter for a count, or its unit; or a time such as '1h30m'."""
        self.blanks()
        if problem := odd.time_problem(self.text, self.at):
            self.fail(*problem)
        if chain := odd.chained(self.text, self.at):
            start, self.at = self.at, chain.end
            return Literal(start, self.at, chain.seconds, unit("s"), chain.text)
        found = self.bare()
        if found is None or self.percent(found):
            return found
        count = COUNT.match(self.text, self.at)
        if count:
            self.at, found.value = count.end(), found.value * COUNTS[count[0]]
            found.text = odd.digits(found.value)
        close = not count and self.text[self.at : self.at + 1] == "B"
        self.refuse_letter(found)
        found.unit, words = self.unit_here(after=found.text)
        if close and words == "B":
            found.count = found.value * 1e9
        found.end, found.text = self.at, f"{found.text} {words}".strip()
        return found

    def percent(self, found: Literal) -> bool:
        """Take a percent sign after a number, with or without a blank."""
        sign = PERCENT.match(self.text, self.at)
        if not sign:
            return False
        self.at = found.end = sign.end()
        self.blanks()
        word = WORD.match(self.text, self.at)
        if self.text[self.at : self.at + 1].isdigit() or (word and word[0] not in ("in", "to", "per")):
            why = "'%' is percent, and there is no remainder operator: write x - y * floor(x / y)"
            if word and word[0] == "of":
                why = f"write {found.text}% * ... for a share of something"
            if word and word[0] == "off":
                why = f"write ... * (1 - {found.text}%) for a discount"
            self.fail(why, found.start, self.at + 1)
        found.value, found.text = found.value / 100, found.text + "%"
        return True

    def refuse_letter(self, found: Literal) -> None:
        """Refuse a count letter after a blank, and a K closed up, which could be a count or kelvin."""
        letter = LETTER.match(self.text, self.at)
        if not letter or (letter[1] and letter[2] == "K"):
            return
        if letter[2] == "K" and found.text:
            self.fail(f"write {found.text}k for a count, or {found.text} K for kelvin", found.start, letter.end())
        if letter[1]:
            self.fail(f"write {found.text}{letter[2]}: a letter for a count is closed up", found.start, letter.end())

    def unit_here(self, after: str = "") -> tuple[Unit, str]:
        """The unit that comes next, if one does: 'TB/s', 'm^2'; it ends before a variable after a spaced '/'.

        after: the number it stands behind: there a word is a unit even where a variable has its name.
        """
        start = end = self.at
        while match := UNIT.match(self.text, end):
            transfers = TRANSFERS.match(self.text, end) if end == start else None
            if match[1] in ("in", "to", "per") or self.is_name(match):
                break
            if not transfers and self.unknown_after(match, end > start):
                break
            self.note_set(match[1], after)
            end = transfers.end() if transfers else match.end()
            end, further = self.further(end, match[1], after)
            if not further:
                break
        words = PER.sub("/", self.text[start:end].strip())
        self.at = end if words else start
        return (unit(words), odd.spaced(spelled(words))) if words else (PLAIN, "")

    def further(self, end: int, word: str, after: str) -> tuple[int, bool]:
        """Whether the unit goes on after a word, and from where."""
        hyphen, slash = HYPHEN.match(self.text, end), SLASH.match(self.text, end)
        if hyphen and known(hyphen[1]) and hyphen[1] not in self.variables:
            return hyphen.end(), True
        if slash and self.is_unit(slash.end()):
            closed = slash[0] == "/" and self.text[slash.end()] == slash[1][0]
            if closed or slash[1] not in self.variables:
                return slash.end(), True
            why = f"{slash[1]} is set here, and a unit: write /{slash[1]} closed up for the unit, or /({slash[1]})"
            self.fail(why, end, slash.end(1))
        second = SECOND.match(self.text, end) if self.text[end : end + 1].isspace() else None
        if second and known(second[1]) and second[1] not in self.variables and second[1] not in ("in", "to", "per"):
            billion = self.text[end - 2 : end - 1].isdigit() and word == "B"
            hint = f", or 1G {second[1]} for a billion" * billion
            self.fail(f"two units joined by a blank: {joined(word, second[1])}{hint}", end - len(word), second.end())
        return end, False

    def note_set(self, word: str, after: str) -> None:
        """Say that a word was read as a unit although a variable has its name."""
        if word in self.variables and after:
            self.notes[f"{word} after a number is the unit {known(word) or word}, not the variable set here"] = None

    def unknown_after(self, match: re.Match[str], further: bool) -> bool:
        """Whether a word cannot be the unit of what stands before it; the first one has to be."""
        rate = RATE.match(self.text, match.end())
        whole = PER.sub("/", self.text[match.start(1) : match.end() + 14])
        if known(match[1]) or (not further and spelled(whole) != whole):
            return False
        if not further and match[1] in self.variables:
            self.fail(f"{match[1]} is no unit: write '* {match[1]}' for a product", match.start(1), match.end(1))
        if not further:
            try:
                canonical(match[1], match[1], bool(rate))
            except UsageError as error:
                self.fail(str(error), match.start(1), match.end(1))
        return True

    def is_unit(self, place: int) -> bool:
        """Whether the word at a place is a unit."""
        match = UNIT.match(self.text, place)
        return bool(match and not self.is_name(match) and known(match[1]))

    def is_name(self, match: re.Match[str]) -> bool:
        """Whether a word is a formula or the beginning of a fact's path, by what follows it."""
        return bool(GOES_ON.match(self.text, match.end()))

    def target(self) -> tuple[Unit | None, str]:
        """The unit after 'in', 'to' or '->', and its text; None if there is none."""
        self.blanks()
        match = TARGET.match(self.text, self.at)
        if not match:
            return None, ""
        words = PER.sub("/", match[1].strip())
        start, self.at = match.start(1), match.end()
        if not words:
            self.fail("a unit belongs here, such as 'in GB/s'", match.start(), match.end())
        if second := AGAIN.search(words):
            self.fail(f"one unit belongs after 'in', and here is {quoted(second[0].strip())} too", start, self.at)
        if words in TARGETS and words not in self.variables:
            return TARGETS[words]
        try:
            return unit(words), spelled(words)
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
        if found == "\n":
            self.fail(f"this line ends in the middle: expected {wanted}", self.at, self.at + 1)
        hint = odd.hint(self.text, self.at, found) or f"expected {wanted}"
        if found in self.variables:
            unit = f", or '* 1 {found}' for the unit" if known(found) else ""
            hint = f"{found} is set here: write '* {found}' for a product{unit}"
        self.fail(f"unexpected {quoted(found)}: {hint}", self.at, self.at + len(found))
