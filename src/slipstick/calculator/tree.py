"""The tree of an expression: its nodes, where each stands in the text, and the tree as text again."""

from typing import Any

from ..errors import UsageError
from ..records import Record
from ..units.reading import Unit
from ..words import pattern

PER = pattern(r"\s*\bper\b\s*")
STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 4}
SHOWN = {"*": " × ", "^": "^"}


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


class Node(Record):
    """A part of the tree, and where it stands in the text."""

    start: int
    end: int


class Literal(Node):
    """A literal. text: as it was read; count: what it is if a count is meant, where it could be one ('70B')."""

    value: float
    unit: Unit
    text: str
    count: float | None = None


class Name(Node):
    """A variable, a unit standing alone, or a fact by its path. held: in brackets, so that it is no unit."""

    name: str
    held: bool = False


class Call(Node):
    """A formula or function with its arguments; those given by name have one."""

    name: str
    arguments: list[tuple[str, Node]]


class Binary(Node):
    """Two parts and an operator between them: + - * / ^."""

    sign: str
    left: Node
    right: Node


class Minus(Node):
    """A part with a minus before it."""

    part: Node


class Measured(Node):
    """A name, a call, a part in brackets, or a power, with a unit after it: '4096^3 FLOP'."""

    part: Node
    unit: Unit
    text: str


class Range(Node):
    """Everything between two numbers: '35%..55%'."""

    low: Literal
    high: Literal


class Items(Node):
    """A list: '[1, 2, 3]'."""

    parts: list[Node]


class Hole(Node):
    """What is sought: '?'."""


class Statement(Node):
    """One statement. name: the variable it sets. other: the right side of an equation. target: the unit wanted.

    notes: what to know of how it was read.
    """

    name: str
    part: Node
    other: Node | None
    target: Unit | None
    target_text: str
    notes: list[str]


class Kept(Node):
    """The value of a variable. words: the units that were typed for it."""

    value: Any
    words: list[str]


def parts(node: Any) -> list[Any]:
    """The nodes directly under a node or a statement."""
    match node:
        case Statement(part=part, other=other):
            return [part, other] if other else [part]
        case Binary(left=left, right=right):
            return [left, right]
        case Minus(part=part) | Measured(part=part):
            return [part]
        case Items(parts=parts):
            return list(parts)
        case Call(arguments=arguments):
            return [part for _, part in arguments]
    return []


def walk(top: Any, variables: dict[str, Node]) -> list[Node]:
    """Every node under one, through the variables it uses, each once."""
    found: dict[Node, None] = {}
    left = [top]
    while left:
        node = left.pop()
        if node not in found:
            found[node] = None
            kept = [variables[node.name]] if isinstance(node, Name) and node.name in variables else []
            left += reversed([*kept, *parts(node)])
    return list(found)


def bound(node: Any, variables: dict[str, Node]) -> Any:
    """A tree with what its variables stand for in their place, so that setting one again changes nothing."""
    match node:
        case Name(name=name):
            return variables.get(name, node)
        case Range() | Literal() | Hole() | Kept():
            return node
        case Binary(left=left, right=right):
            return node.but(left=bound(left, variables), right=bound(right, variables))
        case Minus(part=part) | Measured(part=part):
            return node.but(part=bound(part, variables))
        case Items(parts=parts):
            return node.but(parts=[bound(part, variables) for part in parts])
        case Call(arguments=arguments):
            return node.but(arguments=[(key, bound(part, variables)) for key, part in arguments])
    raise AssertionError(node)


def written(node: Node, strength: int = 0) -> str:
    """A tree as text with one reading: '80 GB / (2 TB/s)'."""
    match node:
        case Literal():
            text, compound = node.text, bool(node.unit.names)
            return f"({text})" if (strength > 2 and "/" in text) or (strength > 3 and compound) else text
        case Name(name=name, held=held):
            return f"({name})" if held else name
        case Range(low=low, high=high):
            text = f"{low.text}..{high.text}"
            bare = not low.unit.names and low.value >= 0
            return text if strength <= 1 or (bare and strength <= 3) else f"({text})"
        case Hole():
            return "?"
        case Minus(part=part):
            text = f"-{written(part, 4 if isinstance(part, Range) else 3)}"
            return f"({text})" if strength > 2 else text
        case Measured(part=part, text=text):
            text = f"{written(part, 3 + isinstance(part, Literal | Range | Measured))} {text}"
            return f"({text})" if strength > 3 or (strength > 2 and "/" in text) else text
        case Items(parts=parts):
            return f"[{', '.join(map(written, parts))}]"
        case Call(name=name, arguments=arguments):
            return f"{name}({', '.join((key and f'{key}=') + written(part) for key, part in arguments)})"
        case Binary(sign=sign, left=left, right=right):
            own = STRENGTH[sign]
            after = own + (sign in "-/") + (sign == "/" and decides(left, right))
            text = written(left, own + (sign == "^")) + SHOWN.get(sign, f" {sign} ") + written(right, after)
            return f"({text})" if own < strength else text
    raise AssertionError(node)


def decides(left: Node, right: Node) -> bool:
    """Whether brackets have to say that '1 / 2 GB' is 1 / (2 GB)."""
    measured = isinstance(right, Measured) or (isinstance(right, Literal) and bool(right.unit.names))
    return measured and not (isinstance(left, Literal) and left.unit.names)
