"""What a sheet is about: its machine, its parts, and the specs it reads."""

import re
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..reference.number import VALUES, Number, numbers_of
from ..specs.catalogue import Catalogue
from ..specs.spec import Spec
from ..words import did_you_mean, quoted
from .content import Source

if TYPE_CHECKING:
    from ..calculator.answer import Calculation


class Subject:
    """What the sheet of a name is about. on: the handle of its machine. parts: the handles of those it compares."""

    def __init__(self, name: str, known: Catalogue, on: str | None, parts: tuple[str, ...]) -> None:
        self.name, self.known, self.parts = name, known, parts
        self.specs: dict[str, Spec] = {}
        self.on = self.spec(on) if on else None

    def spec(self, word: str) -> Spec:
        """The spec a word means, read once."""
        if word not in self.specs:
            self.specs[word] = self.known.find(word)
        return self.specs[word]

    @property
    def machine(self) -> Spec:
        """The machine. Raises UsageError where none was named."""
        if self.on is None:
            raise UsageError(f"the sheet {self.name} is about one machine: say --on DEVICE")
        return self.on

    def number(self, path: str) -> Number:
        """The number worth knowing of a path such as ``latency.l2-hit``. Raises UsageError with the nearest."""
        handle, _, id = path.partition(".")
        spec = self.spec(handle)
        found = Number(spec, id)
        if not any(found.text(key) for key in VALUES):
            hint = did_you_mean(id, [number.id for number in numbers_of(spec)], f"slipstick show {handle}")
            raise UsageError(f"sheet {self.name}: {spec.handle} has no number {quoted(id)}: {hint}")
        return found

    def answer(self, expression: str) -> "Calculation":
        """An expression worked out."""
        from ..calculator.calculate import calculate

        return calculate(expression, {}, self.known)

    def put(self, text: str, fields: dict[str, object] = {}) -> str:
        """A text with what stands in braces put in: from these fields, or the machine's handle and name."""
        values = {key: value for key, value in fields.items() if isinstance(value, str)}
        if self.on:
            values |= {"on": self.on.handle, "name": self.on.name}

        def value(match: re.Match[str]) -> str:
            if match[1] not in values:
                raise UsageError(f"the sheet {self.name} has nothing to put for {match[0]} in {quoted(text)}")
            return values[match[1]]

        return re.sub(r"\{(\w+)\}", value, text)

    def source(self, key: str) -> Source:
        """A source that one of the specs, or the catalogue, knows by a key."""
        told = next((spec.sources[key] for spec in self.specs.values() if key in spec.sources), None)
        told = told or self.known.source(key)
        told = {} if told == {"title": key} else told  # which nothing describes
        return Source(key, *(told.get(field, "") for field in ("title", "publisher", "address", "seen")))
