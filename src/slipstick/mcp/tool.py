"""A tool: its name, what it is for, the schema of its arguments, and the function that answers."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from ..errors import UsageError
from ..words import did_you_mean, quoted

Answer = tuple[str, Any]  # what a person reads, and the same for programs
Arguments = Mapping[str, Any]


class Tool(NamedTuple):
    """What an assistant can ask. arguments: the JSON Schema of each, by name; needs: those that must be given.

    answer: from the arguments to the text and what is in it. Raises SlipstickError for what cannot be answered.
    """

    name: str
    help: str
    arguments: dict[str, dict[str, Any]]
    needs: list[str]
    answer: Callable[[Arguments], Answer]

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of its arguments together."""
        return {
            "type": "object",
            "properties": self.arguments,
            "required": self.needs,
            "additionalProperties": False,
        }

    def ask(self, given: Arguments) -> Answer:
        """The answer, its arguments checked by name; None is as good as not given. Raises as ``answer``."""
        for name in given:
            if name not in self.arguments:
                raise UsageError(f"{self.name} has no {quoted(name)}: {did_you_mean(name, self.arguments)}")
        told = {name: value for name, value in given.items() if value is not None}
        for name in self.needs:
            if name not in told:
                raise UsageError(f"{self.name} needs {name}: {self.arguments[name]['description']}")
        return self.answer(told)


def text(description: str) -> dict[str, Any]:
    """The schema of an argument that is text."""
    return {"type": "string", "description": description}


def texts(description: str) -> dict[str, Any]:
    """The schema of an argument that is a list of texts."""
    return {"type": "array", "items": {"type": "string"}, "description": description}


def yes(description: str) -> dict[str, Any]:
    """The schema of an argument that is true or false."""
    return {"type": "boolean", "description": description}


def said(given: Arguments, name: str, usual: str = "") -> str:
    """An argument that is text. Raises UsageError for anything else."""
    value = given.get(name, usual)
    if not isinstance(value, str):
        raise UsageError(f"{name} = {quoted(value)}: expected text")
    return value


def listed(given: Arguments, name: str) -> list[str]:
    """An argument that is a list of texts. Raises UsageError for anything else."""
    value = given.get(name, [])
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise UsageError(f"{name} = {quoted(value)}: expected a list of texts")
    return value


def whether(given: Arguments, name: str) -> bool:
    """An argument that is true or false. Raises UsageError for anything else."""
    value = given.get(name, False)
    if not isinstance(value, bool):
        raise UsageError(f"{name} = {quoted(value)}: expected true or false")
    return value
