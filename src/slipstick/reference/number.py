"""A number worth knowing: one of a spec of kind numbers, and how it is printed."""

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from ..layout import beside, wrap
from ..records import Record
from ..specs.spec import Spec
from ..units.show import show
from ..words import quoted

if TYPE_CHECKING:
    from ..calculator.answer import Calculation
    from ..units.quantity import Quantity

WIDTH = 79
INDENT, LABEL = 2, 12  # where a paragraph begins, and what stands beside a label
VALUES = ("typical", "low", "high")


class Number(Record):
    """A number of a page: ``latency.l2-hit``. page: a spec of kind numbers. id: its name on that page."""

    page: Spec
    id: str

    @property
    def path(self) -> str:
        """What finds it and no other, here and in ``slipstick calc``."""
        return f"{self.page.handle}.{self.id}"

    def text(self, key: str) -> str:
        """What the page says under a key such as ``"vignette"``; empty if it says nothing."""
        path = self.at(key)
        return self.page.told(path)[2] if path in self.page else ""

    def at(self, key: str) -> str:
        """The path of a key on its page."""
        return f"numbers.{self.id}.{key}"

    @property
    def name(self) -> str:
        """What it is, in a few words."""
        return self.text("name") or self.text("what") or self.id

    @property
    def aliases(self) -> list[str]:
        """Other words for it."""
        return [alias for alias in self.text("aliases").split(", ") if alias]

    @property
    def date(self) -> str:
        """What it holds for: a year, a month or a day; empty where the page does not say."""
        return self.text("date") or self.text("year")

    @property
    def history(self) -> bool:
        """Whether it only tells what was once true."""
        return bool(self.text("history"))

    @property
    def span(self) -> str:
        """Value and range as the page gives them: '4 ns (3.1 ns to 7.1 ns)'."""
        value, low, high = (self.text(key) for key in ("typical", "low", "high"))
        span = f"{low} to {high}" if low and high else f"from {low}" if low else f"up to {high}" if high else ""
        return f"{value} ({span})" if value and span else value or span

    @property
    def quantity(self) -> "Quantity":
        """The value as a Quantity. Raises SlipstickError for a number that has only a range."""
        found: Quantity = self.page[f"numbers.{self.id}.typical"]
        return found

    @property
    def sources(self) -> dict[str, dict[str, str]]:
        """Title, publisher, address and day seen of each of its sources, the one its value is from first."""
        fact = self.page.fact(next(path for path in self.page if path.startswith(f"numbers.{self.id}.")))
        return {key: self.page.sources[key] for key in (fact.source, *fact.also)}

    @cached_property
    def estimate(self) -> "tuple[Calculation, float] | None":
        """The reasoning from first principles, worked out, and its ratio to the value; None where there is none."""
        if not self.text("estimate") or not self.text("typical"):
            return None
        value, unit, _ = self.page.told(f"numbers.{self.id}.typical")
        return estimated(self.text("estimate"), float(value), unit or "")

    def __repr__(self) -> str:
        return f"<number {self.path}: {self.span}>"

    def _repr_html_(self) -> str:
        from ..markup import Html, marked, pairs, sources, strong

        worked = self.estimate and f"{self.text('estimate')} = {self._scaled(self.estimate[1])}"
        rows = [
            ("value", Html(f"{strong(self.text('typical') or self.span)} {marked(_range(self))}")),
            ("date", self.date),
            ("history", f"what was told in {self.date}, not a machine of today" * self.history),
            ("what", self.text("what") if self.text("name") else ""),
            ("how", self.text("vignette")),
            ("estimate", worked or ""),
            ("sources", sources(self.sources)),
        ]
        return pairs(rows, f"{self.name} ({self.path})")

    def plain(self) -> dict[str, tuple[Any, str | None, str]]:
        """Value and range by key, as far as it has them: each with the coherent unit and its text."""
        return {key: self.page.told(self.at(key)) for key in VALUES if self.text(key)}

    def as_dict(self) -> dict[str, Any]:
        """The number for a program: stable keys, values in coherent units."""
        told = self.plain()
        found: dict[str, Any] = {"path": self.path, "name": self.name, "aliases": self.aliases}
        found |= {key: told[key][0] if key in told else None for key in VALUES}
        found |= {"unit": next((unit for _, unit, _ in told.values()), ""), "text": self.span}
        found |= {key: self.text(key) for key in ("what", "of", "vignette")}
        found |= {"date": self.date, "history": self.history, "estimate": None}
        if self.estimate:
            answer, ratio = self.estimate
            value = {key: answer.as_dict()["answer"][key] for key in ("value", "unit")}
            found["estimate"] = {"expression": self.text("estimate"), **value, "ratio": ratio}
        return found | {"sources": self.sources}

    def __str__(self) -> str:
        """The number for a person, in 79 columns: value, range, date, how to get there, and its sources."""
        lines = wrap(f"{self.name} ({self.path})", WIDTH, hyphens=False)
        lines += ["", *_beside(", ".join(filter(None, [_with_range(self), self.date])))]
        if self.history:
            lines += _beside(f"history: what was told in {self.date}, not a machine of today")
        for text in (self.text("what") if self.text("name") else "", self.text("vignette")):
            lines += ["", *_beside(text)] if text else []
        lines.append("")
        if self.estimate:
            _, ratio = self.estimate
            told = f"{self.text('estimate')} = {self._scaled(ratio)}, {ratio:.2f} of the value"
            lines += _beside(told, "estimate")
        for place, (key, source) in enumerate(self.sources.items()):
            words = f"{source['title']} ({source.get('publisher') or key}), seen {source['seen']}"
            words += f": {source['note']}" if source.get("note") else ""
            lines += _beside(words, "" if place else "source")
            lines += _beside(source["address"], "") if source.get("address") else []
        return "\n".join(lines)

    def _scaled(self, ratio: float) -> str:
        """So many times the value, in the unit of the page: 2.9 USD/h, and not so much a second."""
        read = re.fullmatch(r"([0-9.]+(?:[eE][-+]?[0-9]+)?)\s*(\D.*)?", self.text("typical"))
        if read is None:
            value, unit, _ = self.page.told(f"numbers.{self.id}.typical")
            return show(value * ratio, unit or "")
        return f"{show(float(read[1]) * ratio, '')} {read[2] or ''}".strip()


