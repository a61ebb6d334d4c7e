"""Cards to learn from: the rows of a sheet, the formulas of a chapter or the numbers of a page, as notes."""

from collections.abc import Iterator
from hashlib import sha256
from html import escape
from inspect import getdoc
from typing import NamedTuple

from ..errors import UsageError
from ..formulas import chapters
from ..formulas.core.formula import Formula
from ..formulas.core.steps import expression
from ..markup import link, small
from ..reference import handbook
from ..reference.number import Number, numbers_of
from ..sheets.content import RANGE, Filled, Row
from ..sheets.library import sheet, sheet_titles
from ..specs.catalogue import Catalogue, catalogue
from ..words import did_you_mean, quoted

KINDS = ("sheet", "chapter", "numbers")


class Note(NamedTuple):
    """A card: its stable id, the deck it belongs to, its two sides as HTML, and its tags."""

    guid: str
    deck: str
    front: str
    back: str
    tags: tuple[str, ...]


def notes(name: str, specs: str | None = None) -> list[Note]:
    """The cards of a sheet, of a chapter of formulas, or of a page of numbers.

    name: such as ``"latency"``; where one is a sheet and a chapter, the sheet, but ``"chapter:network"`` and
    ``"numbers:latency"`` say which. specs: as in :func:`slipstick.load`. A card's id is made from what it asks, not
    from the answer: a value that changes keeps the history of its card. Raises UsageError for an unknown name.

    >>> notes("chapter:speedup")[1].front
    'amdahl(fraction, processors)<br>Speedup of a program of which only a fraction gets faster (Amdahl&#x27;s law)'
    """
    kind, _, word = name.rpartition(":")
    if kind and kind not in KINDS:
        raise UsageError(f"unknown kind of cards {quoted(kind)}: {did_you_mean(kind, KINDS)}")
    known = catalogue(specs)
    found = {"sheet": _titles(specs), "chapter": _chapters(), "numbers": _pages(known)}
    kinds = [each for each in KINDS if word in found[each] and kind in ("", each)]
    if not kinds:
        every = dict.fromkeys(word for each in KINDS for word in found[each] if kind in ("", each))
        raise UsageError(f"no cards are known by {quoted(word)}: {did_you_mean(word, every)}")
    made = {"sheet": lambda: _of_sheet(sheet(word, specs=specs)), "chapter": lambda: _of_chapter(word)}
    cards = made.get(kinds[0], lambda: _of_page(word, known))()
    return _unique(list(cards))


def card_names(specs: str | None = None) -> list[str]:
    """Every name there are cards of, with its kind."""
    known = catalogue(specs)
    named = {"sheet": _titles(specs), "chapter": _chapters(), "numbers": _pages(known)}
    return [f"{kind}:{word}" for kind in KINDS for word in named[kind]]


def _titles(specs: str | None) -> list[str]:
    return [name for name in sheet_titles(specs) if name != "compare"]  # which has no rows of its own


def _chapters() -> list[str]:
    return [chapter.__name__.rpartition(".")[2] for chapter in chapters()]


def _pages(known: Catalogue) -> list[str]:
    return [page.handle for page in known.specs("numbers")]


def _of_sheet(told: Filled) -> Iterator[Note]:
    for section in told.sections:
        for row in section.rows:
            asked = " · ".join(filter(None, (told.title, section.heading)))
            front = f"{escape(row.label)}<br><small>{escape(asked)}</small>"
            key = f"sheet/{told.name}/{section.heading}/{row.label}"
            yield Note(_guid(key), f"slipstick::{told.name}", front, _answer(told, row), ("slipstick", told.name))


def _answer(told: Filled, row: Row) -> str:
    single = len(told.columns) == 1 or told.columns[1:] == (RANGE,)
    if single:
        span = row.cells[0].span
        lines = [f"<b>{escape(row.cells[0].text)}</b>" + (f" ({escape(span)})" if span else "")]
    else:
        pairs = zip(told.columns, row.cells, strict=True)
        lines = [f"{escape(name)}: <b>{escape(cell.text)}</b>" for name, cell in pairs if cell.text]
    lines += [escape(f"{row.work}")] if row.work else []
    sources = [told.sources[number - 1] for number in row.footnotes]
    return "<br>".join([*lines, *(_link(source.text, source.address) for source in sources)])


def _of_chapter(name: str) -> Iterator[Note]:
    chapter = next(each for each in chapters() if each.__name__.endswith(f".{name}"))
    sources = catalogue(None).sources
    for _, own in handbook.contents():
        for formula in own:
            if formula.function.__module__ != chapter.__name__:
                continue
            asked = f"{formula.name}({', '.join(formula.parameters)})"
            front = f"{escape(asked)}<br>{escape(handbook.summary(formula).rstrip('.'))}"
            told = sources.get(formula.source, {})
            back = [f"<b>{escape(expression(formula))}</b>", *map(escape, _meaning(formula))]
            back.append(_link(told.get("title", formula.source), told.get("address", "")))
            guid = _guid(f"formula/{formula.name}")
            yield Note(guid, f"slipstick::{name}", front, "<br>".join(back), ("slipstick", name))


def _meaning(formula: Formula) -> list[str]:
    """What a formula's text says after its first sentence, up to the examples."""
    text = (getdoc(formula.function) or "").split("\n\n>>>")[0]
    return [" ".join(part.split()) for part in text.split("\n\n")[1:]]


def _of_page(name: str, known: Catalogue) -> Iterator[Note]:
    for number in numbers_of(known.find(name)):
        if not number.text("typical"):
            continue
        when = f" ({number.date})" if number.history else ""
        front = f"{escape(number.name)}{escape(when)}<br><small>{escape(number.page.name)}</small>"
        guid = _guid(f"number/{number.path}")
        yield Note(guid, f"slipstick::{name}", front, _told(number), ("slipstick", name))


def _told(number: Number) -> str:
    lines = [f"<b>{escape(number.span)}</b>", *map(escape, filter(None, (number.text("vignette"),)))]
    if number.text("estimate"):
        lines.append(f"estimate: {escape(number.text('estimate'))}")
    return "<br>".join([*lines, *(_link(one["title"], one.get("address", "")) for one in number.sources.values())])


def _link(title: str, address: str) -> str:
    return small(link(title, address))


def _guid(key: str) -> str:
    return sha256(f"slipstick/{key}".encode()).hexdigest()[:20]


def _unique(cards: list[Note]) -> list[Note]:
    """The cards with one id each: where two ask the same, the later are told apart by their place."""
    seen: dict[str, int] = {}
    found = []
    for card in cards:
        seen[card.guid] = seen.get(card.guid, 0) + 1
        again = seen[card.guid]
        found.append(card if again == 1 else card._replace(guid=_guid(f"{card.guid}/{again}")))
    return found
