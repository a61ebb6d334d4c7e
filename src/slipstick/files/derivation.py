"""One way a fact follows from others: a formula, and under which paths its inputs are."""

from typing import NamedTuple

from ..formulas.core.formula import Formula


class Words(NamedTuple):
    """An input that a fact in words stands for: its path, and the number of each word it may say."""

    path: str
    numbers: dict[str, float]


# Paths, words or numbers: an input is from the first of them that the page has, printed or derived.
Origin = tuple[str | Words | float, ...]


class Derivation(NamedTuple):
    """A formula, where its inputs are from by their names, and what a fact in words has to say for it to hold.

    when: the path of that fact, and its words; None where there has to be no such fact.
    usual: it holds where a page says nothing else; what a page prints may differ.
    """

    formula: Formula
    inputs: dict[str, Origin]
    when: tuple[str, str | None] = ("", "")
    usual: bool = False