def _range(number: Number) -> str:
    """The range behind a value; empty where it has none, or nothing but that."""
    value = number.text("typical")
    return number.span.removeprefix(value) if value else ""


def _with_range(number: Number) -> str:
    return number.span + " (one figure, no range)" * (not number.text("low") and not number.text("high"))


def _beside(text: str, label: str | None = None) -> list[str]:
    """A paragraph, or words beside a label."""
    return beside(label or "", text, INDENT if label is None else LABEL, WIDTH)


def estimated(expression: str, value: float, unit: str) -> "tuple[Calculation, float]":
    """An expression worked out, and its ratio to a value in a coherent unit.

    Raises UsageError where it cannot be read, or comes to another dimension.

    >>> answer, ratio = estimated("14 cycle / 4 GHz", 4e-9, "s")
    >>> answer.short, round(ratio, 3)
    ('3.5 ns', 0.875)
    """
    from ..calculator.calculate import calculate
    from ..units import mismatch, reading

    answer = calculate(expression)
    measure = reading.unit(unit)
    powers = getattr(answer.value, "powers", None)
    if powers is None or dict(powers) != dict(measure.powers):
        found = "a list" if powers is None else mismatch.words(powers)
        raise UsageError(f"{quoted(expression)} is {found}, but the value {mismatch.words(measure.powers)}")
    return answer, answer.value.value / (value * measure.factor)


def numbers_of(page: Spec) -> list[Number]:
    """The numbers of a page, in its order; none of a page of another kind."""
    start = len("numbers.")
    names = [path[start : path.rindex(".")] for path in page if path.startswith("numbers.")]
    return [Number(page, name) for name in dict.fromkeys(names)]
