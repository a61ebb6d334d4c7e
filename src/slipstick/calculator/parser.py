"""The unit-aware expression: text to a tree, by a small parser of our own. Nothing typed is ever evaluated as code.

``NUMBER UNIT/UNIT`` is one literal, so ``80 GB / 2 TB/s`` is a time. :func:`slipstick.calculator.tree.written` gives
the tree back as text that can only be read one way. The parser takes a bounded time: texts are short and nesting is
shallow.
"""

import re
from collections.abc import Callable, Collection

from ..errors import UsageError
from ..units.reading import NUMBER, WORD
from .scanner import Scanner
from .tree import Binary, Call, Hole, Items, Literal, Measured, Minus, Name, Node, Range, Statement

LONGEST = 2000  # characters
DEEPEST = 50  # levels of parentheses, signs and powers
KEYS = r"(?:\.(?:\*|[A-Za-z](?:[A-Za-z0-9_]|-(?=[A-Za-z]))*))+"
PATH = re.compile(r"[A-Za-z0-9][A-Za-z0-9_+-]*" + KEYS)
VERSIONED = re.compile(r"([A-Za-z][A-Za-z0-9_+]*)[A-Za-z0-9_+-]*(?:\.[0-9][A-Za-z0-9_+-]*)+" + KEYS)  # llama-3.1-8b


def parse(text: str, variables: Collection[str] = ()) -> list[Statement]:
    """The statements of a text, separated by ';' or a new line.

    variables: names that have a value already: after a '/' they are meant and not the unit of that name.
    Raises ExpressionError for what cannot be read.

    >>> from slipstick.calculator.tree import written
    >>> [statement] = parse("80 GB / 2 TB/s")
    >>> written(statement.part)
    '80 GB / (2 TB/s)'
    """
    if len(text) > LONGEST:
        raise UsageError(f"an expression of {len(text)} characters is too long: expected at most {LONGEST}")
    return _Parser(text, set(variables)).statements()


class _Parser(Scanner):
    """The grammar, from the weakest operator to the strongest."""

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
        if not isinstance(low, Literal) or not self.take(".."):
            return low
        self.blanks()
        high = self.atom()
        if not isinstance(high, Literal):
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
        if isinstance(part, Literal | Name | Call | Hole | Range):
            return part
        read, words = self.unit_here()
        return Measured(part.start, self.at, part, read, words) if words else part

    def atom(self) -> Node:
        self.blanks()
        start = self.at
        if path := self.path():
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

    def path(self) -> re.Match[str] | None:
        """A fact's path, if one comes next; after a variable's name 'x-3.1' is a difference, and no version."""
        versioned = VERSIONED.match(self.text, self.at)
        if versioned and versioned[1] not in self.variables:
            return versioned
        return PATH.match(self.text, self.at)

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
