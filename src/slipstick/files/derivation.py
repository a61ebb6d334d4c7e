"""One way a fact follows from others: a formula, and under which paths its inputs are."""

from functools import lru_cache
from importlib import import_module

from ..formulas.core.formula import Formula
from ..records import Record


class Words(Record):
    """An input that a fact in words stands for: its path, and the number of each word it may say."""

    path: str
    numbers: dict[str, float]


# Paths, words or numbers: an input is from the first of them that the page has, printed or derived.
Origin = tuple[str | Words | float, ...]


class Derivation(Record):
    """A formula, where its inputs are from by their names, and what a fact in words has to say for it to hold.

    name: the formula's, after its chapter's, which few questions need: ``"peaks.link_bandwidth"``.
    when: the path of that fact, and its words; None where there has to be no such fact.
    usual: it holds where a page says nothing else; what a page prints may differ.
    """

    name: str
    inputs: dict[str, Origin]
    when: tuple[str, str | None] = ("", "")
    usual: bool = False

    @property
    def formula(self) -> Formula:
        """The formula itself."""
        return _formula(self.name)


@lru_cache(1024)
def _formula(name: str) -> Formula:
    chapter, _, own = name.partition(".")
    found: Formula = getattr(import_module(f"..formulas.{chapter}", __package__), own)
    return found
