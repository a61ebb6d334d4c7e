"""The unit-aware expression: text to a tree, by a small parser of our own. Nothing typed is ever evaluated as code.

``NUMBER UNIT/UNIT`` is one literal, so ``80 GB / 2 TB/s`` is a time. :func:`written` gives the tree back as text
that can only be read one way. The parser takes a bounded time: texts are short and nesting is shallow.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import NoReturn

from ..errors import UsageError
from ..units.reading import NUMBER, WORD, Unit, canonical, known, unit
from ..words import quoted

LONGEST = 2000  # characters
DEEPEST = 50  # levels of parentheses, signs and powers
COUNTS = {"k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "Ki": 2.0**10, "Mi": 2.0**20, "Gi": 2.0**30, "Ti": 2.0**40}
COUNT = re.compile(r"(?:Ki|Mi|Gi|Ti|k|M|G|T)(?![A-Za-zµμ0-9_/(])")
PATH = re.compile(r"[A-Za-z0-9][A-Za-z0-9_+-]*(?:\.(?:\*|[A-Za-z](?:[A-Za-z0-9_]|-(?=[A-Za-z]))*))+")
UNIT = re.compile(rf"\s*({WORD.pattern})(?:(?:\^|\*\*)([+-]?[1-9])(?![\d.]))?")
SIGNS = {"×": "*", "·": "*", "**": "^", "−": "-", "per": "/"}
PER = re.compile(r"\s*\bper\b\s*")
OPERATOR = re.compile(r"\*\*|\.\.|[-+*/^×·−=?(),;\[\]%]|per\b")
PLAIN = Unit({}, 1.0, {})


class ExpressionError(UsageError):
    """An expression that cannot be read, or has no value; ``picture`` shows the place under the text."""

    def __init__(self, problem: str, text: str, start: int, end: int) -> None:
        super().__init__(problem)
        self.text, self.start, self.end = text, start, max(end, start + 1)

    @property
    def picture(self) -> str:
        """The text around the place, and carets under it."""
        first = max(0, self.start - 40)  # a long text is shown around the place alone
        line = "".join(" " if c.isspace() else c for c in self.text[first : first + 76])
        carets = "^" * max(1, min(self.end - self.start, 76 - (self.start - first)))
        return f"  {line}\n  {' ' * (self.start - first)}{carets}"


@dataclass(eq=False)
class Node:
    """A part of the tree, and where it stands in the text."""

    start: int
    end: int


@dataclass(eq=False)
class Number(Node):
    """A literal. value: as written; count: what it is if a count is meant, where it could be one ('70B')."""

    value: float
    unit: Unit
    text: str
    count: float | None = None


@dataclass(eq=False)
class Name(Node):
    """A variable, a unit standing alone, or a fact by its path."""

    name: str


@dataclass(eq=False)
class Call(Node):
    """A formula or function with its arguments; those given by name have one."""

    name: str
    arguments: list[tuple[str, Node]]


@dataclass(eq=False)
class Binary(Node):
    """Two parts and an operator between them: + - * / ^."""

    sign: str
    left: Node
    right: Node


@dataclass(eq=False)
class Minus(Node):
    """A part with a minus before it."""

    part: Node


@dataclass(eq=False)
class Measured(Node):
    """A part in brackets, or a power, with a unit after it: '4096^3 FLOP'."""

    part: Node
    unit: Unit
    text: str


@dataclass(eq=False)
class Range(Node):
    """Everything between two numbers: '35%..55%'."""

    low: Number
    high: Number


@dataclass(eq=False)
class Items(Node):
    """A list: '[1, 2, 3]'."""

    parts: list[Node]


@dataclass(eq=False)
class Hole(Node):
    """What is sought: '?'."""


@dataclass(eq=False)
class Statement(Node):
    """One statement. name: the variable it sets. other: the right side of an equation. target: the unit wanted."""

    name: str
    part: Node
    other: Node | None
    target: Unit | None
    target_text: str


def parse(text: str, variables: Collection[str] = ()) -> list[Statement]:
    """The statements of a text, separated by ';' or a new line.

    variables: names that have a value already: after a '/' they are meant and not the unit of that name.
    Raises ExpressionError for what cannot be read.

    >>> [statement] = parse("80 GB / 2 TB/s")
    >>> written(statement.part)
    '80 GB / (2 TB/s)'
    """
    if len(text) > LONGEST:
        raise UsageError(f"an expression of {len(text)} characters is too long: expected at most {LONGEST}")
    return _Parser(text, set(variables)).statements()


class _Parser:
    def __init__(self, text: str, variables: set[str]) -> None:
        self.text, self.variables = text, variables
        self.at = self.depth = 0

    def fail(self, problem: str, start: int, end: int) -> NoReturn:
        raise ExpressionError(problem, self.text, start, end)

    # What comes next

    def blanks(self) -> None:
        while self.at < len(self.text) and self.text[self.at] in " \t\r":
            self.at += 1

    def sign(self) -> str:
        """The operator that comes next, in its usual spelling; an empty text if none does."""
        self.blanks()
        if self.text[self.at : self.at + 1] == "\n":
            return ";"
        match = OPERATOR.match(self.text, self.at)
        return SIGNS.get(match[0], match[0]) if match else ""

    def take(self, *signs: str) -> str:
        found = self.sign()
        if not found or found not in signs:
            return ""
        match = OPERATOR.match(self.text, self.at)
        self.at = match.end() if match else self.at + 1
        return found

    # The grammar, from the weakest to the strongest

    def statements(self) -> list[Statement]:
        found = []
        while True:
            while self.take(";"):
                pass
            self.blanks()
            if self.at >= len(self.text):
                break
            found.append(self.statement())
            self.variables.add(found[-1].name)
            if self.at < len(self.text) and not self.take(";"):
                self.unexpected("an operator, such as + or /")
        if not found:
            raise UsageError("nothing to calculate: expected an expression, such as '80 GB / 2 TB/s'")
        return found

    def statement(self) -> Statement:
        start = self.at
        setting = re.compile(rf"({WORD.pattern})\s*=(?!=)").match(self.text, self.at)
        name = setting[1] if setting else ""
        if setting:
            self.at = setting.end()
        part, other = self.sum(), None
        if not name and self.take("="):
            other = self.sum()
        target, words = self.target()
        return Statement(start, self.at, name, part, other, target, words)

    def target(self) -> tuple[Unit | None, str]:
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

    def sum(self) -> Node:
        left = self.term()
        while sign := self.take("+", "-"):
            right = self.term()
            left = Binary(left.start, right.end, sign, left, right)
        return left

    def term(self) -> Node:
        left = self.signed()
        while sign := self.take("*", "/"):
            right = self.signed()
            left = Binary(left.start, right.end, sign, left, right)
        return left

    def signed(self) -> Node:
        self.blanks()
        start = self.at
        if self.take("-"):
            part = self.nested(self.signed)
            return Minus(start, part.end, part)
        if self.take("+"):
            return self.nested(self.signed)
        return self.measured(self.power())

    def power(self) -> Node:
        base = self.ranged()
        if not self.take("^"):
            return base
        exponent = self.nested(self.exponent)
        return Binary(base.start, exponent.end, "^", base, exponent)

    def exponent(self) -> Node:
        """What stands after '^': a unit after it belongs to the whole power."""
        self.blanks()
        start = self.at
        if self.take("-"):
            part = self.exponent()
            return Minus(start, part.end, part)
        base = self.bare() or self.ranged()
        if not self.take("^"):
            return base
        further = self.nested(self.exponent)
        return Binary(base.start, further.end, "^", base, further)

    def ranged(self) -> Node:
        low = self.atom()
        if not isinstance(low, Number) or not self.take(".."):
            return low
        self.blanks()
        high = self.atom()
        if not isinstance(high, Number):
            self.fail("a range needs a number at both ends, such as 35%..55%", high.start, high.end)
        if not low.unit.names and high.unit.names:
            low.unit = high.unit
            low.text += " " + high.text[NUMBER.match(high.text).end() :].strip()  # type: ignore[union-attr]
        if "%" in high.text and "%" not in low.text and not low.unit.names:
            low.value /= 100
        if low.unit.powers != high.unit.powers:
            self.fail("the ends of a range are of two dimensions", low.start, high.end)
        return Range(low.start, high.end, low, high)

    def nested(self, inner: Callable[[], Node]) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            self.fail(f"nested more than {DEEPEST} deep", self.at, self.at + 1)
        found = inner()
        self.depth -= 1
        return found

    def measured(self, part: Node) -> Node:
        """A unit after brackets or a power belongs to it."""
        if isinstance(part, Number | Name | Call | Hole | Range):
            return part
        read, words = self.unit_here()
        return Measured(part.start, self.at, part, read, words) if words else part

    def atom(self) -> Node:
        self.blanks()
        start = self.at
        if path := PATH.match(self.text, start):
            self.at = path.end()
            return Name(start, self.at, path[0])
        if number := self.number():
            return number
        if self.take("("):
            inside = self.nested(self.sum)
            self.close(")", start)
            inside.start, inside.end = start, self.at
            return inside
        if self.take("["):
            parts = self.several("]", start)
            return Items(start, self.at, [part for _, part in parts])
        if self.take("?"):
            return Hole(start, self.at)
        return self.word()

    def word(self) -> Node:
        start = self.at
        match = WORD.match(self.text, start)
        if not match or match[0] in ("in", "to", "per"):
            self.unexpected("a number, a name or '('")
        self.at = match.end()
        if self.take("("):
            arguments = self.several(")", start)
            return Call(start, self.at, match[0], arguments)
        return Name(start, match.end(), match[0])

    def several(self, end: str, start: int) -> list[tuple[str, Node]]:
        """Arguments up to a bracket: each its name, if it has one, and its value."""
        found: list[tuple[str, Node]] = []
        while not self.take(end):
            if found and not self.take(","):
                self.close(end, start)
            self.blanks()
            named = re.compile(rf"({WORD.pattern})\s*=").match(self.text, self.at)
            if named:
                self.at = named.end()
            found.append((named[1] if named else "", self.nested(self.sum)))
        return found

    def close(self, end: str, start: int) -> None:
        if not self.take(end):
            if self.at >= len(self.text):
                self.fail(f"this bracket is not closed: expected '{end}' at the end", start, start + 1)
            self.unexpected(f"'{end}' or an operator")

    def unexpected(self, wanted: str) -> NoReturn:
        self.blanks()
        if self.at >= len(self.text):
            self.fail(f"the expression ends too early: expected {wanted}", len(self.text), len(self.text) + 1)
        word = WORD.match(self.text, self.at) or NUMBER.match(self.text, self.at)
        found = word[0] if word and word[0] else self.text[self.at]
        hint = ": write USD for dollars" if found == "$" else f": expected {wanted}"
        self.fail(f"unexpected {quoted(found)}{hint}", self.at, self.at + len(found))

    # Literals

    def bare(self) -> Number | None:
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
        return Number(start, self.at, value, PLAIN, match[0])

    def number(self) -> Number | None:
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
        match = UNIT.match(self.text, place)
        if not match or match[1] in self.variables or self.is_name(match):
            return False
        return bool(known(match[1]))

    def is_name(self, match: re.Match[str]) -> bool:
        """Whether a word is a formula or the beginning of a fact's path, by what follows it."""
        return bool(re.compile(r"\(|\.(?=[A-Za-z*])").match(self.text, match.end()))


STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 4}
SHOWN = {"*": " × ", "^": "^"}


def written(node: Node, strength: int = 0) -> str:
    """A tree as text with one reading: '80 GB / (2 TB/s)'."""
    match node:
        case Number():
            text = literal(node)
            return f"({text})" if (strength > 2 and "/" in text) or (strength > 3 and " " in text) else text
        case Name(name=name):
            return name
        case Range(low=low, high=high):
            text = f"{literal(low)}..{literal(high)}"
            return f"({text})" if strength > 1 and low.unit.names else text
        case Hole():
            return "?"
        case Minus(part=part):
            return f"(-{written(part, 3)})" if strength > 2 else f"-{written(part, 3)}"
        case Measured(part=part, text=text):
            return f"{written(part, 3)} {text}"
        case Items(parts=parts):
            return f"[{', '.join(map(written, parts))}]"
        case Call(name=name, arguments=arguments):
            return f"{name}({', '.join((key and f'{key}=') + written(part) for key, part in arguments)})"
        case Binary(sign=sign, left=left, right=right):
            own = STRENGTH[sign]
            text = (
                written(left, own + (sign == "^")) + SHOWN.get(sign, f" {sign} ") + written(right, own + (sign in "-/"))
            )
            return f"({text})" if own < strength else text
    raise AssertionError(node)


def literal(number: Number) -> str:
    """A literal with one blank before its unit; a count in full: '70e9'."""
    if not number.unit.names:
        whole = number.value % 1 == 0 and abs(number.value) < 1e15 and "e" not in number.text.lower()
        spoken = f"{number.value:.0f}" if whole else number.text.replace("_", "")
        return number.text if "%" in number.text else spoken
    digits = NUMBER.match(number.text)
    words = number.text[digits.end() :] if digits else ""
    return f"{digits[0] if digits else ''} {PER.sub('/', words).strip()}"
