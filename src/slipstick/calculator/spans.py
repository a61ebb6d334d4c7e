"""Ranges in the text of an expression: a sign belongs to its end, a unit after the second end to both."""

import re

from ..units.reading import COUNT, COUNTS
from . import odd
from .scanner import Scanner
from .tree import Literal, Minus, Node, Range


class Ends(Scanner):
    """Reads ranges; what an atom is, the grammar says."""

    def atom(self) -> Node:
        """The smallest part of an expression that comes next."""
        raise NotImplementedError

    def bracketed(self, node: Node) -> bool:
        """Whether a part stands in brackets."""
        return self.text[node.start : node.start + 1] == "("

    def range_ahead(self) -> bool:
        """Whether the sign that comes next belongs to the first end of a range."""
        start, notes = self.at, dict(self.notes)
        found = bool(self.take("-") and self.number() and self.sign() == "..")
        self.at, self.notes = start, notes
        return found

    def ranged(self) -> Node:
        """An atom, or the range it is the first end of."""
        self.blanks()
        low = self.end_of_range() if self.sign() == "-" else self.atom()
        if self.sign() != "..":
            return low
        first = self.end_as_literal(low)
        self.take("..")
        if self.text[self.at : self.at + 1] == ".":
            self.fail("a range has two points, such as 35%..55%", self.at - 2, self.at + 1)
        self.blanks()
        second = self.end_as_literal(self.end_of_range())
        return Range(first.start, second.end, self.shared(first, second), second)

    def end_of_range(self) -> Node:
        """A number with its sign, or one in brackets."""
        start = self.at
        if not self.take("-"):
            return self.atom()
        part = self.atom()
        return Minus(start, part.end, part)

    def end_as_literal(self, end: Node) -> Literal:
        """An end of a range as a number."""
        part = end.part if isinstance(end, Minus) else end
        if not isinstance(part, Literal):
            self.fail("a range needs a number at both ends, such as 35%..55%", end.start, end.end)
        if part is end:
            return part
        return Literal(end.start, end.end, -part.value, part.unit, f"-{part.text}")

    def shared(self, low: Literal, high: Literal) -> Literal:
        """The low end with the unit, percent sign or letter of the high one, if it has none itself."""
        typed = self.text[low.start : low.end].rstrip(")")
        bare = not low.unit.names and not typed.endswith(("%", *"kMGTi"))
        letter = re.search(rf"[\d.]({COUNT.pattern})", self.text[high.start : high.end])
        shares = high.unit.names or "%" in high.text or letter
        if bare and high.unit.names and " " not in high.text:  # a time such as 1h30m has no one unit to share
            self.fail(f"write the unit of the first end too, as in 1 h..{high.text}", low.start, high.end)
        letter_low = typed[-1:] in ("k", "M", "G", "T", "i") and letter and high.unit.names
        if letter_low and not low.unit.names:
            low.unit, low.text = high.unit, f"{low.text} {high.text.partition(' ')[2]}"
        elif bare and shares:
            low.text += "%" * ("%" in high.text)
            low.value *= 0.01 if "%" in high.text else COUNTS[letter[2]] if letter else 1
            if letter:
                low.text = odd.digits(low.value)
            if high.unit.names:
                low.unit, low.text = high.unit, f"{low.text} {high.text.partition(' ')[2]}"
        elif not bare and not shares:
            why = "only the first end of this range has a unit: write it after the second, or after both"
            self.fail(why, low.start, high.end)
        if low.unit.powers != high.unit.powers:
            self.fail("the ends of a range are of two dimensions", low.start, high.end)
        return low
