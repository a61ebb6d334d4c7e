"""The other commands: facts shown, parts compared and listed, sheets, expressions, numbers and formulas."""

from collections.abc import Callable, Iterator

from ..specs.catalogue import Catalogue
from .drafts import Draft
from .items import Item

Frame = Callable[[list[Item], Catalogue], Iterator[Draft]]
FRAMES: tuple[Frame, ...] = ()


def searched(items: list[Item], known: Catalogue) -> Iterator[Draft]:
    """Numbers and formulas that the words find."""
    return iter(())
