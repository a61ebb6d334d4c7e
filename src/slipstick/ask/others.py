"""Every reading that is no question of the list of questions, in the order in which they are tried."""

from collections.abc import Callable, Iterator

from ..specs.catalogue import Catalogue
from . import pairs, sums
from .drafts import Draft
from .facts import channels, compared, facts, ratios, roofline
from .items import Item
from .lists import commands, lists, sheets

Frame = Callable[[list[Item], Catalogue], Iterator[Draft]]


def _prices(items: list[Item], known: Catalogue) -> Iterator[Draft]:
    """What an hour costs, where a price is asked for: most questions need no numbers."""
    if any(item.means("needs") for item in items):
        from .numbers import prices

        yield from prices(items, known)


FRAMES: tuple[Frame, ...] = (
    facts,
    compared,
    lists,
    commands,
    _prices,
    sheets,
    roofline,
    ratios,
    channels,
    sums.conversions,
    pairs.users,
    sums.rates,
    sums.products,
    sums.stored,
    pairs.shares,
    pairs.pairs,
    pairs.visits,
)


def searched(items: list[Item], known: Catalogue, text: str, law: bool, words: bool) -> Iterator[Draft]:
    """An expression as it stands; else numbers worth knowing and formulas that the words find, if all of them do.

    law: whether a formula is asked for; words: whether nothing but a number worth knowing is. Raises UsageError where
    they find several numbers.
    """
    from . import formulas, numbers, problems

    every: tuple[Callable[[], Iterator[Draft]], ...] = (
        lambda: sums.expression(items, text, known),
        lambda: formulas.named(items, whole=True),
        lambda: numbers.numbers(items, known, likely=False),
        lambda: problems.solved(text, known),
        lambda: numbers.numbers(items, known, likely=not (law or formulas.own(items))),
        lambda: formulas.named(items),
    )
    for frame in every[2::2] if words else every:
        found = [draft for draft in frame() if draft.whole]
        if found:
            yield found[0]
            return
    numbers.asked_back(items, known)
