"""The unit-aware expression: text to a tree, by a small parser of our own. Nothing typed is ever evaluated as code.

``NUMBER UNIT/UNIT`` is one literal, so ``80 GB / 2 TB/s`` is a time. :func:`slipstick.calculator.tree.written` gives
the tree back as text that can only be read one way. The parser takes a bounded time: texts are short and nesting is
shallow.
"""

import re
from collections.abc import Callable, Collection

from ..errors import UsageError
from ..units.reading import WORD, joined, known, remedy
from ..words import pattern
from . import odd
from .spans import Ends
from .tree import Binary, Call, Hole, Items, Literal, Measured, Minus, Name, Node, Range, Statement

LONGEST = 2000  # characters
KEPT = 256  # texts that need not be read again
DEEPEST = 50  # levels of parentheses, signs and powers
KEYS = r"(?:\.(?:\*|[A-Za-z](?:[A-Za-z0-9_]|-(?=[A-Za-z]))*))+"
PATH = pattern(r"[A-Za-z0-9][A-Za-z0-9_+-]*" + KEYS)
NUMBERED = pattern(r"(?:-[A-Za-z0-9_]+)+(?:\.[a-z]+)?")  # what that of a number may go on with: nvme-write-4k
VERSIONED = pattern(r"([A-Za-z][A-Za-z0-9_+]*)[A-Za-z0-9_+-]*(?:\.[0-9][A-Za-z0-9_+-]*)+" + KEYS)  # llama-3.1-8b
COUNTED = pattern(r"\d+\.(?:Ki|Mi|Gi|Ti|[kMGT])(?!\w)")  # 5.k
SET = pattern(rf"({WORD.pattern})\s*=(?!=)")
NAMED = pattern(rf"({WORD.pattern})\s*=")


def parse(
    text: str, variables: Collection[str] = (), numbered: Callable[[str], bool] = lambda path: False
) -> list[Statement]:
    """The statements of a text, separated by ';' or a new line.

    variables: names that have a value already: after a '/' they are meant and not the unit of that name.
    numbered: whether a path such as 'storage.nvme-write-4k' is that of a number, and no difference.
    Raises ExpressionError for what cannot be read.

    >>> from slipstick.calculator.tree import written
    >>> [statement] = parse("80 GB / 2 TB/s")
    >>> written(statement.part)
    '80 GB / (2 TB/s)'
    """
    if len(text) > LONGEST:
        raise UsageError(f"an expression of {len(text)} characters is too long: expected at most {LONGEST}")
    kept = _READ.get(key := (text, frozenset(variables)))
    if kept is None:
        parser = _Parser(text, set(variables), numbered)
        kept = parser.statements()
        if not parser.looked_up:
            if len(_READ) >= KEPT:
                _READ.clear()
            _READ[key] = kept
    return kept


_READ: dict[tuple[str, frozenset[str]], list[Statement]] = {}  # trees are never changed


class _Parser(Ends):
    """The grammar, from the weakest operator to the strongest."""

    def __init__(self, text: str, variables: set[str], numbered: Callable[[str], bool]) -> None:
        super().__init__(text, variables)
        self.numbered, self.looked_up = numbered, False

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
        setting = SET.match(self.text, self.at) if "=" in self.text else None
        name = setting[1] if setting else ""
        if setting:
            self.at = setting.end()
        self.notes = {}
        part, other = self.sum(), None
        target, words = self.target()
        if not name and self.take("="):
            other = self.sum()
            place, (last, further) = self.at, self.target()
            if words and further:
                self.fail("one unit is enough: an answer is in one", place, self.at)
            target, words = (last, further) if further else (target, words)
        if name and known(name):
            self.notes[f"{name} is the unit {known(name)} too: after a number it stays that"] = None
        return Statement(start, self.at, name, part, other, target, words, list(self.notes))

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
            if sign == "/" and isinstance(left, Literal):
                self.refuse_set(left, right)
            left = Binary(left.start, right.end, sign, left, right)
        return left

    def refuse_set(self, left: Literal, right: Node) -> None:
        """Refuse '100/s' where s is set: it could be 100 per second."""
        if not isinstance(right, Name) or right.name not in self.variables or not known(right.name):
            return
        right.held = True
        if not self.bracketed(left) and not self.bracketed(right):
            name = right.name
            why = f"{name} is set here, and a unit: write {left.text} 1/{name} for the unit, or {left.text}/({name})"
            self.fail(why, left.start, right.end)

    def signed(self) -> Node:
        self.blanks()
        start = self.at
        if self.sign() == "-" and not self.range_ahead():
            self.take("-")
            part = self.nested(self.signed)
            return Minus(start, part.end, part)
        if self.take("+"):
            return self.nested(self.signed)
        return self.measured(self.power())

    def power(self) -> Node:
        base = self.ranged()
        if not self.take("^"):
            return base
        if isinstance(base, Literal) and base.unit.names and not self.bracketed(base):
            number, _, words = base.text.partition(" ")
            why = f"a power after a unit is a whole number: write ({base.text})^... or {number} * ({words})^..."
            self.fail(why, base.start, self.at)
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

    def nested(self, inner: Callable[[], Node]) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            self.fail(f"nested more than {DEEPEST} deep", self.at, self.at + 1)
        found = inner()
        self.depth -= 1
        return found

    def measured(self, part: Node) -> Node:
        """A unit after a name, a call, brackets or a power belongs to it."""
        if isinstance(part, Literal | Range) and not self.bracketed(part):
            return part
        self.blanks()
        word = WORD.match(self.text, self.at)
        if not word or word[0] in self.variables or (isinstance(part, Name | Call) and not self.unit_like(word[0])):
            return part
        if isinstance(part, Name) and part.name not in self.variables and known(part.name) and known(word[0]):
            self.fail(f"two units joined by a blank: {joined(part.name, word[0])}", part.start, word.end())
        read, words = self.unit_here()
        return Measured(part.start, self.at, part, read, words) if words else part

    def unit_like(self, word: str) -> bool:
        """Whether a word is a unit, or one that was meant to be."""
        return bool(known(word)) or word in ("MT", "GT") or (len(word) <= 6 and remedy(word).startswith("write"))

    def atom(self) -> Node:
        self.blanks()
        start = self.at
        if path := self.path():
            self.at = path.end()
            further = NUMBERED.match(self.text, self.at)
            self.looked_up = self.looked_up or further is not None
            if further and self.numbered(self.text[start : further.end()]):
                self.at = further.end()
            return Name(start, self.at, self.text[start : self.at])
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
        if "." not in self.text or COUNTED.match(self.text, self.at):
            return None
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
        commas: list[int] = []
        while not self.take(end):
            if found:
                self.blanks()
                commas.append(self.at)
                if not self.take(","):
                    self.close(end, start)
            self.blanks()
            named = NAMED.match(self.text, self.at) if "=" in self.text else None
            if named:
                self.at = named.end()
            found.append((named[1] if named else "", self.nested(self.sum)))
        if problem := odd.comma_problem(self.text, commas):
            self.fail(*problem)
        return found
