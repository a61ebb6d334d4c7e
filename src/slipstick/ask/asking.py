"""A question in words put, and answered as Python answers it."""

from typing import Any

from ..records import Fields
from ..specs.catalogue import Catalogue, catalogue, parted
from .drafts import Reading
from .reading import read


class Asked(Fields):
    """How a question was read, and its answer: of a question about a machine an Estimate, or Answers of several."""

    reading: Reading
    answer: Any

    def __repr__(self) -> str:
        return f"<asked: {self.reading.command}: {self.answer!r}>"

    def _repr_html_(self) -> str:
        from ..markup import Html, as_typed

        shown = getattr(self.answer, "_repr_html_", None)
        return Html(f"{as_typed(self.reading.command)}{shown() if shown else as_typed(str(self.answer))}")

    def __str__(self) -> str:
        return f"{self.reading.command}\n\n{self.answer}"


def ask(question: str, specs: str | Catalogue | None = None) -> Asked:
    """What a question in words comes to.

    question: such as "how long does a 4096 cubed matmul take on an A100". specs: as in :func:`slipstick.load`.
    Returns its reading and its answer: an Estimate or Answers, a Calculation, Number, Comparison, Formula or Spec, a
    Quantity or words of a fact, or the text that the command prints. Raises UsageError for words that cannot be used,
    naming them, and what the command itself raises.

    >>> asked = ask("how long does a 4096 cubed matmul take on an A100")
    >>> asked.reading.command, asked.answer.short
    ('slipstick matmul 4096 4096 4096 --on a100-sxm-80gb', '503 µs')
    """
    known = catalogue(specs)
    reading = read(question, known)
    return Asked(reading, _answer(reading, known))


def _answer(reading: Reading, known: Catalogue) -> Any:
    """The answer of a reading."""
    if put := reading.put:
        from ..estimates.answers import ask as answers
        from ..estimates.questions import find

        return answers(find(put.name), put.values, put.on or None, put.dtype or None, known)
    name, *words = reading.words
    if name == "calc":
        from ..calculator.calculate import calculate

        return calculate(words[0], specs=known)
    if name == "number":
        from ..reference.search import numbers

        return numbers(words[0], known)[0]
    if name == "show":
        from ..specs.derived import look_up

        part, path = parted(words[0])
        if path and path not in known.find(part) and (section := known.find(part).section(path)):
            return section
        return look_up(words[0], known) if path else known.find(part)
    return _other(name, words, known)


def _other(name: str, words: list[str], known: Catalogue) -> Any:
    """The answer of a command that fewer questions mean."""
    if name == "compare":
        from ..reference.compare import compare

        return compare(*words, specs=known)
    if name == "formula" and words:
        from ..calculator.calculate import calculate
        from ..calculator.calling import call_of
        from ..formulas import formulas

        formula, arguments = formulas()[words[0]], words[1:]
        return calculate(call_of(formula, arguments), specs=known) if arguments else formula
    if name == "sheet" and words:
        from ..sheets.library import sheet

        return sheet(words[0], specs=known)
    return " ".join(words)
