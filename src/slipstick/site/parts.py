"""The pages of the catalogue: every spec in one list, a list a kind, and a page of each with its sources."""

from collections.abc import Iterator
from html import escape

from ..files.kinds import KINDS
from ..formulas.core.steps import Step
from ..layout import Footnotes
from ..markup import link
from ..reference.listing import rows
from ..reference.part import best_first, derived, told
from ..specs.catalogue import Catalogue
from ..specs.spec import Spec
from ..words import counted
from .page import body, listed, page, table, to
from .plot import roofline_plot


def part_pages(parts: list[Spec], known: Catalogue) -> Iterator[tuple[str, str]]:
    """The path and the text of each page about specs."""
    yield "parts/index.html", _list("parts/index.html", "The catalogue", parts, None)
    for kind in KINDS:
        if chosen := [part for part in parts if part.kind == kind]:
            path = f"kinds/{kind}.html"
            yield path, _list(path, f"Catalogue: {kind}", chosen, kind)
    for part in parts:
        path = f"parts/{part.handle}.html"
        yield path, page(path, f"{part.name} ({part.handle})", _part(part, known))


def _list(path: str, title: str, parts: list[Spec], kind: str | None) -> str:
    """A table of specs, which the script makes searchable, sortable and comparable."""
    headers, found = rows(parts, kind, [] if kind == "numbers" else ["name"])
    lines = [[to(f"../parts/{first}.html", first), *map(escape, rest)] for first, *rest in found]
    kinds = ", ".join(to(f"../kinds/{name}.html", name) for name in KINDS)
    about = f"{counted(len(parts), 'spec')}. Rates are dense; a bandwidth is one direction. By kind: {kinds}."
    return page(path, title, body(title, about, table(headers, lines, "list")))


def _part(part: Spec, known: Catalogue) -> str:
    """What is known about a spec, what follows from it, its notes and its sources."""
    footnotes = Footnotes(best_first(part, part.facts.values()))
    facts = [(path, escape(text), _marks(footnotes.of(keys))) for path, text, keys in told(part)]
    main = [table(["fact", "value", "source"], facts)]
    if found := derived(part):
        steps = [(each.path, escape(each.step.result), _work(each.step)) for each in found]
        main += ["<h2>What follows</h2>", table(["what", "value", "how"], steps)]
    main += [drawn] if (drawn := roofline_plot(part, known)) else []
    main += ["<h2>Notes</h2>", listed(map(escape, part.notes))] if part.notes else []
    return body(part.name, _about(part), "\n".join(main), _sources(part, footnotes))


def _about(part: Spec) -> str:
    told = [to(f"../kinds/{part.kind}.html", part.kind), f"<code>{escape(part.handle)}</code>"]
    told += [f"figures are per {escape(part.per)}"] * bool(part.per)
    told += [f"also called {escape(', '.join(part.aliases))}"] * bool(part.aliases)
    others = ", ".join(to(f"{handle}.html", handle) for handle in part.extends)
    told += [f"takes over what it shares with {others}"] * bool(others)
    return "; ".join(told)


def _work(step: Step) -> str:
    """How a value follows: with its numbers, and the formula that says so."""
    chapter = step.formula.function.__module__.rpartition(".")[2]
    return f"{escape(step.with_numbers)} ({to(f'../formulas/{chapter}.html#{step.formula.name}', step.formula.name)})"


def _marks(numbers: tuple[int, ...]) -> str:
    return ", ".join(f'<a href="#source-{number}">{number}</a>' for number in numbers)


def _sources(part: Spec, footnotes: Footnotes) -> str:
    items = []
    for key, number in footnotes.numbers.items():
        source = part.sources[key]
        named = link(f"{source['title']} ({source.get('publisher') or key})", source.get("address", ""))
        more = escape(", ".join(filter(None, [source.get("rank"), f"seen {source['seen']}", source.get("note")])))
        items.append(f'<li id="source-{number}">{named}, {more}</li>')
    return "<h2>Sources</h2>\n<ol>\n" + "\n".join(items) + "\n</ol>" if items else ""
