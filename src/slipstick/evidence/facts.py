"""The facts of a page as plain numbers and words, whether it was just read or is compiled."""

from typing import NamedTuple

from ..files.page import Page
from ..specs.spec import Spec


class Facts(NamedTuple):
    """One spec: its handle, kind and vendor, its numbers in coherent units and its words, each by dotted path."""

    handle: str
    kind: str
    vendor: str
    numbers: dict[str, float]
    words: dict[str, str]


def of_page(handle: str, page: Page) -> Facts:
    """The facts of a page that was just read."""
    numbers = {path: float(fact["value"]) for path, fact in page.facts.items() if fact["unit"] is not None}
    words = {path: str(fact["text"]) for path, fact in page.facts.items() if fact["unit"] is None}
    return Facts(handle, page.head.get("kind") or "", page.head.get("vendor") or "", numbers, words)


def of_spec(part: Spec) -> Facts:
    """The facts of a compiled page."""
    told = {path: part.told(path) for path in part}
    numbers = {path: float(value) for path, (value, unit, _) in told.items() if unit is not None}
    words = {path: text for path, (_, unit, text) in told.items() if unit is None}
    return Facts(part.handle, part.kind, part.vendor, numbers, words)
